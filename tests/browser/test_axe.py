"""No barrier that axe can find, best practices included, on any sort of page: light and dark, wide and narrow."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests import tooling
from tests.browser.visiting import COMPARE, HOME, LIST, MATRIX, PAGES, Visit, open_everything
from tests.browser.windows import NARROW, WIDE, Scheme

# Every rule for level A and AA and every best practice; only rules of level AAA are left out.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
AXE = """
([within, rules]) => axe.run(within, { preload: false, resultTypes: ['violations'], runOnly: rules }).then(
    ({ violations }) => violations.flatMap(
        ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)
    )
)
"""


def barriers(page: Page, rules: tuple[str, ...] = RULES, within: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(tooling.axe_script())
    found: list[str] = page.evaluate(AXE, [within, rules])
    return found


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", PAGES)
def test_no_barriers(visit: Visit, address: str, viewport: ViewportSize) -> None:
    page = visit(address, viewport=viewport)
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert barriers(page, COLOURS) == []


@pytest.mark.parametrize(
    ("address", "selector"),
    [("add_ons/duo_pro.html", ".group-row a"), ("problems.html", ".findings a"), ("add_ons/index.html", "tbody th a")],
)
def test_a_link_is_told_apart_from_the_words_beside_it(visit: Visit, address: str, selector: str) -> None:
    page = visit(address)

    line = page.locator(selector).first.evaluate("link => getComputedStyle(link).textDecorationLine")
    assert line == "underline"


def test_what_a_configuration_says_of_itself_scrolls_by_keyboard_however_wide(visit: Visit) -> None:
    page = visit("about.html", viewport=NARROW)
    said = page.locator(".of-the-data")
    said.evaluate("said => { said.innerHTML = `<table><tr>${'<td>wide</td>'.repeat(60)}</tr></table>`; }")
    assert said.evaluate("said => said.scrollWidth > said.clientWidth")

    assert barriers(page) == []


@pytest.mark.parametrize("address", [LIST, "unit_primitives/duo_chat.html", "graph.html", "problems.html"])
def test_no_barriers_in_what_was_folded(visit: Visit, address: str) -> None:
    page = visit(address)
    open_everything(page)
    assert barriers(page) == []


def test_no_barriers_in_a_comparison(visit: Visit) -> None:
    page = visit(f"{COMPARE}?bundle=duo_core&bundle=duo_enterprise&bundle=premium&bundle=nobody", viewport=NARROW)
    expect(page.locator("#compared")).to_be_visible()
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert barriers(page, COLOURS) == []


def test_no_barriers_in_the_menu(visit: Visit) -> None:
    page = visit("data.html")
    page.locator(".more summary").click()
    expect(page.locator(".more ul")).to_be_visible()
    assert barriers(page, within="header") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers_while_searching(visit: Visit, scheme: Scheme) -> None:
    page = visit(HOME, color_scheme=scheme)
    page.get_by_role("combobox").fill("duo chat")
    expect(page.locator("#search-results")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("combobox").fill("duo chat " * 7)
    expect(page.locator(".search-cut")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("combobox").fill("zzqqxx")
    expect(page.locator(".search-note")).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers_while_filtering_and_sorting(visit: Visit, scheme: Scheme) -> None:
    page = visit(f"{LIST}?add_ons=duo_amazon_q&q=amazon&sort=since&dir=desc", color_scheme=scheme)
    expect(page.locator("#chips button")).to_have_count(3)
    assert barriers(page) == []
    page.locator("#facets input[name=q]").fill("zzqqxx")
    expect(page.locator("#none-shown")).to_be_visible()
    assert barriers(page) == []


def test_no_barriers_in_a_folded_matrix(visit: Visit) -> None:
    page = visit(MATRIX)
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert barriers(page) == []
