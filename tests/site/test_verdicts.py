"""Verdicts in words: each reason and unlock as the domain names it, gathered by what is the same."""

from datetime import UTC, datetime

import pytest

from site_builder.catalog import Code, Context, Reason, Unlock, parse_version
from site_builder.site.states import FREE, NEEDS, UNAVAILABLE
from site_builder.site.verdicts import (
    Members,
    SharedVerdict,
    VerdictGroup,
    customer,
    reason_words,
    summary,
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
        ([{"add_on": "duo_pro"}], "add Duo Pro"),
        ([{"add_on": "duo_pro"}, {"add_on": "duo_core"}], "add Duo Core or Duo Pro"),
        ([{"license_type": "ultimate", "add_on": "duo_pro"}], "change to Ultimate and add Duo Pro"),
        ([{"version": "16.9"}], "upgrade to GitLab 16.9"),
        ([{"add_on": "duo_pro", "from_version": "16.9"}], "add Duo Pro (from GitLab 16.9)"),
        (
            [{"realm": "saas"}, {"realm": "self-managed", "version": "16.9"}, {"realm": "dedicated"}],
            "move to GitLab.com or Dedicated, or move to Self-managed and upgrade to GitLab 16.9",
        ),
    ],
)
def test_unlocks_that_differ_in_names_only_share_their_words(unlocks: list[dict[str, str]], words: str) -> None:
    found = [
        Unlock(
            realm=values.get("realm"),
            license_type=values.get("license_type"),
            add_on=values.get("add_on"),
            version=parse_version(values["version"]) if "version" in values else None,
            from_version=parse_version(values["from_version"]) if "from_version" in values else None,
        )
        for values in unlocks
    ]

    assert unlock_words(found, TITLE) == words


def test_every_primitive_stands_once_under_its_state_and_what_leaves_something_unsaid_apart() -> None:
    assert verdict_groups(CATALOG.unit_primitives, ASKED, TITLE) == (
        VerdictGroup(
            state=FREE,
            count=1,
            verdicts=(
                SharedVerdict(
                    state=FREE,
                    why="free, no end date stated",
                    unlock="",
                    members=(Members(unstated="realm not stated", names=("explain_code",)),),
                    deprecated=frozenset(),
                ),
            ),
        ),
        VerdictGroup(
            state=NEEDS,
            count=3,
            verdicts=(
                SharedVerdict(
                    state=NEEDS,
                    why="missing add-on (Duo Enterprise)",
                    unlock="add Duo Enterprise",
                    members=(
                        Members(unstated="", names=("ask_commit", "ask_epic")),
                        Members(unstated="license and realm not stated", names=("ask_build",)),
                    ),
                    deprecated=frozenset({"ask_commit"}),
                ),
            ),
        ),
        VerdictGroup(
            state=UNAVAILABLE,
            count=1,
            verdicts=(
                SharedVerdict(
                    state=UNAVAILABLE,
                    why="not in this realm (only Dedicated)",
                    unlock="move to Dedicated",
                    members=(Members(unstated="license not stated", names=("write_tests",)),),
                    deprecated=frozenset(),
                ),
            ),
        ),
    )


def test_the_summary_adds_up() -> None:
    groups = verdict_groups(CATALOG.unit_primitives, ASKED, TITLE)

    assert summary(groups) == "1 of 5 unit primitives works: 1 free for now; 3 need something, 1 not available."
    assert summary(groups[1:2]) == "0 of 3 unit primitives work; 3 need something."
    assert summary(groups[:1]) == "1 of 1 unit primitive works: 1 free for now."


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
        "write_tests": "license not stated",
    }
