"""`site-builder check`: everything that is wrong, as text or JSON, and an exit status that says whether anything is."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import Ending, run
from tests.output.publishing import names
from tests.site.making import write_config

GOOD = "-- unit_primitives/duo_chat --\nbackend_services: [ai_gateway]\n-- backend_services/ai_gateway --\n"
WARNED = "-- unit_primitives/duo_chat --\n"
WRONG = """
    -- unit_primitives/duo_chat --
    group: group:duo_chat
    -- unit_primitives/explain_code --
    min_gitlab_version: 16.10
    """
TEXT = """\
config/unit_primitives/duo_chat.yml:6:8: error[E215] group: 'group:duo_chat' is not of the form group::name \
(write 'group::duo_chat')
  6 | group: group:duo_chat
    |        ^^^^^^^^^^^^^^
"""


def test_nothing_wrong_ends_with_0_and_makes_nothing(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)

    assert run("check", cwd=tmp_path) == Ending(0, "No problems found.\n", "")
    assert names(tmp_path) == ["config"]


def test_warnings_end_with_0_and_with_1_when_strict(tmp_path: Path) -> None:
    write_config(tmp_path / "config", WARNED)

    usual, strict = run("check", cwd=tmp_path), run("check", "--strict", cwd=tmp_path)

    assert (usual.status, strict.status) == (0, 1)
    assert usual.out == strict.out
    assert usual.out.startswith("config/unit_primitives/duo_chat.yml: warning[W309] backend_services: ")
    assert usual.out.endswith("\n1 warning.\nMore about a code: site-builder explain W309\n")
    assert usual.err == strict.err == ""


def test_the_errors_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    write_config(tmp_path / "config", WRONG)

    ending = run("check", cwd=tmp_path)

    assert (ending.status, ending.err) == (1, "")
    first, _, rest = ending.out.partition("config/unit_primitives/explain_code.yml")
    assert first == TEXT
    assert rest.startswith(":7:21: error[E204] min_gitlab_version: ")
    assert "write '16.10'" in rest
    assert rest.endswith(
        "\n2 errors.\n2 of these have one right answer: site-builder fix writes it.\n"
        "More about a code: site-builder explain E215\n"
    )


def test_the_configuration_may_be_anywhere(tmp_path: Path) -> None:
    write_config(tmp_path / "my" / "yaml", WARNED)

    ending = run("check", "--config", "my/yaml", cwd=tmp_path)

    assert ending.status == 0
    assert ending.out.startswith("my/yaml/unit_primitives/duo_chat.yml: warning[W309]")


def test_json_has_every_problem_with_every_part(tmp_path: Path) -> None:
    write_config(tmp_path / "config", WRONG)

    ending = run("check", "--format", "json", cwd=tmp_path)

    found = json.loads(ending.out)
    assert (ending.status, ending.err) == (1, "")
    assert {name: found[name] for name in ("schema_version", "errors", "warnings")} == {
        "schema_version": 1,
        "errors": 2,
        "warnings": 0,
    }
    assert found["problems"][0] == {
        "path": "config/unit_primitives/duo_chat.yml",
        "line": 6,
        "column": 8,
        "code": "E215",
        "field": "group",
        "message": "'group:duo_chat' is not of the form group::name",
        "suggestion": "write 'group::duo_chat'",
        "help": "",
        "excerpt": "group: group:duo_chat",
        "width": 14,
        "replacement": "group::duo_chat",
        "severity": "error",
        "explain": "site-builder explain E215",
    }
    assert [problem["code"] for problem in found["problems"]] == ["E215", "E204"]


def test_json_of_a_good_configuration_is_an_empty_list(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)

    ending = run("check", "--format", "json", cwd=tmp_path)

    assert ending.status == 0
    assert json.loads(ending.out) == {"schema_version": 1, "errors": 0, "warnings": 0, "problems": []}


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_missing_configuration_ends_with_3_and_an_empty_output(tmp_path: Path, form: str) -> None:
    assert run("check", "--config", "nowhere", "--format", form, cwd=tmp_path) == Ending(
        3,
        "",
        "nowhere: error[E703] no config directory here\n"
        "  help: name it with --config; it holds a directory for each kind, such as unit_primitives\n1 error.\n",
    )


def test_a_configuration_that_is_a_file_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("", encoding="utf-8")

    assert run("check", cwd=tmp_path).status == 3


def test_no_unit_primitives_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()

    assert run("check", cwd=tmp_path) == Ending(
        1,
        "config/unit_primitives: error[E117] no unit primitives at all\n"
        "  help: each is a file in unit_primitives, with a name that ends in .yml\n1 error.\n"
        "More about a code: site-builder explain E117\n",
        "",
    )


def test_problems_of_the_settings_file_are_told_in_the_same_form(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)
    (tmp_path / "config/site.yml").write_text("title: [a, list]\n", encoding="utf-8")

    ending = run("check", "--format", "json", cwd=tmp_path)

    assert (ending.status, ending.err) == (1, "")
    assert [(problem["path"], problem["code"]) for problem in json.loads(ending.out)["problems"]] == [
        ("config/site.yml", "E203")
    ]


@pytest.mark.parametrize("form", ["json", "codequality", "junit", "text"])
def test_a_directory_whose_name_is_no_text_is_told_in_every_form(tmp_path: Path, form: str) -> None:
    config = write_config(tmp_path / "config", WARNED)
    name = os.fsdecode(b"c\xff")
    config.rename(tmp_path / name)

    ending = run("check", "--config", name, "--format", form, cwd=tmp_path)

    assert ending.status == 0, ending.err
    assert "W309" in ending.out
    if form in ("json", "codequality"):
        json.loads(ending.out)
