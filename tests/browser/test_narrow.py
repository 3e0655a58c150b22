"""On the narrowest screen that counts, nothing is cut off and no page scrolls to the side."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from site_builder.build import build
from tests.browser.visiting import (
    ENTITY_PAGES,
    HOME,
    LIST,
    MATRIX,
    PAGES,
    Visit,
    is_scrolled_sideways,
    open_everything,
    settings,
)
from tests.browser.windows import NARROW, WIDE
from tests.site.making import write_config

# Text that stands outside its window although nothing around it scrolls.
CUT_OFF = """
() => Array.from(document.querySelectorAll('main *, header *, footer *'))
    .filter(element => element.checkVisibility() && element.childElementCount === 0 && element.textContent.trim())
    .filter(element => !element.closest('.table-scroll, .source-scroll, .diagram-scroll, .visually-hidden, .sprite, .skip-link'))
    .filter(element => { const box = element.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })
    .map(element => element.outerHTML.slice(0, 120))
"""

# Names in cells that stand on several lines although one of them would hold the name and its comma.
BROKEN = """
() => Array.from(document.querySelectorAll('.members td > a, .members td > span:not([class])')).filter(name => {
    const lines = document.createRange();
    lines.selectNodeContents(name);
    const isBroken = new Set(Array.from(lines.getClientRects(), line => Math.round(line.bottom))).size > 1;
    const style = getComputedStyle(name.parentElement);
    const room = name.parentElement.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    name.style.whiteSpace = 'nowrap';
    return isBroken && name.offsetWidth < room;
}).map(name => name.textContent)
"""


# Words in tables that go on in the next line, but for addresses, which no line holds.
IN_TWO = r"""
() => Array.from(document.querySelectorAll('main table:not(.facts, .ending)')).filter(table => table.checkVisibility()).flatMap(table => {
    const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/\b[A-Za-z]{2,24}\b/g)) {
            const place = document.createRange();
            place.setStart(texts.currentNode, word.index);
            place.setEnd(texts.currentNode, word.index + word[0].length);
            const lines = new Set(Array.from(place.getClientRects(), line => Math.round(line.top)));
            if (lines.size > 1) found.push(word[0]);
        }
    }
    return found;
})
"""

# Commas behind a tag that stand in another line than it.
APART = """
() => Array.from(document.querySelectorAll('main .tag')).filter(tag => tag.checkVisibility() && tag.nextSibling?.data?.startsWith(',')).filter(tag => {
    const comma = document.createRange();
    comma.setStart(tag.nextSibling, 0);
    comma.setEnd(tag.nextSibling, 1);
    return Math.abs(comma.getBoundingClientRect().right - tag.getBoundingClientRect().right) > 20;
}).length
"""

# An answer in which most names have a tag, and some two.
OLD = "check.html?license=premium&add_on=duo_pro&realm=self-managed&gitlab_version=16.9"
# Parts of tables that are narrower than their table would be in a window as narrow as this.
NOT_AS_WIDE = """
() => Array.from(document.querySelectorAll('main .stacked')).filter(table => table.checkVisibility())
    .filter(table => table.getBoundingClientRect().width < document.querySelector('main').clientWidth - 33)
    .map(table => table.className)
"""
# Texts, and how many lines each takes.
LINES = """
all => all.map(it => [it.textContent, new Set(Array.from(it.getClientRects(), line => Math.round(line.top))).size])
"""
# The same of what stands in boxes.
CHILD_LINES = """
all => all.map(it => {
    const text = document.createRange();
    text.selectNodeContents(it);
    return [it.textContent, new Set(Array.from(text.getClientRects(), line => Math.round(line.bottom))).size];
})
"""


def assert_fits(page: Page) -> None:
    assert not is_scrolled_sideways(page)
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_to_the_side(visit: Visit, address: str) -> None:
    page = visit(address, viewport=NARROW)
    assert_fits(page)
    open_everything(page)
    assert_fits(page)


@pytest.mark.parametrize("width", [*range(320, 960, 80), 1240])
def test_the_menu_of_more_pages_opens_within_the_window(visit: Visit, width: int) -> None:
    page = visit("unit_primitives/duo_chat.html", viewport={"width": width, "height": 800})
    page.locator(".more summary").click()

    assert page.locator(".more li").count() > 0
    assert_fits(page)


def test_the_menu_fits_a_phone_with_letters_of_twice_the_size(visit: Visit) -> None:
    page = visit(HOME, viewport={"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator(".more summary").click()

    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("width", [1000, 1280])
def test_the_last_entry_of_the_menu_is_reached_in_a_low_window(visit: Visit, width: int) -> None:
    page = visit(HOME, viewport={"width": width, "height": 360})
    page.locator(".more summary").click()
    last = page.locator(".more li a").last
    last.focus()

    expect(last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_filters_begin_folded_and_chips_fit(visit: Visit, address: str) -> None:
    page = visit(address, viewport=NARROW)
    expect(page.locator("#facets")).to_be_hidden()
    page.locator(".facet-panel > summary").press("Enter")
    page.locator("#facets input[value=self_hosted_dap]").check()
    page.locator("#facets input[name=q]").fill("a rather long text that nobody would type, " * 5 + "x" * 100)

    expect(page.locator("#chips button")).to_have_count(3)
    assert_fits(page)


def test_results_of_the_search_fit(visit: Visit) -> None:
    page = visit("unit_primitives/duo_chat.html", viewport=NARROW)
    page.get_by_role("combobox").fill("include context")
    box = page.locator("#search-results").bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("address", ["unit_primitives/duo_chat.html", LIST, MATRIX])
def test_text_of_twice_the_size_still_fits(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_fits(page)


@pytest.mark.parametrize("address", [it for it in PAGES if it not in ENTITY_PAGES])
def test_letters_of_twice_the_size_do_not_scroll_a_phone_to_the_side(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("viewport", [NARROW, WIDE])
@pytest.mark.parametrize("address", [LIST, "whats_new/index.html", "add_ons/duo_pro.html", "deprecations.html"])
def test_no_name_is_broken_where_a_line_holds_it(visit: Visit, address: str, viewport: ViewportSize) -> None:
    page = visit(address, viewport=viewport)

    assert page.locator(".members td > span:not([class]) > a").count() > 0
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
@pytest.mark.parametrize(
    "address", [*ENTITY_PAGES, HOME, LIST, "deprecations.html", "graph.html", "parity.html", "whats_new/index.html"]
)
def test_no_word_of_a_table_is_broken(visit: Visit, address: str, width: int) -> None:
    page = visit(address, viewport={"width": width, "height": 800})

    assert page.evaluate(IN_TWO) == []


@pytest.mark.parametrize("address", ["services/duo_chat.html", "problems.html"])
def test_what_a_table_is_about_is_read_without_scrolling_it(visit: Visit, address: str) -> None:
    page = visit(address, viewport=NARROW)

    for caption in page.locator("main caption:visible").all():
        box = caption.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= NARROW["width"], caption.text_content()


def test_filters_that_began_folded_are_there_when_the_window_grows_and_stay_when_it_shrinks(visit: Visit) -> None:
    page = visit(LIST, viewport=NARROW)
    words = page.get_by_label("Filter by word")
    expect(words).to_be_hidden()

    page.set_viewport_size(WIDE)
    expect(words).to_be_visible()
    words.fill("chat")
    page.set_viewport_size(NARROW)
    expect(words).to_be_visible()


@pytest.mark.parametrize("address", ["parity.html", "add_ons/duo_enterprise.html", "check.html", OLD])
def test_no_comma_begins_a_line(visit: Visit, address: str) -> None:
    page = visit(address)
    assert page.locator("main .tag.deprecated").count() > 0

    for width in (320, 390, *range(430, 1300, 110)):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(APART) == 0, width


@pytest.mark.parametrize(
    "address", ["unit_primitives/duo_chat.html", "add_ons/duo_enterprise.html", "services/duo_chat.html"]
)
def test_what_is_stacked_is_as_wide_as_the_page(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 390, "height": 844})

    assert page.locator("main .stacked:visible").count() > 0
    assert page.evaluate(NOT_AS_WIDE) == []


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        ("unit_primitives/duo_chat.html", ["Before", "After", "When", "Commit"]),
        ("changes/2026-10.html", ["Author", "When", "Merge request"]),
    ],
)
def test_what_stood_in_a_column_says_where_columns_are_stacked_what_it_is(
    visit: Visit, address: str, labels: list[str]
) -> None:
    page = visit(address, viewport={"width": 390, "height": 844})
    row = page.locator(":is(.history, .commits) tbody tr").first

    assert row.locator("td[data-label]").evaluate_all("all => all.map(it => it.dataset.label)") == labels


@pytest.mark.parametrize("width", [390, 1280])
def test_a_date_of_a_service_stands_in_one_line(visit: Visit, width: int) -> None:
    page = visit("services/self_hosted_models.html", viewport={"width": width, "height": 844})

    found = page.locator(".service-members .whole").evaluate_all(LINES)
    assert ["17 October 2024", 1] in found
    assert [text for text, lines in found if lines > 1] == []


@pytest.mark.parametrize("address", ["license_types/premium.html", "add_ons/duo_pro.html", LIST])
def test_since_when_and_what_is_needed_stand_in_one_line(visit: Visit, address: str) -> None:
    page = visit(address, viewport={"width": 390, "height": 844})
    cells = page.locator("td[data-label=Since]:visible:has(.detail)")

    assert cells.count() > 0
    assert set(cells.evaluate_all("all => all.map(it => Math.round(it.offsetHeight))")) == {24}


@pytest.mark.parametrize(("width", "most"), [(390, 2), (1280, 3)])
def test_questions_stand_in_as_few_lines_as_they_need(visit: Visit, width: int, most: int) -> None:
    page = visit(HOME, viewport={"width": width, "height": 844})

    assert [text for text, lines in page.locator(".question").evaluate_all(CHILD_LINES) if lines > most] == []
    assert [text for text, lines in page.locator(".question-where").evaluate_all(CHILD_LINES) if lines > 1] == []


@pytest.mark.parametrize(("width", "most"), [(390, 3), (1280, 2)])
def test_columns_of_a_table_that_scrolls_have_room_for_their_headings(visit: Visit, width: int, most: int) -> None:
    page = visit("services/duo_chat.html", viewport={"width": width, "height": 844})
    headings = page.locator(".service-members thead th").evaluate_all(CHILD_LINES)

    assert len(headings) == 8
    assert [text for text, lines in headings if lines > most] == []


@pytest.mark.parametrize("address", ["index.html", "groups/duo_chat.html"])
def test_names_and_dates_of_what_ends_stand_in_one_line(visit: Visit, tmp_path: Path, address: str) -> None:
    names = ("ask_build", "ask_commit", "ask_epic", "ask_issue", "documentation_search")
    write_config(
        tmp_path / "config",
        "\n".join(
            f"-- unit_primitives/{name} --\ngroup: group::duo_chat\ndeprecation_message: Gone.\ncut_off_date: 2030-09-17T00:00:00Z\n"
            for name in names
        ),
    )
    build(settings(tmp_path / "site", tmp_path / "config"))
    page = visit(f"{(tmp_path / 'site' / address).as_uri()}")

    assert page.locator(".cut-offs code").all_inner_texts() == [*names]
    for width in range(390, 900, 30):
        page.set_viewport_size({"width": width, "height": 800})
        found = page.locator(".cut-offs :is(code, .whole)").evaluate_all(LINES)
        assert [text for text, lines in found if lines > 1] == [], width
