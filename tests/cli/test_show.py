"""`site-builder show`: everything that one entity states, and what refers to it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Ending, run
from tests.past import write_past
from tests.site.making import write_config
from tests.source.repositories import clone

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Answers questions.
    cut_off_date: 2024-10-17T00:00:00+00:00
    min_gitlab_version: '16.9'
    add_ons: [duo_pro, duo_core]
    alias_names: [old_chat]
    introduced_by_url: https://gitlab.com/gitlab-org/a-very-long-path/that-goes-on/and-on/and-on/-/merge_requests/799
    backend_services: [ai_gateway]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- backend_services/ai_gateway --
    -- services/duo_chat --
    unit_primitives: [duo_chat]
    """


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_config(tmp_path / "config", CONFIG)
    return tmp_path


TEXT = """\
duo_chat: unit primitive
Answers questions.
Group                                   group::duo_chat
Feature category                        duo_chat
Documentation                           https://docs.gitlab.com/
Introduced by                           https://gitlab.com/gitlab-org/a-very-long-path/that-goes-on/and-on/and-on/-/merge_requests/799
Cut-off date                            2024-10-17T00:00:00Z
Minimum GitLab version                  16.9
Other names                             old_chat
Backend services                        ai_gateway
Add-ons                                 duo_pro, duo_core
Legacy services (is part of service)    duo_chat
"""


def test_a_name_may_hold_a_slash(place: Path) -> None:
    write_config(place / "config", "-- unit_primitives/runner --\ngroup: group::ci/cd\n")
    for words in (["group::ci/cd"], ["group/group::ci/cd"], ["group", "group::ci/cd"]):
        assert run("show", *words, cwd=place).out.splitlines()[0] == "group::ci/cd: group"


def test_no_moment_is_read_where_none_is_asked_for(place: Path) -> None:
    assert run("show", "old_chat", cwd=place, SOURCE_DATE_EPOCH="yesterday").status == 0


@pytest.mark.parametrize("words", [("unit_primitive", "duo_chat"), ("unit_primitives/duo_chat",), ("old_chat",)])
def test_the_text_says_what_is_stated_and_what_refers_to_it(place: Path, words: tuple[str, ...]) -> None:
    ending = run("show", *words, cwd=place)

    assert (ending.status, ending.err) == (0, "")
    lines = [" ".join(line.split()) for line in ending.out.splitlines()]
    assert [" ".join(line.split()) for line in TEXT.splitlines()] == lines[: len(TEXT.splitlines())]
    assert lines[len(TEXT.splitlines())].startswith("Not stated Status, Milestone, ")
    assert lines[-1] == "config/unit_primitives/duo_chat.yml"


def test_the_yaml_is_the_file_as_it_stands(place: Path) -> None:
    ending = run("show", "ai_gateway", "--format", "yaml", cwd=place)

    assert ending == Ending(0, (place / "config/backend_services/ai_gateway.yml").read_text(encoding="utf-8"), "")


def test_programs_get_every_field_and_both_ends_of_relations(place: Path) -> None:
    found = json.loads(run("show", "duo_pro", "--format", "json", cwd=place).out)

    assert (found["schema_version"], found["kind"]) == (1, "add_on")
    assert (found["add_on"]["name"], found["add_on"]["unit_primitives"]) == ("duo_pro", ["duo_chat"])


def test_markdown_is_a_table(place: Path) -> None:
    assert (
        run("show", "duo_core", "--format", "markdown", cwd=place).out
        == """\
## `duo_core` (add-on)

| Field | Value |
| --- | --- |
| Unit primitives (bundles) | duo\\_chat |
| Not stated | Documentation |
"""
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("duo_prro",), "unknown name 'duo_prro' (did you mean 'duo_pro'?)"),
        (("add_on", "duo_chat"), "unknown add-on 'duo_chat'"),
        (("addon", "duo_pro"), "unknown kind 'addon' (did you mean 'add_on'?); there are unit_primitives, add_ons, "),
        (("feature_category", "duo_chat", "--format", "yaml"), "a feature category has no file: it arises from the files that name it"),
        (("group::duo_chat", "--history"), "a group has no file: it arises from the files that name it"),
        (("duo_pro", "--history", "--format", "yaml"), "a history has no YAML: take text, json or markdown"),
        ((), "Missing argument '[KIND] NAME'."),
        (("a", "b", "c"), "one entity is shown at once, its kind before its name; 3 words given"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_question_is_told_what_would_do(place: Path, arguments: tuple[str, ...], complaint: str) -> None:
    ending = run("show", *arguments, cwd=place)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.splitlines()[-1].startswith(f"Error: {complaint}")


def test_of_several_with_one_name_the_unit_primitive_is_meant_and_the_others_are_named(place: Path) -> None:
    ending = run("show", "duo_chat", cwd=place)

    assert (ending.status, ending.err) == (0, "also the name of service/duo_chat, feature_category/duo_chat\n")
    assert ending.out == run("show", "unit_primitive", "duo_chat", cwd=place).out


HISTORY = """\
generate_tests: unit primitive
2024-12-10T15:00:00Z  -  Rename write_tests, deprecate categorize_issue (gitlab-org/cloud-connector!83)
  Name: write_tests → generate_tests
  Other names: not stated → write_tests
2024-09-12T13:00:00Z  -  Call test generation what it does (gitlab-org/cloud-connector!70)
  File: not there → added
It was added on 12 September 2024 and has changed once since then.
"""


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Two years of it, of which the primitive `generate_tests` has seen most."""
    return write_past(tmp_path, tags=False).root


def test_a_history_tells_every_commit_field_by_field(past: Path) -> None:
    told = run("show", "generate_tests", "--history", cwd=past)

    assert (told.status, told.err) == (0, "")
    assert re.sub(r"[0-9a-f]{8}(?=  )", "-", told.out) == HISTORY


def test_programs_get_the_values_before_and_after(past: Path) -> None:
    found = json.loads(run("show", "generate_tests", "--history", "--format", "json", cwd=past).out)

    newest, *_, oldest = found["history"]
    assert (found["kind"], found["name"], found["known_since"]) == (
        "unit_primitive",
        "generate_tests",
        "2023-01-10T09:00:00Z",
    )
    assert newest["fields"] == {
        "name": {"before": "write_tests", "after": "generate_tests"},
        "alias_names": {"before": [], "after": ["write_tests"]},
    }
    assert (oldest["added"], oldest["fields"], oldest["author"]) == (True, {}, "Ada")
    assert found["is_current"]


def test_programs_get_whether_a_history_ends_with_what_is_shown(past: Path) -> None:
    file = past / "config/unit_primitives/generate_tests.yml"
    file.write_text(re.sub("description: .*", "description: Writes tests.", file.read_text("utf-8")), "utf-8")

    found = json.loads(run("show", "generate_tests", "--history", "--format", "json", cwd=past).out)

    assert not found["is_current"]


def test_markdown_of_a_history_is_a_table(past: Path) -> None:
    lines = run("show", "generate_tests", "--history", "--format", "markdown", cwd=past).out.splitlines()

    assert lines[:4] == [
        "## `generate_tests` (unit primitive)",
        "",
        "| When | Commit | Message | Field | Before | After |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    assert lines[4].endswith(" | Name | write\\_tests | generate\\_tests |")


def test_a_history_that_begins_later_than_the_moment_is_none(past: Path) -> None:
    ending = run("show", "generate_tests", "--history", cwd=past, SOURCE_DATE_EPOCH="0")

    assert (ending.status, ending.out) == (3, "")
    assert ending.err.startswith("config: error[E707] all that was committed is later\n")


def test_what_helps_where_git_does_not_read_a_history_is_told_as_of_a_difference(tmp_path: Path) -> None:
    whole = write_past(tmp_path / "whole", tags=False)
    partial = clone(whole, tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    shutil.copytree(whole.config, partial.config)

    past, difference = (run(*it, cwd=partial.root) for it in (("show", "duo_pro", "--history"), ("diff", "HEAD")))

    assert past == difference
    assert "\n  help: clone it again, without --filter\n" in past.err


def test_without_git_there_is_no_history(place: Path) -> None:
    ending = run("show", "ai_gateway", "--history", cwd=place)

    assert (ending.status, ending.out) == (3, "")
    assert "E707" in ending.err
