"""What each single purchase or upgrade would bring to a customer, and what it would end."""

from dataclasses import replace
from datetime import datetime

from packaging.version import Version

from site_builder.catalog import Catalog, Context, Step, Unlock, evaluate, steps
from tests.catalog.makers import catalog, moment, primitive

CUT_OFF = moment("2024-10-17T00:00:00")
CATALOG = catalog(
    primitive("ask_build", add_ons=("duo_enterprise",), license_types=("premium", "ultimate"), cut_off_date=CUT_OFF),
    primitive("ask_issue", add_ons=("duo_enterprise", "duo_pro"), license_types=("ultimate",), cut_off_date=CUT_OFF),
    primitive("complete_code", min_gitlab_version_for_free_access="16.8", license_types=("premium",)),
    primitive("documentation_search", license_types=("ultimate",)),
    primitive("fix_code", min_gitlab_version_for_free_access="16.10", license_types=("premium",)),
    primitive("refactor_code", min_gitlab_version_for_free_access="17.2", license_types=("ultimate",)),
)
AFTER = moment("2024-11-01T00:00:00")


def context(*add_ons: str, version: str | None = None, realm: str = "self-managed", at: datetime = AFTER) -> Context:
    held, known = frozenset(add_ons), Version(version) if version else None
    return Context(license_type="premium", add_ons=held, realm=realm, version=known, moment=at)


def test_each_add_on_that_is_not_held_and_each_other_license_is_a_step() -> None:
    asked = context("duo_core")

    assert steps(CATALOG, asked) == (
        Step(
            change=Unlock(add_ons=("duo_enterprise",)),
            there=context("duo_core", "duo_enterprise"),
            gained=("ask_build",),
            lost=(),
        ),
        Step(change=Unlock(add_ons=("duo_pro",)), there=context("duo_core", "duo_pro"), gained=(), lost=()),
        Step(
            change=Unlock(license_types=("ultimate",)),
            there=replace(asked, license_type="ultimate"),
            gained=("documentation_search", "refactor_code"),
            lost=("complete_code", "fix_code"),
        ),
    )


def upgrades(asked: Context) -> list[Step]:
    return [step for step in steps(CATALOG, asked) if step.change.version]


def test_each_newer_version_that_brings_more_than_the_ones_before_it_is_a_step() -> None:
    def upgrade(version: str, *gained: str) -> Step:
        change, there = Unlock(version=Version(version)), context(version=version)
        return Step(change=change, there=there, gained=gained, lost=())

    to_16_8 = upgrade("16.8", "complete_code")

    assert upgrades(context(version="16.7")) == [to_16_8, upgrade("16.10", "complete_code", "fix_code")]
    assert upgrades(context(version="16.9")) == [upgrade("16.10", "fix_code")]
    assert upgrades(context(version="16.10")) == []


def test_no_upgrade_is_a_step_where_versions_are_not_known_or_not_checked() -> None:
    assert upgrades(context()) == []
    assert upgrades(context(version="16.7", realm="saas")) == []


def test_a_step_says_what_evaluating_before_and_after_it_says() -> None:
    asked = context("duo_pro")

    def working(there: Context) -> set[str]:
        return {it.name for it in CATALOG.unit_primitives if evaluate(it, there).available}

    found = steps(CATALOG, asked)
    assert len(found) == 3
    for step in found:
        after = working(step.there)
        assert set(step.gained) == after - working(asked)
        assert set(step.lost) == working(asked) - after


def test_nothing_sold_means_no_step() -> None:
    asked = Context(license_type="free", realm="saas", moment=AFTER)

    assert steps(Catalog.of([]), asked) == ()


def test_of_some_primitives_only_these_count_in_what_a_step_brings_and_ends() -> None:
    found = steps(CATALOG, context(version="16.7"), {"fix_code", "documentation_search", "complete_code"})

    assert [(step.change, step.gained, step.lost) for step in found if step.gained or step.lost] == [
        (Unlock(license_types=("ultimate",)), ("documentation_search",), ()),
        (Unlock(version=Version("16.8")), ("complete_code",), ()),
        (Unlock(version=Version("16.10")), ("complete_code", "fix_code"), ()),
    ]
    (ultimate,) = (step for step in steps(CATALOG, context(), {"fix_code"}) if step.change.license_types)
    assert (ultimate.gained, ultimate.lost) == ((), ("fix_code",))
    assert [step.change for step in steps(CATALOG, context(version="16.7"), {"fix_code"}) if step.change.version] == [
        Unlock(version=Version("16.10"))
    ]
