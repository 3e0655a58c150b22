"""Lists too long for a page: filters, sorting and downloads take every row, though the page holds only the first."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder.build import build, check
from site_builder.catalog import Catalog, UnitPrimitive
from site_builder.site.bounds import MOST_DRAWN, MOST_DRAWN_CELLS, MOST_LISTED
from tests.benchmarks.config_files import write_config
from tests.browser.visiting import CONFIG, LIST, MATRIX, Place, Visit, settings, shown_names

SIZE = 450


@pytest.fixture(scope="module")
def long_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration of more unit primitives than a page lists."""
    config = tmp_path_factory.mktemp("many") / "config"
    write_config(CONFIG, config, size=SIZE, seed=1)
    return config


@pytest.fixture(scope="module")
def long_site(long_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    directory = tmp_path_factory.mktemp("long") / "site"
    build(settings(directory, long_config))
    return directory


@pytest.fixture(scope="module")
def known(long_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What it is about."""
    return check(settings(tmp_path_factory.mktemp("nothing"), long_config)).catalog


@pytest.fixture
def place(long_site: Path) -> Place:
    """Pages are opened from the disk."""
    return lambda address: f"{long_site.as_uri()}/{address}"


def shown(page: Page) -> str:
    return page.locator("#shown").inner_text()


def test_the_page_shows_the_first_rows_and_says_so(visit: Visit, known: Catalog) -> None:
    page = visit(LIST)

    assert shown_names(page) == list(known.unit_primitives.names[:MOST_LISTED])
    assert shown(page) == f"{SIZE} unit primitives, the first {MOST_LISTED} stand here"
    assert page.evaluate("typeof window.siteRows") == "undefined"


def test_a_filter_finds_every_row(visit: Visit, known: Catalog) -> None:
    page = visit(LIST)
    wanted = known.unit_primitives.names[-1]

    page.locator("#facet-q").fill(wanted)

    expect(page.locator("#shown")).to_contain_text(f"of {SIZE}")
    assert wanted in shown_names(page)
    link = page.locator("#unit-primitives tbody th a", has_text=wanted).last
    assert link.get_attribute("href") == f"{wanted}.html"


def test_a_filter_in_the_address_counts_every_row(visit: Visit, known: Catalog) -> None:
    page = visit(f"{LIST}?add_ons=duo_enterprise&gitlab_realms=saas")

    found = [it for it in known.unit_primitives if "duo_enterprise" in it.add_ons and "saas" in it.gitlab_realms]
    expect(page.locator("#shown")).to_contain_text(f"{len(found)} of {SIZE}")
    assert shown_names(page) == [it.name for it in found[:MOST_DRAWN]]
    premium = len([it for it in found if "premium" in it.license_types])
    count = page.locator("#facets label:has(input[name=license_types][value=premium]) .count")
    expect(count).to_have_text(f"{premium}")


def test_sorting_takes_every_row(visit: Visit, known: Catalog) -> None:
    page = visit(LIST)
    header = page.get_by_role("button", name="Unit primitive", exact=True)

    header.click()
    header.click()

    expect(page.locator("#unit-primitives tbody th a").first).to_have_text(known.unit_primitives.names[-1])
    assert shown_names(page) == list(reversed(known.unit_primitives.names))[:MOST_DRAWN]
    assert shown(page) == f"{SIZE} of {SIZE}, the first {MOST_DRAWN} stand here"


@pytest.mark.parametrize("deprecated", ["yes", "no"])
def test_a_download_holds_every_row_that_matches(visit: Visit, known: Catalog, deprecated: str) -> None:
    page = visit(f"{LIST}?deprecated={deprecated}")

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of what is shown").click()
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8").splitlines()))

    assert (rows[0][0], rows[0][-1]) == ("Unit primitive", "Deprecated")
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        (it.name, deprecated) for it in known.unit_primitives if it.deprecated == (deprecated == "yes")
    ]


def test_the_matrix_finds_every_row_and_counts_those_of_each_group_that_stand_there(
    visit: Visit, known: Catalog
) -> None:
    page = visit(f"{MATRIX}?add_ons=duo_pro")

    found = [it for it in known.unit_primitives if "duo_pro" in it.add_ons]
    expect(page.locator("#shown")).to_contain_text(f"{len(found)} of {SIZE}")
    step = page.locator("#matrix tr[data-row]").count()
    assert group_counts(page) == counted(found, step)
    cell = page.locator("#matrix tr[data-row] td a").first
    name = page.locator("#matrix tr[data-row] th a").first.get_attribute("href")
    assert cell.get_attribute("href") == f"{name}#grid"


@pytest.mark.parametrize("scripts", [True, False])
def test_no_group_of_the_matrix_is_open_and_empty(visit: Visit, known: Catalog, scripts: bool) -> None:
    page = visit(MATRIX, java_script_enabled=scripts)

    groups, rows = page.locator("#matrix tbody:visible"), page.locator("#matrix tr[data-row]")
    first = counted(known.unit_primitives, rows.count())
    assert len(first) < len(known.feature_categories)
    assert group_counts(page) == first
    assert groups.filter(has=page.locator("[data-row]")).count() == len(first)
    if scripts:
        page.get_by_role("button", name=re.compile("^Show")).click()
        expect(page.locator("#shown")).to_contain_text(f"{SIZE} of {SIZE}")
        assert group_counts(page) == counted(known.unit_primitives, rows.count())


def test_the_name_of_a_group_finds_its_rows(visit: Visit, known: Catalog) -> None:
    page = visit(MATRIX)
    last = page.locator("#matrix tbody").last.get_attribute("data-group")

    page.locator("#facet-q").fill(f"{last}")

    expect(page.locator("#shown")).to_contain_text(f"of {SIZE}")
    assert {it.name for it in known.unit_primitives if it.feature_category == last} <= set(shown_names(page))


def group_counts(page: Page) -> list[str]:
    return page.locator("#matrix tbody:visible .group-count").all_inner_texts()


def counted(found: Iterable[UnitPrimitive], most: int) -> list[str]:
    """What the headings say of the groups of which the first rows stand there."""
    groups = Counter(it.feature_category for it in found)
    told = []
    for _, size in sorted(groups.items()):
        here = min(size, most)
        told += [f"{size}" if here == size else f"{here} of {size}"] if here else []
        most -= here
    return told


def test_without_scripts_the_parts_of_the_list_hold_every_row(visit: Visit, known: Catalog) -> None:
    page = visit(LIST, java_script_enabled=False)
    parts = page.locator(".parts a").all()

    names = []
    for address in [f"unit_primitives/{part.get_attribute('href')}" for part in parts]:
        names += visit(address, java_script_enabled=False).locator("tr[data-row] th a").all_inner_texts()

    assert names == list(known.unit_primitives.names)


@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_what_is_said_of_the_rows_agrees_with_them_and_a_button_brings_all(
    visit: Visit, known: Catalog, address: str
) -> None:
    page = visit(address)
    columns = 1 + len(known.license_types) + len(known.add_ons) + len(known.gitlab_realms)
    step = MOST_DRAWN if address == LIST else MOST_DRAWN_CELLS // columns
    more, rows = page.get_by_role("button", name=re.compile("^Show")), page.locator("tr[data-row]")
    first, total = rows.count(), SIZE
    assert shown(page) == f"{total} unit primitives, the first {first} stand here"

    more.click()
    expect(page.locator("#shown")).to_have_text(f"{total} of {total}, the first {first + step} stand here")
    assert rows.count() == first + step
    page.locator("#facet-q").fill("e")
    expect(page.locator("#shown")).to_contain_text(f"the first {step} stand here")
    assert rows.count() == step
    page.locator("#facet-q").fill("")  # takes no longer than another key
    expect(page.locator("#shown")).to_have_text(f"{total} of {total}, the first {step} stand here")
    assert rows.count() == step
    for count in range(step, total, step):
        expect(more).to_have_text(f"Show {min(step, total - count)} more")
        more.press("Enter")
    expect(page.locator("#shown")).to_have_text(f"{total} of {total}")
    assert rows.count() == total
    expect(more).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.table-scroll')")


def test_a_button_brings_more_rows(visit: Visit, known: Catalog) -> None:
    page = visit(f"{LIST}?deprecated=no")
    found = [it.name for it in known.unit_primitives if not it.deprecated]
    expect(page.locator("#shown")).to_contain_text(f"{len(found)} of {SIZE}")

    page.get_by_role("button", name=f"Show {MOST_DRAWN} more").click()

    assert shown_names(page) == found[: 2 * MOST_DRAWN]
