"""On the narrowest screen that counts, nothing is cut off and no page scrolls to the side."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import LIST, MATRIX, PAGES, Visit, is_scrolled_sideways, open_everything
from tests.browser.windows import NARROW

# Text that stands outside its window although nothing around it scrolls.
CUT_OFF = """
() => Array.from(document.querySelectorAll('main *, header *, footer *'))
    .filter(element => element.checkVisibility() && element.childElementCount === 0 && element.textContent.trim())
    .filter(element => !element.closest('.table-scroll, .source-scroll, .diagram-scroll, .visually-hidden, .sprite, .skip-link'))
    .filter(element => { const box = element.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })
    .map(element => element.outerHTML.slice(0, 120))
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


@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_filters_begin_folded_and_chips_fit(visit: Visit, address: str) -> None:
    page = visit(address, viewport=NARROW)
    expect(page.locator("#facets")).to_be_hidden()
    page.locator(".facet-panel > summary").press("Enter")
    page.locator("#facets input[value=self_hosted_dap]").check()
    page.locator("#facets input[name=q]").fill("a rather long text that nobody would type, " * 5)

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
