"""Five states, each with a word of its own; a cell has the state of the verdict and its reasons in words."""

from datetime import UTC, datetime

import pytest

from site_builder.catalog import Context, parse_version
from site_builder.catalog.availability import Code, Reason
from site_builder.site.states import STATES, cell, reason_text
from site_builder.site.wording import Titles
from tests.site.making import TITLES, catalog

TITLE = Titles(TITLES)
CUT_OFF = datetime(2024, 10, 17, tzinfo=UTC)
PRIMITIVE = catalog("""
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version_for_free_access: '16.8'
    min_gitlab_version: '16.9'
    add_ons: [duo_pro, duo_core]
    license_types: [ultimate]
    gitlab_realms: [saas, self-managed]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    -- gitlab_realms/dedicated --
    """).unit_primitives["duo_chat"]


def test_the_five_states_differ_in_key_word_and_meaning() -> None:
    assert [state.key for state in STATES] == ["included", "free", "needs", "unavailable", "unstated"]
    assert len({state.word for state in STATES}) == len({state.meaning for state in STATES}) == 5


@pytest.mark.parametrize(
    ("license", "add_on", "realm", "version", "moment", "state", "reason"),
    [
        ("ultimate", "", "saas", None, datetime(2024, 10, 1, tzinfo=UTC), "Free for now", "until 17 October 2024"),
        (
            *("ultimate", "", "self-managed", None, datetime(2024, 10, 1, tzinfo=UTC)),
            *("Free for now", "until 17 October 2024; GitLab 16.8 or later"),
        ),
        ("ultimate", "duo_pro", "saas", None, CUT_OFF, "Included", ""),
        ("ultimate", "duo_pro", "self-managed", None, CUT_OFF, "Included", "GitLab 16.9 or later"),
        ("ultimate", "duo_pro", "self-managed", "16.9", CUT_OFF, "Included", ""),
        ("ultimate", "duo_pro", "self-managed", "16.8", CUT_OFF, "Needs something", "needs GitLab 16.9"),
        ("ultimate", "", "self-managed", None, CUT_OFF, "Needs something", "needs Duo Core or Duo Pro"),
        (
            *("premium", "", "self-managed", "16.8", CUT_OFF),
            *("Needs something", "needs Ultimate; needs Duo Core or Duo Pro; needs GitLab 16.9"),
        ),
        (
            *("premium", "duo_pro", "dedicated", None, CUT_OFF),
            *("Not available", "only on GitLab.com and Self-managed; needs Ultimate"),
        ),
    ],
)
def test_a_cell_names_every_condition_that_fails(
    license: str, add_on: str, realm: str, version: str | None, moment: datetime, state: str, reason: str
) -> None:
    context = Context(
        license_type=license,
        add_ons=frozenset({add_on} - {""}),
        realm=realm,
        version=parse_version(version) if version else None,
        moment=moment,
    )

    found = cell(PRIMITIVE, context, TITLE)

    assert (found.state.word, found.reason) == (state, reason)


REASONS = {
    "until 17 October 2024": Reason(code=Code.FREE, until=CUT_OFF),
    "no end date stated": Reason(code=Code.FREE),
    "": Reason(code=Code.ADD_ON, any_of=("duo_pro",)),
    "needs Duo Core or Duo Pro": Reason(code=Code.MISSING_ADD_ON, any_of=("duo_pro", "duo_core")),
    "needs Ultimate": Reason(code=Code.MISSING_LICENSE, any_of=("ultimate",)),
    "needs GitLab 16.10": Reason(code=Code.VERSION_TOO_OLD, version=parse_version("16.10")),
    "only on GitLab.com": Reason(code=Code.NOT_IN_REALM, any_of=("saas",)),
    "no add-on sells it": Reason(code=Code.NO_ADD_ON_SELLS_IT),
}


def test_every_reason_has_words() -> None:
    assert {reason_text(reason, TITLE): reason for reason in REASONS.values()} == REASONS
    assert {reason.code for reason in REASONS.values()} == set(Code)
