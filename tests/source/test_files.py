"""What a config directory holds: what is read, what is not and why, and that nothing in it can do harm."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.problems import EnvironmentProblem, Problem
from site_builder.source.files import File, config_files, plain_file
from site_builder.source.reader import MAX_BYTES
from tests.output.publishing import plain_rights
from tests.trees import printed

Tree = Callable[[str], Path]


def read(config: Path) -> list[File | Problem]:
    return list(config_files(config, "config"))


def problems(config: Path) -> list[str]:
    return printed(found for found in read(config) if isinstance(found, Problem))


def helps(config: Path) -> list[str]:
    return [found.help for found in read(config) if isinstance(found, Problem)]


def test_files_come_by_kind_and_name_with_their_bytes(config_tree: Tree) -> None:
    config = config_tree(
        "-- services/b.yml --\nb\n-- services/a.b.yml --\na\n-- add_ons/duo_pro.yml --\nname: duo_pro\n"
        "-- unit_primitives/x.yml --\n"
    )

    assert [(found.path, found.stem, found.data) for found in read(config) if isinstance(found, File)] == [
        ("unit_primitives/x.yml", "x", b""),
        ("add_ons/duo_pro.yml", "duo_pro", b"name: duo_pro\n"),
        ("services/a.b.yml", "a.b", b"a\n"),
        ("services/b.yml", "b", b"b\n"),
    ]
    assert problems(config) == []


def test_the_config_directory_may_be_a_link(config_tree: Tree, tmp_path: Path) -> None:
    config = config_tree("-- services/a.yml --\na\n")
    (tmp_path / "linked").symlink_to(config)

    assert read(tmp_path / "linked") == read(config)


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_config_directory_that_is_none_stops_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EnvironmentProblem) as found:
        read(tmp_path / name)

    assert str(found.value.problem) == f"{tmp_path}/{name}: error[E703] no config directory here"
    assert found.value.problem.help == (
        "name it with --config; it holds a directory for each kind, such as unit_primitives"
    )


def test_a_directory_nobody_knows_is_a_warning_with_the_likeliest_name(config_tree: Tree) -> None:
    config = config_tree("-- unit_primitive/x.yml --\n-- zzz/x.yml --\n-- schemas/x.json --\n-- .git/config --\n")

    assert problems(config) == [
        "config/unit_primitive: warning[W704] this directory is not read (did you mean 'unit_primitives'?)",
        "config/zzz: warning[W704] this directory is not read",
    ]
    assert helps(config)[0] == (
        "the directories are add_ons, backend_services, gitlab_realms, license_types, schemas, services, unit_primitives"
    )


def test_a_link_to_a_directory_nobody_knows_is_told_too(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/a.yml --\n")
    (config / "addons").symlink_to(config / "add_ons")

    assert problems(config) == ["config/addons: warning[W704] this directory is not read (did you mean 'add_ons'?)"]


def test_a_directory_within_the_directory_of_a_kind_is_not_read(config_tree: Tree) -> None:
    config = config_tree("-- unit_primitives/chat/x.yml --\n-- unit_primitives/.cache/y --\n")

    assert problems(config) == ["config/unit_primitives/chat: warning[W704] this directory is not read"]
    assert helps(config) == ["files stand directly in unit_primitives"]


@pytest.mark.parametrize("name", ["x.yaml", "X.YML", "x.yml~", "x.Yml", "x.yml.bak", "x.yaml~", "x.yml.orig"])
def test_a_file_that_is_ignored_for_its_name_is_a_warning(config_tree: Tree, name: str) -> None:
    config = config_tree(f"-- add_ons/{name} --\nname: x\n")

    assert read(config) == [
        Problem(
            path=f"config/add_ons/{name}",
            code="W115",
            message="this file is not read",
            suggestion="names of files that are read end in .yml",
        )
    ]


@pytest.mark.parametrize("name", [".yml", ".x.yml"])
def test_a_hidden_file_is_a_warning(config_tree: Tree, name: str) -> None:
    assert problems(config_tree(f"-- add_ons/{name} --\nname: x\n")) == [
        (
            f"config/add_ons/{name}: warning[W115] this file is not read "
            "(names of files that are read do not begin with a dot)"
        )
    ]


@pytest.mark.parametrize("name", ["README.md", ".gitkeep", ".x.yml.swp", "x.json", "yml", ".DS_Store"])
def test_what_nobody_takes_for_a_config_file_is_passed_over(config_tree: Tree, name: str) -> None:
    assert read(config_tree(f"-- add_ons/{name} --\n")) == []


def test_the_mark_of_an_editor_that_has_a_file_open_is_passed_over(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/.keep --\n")
    (config / "add_ons" / ".#x.yml").symlink_to("somebody@somewhere.1234")

    assert read(config) == []


def test_a_file_beside_the_directories_is_told_where_files_belong(config_tree: Tree) -> None:
    config = config_tree("-- duo_pro.yml --\n-- site.yaml --\n-- site.yml --\n-- PROVENANCE.csv --\n-- README.md --\n")

    assert problems(config) == [
        "config/duo_pro.yml: warning[W115] this file is not read",
        "config/site.yaml: warning[W115] this file is not read (did you mean 'site.yml'?)",
    ]
    assert helps(config)[0] == "site.yml is read here; every other file stands in the directory of its kind"


def test_a_link_is_not_followed(config_tree: Tree, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("name: secret\n", encoding="utf-8")
    config = config_tree("-- add_ons/.keep --\n")
    (config / "add_ons" / "x.yml").symlink_to(secret)
    (config / "add_ons" / "y.yml").symlink_to("nowhere")

    assert read(config) == [
        Problem(
            path=f"config/add_ons/{name}.yml",
            code="E113",
            message="this is a link, and is not read",
            help="put the text itself here, in a plain file",
        )
        for name in "xy"
    ]


def test_the_directory_of_a_kind_may_not_be_a_link_or_a_file(config_tree: Tree) -> None:
    config = config_tree("-- services/x.yml --\n-- add_ons --\n")
    (config / "license_types").symlink_to(config / "services")

    assert problems(config) == [
        "config/add_ons: error[E113] this is a file, and is not read",
        "config/license_types: error[E113] this is a link, and is not read",
    ]
    assert set(helps(config)) == {"a directory of its own belongs here, with the files in it"}


def test_a_directory_with_the_name_of_a_file_is_not_read(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/x.yml/y.yml --\n")

    assert problems(config) == ["config/add_ons/x.yml: error[E113] this is a directory, and is not read"]


def test_a_pipe_does_not_hang(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/.keep --\n")
    os.mkfifo(config / "add_ons" / "x.yml")

    assert problems(config) == ["config/add_ons/x.yml: error[E113] this is a pipe, and is not read"]


def test_a_socket_is_not_read(config_tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    config = config_tree("-- add_ons/.keep --\n")
    monkeypatch.chdir(config / "add_ons")  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("x.yml")

    assert problems(config) == ["config/add_ons/x.yml: error[E113] this is a device or socket, and is not read"]


def test_a_file_that_is_gone_by_the_time_it_is_read(tmp_path: Path) -> None:
    assert plain_file(tmp_path / "x.yml", "config/x.yml") == Problem(
        path="config/x.yml", code="E114", message="cannot be read: no such file or directory"
    )


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
def test_what_may_not_be_read_is_told_and_the_rest_is_read(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/x.yml --\n-- add_ons/y.yml --\n-- services/x.yml --\n")
    (config / "add_ons" / "x.yml").chmod(0)
    (config / "services").chmod(0)

    assert read_without_rights(config) == [
        "config/add_ons/x.yml: error[E114] cannot be read: permission denied",
        "File add_ons/y.yml",
        "config/services: error[E114] cannot be read: permission denied",
    ]


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
def test_a_config_directory_that_may_not_be_read_stops_at_once(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/x.yml --\n")
    config.chmod(0)

    assert read_without_rights(config) == [
        "EnvironmentProblem",
        f"{config}: error[E114] cannot be read: permission denied",
    ]


def read_without_rights(config: Path) -> list[str]:
    """What a program sees that may read only what permissions allow, root or not."""
    code = """
import pathlib, sys
from site_builder.problems import EnvironmentProblem
from site_builder.source.files import File, config_files
try:
    for found in config_files(pathlib.Path(sys.argv[1]), "config"):
        print(f"File {found.path}" if isinstance(found, File) else found)
except EnvironmentProblem as error:
    print("EnvironmentProblem", error.problem, sep="\\n")
"""
    command = (*(plain_rights() or ()), sys.executable, "-c", code, str(config))
    try:
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    finally:
        for directory in (config, *(path for path in config.iterdir() if path.is_dir())):
            directory.chmod(0o700)  # so that it can be removed


def test_no_more_is_read_than_a_file_may_hold(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/x.yml --\n")
    with (config / "add_ons" / "x.yml").open("wb") as stream:
        stream.truncate(50 * MAX_BYTES)

    (found,) = read(config)

    assert isinstance(found, File)
    assert len(found.data) == MAX_BYTES + 1


def test_a_name_that_is_not_utf_8_or_holds_control_characters_is_shown_as_escapes(config_tree: Tree) -> None:
    config = config_tree("-- add_ons/.keep --\n")
    for name in (b"add_ons/\xff\x1b[31m.yml", b"add_ons/\xff.yaml", b"\xff", b"\xff.yml"):
        Path(os.fsdecode(os.fsencode(config) + b"/" + name)).touch()
    (config / os.fsdecode(b"\xfe")).mkdir()

    assert [found.path for found in read(config)] == [
        r"config/\xfe",
        r"config/\xff.yml",
        r"add_ons/\xff\x1b[31m.yml",
        r"config/add_ons/\xff.yaml",
    ]
    assert [found.stem for found in read(config) if isinstance(found, File)] == [r"\xff\x1b[31m"]
    assert problems(config)[0] == r"config/\xfe: warning[W704] this directory is not read"
