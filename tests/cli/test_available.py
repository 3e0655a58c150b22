"""`site-builder available`: what works for a customer, in four forms, and what it says to a wrong question."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import Ending, run
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version_for_free_access: '16.8'
    min_gitlab_version: '16.9'
    add_ons: [duo_core, duo_pro]
    license_types: [premium, ultimate]
    gitlab_realms: [saas, self-managed]
    alias_names: [chat]
    backend_services: [ai_gateway]
    -- unit_primitives/explain_code --
    license_types: [premium]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    -- backend_services/ai_gateway --
    """
TITLES = "titles:\n  duo_core: Duo Core\n  duo_pro: Duo Pro\n  saas: GitLab.com\nnotice: Unofficial.\n"
ASKED = ("--license", "premium", "--realm", "self-managed")
DAY_BEFORE, DAY = "2024-10-16T00:00:00Z", "2024-10-17T00:00:00Z"
NOTE = "note: of that moment by what config states today; for what it stated then, name a copy of it with --config\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with a configuration."""
    write_config(tmp_path / "config", CONFIG)
    (tmp_path / "config" / "site.yml").write_text(TITLES, encoding="utf-8")
    return tmp_path


def verdicts(place: Path, *arguments: str) -> list[tuple[str, bool, list[str]]]:
    """Each primitive with the answer and the codes of its reasons."""
    ending = run("available", *arguments, "--format", "json", cwd=place)
    assert (ending.status, ending.err) == (0, NOTE if "--as-of" in arguments else "")
    found = json.loads(ending.out)["verdicts"]
    return [(it["unit_primitive"], it["available"], [reason["code"] for reason in it["reasons"]]) for it in found]


def test_the_worked_example_of_the_domain(place: Path) -> None:
    asked = ("duo_chat", *ASKED, "--gitlab-version", "16.8")

    assert verdicts(place, *asked, "--as-of", DAY_BEFORE) == [("duo_chat", True, ["free"])]
    assert verdicts(place, *asked, "--as-of", DAY) == [("duo_chat", False, ["missing_add_on", "version_too_old"])]
    assert verdicts(place, *asked, "--as-of", DAY, "--add-on", "duo_pro") == [("duo_chat", False, ["version_too_old"])]


def test_the_answer_as_text(place: Path) -> None:
    assert run("available", *ASKED, "--add-on", "duo_core", "--gitlab-version", "16.8", "--as-of", DAY, cwd=place) == (
        Ending(
            0,
            """\
Premium with Duo Core, Self-managed, GitLab 16.8, as of 17 October 2024
1 of 2 unit primitives works: 1 free for now; 1 needs something.

Free for now (1)
  Where no end date is stated, the date or the add-on may just not be public.
  free, no end date stated; no add-on stated either
    realm not stated: explain_code

Needs something (1)
  version too old (needs 16.9) -> upgrade to GitLab 16.9
    duo_chat

What one more purchase or upgrade would bring
  Upgrade to GitLab 16.9: +1
    duo_chat
""",
            NOTE,
        )
    )


def test_a_step_says_of_what_is_deprecated_that_it_is(place: Path) -> None:
    message = "    deprecation_message: Gone.\n    deprecated_by_url: https://example.com/1\n"
    named = "    license_types: [premium, ultimate]\n"
    write_config(place / "config", CONFIG.replace(named, f"{named}{message}"))
    text = run("available", *ASKED, "--as-of", DAY, cwd=place).out
    table = run("available", *ASKED, "--as-of", DAY, "--format", "markdown", cwd=place).out

    assert "  Add Duo Pro: +1\n    duo_chat (deprecated)\n" in text
    assert "| Add Duo Pro | 1 | 0 | `duo_chat` (deprecated) |\n" in table


def test_a_step_says_of_what_came_with_a_later_version_that_it_did(place: Path) -> None:
    write_config(place / "config", CONFIG.replace("    alias_names: [chat]\n", "    milestone: '17.2'\n"))
    asked = (*ASKED, "--gitlab-version", "17.1", "--as-of", DAY)
    text = run("available", *asked, cwd=place).out
    table = run("available", *asked, "--format", "markdown", cwd=place).out

    assert "  Add Duo Pro: +1\n    duo_chat (first in GitLab 17.2)\n" in text
    assert "| Add Duo Pro | 1 | 0 | `duo_chat` (first in GitLab 17.2) |\n" in table


def test_the_answer_as_json_names_the_question(place: Path) -> None:
    arguments = ("--license", "ultimate", "--add-on", "duo_pro", "--add-on", "duo_core", "--realm", "saas")
    found = json.loads(run("available", *arguments, "--as-of", DAY, "--format", "json", cwd=place).out)

    assert list(found) == ["schema_version", "context", "verdicts"]
    assert found["schema_version"] == 1
    assert found["context"] == {
        "license_type": "ultimate",
        "add_ons": ["duo_core", "duo_pro"],
        "gitlab_realm": "saas",
        "gitlab_version": None,
        "as_of": "2024-10-17T00:00:00Z",
    }


def test_the_answer_as_csv_and_as_markdown(place: Path) -> None:
    table = run("available", *ASKED, "--as-of", DAY, "--format", "csv", cwd=place).out
    text = run("available", *ASKED, "--as-of", DAY, "--format", "markdown", cwd=place).out

    rows = list(csv.DictReader(io.StringIO(table, newline=""), strict=True))
    assert [(row["unit_primitive"], row["available"]) for row in rows] == [("duo_chat", "no"), ("explain_code", "yes")]
    assert text.startswith("## Premium with no add-on, Self-managed, version unknown\n")
    assert text.endswith("\n_Unofficial._\n")


def test_a_version_may_be_written_as_an_instance_shows_it(place: Path) -> None:
    def answer(version: str) -> str:
        return run("available", *ASKED, "--gitlab-version", version, "--as-of", DAY, cwd=place).out

    assert answer("v16.8.0-ee") == answer("16.8.0") != answer("16.9")


def test_names_and_aliases_narrow_the_answer_down_and_each_counts_once(place: Path) -> None:
    found = verdicts(place, "explain_code", "chat", "duo_chat", *ASKED, "--as-of", DAY)

    assert [name for name, _, _ in found] == ["explain_code", "duo_chat"]


def test_free_is_a_license_in_no_list(place: Path) -> None:
    found = verdicts(place, "--license", "free", "--realm", "saas", "--as-of", DAY_BEFORE)

    assert found == [("duo_chat", False, ["missing_license"]), ("explain_code", False, ["missing_license"])]


def test_free_is_not_called_as_an_add_on_of_that_name_is(place: Path) -> None:
    write_config(place / "config", "-- add_ons/free --")
    (place / "config/site.yml").write_text("titles:\n  free: Duo Free\n", encoding="utf-8")
    asked = ("--license", "free", "--add-on", "free", "--realm", "saas")

    told = [run("available", "duo_chat", *asked, "--format", form, cwd=place).out for form in ("text", "markdown")]

    assert [text.splitlines()[0].partition(", ")[0] for text in told] == [
        "Free with Duo Free",
        "## Free with Duo Free",
    ]


def test_the_moment_may_come_from_the_environment(place: Path) -> None:
    ending = run("available", *ASKED, "--format", "json", cwd=place, SOURCE_DATE_EPOCH="1729123199")

    assert json.loads(ending.out)["context"]["as_of"] == "2024-10-16T23:59:59Z"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ("--license", "premum", "--realm", "saas"),
            (
                "Invalid value for '--license': unknown license type 'premum' (did you mean 'premium'?); "
                "there are premium, ultimate, free"
            ),
        ),
        (
            (*ASKED, "--add-on", "duo_prro"),
            (
                "Invalid value for '--add-on': unknown add-on 'duo_prro' (did you mean 'duo_pro'?); "
                "there are duo_core, duo_pro"
            ),
        ),
        (
            ("--license", "premium", "--realm", "gitlab.com"),
            (
                "Invalid value for '--realm': unknown GitLab realm 'gitlab.com' (did you mean 'saas'?); "
                "there are saas, self-managed"
            ),
        ),
        (
            ("duo_chta", *ASKED),
            "unknown unit primitive 'duo_chta' (did you mean 'duo_chat'?)",
        ),
        (
            ("duo_chta", "duo_chat", "nothing_like_it", *ASKED),
            ("unknown unit primitive 'duo_chta' (did you mean 'duo_chat'?); unknown unit primitive 'nothing_like_it'"),
        ),
        (("duo_pro", *ASKED), "'duo_pro' is an add-on; this is about unit primitives"),
        (("\x1b[2J", *ASKED), "unknown unit primitive '\\x1b[2J'"),
        (
            (*ASKED, "--gitlab-version", "sixteen"),
            "Invalid value for '--gitlab-version': not a GitLab version: 'sixteen' (write it like 16.10 or 16.10.1)",
        ),
        (("--realm", "saas"), "Missing option '--license': there are premium, ultimate, free"),
        (("--license", "premium"), "Missing option '--realm': there are saas, self-managed"),
    ],
)
def test_a_wrong_question_is_told_what_would_do(place: Path, arguments: tuple[str, ...], complaint: str) -> None:
    ending = run("available", *arguments, cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.splitlines()[-1] == f"Error: {complaint}"


def test_a_date_without_a_time_zone_is_told_its_fixed_form(place: Path) -> None:
    ending = run("available", *ASKED, "--as-of", "2024-10-17", cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert "error[E706]" in ending.err
    assert "write 2024-10-17T00:00:00+00:00 where UTC is meant" in ending.err


def test_a_wrong_configuration_is_the_authors_turn(place: Path) -> None:
    write_config(place / "config", "-- unit_primitives/duo_chat --\nadd_ons: [duo_prro]")
    ending = run("available", *ASKED, cwd=place)

    assert (ending.status, ending.out) == (1, "")
    assert "error[E301] add_ons[0]: unknown add-on 'duo_prro'" in ending.err


def test_where_no_realm_is_stated_none_has_to_be_named(tmp_path: Path) -> None:
    write_config(
        tmp_path / "config", "-- unit_primitives/duo_chat --\nlicense_types: [premium]\n-- license_types/premium --"
    )
    ending = run("available", "--license", "premium", "--as-of", DAY, cwd=tmp_path)
    named = run("available", "--license", "premium", "--realm", "saas", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, NOTE)
    assert ending.out.startswith(
        "Premium with no add-on, any realm (none stated), version unknown, as of 17 October 2024\n"
    )
    assert named.status == 2
    assert named.err.endswith(
        "Error: Invalid value for '--realm': unknown GitLab realm 'saas'; there are none in this catalog\n"
    )


def test_versions_are_spelt_alike_whatever_their_files_say(tmp_path: Path) -> None:
    write_config(
        tmp_path / "config",
        "-- unit_primitives/a --\nmin_gitlab_version_for_free_access: '16.10'\n"
        "-- unit_primitives/b --\nmin_gitlab_version_for_free_access: '16.10.0'\n-- gitlab_realms/self-managed --",
    )
    asked = ("available", "--license", "free", "--realm", "self-managed", "--gitlab-version", "16.9")

    assert "version too old (needs 16.10) -> upgrade to GitLab 16.10\n    license and realm not stated: a, b\n" in (
        run(*asked, cwd=tmp_path).out
    )
    for form in ("json", "csv"):
        assert "16.10.0" not in run(*asked, "--format", form, cwd=tmp_path).out


def test_only_the_past_is_answered_by_what_is_no_longer_stated(place: Path) -> None:
    def said(as_of: str) -> str:
        return run("available", *ASKED, "--as-of", as_of, cwd=place, SOURCE_DATE_EPOCH="1729123200").err

    assert [said(moment) for moment in (DAY_BEFORE, DAY, "2024-10-18T00:00:00Z")] == [NOTE, "", ""]
