"""Everything works by keyboard: in the order of the page, in sight, with a way past the top bar and no trap."""

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import HOME, LIST, MATRIX, NOT_FOUND, Visit
from tests.browser.walking import unseen_on_the_way_up, walked

# One page or more of each template, the smaller ones: a walk over a long table takes its time.
WALKS = (
    HOME,
    LIST,
    "unit_primitives/duo_chat.html",
    "add_ons/duo_core.html",
    "backend_services/duo_workflow_service.html",
    "services/code_suggestions.html",
    "groups/ai-framework.html",
    "feature_categories/code_suggestions.html",
    "add_ons/index.html",
    MATRIX,
    "graph.html",
    "problems.html",
    "data.html",
    "schema/unit_primitive.html",
    "about.html",
    NOT_FOUND,
)


@pytest.mark.parametrize("address", WALKS)
def test_the_tab_key_passes_everything_in_order_and_in_sight(visit: Visit, address: str) -> None:
    walk = walked(visit(address), "Tab")

    assert walk["visited"] == walk["expected"]
    assert walk["unseen"] == []
    assert walk["bare"] == []


@pytest.mark.parametrize("address", ["services/code_suggestions.html", LIST, MATRIX])
def test_the_way_back_is_the_same(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator(".bottom a").last.focus()
    walk = walked(page, "Shift+Tab", times=100)

    back = walk["expected"][-2::-1]
    assert walk["visited"][: len(back)] == back[:100]
    assert walk["unseen"] == []


@pytest.mark.parametrize("size", [(390, 700), (768, 1024), (1280, 500), (320, 256)])
@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_what_has_the_focus_is_never_below_the_head_of_its_table(
    visit: Visit, address: str, size: tuple[int, int]
) -> None:
    assert unseen_on_the_way_up(visit(address, viewport={"width": size[0], "height": size[1]})) == []


OUT_OF_SIGHT = """
links => {
    const out = [];
    for (const link of links) {
        link.focus();
        if (document.activeElement !== link) continue; // it is folded
        const around = link.closest('.diagram-scroll, .table-scroll');
        const [one, box] = [link, around].map((it) => it.getBoundingClientRect());
        const stays = around.querySelector('.corner'); // as the names of the rows below it
        const covered = stays && !link.closest('tbody th, .corner') ? stays.getBoundingClientRect().right : box.left;
        const seen = Math.min(one.right, box.right) - Math.max(one.left, covered);
        if (seen < Math.min(one.width, box.width) - 1) out.push(`${link.textContent}: ${seen} of ${one.width}`);
    }
    return out;
}
"""


@pytest.mark.parametrize("width", [340, 375, 412, 500])
def test_what_has_the_focus_in_a_box_that_scrolls_is_whole(visit: Visit, width: int) -> None:
    """Of widths at which some links touch the edge of the box: a browser takes a few pixels for all."""
    page = visit("graph.html", viewport={"width": width, "height": 700})
    page.keyboard.press("Tab")
    links = page.locator(".diagram-scroll a")
    assert links.count() > 20

    assert links.evaluate_all(OUT_OF_SIGHT) == []


@pytest.mark.parametrize("width", [340, 390, 600, 1000])
def test_what_has_the_focus_in_the_matrix_is_whole_beside_the_names_that_stay(visit: Visit, width: int) -> None:
    page = visit(MATRIX, viewport={"width": width, "height": 700})
    page.keyboard.press("Tab")
    links = page.locator(".table-scroll a:visible")
    assert links.count() > 20

    backwards = "links => (" + OUT_OF_SIGHT.strip() + ")(links.reverse())"
    assert links.evaluate_all(OUT_OF_SIGHT) + links.evaluate_all(backwards) == []


@pytest.mark.parametrize("address", [HOME, "unit_primitives/duo_chat.html", LIST, MATRIX, NOT_FOUND])
def test_the_first_stop_leads_past_the_top_bar(visit: Visit, address: str) -> None:
    page = visit(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_opens_and_closes_and_lets_go(visit: Visit) -> None:
    page = visit(HOME)
    summary, entries = page.locator(".more summary"), page.locator(".more li a")
    summary.press("Enter")
    expect(entries.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(entries.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(entries.first).to_be_hidden()
    expect(summary).to_be_focused()

    page.keyboard.press("Space")
    for _ in range(entries.count() + 1):
        page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(entries.first).to_be_hidden()

    summary.click()
    expect(entries.first).to_be_visible()
    page.locator("h1").click()
    expect(entries.first).to_be_hidden()


def test_a_menu_entry_leads_to_its_page(visit: Visit) -> None:
    page = visit("unit_primitives/duo_chat.html")
    page.locator(".more summary").press("Enter")
    page.get_by_role("link", name="Graph", exact=True).press("Enter")
    page.wait_for_url("**/graph.html")


def test_facets_can_be_folded_and_chosen(visit: Visit) -> None:
    page = visit(LIST)
    facet = page.locator("#facets details.facet", has=page.locator("summary", has_text="Maturity"))
    expect(facet.get_by_role("checkbox").first).to_be_hidden()
    facet.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    expect(facet.get_by_role("checkbox").first).to_be_focused()
    page.keyboard.press("Space")

    expect(page.locator("#chips")).to_contain_text("Maturity: Beta")


def test_what_scrolls_can_be_scrolled_by_key(visit: Visit) -> None:
    page = visit(MATRIX, viewport={"width": 640, "height": 500})
    area = page.get_by_role("group", name="Matrix")
    area.focus()
    last = page.locator("#matrix tr[data-row]").last.locator("td").last
    expect(last).not_to_be_in_viewport()
    page.keyboard.press("End")
    for _ in range(30):
        page.keyboard.press("ArrowRight")

    expect(last).to_be_in_viewport(ratio=1)
