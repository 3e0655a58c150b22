"""Search: finds by words, names, titles and with mistakes; works by key and pointer, from every page and a disk."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_builder.build import build
from tests.browser.visiting import CONFIG, HOME, LIST, NOT_FOUND, PAGES, Place, Visit, settings, texts
from tests.browser.windows import window

NOTHING = "No page matches “{}”"


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the catalog")


def found(page: Page, query: str) -> list[str]:
    """Title and kind of every page that is offered for a query, best first."""
    field(page).fill(query)
    expect(page.locator("#search-results, .search-note").locator("visible=true")).to_have_count(1)
    return texts(page.locator("#search-results [role=option] .search-result-title"))


def scripts(page: Page) -> list[str]:
    """The scripts that the page has asked for."""
    names: list[str] = page.locator("script").evaluate_all(
        "scripts => scripts.map(({ src }) => src.split('/').pop().split('?')[0])"
    )
    return names


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("duo chat", "duo_chat"),
        ("duo_chat", "duo_chat"),
        ("DUO-CHAT", "duo_chat"),
        ("duochat", "duo_chat"),
        ("duo_cht", "duo_chat"),
        ("code sugestions", "code_suggestions"),
        ("vulnerabilty explain", "explain_vulnerability"),
        ("Duo Pro", "Duo Pro"),
        ("duo_pro", "Duo Pro"),
        ("self_hosted_dap", "Duo Agent Platform Self-Hosted"),
        ("saas", "GitLab.com"),
        ("gitlab.com", "GitLab.com"),
        ("ultim", "Ultimate"),
        ("matrix", "Matrix"),
        ("ai framework", "ai framework"),
        ("csv", "Data"),
        ("json", "Data"),
        ("calendar", "Timeline"),
        ("rss", "Changes"),
        ("glossary", "About"),
    ],
)
def test_the_page_that_was_meant_comes_first(visit: Visit, query: str, first: str) -> None:
    titles = found(visit(HOME), query)

    assert titles[0] == first
    assert len(titles) <= 12


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("dou_chat", "duo_chat"),
        ("dou chta", "duo chat"),
        ("duo_chta", "duo_chat"),
        ("duochta", "duochat"),
        ("dou", "duo"),
        ("dou_cha", "duo_cha"),
        ("vulnerabiltiy explain", "vulnerability explain"),
    ],
)
def test_two_letters_in_each_others_place_are_taken_for_what_was_meant(visit: Visit, query: str, meant: str) -> None:
    page = visit(HOME)

    assert found(page, query) == found(page, meant)


def test_a_code_is_taken_as_it_is_typed(visit: Visit) -> None:
    assert found(visit(HOME), "E103") == ["Codes of problems"]
    assert found(visit(HOME), "E013") == []


def test_a_former_name_leads_to_the_primitive(tmp_path: Path, browser: Browser) -> None:
    config = tmp_path / "config"
    copytree(CONFIG, config)
    with (config / "unit_primitives" / "explain_code.yml").open("a", encoding="utf-8") as file:
        file.write("\nalias_names:\n  - clarify_snippet\n")
    build(settings(tmp_path / "site", config))

    with window(browser) as page:
        page.goto((tmp_path / "site" / HOME).as_uri())
        assert found(page, "clarify snippet") == ["explain_code"]
        field(page).press("Enter")
        page.wait_for_url("**/unit_primitives/explain_code.html")
        expect(page.locator("main")).to_contain_text("Also known as clarify_snippet")


def test_what_was_typed_is_marked_in_what_was_found(visit: Visit) -> None:
    page = visit(HOME)
    assert found(page, "code sugg")[0] == "code_suggestions"
    assert texts(page.locator("#search-results-0 .search-result-title mark")) == ["code", "sugg"]


def test_where_nothing_is_found_it_says_so_and_stays(visit: Visit) -> None:
    page = visit("unit_primitives/duo_chat.html")
    address = page.url
    assert found(page, "zzqqxx<b>") == []

    expect(page.locator(".search-note")).to_have_text(NOTHING.format("zzqqxx<b>"))
    expect(page.locator("body > [role=status]")).to_have_text(NOTHING.format("zzqqxx<b>"))
    expect(page.locator(".search-note b")).to_have_count(0)
    field(page).press("Enter")
    assert page.url == address
    field(page).press("Escape")
    expect(page.locator(".search-note")).to_be_hidden()
    expect(field(page)).to_have_value("zzqqxx<b>")


def test_of_a_long_text_the_first_words_are_looked_for_and_that_is_said(visit: Visit) -> None:
    page = visit(HOME)
    cut = "Only the first 12 words were looked for, and of each the first 64 letters"
    said = page.locator("body > [role=status]")

    assert found(page, "duo chat " * 6)[0] == "duo_chat"
    expect(page.locator(".search-cut")).to_have_count(0)

    assert found(page, "duo chat " * 6 + "matrix")[0] == "duo_chat"
    expect(page.locator(".search-cut")).to_have_text(cut)
    expect(said).to_contain_text(f"pages. {cut}")
    assert_active(page, 0)
    page.keyboard.press("ArrowUp")
    assert_active(page, page.locator("#search-results [role=option]").count() - 1)
    page.locator("#search-results-0").click()
    page.wait_for_url("**/unit_primitives/duo_chat.html")


def test_of_a_very_long_word_the_first_letters_are_looked_for(visit: Visit) -> None:
    page = visit(HOME)
    assert found(page, "zq" * 50_000) == []

    cut = "Only the first 12 words were looked for, and of each the first 64 letters"
    expect(page.locator(".search-note")).to_have_text(f"{NOTHING.format('zq' * 30 + '…')}. {cut}")


def test_keys_open_the_search_choose_and_go(visit: Visit) -> None:
    page = visit("unit_primitives/duo_chat.html")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.type("duo/chat")
    expect(field(page)).to_have_value("duo/chat")
    expect(field(page)).to_have_attribute("aria-expanded", "true")

    options = page.locator("#search-results [role=option]")
    expect(page.locator("body > [role=status]")).to_contain_text("pages")
    assert_active(page, 0)
    page.keyboard.press("ArrowDown")
    assert_active(page, 1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert_active(page, options.count() - 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    title, kind = texts(options.nth(1).locator(".search-result-title, .search-result-kind"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(title), re.IGNORECASE))
    expect(page.locator(".kind-word")).to_have_text(kind)


def assert_active(page: Page, place: int) -> None:
    """Exactly this option is the one that Enter takes: as an attribute, and in sight."""
    expect(field(page)).to_have_attribute("aria-activedescendant", f"search-results-{place}")
    expect(page.locator("#search-results [aria-selected=true]")).to_have_id(f"search-results-{place}")
    expect(page.locator("#search-results [aria-selected=true]")).to_be_in_viewport()


def test_escape_closes_and_the_arrow_opens_again(visit: Visit) -> None:
    page = visit(HOME)
    found(page, "chat")
    field(page).press("Escape")
    expect(page.locator("#search-results")).to_be_hidden()
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", "search-results-0")
    expect(field(page)).to_have_value("chat")

    field(page).press("ArrowDown")
    expect(page.locator("#search-results")).to_be_visible()


def test_a_slash_typed_into_another_field_is_a_slash(visit: Visit) -> None:
    page = visit(LIST)
    page.locator("#facets input[name=q]").press_sequentially("a/b")

    expect(page.locator("#facets input[name=q]")).to_have_value("a/b")


def test_the_shortcut_can_be_turned_off(visit: Visit) -> None:
    page = visit("about.html")
    page.get_by_role("checkbox", name="The key / leads to the search").uncheck()
    page.reload()
    expect(page.get_by_role("checkbox", name="The key / leads to the search")).not_to_be_checked()
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()

    page.get_by_role("checkbox", name="The key / leads to the search").check()
    page.locator("#main").focus()
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()


def test_a_finger_chooses_and_a_touch_elsewhere_closes(visit: Visit) -> None:
    page = visit(LIST, has_touch=True, viewport={"width": 390, "height": 800})
    found(page, "duo_chat")
    page.locator(".site-title").evaluate("title => title.focus()")
    expect(page.locator("#search-results")).to_be_hidden()
    field(page).tap()
    page.locator("#search-results-0").tap()
    page.wait_for_url("**/unit_primitives/duo_chat.html")


@pytest.mark.parametrize("address", PAGES)
def test_search_leads_from_every_page_to_another(visit: Visit, address: str) -> None:
    page = visit(address)
    before = scripts(page)
    assert not {"finder.js", "search-data.js", "minisearch.min.js"} & set(before)

    assert found(page, "explain vulnerability")[0] == "explain_vulnerability"
    assert sorted(scripts(page)) == sorted([*before, "finder.js", "search-data.js", "minisearch.min.js"])
    field(page).press("Enter")
    page.wait_for_url("**/unit_primitives/explain_vulnerability.html")


@pytest.fixture
def without_search_data(site: Path, tmp_path: Path) -> Place:
    copy = tmp_path / "site"
    copytree(site, copy)
    (copy / "assets" / "search-data.js").unlink()
    return lambda address: (copy / address).as_uri()


def test_without_its_data_the_search_still_leads_to_the_list(browser: Browser, without_search_data: Place) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(without_search_data(HOME))
        field(page).fill("duo chat")
        expect(page.locator(".search-note")).to_have_text("Search could not be loaded. Press Enter for the list.")
        field(page).press("Enter")
        page.wait_for_url("**/unit_primitives/index.html?q=duo+chat")
        expect(page.locator("#facets input[name=q]")).to_have_value("duo chat")


def test_every_page_of_the_site_is_found_by_its_title(visit: Visit, site: Path) -> None:
    page = visit(HOME)
    found(page, "chat")
    documents = page.evaluate("siteSearch.documents.filter(({ k }) => k !== 'Status').map(({ u }) => u)")
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {NOT_FOUND, HOME}

    assert sorted(documents) == sorted(pages)
