"""Without scripts every fact is there, and nothing is shown that would not work."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import LIST, MATRIX, PAGES, Visit, open_everything, shown_names

# Whatever says something, once everything is unfolded: the parts of the page that a reader sees.
STATEMENTS = """
parts => parts
    .filter(part => part.checkVisibility() && !part.closest('[data-needs-script], [role=status]'))
    .map(part => part.textContent.replace(/\\s+/g, ' ').trim())
"""
PARTS = "main :is(h1, h2, h3, p, li, dt, dd, caption, figcaption, th, td, svg text, pre, summary, legend)"


def statements(page: Page) -> list[str]:
    open_everything(page)
    return [str(text) for text in page.locator(PARTS).evaluate_all(STATEMENTS)]


@pytest.mark.parametrize("address", PAGES)
def test_every_statement_is_there(visit: Visit, address: str) -> None:
    with_scripts = statements(visit(address))
    without_scripts = statements(visit(address, java_script_enabled=False))

    missing = [text for text in with_scripts if text not in set(without_scripts)]
    assert missing == []
    assert len(with_scripts) > 5


@pytest.mark.parametrize("address", PAGES)
def test_no_control_is_shown_that_needs_a_script(visit: Visit, address: str) -> None:
    page = visit(address, java_script_enabled=False)
    open_everything(page)

    expect(page.locator(":is(button, input, select, textarea, [role=combobox], kbd):visible")).to_have_count(0)
    assert page.locator("a:visible").count() > 5


def test_what_folds_without_scripts_is_the_browsers_own(visit: Visit) -> None:
    page = visit("problems.html", java_script_enabled=False)
    rule = page.locator("details.rule").nth(1)
    expect(rule.locator("li").first).to_be_hidden()
    rule.locator("summary").press("Enter")
    expect(rule.locator("li").first).to_be_visible()


@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_all_rows_are_shown_whatever_the_address_asks(visit: Visit, address: str) -> None:
    everything = shown_names(visit(address))

    assert shown_names(visit(f"{address}?add_ons=duo_pro&q=chat", java_script_enabled=False)) == everything
