"""Whom a change reaches: everybody for whom it is true, with whatever add-ons together, and nobody else."""

from collections import defaultdict
from datetime import datetime
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.catalog import (
    GITLAB_COM,
    Catalog,
    Change,
    ChangeClass,
    Context,
    UnitPrimitive,
    Version,
    changes_between,
    evaluate,
    is_free,
    oldest_version,
)
from tests.catalog.makers import ADD_ONS, LICENSE_TYPES, REALMS, bundles, catalog, moment, primitive

SINCE, UNTIL = moment("2026-01-01T00:00"), moment("2026-04-01T00:00")
CUT_OFFS = (None, *map(moment, ("2025-01-01T00:00", "2026-02-01T00:00", "2026-06-01T00:00", "2026-07-01T00:00")))
PAID: dict[str, Any] = {"license_types": LICENSE_TYPES, "gitlab_realms": REALMS, "cut_off_date": "2025-01-01T00:00"}

Customer = tuple[str, frozenset[str], str]  # license, all of the add-ons, realm
HAVING = [frozenset(some) for count in range(len(ADD_ONS) + 1) for some in combinations(ADD_ONS, count)]
EVERYBODY: list[Customer] = list(product((*LICENSE_TYPES, ""), HAVING, REALMS))


def some_of(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([tuple(some) for count in range(len(names) + 1) for some in combinations(names, count)])


TERMS = st.fixed_dictionaries(
    {
        "add_ons": some_of(ADD_ONS),
        "license_types": some_of(LICENSE_TYPES),
        "gitlab_realms": some_of(REALMS),
    }
)
MINIMUMS = st.fixed_dictionaries(
    {
        "min_gitlab_version": st.sampled_from([None, "16.9", "17.0"]),
        "min_gitlab_version_for_free_access": st.sampled_from([None, "16.8", "17.0"]),
    }
)


def told(change: Change) -> list[Customer]:
    """Those of whom the change is said, as often as it is said of them."""
    assert change.reach
    return [
        (license, having, realm)
        for some in change.reach.customers
        for license, having, realm in EVERYBODY
        if license in some.license_types and realm in some.gitlab_realms
        if ("" in some.add_ons or not having.isdisjoint(some.add_ons)) and having.isdisjoint(some.without)
    ]


def users(entity: UnitPrimitive, at: datetime) -> set[Customer]:
    """Those for whom it works at a moment."""
    return {
        (license, having, realm)
        for license, having, realm in EVERYBODY
        if evaluate(entity, Context(license_type=license, add_ons=having, realm=realm, moment=at)).available
    }


def paying(entity: UnitPrimitive) -> set[Customer]:
    """Those for whom it works, or would, once free use is over."""
    return users(primitive(**terms(entity) | {"cut_off_date": SINCE}), SINCE)


def terms(entity: UnitPrimitive) -> dict[str, Any]:
    return {field: getattr(entity, field) for field in ("add_ons", "license_types", "gitlab_realms")}


@pytest.mark.parametrize(("earlier", "later"), [*product(CUT_OFFS, repeat=2)])
@given(TERMS, TERMS)
@settings(max_examples=40)
def test_it_is_said_once_of_everybody_of_whom_it_is_true_and_of_nobody_else(
    earlier: datetime | None, later: datetime | None, before: dict[str, Any], after: dict[str, Any]
) -> None:
    old, new = primitive(**before, cut_off_date=earlier), primitive(**after, cut_off_date=later)
    worked, works, paid_before, paid_after = users(old, SINCE), users(new, UNTIL), paying(old), paying(new)
    was_free, free = is_free(old, SINCE), is_free(new, UNTIL)
    ended, begun = was_free and not free, free and not was_free
    had = paid_before if ended else worked
    nobody: set[Customer] = set()
    expected = {
        (ChangeClass.GAINED, False): nobody if begun else works - worked,
        (ChangeClass.BECAME_FREE, False): works - worked if begun else nobody,
        (ChangeClass.LOST, False): had - works,
        (ChangeClass.BECAME_PAID, False): worked - paid_before - works if ended else nobody,
    }
    if free and new.cut_off_date and old.cut_off_date:
        expected[ChangeClass.GAINED, True] = paid_after - paid_before - (works - worked)
        expected[ChangeClass.LOST, True] = paid_before - paid_after - (worked - works)
    if free and was_free and new.cut_off_date and new.cut_off_date != old.cut_off_date:
        expected[ChangeClass.CUT_OFF_MOVED, True] = works - paid_after

    found: dict[tuple[ChangeClass, bool], list[Customer]] = defaultdict(list)
    for change in changes_between(catalog(old), catalog(new), SINCE, UNTIL):
        if change.reach:
            found[change.sort, change.moment is not None] += told(change)
    assert all(len(customers) == len(set(customers)) for customers in found.values())
    assert {key: set(customers) for key, customers in found.items() if customers} == {
        key: customers for key, customers in expected.items() if customers
    }


@pytest.mark.parametrize(("earlier", "later"), [*product(CUT_OFFS, repeat=2)])
@given(TERMS, TERMS, MINIMUMS, MINIMUMS)
@settings(max_examples=40)
def test_a_version_is_told_of_where_somebody_keeps_it_and_needs_another_from_when_on_that_is_so(
    earlier: datetime | None,
    later: datetime | None,
    before: dict[str, Any],
    after: dict[str, Any],
    needed: dict[str, Any],
    needed_now: dict[str, Any],
) -> None:
    old = primitive(**before, **needed, cut_off_date=earlier)
    new = primitive(**after, **needed_now, cut_off_date=later)
    ends = sorted(date for date in {earlier, later} if date and date > UNTIL)
    expected: dict[tuple[Version | None, Version | None], datetime] = {}
    for then, now in ((SINCE, UNTIL), *zip(ends, ends, strict=True)):
        was, needs = oldest_version(old, then), oldest_version(new, now)
        if was != needs and any(realm != GITLAB_COM for _, _, realm in users(old, then) & users(new, now)):
            expected.setdefault((was, needs), now)

    found: dict[tuple[Version | None, Version | None], datetime] = {}
    for change in changes_between(catalog(old), catalog(new), SINCE, UNTIL):
        if change.sort in {ChangeClass.VERSION_RAISED, ChangeClass.VERSION_LOWERED}:
            pair = getattr(change.before, change.fields[0]), getattr(change.after, change.fields[-1])
            found.setdefault(pair, change.moment or UNTIL)
    assert found == expected


@given(TERMS, st.sampled_from(CUT_OFFS))
def test_what_comes_is_said_of_those_who_have_it_and_what_goes_of_those_who_had_it(
    stated: dict[str, Any], cut_off: datetime | None
) -> None:
    entity = primitive(**stated, cut_off_date=cut_off)
    (added,) = changes_between(catalog(), catalog(entity), SINCE, UNTIL)
    (removed,) = changes_between(catalog(entity), catalog(), SINCE, UNTIL)

    assert sorted(told(added), key=repr) == sorted(users(entity, UNTIL), key=repr)
    assert sorted(told(removed), key=repr) == sorted(users(entity, SINCE), key=repr)


@pytest.mark.parametrize(
    ("before", "after", "reached"),
    [
        (
            {"add_ons": ("duo_core",), "license_types": ("premium",)},
            {"add_ons": ("duo_pro",)},
            ["premium: duo_pro, not duo_core, anywhere", "ultimate: duo_pro, anywhere"],
        ),
        (
            {"add_ons": ("duo_core",), "gitlab_realms": ("saas",)},
            {"add_ons": ("duo_pro",)},
            ["premium ultimate: duo_pro, dedicated self-managed", "premium ultimate: duo_pro, not duo_core, saas"],
        ),
        (
            {"add_ons": ("duo_pro",), "license_types": ("premium",)},
            {"add_ons": ("duo_pro",), "cut_off_date": None},
            [
                "premium: - duo_core duo_enterprise, not duo_pro, anywhere",
                "ultimate: - duo_core duo_enterprise duo_pro, anywhere",
            ],
        ),
        (
            {"add_ons": ("duo_pro",), "gitlab_realms": ("saas",)},
            {"add_ons": ("duo_pro",), "license_types": ()},
            ["premium ultimate: duo_pro, dedicated self-managed", "-: duo_pro, anywhere"],
        ),
    ],
)
def test_who_is_alike_is_told_together(before: dict[str, Any], after: dict[str, Any], reached: list[str]) -> None:
    gained, *_ = changes_between(
        Catalog.of((*bundles(), primitive(**PAID | before))),
        Catalog.of((*bundles(), primitive(**PAID | after))),
        SINCE,
        UNTIL,
    )

    assert gained.reach
    assert [
        f"{_words(it.license_types)}: {_words(it.add_ons)}, "
        f"{f'not {_words(it.without)}, ' if it.without else ''}{'anywhere' if it.every_realm else _words(it.gitlab_realms)}"
        for it in gained.reach.customers
    ] == reached


def _words(names: tuple[str, ...]) -> str:
    return " ".join(name or "-" for name in names)
