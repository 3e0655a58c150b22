"""The page that checks a customer's situation: its choices, its presets, and every situation as a number."""

from datetime import UTC, datetime

import pytest

from site_builder.settings import SiteSettings
from site_builder.site import Link
from site_builder.site.bounds import MOST_BYTES
from site_builder.site.pages.check import MOST_SITUATIONS, Choice, Preset, PresetGroup, SituationRow, check_page
from tests.site.making import AS_OF, material

CONFIG = """
    -- unit_primitives/ask_build --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version: '16.10'
    add_ons: [duo_enterprise]
    license_types: [ultimate]
    gitlab_realms: [saas]
    -- unit_primitives/explain_code --
    cut_off_date: 2024-12-01T00:00:00+00:00
    min_gitlab_version_for_free_access: '16.9'
    license_types: [premium]
    -- add_ons/duo_enterprise --
    -- license_types/ultimate --
    -- license_types/premium --
    -- gitlab_realms/dedicated --
    -- gitlab_realms/saas --
    """


def test_the_choices_stand_in_the_order_readers_know_and_the_newest_version_first() -> None:
    page = check_page(material(CONFIG))

    assert page.licenses == (
        Choice(value="premium", text="Premium"),
        Choice(value="ultimate", text="Ultimate"),
        Choice(value="free", text="Free"),
    )
    assert page.add_ons == (Choice(value="duo_enterprise", text="Duo Enterprise"),)
    assert page.realms == (Choice(value="saas", text="GitLab.com"), Choice(value="dedicated", text="Dedicated"))
    assert page.versions == ("16.10", "16.9")


def test_presets_are_what_is_sold_by_realm() -> None:
    assert check_page(material(CONFIG)).presets == (
        PresetGroup(
            text="GitLab.com",
            presets=(
                Preset(text="Premium with no add-on, GitLab.com", query="?license=premium&realm=saas"),
                Preset(text="Ultimate with no add-on, GitLab.com", query="?license=ultimate&realm=saas"),
                Preset(
                    text="Ultimate with Duo Enterprise, GitLab.com",
                    query="?license=ultimate&add_on=duo_enterprise&realm=saas",
                ),
            ),
        ),
        PresetGroup(
            text="Dedicated",
            presets=(
                Preset(text="Premium with no add-on, Dedicated", query="?license=premium&realm=dedicated"),
                Preset(text="Ultimate with no add-on, Dedicated", query="?license=ultimate&realm=dedicated"),
            ),
        ),
    )


def row(license: str, add_on: str, *counts: tuple[str, str]) -> SituationRow:
    return SituationRow(
        license=license,
        add_on=add_on,
        is_first=add_on == "no add-on",
        counts=tuple(Link(text=count, address=address) for count, address in counts),
    )


def test_every_situation_has_a_number_that_leads_to_its_page() -> None:
    page = check_page(material(CONFIG))

    assert page.total == 2
    assert page.whats_new == "whats_new/index.html"
    assert (page.without_page, page.left_out) == (0, 0)
    assert page.rows == (
        row(
            *("Premium", "no add-on"),
            *(("1", "check/premium/no-add-on/saas.html"), ("1", "check/premium/no-add-on/dedicated.html")),
        ),
        row(
            *("Premium", "Duo Enterprise"),
            *(("1", "check/premium/duo_enterprise/saas.html"), ("1", "check/premium/duo_enterprise/dedicated.html")),
        ),
        row(
            *("Ultimate", "no add-on"),
            *(("0", "check/ultimate/no-add-on/saas.html"), ("0", "check/ultimate/no-add-on/dedicated.html")),
        ),
        row(
            *("Ultimate", "Duo Enterprise"),
            *(("1", "check/ultimate/duo_enterprise/saas.html"), ("0", "check/ultimate/duo_enterprise/dedicated.html")),
        ),
        row(
            *("Free", "no add-on"),
            *(("0", "check/free/no-add-on/saas.html"), ("0", "check/free/no-add-on/dedicated.html")),
        ),
        row(
            *("Free", "Duo Enterprise"),
            *(("0", "check/free/duo_enterprise/saas.html"), ("0", "check/free/duo_enterprise/dedicated.html")),
        ),
    )


def test_of_very_many_situations_those_with_the_add_ons_that_sell_most_are_shown_and_the_others_counted() -> None:
    counts = {"add_ons": 60, "license_types": 19, "gitlab_realms": 10}
    entities = "\n".join(f"-- {kind}/a{number} --" for kind, count in counts.items() for number in range(count))
    page = check_page(material(f"-- unit_primitives/sold --\nadd_ons: [a0, a59]\n{entities}"))

    assert MOST_SITUATIONS == 20 * 10 * 20  # in the table, with the license that is in no list: no add-on and 19
    assert len(page.add_ons) == 60
    assert len(page.rows) == 20 * 20
    assert {"A59", "A0", "A1", "no add-on"} < {row.add_on for row in page.rows}
    assert sum(len(row.counts) for row in page.rows) == MOST_SITUATIONS
    assert page.left_out == 41 * 20 * 10
    assert page.kept == "19 of 60 add-ons"
    assert sum(len(group.presets) for group in page.presets) == 3 * 19 * 10  # for no add-on and the two that are of use


def test_of_very_many_licenses_and_realms_the_first_are_shown_and_the_others_counted() -> None:
    counts = {"license_types": 99, "gitlab_realms": 100}
    entities = "\n".join(f"-- {kind}/a{number:02} --" for kind, count in counts.items() for number in range(count))
    page = check_page(material(f"-- unit_primitives/sold --\n{entities}"))

    assert page.columns == tuple(f"A{number:02}" for number in range(63))
    assert [len(row.counts) for row in page.rows] == [63] * 63
    assert [(group.text, len(group.presets)) for group in page.presets] == [(name, 63) for name in page.columns]
    assert page.left_out == 100 * 100 - 63 * 63
    assert page.kept == "63 of 100 licenses and 63 of 100 realms"
    assert (len(page.licenses), len(page.realms)) == (100, 100)


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ((99, 100, 100), "17 of 100 licenses, 12 of 100 add-ons and 17 of 100 realms"),
        ((40, 12, 40), "18 of 41 licenses and 17 of 40 realms"),
        ((29, 13, 10), "12 of 13 add-ons"),
        ((39, 9, 10), ""),
        ((40, 2, 10), ""),
        ((24, 1, 80), ""),
    ],
)
def test_add_ons_have_rows_beside_very_many_licenses_and_realms_and_what_all_fits_is_all_there(
    counts: tuple[int, int, int], kept: str
) -> None:
    kinds = zip(("license_types", "add_ons", "gitlab_realms"), counts, strict=True)
    entities = "\n".join(f"-- {kind}/a{number:02} --" for kind, count in kinds for number in range(count))
    page = check_page(material(f"-- unit_primitives/sold --\n{entities}"))

    assert (page.kept, page.left_out > 0) == (kept, kept != "")
    assert sum(len(row.counts) for row in page.rows) <= MOST_SITUATIONS


def test_the_numbers_are_those_of_the_moment() -> None:
    def counted(as_of: datetime) -> list[str]:
        rows = check_page(material(CONFIG, as_of=as_of)).rows
        return [count if isinstance(count, str) else count.text for row in rows for count in row.counts]

    assert counted(datetime(2024, 10, 1, tzinfo=UTC)) != counted(AS_OF)
    assert counted(datetime(2024, 12, 1, tzinfo=UTC)) == ["0"] * 6 + ["1"] + ["0"] * 5


def test_without_anything_sold_there_is_still_a_page() -> None:
    page = check_page(material("-- unit_primitives/ask_build --"))

    assert (page.add_ons, page.realms, page.presets) == ((), (), ())
    assert [row.counts for row in page.rows] == [()]


def test_fewer_situations_stand_there_where_they_are_called_by_very_long_words() -> None:
    kinds = ("license_types", "add_ons", "gitlab_realms")
    bundles = [f"-- {kind}/a{number} --\n" for kind in kinds for number in range(15)]
    text = f"-- unit_primitives/chat --\n{''.join(bundles)}"

    short = check_page(material(text))
    long = check_page(material(text, site=SiteSettings(titles={f"a{number}": "&" * 100 for number in range(15)})))

    assert short.left_out == 0
    assert 200 <= len(long.rows) * len(long.columns) <= MOST_BYTES // (3 * 2 * 500)
