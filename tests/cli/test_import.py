"""`site-builder import`: another layout becomes a configuration, and everything wrong or unknown is told."""

from pathlib import Path

import pytest

from tests.cli.running import Ending, run
from tests.output.publishing import names
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_pro]
    cut_off_date: 2024-10-17T00:00:00+00:00
    backend_services: [ai_gateway]
    -- add_ons/duo_pro --
    -- backend_services/ai_gateway --
    jwt_aud: gitlab-ai-gateway
    """
APART = "site.yml and PROVENANCE.csv are no part of a layout: copy them beside the directories if you have them."
SERVICES = """\
services:
  duo_chat:
    backend: gitlab-ai-gateway
    bundled_with:
      _irrelevant: {unit_primitives: [duo_chat]}
"""


def files(directory: Path) -> dict[str, str]:
    return {
        path.relative_to(directory).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(directory.rglob("*.yml"))
    }


def test_bundle_lists_that_were_exported_are_imported(tmp_path: Path) -> None:
    write_config(tmp_path / "config", CONFIG)

    assert run("export", "bundle-lists", "--output", "lists", cwd=tmp_path) == Ending(0, "lists: 3 files\n", "")
    assert files(tmp_path / "lists")["add_ons/duo_pro.yml"] == "---\nname: duo_pro\nunit_primitives:\n  - duo_chat\n"
    assert run("import", "bundle-lists", "lists", "--output", "back", cwd=tmp_path) == Ending(
        0, f"No problems found.\n{APART}\nback: 3 files\n", ""
    )
    assert "add_ons:\n  - duo_pro\n" in files(tmp_path / "back")["unit_primitives/duo_chat.yml"]


def test_a_single_file_is_counted_as_one(tmp_path: Path) -> None:
    write_config(tmp_path / "config", "-- unit_primitives/duo_chat --\n")

    assert run("export", "bundle-lists", "--output", "lists", cwd=tmp_path) == Ending(0, "lists: 1 file\n", "")
    assert run("import", "bundle-lists", "lists", "--output", "back", cwd=tmp_path).out.endswith("\nback: 1 file\n")


def test_a_groups_file_that_was_exported_is_imported(tmp_path: Path) -> None:
    write_config(tmp_path / "config", CONFIG)
    exported = run("export", "groups-file", cwd=tmp_path)
    (tmp_path / "groups.yml").write_text(exported.out, encoding="utf-8")

    ending = run("import", "groups-file", "groups.yml", "--output", "back", cwd=tmp_path)

    assert (exported.status, exported.err) == (0, "")
    assert exported.out.startswith(
        "---\nunit_primitive_groups:\n  duo_pro:\n    cut_off_date: 2024-10-17T00:00:00+00:00\n"
    )
    assert ending == Ending(0, f"No problems found.\n{APART}\nback: 3 files\n", "")
    assert "add_ons:\n  - duo_pro\n" in files(tmp_path / "back")["unit_primitives/duo_chat.yml"]


def test_legacy_services_are_imported_with_every_gap_told_once(tmp_path: Path) -> None:
    (tmp_path / "gitlab-com.yml").write_text(SERVICES, encoding="utf-8")
    (tmp_path / "other.yml").write_text(SERVICES, encoding="utf-8")

    ending = run(
        "import", "legacy-services", "self-managed=other.yml", "gitlab-com.yml", "--output", "new", cwd=tmp_path
    )

    assert (ending.status, ending.err) == (0, "")
    assert [line for line in ending.out.splitlines() if "[" in line] == [
        "new/gitlab_realms/saas.yml:2:7: warning[W306] name: no unit primitive names this GitLab realm",
        "new/gitlab_realms/self_managed.yml:2:7: warning[W306] name: no unit primitive names this GitLab realm",
        "new/unit_primitives/duo_chat.yml:3:14: warning[W216] description: 'unknown' says nothing (write what it is)",
        "new/unit_primitives/duo_chat.yml:4:8: warning[W216] group: 'group::unknown' says nothing (write what it is)",
        "new/unit_primitives/duo_chat.yml:5:19: warning[W216] feature_category: 'unknown' says nothing (write what it is)",
        (
            "new/unit_primitives/duo_chat.yml:6:20: warning[W216] documentation_url: 'https://unknown.invalid/' says "
            "nothing (write what it is)"
        ),
    ]
    assert ending.out.splitlines()[-5:] == [
        "6 warnings.",
        (
            "The services format has no description, group, feature_category, documentation_url: stand-ins are written in "
            "their place."
        ),
        (
            "It has no status, milestone, introduced_by_url, unit_primitive_issue_url, min_backend_version, alias_names, "
            "deprecated_by_url, deprecation_message, visibility either: they are not stated."
        ),
        APART,
        "new: 4 files",
    ]


def test_what_was_imported_is_exported_as_it_was(tmp_path: Path) -> None:
    write_config(tmp_path / "config", CONFIG)
    before = run("export", "legacy-services", "--realm", "gitlab-com", cwd=tmp_path)
    (tmp_path / "gitlab-com.yml").write_text(before.out, encoding="utf-8")

    run("import", "legacy-services", "gitlab-com.yml", "--output", "new", cwd=tmp_path)

    assert run("export", "legacy-services", "--realm", "gitlab-com", "--config", "new", cwd=tmp_path) == before


def test_a_result_that_contradicts_itself_is_written_and_told(tmp_path: Path) -> None:
    text = SERVICES + "    min_gitlab_version: '16.8'\n    min_gitlab_version_for_free_access: '16.9'\n"
    (tmp_path / "gitlab-com.yml").write_text(text, encoding="utf-8")

    ending = run("import", "legacy-services", "gitlab-com.yml", "--output", "new", cwd=tmp_path)

    assert (ending.status, ending.err) == (1, "")
    assert (
        "new/unit_primitives/duo_chat.yml:7:37: error[E403] min_gitlab_version_for_free_access: free access needs GitLab "
        "16.9, later than paid access, which needs 16.8 "
    ).strip() in ending.out
    assert names(tmp_path) == ["gitlab-com.yml", "new"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("bundle-lists", "broken"), "broken/unit_primitives/a.yml:1:1: error[E112] the file is a list, not fields of the form 'key: value'\n"),
        (("groups-file", "broken.yml"), "broken.yml:1:1: error[E112] the file is a list, not fields of the form 'key: value'\n"),
        (("legacy-services", "gitlab-com=broken.yml"), "broken.yml:1:1: error[E112] the file is a list, not fields of the form 'key: value'\n"),
        (("groups-file", "missing.yml"), "missing.yml: error[E114] cannot be read: no such file or directory\n"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_first_place_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    (tmp_path / "broken/unit_primitives").mkdir(parents=True)
    for path in ("broken.yml", "broken/unit_primitives/a.yml"):
        (tmp_path / path).write_text("- a\n", encoding="utf-8")

    ending = run("import", *arguments, "--output", "new", cwd=tmp_path)

    assert (ending.status, ending.out) == (1, "")
    assert ending.err.startswith(expected)
    assert names(tmp_path) == ["broken", "broken.yml"]


@pytest.mark.parametrize(
    "arguments", [("bundle-lists", "x"), ("groups-file", "x"), ("legacy-services", "gitlab-com=x")]
)
def test_an_output_that_holds_something_is_refused_before_anything_is_read(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/mine").touch()

    assert run("import", *arguments, "--output", "new", cwd=tmp_path) == Ending(
        3,
        "",
        "new: error[E601] holds something already\n  help: name a directory that is empty or does not exist\n1 error.\n",
    )


def test_lists_that_are_not_there_are_told_by_what_was_asked_for(tmp_path: Path) -> None:
    ending = run("import", "bundle-lists", "nowhere", "--output", "new", cwd=tmp_path)

    assert (ending.status, ending.out) == (2, "")
    assert ending.err.endswith("Invalid value for 'DIRECTORY': Directory 'nowhere' does not exist.\n")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("services.yml",), "which legacy realm is 'services.yml' of? Write gitlab-com=services.yml or self-managed=services.yml"),
        (("saas=services.yml",), "which legacy realm is 'saas=services.yml' of? Write gitlab-com=services.yml or self-managed=services.yml"),
        (("a/gitlab-com.yml", "gitlab-com=b"), "2 files are of gitlab-com; give one for each of gitlab-com and self-managed"),
        ((), "Missing argument '[REALM=]FILE...'."),
    ],
)  # fmt: skip
def test_a_realm_that_is_not_told_or_told_twice_is_an_error_of_the_command_line(
    files: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    ending = run("import", "legacy-services", *files, "--output", "new", cwd=tmp_path)

    assert (ending.status, ending.out, ending.err.splitlines()[-1]) == (2, "", f"Error: {expected}")
    assert names(tmp_path) == []


@pytest.mark.parametrize("directory", ["lists", "lists/add_ons/..", "link"])
def test_a_result_within_what_is_imported_is_refused_by_whatever_name_that_goes(tmp_path: Path, directory: str) -> None:
    write_config(tmp_path / "config", CONFIG)
    run("export", "bundle-lists", "--output", "lists", cwd=tmp_path)
    (tmp_path / "link").symlink_to("lists")
    before = names(tmp_path / "lists")

    ending = run("import", "bundle-lists", directory, "--output", "lists/new", cwd=tmp_path)

    assert (ending.status, ending.err.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '--output': the result would stand within what is imported",
    )
    assert names(tmp_path / "lists") == before


@pytest.mark.parametrize("output", ["config/lists", "link/lists"])
def test_an_export_within_the_configuration_is_refused_by_whatever_name_that_goes(tmp_path: Path, output: str) -> None:
    write_config(tmp_path / "config", CONFIG)
    (tmp_path / "link").symlink_to("config")
    before = names(tmp_path / "config")

    ending = run("export", "bundle-lists", "--output", output, cwd=tmp_path)

    assert (ending.status, ending.err.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '--output': the result would stand within the configuration",
    )
    assert names(tmp_path / "config") == before


def test_an_export_to_a_directory_that_holds_something_changes_nothing(tmp_path: Path) -> None:
    write_config(tmp_path / "config", CONFIG)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/mine.txt").write_text("mine", encoding="utf-8")

    ending = run("export", "bundle-lists", "--output", "lists", cwd=tmp_path)

    assert (ending.status, ending.out) == (3, "")
    assert ending.err.startswith("lists: error[E601] holds something already\n")
    assert names(tmp_path / "lists") == ["mine.txt"]
