"""Changes in words that a product manager would write: what is different, and who gains or loses it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import AddOn, Catalog, Entity, GitlabRealm, LicenseType, Service, changes_between, link
from site_builder.site import Titles
from site_builder.site.change_words import CLASS_TITLES, change_heading, change_sentence, who
from tests.catalog.makers import primitive
from tests.site.making import TITLES

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
NAMES = (
    *(AddOn(name=name) for name in ("duo_core", "duo_enterprise", "duo_pro")),
    *(LicenseType(name=name) for name in ("premium", "ultimate")),
    *(GitlabRealm(name=name) for name in ("dedicated", "saas", "self-managed")),
)
PAID: dict[str, Any] = {
    "add_ons": ("duo_pro", "duo_enterprise"),
    "license_types": ("premium", "ultimate"),
    "gitlab_realms": ("saas", "self-managed", "dedicated"),
    "cut_off_date": "2024-10-17T00:00:00",
}


def told(before: Catalog, after: Catalog, titles: Mapping[str, str] = TITLES) -> list[str]:
    found = changes_between(before, after, SINCE, UNTIL)
    return [f"{CLASS_TITLES[change.sort]}: {change_sentence(change, Titles(titles))}" for change in found]


def catalog(*entities: Entity) -> Catalog:
    return link((*NAMES, *entities))


def sentences(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    was, now = (catalog(*([primitive("chat", **stated)] if stated is not None else [])) for stated in (before, after))
    return told(was, now)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {},
            {"add_ons": ("duo_core", "duo_pro", "duo_enterprise")},
            (
                "Gained: Now also with Duo Core; Premium and Ultimate customers with Duo Core and neither Duo Pro nor Duo "
                "Enterprise gain it."
            ),
        ),
        (
            {"add_ons": ("duo_pro",)},
            {},
            "Gained: Now also with Duo Enterprise; Premium and Ultimate customers with Duo Enterprise and not Duo Pro gain it.",
        ),
        (
            {},
            {"add_ons": ("duo_pro",)},
            "Lost: No longer with Duo Enterprise; Premium and Ultimate customers with Duo Enterprise and not Duo Pro lose it.",
        ),
        (
            {"license_types": ("ultimate",)},
            {},
            "Gained: Now also with Premium; Premium customers with Duo Pro or Duo Enterprise gain it.",
        ),
        (
            {"gitlab_realms": ("saas", "self-managed")},
            {},
            "Gained: Now also on Dedicated; Premium and Ultimate customers with Duo Pro or Duo Enterprise on Dedicated gain it.",
        ),
        (
            {},
            {"license_types": ()},
            (
                "Gained: Now with any license type, where it was with Premium and Ultimate; customers without a listed license "
                "with Duo Pro or Duo Enterprise gain it."
            ),
        ),
        (
            {},
            {"cut_off_date": None},
            "Became free: Free, no end date stated; Premium and Ultimate customers without Duo Pro or Duo Enterprise gain it.",
        ),
        (
            {"cut_off_date": None},
            {},
            (
                "Became paid: Free use is now stated to have ended on 17 October 2024; Premium and Ultimate customers without "
                "Duo Pro or Duo Enterprise lose it."
            ),
        ),
        (
            {"cut_off_date": "2026-06-01T12:30:00"},
            {"cut_off_date": "2026-07-01T12:30:00"},
            (
                "Cut-off moved: Free use ends on 1 July 2026, 12:30 UTC, 30 days later than before (1 June 2026, 12:30 UTC); "
                "then Premium and Ultimate customers without Duo Pro or Duo Enterprise lose it."
            ),
        ),
        (
            {},
            {"cut_off_date": "2024-10-10T00:00:00"},
            "Cut-off moved: Free use is now stated to have ended on 10 October 2024, 7 days earlier than before (17 October 2024).",
        ),
        (
            {"cut_off_date": "2026-06-03T12:00:00"},
            {"cut_off_date": "2026-06-01T00:00:00"},
            (
                "Cut-off moved: Free use ends on 1 June 2026, 2 days earlier than before (3 June 2026, 12:00 UTC); "
                "then Premium and Ultimate customers without Duo Pro or Duo Enterprise lose it."
            ),
        ),
        (
            {"cut_off_date": "2026-06-01T12:00:00"},
            {"cut_off_date": "2026-06-01T00:00:00"},
            (
                "Cut-off moved: Free use ends on 1 June 2026, earlier than before (1 June 2026, 12:00 UTC); "
                "then Premium and Ultimate customers without Duo Pro or Duo Enterprise lose it."
            ),
        ),
        (
            {"cut_off_date": None},
            {"cut_off_date": "2026-06-01T00:00:00"},
            (
                "Cut-off moved: Free use ends on 1 June 2026, no end was stated before; then Premium and Ultimate customers "
                "without Duo Pro or Duo Enterprise lose it."
            ),
        ),
        (
            {"cut_off_date": "2026-06-01T00:00:00"},
            {"cut_off_date": None},
            "Cut-off moved: Free use has no end date any more.",
        ),
        (
            {"min_gitlab_version": "16.9"},
            {"min_gitlab_version": "16.10"},
            "Version raised: Needs GitLab 16.10 or later with an add-on, on Self-managed and Dedicated; 16.9 was enough before.",
        ),
        (
            {"cut_off_date": None},
            {"cut_off_date": None, "min_gitlab_version_for_free_access": "16.8"},
            "Version raised: Needs GitLab 16.8 or later for free use, on Self-managed and Dedicated; any version was enough before.",
        ),
        (
            {"min_gitlab_version": "16.10"},
            {"min_gitlab_version": "16.9"},
            "Version lowered: Needs GitLab 16.9 or later with an add-on, on Self-managed and Dedicated; 16.10 was needed before.",
        ),
        (
            {"min_gitlab_version": "16.9"},
            {},
            "Version lowered: Needs no certain GitLab version with an add-on any more, 16.9 before.",
        ),
        ({}, {"deprecation_message": "Use agents. "}, "Deprecated: Deprecated: Use agents."),
        ({}, {"deprecated_by_url": "https://a.b/"}, "Deprecated: Deprecated."),
        ({}, {"status": "beta"}, "Facts only: Status stated: beta."),
        ({"status": "experiment"}, {"status": "beta"}, "Facts only: Status beta, experiment before."),
        ({"status": "beta"}, {}, "Facts only: Status no longer stated, beta before."),
        ({"description": "Two words."}, {"description": "One"}, "Facts only: Description One, “Two words.” before."),
        ({"description": "x" * 61}, {"description": "y"}, "Facts only: Description changed."),
        ({}, {"description": "x" * 61}, "Facts only: Description stated."),
        ({}, {"add_ons": ("duo_enterprise", "duo_pro")}, "Facts only: Add-ons in another order."),
        (
            {"cut_off_date": None, "gitlab_realms": ("saas",), "min_gitlab_version": "16.9"},
            {"cut_off_date": None, "gitlab_realms": ("saas",), "min_gitlab_version": "16.10"},
            "Facts only: Min gitlab version 16.10, 16.9 before.",
        ),
        (
            {"cut_off_date": None},
            {"cut_off_date": None, "add_ons": ("duo_pro",)},
            "Facts only: Add-ons: fewer Duo Enterprise, which counts for nobody while it is free.",
        ),
    ],
)
def test_one_edit_one_sentence(before: dict[str, Any], after: dict[str, Any], expected: str) -> None:
    assert sentences({**PAID, **before}, {**PAID, **after}) == [expected]


def test_what_has_the_title_of_another_is_another() -> None:
    free: dict[str, Any] = {"license_types": ("premium",)}
    before, after = (catalog(primitive("chat", **free, add_ons=(name,))) for name in ("duo_pro", "duo_enterprise"))
    assert told(before, after, {"duo_pro": "Duo Pro", "duo_enterprise": "Duo Pro"}) == [
        "Facts only: Add-ons: more Duo Pro, fewer Duo Pro, which counts for nobody while it is free."
    ]


def test_what_counts_later_says_from_when_on() -> None:
    free = {**PAID, "cut_off_date": "2026-06-01T00:00:00", "add_ons": ("duo_pro",)}

    assert sentences(free, {**free, "add_ons": ("duo_core", "duo_pro")}) == [
        (
            "Gained: Now also with Duo Core; Premium and Ultimate customers with Duo Core and not Duo Pro gain it from "
            "1 June 2026 on."
        )
    ]
    newer = {"min_gitlab_version": "18.0"}
    (gained,) = sentences(free | newer, {**free, **newer, "add_ons": ("duo_core", "duo_pro")})
    assert gained.endswith(" gain it from 1 June 2026 on, with GitLab 18.0 or later.")


def test_who_gains_it_while_its_use_is_free_is_told_until_when() -> None:
    free = {**PAID, "cut_off_date": "2026-06-01T00:00:00", "license_types": ("premium",)}

    assert sentences(free, {**free, "license_types": ("premium", "ultimate")}) == [
        "Gained: Now also with Ultimate; Ultimate customers gain it, free until 1 June 2026."
    ]
    assert sentences({**free, "cut_off_date": None}, {**free, "cut_off_date": None, "license_types": ()}) == [
        "Gained: Now with any license type, where it was with Premium; customers with Ultimate or no listed license gain it."
    ]


def test_a_cut_off_that_passes_needs_no_edit() -> None:
    free = {**PAID, "cut_off_date": "2026-02-01T00:00:00"}

    assert sentences(free, free) == [
        (
            "Became paid: Free use ended on 1 February 2026; Premium and Ultimate customers without Duo Pro or Duo Enterprise "
            "lose it."
        )
    ]


def test_a_cut_off_that_nobody_is_asked_for_says_so() -> None:
    unsold = {**PAID, "add_ons": (), "license_types": (), "gitlab_realms": (), "cut_off_date": "2026-02-01T00:00:00"}

    assert sentences(unsold, unsold) == [
        "Became paid: Free use ended on 1 February 2026, and no add-on sells it; all customers lose it."
    ]


def test_of_two_add_ons_that_change_places_only_who_has_one_gains_or_loses() -> None:
    before, after = ({**PAID, "add_ons": (name,)} for name in ("duo_pro", "duo_enterprise"))

    assert sentences(before, after) == [
        (
            "Gained: Now also with Duo Enterprise, no longer with Duo Pro; Premium and Ultimate customers with Duo Enterprise and "
            "not Duo Pro gain it."
        ),
        (
            "Lost: Now also with Duo Enterprise, no longer with Duo Pro; Premium and Ultimate customers with Duo Pro and not Duo "
            "Enterprise lose it."
        ),
    ]


def test_an_add_on_that_helps_nobody_there_is_not_said_to() -> None:
    before = {**PAID, "add_ons": ("duo_pro",), "gitlab_realms": ("saas", "self-managed")}
    after = {**before, "add_ons": ("duo_pro", "duo_enterprise"), "gitlab_realms": ("saas",)}

    assert sentences(before, after)[-1] == (
        "Lost: Now also with Duo Enterprise, no longer on Self-managed; Premium and Ultimate customers with Duo Pro on "
        "Self-managed lose it."
    )
    assert sentences(after, before)[0].endswith(" customers with Duo Pro on Self-managed gain it.")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {"add_ons": ("duo_pro",), "license_types": ("premium",)},
            {"add_ons": ("duo_core",)},
            "Premium customers with Duo Core and not Duo Pro, and Ultimate customers with Duo Core gain it.",
        ),
        (
            {"add_ons": ("duo_pro",), "license_types": ("premium",)},
            {"add_ons": ("duo_core", "duo_pro"), "gitlab_realms": ("saas",)},
            (
                "Premium customers with Duo Core and not Duo Pro on GitLab.com, and Ultimate customers with Duo Core or Duo Pro on "
                "GitLab.com gain it."
            ),
        ),
        (
            {"add_ons": ("duo_pro",), "gitlab_realms": ("saas", "self-managed")},
            {"add_ons": ("duo_core",)},
            (
                "Premium and Ultimate customers with Duo Core on Dedicated, or with Duo Core and not Duo Pro on GitLab.com and "
                "Self-managed gain it."
            ),
        ),
        (
            {"add_ons": ("duo_core", "duo_pro"), "gitlab_realms": ("saas",), "license_types": ("ultimate",)},
            {"add_ons": ("duo_core", "duo_pro"), "license_types": ()},
            (
                "customers with Premium or no listed license with Duo Core or Duo Pro, and Ultimate customers with Duo Core or Duo "
                "Pro on Self-managed and Dedicated gain it."
            ),
        ),
        (
            {"license_types": ("premium",)},
            {"cut_off_date": None},
            "Premium customers without Duo Pro or Duo Enterprise and Ultimate customers gain it.",
        ),
    ],
)
def test_where_not_all_of_them_gain_each_combination_is_named(
    before: dict[str, Any], after: dict[str, Any], expected: str
) -> None:
    assert sentences({**PAID, **before}, {**PAID, **after})[0].split("; ")[-1] == expected


_LICENSES = (
    r"((?:(?:Premium|Ultimate|Premium and Ultimate|all) )?customers"
    r"(?: with (?:(?:Premium|Ultimate) or )?no listed license| without a listed license)?)"
)
_ADD_ONS = r"(?: with(?P<having>out)? (?P<names>.+?))?(?: and (?:not|neither|none of) (?P<others>.+?))?(?: on (?P<realms>.+?))?"


def read_back(told: str) -> list[tuple[set[str], ...]]:
    """Licenses, add-ons, those without which, and realms of each combination in a sentence; nothing for all of them."""
    _, *parts = re.split(_LICENSES, told)
    found = []
    for license, conditions in zip(parts[::2], parts[1::2], strict=True):
        for condition in re.sub(r"(,? and |, )$", "", conditions).split(", or"):
            match = re.fullmatch(_ADD_ONS, condition)
            assert match, condition
            has, names, others, realms = (match[name] or "" for name in ("having", "names", "others", "realms"))
            licenses = "no listed license" if license == "customers without a listed license" else license
            texts = (licenses, "" if has else names, names if has else others, realms)
            found.append(tuple({name for name in KNOWN if KNOWN[name] in text} for text in texts))
    return found


KNOWN = TITLES | {"": "no listed license"}
TERMS = st.fixed_dictionaries(
    {
        "add_ons": st.lists(st.sampled_from(("duo_core", "duo_enterprise", "duo_pro")), unique=True).map(tuple),
        "license_types": st.sampled_from([(), ("premium",), ("ultimate",), ("premium", "ultimate")]),
        "gitlab_realms": st.lists(st.sampled_from(("dedicated", "saas", "self-managed")), unique=True).map(tuple),
        "cut_off_date": st.sampled_from([None, SINCE, UNTIL + timedelta(days=9)]),
    }
)


@given(TERMS, TERMS)
def test_who_reads_the_sentence_knows_whom_the_change_reaches(before: dict[str, Any], after: dict[str, Any]) -> None:
    for change in changes_between(
        catalog(primitive("chat", **before)), catalog(primitive("chat", **after)), SINCE, UNTIL
    ):
        if change.reach and change.reach.contexts:
            assert read_back(who(change.reach, Titles(TITLES))) == [
                (
                    set() if it.every_license else {*it.license_types},
                    set() if "" in it.add_ons else {*it.add_ons},
                    {*it.without},
                    set() if it.every_realm else {*it.gitlab_realms},
                )
                for it in change.reach.customers
            ]


def test_what_became_paid_and_was_sold_otherwise_in_the_same_time_is_two_sentences() -> None:
    """Those who lose it by the calendar are others than those who lose it by the edit."""
    free = {**PAID, "cut_off_date": "2026-02-01T00:00:00"}

    assert sentences(free, {**free, "add_ons": ("duo_enterprise",)}) == [
        "Lost: No longer with Duo Pro; Premium and Ultimate customers with Duo Pro and not Duo Enterprise lose it.",
        (
            "Became paid: Free use ended on 1 February 2026; Premium and Ultimate customers without Duo Pro or Duo Enterprise "
            "lose it."
        ),
    ]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (
            {"min_gitlab_version": "16.9", "min_gitlab_version_for_free_access": "16.8"},
            (
                "Version raised: Needs GitLab 16.9 or later with an add-on, on Self-managed and Dedicated; 16.8 was enough for "
                "free use."
            ),
        ),
        (
            {"min_gitlab_version": "16.9", "gitlab_realms": ()},
            "Version raised: Needs GitLab 16.9 or later with an add-on; any version was enough for free use.",
        ),
        (
            {"min_gitlab_version_for_free_access": "16.8"},
            "Version lowered: Needs no certain GitLab version with an add-on, 16.8 for free use.",
        ),
        ({"min_gitlab_version": "16.9", "min_gitlab_version_for_free_access": "16.9"}, None),
        ({"min_gitlab_version": "16.9", "gitlab_realms": ("saas",)}, None),
        ({"min_gitlab_version": "16.9", "add_ons": ()}, None),
    ],
)
def test_with_the_end_of_free_use_comes_the_version_that_an_add_on_needs(
    stated: dict[str, Any], told: str | None
) -> None:
    it = {**PAID, "cut_off_date": "2026-02-01T00:00:00", **stated}

    paid, *versions = sentences(it, it)
    assert paid.startswith("Became paid: Free use ended on 1 February 2026")
    assert versions == ([told] if told else [])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            {"min_gitlab_version_for_free_access": "17.5"},
            {"cut_off_date": None, "min_gitlab_version_for_free_access": "17.5"},
            (
                "Version raised: Needs GitLab 17.5 or later for free use, on Self-managed and Dedicated; any version was enough "
                "with an add-on."
            ),
        ),
        (
            {"min_gitlab_version": "17.6", "min_gitlab_version_for_free_access": "17.5"},
            {"cut_off_date": None, "min_gitlab_version": "17.6", "min_gitlab_version_for_free_access": "17.5"},
            (
                "Version lowered: Needs GitLab 17.5 or later for free use, on Self-managed and Dedicated; 17.6 was needed with an "
                "add-on."
            ),
        ),
        (
            {"cut_off_date": None, "min_gitlab_version": "17.5"},
            {"cut_off_date": "2026-07-01T12:30:00", "min_gitlab_version": "17.5"},
            (
                "Version raised: Needs GitLab 17.5 or later with an add-on, on Self-managed and Dedicated from 1 July 2026, 12:30 "
                "UTC on; any version was enough for free use."
            ),
        ),
        (
            {
                "cut_off_date": "2027-12-01T00:00:00",
                "min_gitlab_version": "18.0",
                "min_gitlab_version_for_free_access": "16.8",
            },
            {
                "cut_off_date": "2027-01-01T00:00:00",
                "min_gitlab_version": "18.0",
                "min_gitlab_version_for_free_access": "16.8",
            },
            (
                "Version raised: Needs GitLab 18.0 or later with an add-on, on Self-managed and Dedicated from 1 January 2027 on; "
                "16.8 was enough for free use."
            ),
        ),
        (
            {"cut_off_date": "2026-06-01T00:00:00", "min_gitlab_version_for_free_access": "18.0"},
            {"cut_off_date": None, "min_gitlab_version_for_free_access": "18.0"},
            (
                "Version raised: Needs GitLab 18.0 or later for free use, on Self-managed and Dedicated from 1 June 2026 on; "
                "any version was enough with an add-on."
            ),
        ),
        (
            {"cut_off_date": "2026-06-01T00:00:00", "min_gitlab_version": "18.0"},
            {"cut_off_date": None, "min_gitlab_version": "18.0"},
            "Version lowered: Needs no certain GitLab version for free use from 1 June 2026 on, 18.0 with an add-on.",
        ),
    ],
)
def test_another_use_may_need_another_version(before: dict[str, Any], after: dict[str, Any], told: str) -> None:
    assert sentences({**PAID, **before}, {**PAID, **after})[1:] == [told]


def test_what_takes_it_from_those_who_have_an_add_on_of_before_and_one_of_after_is_no_mere_fact() -> None:
    before, after = {**PAID, "add_ons": ("duo_pro",)}, {**PAID, "add_ons": ("duo_enterprise",)}

    assert sentences(before, {**after, "min_gitlab_version": "18.0"})[2:] == [
        "Version raised: Needs GitLab 18.0 or later with an add-on, on Self-managed and Dedicated; any version was enough before."
    ]
    assert sentences({**before, "min_gitlab_version": "18.0"}, after)[2:] == [
        "Version lowered: Needs no certain GitLab version with an add-on any more, 18.0 before."
    ]


def test_a_version_is_told_of_where_it_is_looked_at_before_and_after() -> None:
    before = {**PAID, "gitlab_realms": ("saas", "self-managed"), "min_gitlab_version": "16.9"}
    after = {**before, "gitlab_realms": ("self-managed", "dedicated"), "min_gitlab_version": "17.0"}

    assert sentences(before, after)[-1] == (
        "Version raised: Needs GitLab 17.0 or later with an add-on, on Self-managed; 16.9 was enough before."
    )
    assert sentences({**before, "gitlab_realms": ("dedicated",)}, {**after, "gitlab_realms": ()})[-1] == (
        "Version raised: Needs GitLab 17.0 or later with an add-on, on Dedicated; 16.9 was enough before."
    )


def test_what_is_new_or_gone_says_who_has_or_had_it() -> None:
    assert sentences(None, PAID) == [
        "New: New unit primitive; Premium and Ultimate customers with Duo Pro or Duo Enterprise have it."
    ]
    assert sentences(PAID, None) == [
        "Removed: Removed; Premium and Ultimate customers with Duo Pro or Duo Enterprise lose it."
    ]
    assert sentences(None, {**PAID, "cut_off_date": "2026-06-01T00:00:00"}) == [
        "New: New unit primitive; Premium and Ultimate customers have it, free until 1 June 2026."
    ]
    assert sentences(None, {**PAID, "add_ons": ()}) == ["New: New unit primitive; nobody has it yet."]
    assert sentences({**PAID, "add_ons": ()}, None) == ["Removed: Removed; nobody had it."]


def test_who_has_something_now_is_told_the_gitlab_version_that_it_takes() -> None:
    newer = {"min_gitlab_version": "18.0", "min_gitlab_version_for_free_access": "17.5"}
    free = {**PAID, **newer, "cut_off_date": "2026-06-01T00:00:00"}

    assert sentences(None, PAID | newer) == [
        "New: New unit primitive; Premium and Ultimate customers with Duo Pro or Duo Enterprise have it, with GitLab 18.0 or later."
    ]
    assert sentences(None, free) == [
        "New: New unit primitive; Premium and Ultimate customers have it, with GitLab 17.5 or later, free until 1 June 2026."
    ]
    assert sentences(PAID | newer, PAID | newer | {"add_ons": ("duo_pro", "duo_core", "duo_enterprise")})[0] == (
        "Gained: Now also with Duo Core; Premium and Ultimate customers with Duo Core and neither Duo Pro nor Duo Enterprise "
        "gain it, with GitLab 18.0 or later."
    )
    assert sentences(PAID | newer, free)[0] == (
        "Became free: Free until 1 June 2026; Premium and Ultimate customers without Duo Pro or Duo Enterprise gain it, "
        "with GitLab 17.5 or later."
    )
    assert sentences(None, {**PAID, **newer, "gitlab_realms": ("saas",)}) == [
        "New: New unit primitive; Premium and Ultimate customers with Duo Pro or Duo Enterprise on GitLab.com have it."
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            None,
            {},
            "New: New unit primitive; Premium and Ultimate customers with Duo Pro or Duo Enterprise have it; it is deprecated.",
        ),
        (None, {"add_ons": ()}, "New: New unit primitive; nobody has it yet; it is deprecated."),
        (
            {"license_types": ("ultimate",)},
            {},
            "Gained: Now also with Premium; Premium customers with Duo Pro or Duo Enterprise gain it; it is deprecated.",
        ),
        (
            {},
            {"cut_off_date": None},
            (
                "Became free: Free, no end date stated; Premium and Ultimate customers without Duo Pro or Duo Enterprise gain it; "
                "it is deprecated."
            ),
        ),
        (
            {"cut_off_date": "2026-06-01T00:00:00"},
            {"cut_off_date": None},
            "Cut-off moved: Free use has no end date any more; it is deprecated.",
        ),
        (
            {"min_gitlab_version": "16.9"},
            {},
            "Version lowered: Needs no certain GitLab version with an add-on any more, 16.9 before; it is deprecated.",
        ),
        (
            {},
            {"min_gitlab_version": "16.9"},
            "Version raised: Needs GitLab 16.9 or later with an add-on, on Self-managed and Dedicated; any version was enough before.",
        ),
        (
            {},
            {"license_types": ("premium",)},
            "Lost: No longer with Ultimate; Ultimate customers with Duo Pro or Duo Enterprise lose it.",
        ),
        ({"status": "beta"}, {}, "Facts only: Status no longer stated, beta before."),
        ({}, None, "Removed: Removed; Premium and Ultimate customers with Duo Pro or Duo Enterprise lose it."),
    ],
)
def test_of_what_is_deprecated_nobody_is_told_that_they_have_it_without_that(
    before: dict[str, Any] | None, after: dict[str, Any] | None, told: str
) -> None:
    stated = {**PAID, "deprecation_message": "Use agents."}

    assert sentences(*(it if it is None else stated | it for it in (before, after))) == [told]


def test_what_is_deprecated_no_more_or_only_now_is_spoken_of_as_it_is_now() -> None:
    deprecated = {**PAID, "deprecated_by_url": "https://a.b/"}
    gained = "Gained: Now also with Premium; Premium customers with Duo Pro or Duo Enterprise gain it"

    assert sentences(deprecated | {"license_types": ("ultimate",)}, PAID)[0] == f"{gained}."
    assert sentences({**PAID, "license_types": ("ultimate",)}, deprecated)[0] == f"{gained}; it is deprecated."


def test_where_no_realm_is_described_it_works_without_one() -> None:
    assert told(Catalog.of(()), Catalog.of((primitive("chat"),))) == ["New: New unit primitive; all customers have it."]


def test_a_rename_says_what_it_was_and_is_called() -> None:
    before, after = catalog(primitive("chat", **PAID)), catalog(primitive("talk", **PAID, alias_names=("chat",)))

    assert told(before, after) == ["Renamed: Renamed from chat to talk."]


def test_what_keeps_its_title_under_another_name_is_told_with_both_names() -> None:
    before, after = (catalog(AddOn(name=name, description="Chat.")) for name in ("duo_base", "duo_ground"))
    titles = Titles({"duo_base": "Duo Base", "duo_ground": "Duo Base"})

    (change,) = changes_between(before, after, datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC))

    assert change_heading(change, titles) == "Renamed: Duo Base (add-on), duo_base before"
    assert change_sentence(change, titles) == "Renamed from duo_base to duo_ground."


def test_lists_of_other_kinds_name_what_came_and_went() -> None:
    members = [primitive(name) for name in "abcdefgh"]
    before = catalog(*members, Service(name="s", unit_primitives=("a", "b", "c", "d", "e", "f", "g")))
    after = catalog(*members, Service(name="s", unit_primitives=("h",)))

    assert told(before, after) == ["Facts only: Unit primitives: more h, fewer a, b, c, d, e and 2 others."]


def test_what_stands_alone_names_the_value_before_and_after() -> None:
    before = catalog(primitive("chat", **PAID, min_gitlab_version="16.9"), primitive("explain"), AddOn(name="max"))
    after = catalog(
        primitive(
            "talk",
            **PAID | {"cut_off_date": "2026-06-01T00:00:00", "add_ons": ("duo_pro",)},
            alias_names=("chat",),
            min_gitlab_version="17.2",
            min_gitlab_version_for_free_access="17.0",
        ),
        primitive("explain", status="beta", milestone="17.0"),
    )

    found = changes_between(before, after, datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC))

    assert [change_heading(change, Titles(TITLES)) for change in found] == [
        "Lost: talk",
        "Cut-off moved: talk, 1 June 2026 (17 October 2024 before)",
        "Version raised: talk, 17.0 (not stated before)",
        "Version raised: talk, 17.0 (16.9 before)",
        "Version raised: talk, 17.2 (16.9 before)",
        "Renamed: talk, chat before",
        "Removed: Max (add-on)",
        "Facts only: explain, status and milestone",
    ]
