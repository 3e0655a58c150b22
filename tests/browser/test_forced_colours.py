"""Where the system decides on colours, marks, choices and diagrams are still seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import HOME, LIST, MATRIX, Visit
from tests.browser.windows import Scheme

# The fill of a shape, and the colour of the nearest thing behind it.
FILLS = """
shapes => shapes.filter(shape => shape.checkVisibility()).map(shape => {
    let behind = shape.parentElement;
    while (behind && /^(rgba\\(.*, 0\\)|transparent)$/.test(getComputedStyle(behind).backgroundColor)) {
        behind = behind.parentElement;
    }
    return [getComputedStyle(shape).fill, getComputedStyle(behind || document.body).backgroundColor];
})
"""
DIAGRAM = """
drawing => Array.from(drawing.querySelectorAll('.box'), box => [
    getComputedStyle(box.querySelector('text')).fill,
    getComputedStyle(box.querySelector('rect')).fill,
    getComputedStyle(box.querySelector('rect')).stroke,
])
"""


def forced(page: Page) -> Page:
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    return page


def canvas(page: Page) -> str:
    """What the system paints pages with."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [MATRIX, LIST, "unit_primitives/duo_chat.html", "about.html"])
def test_marks_stand_out_and_each_keeps_its_shape(visit: Visit, address: str, scheme: Scheme) -> None:
    page = forced(visit(address, color_scheme=scheme))
    marks = page.locator("main .mark")
    fills = marks.evaluate_all(FILLS)

    assert fills
    assert all(fill != behind and fill != canvas(page) for fill, behind in fills)
    shapes = marks.evaluate_all(
        "marks => marks.map(mark => [mark.classList[1], mark.firstElementChild.getAttribute('href')])"
    )
    assert {(state, shape) for state, shape in shapes} <= {
        (state, f"#mark-{state}") for state in ("included", "free", "needs", "unavailable", "unstated")
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_cut_out_of_a_mark_is_seen_in_it(visit: Visit, scheme: Scheme) -> None:
    page = forced(visit(MATRIX, color_scheme=scheme))
    cut = page.locator("#mark-included .cut").evaluate("cut => getComputedStyle(cut).stroke")

    assert cut == canvas(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_diagrams_can_be_read_whatever_theme_was_chosen(visit: Visit, scheme: Scheme, theme: str) -> None:
    page = visit("unit_primitives/duo_chat.html", color_scheme=scheme)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    forced(page)
    boxes = page.locator(".drawing").evaluate(DIAGRAM)
    line = page.locator(".drawing .lines path").first.evaluate("line => getComputedStyle(line).stroke")

    assert boxes
    assert all(text != fill for text, fill, _ in boxes)
    assert {fill for _, fill, _ in boxes} <= {canvas(page), "none"}
    assert line != canvas(page)


def test_the_chosen_result_of_the_search_is_seen(visit: Visit) -> None:
    page = forced(visit(HOME))
    page.get_by_role("combobox").fill("chat")
    expect(page.locator("#search-results-0")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#search-results-0")).not_to_have_css("outline-style", "none")
    expect(page.locator("#search-results-1")).to_have_css("outline-style", "none")


def test_the_page_that_is_open_is_seen_in_the_top_bar(visit: Visit) -> None:
    page = forced(visit(MATRIX))
    here, elsewhere = (
        page.locator(".top-nav").get_by_role("link", name=name, exact=True) for name in ("Matrix", "Catalog")
    )

    expect(here).to_have_css("border-bottom-style", "solid")
    expect(elsewhere).to_have_css("border-bottom-style", "none")
