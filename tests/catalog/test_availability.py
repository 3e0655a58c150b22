"""What works for whom: the rules of availability, each alone and all at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from site_builder.catalog import (
    Code,
    Context,
    Reason,
    UnitPrimitive,
    Unlock,
    Verdict,
    evaluate,
    is_available,
    is_free,
    with_same_terms,
)
from tests.catalog.makers import ADD_ONS, LICENSE_TYPES, REALMS, moment, primitive

CUT_OFF = moment("2024-10-17T00:00:00")
BEFORE, AFTER = CUT_OFF - timedelta(days=1), CUT_OFF + timedelta(days=1)

# The worked example: free from 16.8, paid from 16.9, cut-off on 17 October 2024.
DUO_CHAT = primitive(
    "duo_chat",
    cut_off_date=CUT_OFF,
    min_gitlab_version_for_free_access="16.8",
    min_gitlab_version="16.9",
    add_ons=("duo_core", "duo_pro", "duo_enterprise"),
    license_types=("premium", "ultimate"),
    gitlab_realms=("saas", "self-managed"),
)


def context(
    at: datetime,
    *add_ons: str,
    version: str | None = "16.8",
    realm: str = "self-managed",
    license_type: str = "premium",
) -> Context:
    return Context(
        license_type=license_type,
        add_ons=frozenset(add_ons),
        realm=realm,
        version=Version(version) if version else None,
        moment=at,
    )


def available(reason: Reason, from_version: str | None = None) -> Verdict:
    return Verdict(available=True, reasons=(reason,), from_version=Version(from_version) if from_version else None)


def unavailable(*reasons: Reason, unlocks: tuple[Unlock, ...] = ()) -> Verdict:
    return Verdict(available=False, reasons=reasons, unlocks=unlocks)


MISSING_ADD_ON = Reason(code=Code.MISSING_ADD_ON, any_of=("duo_core", "duo_pro", "duo_enterprise"))
NEEDS_16_9 = Reason(code=Code.VERSION_TOO_OLD, version=Version("16.9"))
UPGRADE = Unlock(version=Version("16.9"))
BUY_AND_UPGRADE = Unlock(add_ons=("duo_core", "duo_pro", "duo_enterprise"), version=Version("16.9"))
FREE_UNTIL_CUT_OFF = Reason(code=Code.FREE, until=CUT_OFF)


def test_before_the_cut_off_duo_chat_is_free_from_the_version_for_free_access() -> None:
    assert evaluate(DUO_CHAT, context(moment("2024-10-16T12:00:00"))) == available(FREE_UNTIL_CUT_OFF)


def test_after_the_cut_off_each_condition_that_fails_is_named() -> None:
    verdict = evaluate(DUO_CHAT, context(moment("2024-10-17T12:00:00")))

    assert verdict == unavailable(MISSING_ADD_ON, NEEDS_16_9, unlocks=(BUY_AND_UPGRADE,))


def test_after_the_cut_off_an_add_on_does_not_help_an_old_version() -> None:
    verdict = evaluate(DUO_CHAT, context(moment("2024-10-17T12:00:00"), "duo_pro"))

    assert verdict == unavailable(NEEDS_16_9, unlocks=(UPGRADE,))


def test_at_the_very_instant_of_the_cut_off_free_access_is_over() -> None:
    last = CUT_OFF - timedelta(microseconds=1)

    assert evaluate(DUO_CHAT, context(last)) == available(FREE_UNTIL_CUT_OFF)
    assert evaluate(DUO_CHAT, context(CUT_OFF)) == unavailable(MISSING_ADD_ON, NEEDS_16_9, unlocks=(BUY_AND_UPGRADE,))


def test_an_add_on_and_the_version_for_paid_access_open_it() -> None:
    verdict = evaluate(DUO_CHAT, context(AFTER, "duo_enterprise", "duo_pro", "duo_amazon_q", version="16.9"))

    assert verdict == available(Reason(code=Code.ADD_ON, any_of=("duo_pro", "duo_enterprise")))


def test_any_one_of_the_add_ons_is_enough() -> None:
    for name in DUO_CHAT.add_ons:
        assert evaluate(DUO_CHAT, context(AFTER, name, version="17.0")).available


def test_while_access_is_free_a_missing_add_on_is_no_reason_and_holding_one_lowers_no_minimum() -> None:
    oldest = Version("16.8")
    needs = unavailable(Reason(code=Code.VERSION_TOO_OLD, version=oldest), unlocks=(Unlock(version=oldest),))

    assert evaluate(DUO_CHAT, context(BEFORE, version="16.7")) == needs
    assert evaluate(DUO_CHAT, context(BEFORE, "duo_pro", version="16.7")) == needs


def test_without_a_cut_off_date_it_is_free_without_end_and_add_ons_are_not_enforced() -> None:
    stated = primitive(add_ons=("duo_pro",), min_gitlab_version="99.9")

    assert evaluate(stated, context(AFTER)) == available(Reason(code=Code.FREE, until=None))


def test_after_the_cut_off_what_no_add_on_sells_is_closed() -> None:
    stated = primitive(cut_off_date=CUT_OFF)

    assert evaluate(stated, context(AFTER, *ADD_ONS)) == unavailable(Reason(code=Code.NO_ADD_ON_SELLS_IT))


def test_a_list_that_is_not_stated_restricts_nothing() -> None:
    verdict = evaluate(primitive(), context(AFTER, realm="elsewhere", license_type="free"))

    assert verdict == available(Reason(code=Code.FREE))


def test_who_names_no_add_on_has_none_and_who_names_no_version_may_have_any() -> None:
    asked = Context(license_type="premium", realm="self-managed", moment=AFTER)

    assert evaluate(DUO_CHAT, asked) == Verdict(
        available=False,
        reasons=(MISSING_ADD_ON,),
        from_version=Version("16.9"),
        unlocks=(Unlock(add_ons=("duo_core", "duo_pro", "duo_enterprise"), from_version=Version("16.9")),),
    )


def test_every_condition_that_fails_is_named_in_one_answer() -> None:
    verdict = evaluate(DUO_CHAT, context(AFTER, "duo_amazon_q", realm="dedicated", license_type="free"))

    assert verdict == unavailable(
        Reason(code=Code.NOT_IN_REALM, any_of=("saas", "self-managed")),
        Reason(code=Code.MISSING_LICENSE, any_of=("premium", "ultimate")),
        MISSING_ADD_ON,
        NEEDS_16_9,
        unlocks=(
            replace(BUY_AND_UPGRADE, realms=("saas",), license_types=("premium", "ultimate"), version=None),
            replace(BUY_AND_UPGRADE, realms=("self-managed",), license_types=("premium", "ultimate")),
        ),
    )


def test_an_unlock_holds_the_choices_in_the_order_of_the_lists_and_not_their_combinations() -> None:
    add_ons, licenses, realms = (
        tuple(f"{kind}_{number}" for number in range(100)) for kind in ("add_on", "a", "realm")
    )
    stated = primitive(cut_off_date=CUT_OFF, add_ons=add_ons, license_types=licenses, gitlab_realms=realms)

    (unlock,) = evaluate(stated, context(AFTER)).unlocks

    assert unlock == Unlock(realms=realms, license_types=licenses, add_ons=add_ons)


def test_realms_that_need_the_same_version_share_an_unlock() -> None:
    spread = replace(DUO_CHAT, gitlab_realms=("self-managed", "saas", "dedicated"))

    assert evaluate(spread, context(AFTER, "duo_pro", realm="elsewhere", version="16.8")).unlocks == (
        Unlock(realms=("self-managed", "dedicated"), version=Version("16.9")),
        Unlock(realms=("saas",)),
    )
    assert evaluate(spread, context(AFTER, "duo_pro", realm="elsewhere", version="16.9")).unlocks == (
        Unlock(realms=("self-managed", "saas", "dedicated")),
    )


@pytest.mark.parametrize(("version", "holds"), [("16.8", False), ("16.8.9", False), ("16.9", True), ("16.10", True)])
def test_a_version_is_old_enough_by_its_numbers(version: str, holds: bool) -> None:
    assert evaluate(DUO_CHAT, context(AFTER, "duo_pro", version=version)).available is holds


def test_versions_are_not_checked_on_gitlab_com() -> None:
    verdict = evaluate(DUO_CHAT, context(AFTER, "duo_pro", realm="saas", version="1.0"))

    assert verdict == available(Reason(code=Code.ADD_ON, any_of=("duo_pro",)))


def test_for_an_unknown_version_the_answer_says_from_which_one_it_holds() -> None:
    paid = Reason(code=Code.ADD_ON, any_of=("duo_pro",))

    assert evaluate(DUO_CHAT, context(AFTER, "duo_pro", version=None)) == available(paid, from_version="16.9")
    assert evaluate(DUO_CHAT, context(BEFORE, version=None)) == available(FREE_UNTIL_CUT_OFF, from_version="16.8")
    assert evaluate(DUO_CHAT, context(AFTER, "duo_pro", version=None, realm="saas")) == available(paid)


def test_for_an_unknown_version_an_unlock_says_from_which_one_it_holds() -> None:
    verdict = evaluate(DUO_CHAT, context(AFTER, version=None, realm="dedicated"))

    assert verdict.unlocks == (
        Unlock(realms=("saas",), add_ons=("duo_core", "duo_pro", "duo_enterprise")),
        Unlock(
            realms=("self-managed",), add_ons=("duo_core", "duo_pro", "duo_enterprise"), from_version=Version("16.9")
        ),
    )


def test_who_leaves_gitlab_com_may_need_a_later_version_there() -> None:
    hosted = replace(DUO_CHAT, gitlab_realms=("self-managed",))

    verdict = evaluate(hosted, context(AFTER, "duo_pro", realm="saas", version="16.8"))

    assert verdict.unlocks == (Unlock(realms=("self-managed",), version=Version("16.9")),)


def test_nobody_is_sent_to_another_realm_for_a_version_or_an_add_on() -> None:
    verdict = evaluate(DUO_CHAT, context(AFTER, version="16.8"))

    assert verdict.unlocks == (BUY_AND_UPGRADE,)


def test_what_no_add_on_sells_has_no_unlock_whatever_else_fails() -> None:
    stated = primitive(cut_off_date=CUT_OFF, gitlab_realms=("saas",), license_types=("ultimate",))

    assert evaluate(stated, context(AFTER)).unlocks == ()


def test_a_version_that_is_new_enough_is_no_change() -> None:
    asked = context(AFTER, version="16.9", realm="dedicated")

    assert evaluate(DUO_CHAT, asked).unlocks == (
        Unlock(realms=("saas", "self-managed"), add_ons=("duo_core", "duo_pro", "duo_enterprise")),
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"gitlab_realms": ("saas",)},
        {"license_types": ("premium",)},
        {"add_ons": ("duo_core",)},
        {"cut_off_date": AFTER},
        {"min_gitlab_version": Version("16.10")},
        {"min_gitlab_version_for_free_access": Version("16.7")},
    ],
)
def test_primitives_are_alike_while_all_that_decides_is_the_same(changed: dict[str, Any]) -> None:
    twin, other = replace(DUO_CHAT, name="twin", milestone=Version("18.0")), replace(DUO_CHAT, name="other", **changed)

    assert with_same_terms([DUO_CHAT, other, twin]) == ((DUO_CHAT, twin), (other,))


def test_is_free_without_a_cut_off_date_or_before_it() -> None:
    assert is_free(primitive(), AFTER)
    assert is_free(DUO_CHAT, BEFORE)
    assert not is_free(DUO_CHAT, CUT_OFF)


VERSIONS = st.sampled_from(["16.8", "16.9", "16.10", "17.0.1"])
MOMENTS = st.sampled_from([BEFORE, CUT_OFF, AFTER])
SETS = st.frozensets(st.sampled_from(ADD_ONS))
PRIMITIVES = st.builds(
    primitive,
    cut_off_date=st.none() | MOMENTS,
    min_gitlab_version=st.none() | VERSIONS,
    min_gitlab_version_for_free_access=st.none() | VERSIONS,
    add_ons=SETS.map(sorted).map(tuple),
    license_types=st.sampled_from([(), ("premium",), LICENSE_TYPES]),
    gitlab_realms=st.sampled_from([(), ("saas",), ("dedicated", "self-managed"), REALMS]),
)
CONTEXTS = st.builds(
    Context,
    license_type=st.sampled_from(LICENSE_TYPES),
    add_ons=SETS,
    realm=st.sampled_from(REALMS),
    version=st.none() | VERSIONS.map(Version),
    moment=MOMENTS,
)
OPENS = {Code.FREE, Code.ADD_ON}


@given(PRIMITIVES, CONTEXTS)
def test_what_decided_is_always_named_and_agrees_with_the_answer(stated: UnitPrimitive, asked: Context) -> None:
    verdict = evaluate(stated, asked)

    assert verdict.reasons
    assert verdict.available == all(reason.code in OPENS for reason in verdict.reasons)
    assert not verdict.available or len(verdict.reasons) == 1


@given(PRIMITIVES, CONTEXTS, SETS)
def test_one_more_add_on_never_closes_anything(stated: UnitPrimitive, asked: Context, more: frozenset[str]) -> None:
    richer = Context(
        license_type=asked.license_type,
        add_ons=asked.add_ons | more,
        realm=asked.realm,
        version=asked.version,
        moment=asked.moment,
    )

    assert evaluate(stated, richer).available or not evaluate(stated, asked).available


@given(PRIMITIVES, CONTEXTS, VERSIONS.map(Version))
def test_a_later_version_never_closes_anything(stated: UnitPrimitive, asked: Context, other: Version) -> None:
    if asked.version is not None:
        newer = Context(
            license_type=asked.license_type,
            add_ons=asked.add_ons,
            realm=asked.realm,
            version=max(asked.version, other),
            moment=asked.moment,
        )
        assert evaluate(stated, newer).available or not evaluate(stated, asked).available


@given(PRIMITIVES, CONTEXTS)
def test_the_answer_is_the_rule_of_the_domain(stated: UnitPrimitive, asked: Context) -> None:
    """The rule once more, as its sentences say it: realm and license and (free access or paid access)."""

    def old_enough(least: Version | None) -> bool:
        return asked.realm == "saas" or asked.version is None or least is None or asked.version >= least

    in_realm = not stated.gitlab_realms or asked.realm in stated.gitlab_realms
    licensed = not stated.license_types or asked.license_type in stated.license_types
    is_over = stated.cut_off_date is not None and asked.moment >= stated.cut_off_date
    free = not is_over and old_enough(stated.min_gitlab_version_for_free_access)
    paid = is_over and bool(asked.add_ons & set(stated.add_ons)) and old_enough(stated.min_gitlab_version)

    assert evaluate(stated, asked).available == (in_realm and licensed and (free or paid))


@given(PRIMITIVES, CONTEXTS)
def test_the_short_answer_is_the_long_one_without_its_reasons(stated: UnitPrimitive, asked: Context) -> None:
    assert is_available(stated, asked) is evaluate(stated, asked).available


class Changes(NamedTuple):
    """A set of changes, one name chosen of each list; a part that is None is none."""

    realm: str | None
    license_type: str | None
    add_on: str | None
    version: Version | None

    def applied(self, asked: Context) -> Context:
        """The customer's situation after the changes; what is held besides stays."""
        return Context(
            license_type=self.license_type or asked.license_type,
            add_ons=asked.add_ons | {self.add_on} if self.add_on else asked.add_ons,
            realm=self.realm or asked.realm,
            version=self.version or asked.version,
            moment=asked.moment,
        )


NO_CHANGE = Changes(None, None, None, None)
CHANGES = tuple(
    Changes(realm, license, add_on, Version(version) if version else None)
    for realm, license, add_on, version in product(
        (None, *REALMS), (None, *LICENSE_TYPES), (None, *ADD_ONS), (None, "16.8", "16.9", "16.10", "17.0.1")
    )
)


def combinations(unlock: Unlock) -> list[Changes]:
    """Every choice that the unlock gives."""
    lists = (unlock.realms or (None,), unlock.license_types or (None,), unlock.add_ons or (None,))
    return [Changes(realm, license, add_on, unlock.version) for realm, license, add_on in product(*lists)]


def smaller(changes: Changes) -> Iterator[Changes]:
    """The changes without one of them, for each."""
    return (changes._replace(**{field: None}) for field, value in changes._asdict().items() if value is not None)


def opens(stated: UnitPrimitive, asked: Context, changes: Changes) -> bool:
    return evaluate(stated, changes.applied(asked)).available


@given(PRIMITIVES, CONTEXTS)
def test_whatever_is_chosen_an_unlock_opens_and_none_of_its_changes_can_be_left_out(
    stated: UnitPrimitive, asked: Context
) -> None:
    for unlock in evaluate(stated, asked).unlocks:
        for changes in combinations(unlock):
            assert opens(stated, asked, changes)
            assert evaluate(stated, changes.applied(asked)).from_version == unlock.from_version
            assert not any(opens(stated, asked, less) for less in smaller(changes))


@given(PRIMITIVES, CONTEXTS)
def test_every_smallest_set_of_changes_is_among_the_unlocks(stated: UnitPrimitive, asked: Context) -> None:
    """All sets of changes there are, tried one after the other; a realm only where the customer's own is excluded."""
    verdict = evaluate(stated, asked)
    may_move = any(reason.code is Code.NOT_IN_REALM for reason in verdict.reasons)
    found = {
        changes
        for changes in CHANGES
        if (may_move or changes.realm is None)
        and (changes.version is None or (asked.version is not None and changes.version > asked.version))
        and opens(stated, asked, changes)
        and not any(opens(stated, asked, less) for less in smaller(changes))
        and not any(older_would_do(stated, asked, changes))
    }

    assert {changes for unlock in verdict.unlocks for changes in combinations(unlock)} == found - {NO_CHANGE}


def older_would_do(stated: UnitPrimitive, asked: Context, changes: Changes) -> Iterator[bool]:
    """Whether an older version than that of the changes opens it as well."""
    if changes.version is not None:
        for version in map(Version, ("16.8", "16.9", "16.10")):
            if version < changes.version:
                yield opens(stated, asked, changes._replace(version=version))


@given(PRIMITIVES, CONTEXTS)
def test_a_choice_is_given_once_and_only_where_something_fails(stated: UnitPrimitive, asked: Context) -> None:
    verdict = evaluate(stated, asked)
    given_choices = [changes for unlock in verdict.unlocks for changes in combinations(unlock)]

    assert len(set(given_choices)) == len(given_choices)
    assert len({(unlock.version, unlock.from_version) for unlock in verdict.unlocks}) == len(verdict.unlocks)
    assert not (verdict.available and verdict.unlocks)
