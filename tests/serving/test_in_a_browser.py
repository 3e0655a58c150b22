"""What somebody sees who writes with a browser beside: the page follows, and says what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import tooling
from tests.serving.served import PAGE, REPORT, copying, first_mark, serving, write

ASSETS = tooling.ROOT / "templates" / "assets"
MISSING = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<title>Page not found</title>
<script src="{root}dom.js" defer></script>
<script src="{root}not_found.js" defer></script>
</head>
<body>
<form id="search" data-index="{root}search-data.js" data-root="{root}"></form>
<main><h1>Page not found</h1><h2 id="nearest-heading" hidden>Did you mean</h2><ul id="nearest" hidden></ul></main>
</body>
</html>
"""
SEARCH_DATA = """window.siteSearch = {"documents": [
{"i": 0, "t": "duo_chat", "k": "Unit primitive", "u": "unit_primitives/duo_chat.html", "d": "", "a": "ask_duo chat"},
{"i": 1, "t": "duo_classic_chat", "k": "Unit primitive", "u": "unit_primitives/duo_classic_chat.html", "d": "", "a": ""},
{"i": 2, "t": "Duo Pro", "k": "Add-on", "u": "add_ons/duo_pro.html", "d": "", "a": "duo_pro"},
{"i": 3, "t": "duo_chat", "k": "Legacy service", "u": "services/duo_chat.html", "d": "", "a": ""},
{"i": 4, "t": "GitLab.com", "k": "GitLab realm", "u": "gitlab_realms/saas.html", "d": "", "a": "saas"},
{"i": 5, "t": "Unit primitives", "k": "Page", "u": "unit_primitives/index.html", "d": "", "a": ""},
{"i": 6, "t": "<img src=x>", "k": "<b>", "u": "groups/img.html", "d": "", "a": ""}
]};
"""
AXE = "axe.run().then(result => result.violations.map(violation => violation.id))"

# Ends after the page has looked for names, as the same script ran before it.
LOOKED = "siteDom.loadScript(document.forms[0].dataset.index)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not complain of anything but statuses, which are on purpose."""
    complaints: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert [text for text in complaints if not text.startswith("Failed to load resource: the server responded")] == []


def test_an_open_page_follows_the_site_and_shows_what_is_wrong(tmp_path: Path, page: Page) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    report = page.locator("#site-builder-report")
    write(source / REPORT, "config: error[E117] no <b>unit primitives</b> at all")
    write(source / "index.html", PAGE.format(text="first"))

    with serving(copying(source, site), site, source) as address:
        first_mark(address)
        page.goto(address)
        expect(page.locator("h1")).to_have_text("The site cannot be built")
        expect(report.locator("pre")).to_have_text("config: error[E117] no <b>unit primitives</b> at all")

        (source / REPORT).unlink()
        expect(page.locator("h1")).to_have_text("first")
        expect(report).to_have_count(0)

        write(source / "index.html", PAGE.format(text="second"))
        expect(page.locator("h1")).to_have_text("second")

        write(source / REPORT, "config/x.yml:1:1: error[E203] " + "wrong " * 1000)
        expect(report.locator("summary")).to_have_text("Not built: this is still the last good site")
        expect(report).to_have_css("position", "fixed")
        assert _height(report) <= 400
        assert page.locator("h1").inner_text() == "second"
        report.locator("summary").press("Enter")
        expect(report.locator("pre")).to_be_hidden()

        (source / REPORT).unlink()
        expect(report).to_have_count(0)
        _leave(page)


def test_a_page_that_nobody_sees_catches_up_when_it_is_seen(tmp_path: Path, page: Page) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "index.html", PAGE.format(text="first"))

    with serving(copying(source, site), site, source) as address:
        mark = first_mark(address)
        page.goto(address)
        _show(page, False)
        write(source / "index.html", PAGE.format(text="second"))
        page.evaluate("mark => fetch(`/_serve/events?after=${mark}`).then(answer => answer.text())", mark)
        expect(page.locator("h1")).to_have_text("first")
        _show(page, True)
        expect(page.locator("h1")).to_have_text("second")
        _leave(page)


def test_a_report_has_no_barriers(tmp_path: Path, page: Page) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / REPORT, "config/x.yml:1:1: error[E203] " + "wrong " * 1000)

    with serving(copying(source, site), site, source) as address:
        first_mark(address)
        page.goto(address)
        page.evaluate(tooling.axe_script())
        page.emulate_media(color_scheme="light")
        assert page.evaluate(AXE) == []
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(AXE) == []
        _leave(page)


@pytest.fixture
def missing_pages(tmp_path: Path) -> Iterator[str]:
    """The address of a site, `/catalog/` of a server, that has nothing but a page for missing pages."""
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "404.html", MISSING.format(root="/catalog/"))
    for script in ("dom.js", "not_found.js"):
        write(source / "catalog" / script, (ASSETS / script).read_text(encoding="utf-8"))
    write(source / "catalog/search-data.js", SEARCH_DATA)
    with serving(copying(source, site), site) as address:
        first_mark(address)
        yield f"{address}catalog/"


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("unit_primitives/duo_chta.html", ["unit_primitives/duo_chat", "services/duo_chat"]),
        ("services/duo_chta.html", ["services/duo_chat", "unit_primitives/duo_chat"]),
        ("add_ons/DUO-CHAT", ["unit_primitives/duo_chat", "services/duo_chat", "unit_primitives/duo_classic_chat"]),
        ("a/b/classic%5Fchats.json?x#y", ["unit_primitives/duo_classic_chat"]),
        ("unit_primitives/ask_duo.html", ["unit_primitives/duo_chat"]),
        ("realms/gitlab.com.html", ["gitlab_realms/saas"]),
        ("unit_primitive/", ["unit_primitives/index"]),
        ("unit_primitves/index.html", ["unit_primitives/index"]),
    ],
)
def test_a_missing_page_names_the_nearest_ones(missing_pages: str, page: Page, asked: str, nearest: list[str]) -> None:
    page.goto(missing_pages + asked)

    expect(page.locator("#nearest-heading")).to_be_visible()
    links = page.locator("#nearest a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == [f"/catalog/{name}.html" for name in nearest]
    assert page.locator("h1 + p").inner_text() == f"/catalog/{asked.partition('?')[0]}"


@pytest.mark.parametrize("asked", ["zzz/qqq.html", "%ff%fe", "%E2%80%AE", "a" * 10_000])
def test_where_nothing_is_near_nothing_is_offered(missing_pages: str, page: Page, asked: str) -> None:
    page.goto(missing_pages + asked)
    page.evaluate(LOOKED)

    expect(page.locator("h1 + p")).to_have_text(f"/catalog/{asked}"[:200] + ("…" if len(asked) > 200 else ""))
    expect(page.locator("#nearest")).to_be_hidden()
    expect(page.locator("#nearest-heading")).to_be_hidden()


def test_a_hostile_path_is_text(missing_pages: str, page: Page) -> None:
    page.goto(missing_pages + "%3Cimg%20src=x%3E%3Cscript%3E")

    expect(page.locator("#nearest li")).to_have_text("<img src=x> <b>")
    expect(page.locator("h1 + p")).to_have_text("/catalog/%3Cimg%20src=x%3E%3Cscript%3E")
    assert page.locator("main img, main b, main script").count() == 0


@pytest.mark.parametrize("asked", ["404.html", "", "index.html"])
def test_who_asked_for_nothing_is_told_nothing(missing_pages: str, page: Page, asked: str) -> None:
    page.goto(missing_pages + asked)

    assert page.evaluate("document.readyState") == "complete"
    assert page.locator("h1 + h2#nearest-heading").count() == 1
    assert page.evaluate("'siteSearch' in window") is False


def test_without_search_data_the_page_stands_as_it_is(missing_pages: str, tmp_path: Path, page: Page) -> None:
    write(tmp_path / "site/catalog/search-data.js", "")
    page.goto(missing_pages + "unit_primitives/duo_chta.html")
    page.evaluate(LOOKED)

    expect(page.locator("h1 + p")).to_have_text("/catalog/unit_primitives/duo_chta.html")
    expect(page.locator("#nearest")).to_be_hidden()


def _show(page: Page, is_seen: bool) -> None:
    page.evaluate(
        """isSeen => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => !isSeen });
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        is_seen,
    )


def _leave(page: Page) -> None:
    """A page complains when its server ends while it loads."""
    page.goto("about:blank")


def _height(element: Any) -> float:
    box = element.bounding_box()
    assert box is not None
    return float(box["height"])
