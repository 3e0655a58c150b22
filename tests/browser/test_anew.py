"""A page whose data is missing, or of another edition of the site, answers nothing, says so, and offers to reload."""

import re
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from playwright.sync_api import Browser, expect

from site_builder.build import build
from site_builder.site.bounds import MOST_LISTED
from tests.browser.visiting import COMPARE, LIST, MATRIX, Place, Visit, settings, shown_names
from tests.site.making import write_config

SIZE = 2 * MOST_LISTED
WHATS_NEW = "whats_new/index.html"
NOT_LOADED = "A part of this page could not be loaded"
OTHER_EDITION = "This page and its data do not belong together: the site was published anew, or one of them was copied"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Two editions of a site: the second has an add-on more, in the first column of the matrix."""
    directory = tmp_path_factory.mktemp("editions")
    licenses = "".join(f"-- license_types/license_{number} --\n" for number in range(8))
    for name, add_ons, sold in (
        ("old", "-- add_ons/pro --\n", "pro"),
        ("new", "-- add_ons/all --\n-- add_ons/pro --\n", "all"),
    ):
        primitives = "".join(
            f"-- unit_primitives/primitive_{number:03} --\nmilestone: '16.1'\nadd_ons: [{sold}]\n"
            for number in range(SIZE)
        )
        build(settings(directory / name, write_config(directory / f"{name}-config", primitives + add_ons + licenses)))
    return {name: directory / name for name in ("old", "new")}


@pytest.fixture
def published(editions: Mapping[str, Path], tmp_path: Path) -> Path:
    """Where the site stands: the old edition at first."""
    copytree(editions["old"], tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def place(published: Path) -> Place:
    """Pages are opened from the disk."""
    return lambda address: f"{published.as_uri()}/{address}"


@pytest.mark.parametrize("address", [LIST, MATRIX, WHATS_NEW])
def test_an_open_page_filters_nothing_by_the_rows_of_another_edition_and_offers_to_reload(
    visit: Visit, published: Path, editions: Mapping[str, Path], address: str
) -> None:
    page = visit(address)
    before = page.locator("table[data-rest] tbody").all_inner_texts()
    copytree(editions["new"], published, dirs_exist_ok=True)

    page.locator("#facet-q").fill("primitive_599")

    expect(page.locator("#shown")).to_contain_text(f"{OTHER_EDITION}, so that only these rows stand here.")
    assert page.locator("table[data-rest] tbody").all_inner_texts() == before
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("#shown")).to_contain_text(f"1 of {SIZE}")
    assert shown_names(page) == ["primitive_599"]
    assert page.locator("table[data-rest] tr[data-row] td").count() == page.locator(
        "table[data-rest] thead tr:last-child th"
    ).count() - (address != MATRIX)


@pytest.mark.parametrize("address", [LIST, MATRIX, WHATS_NEW])
def test_where_the_rows_do_not_load_the_page_says_so_and_the_next_action_tries_again(
    browser: Browser, published: Path, place: Place, address: str
) -> None:
    rows = published / "assets/rows" / address.replace(".html", ".js")
    rows.rename(rows.with_suffix(".away"))
    errors: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(place(address))
        shown, words = page.locator("#shown"), page.locator("#facet-q")
        unasked = shown.inner_text()
        assert re.fullmatch(rf"{SIZE} .+, the first {page.locator('tr[data-row]').count()} stand here", unasked)

        words.fill("primitive_599")
        expect(shown).to_contain_text(f"{NOT_LOADED}, so that only these rows stand here.")
        words.fill("")
        expect(shown).to_have_text(unasked)
        page.get_by_role("button", name="CSV of what is shown").click()
        expect(shown).to_contain_text(NOT_LOADED)
        rows.with_suffix(".away").rename(rows)
        words.fill("primitive_599")
        expect(shown).to_contain_text(f"1 of {SIZE}")

        assert shown_names(page) == ["primitive_599"]
        assert errors == []


@pytest.mark.parametrize("address", ["check.html?add_on=pro", f"{COMPARE}?bundle=pro&bundle=license_0"])
def test_a_page_that_a_browser_kept_answers_nothing_by_the_terms_of_another_edition(
    visit: Visit, published: Path, editions: Mapping[str, Path], address: str
) -> None:
    copyfile(editions["new"] / "assets/terms-data.js", published / "assets/terms-data.js")

    page = visit(address)

    expect(page.locator("main .caution:not([hidden])")).to_contain_text(OTHER_EDITION)
    assert page.locator("#verdicts:visible, #compared:visible, form#check, form#compare").count() == 0
    copytree(editions["new"], published, dirs_exist_ok=True)
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("#verdicts table, #compared table").first).to_be_visible()
