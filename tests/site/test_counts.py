"""Numbers add up: on every page of the real catalog that divides the unit primitives, the parts are the whole."""

import csv
import io
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from site_builder.catalog import KIND, KINDS
from site_builder.installed import own_files
from site_builder.site import Link, Material, Page, plan
from site_builder.source import load_schemas, load_site_settings
from tests.site.making import material_of

CONFIG = Path(__file__).parents[2] / "config"
MOMENTS = [datetime(2024, 10, 16, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)]

pytestmark = pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%Y}")


@cache
def made(moment: datetime) -> Material:
    """The real catalog as of a moment."""
    return material_of(CONFIG, as_of=moment, site=load_site_settings(CONFIG, load_schemas(own_files("schemas"))))


@cache
def pages(moment: datetime) -> dict[str, Any]:
    """Every page by its address."""
    return {planned.address: planned.make() for planned in plan(made(moment)).pages}


def of_kind(kind: str, moment: datetime) -> list[Any]:
    """The pages of the entities of a kind."""
    found = (pages(moment)[f"{KIND[kind].plural}/{name}.html"] for name in made(moment).catalog.of_kind(kind).names)
    return list(found)


def everything(moment: datetime) -> int:
    """How many unit primitives there are."""
    return len(made(moment).catalog.unit_primitives)


def matching(link: Link, moment: datetime) -> int:
    """How many rows the list shows when its controls are set as a link sets them."""
    rows = [dict(row.facets) for row in pages(moment)["unit_primitives/index.html"].rows]
    return len([row for row in rows if all(value in row[name].split() for name, value in parse_qsl(link.query[1:]))])


@pytest.mark.parametrize("kind", ["add_on", "license_type"])
def test_a_bundle_is_its_exclusive_and_its_shared_members(kind: str, moment: datetime) -> None:
    for page in of_kind(kind, moment):
        counts = {figure.title: figure.count for figure in page.figures}
        assert len(page.exclusive.links) + int(counts["Shared"]) == page.total == matching(page.in_list, moment)
        for link in (counts["In it"], counts["Free for now"], counts["Deprecated"]):
            assert link == "0" or int(link.text) == matching(link, moment)
        assert sum(len(group.rows) for group in page.groups) == page.total
        unstated = [p for p in made(moment).catalog.unit_primitives if not getattr(p, KIND[kind].plural)]
        assert page.sentence == (
            f"{page.total} of {everything(moment)} unit primitives, {len(page.exclusive.links)} of them only here; "
            f"{len(unstated)} of {everything(moment)} state none of the {KIND[kind].nouns}."
        )
        for sibling in page.siblings:
            assert sibling.only_here + sibling.both == page.total


def test_here_only_elsewhere_and_not_stated_are_everything(moment: datetime) -> None:
    for page in of_kind("gitlab_realm", moment):
        assert page.total + len(page.elsewhere) + page.unstated == page.everything == everything(moment)
        assert sum(len(group.rows) for group in page.groups) == page.total == matching(page.in_list, moment)
        assert page.unstated == matching(page.unstated_list, moment)


def test_what_a_service_hosts_stands_in_its_table_once(moment: datetime) -> None:
    for page in of_kind("backend_service", moment):
        assert sum(len(group.rows) for group in page.groups) == page.total == matching(page.in_list, moment)
        assert len(page.only_here) <= page.total


@pytest.mark.parametrize("kind", ["group", "feature_category"])
def test_every_primitive_has_one_owner_and_one_category(kind: str, moment: datetime) -> None:
    owned: list[Page] = [page for address, page in pages(moment).items() if address.startswith(f"{KIND[kind].plural}/")]
    totals = [page.total for page in owned if hasattr(page, "total")]

    assert sum(totals) == everything(moment)
    assert len(totals) == len(made(moment).catalog.of_kind(kind))


def test_every_number_of_the_home_page_leads_to_as_many_rows(moment: datetime) -> None:
    page = pages(moment)["index.html"]
    counts = [
        *(page.without_add_on, page.without_license, page.free_now),
        *(count for row in page.bundles for count in (row.total, *row.by_license)),
    ]
    links = [count for count in counts if isinstance(count, Link)]

    assert {link.query: int(link.text) for link in links} == {link.query: matching(link, moment) for link in links}
    assert [count for count in counts if count not in links] == ["0"]  # leads nowhere: no Amazon Q with Premium
    assert page.total == everything(moment)
    assert {card.link.text: card.count for card in page.kinds} == {
        kind.title_plural: len(made(moment).catalog.of_kind(kind.singular)) for kind in KINDS
    }


def test_every_option_of_the_list_counts_its_rows_and_every_row_has_one(moment: datetime) -> None:
    page = pages(moment)["unit_primitives/index.html"]

    assert len(page.rows) == everything(moment)
    for facet in page.facets:
        for option in facet.options:
            values = [dict(row.facets)[facet.name].split() for row in page.rows]
            assert option.count == len([row for row in values if option.value in row])
        at_least_one = len([row for row in page.rows if dict(row.facets)[facet.name]])
        assert sum(option.count for option in facet.options) >= at_least_one
        assert at_least_one == everything(moment) or facet.name == "gaps"


def test_the_lists_of_kinds_count_what_each_entity_holds(moment: datetime) -> None:
    for kind in KINDS[1:]:
        page = pages(moment)[f"{kind.plural}/index.html"]
        entities = made(moment).catalog.of_kind(kind.singular)
        assert [row.counts[0] for row in page.rows] == [
            len(entities[row.name].unit_primitives)  # type: ignore[attr-defined] # all but one kind have them
            for row in page.rows
        ]
        assert page.unstated is None or int(page.unstated.text) == matching(page.unstated, moment)


def test_every_primitive_has_one_row_in_the_matrix_and_a_cell_in_every_column(moment: datetime) -> None:
    page = pages(moment)["matrix.html"]

    assert sum(len(group.rows) for group in page.groups) == page.total == everything(moment)
    assert {len(row.cells) for group in page.groups for row in group.rows} == {page.width - 1}


def test_every_finding_stands_once_by_rule_and_once_by_owner(moment: datetime) -> None:
    page = pages(moment)["problems.html"]

    assert page.total == len(made(moment).problems)
    assert sum(len(rule.findings) for rule in page.rules) == page.total
    assert sum(owner.count for owner in page.owners) + page.without_owner == page.total
    for row in page.coverage:
        assert row.missing is None or matching(row.missing, moment) == row.total - row.stated


def test_files_for_programs_hold_as_many_as_there_are(moment: datetime) -> None:
    files = {planned.address: planned for planned in plan(made(moment)).files}
    catalog = json.loads(files["api/v1/catalog.json"].make())
    index = json.loads(files["api/v1/index.json"].make())

    for kind in KINDS:
        count = len(made(moment).catalog.of_kind(kind.singular))
        table = list(csv.reader(io.StringIO(files[f"data/{kind.plural}.csv"].make().decode(), newline="")))
        assert len(catalog[kind.plural]) == index["kinds"][kind.plural]["count"] == len(table) - 1 == count
