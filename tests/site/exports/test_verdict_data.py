"""Verdicts as JSON and CSV, as text and as Markdown: the whole of each, for a customer with two sides to everything."""

import json
from datetime import UTC, datetime

from site_builder.catalog import Context, parse_version
from site_builder.site import Titles, verdicts_csv, verdicts_json, verdicts_markdown, verdicts_text
from tests.site.making import TITLES, catalog

CATALOG = catalog("""
    -- unit_primitives/ask_build --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version: '16.10'
    add_ons: [duo_pro, duo_enterprise]
    license_types: [ultimate]
    gitlab_realms: [self-managed]
    deprecation_message: Gone.
    milestone: '17.2'
    -- unit_primitives/explain_code --
    cut_off_date: 2025-01-01T12:00:00+00:00
    -- add_ons/duo_enterprise --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/self-managed --
    """)
PRIMITIVES = tuple(CATALOG.unit_primitives)
TITLE = Titles(TITLES)
NOW = datetime(2024, 11, 1, 12, 30, tzinfo=UTC)
KNOWN = Context(
    license_type="premium", add_ons=frozenset(), realm="self-managed", version=parse_version("16.9"), moment=NOW
)
UNKNOWN = Context(license_type="ultimate", add_ons=frozenset({"duo_pro"}), realm="self-managed", moment=NOW)


def test_json_has_the_context_and_every_reason_and_unlock_with_its_data() -> None:
    assert json.loads(verdicts_json(PRIMITIVES, KNOWN)) == {
        "schema_version": 1,
        "context": {
            "license_type": "premium",
            "add_ons": [],
            "gitlab_realm": "self-managed",
            "gitlab_version": "16.9",
            "as_of": "2024-11-01T12:30:00Z",
        },
        "verdicts": [
            {
                "unit_primitive": "ask_build",
                "available": False,
                "reasons": [
                    {"code": "missing_license", "any_of": ["ultimate"]},
                    {"code": "missing_add_on", "any_of": ["duo_pro", "duo_enterprise"]},
                    {"code": "version_too_old", "gitlab_version": "16.10"},
                ],
                "unlocks": [
                    {
                        "license_types": ["ultimate"],
                        "add_ons": ["duo_pro", "duo_enterprise"],
                        "gitlab_version": "16.10",
                    },
                ],
                "deprecated": True,
            },
            {
                "unit_primitive": "explain_code",
                "available": True,
                "reasons": [{"code": "free", "until": "2025-01-01T12:00:00Z"}],
                "unlocks": [],
                "deprecated": False,
            },
        ],
    }


def test_json_says_from_which_version_an_answer_holds_where_it_is_not_known() -> None:
    found = json.loads(verdicts_json(PRIMITIVES[:1], UNKNOWN))

    assert found["context"]["gitlab_version"] is None
    assert found["verdicts"] == [
        {
            "unit_primitive": "ask_build",
            "available": True,
            "reasons": [{"code": "add_on", "any_of": ["duo_pro"]}],
            "unlocks": [],
            "deprecated": True,
            "from_gitlab_version": "16.10",
        }
    ]


def test_csv_has_a_line_for_each_in_words() -> None:
    assert verdicts_csv(PRIMITIVES, KNOWN, TITLE).decode() == (
        "unit_primitive,available,state,why,unlock,from_gitlab_version,milestone,not_stated,deprecated\r\n"
        "ask_build,no,Needs something,"
        "missing license (Ultimate); missing add-on (one of Duo Pro or Duo Enterprise); version too old (needs 16.10),"
        '"change to Ultimate, add Duo Pro or Duo Enterprise and upgrade to GitLab 16.10",,17.2,,yes\r\n'
        'explain_code,yes,Free for now,"free until 1 January 2025, 12:00 UTC",,,,license and realm not stated,no\r\n'
    )
    assert verdicts_csv(PRIMITIVES[:1], UNKNOWN, TITLE).decode().splitlines()[1] == (
        "ask_build,yes,Included,included with Duo Pro; from GitLab 16.10,,16.10,17.2,,yes"
    )


def test_text_has_the_answer_first() -> None:
    assert (
        verdicts_text(CATALOG, PRIMITIVES, KNOWN, TITLE)
        == """\
Premium with no add-on, Self-managed, GitLab 16.9, as of 1 November 2024, 12:30 UTC
1 of 2 unit primitives works: 1 free for now; 1 needs something.

Free for now (1)
  free until 1 January 2025, 12:00 UTC
    license and realm not stated: explain_code

Needs something (1)
  missing license (Ultimate); missing add-on (one of Duo Pro or Duo Enterprise); version too old (needs 16.10) \
-> change to Ultimate, add Duo Pro or Duo Enterprise and upgrade to GitLab 16.10
    ask_build (deprecated, first in GitLab 17.2)"""
    )


def test_markdown_has_a_table_for_each_state_and_the_notice_last() -> None:
    assert (
        verdicts_markdown(CATALOG, PRIMITIVES, UNKNOWN, TITLE, "Unofficial.")
        == """\
## Ultimate with Duo Pro, Self-managed, version unknown

As of 1 November 2024, 12:30 UTC: 2 of 2 unit primitives work: 1 included, 1 free for now.

### Included (1)

| Why | What would open it | Unit primitives |
| --- | --- | --- |
| included with Duo Pro; from GitLab 16.10 |  | `ask_build` (deprecated) |

### Free for now (1)

| Why | What would open it | Unit primitives |
| --- | --- | --- |
| free until 1 January 2025, 12:00 UTC |  | license and realm not stated: `explain_code` |

_Unofficial._
"""
    )


def test_text_and_markdown_of_some_say_of_how_many() -> None:
    counts = "1 of 1 unit primitive works: 1 included. Only those asked for: 1 of 2."

    assert verdicts_text(CATALOG, PRIMITIVES[:1], UNKNOWN, TITLE).splitlines()[1] == counts
    assert f": {counts}\n" in verdicts_markdown(CATALOG, PRIMITIVES[:1], UNKNOWN, TITLE)


def test_a_title_breaks_no_table_and_is_no_markup() -> None:
    found = verdicts_markdown(
        CATALOG, PRIMITIVES[:1], UNKNOWN, Titles({"duo_pro": "<b>Duo | *Pro*\\"}), "_So_\n# it is."
    )

    shown = "\\<b\\>Duo \\| \\*Pro\\*\\\\"
    assert found.startswith(f"## Ultimate with {shown}, Self-managed, version unknown\n")
    assert f"| included with {shown}; from GitLab 16.10 |  |" in found
    assert found.endswith("\n_\\_So\\_ # it is._\n")
