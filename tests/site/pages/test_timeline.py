"""The timeline: what becomes paid, and when; every primitive once, and numbers that add up."""

from datetime import UTC, datetime

import pytest

from site_builder.site import Link, Material
from site_builder.site.bounds import MOST_NAMES, LeftOut
from site_builder.site.named import Names
from site_builder.site.pages.timeline import (
    Subscription,
    SubscriptionGroup,
    TimelineCutOff,
    TimelineFigure,
    TimelinePage,
    TimelinePart,
    TimelineRow,
    TimelineSpan,
    TimelineTable,
    timeline_page,
)
from tests.site.making import AS_OF, material
from tests.site.sites import Built

BUNDLES = """
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    """
CONFIG = f"""
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-11-20T12:30:00Z
    add_ons: [duo_pro, duo_core]
    license_types: [premium]
    -- unit_primitives/explain_code --
    group: group::ai framework
    cut_off_date: 2024-11-20T12:30:00Z
    -- unit_primitives/complete_code --
    cut_off_date: 2025-01-01T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/fix_code --
    cut_off_date: 2026-01-01T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/old --
    cut_off_date: 2024-02-15T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/newer --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/undated --
    deprecation_message: Use duo_chat.
    add_ons: [duo_core]
    -- unit_primitives/zoom --
    deprecation_message: Use duo_chat.
    {BUNDLES}
    """
OWNER = Link(text="duo_chat", address="groups/duo_chat.html")


def page_of(text: str = CONFIG, as_of: datetime = AS_OF) -> TimelinePage:
    """The timeline of a configuration."""
    return timeline_page(material(text, as_of=as_of))


def primitive(name: str) -> Link:
    """The link to a primitive."""
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def add_on(name: str, title: str) -> Link:
    """The link to an add-on."""
    return Link(text=title, address=f"add_ons/{name}.html")


def test_a_cut_off_says_when_for_which_primitives_and_what_that_means_for_customers() -> None:
    span = page_of().spans[0]

    assert span == TimelineSpan(
        anchor="within_30_days",
        title="Within 30 days",
        cut_offs=(
            TimelineCutOff(
                anchor="2024-11-20T123000Z",
                moment="2024-11-20T12:30:00Z",
                when="20 November 2024, 12:30 UTC",
                table=TimelineTable(
                    sentence="Free use ends for 2 unit primitives",
                    parts=(
                        TimelinePart(
                            meaning="Nobody can use it afterwards: no add-on sells it",
                            add_ons=(),
                            rows=(
                                TimelineRow(
                                    link=primitive("explain_code"),
                                    deprecated=False,
                                    license_types=(),
                                    group=Link(text="ai framework", address="groups/ai-framework.html"),
                                ),
                            ),
                        ),
                        TimelinePart(
                            meaning="From then on an add-on is needed",
                            add_ons=(add_on("duo_core", "Duo Core"), add_on("duo_pro", "Duo Pro")),
                            rows=(
                                TimelineRow(
                                    link=primitive("duo_chat"),
                                    deprecated=False,
                                    license_types=(Link(text="Premium", address="license_types/premium.html"),),
                                    group=OWNER,
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_what_is_ahead_stands_by_how_near_it_is_and_what_is_past_from_the_last_one_back() -> None:
    spans = page_of().spans

    assert [(span.title, [cut_off.when for cut_off in span.cut_offs]) for span in spans] == [
        ("Within 30 days", ["20 November 2024, 12:30 UTC"]),
        ("Within 90 days", ["1 January 2025"]),
        ("Later", ["1 January 2026"]),
        ("Past", ["17 October 2024", "15 February 2024"]),
    ]
    assert spans[-1].cut_offs[0].table.sentence == "Free use ended for 1 unit primitive"


def test_add_ons_without_a_date_are_not_enforced_and_what_states_neither_is_named() -> None:
    page = page_of()

    assert page.undated == TimelineTable(
        sentence="1 of 8 name add-ons, but without a cut-off date nobody needs them yet",
        parts=(
            TimelinePart(
                meaning="Listed, but not enforced",
                add_ons=(add_on("duo_core", "Duo Core"),),
                rows=(TimelineRow(link=primitive("undated"), deprecated=True, license_types=(), group=OWNER),),
            ),
        ),
    )
    assert page.neither == Names(links=(primitive("zoom"),), deprecated=frozenset({"zoom"}), more=0)


def test_the_numbers_lead_to_their_parts_and_add_up_to_all_primitives() -> None:
    page = page_of()

    assert page.figures == (
        TimelineFigure(title="Within 30 days", count="2", anchor="within_30_days"),
        TimelineFigure(title="Within 90 days", count="1", anchor="within_90_days"),
        TimelineFigure(title="Later", count="1", anchor="later"),
        TimelineFigure(title="Past", count="2", anchor="past"),
        TimelineFigure(title="Add-ons, no date", count="1", anchor="undated"),
        TimelineFigure(title="No add-on, no date", count="1", anchor="neither"),
    )
    assert sum(int(figure.count) for figure in page.figures) == page.total == 8


def test_a_number_that_is_nought_leads_nowhere() -> None:
    page = page_of("-- unit_primitives/duo_chat --")

    assert [figure.anchor for figure in page.figures] == ["", "", "", "", "", "neither"]
    assert (page.spans, page.undated) == ((), None)


@pytest.mark.parametrize(
    ("as_of", "answer"),
    [
        (
            datetime(2024, 1, 1, tzinfo=UTC),
            (
                "As of 1 January 2024, 00:00 UTC, free use ends next on 15 February 2024, for 1 unit primitive. "
                "4 more cut-offs lie ahead."
            ),
        ),
        (
            datetime(2024, 11, 20, 12, 29, tzinfo=UTC),
            (
                "As of 20 November 2024, 12:29 UTC, free use ends next on 20 November 2024, 12:30 UTC, for 2 unit "
                "primitives. 2 more cut-offs lie ahead."
            ),
        ),
        (
            datetime(2024, 11, 20, 12, 30, tzinfo=UTC),
            (
                "As of 20 November 2024, 12:30 UTC, free use ends next on 1 January 2025, for 1 unit primitive. "
                "1 more cut-off lies ahead."
            ),
        ),
        (
            datetime(2025, 12, 31, tzinfo=UTC),
            "As of 31 December 2025, 00:00 UTC, free use ends next on 1 January 2026, for 1 unit primitive.",
        ),
        (
            datetime(2026, 1, 1, tzinfo=UTC),
            (
                "No cut-off date lies ahead as of 1 January 2026, 00:00 UTC; the last was 1 January 2026, for 1 unit "
                "primitive."
            ),
        ),
    ],
)
def test_the_answer_comes_first_in_a_sentence(as_of: datetime, answer: str) -> None:
    assert page_of(as_of=as_of).answer == answer


def test_without_any_date_the_answer_says_so() -> None:
    page = page_of("-- unit_primitives/duo_chat --")

    assert page.answer == "No cut-off date is stated as of 1 November 2024, 12:00 UTC."


def test_every_bundle_and_group_has_a_feed_and_a_calendar_also_without_a_cut_off() -> None:
    page = page_of(f"""
        -- unit_primitives/duo_chat --
        cut_off_date: 2024-10-17T00:00:00Z
        add_ons: [duo_pro]
        -- unit_primitives/explain_code --
        cut_off_date: 2025-10-17T00:00:00Z
        {BUNDLES}
        """)

    assert page.subscriptions == (
        SubscriptionGroup(
            title="Add-ons",
            subscriptions=(
                subscription(add_on("duo_core", "Duo Core"), ahead=0, past=0, name="add_ons/duo_core"),
                subscription(add_on("duo_pro", "Duo Pro"), ahead=0, past=1, name="add_ons/duo_pro"),
            ),
        ),
        SubscriptionGroup(
            title="License types",
            subscriptions=(
                subscription(
                    Link(text="Premium", address="license_types/premium.html"),
                    ahead=0,
                    past=0,
                    name="license_types/premium",
                ),
            ),
        ),
        SubscriptionGroup(
            title="Groups", subscriptions=(subscription(OWNER, ahead=1, past=1, name="groups/duo_chat"),)
        ),
    )
    assert (page.feed.address, page.calendar.address) == ("feeds/cut_offs.atom", "calendar/cut_offs.ics")


def test_of_very_many_cut_offs_the_nearest_name_what_they_end_and_the_others_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Material, "most_rows", 3)
    made = material(CONFIG)
    page = timeline_page(made)

    assert [(span.anchor, len(span.cut_offs), span.more) for span in page.spans] == [
        ("within_30_days", 1, ()),
        ("within_90_days", 1, ()),
        ("later", 0, ("2026-01-01T000000Z",)),
        ("past", 0, ("2024-02-15T000000Z", "2024-10-17T000000Z")),
    ]
    named = [
        [row.link.text for part in it.table.parts for row in part.rows] for span in page.spans for it in span.cut_offs
    ]
    assert named == [["explain_code", "duo_chat"], ["complete_code"]]
    in_list = "?access=included&access=unavailable&sort=access&dir=desc"
    assert page.spans[-1].left_out == LeftOut(
        count=2, all=Link(text="the list", address="unit_primitives/index.html", query=in_list)
    )
    html = Built(made).pages["timeline.html"]
    assert {anchor for span in page.spans for anchor in span.more} <= {*html.ids}
    assert [it.text for it in html.all("p") if it.attributes.get("class") == "left-out"] == [
        "Left out here: 1 unit primitive and 1 whole cut-off; the list has all, and the calendar every date.",
        "Left out here: 2 unit primitives and 2 whole cut-offs; the list has all, and the calendar every date.",
        "Left out here: 1 unit primitive; the list has all.",
    ]


def test_of_very_many_that_are_not_enforced_the_others_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Material, "most_rows", 1)
    page = page_of(
        f"-- unit_primitives/a --\nadd_ons: [duo_pro]\n-- unit_primitives/b --\nadd_ons: [duo_core]{BUNDLES}"
    )

    assert page.undated is not None
    assert [[row.link.text for row in part.rows] for part in page.undated.parts] == [["b"]]
    assert page.undated_left_out is not None
    assert page.undated_left_out.count == 1


def test_of_very_many_subscriptions_the_others_are_counted() -> None:
    add_ons = "".join(f"-- add_ons/a{number:03} --\n" for number in range(MOST_NAMES + 2))
    group = page_of(f"-- unit_primitives/a --\n{add_ons}").subscriptions[0]

    assert len(group.subscriptions) == MOST_NAMES
    assert group.left_out == LeftOut(count=2, all=Link(text="Add-ons", address="add_ons/index.html"))


def subscription(link: Link, *, ahead: int, past: int, name: str) -> Subscription:
    """A line of the table of subscriptions."""
    return Subscription(
        link=link,
        ahead=ahead,
        past=past,
        links=(
            Link(text="Feed", address=f"feeds/{name}.atom"),
            Link(text="Calendar", address=f"calendar/{name}.ics"),
        ),
    )
