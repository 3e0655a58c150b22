"""What became of a configuration: period by period, each change with the edits that made it, and entity by entity."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from site_builder.catalog import (
    AddOn,
    Catalog,
    ChangeClass,
    Chronicle,
    Edit,
    Entity,
    Holders,
    Record,
    Ref,
    Skipped,
    Tagged,
    chronicle_from,
    left_out,
    link,
    parse_version,
)
from site_builder.problems import Problem
from tests.catalog.makers import bundles, edit, moment, primitive

AS_OF = moment("2025-02-10T12:00")
PAID: dict[str, Any] = {
    "add_ons": ("duo_pro",),
    "license_types": ("premium", "ultimate"),
    "gitlab_realms": ("saas", "self-managed"),
}
CHAT = primitive("chat", **PAID)


def record(*edits: Edit, beginning: Iterable[Entity] = (CHAT,), **more: Any) -> Record:
    """What is known since 1 January 2024."""
    return Record(edits=(edit("2024-01-01"), *edits), beginning=(*bundles(), *beginning), **more)


def told(known: Record, today: Catalog | None = None, as_of: datetime = AS_OF) -> Chronicle:
    return chronicle_from(known.until(as_of), today or link(known.beginning), as_of)


def periods(found: Chronicle) -> list[tuple[str, str, list[str]]]:
    """Each period by its end and what ends it, with its changes: class, name, day and edits."""
    return [
        (
            f"{period.until:%Y-%m-%d}",
            period.release,
            [
                f"{it.change.sort} {it.change.ref.name} {it.moment:%Y-%m-%d} by {it.edit.id if it.edit else 'nobody'}"
                for it in period.changes
            ],
        )
        for period in found.periods
    ]


def test_each_month_with_edits_is_a_period_newest_first() -> None:
    more = primitive("chat", **PAID | {"add_ons": ("duo_pro", "duo_core"), "cut_off_date": "2024-01-02T00:00"})
    paid = primitive("chat", **PAID, cut_off_date="2024-01-02T00:00")

    found = told(
        record(
            edit("2024-03-05", (None, primitive("explain", **PAID))),
            edit("2024-03-09", (CHAT, paid)),
            edit("2024-06-01", (paid, more)),
            edit("2024-08-01", (more, None)),
        )
    )

    assert periods(found) == [
        ("2024-08-31", "", ["removed chat 2024-08-01 by 2024-08-01"]),
        ("2024-06-30", "", ["gained chat 2024-06-01 by 2024-06-01"]),
        ("2024-03-31", "", ["added explain 2024-03-05 by 2024-03-05", "became_paid chat 2024-03-09 by 2024-03-09"]),
    ]
    assert [period.is_open for period in found.periods] == [False, False, False]
    assert not found.by_release


def test_what_was_there_when_the_record_begins_is_no_change() -> None:
    found = told(record())

    assert (found.periods, found.revisions, found.missing) == ((), {}, "")
    assert found.beginning == edit("2024-01-01")
    assert found.first_sizes is not None
    assert found.first_sizes.unit_primitives == 1
    assert {str(ref): count for (ref, _), count in found.first_sizes.bundles.items()} == {
        "add_on/duo_core": 0,
        "add_on/duo_enterprise": 0,
        "add_on/duo_pro": 1,
        "license_type/premium": 1,
        "license_type/ultimate": 1,
    }


@pytest.mark.parametrize(
    ("cut_off", "month"),
    [
        ("2024-10-17T00:00", "2024-10-31"),
        ("2024-10-01T00:00", "2024-10-31"),  # what happens when a month begins belongs to it
        ("2024-10-31T23:59:59", "2024-10-31"),
        ("2024-11-01T00:00", "2024-11-30"),
        ("2025-02-10T12:00", "2025-02-10"),  # at this very instant free access is over
    ],
)
def test_a_cut_off_that_passes_without_an_edit_is_a_change_of_its_month(cut_off: str, month: str) -> None:
    found = told(record(beginning=(primitive("chat", **PAID, cut_off_date=cut_off),)))

    assert periods(found) == [(month, "", [f"became_paid chat {cut_off[:10]} by nobody"])]


def test_a_cut_off_ahead_of_the_moment_is_no_change_yet() -> None:
    ahead = primitive("chat", **PAID, cut_off_date="2025-02-10T12:00:01")

    assert told(record(beginning=(ahead,))).periods == ()


def test_an_edit_after_a_cut_off_does_not_take_its_place() -> None:
    before = primitive("chat", **PAID, cut_off_date="2024-10-17T00:00")
    after = primitive("chat", **PAID | {"add_ons": ("duo_pro", "duo_core")}, cut_off_date="2024-10-17T00:00")

    found = told(record(edit("2024-10-20", (before, after)), beginning=(before,)))

    assert periods(found) == [
        ("2024-10-31", "", ["gained chat 2024-10-20 by 2024-10-20", "became_paid chat 2024-10-17 by nobody"])
    ]
    gained, paid = found.periods[0].changes
    assert gained.change.reach is not None
    assert paid.change.reach is not None
    assert (gained.change.reach.add_ons, paid.change.reach.customers[0].without) == (("duo_core",), ("duo_pro",))
    assert gained.step > paid.step
    assert gained.had == paid.has


def test_an_edit_before_a_cut_off_does_not_wait_for_it() -> None:
    """It is told as what it was then, and the cut-off as what came of it."""
    before = primitive("chat", **PAID, cut_off_date="2024-10-17T00:00")
    after = primitive("chat", **PAID | {"add_ons": ("duo_core",)}, cut_off_date="2024-10-17T00:00")

    (period,) = told(
        record(
            edit("2024-10-10", (before, after)),
            edit("2024-12-01", (after, after)),
            beginning=(before,),
            releases=(Tagged(name="v1", moment=moment("2024-12-02T00:00"), edits=3),),
        )
    ).periods

    assert [(str(it.change.sort), it.change.moment, it.moment.day) for it in period.changes] == [
        ("gained", moment("2024-10-17T00:00"), 10),
        ("lost", moment("2024-10-17T00:00"), 10),
        ("became_paid", None, 17),
    ]
    assert period.changes[-1].change.reach is not None
    assert period.changes[-1].change.reach.customers[0].without == ("duo_core",)


def test_what_was_told_once_stays_as_it_was_told() -> None:
    """Whatever comes later, in the same period or not: feeds are read while a period goes on."""
    free = primitive("chat", **PAID, cut_off_date="2024-10-17T00:00")
    more = primitive("chat", **PAID | {"add_ons": ("duo_pro", "duo_core")}, cut_off_date="2024-10-17T00:00")
    known = record(
        edit("2024-10-05", (None, primitive("new"))),
        edit("2024-10-20", (free, more)),
        edit("2024-10-25", (more, None)),
        beginning=(free,),
    )
    days = [moment(f"2024-10-{day}T13:00") for day in ("05", "17", "20", "25")]

    history = [told(known, as_of=day).periods[0].changes for day in days]

    assert [len(changes) for changes in history] == [1, 2, 3, 4]
    for earlier, later in pairwise(history):
        assert set(map(repr, earlier)) < set(map(repr, later))


def test_a_cut_off_counts_by_the_date_that_was_stated_when_it_passed() -> None:
    """One that was moved away in time never passes; one that is moved back afterwards is told with the edit."""
    first = primitive("chat", **PAID, cut_off_date="2024-10-17T00:00")
    moved = primitive("chat", **PAID, cut_off_date="2025-10-17T00:00")
    back = primitive("chat", **PAID, cut_off_date="2024-10-18T00:00")

    found = told(record(edit("2024-10-16", (first, moved)), edit("2024-10-20", (moved, back)), beginning=(first,)))

    assert periods(found) == [
        ("2024-10-31", "", ["became_paid chat 2024-10-20 by 2024-10-20", "cut_off_moved chat 2024-10-16 by 2024-10-16"])
    ]
    assert [it.change.is_late for it in found.periods[0].changes] == [True, False]


def test_a_bundle_that_comes_and_goes_is_asked_about_only_while_it_is_there() -> None:
    core = AddOn(name="duo_max")
    sold = primitive("chat", **PAID | {"add_ons": ("duo_pro", "duo_max")}, cut_off_date="2024-01-01T00:00")
    paid = primitive("chat", **PAID, cut_off_date="2024-01-01T00:00")

    (period,) = told(
        record(
            edit("2024-03-01", (None, core), (paid, sold)),
            edit("2024-03-02", (sold, paid), (core, None)),
            edit("2024-03-03", (paid, None)),
            beginning=(paid,),
        )
    ).periods

    assert [
        (str(it.change.sort), it.change.reach and (it.change.reach.add_ons, it.change.reach.of))
        for it in period.changes
    ] == [
        ("added", None),
        ("gained", (("duo_max",), 45)),
        ("lost", (("duo_max",), 45)),
        ("removed", (("duo_pro",), 36)),
        ("removed", None),
    ]


def test_for_whom_it_worked_and_works_is_told_with_each_change_of_a_primitive() -> None:
    before = primitive(
        "chat",
        **PAID,
        cut_off_date="2024-10-17T00:00",
        min_gitlab_version="16.9",
        min_gitlab_version_for_free_access="16.8",
    )

    (period,) = told(record(beginning=(before,))).periods
    change, version = period.changes

    assert (change.change.sort, version.change.sort) == ("became_paid", "version_raised")
    licenses, realms = ("premium", "ultimate"), ("saas", "self-managed")
    assert change.had == Holders(
        license_types=licenses, add_ons=(), gitlab_realms=realms, version=parse_version("16.8")
    )
    assert change.has == Holders(
        license_types=licenses, add_ons=("duo_pro",), gitlab_realms=realms, version=parse_version("16.9")
    )


def test_it_works_for_nobody_where_free_use_is_over_and_no_add_on_sells_it() -> None:
    before = primitive("chat", cut_off_date="2024-10-17T00:00")

    (period,) = told(record(beginning=(before,))).periods
    (change,) = period.changes

    assert change.had == Holders(license_types=(), add_ons=(), gitlab_realms=(), version=None)
    assert change.has is None


def test_with_tags_a_period_is_a_release_and_what_came_after_the_last_one_goes_on() -> None:
    found = told(
        record(
            edit("2024-03-05", (None, primitive("a"))),
            edit("2024-04-05", (None, primitive("b"))),
            edit("2024-06-05", (None, primitive("c"))),
            releases=(
                Tagged(name="v1", moment=moment("2024-03-06T00:00"), edits=2),
                Tagged(name="v2", moment=moment("2024-05-01T00:00"), edits=3),
                Tagged(name="v2.0", moment=moment("2024-05-02T00:00"), edits=3),
            ),
        )
    )

    assert periods(found) == [
        ("2025-02-10", "", ["added c 2024-06-05 by 2024-06-05"]),
        ("2024-05-02", "v2.0", []),
        ("2024-05-01", "v2", ["added b 2024-04-05 by 2024-04-05"]),
        ("2024-03-06", "v1", ["added a 2024-03-05 by 2024-03-05"]),
    ]
    assert [period.is_open for period in found.periods] == [True, False, False, False]
    assert found.by_release


def test_a_tag_that_was_made_later_for_an_older_edit_ends_its_period_before_the_next_edit() -> None:
    found = told(
        record(
            edit("2024-03-05", (None, primitive("a"))),
            edit("2024-04-05", (None, primitive("b"))),
            releases=(
                Tagged(name="v2", moment=moment("2024-04-06T00:00"), edits=3),
                Tagged(name="v1", moment=moment("2024-09-01T00:00"), edits=2),
            ),
        )
    )

    assert periods(found) == [
        ("2024-04-06", "v2", ["added b 2024-04-05 by 2024-04-05"]),
        ("2024-04-05", "v1", ["added a 2024-03-05 by 2024-03-05"]),
    ]


def test_a_cut_off_that_was_moved_in_time_never_passes_however_late_a_tag_was_made() -> None:
    first = primitive("chat", **PAID, cut_off_date="2024-03-01T00:00")
    moved = primitive("chat", **PAID, cut_off_date="2026-01-01T00:00")
    release = Tagged(name="v1", moment=moment("2024-03-15T00:00"), edits=1)

    found = told(record(edit("2024-02-20", (first, moved)), beginning=(first,), releases=(release,)))

    assert periods(found) == [
        ("2025-02-10", "", ["cut_off_moved chat 2024-02-20 by 2024-02-20"]),
        ("2024-02-20", "v1", []),
    ]


def test_a_tag_whose_clock_was_wrong_ends_its_period_no_earlier_than_the_edits_that_it_holds() -> None:
    before = primitive("chat", **PAID, cut_off_date="2024-03-01T00:00")
    after = primitive("chat", **PAID | {"add_ons": ("duo_pro", "duo_core")}, cut_off_date="2024-03-01T00:00")
    release = Tagged(name="v1", moment=moment("2023-06-01T00:00"), edits=2)

    found = told(record(edit("2024-03-05", (before, after)), beginning=(before,), releases=(release,)))

    assert periods(found) == [
        ("2024-03-05", "v1", ["gained chat 2024-03-05 by 2024-03-05", "became_paid chat 2024-03-01 by nobody"])
    ]
    assert [(period.since, period.until) for period in found.periods] == [
        (moment("2024-01-01T12:00"), moment("2024-03-05T12:00"))
    ]


def test_edits_and_releases_after_the_moment_are_left_out_and_a_wrong_clock_moves_nothing() -> None:
    known = record(
        edit("2024-06-05", (None, primitive("a"))),
        edit("2024-03-05", (None, primitive("b"))),  # committed after the one before, whatever its clock said
        edit("2024-07-05", (None, primitive("c"))),
        releases=(Tagged(name="v1", moment=moment("2024-07-06T00:00"), edits=4),),
    )

    found = told(known, as_of=moment("2024-06-30T00:00"))

    assert periods(found) == [
        ("2024-06-30", "", ["added b 2024-03-05 by 2024-03-05", "added a 2024-06-05 by 2024-06-05"])
    ]
    assert found.periods[0].is_open


def test_a_release_holds_every_edit_whatever_clocks_say_and_no_later_release() -> None:
    of_it, later = (
        Tagged(name=name, moment=moment(day), edits=2)
        for name, day in (("v1", "2024-02-01T00:00"), ("v2", "2024-03-01T00:00"))
    )
    known = record(edit("2024-06-05", (None, primitive("a"))), releases=(of_it, later))

    found = chronicle_from(known.held_by(of_it.moment), link(known.beginning), of_it.moment)

    assert periods(found) == [("2024-02-01", "v1", ["added a 2024-06-05 by 2024-06-05"])]


def test_a_release_tells_of_nothing_that_was_after_its_tag_though_the_clock_of_an_edit_was_ahead() -> None:
    """Its pages say what was so at its tag: the cut-off was yet to come, and the edit there."""
    tagged = moment("2024-06-21T00:00")
    chat = primitive("chat", **PAID, cut_off_date="2024-06-25T00:00")
    tags = (
        Tagged(name=name, moment=moment(day), edits=2)
        for name, day in (("v1", "2024-06-21T00:00"), ("v2", "2024-06-26T00:00"))
    )
    known = record(edit("2024-07-02", (None, primitive("zed"))), beginning=(chat,), releases=tuple(tags))

    found = chronicle_from(known.held_by(tagged), link(known.beginning), tagged)

    assert periods(found) == [("2024-06-21", "v1", ["added zed 2024-07-02 by 2024-07-02"])]


def test_of_releases_with_the_same_edits_the_first_on_the_line_brought_them_whatever_tags_say() -> None:
    """So also for the public, for whom an edit between them may be none."""
    tags = {"v1": ("2024-04-01T00:00", 1), "v2": ("2024-03-15T00:00", 2), "v0": ("2024-05-01T00:00", 1)}
    releases = tuple(
        Tagged(name=name, moment=moment(when), edits=2, place=place) for name, (when, place) in tags.items()
    )

    found = told(record(edit("2024-03-05", (None, primitive("a"))), releases=releases))

    assert [(it.release, len(it.changes)) for it in found.periods if it.release] == [("v2", 0), ("v0", 0), ("v1", 1)]
    assert all(later.since == earlier.until for later, earlier in pairwise(found.periods))


def test_free_use_that_ends_between_tags_which_run_against_the_line_is_told_once() -> None:
    tags = {"v1": ("2024-04-01T00:00", 1), "v2": ("2024-03-15T00:00", 2)}
    releases = tuple(
        Tagged(name=name, moment=moment(when), edits=1, place=place) for name, (when, place) in tags.items()
    )
    chat = primitive("chat", **PAID, cut_off_date="2024-03-20T00:00")

    found = told(record(beginning=(chat,), releases=releases))

    assert [(it.release, len(it.changes)) for it in found.periods if it.changes] == [("v1", 1)]


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_what_came_by_the_name_of_what_had_gone_has_no_past_before_that(is_taken_back: bool) -> None:
    """But for a removal that is taken back. What came is called otherwise since."""
    owl = AddOn(name="owl", description="Hunts at night.", documentation_url="https://docs.gitlab.com/owl/")
    other = owl if is_taken_back else AddOn(name="owl", description="Something else.")
    steps = [(owl, None), (None, other), (other, replace(other, name="robin"))]
    known = Record(
        edits=(edit("2024-01-01"), *(edit(f"2024-0{month}-01", it) for month, it in enumerate(steps, 2))),
        beginning=(*bundles(), CHAT, owl),
    )

    found = told(known)

    robin, taken = Ref(kind="add_on", name="robin"), found.later_names.after(owl.ref, 0)
    assert taken == ((robin, 0) if is_taken_back else (owl.ref, 2))
    assert found.later_names.after(owl.ref, 2) == (robin, 0)


@pytest.mark.parametrize(("internal", "is_same"), [((), True), (("description", "documentation_url"), False)])
def test_what_states_nothing_that_readers_are_shown_is_not_known_to_be_what_was_gone(
    internal: tuple[str, ...], is_same: bool
) -> None:
    owl = AddOn(name="owl")
    steps = [(owl, None), (None, owl), (owl, replace(owl, name="robin"))]
    known = Record(
        edits=(edit("2024-01-01"), *(edit(f"2024-0{month}-01", it) for month, it in enumerate(steps, 2))),
        beginning=(*bundles(), CHAT, owl),
    )

    found = told(known, link(known.beginning, left_out(internal, ())))

    robin = Ref(kind="add_on", name="robin")
    assert found.later_names.after(owl.ref, 0) == ((robin, 0) if is_same else (owl.ref, 2))


def test_what_a_release_holds_may_all_be_later_than_its_tag() -> None:
    known = record(edit("2024-06-05", (None, primitive("a"))))

    found = chronicle_from(known.held_by(moment("2023-06-01T00:00")), link(known.beginning), moment("2023-06-01T00:00"))

    assert periods(found) == [("2023-06-01", "", ["added a 2024-06-05 by 2024-06-05"])]
    assert found.beginning is not None
    assert found.beginning.moment == moment("2023-06-01T00:00")


def test_a_cut_off_is_told_once_whatever_clocks_say() -> None:
    before = primitive("chat", **PAID, cut_off_date="2024-04-01T00:00")
    ahead, behind = edit("2024-05-01", (before, before)), edit("2024-02-01", (before, before))
    release = Tagged(name="v1", moment=moment("2024-03-06T00:00"), edits=2)

    by_release = told(record(ahead, behind, beginning=(before,), releases=(release,)))
    by_month = told(record(ahead, behind, beginning=(before,)))

    assert [what for _, _, what in periods(by_release)] == [[], ["became_paid chat 2024-04-01 by nobody"]]
    assert [what for _, _, what in periods(by_month)] == [[], ["became_paid chat 2024-04-01 by nobody"]]


def test_a_cut_off_at_the_moment_of_an_edit_or_of_the_beginning_is_told_once_or_not_at_all() -> None:
    at_edit = primitive("chat", **PAID, cut_off_date="2024-03-05T12:00")
    at_beginning = primitive("talk", **PAID, cut_off_date="2024-01-01T12:00")

    found = told(record(edit("2024-03-05", (at_edit, at_edit)), beginning=(at_edit, at_beginning)))

    assert periods(found) == [("2024-03-31", "", ["became_paid chat 2024-03-05 by nobody"])]


def test_sizes_are_those_of_the_last_edit_or_of_the_end_of_a_period_without_one() -> None:
    before = primitive("chat", **PAID, cut_off_date="2024-04-10T00:00")

    found = told(record(edit("2024-03-05", (None, primitive("a"))), beginning=(before,)))

    assert [(period.sizes.moment, period.sizes.unit_primitives) for period in found.periods] == [
        (found.periods[0].until, 2),
        (moment("2024-03-05T12:00"), 2),
    ]


def test_what_was_committed_at_the_very_moment_is_known() -> None:
    known = record(edit("2024-06-05", (None, primitive("a"))))

    assert len(told(known, as_of=moment("2024-06-05T12:00")).periods) == 1
    assert told(known, as_of=moment("2024-06-05T11:59")).periods == ()
    assert known.until(moment("2023-12-31T00:00")) == Record(missing="all that was committed is later")


def test_a_release_is_not_known_before_its_tag_was_made() -> None:
    release = Tagged(name="v1", moment=moment("2024-06-01T00:00"), edits=1)
    known = record(edit("2024-03-05", (None, primitive("a"))), releases=(release,))

    assert known.until(moment("2024-05-31T23:59")).releases == ()
    assert known.until(moment("2024-06-01T00:00")).releases == (release,)


def test_a_beginning_whose_clock_was_ahead_turns_nothing_back() -> None:
    beginning = Edit(id="b", moment=moment("2025-06-01T00:00"), subject="Begin")
    release = Tagged(name="v1", moment=moment("2024-03-06T00:00"), edits=2)
    known = Record(
        edits=(beginning, edit("2024-03-05", (None, primitive("a"))), edit("2024-04-05", (None, primitive("b")))),
        beginning=(*bundles(), CHAT),
        releases=(release,),
    )

    assert [(period.release, period.since, period.until) for period in told(known).periods] == [
        ("", moment("2024-03-06T00:00"), AS_OF),
        ("v1", moment("2024-03-05T12:00"), moment("2024-03-06T00:00")),
    ]
    assert told(known).beginning == replace(beginning, moment=moment("2024-03-05T12:00"))


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (Record(missing="not in a git repository"), "not in a git repository"),
        (record(), "all that was committed is later"),
    ],
)
def test_where_nothing_is_known_the_reason_is(known: Record, missing: str) -> None:
    assert told(known, as_of=moment("2023-01-01T00:00")) == Chronicle(missing=missing)


def test_a_record_that_is_cut_off_says_so_and_what_it_begins_with_is_no_change() -> None:
    found = told(record(edit("2024-03-05", (CHAT, None)), is_incomplete=True, missing="older ones are missing"))

    assert (found.is_incomplete, found.missing) == (True, "older ones are missing")
    assert periods(found) == [("2024-03-31", "", ["removed chat 2024-03-05 by 2024-03-05"])]


def test_commits_that_were_passed_over_are_named_up_to_the_moment() -> None:
    skipped = [
        Skipped(edit=edit(day), problem=Problem(path="config/x.yml", code="E301", message="unknown"))
        for day in ("2024-03-01", "2026-01-01")
    ]

    assert told(record(skipped=tuple(skipped))).skipped == (skipped[0],)


def test_whether_the_catalog_of_today_is_the_one_that_the_record_ends_with_and_what_is_other_there() -> None:
    known = record(edit("2024-03-05", (None, primitive("a")), (None, primitive("b"))))
    same = told(known, link((*bundles(), CHAT, primitive("a"), primitive("b"))))
    other = told(known, link((*bundles(), CHAT, primitive("b", add_ons=("duo_pro",)), primitive("c"))))

    assert (same.is_current, same.untold) == (True, frozenset())
    assert (same.new, other.new) == (frozenset(), frozenset({primitive("c").ref}))
    gone = record(edit("2024-03-05", (None, primitive("a"))), edit("2024-03-06", (CHAT, None)))
    renamed = told(gone, link((*bundles(), replace(primitive("a"), name=CHAT.name))))
    assert renamed.new == {CHAT.ref}
    assert (other.is_current, sorted(map(str, other.untold))) == (
        False,
        [
            *("add_on/duo_pro", "feature_category/duo_chat", "group/group::duo_chat"),  # what holds them is other too
            *("unit_primitive/a", "unit_primitive/b", "unit_primitive/c"),
        ],
    )


def test_each_edit_is_told_of_its_own_the_newest_first() -> None:
    one, two, three = (primitive("chat", **PAID, status=status) for status in ("experiment", "beta", None))
    owned = primitive("chat", **PAID, description="Chats.")

    found = told(
        record(
            edit("2024-03-01", (one, two)),
            edit("2024-03-02", (two, three)),
            edit("2024-03-03", (three, owned)),
            beginning=(one,),
        )
    )

    assert periods(found)[0][2] == [
        "facts_only chat 2024-03-03 by 2024-03-03",
        "facts_only chat 2024-03-02 by 2024-03-02",
        "facts_only chat 2024-03-01 by 2024-03-01",
    ]


def test_what_comes_and_goes_within_a_period_is_told_twice() -> None:
    short = primitive("short")

    found = told(record(edit("2024-03-01", (None, short)), edit("2024-03-02", (short, None))))

    assert periods(found)[0][2] == ["added short 2024-03-01 by 2024-03-01", "removed short 2024-03-02 by 2024-03-02"]


def test_the_revisions_of_an_entity_follow_it_through_a_renaming() -> None:
    beta = primitive("chat", **PAID, status="beta")
    talk = primitive("talk", **PAID, status="beta", alias_names=("chat",))
    edits = (
        edit("2024-03-01", (CHAT, beta)),
        edit("2024-03-02", (beta, None), (None, talk)),
        edit("2024-03-03", (None, primitive("new"))),
        edit("2024-03-04", (talk, talk)),  # a comment
    )

    found = told(record(*edits)).revisions

    assert {
        str(ref): [(it.edit.id, it.former_name, it.fields) for it in revisions] for ref, revisions in found.items()
    } == {
        "unit_primitive/talk": [("2024-03-02", "chat", ("alias_names",)), ("2024-03-01", "", ("status",))],
        "unit_primitive/new": [("2024-03-03", "", ())],
    }


def test_the_revisions_of_an_entity_follow_it_within_a_file_and_from_file_to_file() -> None:
    dashed, plain = primitive("code-review"), primitive("code_review")
    edits = (
        edit("2024-03-01", (None, dashed)),
        edit("2024-03-02", (dashed, plain)),
        edit("2024-03-03", (plain, None), (None, plain)),
    )

    ((ref, found),) = told(record(*edits)).revisions.items()

    assert (str(ref), [(it.edit.id, it.former_name) for it in found]) == (
        "unit_primitive/code_review",
        [("2024-03-02", "code-review"), ("2024-03-01", "")],
    )


def test_every_change_of_the_whole_is_told_once_in_numbers_that_add_up() -> None:
    """Sizes at the end of each period are those before it, with what was added and without what was removed."""
    known = record(
        edit("2024-03-05", (None, primitive("a", **PAID))),
        edit("2024-04-05", (None, primitive("b", **PAID)), (CHAT, None)),
        edit("2024-06-05", (None, primitive("c", **PAID))),
    )

    found = told(known)

    assert found.first_sizes is not None
    count = found.first_sizes.unit_primitives
    for period in reversed(found.periods):
        sorts = [it.change.sort for it in period.changes]
        count += sorts.count(ChangeClass.ADDED) - sorts.count(ChangeClass.REMOVED)
        assert period.sizes.unit_primitives == count


def sizes_of(name: str, *edits: Edit, beginning: Iterable[Entity]) -> list[int]:
    """How much an add-on that is called so today had at the beginning, and after each edit of another month."""
    found = told(record(*edits, beginning=beginning))
    assert found.first_sizes is not None
    sizes = (found.first_sizes, *(period.sizes for period in reversed(found.periods)))
    return [it.bundles[Ref(kind="add_on", name=name), 0] for it in sizes]


def test_a_bundle_has_its_sizes_from_the_beginning_on_whatever_it_was_called() -> None:
    old, new = AddOn(name="zed", description="Zed."), AddOn(name="bee", description="Zed.")
    sold, sold_on = primitive("one", add_ons=("zed",)), primitive("one", add_ons=("bee",))
    edits = (edit("2024-02-05", (None, sold)), edit("2024-03-05", (old, new), (sold, sold_on)))

    assert sizes_of("bee", *edits, beginning=(old,)) == [0, 1, 1]


def test_a_bundle_has_not_the_sizes_of_one_that_had_its_name() -> None:
    old, new = AddOn(name="zed", description="Zed."), AddOn(name="bee", description="Zed.")
    other, then = AddOn(name="cat", description="Cat."), AddOn(name="bee", description="Cat.")
    sold, sold_on = primitive("one", add_ons=("zed",)), primitive("one", add_ons=("bee",))
    edits = (
        edit("2024-02-05", (old, new), (sold, sold_on)),
        edit("2024-03-05", (new, None), (sold_on, None)),
        edit("2024-04-05", (other, then)),
    )

    assert sizes_of("bee", *edits, beginning=(old, other, sold)) == [0, 0, 0, 0]


def test_the_sizes_of_what_is_gone_are_no_sizes_of_what_has_its_name_now() -> None:
    gone, sold = AddOn(name="bee", description="Bee."), primitive("one", add_ons=("bee",))
    came, then = AddOn(name="cat", description="Cat."), AddOn(name="bee", description="Cat.")
    found = told(
        record(
            edit("2024-02-05", (None, came)),
            edit("2024-03-05", (gone, None), (sold, primitive("one"))),
            edit("2024-04-05", (came, then)),
            beginning=(gone, sold),
        )
    )

    assert found.first_sizes is not None
    sizes = (found.first_sizes, *(period.sizes for period in reversed(found.periods)))
    bee = Ref(kind="add_on", name="bee")
    assert [[it.bundles.get((bee, taken)) for it in sizes] for taken in (0, 3)] == [[None, 0, 0, 0], [1, 1, None, None]]


@pytest.mark.parametrize("comes", [(), (AddOn(name="cat", description="Another."),)])
def test_what_an_edit_did_not_touch_is_told_where_it_names_another_by_it(comes: tuple[AddOn, ...]) -> None:
    gone, sold = (
        AddOn(name="bee", description="Bee."),
        primitive("one", add_ons=("bee",), cut_off_date="2023-01-01T00:00"),
    )
    cat, taker = AddOn(name="cat", description="Cat."), AddOn(name="bee", description="Cat.")
    other = primitive("two", add_ons=("duo_pro",), cut_off_date="2023-01-01T00:00")

    edits = edit("2024-02-05", (gone, None), (cat, taker), *((None, it) for it in comes))
    ((*found,),) = (it.changes for it in told(record(edits, beginning=(gone, cat, sold, other))).periods)

    assert [
        (str(it.change.sort), it.change.reach and it.change.reach.add_ons)
        for it in found
        if it.change.ref.kind == "unit_primitive"
    ] == [("gained", ("bee",)), ("lost", ("bee!",))]
    assert [(it.had.add_ons, it.has.add_ons) for it in found if it.had is not None and it.has is not None] == [
        (("bee!",), ("bee",)),
        (("bee!",), ("bee",)),
    ]


def test_what_an_edit_did_not_touch_is_told_where_it_names_something_new_by_it() -> None:
    bee, cat = (AddOn(name=name, description="Bee.") for name in ("bee", "cat"))
    again = AddOn(name="bee", description="New.")
    one, two, both = (
        primitive(name, add_ons=names, cut_off_date="2023-01-01T00:00")
        for name, names in (("one", ("bee",)), ("two", ("bee",)), ("two", ("cat", "bee")))
    )
    edits = edit("2024-02-05", (bee, cat), (None, again), (two, both))

    ((*found,),) = (it.changes for it in told(record(edits, beginning=(bee, one, two))).periods)

    assert [
        (str(it.change.sort), it.change.ref.name, it.change.reach and it.change.reach.add_ons)
        for it in found
        if it.change.ref.kind == "unit_primitive"
    ] == [("gained", "one", ("bee",)), ("gained", "two", ("bee",)), ("lost", "one", ("cat",))]


def test_what_is_told_late_may_have_an_alias_that_another_has_by_now() -> None:
    """It was internal while its former name was given to another."""
    chat, talk = primitive("chat"), primitive("talk", alias_names=("old_talk",))
    taker = primitive("chat", alias_names=("old_talk",), status="beta")
    known = Record(beginning=(chat, talk), edits=(edit("2024-01-01"), edit("2024-02-01", (chat, taker))))

    assert [it.change.ref.name for period in told(known).periods for it in period.changes] == ["chat"]


def test_a_clock_that_ran_ahead_draws_nothing_along_that_follows() -> None:
    names = {"2024-02-05": "a", "2099-04-17": "b", "2024-03-05": "c", "2024-01-20": "d", "2024-05-05": "e"}
    found = told(record(*(edit(day, (None, primitive(name))) for day, name in names.items())))

    assert [(until, [it.split()[1] for it in what]) for until, _, what in reversed(periods(found)) if what] == [
        ("2024-02-29", ["a"]),
        ("2024-03-31", ["d", "c", "b"]),
        ("2024-05-31", ["e"]),
    ]


@pytest.mark.parametrize("releases", [(), (Tagged(name="v1", moment=moment("2024-01-01T12:00"), edits=1),)])
def test_a_clock_that_is_ahead_of_the_moment_lets_no_time_go_by(releases: tuple[Tagged, ...]) -> None:
    first = primitive("chat", **PAID, cut_off_date="2024-03-01T00:00")
    moved = primitive("chat", **PAID, cut_off_date="2026-01-01T00:00")
    edits = edit("2026-02-01", (None, primitive("a"))), edit("2024-02-20", (first, moved))

    found = told(record(*edits, beginning=(first,), releases=releases))

    assert [what for _, _, what in periods(found) if what] == [
        ["added a 2026-02-01 by 2026-02-01", "cut_off_moved chat 2024-02-20 by 2024-02-20"]
    ]
    assert found.periods[0].sizes.moment == moment("2024-02-20T12:00")


def test_within_a_month_too_a_clock_that_ran_ahead_draws_nothing_along() -> None:
    first = primitive("chat", **PAID, cut_off_date="2024-03-15T00:00")
    moved = primitive("chat", **PAID, cut_off_date="2026-01-01T00:00")
    edits = (
        edit("2024-03-20", (None, primitive("a"))),
        edit("2024-03-05", (first, moved)),
        edit("2024-03-06", (None, primitive("b"))),
    )

    found = told(record(*edits, beginning=(first,)))

    assert periods(found) == [
        (
            "2024-03-31",
            "",
            [
                "added b 2024-03-06 by 2024-03-06",
                "added a 2024-03-20 by 2024-03-20",
                "cut_off_moved chat 2024-03-05 by 2024-03-05",
            ],
        )
    ]


def test_where_clocks_went_wrong_what_is_told_later_is_told_as_of_no_earlier_moment() -> None:
    days = ("2024-02-05", "2099-04-17", "2024-03-05", "2023-01-20", "2024-05-05", "2099-04-18", "2024-04-01")
    edits = (edit(day, (None, primitive(f"a{number}"))) for number, day in enumerate(days))

    found = told(record(*edits))

    steps = sorted((it.step, it.as_of) for period in found.periods for it in period.changes)
    assert [f"{as_of:%Y-%m-%d}" for _, as_of in steps] == [
        "2024-02-05",
        "2024-03-05",
        "2024-03-05",
        "2024-03-05",
        "2024-05-05",
        "2024-05-05",
        "2024-05-05",
    ]
