"""`site-builder list`: the entities of a kind, or those of them that state something, in four forms."""

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
    min_gitlab_version: '16.9'
    status: beta
    add_ons: [duo_core, duo_pro]
    gitlab_realms: [saas]
    backend_services: [ai_gateway]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    backend_services: [ai_gateway]
    -- add_ons/duo_core --
    description: Comes with a license, and has a description that is longer than a line has room for.
    -- add_ons/duo_pro --
    -- gitlab_realms/saas --
    -- backend_services/ai_gateway --
    """


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_config(tmp_path / "config", CONFIG)
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "option", "field"),
    [
        ("unit_primitives", "--add-on", "add_ons"),
        ("unit_primitives", "--realm", "gitlab_realms"),
        ("unit_primitives", "--license", "license_types"),
        ("unit_primitives", "--gitlab-version", "min_gitlab_version"),
        ("service", "--gitlab-realm", "gitlab_realm"),
        ("", "--realm", "gitlab_realms"),
        ("Add-ons", "--url", "documentation_url"),
        ("", "--cut-off", "cut_off_date"),
    ],
)
def test_who_gives_a_field_as_an_option_is_told_how_to_ask_for_it(
    place: Path, kind: str, option: str, field: str
) -> None:
    ending = run("list", *filter(None, (kind, option, "duo_pro")), cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.endswith(f"Error: No such option '{option}': write --where {field}=VALUE\n")


@pytest.mark.parametrize("option", ["--for", "--form"])
def test_the_beginning_of_an_option_is_meant_for_that(place: Path, option: str) -> None:
    assert "Did you mean '--format'?" in run("list", "unit_primitives", f"{option}=json", cwd=place).err


def test_an_option_that_is_no_field_is_none(place: Path) -> None:
    assert run("list", "add_ons", "--nope", cwd=place).err.endswith("Error: No such option '--nope'.\n")


def test_a_table_shows_what_decides(place: Path) -> None:
    assert run("list", "unit_primitives", cwd=place) == Ending(
        0,
        """\
name          add_ons            license_types  gitlab_realms  cut_off_date  status
duo_chat      duo_core, duo_pro                 saas           2024-10-17    beta
explain_code  duo_pro
2 unit primitives
""",
        "",
    )


def test_of_other_kinds_it_shows_how_much_there_is(place: Path) -> None:
    assert (
        run("list", "add-on", cwd=place).out
        == """\
name      unit_primitives  description
duo_core  1                Comes with a license, and has a descrip…
duo_pro   2
2 add-ons
"""
    )


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        (("add_ons=duo_pro",), "duo_chat\nexplain_code\n"),
        (("add_ons=duo_pro", "gitlab_realms=saas"), "duo_chat\n"),
        (("gitlab_realms=",), "explain_code\n"),
        (("min_gitlab_version=16.9.0",), "duo_chat\n"),
        (("cut_off_date=2024-10-17T00:00:00Z",), "duo_chat\n"),
        (("cut_off_date=2024-10-17 02:00:00+0200",), "duo_chat\n"),
        (("cut_off_date=2024-10-17 00:00:00 UTC",), "duo_chat\n"),
        (("group=group::duo_chat",), "duo_chat\nexplain_code\n"),
        (("description=a=b",), ""),
    ],
)
def test_conditions_narrow_it_down(place: Path, conditions: tuple[str, ...], names: str) -> None:
    where = [word for condition in conditions for word in ("--where", condition)]

    assert run("list", "unit_primitives", *where, "--format", "names", cwd=place) == Ending(0, names, "")


def test_nothing_found_is_said(place: Path) -> None:
    assert run("list", "unit_primitives", "--where", "status=experiment", cwd=place).out == "0 unit primitives\n"


def test_programs_get_every_field_and_both_ends_of_relations(place: Path) -> None:
    found = json.loads(run("list", "add_ons", "--format", "json", cwd=place).out)
    rows = list(csv.DictReader(io.StringIO(run("list", "add_ons", "--format", "csv", cwd=place).out), strict=True))

    assert found["schema_version"] == 1
    assert [(it["name"], it["unit_primitives"]) for it in found["add_ons"]] == [
        ("duo_core", ["duo_chat"]),
        ("duo_pro", ["duo_chat", "explain_code"]),
    ]
    assert [row["unit_primitives"] for row in rows] == ["duo_chat", "duo_chat; explain_code"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ("addons",),
            (
                "unknown kind 'addons' (did you mean 'add_ons'?); there are unit_primitives, add_ons, license_types, "
                "gitlab_realms, backend_services, services, groups, feature_categories"
            ),
        ),
        (
            ("add_ons", "--where", "unit_primitive=x"),
            "Invalid value for '--where': add-ons have no field 'unit_primitive' (did you mean 'unit_primitives'?)",
        ),
        (
            (),
            (
                "Missing argument 'KIND': there are unit_primitives, add_ons, license_types, gitlab_realms, "
                "backend_services, services, groups, feature_categories"
            ),
        ),
        (
            ("unit_primitives", "--where", "add_ons=duo_prro"),
            "Invalid value for '--where': unknown add-on 'duo_prro' (did you mean 'duo_pro'?)",
        ),
        (
            ("add_ons", "--where", "unit_primitives=duo_chta"),
            "Invalid value for '--where': unknown unit primitive 'duo_chta' (did you mean 'duo_chat'?)",
        ),
        (
            ("unit_primitives", "--where", "status=betta"),
            (
                "Invalid value for '--where': unknown status 'betta' (did you mean 'beta'?); "
                "there are experiment, beta, generally_available"
            ),
        ),
        (
            ("unit_primitives", "--where", "cut_off_date=2024-10-17"),
            (
                "Invalid value for '--where': '2024-10-17' has no time and no time zone "
                "(write 2024-10-17T00:00:00+00:00 where UTC is meant)"
            ),
        ),
        (("add_ons", "--where", "name"), "Invalid value for '--where': 'name' is not of the form FIELD=VALUE"),
        (
            ("unit_primitives", "--where", "min_gitlab_version=new"),
            "Invalid value for '--where': not a GitLab version: 'new' (write it like '16.10' or '16.10.1')",
        ),
    ],
    ids=str,
)
def test_a_wrong_question_is_told_what_would_do(place: Path, arguments: tuple[str, ...], complaint: str) -> None:
    ending = run("list", *arguments, cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.splitlines()[-1] == f"Error: {complaint}"
