"""Completion: what a shell offers for what has been typed of a command line."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import command, run, surroundings
from tests.site.making import write_config

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Opens a chat in which users ask about GitLab, about code and about their own work.
    -- unit_primitives/explain_code --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    description: Sold per seat.
    -- gitlab_realms/self-managed --
    """


def offered(place: Path, *words: str) -> list[str]:
    """What fish is offered for the last word, which is not yet whole: the words with what each is."""
    environment = surroundings(
        _SITE_BUILDER_COMPLETE="fish_complete", COMP_WORDS=f"site-builder {' '.join(words[:-1])}", COMP_CWORD=words[-1]
    )
    done = subprocess.run(command(), cwd=place, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [line.partition(",")[2].replace("\t", ": ") for line in done.stdout.splitlines() if line]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_config(tmp_path / "config", CONFIG)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("sh",), ["show: Show everything that one entity states,..."]),
        (("list", "lic"), ["license_types: What comes with which license?"]),
        (
            ("show", "duo_c"),
            [
                "duo_chat: unit primitive: Opens a chat in which users ask about GitLab, about code an…",
                "duo_core: add-on",
            ],
        ),
        (("show", "add_on", ""), ["duo_core: add-on", "duo_pro: add-on: Sold per seat."]),
        (("show", "add-on", ""), ["duo_core: add-on", "duo_pro: add-on: Sold per seat."]),
        (("rename", "gitlab_realms", "s"), ["self-managed: GitLab realm"]),
        (("remove", "unit"), ["unit_primitive: a kind"]),
        (("update", "unit_primitive", "e"), ["explain_code: unit primitive: Does something."]),
        (
            ("update", "unit_primitive", "duo_chat", "--add-ons", "duo_core,duo"),
            ["duo_core,duo_pro: add-on: Sold per seat."],
        ),
        (("update", "unit_primitive", "duo_chat", "--status", "b"), ["beta: Status"]),
        (("update", "unit_primitive", "duo_chat", "--add", "add"), ["add_ons=: Add-ons"]),
        (("update", "unit_primitive", "duo_chat", "--unset", "mile"), ["milestone: Milestone"]),
        (
            ("update", "unit_primitive", "duo_chat", "--add", "add_ons=duo_p"),
            ["add_ons=duo_pro: add-on: Sold per seat."],
        ),
        (("update", "unit_primitive", "duo_chat", "--group", "group"), ["group::duo_chat: group"]),
        (("rename", "group", "group:"), ["group::duo_chat: group"]),
        (("available", "--license", ""), ["free: none of those that are listed"]),
        (("export", "mermaid", "--entity", "duo_p"), ["duo_pro: add-on: Sold per seat."]),
        (("export", "dot", "--relation", "add"), ["add_ons: is bundled with"]),
        (("add", "lic"), ["license_type: Add a license type."]),
        (("available", "--realm", ""), ["self-managed: GitLab realm"]),
        (("available", "--add-on", "duo_p"), ["duo_pro: add-on: Sold per seat."]),
        (("compare", "duo_p"), ["duo_pro: add-on: Sold per seat."]),
        (("export", "mer"), ["mermaid: The graph, or a part of it, as a Mermaid..."]),
        (("show", "nothing_like_it"), []),
    ],
)
def test_each_word_is_offered_what_fits_with_what_it_is(
    place: Path, words: tuple[str, ...], expected: list[str]
) -> None:
    assert offered(place, *words) == expected


def test_another_configuration_is_looked_into_where_it_is_named(place: Path) -> None:
    write_config(place / "other", "-- unit_primitives/duo_other --")

    assert offered(place, "show", "--config", "other", "duo") == ["duo_other: unit primitive: Does something."]


def test_what_is_wrong_is_passed_over(place: Path, tmp_path: Path) -> None:
    (place / "config/add_ons/duo_core.yml").write_text("name: [", "utf-8")

    assert offered(place, "show", "duo_") == [
        "duo_chat: unit primitive: Opens a chat in which users ask about GitLab, about code an…",
        "duo_pro: add-on: Sold per seat.",
    ]
    assert offered(tmp_path / "config", "show", "duo_") == []


def test_a_name_that_a_shell_would_obey_or_divide_is_not_offered(tmp_path: Path) -> None:
    write_config(
        tmp_path / "config",
        """
        -- unit_primitives/one --
        group: group::chat & touch me
        -- unit_primitives/other --
        group: group::duo chat
        -- unit_primitives/third --
        """,
    )

    assert offered(tmp_path, "rename", "group", "group:") == ["group::duo_chat: group"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_this_command(tmp_path: Path, shell: str) -> None:
    ending = run("completion", shell, cwd=tmp_path)

    assert ending.status == 0
    assert f"_SITE_BUILDER_COMPLETE={shell}_complete" in ending.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_takes_the_script(place: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "site-builder"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {" ".join(command())} "$@"\n', "utf-8")
    program.chmod(0o755)
    script = """
        eval "$(site-builder completion bash)"
        COMP_WORDS=(site-builder show add_on duo) COMP_CWORD=3
        _site_builder_completion site-builder duo add_on
        echo "${COMPREPLY[@]}"
        """
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"

    done = subprocess.run(
        ["bash", "-c", script], cwd=place, env=surroundings(PATH=path), capture_output=True, text=True, check=True
    )

    assert done.stdout == "duo_core duo_pro\n"
