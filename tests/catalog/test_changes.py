"""What changed between two catalogs, in classes that mean something for customers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import (
    AddOn,
    BackendService,
    Catalog,
    ChangeClass,
    Context,
    Customers,
    Entity,
    GitlabRealm,
    LicenseType,
    Reach,
    Ref,
    Service,
    Version,
    changes_between,
    evaluate,
    is_free,
    link,
    paired_entities,
)
from site_builder.catalog.reach import Situations
from tests.catalog.makers import primitive, source

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
PAST, BETWEEN, AHEAD = (
    datetime(2025, 1, 1, tzinfo=UTC),
    datetime(2026, 2, 1, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
)

# In each catalog there is every name, so that the situations are the same throughout.
NAMES = (
    *(AddOn(name=name) for name in ("duo_core", "duo_pro")),
    *(LicenseType(name=name) for name in ("premium", "ultimate")),
    *(GitlabRealm(name=name) for name in ("saas", "self-managed")),
)
OTHER = primitive(
    "explain_code",
    add_ons=("duo_core", "duo_pro"),
    license_types=("premium", "ultimate"),
    gitlab_realms=("saas", "self-managed"),
    cut_off_date=PAST,
)
PAID: dict[str, Any] = {
    "add_ons": ("duo_pro",),
    "license_types": ("premium", "ultimate"),
    "gitlab_realms": ("saas", "self-managed"),
    "cut_off_date": PAST,
}
ALL = 18  # two licenses and none, two add-ons and none, two realms


def catalog(*entities: Entity) -> Catalog:
    return link((*NAMES, *entities))


def told(
    before: dict[str, Any] | None, after: dict[str, Any] | None, **names: str
) -> list[tuple[str, tuple[str, ...]]]:
    """The classes and fields of what changed of one unit primitive."""
    return [(str(change.sort), change.fields) for change in between(before, after, **names)]


def between(before: dict[str, Any] | None, after: dict[str, Any] | None, old: str = "chat", new: str = "chat") -> Any:
    earlier = catalog(OTHER, *([primitive(old, **before)] if before is not None else []))
    later = catalog(OTHER, *([primitive(new, **after)] if after is not None else []))
    return changes_between(earlier, later, SINCE, UNTIL)


def reach(*, licenses: str, add_ons: str, without: str = "", realms: str = "saas self-managed") -> Reach:
    """Every combination of these; `-` stands for none, without those that are not named beside it."""
    having, names, where = (
        tuple(sorted("" if name == "-" else name for name in words.split())) for words in (add_ons, licenses, realms)
    )
    left = tuple(name for name in ("duo_core", "duo_pro") if "" in having and name not in having)
    some = Customers(
        license_types=names,
        add_ons=having,
        without=left or tuple(without.split()),
        gitlab_realms=where,
        every_license=len(names) == 3,
        every_realm=len(where) == 2,
    )
    return Reach(customers=(some,), of=ALL)


def test_who_has_what_is_called_otherwise_now_gains_and_loses_nothing() -> None:
    chat, owl = primitive("chat", **PAID), primitive("owl", add_ons=("duo_pro",), cut_off_date=PAST)
    code = primitive("code", add_ons=("duo_pro",))
    before = [AddOn(name="duo_pro", description="For developers."), LicenseType(name="premium", description="First.")]
    after = [AddOn(name="duo_plus", description="For developers."), LicenseType(name="first", description="First.")]
    kept = [it for it in NAMES if it.name not in {"duo_pro", "premium"}]
    sold = replace(chat, add_ons=("duo_plus", "duo_core"), license_types=("first", "ultimate"))
    moved = link((*kept, *after, sold, replace(code, add_ons=("duo_plus",))))

    found = changes_between(link((*kept, *before, chat, code, owl)), moved, SINCE, UNTIL)

    assert [(str(change.sort), change.ref.name, change.fields) for change in found] == [
        ("gained", "chat", ("add_ons",)),
        ("renamed", "duo_plus", ("name",)),
        ("renamed", "first", ("name",)),
        ("removed", "owl", ()),
    ]
    gained, *_, gone = found
    assert gained.reach == reach(licenses="first ultimate", add_ons="duo_core", without="duo_plus")
    assert (gone.reach and gone.reach.add_ons, gone.reach and gone.reach.of) == (("duo_plus",), ALL)


def test_what_names_others_that_have_another_name_now_is_followed_as_well() -> None:
    before, after = (
        (
            *(AddOn(name=f"{name}_{word}", description=word) for word in ("a", "b", "c")),
            primitive(
                f"{name}_chat", description="Chats.", add_ons=tuple(f"{name}_{word}" for word in ("a", "b", "c"))
            ),
            Service(
                name=f"{name}_old",
                description="For all.",
                unit_primitives=(f"{name}_chat",),
                basic_unit_primitive=f"{name}_chat",
            ),
        )
        for name in ("first", "second")
    )

    found = changes_between(link(before), link(after), SINCE, UNTIL)

    assert sorted((str(change.sort), change.ref.name) for change in found) == [
        ("renamed", f"second_{name}") for name in ("a", "b", "c", "chat", "old")
    ]


def test_what_keeps_its_name_stays_itself_beside_a_copy_of_what_it_stated() -> None:
    max_, plus, former = (
        AddOn(name=name, description=text)
        for name, text in (
            ("duo_max", "For developers."),
            ("duo_plus", "For developers."),
            ("duo_max", "Former edition, no longer sold."),
        )
    )
    chat = primitive("chat", **PAID | {"add_ons": ("duo_max",), "description": "Opens a chat."})
    copy, narrowed = replace(chat, name="chat_v2"), replace(chat, description="Legacy.", license_types=("ultimate",))

    def told_of(*after: Entity) -> list[tuple[str, str]]:
        found = changes_between(catalog(max_, chat), catalog(*after), SINCE, UNTIL)
        return [(str(it.sort), it.ref.name) for it in found]

    assert told_of(plus, former, chat) == [("added", "duo_plus"), ("facts_only", "duo_max")]
    assert told_of(max_, copy, narrowed) == [("added", "chat_v2"), ("lost", "chat"), ("facts_only", "chat")]


def test_a_name_that_something_new_has_now_is_another_where_that_is_known() -> None:
    sold = primitive("chat", **PAID | {"add_ons": ("duo_max",)})
    max_, plus = (AddOn(name=name, description="For developers.") for name in ("duo_max", "duo_plus"))
    after = catalog(plus, replace(max_, description="For owls."), sold)

    found = changes_between(catalog(max_, sold), after, SINCE, UNTIL, renamed={plus.ref: max_.ref})

    assert [(str(it.sort), it.ref.name) for it in found] == [
        ("added", "duo_max"),
        ("gained", "chat"),
        ("lost", "chat"),
        ("renamed", "duo_plus"),
    ]


def test_nothing_changes_between_two_catalogs_that_say_the_same() -> None:
    assert told(PAID, PAID) == []


def test_a_file_that_was_only_written_otherwise_is_no_change() -> None:
    before, after = (
        {**PAID, "source": source("unit_primitives/chat.yml", *lines)}
        for lines in (["name: chat"], ["# Chat", "name: chat"])
    )

    assert told(before, after) == []


def test_an_add_on_more_is_gained_by_those_who_have_only_it() -> None:
    (change,) = between(PAID, {**PAID, "add_ons": ("duo_core", "duo_pro")})

    assert (change.sort, change.fields) == (ChangeClass.GAINED, ("add_ons",))
    assert change.reach == reach(licenses="premium ultimate", add_ons="duo_core", without="duo_pro")
    assert change.moment is None


def test_an_add_on_less_is_lost_by_those_who_had_only_it() -> None:
    (change,) = between({**PAID, "add_ons": ("duo_core", "duo_pro")}, PAID)

    assert (change.sort, change.reach) == (
        ChangeClass.LOST,
        reach(licenses="premium ultimate", add_ons="duo_core", without="duo_pro"),
    )


def test_licenses_and_realms_are_gained_and_lost_too() -> None:
    (change,) = between({**PAID, "license_types": ("ultimate",)}, PAID)
    assert (change.sort, change.reach) == (ChangeClass.GAINED, reach(licenses="premium", add_ons="duo_pro"))

    (change,) = between(PAID, {**PAID, "gitlab_realms": ("saas",)})
    assert (change.sort, change.reach) == (
        ChangeClass.LOST,
        reach(licenses="premium ultimate", add_ons="duo_pro", realms="self-managed"),
    )


def test_one_for_another_is_gained_by_some_and_lost_by_others() -> None:
    gained, lost = between(PAID, {**PAID, "add_ons": ("duo_core",)})

    assert (gained.sort, gained.reach) == (
        ChangeClass.GAINED,
        reach(licenses="premium ultimate", add_ons="duo_core", without="duo_pro"),
    )
    assert (lost.sort, lost.reach) == (
        ChangeClass.LOST,
        reach(licenses="premium ultimate", add_ons="duo_pro", without="duo_core"),
    )


def test_what_is_free_is_gained_with_any_add_on_and_without() -> None:
    free = {**PAID, "cut_off_date": None, "license_types": ("ultimate",)}

    (change,) = between(free, {**free, "license_types": ("premium", "ultimate")})

    assert change.reach == reach(licenses="premium", add_ons="- duo_core duo_pro")


def test_an_add_on_of_what_is_still_free_counts_from_the_cut_off_on() -> None:
    free = {**PAID, "cut_off_date": AHEAD}

    (change,) = between(free, {**free, "add_ons": ("duo_core", "duo_pro")})

    assert (change.sort, change.moment) == (ChangeClass.GAINED, AHEAD)
    assert change.reach == reach(licenses="premium ultimate", add_ons="duo_core", without="duo_pro")


def test_an_add_on_counts_when_free_use_is_over_by_the_old_date_and_the_new() -> None:
    sooner, later = {**PAID, "cut_off_date": AHEAD}, {**PAID, "cut_off_date": AHEAD + timedelta(days=30)}

    for before, after in ((sooner, later), (later, sooner)):
        gained, moved = between(before, {**after, "add_ons": ("duo_core", "duo_pro")})
        assert (gained.sort, gained.moment) == (ChangeClass.GAINED, later["cut_off_date"])
        assert (moved.sort, moved.moment) == (ChangeClass.CUT_OFF_MOVED, after["cut_off_date"])


def test_an_add_on_that_is_never_enforced_is_a_fact_only() -> None:
    free = {**PAID, "cut_off_date": None}

    assert told(free, {**free, "add_ons": ("duo_core",)}) == [("facts_only", ("add_ons",))]


def test_the_order_of_a_list_is_a_fact_only() -> None:
    both = {**PAID, "add_ons": ("duo_core", "duo_pro")}

    assert told(both, {**both, "add_ons": ("duo_pro", "duo_core")}) == [("facts_only", ("add_ons",))]


def test_a_cut_off_that_passes_is_a_change_without_an_edit() -> None:
    (change,) = between({**PAID, "cut_off_date": BETWEEN}, {**PAID, "cut_off_date": BETWEEN})

    assert (change.sort, change.fields) == (ChangeClass.BECAME_PAID, ())
    assert change.reach == reach(licenses="premium ultimate", add_ons="- duo_core")


def test_a_cut_off_in_the_past_makes_paid_and_its_end_makes_free() -> None:
    free = {**PAID, "cut_off_date": None}

    assert told(free, PAID) == [("became_paid", ("cut_off_date",))]
    assert told(PAID, free) == [("became_free", ("cut_off_date",))]
    (change,) = between(PAID, free)
    assert change.reach == reach(licenses="premium ultimate", add_ons="- duo_core")


def test_who_gains_by_the_edit_that_makes_paid_is_told_beside_it() -> None:
    free = {**PAID, "cut_off_date": None, "license_types": ("ultimate",)}

    gained, paid = between(free, PAID)

    assert (gained.sort, gained.reach) == (ChangeClass.GAINED, reach(licenses="premium", add_ons="duo_pro"))
    assert (paid.sort, paid.reach) == (ChangeClass.BECAME_PAID, reach(licenses="ultimate", add_ons="- duo_core"))


def test_what_becomes_free_is_lost_by_nobody_who_has_it() -> None:
    (change, fact) = between(PAID, {**PAID, "cut_off_date": None, "add_ons": ()})

    assert (change.sort, change.reach) == (
        ChangeClass.BECAME_FREE,
        reach(licenses="premium ultimate", add_ons="- duo_core"),
    )
    assert (fact.sort, fact.fields) == (ChangeClass.FACTS_ONLY, ("add_ons",))


def test_what_becomes_free_for_a_time_is_lost_when_free_use_is_over() -> None:
    free, lost = between(PAID, {**PAID, "cut_off_date": AHEAD, "add_ons": ("duo_core",)})

    assert (free.sort, free.reach, free.moment) == (
        ChangeClass.BECAME_FREE,
        reach(licenses="premium ultimate", add_ons="- duo_core"),
        None,
    )
    assert (lost.sort, lost.reach, lost.moment) == (
        ChangeClass.LOST,
        reach(licenses="premium ultimate", add_ons="duo_pro", without="duo_core"),
        AHEAD,
    )


def test_what_becomes_free_elsewhere_is_lost_at_once_where_it_was() -> None:
    here, there = (
        {**PAID, "gitlab_realms": ("saas",)},
        {**PAID, "gitlab_realms": ("self-managed",), "cut_off_date": AHEAD},
    )

    free, lost = between(here, there)

    assert (free.sort, free.reach) == (
        ChangeClass.BECAME_FREE,
        reach(licenses="premium ultimate", add_ons="- duo_core duo_pro", realms="self-managed"),
    )
    assert (lost.sort, lost.reach, lost.moment) == (
        ChangeClass.LOST,
        reach(licenses="premium ultimate", add_ons="duo_pro", realms="saas"),
        None,
    )


def test_what_is_lost_is_lost_from_the_new_date_on_be_it_earlier_or_later() -> None:
    sooner, later = AHEAD, AHEAD + timedelta(days=30)
    both = {**PAID, "add_ons": ("duo_core", "duo_pro")}

    for before, after in ((sooner, later), (later, sooner)):
        lost, moved = between({**both, "cut_off_date": before}, {**PAID, "cut_off_date": after})
        assert (lost.sort, lost.reach) == (
            ChangeClass.LOST,
            reach(licenses="premium ultimate", add_ons="duo_core", without="duo_pro"),
        )
        assert (lost.moment, moved.moment) == (after, after)


def test_what_is_gained_at_once_hides_no_later_loss() -> None:
    before = {**PAID, "add_ons": ("duo_core", "duo_pro"), "gitlab_realms": ("saas",), "cut_off_date": AHEAD}

    gained, lost = between(before, {**PAID, "add_ons": ("duo_pro",), "cut_off_date": AHEAD})

    assert (gained.sort, gained.reach, gained.moment) == (
        ChangeClass.GAINED,
        reach(licenses="premium ultimate", add_ons="- duo_core duo_pro", realms="self-managed"),
        None,
    )
    assert (lost.sort, lost.reach, lost.moment) == (
        ChangeClass.LOST,
        reach(licenses="premium ultimate", add_ons="duo_core", without="duo_pro", realms="saas"),
        AHEAD,
    )


def test_a_date_that_lies_ahead_says_from_when_on_whom_it_will_reach() -> None:
    never, ahead, later = ({**PAID, "cut_off_date": date} for date in (None, AHEAD, AHEAD + timedelta(days=30)))
    losing = reach(licenses="premium ultimate", add_ons="- duo_core")

    for before, after, date in ((ahead, later, later["cut_off_date"]), (later, ahead, AHEAD), (never, ahead, AHEAD)):
        (change,) = between(before, after)
        assert (change.reach, change.moment, change.is_late) == (losing, date, False)


def test_a_date_that_is_taken_back_or_has_passed_will_reach_nobody() -> None:
    never, ahead, past, earlier = (
        {**PAID, "cut_off_date": date} for date in (None, AHEAD, PAST, PAST - timedelta(days=1))
    )

    (taken_back,) = between(ahead, never)
    assert (taken_back.reach, taken_back.moment, taken_back.is_late) == (None, None, False)
    (passed,) = between(past, earlier)
    assert (passed.reach, passed.moment, passed.is_late) == (None, None, True)


@pytest.mark.parametrize(
    ("date", "is_late"),
    [(PAST, True), (SINCE, True), (SINCE + timedelta(microseconds=1), False), (BETWEEN, False), (UNTIL, False)],
)
def test_a_cut_off_is_late_that_had_passed_before_anybody_could_read_it(date: datetime, is_late: bool) -> None:
    (change,) = between({**PAID, "cut_off_date": None}, {**PAID, "cut_off_date": date})

    assert (change.sort, change.is_late) == (ChangeClass.BECAME_PAID, is_late)


def test_a_cut_off_that_passes_as_it_was_announced_is_not_late() -> None:
    (change,) = between({**PAID, "cut_off_date": BETWEEN}, {**PAID, "cut_off_date": BETWEEN})

    assert not change.is_late


def test_a_date_that_moves_or_comes_without_taking_effect_is_told() -> None:
    ahead, later = {**PAID, "cut_off_date": AHEAD}, {**PAID, "cut_off_date": AHEAD + timedelta(days=30)}

    assert told(ahead, later) == [("cut_off_moved", ("cut_off_date",))]
    assert told({**PAID, "cut_off_date": None}, ahead) == [("cut_off_moved", ("cut_off_date",))]
    assert told(PAID, {**PAID, "cut_off_date": PAST + timedelta(days=1)}) == [("cut_off_moved", ("cut_off_date",))]


def test_a_date_that_moves_says_whom_it_reaches_and_whether_it_comes_too_late() -> None:
    later = AHEAD + timedelta(days=30)
    cases = ((AHEAD, later), (PAST, PAST + timedelta(days=1)), (AHEAD, None))
    found = [it for old, new in cases for it in between(PAID | {"cut_off_date": old}, PAID | {"cut_off_date": new})]

    assert [(change.is_late, change.moment, change.reach) for change in found] == [
        (False, later, reach(licenses="premium ultimate", add_ons="- duo_core")),
        (True, None, None),
        (False, None, None),
    ]


def test_a_date_and_an_add_on_that_change_together_count_from_the_later_date_on() -> None:
    later = AHEAD + timedelta(days=30)

    gained, lost, moved = between(
        {**PAID, "cut_off_date": AHEAD}, {**PAID, "cut_off_date": later, "add_ons": ("duo_core",)}
    )

    assert [(change.sort, change.moment) for change in (gained, lost, moved)] == [
        (ChangeClass.GAINED, later),
        (ChangeClass.LOST, later),
        (ChangeClass.CUT_OFF_MOVED, later),
    ]
    assert moved.reach == reach(licenses="premium ultimate", add_ons="- duo_pro")


def test_an_add_on_of_what_was_free_without_an_end_is_a_fact_beside_the_date_that_came() -> None:
    assert told({**PAID, "cut_off_date": None}, {**PAID, "cut_off_date": AHEAD, "add_ons": ("duo_core",)}) == [
        ("cut_off_moved", ("cut_off_date",)),
        ("facts_only", ("add_ons",)),
    ]


def test_a_license_of_what_is_still_free_counts_at_once() -> None:
    free = {**PAID, "cut_off_date": AHEAD}

    (change,) = between({**free, "license_types": ("ultimate",)}, free)

    assert (change.sort, change.moment) == (ChangeClass.GAINED, None)
    assert change.reach == reach(licenses="premium", add_ons="- duo_core duo_pro")


@pytest.mark.parametrize(("date", "is_late"), [(PAST, True), (SINCE, True), (BETWEEN, False)])
def test_a_cut_off_that_had_passed_when_it_was_stated_comes_too_late(date: datetime, is_late: bool) -> None:
    (change,) = between({**PAID, "cut_off_date": None}, {**PAID, "cut_off_date": date})

    assert (change.sort, change.is_late) == (ChangeClass.BECAME_PAID, is_late)


def test_what_becomes_paid_under_other_terms_is_kept_by_those_who_pay_under_these() -> None:
    """Free use was theirs: they gain and lose nothing."""
    lost, paid = between({**PAID, "cut_off_date": None}, {**PAID, "add_ons": ("duo_core",)})

    assert lost.reach == reach(licenses="premium ultimate", add_ons="duo_pro", without="duo_core")
    assert (paid.sort, paid.fields) == (ChangeClass.BECAME_PAID, ("cut_off_date",))
    assert told({**PAID, "cut_off_date": None, "add_ons": ()}, PAID) == [
        ("became_paid", ("cut_off_date",)),
        ("facts_only", ("add_ons",)),
    ]
    assert paid.reach == reach(licenses="premium ultimate", add_ons="-", without="duo_core duo_pro")


def test_what_becomes_paid_is_gained_by_those_who_had_it_not_even_while_it_was_free() -> None:
    before = {**PAID, "cut_off_date": None, "add_ons": (), "license_types": ("ultimate",)}
    gained, paid = between(before, {**PAID, "license_types": ("premium", "ultimate")})

    assert gained.sort == ChangeClass.GAINED
    assert gained.reach == reach(licenses="premium", add_ons="duo_pro")
    assert paid.reach == reach(licenses="ultimate", add_ons="- duo_core", without="duo_pro")


_MINIMUM, _FOR_FREE = "min_gitlab_version", "min_gitlab_version_for_free_access"


@pytest.mark.parametrize("field", [_MINIMUM, _FOR_FREE])
@pytest.mark.parametrize(
    ("old", "new", "sort"),
    [
        ("16.9", "16.10", "version_raised"),
        ("16.10", "16.9", "version_lowered"),
        (None, "16.9", "version_raised"),
        ("16.9", None, "version_lowered"),
    ],
)
def test_a_minimum_is_raised_or_lowered_and_none_is_the_lowest(
    field: str, old: str | None, new: str | None, sort: str
) -> None:
    date = PAST if field == "min_gitlab_version" else AHEAD
    before, after = ({**PAID, "cut_off_date": date, field: Version(it) if it else None} for it in (old, new))

    assert told(before, after) == [(sort, (field,))]
    before, after = ({**terms, "gitlab_realms": ("saas",)} for terms in (before, after))
    assert told(before, after) == [("facts_only", (field,))]
    assert told(before, {**after, "gitlab_realms": ("saas", "self-managed")}) == [
        ("gained", ("gitlab_realms",)),
        ("facts_only", (field,)),
    ]
    assert told({**before, "gitlab_realms": ("saas", "self-managed")}, after) == [
        ("lost", ("gitlab_realms",)),
        ("facts_only", (field,)),
    ]


def test_a_minimum_is_a_fact_only_where_nobody_is_asked_for_it_before_and_after() -> None:
    before, after = ({**PAID, _FOR_FREE: Version(it)} for it in ("16.8", "16.9"))
    assert told(before, after) == [("facts_only", (_FOR_FREE,))]

    before, after = ({**PAID, _MINIMUM: Version(it)} for it in ("16.9", "17.0"))
    without_end = ({**terms, "cut_off_date": None} for terms in (before, after))
    assert told(*without_end) == [("facts_only", (_MINIMUM,))]
    unsold = ({**terms, "add_ons": ()} for terms in (before, after))
    assert told(*unsold) == [("facts_only", (_MINIMUM,))]
    assert told(before, {**after, "license_types": ("ultimate",)})[-1] == ("version_raised", (_MINIMUM,))
    only = {"add_ons": ("duo_pro",), "license_types": ("premium",), "gitlab_realms": ("self-managed",)}
    for others in ({"license_types": ("ultimate",)}, {"gitlab_realms": ("saas",)}):
        assert told({**before, **only}, {**after, **only, **others})[-1] == ("facts_only", (_MINIMUM,))


@pytest.mark.parametrize("date", [PAST, AHEAD])
def test_who_has_an_add_on_of_before_and_one_of_after_keeps_it_and_needs_the_version_of_after(date: datetime) -> None:
    only = {"license_types": ("premium",), "gitlab_realms": ("self-managed",), "cut_off_date": date}
    before, after = (
        {"add_ons": (add_on,), _MINIMUM: minimum and Version(minimum), **only}
        for add_on, minimum in (("duo_pro", None), ("duo_core", "18.0"))
    )
    exchanged = [("gained", ("add_ons",)), ("lost", ("add_ons",))]

    assert told(before, after) == [*exchanged, ("version_raised", (_MINIMUM,))]
    assert told(after, before) == [*exchanged, ("version_lowered", (_MINIMUM,))]
    for others in ({"license_types": ("ultimate",)}, {"gitlab_realms": ("saas",)}):
        assert told(before, {**after, **others})[-1] == ("facts_only", (_MINIMUM,))
    everywhere = ({**terms, "gitlab_realms": ("saas",)} for terms in (before, after))
    assert told(*everywhere) == [*exchanged, ("facts_only", (_MINIMUM,))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            (PAST, "16.9", None),
            (None, "16.9", "17.0"),
            [("version_raised", (_MINIMUM, _FOR_FREE)), ("facts_only", (_FOR_FREE,))],
        ),
        ((PAST, "16.9", "16.8"), (None, "16.9", "16.8"), [("version_lowered", (_MINIMUM, _FOR_FREE))]),
        ((PAST, "16.9", "16.9"), (None, "16.9", "16.9"), []),
        (
            (PAST, "16.9", "16.8"),
            (None, "16.10", "16.8"),
            [("version_lowered", (_MINIMUM, _FOR_FREE)), ("facts_only", (_MINIMUM,))],
        ),
        (
            (PAST, "16.9", "17.0"),
            (AHEAD, "17.1", "17.0"),
            [("version_raised", (_MINIMUM, _FOR_FREE)), ("version_raised", (_MINIMUM,))],
        ),
        ((BETWEEN, "16.9", "16.8"), (BETWEEN, "16.9", "16.8"), [("version_raised", (_FOR_FREE, _MINIMUM))]),
        ((AHEAD, "16.9", "16.8"), (PAST, "16.9", "16.8"), [("version_raised", (_FOR_FREE, _MINIMUM))]),
        ((AHEAD, "16.9", "16.8"), (AHEAD, "17.0", "16.8"), [("version_raised", (_MINIMUM,))]),
        (
            (AHEAD, "16.9", "16.8"),
            (None, "17.0", "16.8"),
            [("version_lowered", (_MINIMUM, _FOR_FREE)), ("facts_only", (_MINIMUM,))],
        ),
    ],
)
def test_versions_are_compared_as_they_count_now_and_once_free_use_is_over(
    old: tuple[Any, ...], new: tuple[Any, ...], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    before, after = (
        {
            **PAID,
            "cut_off_date": date,
            _MINIMUM: paid and Version(paid),
            _FOR_FREE: free and Version(free),
        }
        for date, paid, free in (old, new)
    )

    found = [it for it in told(before, after) if it[0] in {"version_raised", "version_lowered", "facts_only"}]
    assert found == expected


def test_what_is_free_for_ever_and_will_be_sold_needs_the_version_from_then_on() -> None:
    stated = {**PAID, _MINIMUM: Version("16.9"), _FOR_FREE: Version("16.8"), "cut_off_date": None}

    *_, version = between(stated, {**stated, "cut_off_date": AHEAD})
    assert (version.sort, version.fields, version.moment) == ("version_raised", (_FOR_FREE, _MINIMUM), AHEAD)
    *_, version = between(
        {**stated, "cut_off_date": AHEAD}, {**stated, "cut_off_date": AHEAD, _MINIMUM: Version("17.0")}
    )
    assert (version.sort, version.fields, version.moment) == ("version_raised", (_MINIMUM,), AHEAD)
    _, version, _ = between({**stated, "add_ons": ()}, {**stated, "cut_off_date": AHEAD})
    assert (version.sort, version.fields, version.moment) == ("version_raised", (_FOR_FREE, _MINIMUM), AHEAD)


def test_versions_are_compared_only_where_somebody_can_use_it_before_and_once_free_use_is_over() -> None:
    stated = {**PAID, _MINIMUM: Version("16.9"), _FOR_FREE: Version("16.8"), "cut_off_date": None}
    before, after = {**stated, "license_types": ("premium",)}, {**stated, "license_types": ("ultimate",)}
    assert "version_raised" not in {sort for sort, _ in told(before, {**after, "cut_off_date": AHEAD})}

    before = {**stated, "cut_off_date": AHEAD}
    after = {**before, _MINIMUM: Version("17.0")}
    assert ("version_raised", (_MINIMUM,)) in told(before, after)
    for unsold, sold in ((before, after), (after, before)):
        assert told({**unsold, "add_ons": ()}, sold)[-1] == ("facts_only", (_MINIMUM,))


LATER = AHEAD + timedelta(days=30)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((LATER, "18.0", "16.8"), (AHEAD, "18.0", "16.8"), [("version_raised", (_FOR_FREE, _MINIMUM), AHEAD)]),
        ((LATER, None, "18.0"), (AHEAD, None, "18.0"), [("version_lowered", (_FOR_FREE, _MINIMUM), AHEAD)]),
        ((AHEAD, "18.0", "16.8"), (LATER, "18.0", "16.8"), [("version_lowered", (_MINIMUM, _FOR_FREE), AHEAD)]),
        ((AHEAD, None, "18.0"), (LATER, None, "18.0"), [("version_raised", (_MINIMUM, _FOR_FREE), AHEAD)]),
        ((AHEAD, None, "18.0"), (None, None, "18.0"), [("version_raised", (_MINIMUM, _FOR_FREE), AHEAD)]),
        ((None, None, "18.0"), (AHEAD, None, "18.0"), [("version_lowered", (_FOR_FREE, _MINIMUM), AHEAD)]),
        (
            (LATER, "17.0", "16.8"),
            (AHEAD, "18.0", "16.8"),
            [("version_raised", (_FOR_FREE, _MINIMUM), AHEAD), ("version_raised", (_MINIMUM,), LATER)],
        ),
        ((LATER, "17.0", "18.0"), (AHEAD, "18.0", "18.0"), [("version_raised", (_MINIMUM,), LATER)]),
        (
            (AHEAD, "16.9", "16.8"),
            (LATER, "18.0", "17.0"),
            [
                ("version_raised", (_FOR_FREE,), None),
                ("version_raised", (_MINIMUM, _FOR_FREE), AHEAD),
                ("version_raised", (_MINIMUM,), LATER),
            ],
        ),
        (
            (AHEAD, "17.0", "16.8"),
            (PAST, "18.0", "16.8"),
            [("version_raised", (_FOR_FREE, _MINIMUM), None), ("version_raised", (_MINIMUM,), AHEAD)],
        ),
        ((UNTIL, "18.0", "16.8"), (None, "18.0", "16.8"), []),
        ((BETWEEN, "18.0", "16.8"), (None, "18.0", "16.8"), []),
        ((LATER, "18.0", "18.0"), (AHEAD, "18.0", "18.0"), []),
    ],
)
def test_an_end_of_free_use_that_moves_or_goes_says_from_when_on_another_version_counts(
    old: tuple[Any, ...], new: tuple[Any, ...], expected: list[tuple[str, tuple[str, ...], datetime | None]]
) -> None:
    before, after = (
        {**PAID, "cut_off_date": date, _MINIMUM: paid and Version(paid), _FOR_FREE: free and Version(free)}
        for date, paid, free in (old, new)
    )

    versions = [it for it in between(before, after) if it.sort in {"version_raised", "version_lowered"}]
    assert [(it.sort, it.fields, it.moment) for it in versions] == expected


def test_from_when_on_another_version_counts_is_told_of_those_who_have_an_add_on_by_then() -> None:
    stated = {**PAID, _FOR_FREE: Version("18.0"), "cut_off_date": AHEAD, "add_ons": ()}

    assert told(stated, {**stated, "cut_off_date": None}) == [("cut_off_moved", ("cut_off_date",))]


def test_a_deprecation_is_told_once() -> None:
    deprecated = {**PAID, "deprecation_message": "Use agents."}

    both = {**deprecated, "deprecated_by_url": "https://a.b/"}

    assert told(PAID, deprecated) == [("deprecated", ("deprecation_message",))]
    assert told(PAID, both) == [("deprecated", ("deprecation_message", "deprecated_by_url"))]
    assert told(deprecated, both) == [("facts_only", ("deprecated_by_url",))]
    assert told(deprecated, PAID) == [("facts_only", ("deprecation_message",))]


def test_other_facts_are_facts_only() -> None:
    assert told(PAID, {**PAID, "description": "New.", "group": "group::x", "status": "beta"}) == [
        ("facts_only", ("description", "status", "group"))
    ]


def test_what_comes_and_goes_says_for_whom() -> None:
    (added,) = between(None, PAID)
    assert (added.sort, added.before, added.after.name) == (ChangeClass.ADDED, None, "chat")
    assert added.reach == reach(licenses="premium ultimate", add_ons="duo_pro")

    (removed,) = between(PAID, None)
    assert (removed.sort, removed.ref.name, removed.after) == (ChangeClass.REMOVED, "chat", None)
    assert removed.reach == reach(licenses="premium ultimate", add_ons="duo_pro")


def test_what_goes_was_there_for_whom_it_worked_before() -> None:
    (removed,) = between({**PAID, "cut_off_date": BETWEEN}, None)

    assert removed.reach == reach(licenses="premium ultimate", add_ons="- duo_core duo_pro")


def test_an_alias_makes_a_rename_and_other_changes_are_told_beside_it() -> None:
    after = {**PAID, "alias_names": ("chat",), "add_ons": ("duo_core", "duo_pro"), "description": "Other."}

    assert told(PAID, after, new="talk") == [
        ("gained", ("add_ons",)),
        ("renamed", ("name",)),
        ("facts_only", ("description",)),
    ]
    assert {(it.before.name, it.after.name, str(it.ref)) for it in between(PAID, after, new="talk")} == {
        ("chat", "talk", "unit_primitive/talk")
    }


def test_who_takes_another_in_as_an_alias_is_who_had_the_name_whatever_else_is_edited() -> None:
    chat, talk = primitive("chat", **PAID, description="Chats."), primitive("talk", **PAID, description="Talks.")
    more = replace(talk, description="Talks, and chats.", add_ons=("duo_core", "duo_pro"), alias_names=("chat",))

    found = changes_between(catalog(OTHER, chat, talk), catalog(OTHER, more), SINCE, UNTIL)

    assert [f"{it.sort} {it.ref.name}" for it in found] == ["gained talk", "removed chat", "facts_only talk"]


def test_of_several_aliases_the_former_name_is_that_of_what_states_the_same() -> None:
    before = (primitive(name, **PAID, description=f"Does {name}.") for name in ("chat", "talk"))
    after = primitive("speak", **PAID, description="Does talk.", alias_names=("chat", "talk"))

    found = changes_between(catalog(OTHER, *before), catalog(OTHER, after), SINCE, UNTIL)

    assert [(f"{it.sort} {it.ref.name}", it.before and it.before.name) for it in found] == [
        ("renamed speak", "talk"),
        ("removed chat", "chat"),
    ]


def test_of_aliases_that_nothing_tells_apart_the_first_counts() -> None:
    before = (primitive(name, **PAID, description=f"Does {name}.") for name in ("chat", "talk"))
    after = primitive("speak", **PAID, description="Speaks.", alias_names=("talk", "chat"))

    found = changes_between(catalog(OTHER, *before), catalog(OTHER, after), SINCE, UNTIL)

    assert [it.before and it.before.name for it in found if it.sort is ChangeClass.RENAMED] == ["talk"]


def test_a_rename_that_is_taken_back_is_followed_by_the_alias_of_then() -> None:
    says = {"chat": "Chats.", "talk": "Talks."}
    chat, talk = (primitive(name, **PAID, description=text) for name, text in says.items())
    both = primitive("speak", **PAID, description="Answers questions.", alias_names=("chat", "talk"))

    def told_of(before: Entity, *after: Entity) -> list[str]:
        found = changes_between(catalog(OTHER, before), catalog(OTHER, *after), SINCE, UNTIL)
        return [f"{it.sort} {it.ref.name}" for it in found]

    assert told_of(both, chat) == ["renamed chat", "facts_only chat"]
    assert told_of(both, chat, talk) == ["added talk", "renamed chat", "facts_only chat"]
    assert told_of(replace(both, description="Talks."), chat, talk) == ["added chat", "renamed talk"]
    assert told_of(both, chat, replace(both, description="Speaks.", alias_names=())) == [
        "added chat",
        "facts_only speak",
    ]
    assert told_of(both, chat, replace(talk, alias_names=("speak",))) == [
        "added chat",
        "renamed talk",
        "facts_only talk",
    ]


def test_all_that_came_changed_and_went_is_told_by_class_and_then_by_kind_and_name() -> None:
    before = link(
        (*NAMES, *(primitive(name, description=name) for name in "abc"), AddOn(name="old_1"), AddOn(name="old_2"))
    )
    after = link((*NAMES, *(primitive(name, description=f"{name} anew") for name in "cde"), AddOn(name="new_1")))

    assert [(str(it.sort), str(it.ref)) for it in changes_between(before, after, SINCE, UNTIL)] == [
        ("added", "unit_primitive/d"),
        ("added", "unit_primitive/e"),
        ("added", "add_on/new_1"),
        ("removed", "unit_primitive/a"),
        ("removed", "unit_primitive/b"),
        ("removed", "add_on/old_1"),
        ("removed", "add_on/old_2"),
        ("facts_only", "unit_primitive/c"),
    ]


def test_a_likeness_makes_a_rename_without_an_alias() -> None:
    said = {**PAID, "description": "Opens a chat, as nothing else does."}

    assert told(said, said, new="talk") == [("renamed", ("name",))]
    assert told(said, {**said, "min_gitlab_version": Version("16.9")}, new="talk") == [
        ("version_raised", ("min_gitlab_version",)),
        ("renamed", ("name",)),
    ]


def test_who_has_a_name_now_is_who_had_it_unless_a_swap_or_a_chain_says_otherwise() -> None:
    says = {"a": "Opens a chat, as nothing else does.", "b": "Explains code.", "c": "Writes tests."}
    a, b, c = (primitive(name, description=text) for name, text in says.items())

    def told_of(before: tuple[Entity, ...], after: tuple[Entity, ...]) -> list[tuple[str, str, str]]:
        found = changes_between(catalog(*before), catalog(*after), SINCE, UNTIL)
        return [(str(it.sort), it.before.name if it.before else "", it.after.name if it.after else "") for it in found]

    assert told_of((a,), (replace(a, name="d"), replace(b, name="a"))) == [("added", "", "d"), ("facts_only", "a", "a")]
    assert told_of((a, b), (replace(a, name="b"), replace(c, name="a"))) == [
        ("facts_only", "a", "a"),
        ("facts_only", "b", "b"),
    ]
    assert told_of((a, b), (replace(a, name="d"), replace(b, name="a"), replace(c, name="b"))) == [
        ("added", "", "d"),
        ("facts_only", "a", "a"),
        ("facts_only", "b", "b"),
    ]
    like = primitive("e", description=says["a"], status="beta")
    assert told_of((a, like), (replace(a, name="d"), replace(b, name="a"))) == [
        ("renamed", "e", "d"),
        ("facts_only", "a", "a"),
        ("facts_only", "e", "d"),
    ]
    assert told_of((a, b), (replace(a, name="b"),)) == [("removed", "a", ""), ("facts_only", "b", "b")]
    assert told_of((b, c, a), (replace(b, name="c"), replace(c, name="a"))) == [
        ("removed", "b", ""),
        ("facts_only", "a", "a"),
        ("facts_only", "c", "c"),
    ]
    assert told_of((a, b), (replace(a, name="b"), replace(b, name="d"))) == [
        ("renamed", "a", "b"),
        ("renamed", "b", "d"),
    ]
    assert told_of((a, b), (replace(a, name="b"), replace(b, name="a"))) == [
        ("renamed", "b", "a"),
        ("renamed", "a", "b"),
    ]
    assert told_of((a,), (replace(a, name="d"), replace(a, status="beta"))) == [
        ("added", "", "d"),
        ("facts_only", "a", "a"),
    ]
    assert told_of((a, b), (replace(c, name="a"), b)) == [("facts_only", "a", "a")]


def test_a_name_goes_with_an_alias_though_something_has_it() -> None:
    a = primitive("a", description="Opens a chat, as nothing else does.")
    other, copy = replace(a, description="Explains code."), replace(a, name="d")

    def former(*after: Entity) -> dict[str, str]:
        return {now.name: was.name for was, now in paired_entities((a,), after) if was and now}

    assert former(other, copy) == {"a": "a"}
    assert former(other, replace(copy, visibility="internal")) == {"a": "a"}
    assert former(other, replace(copy, alias_names=("a",))) == {"d": "a"}  # as in a commit with errors


def test_what_named_what_is_gone_names_it_no_more_where_another_has_its_name_now() -> None:
    bee, cat, taker = (AddOn(name=name, description=text) for name, text in (("bee", "B"), ("cat", "C"), ("bee", "C")))
    one = primitive("one", add_ons=("bee",), cut_off_date=PAST)
    both = primitive("two", add_ons=("bee", "cat"), cut_off_date=PAST)

    after = catalog(taker, one, replace(both, add_ons=("bee",)))
    found = changes_between(catalog(bee, cat, one, both), after, SINCE, UNTIL, renamed={taker.ref: cat.ref})

    assert [(str(it.sort), it.ref.name, it.reach and it.reach.add_ons) for it in found] == [
        ("gained", "one", ("bee",)),
        ("lost", "one", ("bee!",)),
        ("lost", "two", ("bee!",)),
        ("renamed", "bee", None),
        ("removed", "bee", None),
    ]
    assert [getattr(it.before, "add_ons", ()) for it in found[:3]] == [("bee!",), ("bee!",), ("bee!", "bee")]


def test_the_same_terms_are_no_likeness() -> None:
    one, other = {**PAID, "description": "One."}, {**PAID, "description": "Another."}

    assert [sort for sort, _ in told(one, other, new="talk")] == ["added", "removed"]


def test_of_two_that_could_be_the_new_one_the_liker_is_taken_and_each_once() -> None:
    said = {**PAID, "description": "Opens a chat."}
    before = catalog(OTHER, primitive("a", **said), primitive("b", **{**said, "status": "beta"}))
    after = catalog(OTHER, primitive("c", **{**said, "status": "beta"}))

    assert [(str(it.sort), it.before and it.before.name) for it in changes_between(before, after, SINCE, UNTIL)] == [
        ("renamed", "b"),
        ("removed", "a"),
    ]


def test_one_that_could_have_become_two_has_become_the_liker() -> None:
    old, alike, liker = (
        primitive(name, description="Says what code does.", status=status, milestone=milestone, **PAID)
        for name, status, milestone in (("a", "beta", "16.1"), ("b", "beta", "16.2"), ("c", "beta", "16.1"))
    )

    found = changes_between(catalog(OTHER, old), catalog(OTHER, alike, liker), SINCE, UNTIL)

    assert [(str(change.sort), change.ref.name) for change in found] == [("added", "b"), ("renamed", "c")]


def test_three_of_four_facts_are_enough_for_a_likeness() -> None:
    stated: dict[str, Any] = {
        "description": "Runs models.",
        "jwt_aud": "models",
        "project_url": "https://a.b/",
        "group": "group::x",
    }
    old, new = BackendService(name="a", **stated), BackendService(name="b", **{**stated, "group": "group::y"})

    found = changes_between(catalog(OTHER, old), catalog(OTHER, new), SINCE, UNTIL)

    assert [(str(change.sort), change.fields) for change in found] == [
        ("renamed", ("name",)),
        ("facts_only", ("group",)),
    ]


@pytest.mark.parametrize(
    "stated",
    [
        {"description": " Unknown", "group": "group::unknown", "documentation_url": "https://unknown.invalid/"},
        {"introduced_by_url": "https://gitlab.example/1", "milestone": "17.1", "status": "beta"},
    ],
    ids=["stand-ins", "of one merge request"],
)
def test_what_many_state_alike_makes_no_rename(stated: dict[str, str]) -> None:
    found = changes_between(
        catalog(OTHER, primitive("chat", **PAID, **stated)),
        catalog(OTHER, primitive("write", **PAID, **stated)),
        SINCE,
        UNTIL,
    )

    assert [f"{it.sort} {it.ref.name}" for it in found] == ["added write", "removed chat"]


def test_other_kinds_come_go_and_change_facts() -> None:
    before = link((*NAMES, AddOn(name="duo_max", description="A."), primitive("a", add_ons=("duo_max",))))
    after = link((*NAMES, AddOn(name="duo_plus", description="B."), primitive("a", add_ons=("duo_plus",))))

    assert [(str(it.sort), str(it.ref), it.reach) for it in changes_between(before, after, SINCE, UNTIL)] == [
        ("added", "add_on/duo_plus", None),
        ("removed", "add_on/duo_max", None),
        ("facts_only", "unit_primitive/a", None),
    ]


def test_who_has_a_bundle_that_only_one_of_the_catalogs_knows_is_reached_too() -> None:
    named = {**PAID, "add_ons": ("duo_max",)}
    before, after = catalog(AddOn(name="duo_max"), primitive("chat", **named)), catalog(primitive("chat", **PAID))

    gained, lost, _ = changes_between(before, after, SINCE, UNTIL)
    assert (gained.reach and gained.reach.add_ons, lost.reach and lost.reach.add_ons) == (("duo_pro",), ("duo_max",))
    _, gained, lost = changes_between(after, before, SINCE, UNTIL)
    assert (gained.reach and gained.reach.add_ons, lost.reach and lost.reach.add_ons) == (("duo_max",), ("duo_pro",))


def test_what_is_free_everywhere_reaches_also_those_whom_only_the_given_situations_know() -> None:
    free = {**PAID, "cut_off_date": None, "gitlab_realms": ()}
    among = Situations(entity.ref for entity in (*NAMES, GitlabRealm(name="dedicated")))

    (change,) = changes_between(catalog(), catalog(primitive("chat", **free)), SINCE, UNTIL, among)

    assert change.reach
    assert (change.reach.of, change.reach.gitlab_realms) == (27, ("dedicated", "saas", "self-managed"))


TERMS = st.fixed_dictionaries(
    {
        "add_ons": st.sampled_from([(), ("duo_pro",), ("duo_core", "duo_pro")]),
        "license_types": st.sampled_from([(), ("premium",), ("premium", "ultimate")]),
        "gitlab_realms": st.sampled_from([(), ("saas",), ("saas", "self-managed")]),
        "cut_off_date": st.sampled_from([None, PAST, BETWEEN, AHEAD]),
        "min_gitlab_version": st.sampled_from([None, Version("16.9"), Version("17.0")]),
        "deprecation_message": st.sampled_from([None, "Use agents."]),
    }
)


@given(TERMS, TERMS)
def test_nothing_that_customers_gain_or_lose_goes_untold(before: dict[str, Any], after: dict[str, Any]) -> None:
    old, new = catalog(OTHER, primitive("chat", **before)), catalog(OTHER, primitive("chat", **after))
    found = changes_between(old, new, SINCE, UNTIL)
    shown = (old.unit_primitives["chat"], new.unit_primitives["chat"])
    sorts = {change.sort for change in found}

    assert bool(found) == (before != after or BETWEEN in (before["cut_off_date"], after["cut_off_date"]))
    earlier, later = primitive("chat", **before), primitive("chat", **after)
    assert is_free(earlier, SINCE) == is_free(later, UNTIL) or sorts & {
        ChangeClass.BECAME_PAID,
        ChangeClass.BECAME_FREE,
    }
    told_fields = {field for change in found for field in change.fields}
    assert told_fields >= {field for field in before if before[field] != after[field]}
    assert all(change.reach is None or change.reach.of == ALL for change in found)
    assert all((change.before, change.after) == shown for change in found)


@given(TERMS, TERMS)
def test_gains_and_losses_are_those_that_happen(before: dict[str, Any], after: dict[str, Any]) -> None:
    old, new = catalog(OTHER, primitive("chat", **before)), catalog(OTHER, primitive("chat", **after))
    earlier, later = old.unit_primitives["chat"], new.unit_primitives["chat"]
    among = Situations(entity.ref for entity in (*old, *new))
    worked, works = among.working(earlier, SINCE), among.working(later, UNTIL)
    told = {
        change.sort: change.reach
        for change in changes_between(old, new, SINCE, UNTIL)
        if change.moment is None and change.reach
    }

    if is_free(later, UNTIL) or not is_free(earlier, SINCE):
        gained = told.get(ChangeClass.GAINED) or told.get(ChangeClass.BECAME_FREE)
        assert ((gained and gained.contexts) or 0) == len(works - worked)
        lost = told.get(ChangeClass.LOST)
        assert ((lost and lost.contexts) or 0) == len(worked - works)


def test_empty_catalogs_have_no_changes() -> None:
    assert changes_between(Catalog.of(()), Catalog.of(()), SINCE, UNTIL) == ()


@given(TERMS)
def test_whom_it_works_for_is_what_the_rule_says_in_each_situation(stated: dict[str, Any]) -> None:
    asked, among = primitive("chat", **stated), [entity.ref for entity in NAMES]

    found = Situations([*among, *(Ref(kind="add_on", name=name) for name in ("other", "others"))]).working(asked, SINCE)

    situations = product(
        ("premium", "ultimate", ""), ("duo_core", "duo_pro", "other", "others", ""), ("saas", "self-managed")
    )
    assert found == {
        (license, add_on, realm)
        for license, add_on, realm in situations
        if evaluate(
            asked, Context(license_type=license, add_ons=frozenset({add_on} - {""}), realm=realm, moment=SINCE)
        ).available
    }


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, "added chat, removed talk"),
        ({"unit_primitive chat": "unit_primitive talk"}, "renamed chat"),
        ({"add_on chat": "add_on talk"}, "added chat, removed talk"),
        ({"unit_primitive chat": "unit_primitive gone"}, "added chat, removed talk"),
        ({"unit_primitive hidden": "unit_primitive talk"}, "added chat, removed talk"),
    ],
)
def test_who_knows_what_had_another_name_is_believed_where_both_are_there(known: dict[str, str], told: str) -> None:
    before, after = (
        Catalog.of((primitive(name, alias_names=aliases),)) for name, aliases in (("talk", ()), ("chat", ("talk",)))
    )
    renamed = {_ref(new): _ref(old) for new, old in known.items()}

    found = changes_between(before, after, SINCE, UNTIL, renamed=renamed)

    assert ", ".join(f"{change.sort} {change.ref.name}" for change in found if change.sort != "facts_only") == told
    assert [change.sort for change in changes_between(before, after, SINCE, UNTIL)] == ["renamed"]


def _ref(text: str) -> Ref:
    kind, name = text.split(" ")
    return Ref(kind=kind, name=name)
