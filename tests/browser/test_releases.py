"""A page of an earlier release in a browser: no barrier, nothing sideways, and what it answers is as of the release."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from tests import tooling
from tests.browser.test_axe import COLOURS, barriers
from tests.browser.test_html import OWN_FILE
from tests.browser.visiting import is_scrolled_sideways, settings
from tests.browser.windows import NARROW, window
from tests.source.repositories import repository
from tests.trees import primitive

BUNDLES = "-- license_types/premium.yml --\nname: premium\n-- add_ons/duo_pro.yml --\nname: duo_pro\n"
CHAT = "license_types: [premium]\nadd_ons: [duo_pro]\ncut_off_date: 2025-01-01T00:00:00Z\n"
TAG = "release/with_a_name_that_is_longer_than_a_telephone_is_wide_and_has_nowhere_to_break"
GONE = primitive("explain_code", CHAT)
PAGES = ("index.html", "unit_primitives/duo_chat.html", "check.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one release, in which use was free, and with something that is gone today."""
    made = repository(tmp_path_factory.mktemp("project"))
    made.commit((primitive("duo_chat", CHAT) + GONE + BUNDLES).replace("-- ", "-- config/").replace("config/--", "--"))
    made.tag(TAG, when="2024-06-01T12:30:15Z")
    made.commit(gone=["config/unit_primitives/explain_code.yml"])
    asked = settings(tmp_path_factory.mktemp("published") / "site", made.config)
    build(replace(asked, releases=(TAG,)))
    return asked.output


@pytest.fixture
def release(site: Path) -> Path:
    (found,) = (path for path in (site / "releases").iterdir() if path.is_dir())
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser) as page:
        yield page


@pytest.mark.parametrize("address", [*PAGES, "../index.html"])
def test_no_barriers_and_nothing_is_wider_than_the_window(page: Page, release: Path, address: str) -> None:
    page.goto((release / address).resolve().as_uri())

    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert barriers(page, COLOURS) == []
    page.set_viewport_size(NARROW)
    assert barriers(page) == []
    assert not is_scrolled_sideways(page)


def test_the_link_to_today_leads_there_and_the_page_there_says_nothing_of_releases(page: Page, release: Path) -> None:
    page.goto((release / "unit_primitives/duo_chat.html").as_uri())
    expect(page.get_by_role("complementary", name="Earlier release")).to_contain_text("as of 1 June 2024")

    page.get_by_role("link", name="The same page today").click()

    expect(page).to_have_url(f"{release.parents[1].as_uri()}/unit_primitives/duo_chat.html")
    expect(page.get_by_role("complementary", name="Earlier release")).to_have_count(0)


def test_what_is_chosen_goes_along_to_the_same_page_today(page: Page, release: Path) -> None:
    page.goto(f"{(release / 'unit_primitives/index.html').as_uri()}?add_ons=duo_pro#main")
    page.get_by_label("Premium").check()

    page.get_by_role("link", name="The same page today").click()

    today = f"{release.parents[1].as_uri()}/unit_primitives/index.html"
    expect(page).to_have_url(f"{today}?add_ons=duo_pro&license_types=premium#main")


def test_a_page_of_what_is_gone_says_so(page: Page, release: Path) -> None:
    page.goto((release / "unit_primitives/explain_code.html").as_uri())

    page.get_by_role("link", name="Not in today’s catalog").click()

    expect(page).to_have_url(f"{release.parents[1].as_uri()}/index.html")


def test_what_works_is_answered_as_of_the_release_unless_another_moment_is_asked_for(page: Page, release: Path) -> None:
    page.goto(f"{(release / 'check.html').as_uri()}?license=premium")
    expect(page.locator("input[name=as_of]")).to_have_value("2024-06-01T12:30:15")
    expect(page.locator("#answer")).to_contain_text("2 of 2")

    page.locator("input[name=as_of]").fill("2025-01-01T00:00")

    expect(page.locator("#answer")).to_contain_text("0 of 2")


def test_on_paper_the_release_is_named_too(page: Page, release: Path) -> None:
    page.goto((release / "unit_primitives/duo_chat.html").as_uri())
    page.emulate_media(media="print")

    expect(page.locator(".earlier strong")).to_be_visible()
    expect(page.locator(".earlier a").first).to_be_hidden()


@pytest.mark.skipif(tooling.nu_jar() is None, reason="the Nu HTML checker has not been fetched")
def test_the_html_checker_has_nothing_to_say(site: Path) -> None:
    assert [problem for problem in tooling.html_problems(site / "releases") if not OWN_FILE.search(problem)] == []
