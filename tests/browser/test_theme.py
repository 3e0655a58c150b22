"""The theme: the system's, light or dark; chosen once, it holds on every page."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import HOME, LIST, Place, Visit
from tests.browser.windows import Scheme, window

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(24, 23, 29)"


def background(page: Page) -> str:
    return str(page.evaluate(BACKGROUND))


@pytest.mark.parametrize(("system", "shown"), [("light", LIGHT), ("dark", DARK)])
def test_three_states_one_after_the_other(visit: Visit, system: Scheme, shown: str) -> None:
    page = visit(HOME, color_scheme=system)
    switch = page.locator("#theme-switch")
    expect(switch).to_have_text("System")
    expect(switch).to_have_accessible_name("Theme: System. Switch to Light")
    assert background(page) == shown

    switch.click()
    expect(switch).to_have_accessible_name("Theme: Light. Switch to Dark")
    assert background(page) == LIGHT
    switch.press("Enter")
    expect(switch).to_have_accessible_name("Theme: Dark. Switch to System")
    assert background(page) == DARK
    switch.press("Space")
    expect(switch).to_have_text("System")
    assert background(page) == shown


def test_the_choice_holds_on_other_pages_and_the_system_may_change(visit: Visit) -> None:
    page = visit(HOME, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert background(page) == DARK
    page.locator("#theme-switch").click()
    for address in (LIST, "../matrix.html"):
        page.goto(page.url.rsplit("/", 1)[0] + f"/{address}")
        expect(page.locator("#theme-switch")).to_have_text("Light")
        assert background(page) == LIGHT
    page.locator("#theme-switch").click()
    page.emulate_media(color_scheme="light")
    page.reload()
    assert background(page) == DARK


def test_another_open_page_follows(browser: Browser, place: Place) -> None:
    with window(browser) as page:
        page.goto(place(HOME))
        other = page.context.new_page()
        other.goto(place(LIST))
        page.locator("#theme-switch").click()
        page.locator("#theme-switch").click()

        expect(other.locator("#theme-switch")).to_have_text("Dark")
        assert background(other) == DARK


def test_nothing_else_in_the_memory_of_the_browser_is_a_theme(visit: Visit) -> None:
    page = visit(HOME, color_scheme="light")
    page.evaluate("localStorage.setItem('theme', '\"><script>alert(1)</script>')")
    page.reload()

    expect(page.locator("#theme-switch")).to_have_text("System")
    assert background(page) == LIGHT


def test_a_browser_that_remembers_nothing_still_switches(browser: Browser, place: Place) -> None:
    with window(browser) as page:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('off'); } })"
        )
        page.goto(place(HOME))
        page.locator("#theme-switch").click()
        page.locator("#theme-switch").click()

        assert background(page) == DARK


def test_a_dark_page_is_dark_before_anything_is_painted(browser: Browser, place: Place) -> None:
    with window(browser) as page:
        page.goto(place(HOME))
        page.locator("#theme-switch").click()
        page.locator("#theme-switch").click()
        page.add_init_script(
            "new MutationObserver((changes, observer) => { if (document.body) {"
            " window.themeAtFirst = document.documentElement.dataset.theme; observer.disconnect(); } })"
            ".observe(document, { childList: true, subtree: true })"
        )
        page.goto(place(LIST))

        assert page.evaluate("window.themeAtFirst") == "dark"
