"""A new directory appears whole, or everything is as it was."""

import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from site_builder.problems import EnvironmentProblem
from site_builder.source import check_new, write_new
from tests.output.publishing import ctrl_c, interrupt, mounting, run

FILES = {"add_ons/duo_pro.yml": "name: duo_pro\n", "services/s.yml": "name: s\ndescription: Größe\n"}


def refusal(directory: Path, files: dict[str, str] | None = None) -> str:
    with pytest.raises(EnvironmentProblem) as error:
        write_new(directory, FILES if files is None else files, "output")
    return str(error.value)


def held(directory: Path) -> dict[str, str]:
    """Every file below the directory, hidden ones too."""
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes().decode("utf-8") for path in files}


@pytest.mark.parametrize("name", ["new", "several/new/ones"])
def test_a_directory_that_is_not_there_is_made(name: str, tmp_path: Path) -> None:
    write_new(tmp_path / name, FILES, "output")

    assert held(tmp_path) == {f"{name}/{path}": text for path, text in FILES.items()}


def test_an_empty_directory_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    write_new(tmp_path / "empty", FILES, "output")

    assert held(tmp_path) == {f"empty/{path}": text for path, text in FILES.items()}


def test_others_may_read_it_as_far_as_they_may_read_new_files(tmp_path: Path) -> None:
    write_new(tmp_path / "new", FILES, "output")
    (tmp_path / "usual").mkdir()

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")
@pytest.mark.parametrize("what", ["-t tmpfs none", "--bind {volume}"])
def test_an_empty_mount_point_is_told_as_that(what: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "volume").mkdir()
    program = f"""
from site_builder.source import write_new
empty = Path(sys.argv[1], "empty")
subprocess.run(["mount", *{what.format(volume=tmp_path / "volume").split()}, empty], check=True)
try:
    write_new(empty, {{"a.yml": "x"}}, "output")
except EnvironmentProblem as error:
    print(error, error.problem.help, sep="\\n")
"""

    assert run(program, tmp_path, prefix=mounting() or ()) == [
        "output: error[E603] cannot be replaced: it is a mount point",
        "name a directory in it that does not exist yet; nothing was written",
    ]
    assert held(tmp_path) == {}


@pytest.mark.parametrize("name", ["mine.txt", ".hidden"])
def test_a_directory_that_holds_something_stays_as_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")

    assert refusal(tmp_path) == "output: error[E601] holds something already"
    assert held(tmp_path) == {name: "mine"}


def test_a_file_in_its_place_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    assert refusal(tmp_path / "file") == "output: error[E601] holds something already"
    assert refusal(tmp_path / "file/below") == "output: error[E601] holds something already"
    assert held(tmp_path) == {"file": "mine"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to("target")

    assert refusal(tmp_path / "link") == "output: error[E606] is a link; links are neither followed nor replaced"
    assert held(tmp_path) == {}


def test_a_link_that_a_clone_brought_is_not_followed_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to("target")
    write_new(tmp_path / "link/above", FILES, "output")  # named from elsewhere
    before = held(tmp_path)

    monkeypatch.chdir(tmp_path)
    for way in (Path("link"), tmp_path / "link"):
        assert refusal(way / "new") == f"output: error[E606] '{way}' is a link; links are neither followed nor replaced"
    assert held(tmp_path) == before


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    below = tmp_path / "circle/below"

    assert refusal(below) == f"output: error[E603] cannot be written: too many levels of symbolic links ({below})"


def test_the_working_directory_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert refusal(Path()) == "output: error[E602] would replace the working directory"


def test_nothing_is_left_of_what_could_not_be_written_to_its_end(tmp_path: Path) -> None:
    long = {**FILES, f"services/{'s' * 300}.yml": ""}

    told = refusal(tmp_path / "new", long)
    assert told.startswith("output: error[E603] cannot be written: file name too long (")
    assert told.endswith("sss.yml)")
    assert list(tmp_path.iterdir()) == []


def test_a_directory_can_be_looked_at_before_anything_is_made(tmp_path: Path) -> None:
    check_new(tmp_path / "new", "output")
    check_new(tmp_path, "output")

    assert list(tmp_path.iterdir()) == []


def test_a_name_of_any_length_is_written_and_a_private_directory_stays_so(tmp_path: Path) -> None:
    write_new(tmp_path / ("a" * 250), FILES, "output")
    (tmp_path / "private").mkdir(mode=0o700)
    write_new(tmp_path / "private", FILES, "output")

    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700
    assert (tmp_path / ("a" * 250)).is_dir()


def test_directories_on_the_way_go_again_where_nothing_is_written(tmp_path: Path) -> None:
    assert "E603" in refusal(tmp_path / "on" / "the" / "way", {f"add_ons/{'x' * 300}.yml": "name: x\n"})
    assert list(tmp_path.iterdir()) == []


def test_who_stops_it_twice_finds_nothing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cleanup = TemporaryDirectory.cleanup

    def told_again(workshop: TemporaryDirectory[str]) -> None:
        ctrl_c()
        cleanup(workshop)

    monkeypatch.setattr(os, "rename", lambda *_: interrupt())
    monkeypatch.setattr(TemporaryDirectory, "cleanup", told_again)

    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "several/new", FILES, "output")
    assert list(tmp_path.iterdir()) == []
