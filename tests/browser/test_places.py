"""The site works wherever it is put: in a folder on a disk, at the root of a host, and below it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from tests.browser.visiting import (
    ENTITY_PAGES,
    HOME,
    LIST,
    MATRIX,
    NOT_FOUND,
    PAGES,
    PREFIXES,
    Place,
    Visit,
    served,
    settings,
)
from tests.browser.windows import window

LOADED = """() => ({
    sheets: document.styleSheets.length / document.querySelectorAll('link[rel=stylesheet]').length,
    scripts: document.documentElement.classList.contains('js') && 'siteDom' in window,
    broken: performance.getEntriesByType('resource').filter(({ responseStatus }) => responseStatus >= 400).length,
})"""


def assert_works(page: Page) -> None:
    """Style and scripts are there, and the search shows pages of the same site."""
    assert page.evaluate(LOADED) == {"sheets": 1, "scripts": True, "broken": 0}
    expect(page.locator("#theme-switch")).to_have_text("System")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"


def test_from_a_folder(visit: Visit, place: Place) -> None:
    page = visit(HOME)
    for address in PAGES:
        if address != NOT_FOUND:
            page.goto(place(address))
            assert page.url.startswith("file:///")
            assert_works(page)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_from_a_server(visit: Visit, server: str, prefix: str) -> None:
    page = visit(f"{server}{prefix}index.html")
    for address in PAGES if prefix == PREFIXES[-1] else (LIST, MATRIX, NOT_FOUND):
        if address != NOT_FOUND or not prefix:
            page.goto(f"{server}{prefix}{address}")
            assert_works(page)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_links_search_and_filters_stay_below_the_prefix(visit: Visit, server: str, prefix: str) -> None:
    root = f"{server}{prefix}"
    page = visit(f"{root}index.html")
    page.locator(".top-nav").get_by_role("link", name="Matrix").click()
    page.wait_for_url(f"{root}{MATRIX}")
    page.locator("th[data-csv=duo_chat] a").click()
    page.wait_for_url(f"{root}unit_primitives/duo_chat.html")
    page.get_by_role("combobox").fill("duo pro")
    page.locator("#search-results-0").click()
    page.wait_for_url(f"{root}add_ons/duo_pro.html")
    page.locator(".actions a").first.click()
    page.wait_for_url(f"{root}{LIST}?add_ons=duo_pro")
    page.locator(".site-title").click()
    page.wait_for_url(f"{root}index.html")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that is told where it is published: below the deepest prefix."""
    directory = tmp_path_factory.mktemp("preview") / "site"
    directory.mkdir()
    with served(directory) as address:
        base = f"{address}{PREFIXES[-1]}"
        build(settings(directory, base_url=base))
        yield base


@pytest.mark.parametrize("missing", ["duo_chta.html", "unit_primitives/duo_chta.html", "a/b/c/d/duo_chta.html?x=y#z"])
def test_a_missing_page_helps_however_deep_it_would_be(browser: Browser, preview: str, missing: str) -> None:
    with window(browser) as page:
        answer = page.goto(f"{preview}{missing}")
        assert answer is not None
        assert answer.status == 404
        assert_works_when_missing(page)

        page.locator("#nearest a", has_text="duo_chat").first.click()
        page.wait_for_url(f"{preview}unit_primitives/duo_chat.html")


def assert_works_when_missing(page: Page) -> None:
    loaded = page.evaluate(LOADED)
    assert (loaded["sheets"], loaded["scripts"], loaded["broken"]) == (1, True, 0)
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.locator("#nearest-heading")).to_be_visible()


def test_every_link_of_the_page_for_missing_pages_leads_somewhere(browser: Browser, preview: str) -> None:
    with window(browser) as page:
        page.goto(f"{preview}x/y/z.html")
        links = set(page.locator("a").evaluate_all("links => links.map(({ href }) => href.split('#')[0])"))
        assert links
        for link in sorted(links):
            assert link.startswith(preview)
            assert link == page.url or page.request.get(link).status == 200


def test_a_missing_page_at_the_root_of_a_host(visit: Visit, server: str) -> None:
    page = visit(f"{server}unit_primitives/explain_vulnerabilty.html")

    expect(page.locator("#nearest a").first).to_have_text("explain_vulnerability")
    assert_works_when_missing(page)


def test_a_diagram_opens_on_its_own_and_its_boxes_are_links(visit: Visit, site: Path) -> None:
    for address in ENTITY_PAGES[:1]:
        page = visit(address)
        drawing = page.locator(".drawing").first
        drawing.get_by_role("link", name="Duo Pro").or_(drawing.locator("a", has_text="Duo Pro")).first.click()
        page.wait_for_url("**/add_ons/duo_pro.html")
    assert (site / "diagrams" / "unit_primitives" / "duo_chat.svg").is_file()
