"""Earlier releases: each checked as today's configuration is, with all that is wrong in any told at once."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.catalog import (
    AddOn,
    Afterwards,
    BackendService,
    Chronicle,
    Entity,
    LaterNames,
    LicenseType,
    Ref,
    UnitPrimitive,
    link,
)
from site_builder.installed import own_files
from site_builder.releasing import earlier_releases, titles_of_release
from site_builder.settings import Settings, SiteSettings
from tests.source.repositories import Repository, repository
from tests.trees import primitive

TODAY = datetime(2026, 1, 1, tzinfo=UTC)
CHAT = primitive("duo_chat", "license_types: [premium]\n").replace("-- unit", "-- config/unit")
PRO = "-- config/add_ons/duo_pro.yml --\nname: duo_pro\n"
PREMIUM = "-- config/license_types/premium.yml --\nname: premium\n"
SITE = SiteSettings(
    title="Ours",
    base_url="https://ours.example.com/",
    repository_url="https://gitlab.com/ours",
    titles={"premium": "Premium", "duo_pro": "Duo Pro", "duo_next": "Duo Next"},
)


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path / "project")


def settings(made: Repository, *releases: str) -> Settings:
    return Settings(
        config=made.config,
        output=made.root / "public",
        schemas=own_files("schemas"),
        templates=own_files("templates"),
        site=SITE,
        as_of=TODAY,
        commit="today",
        releases=releases,
    )


def test_a_release_is_built_as_of_its_tag_with_the_titles_of_then_and_no_way_to_edit_it(made: Repository) -> None:
    commit = made.commit(f"{CHAT}{PREMIUM}{PRO}-- config/site.yml --\ntitle: Theirs\ntitles: {{premium: Silver}}\n")
    made.tag("v1.0", when="2024-05-01T00:00:00Z")
    made.commit(gone=["config/site.yml"])
    asked = settings(made, "v1.0")

    (release,), _ = earlier_releases(asked)

    assert release.set_as_then(SITE) == replace(
        asked,
        site=replace(SITE, titles={"premium": "Silver"}, repository_url=None),
        as_of=datetime(2024, 5, 1, tzinfo=UTC),
        commit=commit,
        releases=(),
    )
    assert release.state.name == "v1.0"
    assert release.checked.catalog.unit_primitives.names == ("duo_chat",)
    assert [problem.code for problem in release.checked.problems] == ["W306", "W309"]


def titles_of(
    then: Mapping[str, str], today: Mapping[str, str], there: Iterable[Entity], since: Afterwards
) -> list[str]:
    return [f"{name}: {title}" for name, title in titles_of_release(then, today, link(tuple(there)), since).items()]


def since_release(
    today: Iterable[Entity], renamed: Mapping[Ref, Ref | None] | None = None, new: Set[Ref] = frozenset()
) -> Afterwards:
    """What is there today, and what happened in the one step after a release."""
    names = LaterNames.of({1: renamed or {}})
    return Afterwards(catalog=link(tuple(today)), names=names, step=0, new=new)


def test_a_release_has_todays_titles_in_their_order_for_what_is_the_same_and_had_none() -> None:
    """None is of another that has its name; and what is gone has the title that is still there for it."""
    names = ("kept", "renamed", "taken", "replaced", "gone", "titled")
    today = (*(AddOn(name=name) for name in ("kept", "new_name", "taken", "replaced")), LicenseType(name="premium"))
    ref = {name: Ref(kind="add_on", name=name) for name in (*names, "new_name")}
    since = since_release(today, {ref["renamed"]: ref["new_name"], ref["taken"]: None}, {ref["replaced"]})
    titles = {name: name.upper() for name in (*names, "new_name", "premium")}
    there = (LicenseType(name="premium"), *(AddOn(name=name) for name in names))

    assert titles_of({"titled": "Then"}, titles, there, since) == [
        *("titled: Then", "kept: KEPT", "gone: GONE", "renamed: NEW_NAME", "premium: PREMIUM")
    ]


def test_names_of_what_has_no_titles_lend_and_take_none() -> None:
    """A unit primitive is called by its name, whatever else has that."""
    gone = UnitPrimitive(
        name="gone", group="group::g", feature_category="f", documentation_url="https://docs.gitlab.com/"
    )
    since = since_release((gone, AddOn(name="lent")))

    found = titles_of({}, {"gone": "Gone", "lent": "Lent"}, (AddOn(name="gone"), replace(gone, name="lent")), since)

    assert found == ["gone: Gone"]


@pytest.mark.parametrize("renamed", ["license_type", "add_on"])
def test_what_had_one_name_and_parted_since_has_no_title_of_either(renamed: str) -> None:
    """Titles are by names: either would be that of the other too."""
    ref, later = (Ref(kind=renamed, name=name) for name in ("max", "ultimate"))
    today = (AddOn(name="ultimate" if renamed == "add_on" else "max"), LicenseType(name="max"))
    today = (today[0], LicenseType(name="ultimate") if renamed == "license_type" else today[1])
    there = (AddOn(name="max"), LicenseType(name="max"))

    assert titles_of({}, {"max": "Max", "ultimate": "Ultimate"}, there, since_release(today, {ref: later})) == []
    assert titles_of({}, {"max": "Max"}, there, since_release(there)) == ["max: Max"]


@pytest.mark.parametrize("other", [LicenseType(name="pro"), BackendService(name="pro")])
def test_what_is_the_same_has_no_title_of_today_beside_what_is_gone_and_had_its_name(other: Entity) -> None:
    """It would be that of both."""
    pro = Ref(kind="add_on", name="pro")
    since = since_release((AddOn(name="starter"),), {pro: Ref(kind="add_on", name="starter")})

    assert titles_of({}, {"pro": "Pro", "starter": "Starter"}, (other, AddOn(name="pro")), since) == []


def test_no_title_of_today_is_that_of_something_else_then() -> None:
    there = (AddOn(name="pro"), AddOn(name="max"))
    today = {"pro": "Duo Starter", "max": "Duo pro"}

    assert titles_of({"pro": "Duo Pro"}, today, there, since_release(there)) == ["pro: Duo Pro"]
    assert titles_of({}, today, there, since_release(there)) == ["pro: Duo Starter", "max: Duo pro"]


def test_nor_is_it_what_something_without_a_title_was_called_then() -> None:
    there = (AddOn(name="duo_pro"), AddOn(name="seats"))

    assert titles_of({}, {"seats": "Duo Pro"}, there, since_release(there)) == []


def test_what_is_there_today_has_its_title_before_what_is_gone() -> None:
    there = (AddOn(name="old"), AddOn(name="renamed"))
    since = since_release(
        (AddOn(name="seats"),), {Ref(kind="add_on", name="renamed"): Ref(kind="add_on", name="seats")}
    )

    assert titles_of({}, {"old": "Duo Seats", "seats": "Duo seats"}, there, since) == ["renamed: Duo seats"]


def test_where_no_history_tells_of_a_release_titles_go_by_names() -> None:
    there = (AddOn(name="duo_pro"), LicenseType(name="premium"))
    since = Afterwards.of(Chronicle(), link(there), "v1.0")

    assert titles_of({}, SITE.titles, there, since) == ["premium: Premium", "duo_pro: Duo Pro"]


def test_what_was_internal_then_or_is_today_is_internal(made: Repository) -> None:
    made.commit(f"{CHAT}{PREMIUM}-- config/site.yml --\ninternal_fields: [group]\ninternal_kinds: [services]\n")
    made.tag("v1.0")
    today = replace(SITE, internal_fields=("milestone",), internal_kinds=("backend_services",))

    (release,), _ = earlier_releases(settings(made, "v1.0"))
    site = release.set_as_then(today).site

    assert site.internal_fields == ("milestone", "group")
    assert site.internal_kinds == ("backend_services", "services")


def test_what_is_wrong_in_any_release_is_told_at_once_with_its_tag(made: Repository) -> None:
    made.commit(CHAT)  # premium is missing
    made.tag("v1.0")
    made.commit(f"{PREMIUM}-- config/site.yml --\ntitel: Ours\n")
    made.tag("v2.0")
    made.commit("-- config/site.yml --\ntitle: Ours\n")
    made.tag("v3.0")

    (right,), wrong = earlier_releases(settings(made, "v1.0", "v2.0", "v3.0"))

    assert right.state.name == "v3.0"
    found = sorted(str(problem) for problem in wrong if problem.code.startswith("E"))
    config = made.config.as_posix()
    assert found == [
        f"tags/v1.0:{config}/unit_primitives/duo_chat.yml:6:17: error[E301] license_types[0]: unknown license type 'premium'",
        f"tags/v2.0:{config}/site.yml:1:1: error[E202] titel: unknown field (did you mean 'title'?)",
    ]


def test_without_releases_nothing_is_asked_of_git(tmp_path: Path) -> None:
    assert earlier_releases(settings(Repository(tmp_path / "nowhere"))) == ((), ())
