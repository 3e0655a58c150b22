"""What feeds and calendars tell of cut-offs: the same words and names at every build, until something changes."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from site_builder.catalog import Nearness, Ref
from site_builder.settings import SiteSettings
from site_builder.site import Material
from site_builder.site.announcements import MOST_LISTED, Announcement, Channel, channel, subjects
from tests.site.making import AS_OF, TITLES, material

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro, duo_core]
    license_types: [premium]
    -- unit_primitives/explain_code --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/write_tests --
    deprecation_message: Use duo_chat.
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/complete_code --
    cut_off_date: 2024-11-20T12:30:00Z
    group: group::ai framework
    -- unit_primitives/zoom --
    add_ons: [duo_core]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/empty --
    -- license_types/premium --
    """
DUO_PRO = Ref(kind="add_on", name="duo_pro")


def made(as_of: datetime = AS_OF, **settings: str) -> Material:
    """The configuration as of a moment, with settings of the site."""
    return material(CONFIG, as_of=as_of, site=SiteSettings(titles=TITLES, **settings))  # type: ignore[arg-type] # texts


def test_all_cut_offs_stand_in_one_channel_with_the_latest_first() -> None:
    found = channel(None, made(base_url="https://example.com/catalog/", notice="Not official."))

    assert found == Channel(
        id=found.id,
        title="Cut-offs · Cloud Connector catalog",
        site="Cloud Connector catalog",
        notice="Not official.",
        told=datetime(2024, 10, 21, 12, 30, tzinfo=UTC),
        url="https://example.com/catalog/timeline.html",
        announcements=(
            Announcement(
                id=found.announcements[0].id,
                moment=datetime(2024, 11, 20, 12, 30, tzinfo=UTC),
                told=datetime(2024, 10, 21, 12, 30, tzinfo=UTC),
                nearness=Nearness.WITHIN_30_DAYS,
                heading="Free use ends for 1 unit primitive on 20 November 2024, 12:30 UTC",
                summary="Free use ends for 1 unit primitive",
                text="Nobody can use it afterwards: no add-on sells it.\ncomplete_code\n\nNot official.",
                url="https://example.com/catalog/timeline.html#2024-11-20T123000Z",
            ),
            Announcement(
                id=found.announcements[1].id,
                moment=datetime(2024, 10, 17, tzinfo=UTC),
                told=datetime(2024, 10, 17, tzinfo=UTC),
                nearness=Nearness.PAST,
                heading="Free use ended for 3 unit primitives on 17 October 2024",
                summary="Free use ends for 3 unit primitives",
                text=(
                    "From then on an add-on is needed: Duo Pro.\nexplain_code and write_tests (deprecated)\n\n"
                    "From then on an add-on is needed: Duo Core or Duo Pro.\nduo_chat\n\n"
                    "Not official."
                ),
                url="https://example.com/catalog/timeline.html#2024-10-17T000000Z",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("ref", "title", "headings"),
    [
        (
            DUO_PRO,
            "Cut-offs: Duo Pro · Cloud Connector catalog",
            ["Free use ended for 3 unit primitives in Duo Pro on 17 October 2024"],
        ),
        (
            Ref(kind="license_type", name="premium"),
            "Cut-offs: Premium · Cloud Connector catalog",
            ["Free use ended for 1 unit primitive in Premium on 17 October 2024"],
        ),
        (
            Ref(kind="group", name="group::ai framework"),
            "Cut-offs: ai framework · Cloud Connector catalog",
            ["Free use ends for 1 unit primitive of ai framework on 20 November 2024, 12:30 UTC"],
        ),
        (Ref(kind="add_on", name="empty"), "Cut-offs: Empty · Cloud Connector catalog", []),
    ],
)
def test_a_bundle_or_group_has_what_concerns_it(ref: Ref, title: str, headings: list[str]) -> None:
    found = channel(ref, made())

    assert (found.title, [announcement.heading for announcement in found.announcements]) == (title, headings)


def test_without_a_known_address_nothing_has_one() -> None:
    found = channel(DUO_PRO, made())

    assert (found.url, [announcement.url for announcement in found.announcements]) == (None, [None])


def test_a_channel_without_a_cut_off_has_never_told_anything() -> None:
    assert channel(Ref(kind="add_on", name="empty"), made()).told == datetime(1970, 1, 1, tzinfo=UTC)


def test_every_channel_and_every_announcement_in_it_has_an_id_of_its_own() -> None:
    found = [channel(ref, made()) for ref in (None, *subjects(made()))]

    ids = [
        *(one.id for one in found),
        *(announcement.id for one in found for announcement in one.announcements),
    ]

    assert len(set(ids)) == len(ids) == 7 + 7


def test_ids_stay_when_the_site_moves_and_when_time_passes() -> None:
    one = channel(DUO_PRO, made(base_url="https://example.com/", repository_url="https://gitlab.com/a/b"))
    other = channel(
        DUO_PRO,
        made(
            datetime(2030, 1, 1, tzinfo=UTC), base_url="https://example.org/x/", repository_url="https://gitlab.com/a/b"
        ),
    )

    assert one.id == other.id
    assert [it.id for it in one.announcements] == [it.id for it in other.announcements]


def test_another_catalog_has_other_ids() -> None:
    catalogs = (made(), made(title="Ours"), made(repository_url="https://gitlab.com/a/b"))

    assert len({channel(None, one).id for one in catalogs}) == 3


def test_what_is_told_is_told_anew_when_the_cut_off_comes_nearer_and_never_between() -> None:
    moments = [datetime(2024, month, day, tzinfo=UTC) for month in range(1, 13) for day in range(1, 29)]

    told = [channel(DUO_PRO, made(moment)).announcements[0].told for moment in moments[::7]]

    assert sorted(set(told)) == [
        datetime(2023, 10, 18, tzinfo=UTC),
        datetime(2024, 7, 19, tzinfo=UTC),
        datetime(2024, 9, 17, tzinfo=UTC),
        datetime(2024, 10, 17, tzinfo=UTC),
    ]
    assert all(before <= after for before, after in pairwise(told))


def test_no_more_names_are_told_than_one_reads() -> None:
    many = MOST_LISTED + 20
    files = [f"-- unit_primitives/p{number:03} --\ncut_off_date: 2024-10-17T00:00:00Z\n" for number in range(many)]

    (announcement,) = channel(None, material("".join(files))).announcements

    assert announcement.heading == f"Free use ended for {many} unit primitives on 17 October 2024"
    assert announcement.text.endswith("p098, p099 and 20 more")
    assert announcement.text.count(", p") == MOST_LISTED - 1


def test_bundles_come_first_in_the_order_readers_know_and_groups_after_them() -> None:
    assert [str(ref) for ref in subjects(made())] == [
        "add_on/duo_core",
        "add_on/duo_pro",
        "add_on/empty",
        "license_type/premium",
        "group/group::ai framework",
        "group/group::duo_chat",
    ]
