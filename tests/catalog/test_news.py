"""Which GitLab version names which unit primitives, and as what."""

from datetime import UTC, datetime
from typing import Any

from packaging.version import Version

from site_builder.catalog import Arrival, Release, Role, releases
from tests.catalog.makers import catalog, primitive

CUT_OFF = datetime(2024, 10, 17, tzinfo=UTC)
BEFORE, AFTER = datetime(2024, 10, 16, tzinfo=UTC), datetime(2024, 10, 18, tzinfo=UTC)
SOLD: dict[str, Any] = {"add_ons": ("duo_pro",), "cut_off_date": CUT_OFF}


def named(name: str, *roles: Role) -> Arrival:
    return Arrival(unit_primitive=name, roles=roles)


def test_every_version_is_there_newest_first_and_in_it_what_is_new_comes_first() -> None:
    found = releases(
        catalog(
            primitive("ask_build", min_gitlab_version="16.10", **SOLD),
            primitive("duo_chat", min_gitlab_version_for_free_access="16.8", min_gitlab_version="16.9", **SOLD),
            primitive("explain_code", milestone=Version("16.10")),
            primitive("unstated"),
        ),
        BEFORE,
    )

    assert found == (
        Release(version=Version("16.10"), arrivals=(named("explain_code", Role.FIRST), named("ask_build", Role.PAID))),
        Release(version=Version("16.9"), arrivals=(named("duo_chat", Role.PAID),)),
        Release(version=Version("16.8"), arrivals=(named("duo_chat", Role.FREE),)),
    )


def test_a_primitive_stands_once_in_a_version_that_it_names_more_than_once() -> None:
    found = releases(
        catalog(
            primitive(
                milestone=Version("16.8"),
                min_gitlab_version_for_free_access="16.8",
                min_gitlab_version="17.0",
                **SOLD,
            )
        ),
        BEFORE,
    )

    assert found == (
        Release(version=Version("17.0"), arrivals=(named("duo_chat", Role.PAID),)),
        Release(version=Version("16.8"), arrivals=(named("duo_chat", Role.FIRST, Role.FREE),)),
    )
    assert [arrival.is_new for release in found for arrival in release.arrivals] == [False, True]


def test_two_spellings_of_a_version_are_one() -> None:
    found = releases(
        catalog(primitive("a", milestone=Version("16.10")), primitive("b", milestone=Version("16.10.0"))), BEFORE
    )

    assert [(release.version, len(release.arrivals)) for release in found] == [(Version("16.10"), 2)]


def test_the_version_of_a_backend_is_no_version_of_gitlab() -> None:
    assert releases(catalog(primitive(min_backend_version="1.2")), BEFORE) == ()


def test_a_minimum_that_nobody_needs_at_the_moment_is_kept_apart() -> None:
    both = {"min_gitlab_version_for_free_access": "16.8", "min_gitlab_version": "16.9"}
    found = catalog(
        primitive("free_for_ever", **both, add_ons=("duo_pro",)),
        primitive("on_gitlab_com_alone", **both, **SOLD, gitlab_realms=("saas",)),
        primitive("sold", **both, **SOLD, gitlab_realms=("saas", "dedicated")),
        primitive("sold_by_nothing", **both, cut_off_date=CUT_OFF),
    )

    assert releases(found, BEFORE) == (
        Release(
            version=Version("16.9"),
            arrivals=(named("sold", Role.PAID),),
            unneeded=("free_for_ever", "on_gitlab_com_alone", "sold_by_nothing"),
        ),
        Release(
            version=Version("16.8"),
            arrivals=(named("free_for_ever", Role.FREE), named("sold", Role.FREE), named("sold_by_nothing", Role.FREE)),
            unneeded=("on_gitlab_com_alone",),
        ),
    )
    assert [(release.arrivals, release.unneeded) for release in releases(found, AFTER)] == [
        ((named("sold", Role.PAID),), ("free_for_ever", "on_gitlab_com_alone", "sold_by_nothing")),
        ((named("free_for_ever", Role.FREE),), ("on_gitlab_com_alone", "sold", "sold_by_nothing")),
    ]
