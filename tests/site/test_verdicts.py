"""Verdicts in words: each reason and unlock as the domain names it, gathered by what is the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from packaging.version import Version

from site_builder.catalog import Code, Context, Names, Reason, Ref, Unlock, parse_version, with_same_terms
from site_builder.site.states import FREE, NEEDS, UNAVAILABLE, State
from site_builder.site.verdicts import (
    Members,
    SharedVerdict,
    VerdictGroup,
    customer,
    next_steps,
    reason_words,
    step_words,
    summary,
    tags_of,
    titles_beside,
    unlock_words,
    unstated_words,
    verdict_groups,
)
from site_builder.site.wording import Titles
from tests.site.making import TITLES, catalog

TITLE = Titles(TITLES)
CUT_OFF = datetime(2024, 10, 17, tzinfo=UTC)
CATALOG = catalog("""
    -- unit_primitives/ask_build --
    cut_off_date: 2024-10-17T00:00:00+00:00
    add_ons: [duo_enterprise]
    -- unit_primitives/ask_commit --
    cut_off_date: 2024-10-17T00:00:00+00:00
    add_ons: [duo_enterprise]
    license_types: [premium]
    gitlab_realms: [saas]
    deprecation_message: Gone.
    -- unit_primitives/ask_epic --
    cut_off_date: 2024-10-17T00:00:00+00:00
    add_ons: [duo_enterprise]
    license_types: [premium]
    gitlab_realms: [saas]
    -- unit_primitives/explain_code --
    license_types: [premium]
    milestone: '17.3'
    -- unit_primitives/refactor_code --
    add_ons: [duo_pro]
    license_types: [premium]
    gitlab_realms: [saas]
    -- unit_primitives/write_tests --
    gitlab_realms: [dedicated]
    -- add_ons/duo_enterprise --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/dedicated --
    """)
ASKED = Context(license_type="premium", add_ons=frozenset({"duo_pro"}), realm="saas", moment=CUT_OFF)

REASONS = {
    "free until 17 October 2024": Reason(code=Code.FREE, until=CUT_OFF),
    "free until 17 October 2024, 12:30 UTC": Reason(code=Code.FREE, until=CUT_OFF.replace(hour=12, minute=30)),
    "free, no end date stated": Reason(code=Code.FREE),
    "included with Duo Pro": Reason(code=Code.ADD_ON, any_of=("duo_pro",)),
    "included with Duo Core and Duo Pro": Reason(code=Code.ADD_ON, any_of=("duo_pro", "duo_core")),
    "missing add-on (Duo Pro)": Reason(code=Code.MISSING_ADD_ON, any_of=("duo_pro",)),
    "missing add-on (one of Duo Core or Duo Pro)": Reason(code=Code.MISSING_ADD_ON, any_of=("duo_pro", "duo_core")),
    "missing license (Ultimate)": Reason(code=Code.MISSING_LICENSE, any_of=("ultimate",)),
    "version too old (needs 16.10)": Reason(code=Code.VERSION_TOO_OLD, version=parse_version("16.10")),
    "not in this realm (only GitLab.com and Dedicated)": Reason(code=Code.NOT_IN_REALM, any_of=("dedicated", "saas")),
    "no add-on sells it": Reason(code=Code.NO_ADD_ON_SELLS_IT),
}


def test_every_reason_has_its_words() -> None:
    assert {reason_words(reason, TITLE): reason for reason in REASONS.values()} == REASONS
    assert {reason.code for reason in REASONS.values()} == set(Code)


@pytest.mark.parametrize(
    ("unlocks", "words"),
    [
        ([], ""),
        ([Unlock(add_ons=("duo_pro",))], "add Duo Pro"),
        ([Unlock(add_ons=("duo_pro", "duo_core"))], "add Duo Core or Duo Pro"),
        ([Unlock(license_types=("ultimate",), add_ons=("duo_pro",))], "change to Ultimate and add Duo Pro"),
        ([Unlock(version=Version("16.9"))], "upgrade to GitLab 16.9"),
        ([Unlock(add_ons=("duo_pro",), from_version=Version("16.9"))], "add Duo Pro (from GitLab 16.9)"),
        (
            [Unlock(realms=("dedicated", "saas")), Unlock(realms=("self-managed",), version=Version("16.9"))],
            "move to GitLab.com or Dedicated, or move to Self-managed and upgrade to GitLab 16.9",
        ),
    ],
)
def test_every_unlock_has_its_words_with_the_choices_in_the_order_readers_know(
    unlocks: list[Unlock], words: str
) -> None:
    assert unlock_words(unlocks, TITLE) == words


def shared(state: State, why: str, *members: Members, unlock: str = "", **tags: Names) -> SharedVerdict:
    return SharedVerdict(
        state=state,
        why=why,
        unlock=unlock,
        members=members,
        until=None,
        later=len([names for names in tags.values() if names[-1].startswith("first in")]),
        tags=tags,
    )


def test_every_primitive_stands_once_under_its_state_and_what_leaves_something_unsaid_apart() -> None:
    assert verdict_groups(with_same_terms(CATALOG.unit_primitives), ASKED, TITLE) == (
        VerdictGroup(
            state=FREE,
            count=2,
            verdicts=(
                shared(
                    FREE,
                    "free, no end date stated; add-ons are listed, but not enforced",
                    Members(unstated="", names=("refactor_code",)),
                ),
                shared(
                    FREE,
                    "free, no end date stated; no add-on stated either",
                    Members(unstated="realm not stated", names=("explain_code",)),
                ),
            ),
            note="Where no end date is stated, the date or the add-on may just not be public.",
        ),
        VerdictGroup(
            state=NEEDS,
            count=3,
            verdicts=(
                shared(
                    NEEDS,
                    "missing add-on (Duo Enterprise)",
                    Members(unstated="", names=("ask_commit", "ask_epic")),
                    Members(unstated="license and realm not stated", names=("ask_build",)),
                    unlock="add Duo Enterprise",
                    ask_commit=("deprecated",),
                ),
            ),
        ),
        VerdictGroup(
            state=UNAVAILABLE,
            count=1,
            verdicts=(
                shared(
                    UNAVAILABLE,
                    "not in this realm (only Dedicated)",
                    Members(unstated="license not stated", names=("write_tests",)),
                    unlock="move to Dedicated",
                ),
            ),
        ),
    )


def test_free_use_with_an_end_needs_no_note() -> None:
    before = replace(ASKED, moment=CUT_OFF.replace(day=1))
    (group,) = (it for it in verdict_groups(with_same_terms(CATALOG.unit_primitives.pick(["ask_epic"])), before, TITLE))

    assert (group.verdicts[0].why, group.note) == ("free until 17 October 2024", "")


def test_what_is_free_stands_by_the_day_on_which_that_ends_and_what_has_none_last() -> None:
    ends = {
        "a": "2026-11-01",
        "b": "2026-08-14",
        "c": "2027-01-02",
        "d": "2026-08-14",
        "e": "2026-11-01",
        "g": "2026-11-01",
    }
    files = [f"-- unit_primitives/{name} --\ncut_off_date: {day}T00:00:00Z" for name, day in ends.items()]
    made = catalog(
        "\n".join(
            (
                *(*files, "-- unit_primitives/f --", "-- unit_primitives/h --"),
                *("-- unit_primitives/i --\nadd_ons: [duo_pro]", "-- add_ons/duo_pro --"),
                *("-- license_types/premium --", "-- gitlab_realms/saas --"),
            )
        )
    )
    (group,) = verdict_groups(with_same_terms(made.unit_primitives), ASKED, TITLE)

    assert [(verdict.why, verdict.count) for verdict in group.verdicts] == [
        ("free until 14 August 2026", 2),
        ("free until 1 November 2026", 3),
        ("free until 2 January 2027", 1),
        ("free, no end date stated; no add-on stated either", 2),
        ("free, no end date stated; add-ons are listed, but not enforced", 1),
    ]


def test_the_summary_adds_up() -> None:
    groups = verdict_groups(with_same_terms(CATALOG.unit_primitives), ASKED, TITLE)

    assert summary(groups) == "2 of 6 unit primitives work: 2 free for now; 3 need something, 1 not available."
    assert summary(groups[1:2]) == "0 of 3 unit primitives work; 3 need something."
    one = verdict_groups(with_same_terms(CATALOG.unit_primitives.pick(["ask_epic"])), ASKED, TITLE)
    assert summary(one) == "0 of 1 unit primitive works; 1 needs something."
    assert summary(()) == "0 of 0 unit primitives work."


def test_what_works_but_names_a_later_version_as_its_first_is_said() -> None:
    """The rule asks for minimum versions only; somebody in front of a customer would not promise it."""

    def found(version: str | None, realm: str) -> tuple[str, Names]:
        asked = replace(ASKED, version=parse_version(version) if version else None, realm=realm)
        groups = verdict_groups(with_same_terms(CATALOG.unit_primitives), asked, TITLE)
        return summary(groups).partition(". ")[2], tags_of(CATALOG.unit_primitives["explain_code"], asked)

    told = "Of those that work, 1 is first in a later GitLab version."
    assert found("17.2", "self-managed") == (told, ("first in GitLab 17.3",))
    assert found("17.3", "self-managed") == ("", ())
    assert found("17.2", "saas") == ("", ())
    assert found(None, "self-managed") == ("", ())


def test_the_next_steps_are_those_that_bring_any_of_what_was_asked_for_most_first() -> None:
    names = CATALOG.unit_primitives.names
    bare = replace(ASKED, add_ons=frozenset(), license_type="ultimate")

    assert [(step_words(step, TITLE), step.gained) for step in next_steps(CATALOG, bare, names)] == [
        ("Change to Premium", ("explain_code", "refactor_code")),
        ("Add Duo Enterprise", ("ask_build",)),
    ]
    assert [step_words(step, TITLE) for step in next_steps(CATALOG, bare, ["ask_build"])] == ["Add Duo Enterprise"]
    assert next_steps(CATALOG, bare, ["write_tests"]) == ()


@pytest.mark.parametrize(
    ("license", "add_ons", "realm", "version", "words"),
    [
        ("premium", (), "saas", None, "Premium with no add-on, GitLab.com"),
        ("free", (), "saas", "16.9", "Free with no add-on, GitLab.com"),
        ("ultimate", ("duo_pro", "duo_core"), "dedicated", None, "Ultimate with Duo Core and Duo Pro, Dedicated, version unknown"),
        ("premium", ("duo_pro",), "self-managed", "16.9", "Premium with Duo Pro, Self-managed, GitLab 16.9"),
    ],
)  # fmt: skip
def test_a_customers_situation_in_words(
    license: str, add_ons: tuple[str, ...], realm: str, version: str | None, words: str
) -> None:
    asked = Context(
        license_type=license,
        add_ons=frozenset(add_ons),
        realm=realm,
        version=parse_version(version) if version else None,
        moment=CUT_OFF,
    )

    assert customer(asked, TITLE) == words


def test_only_licenses_and_realms_that_are_not_stated_are_left_unsaid() -> None:
    found = {it.name: unstated_words(it) for it in CATALOG.unit_primitives}

    assert found == {
        "ask_build": "license and realm not stated",
        "ask_commit": "",
        "ask_epic": "",
        "explain_code": "realm not stated",
        "refactor_code": "",
        "write_tests": "license not stated",
    }


@pytest.mark.parametrize(
    ("text", "titles", "called"),
    [
        ("-- license_types/premium --", {}, "Free"),
        ("-- license_types/premium --", {"free": "Free of charge"}, "Free of charge"),
        ("-- unit_primitives/free --", {"free": "Free of charge"}, "Free of charge"),
        ("-- add_ons/free --", {"free": "Duo Free"}, "Free"),
        ("-- backend_services/free --", {"free": "Free gateway"}, "Free"),
        ("-- license_types/free --", {"free": "Gratis"}, "Gratis"),
        ("-- license_types/free --\n-- add_ons/free --", {"free": "Gratis"}, "Gratis"),
    ],
)
def test_a_customer_without_a_license_is_not_called_what_something_else_is(
    text: str, titles: dict[str, str], called: str
) -> None:
    context = Context(license_type="free", realm="saas", moment=CUT_OFF)

    assert (
        customer(context, titles_beside(catalog(f"-- unit_primitives/a --\n{text}"), titles))
        == f"{called} with no add-on, Saas"
    )


def test_what_has_the_name_of_no_license_keeps_its_title_and_what_is_gone_its_own() -> None:
    gone = Ref(kind="add_on", name="duo_old")
    titles = titles_beside(
        catalog("-- unit_primitives/a --\n-- add_ons/free --"), {"free": "Duo Free"}, {gone: "the former Duo"}
    )

    assert [titles.one("add_on", "free"), titles.of_ref(gone)] == ["Duo Free", "the former Duo"]
