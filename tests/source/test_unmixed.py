"""Reading a config directory while somebody changes it: all as it was, or all as it is."""

from pathlib import Path

import pytest

from site_builder.problems import EnvironmentProblem, InvalidConfig, Problem
from site_builder.source.unmixed import read_unmixed
from tests.source.repositories import repository
from tests.trees import write_tree


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "config", "-- add_ons/a.yml --\nname: a\n")


def written(config: Path, name: str, text: str) -> None:
    (config / name).parent.mkdir(parents=True, exist_ok=True)
    (config / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "name", ["site.yml", "PROVENANCE.csv", "services/new.yml", "add_ons/a.yml", "../.git/refs/tags/v1", "../.git/HEAD"]
)
def test_what_comes_or_changes_while_it_is_read_has_it_all_read_again(tmp_path: Path, name: str) -> None:
    repository(tmp_path).commit("-- config/add_ons/a.yml --\nname: a\n-- config/site.yml --\n{}\n")
    config = tmp_path / "config"
    texts: list[str] = []

    def reading() -> int:
        if not texts:
            written(config, name, "another\n")
        texts.append((config / name).read_text("utf-8"))
        return len(texts)

    assert read_unmixed(reading, config) == 2
    assert texts == ["another\n", "another\n"]


def test_what_stays_is_read_once_and_its_errors_are_told_at_once(config: Path) -> None:
    asked: list[int] = []

    def failing() -> None:
        asked.append(1)
        raise InvalidConfig([Problem(path="config/a.yml", code="E301", message="unknown")])

    with pytest.raises(InvalidConfig, match="E301"):
        read_unmixed(failing, config)
    assert read_unmixed(lambda: asked, config) == [1]


PROBLEM = Problem(path="config", code="E119", message="there is none")


@pytest.mark.parametrize("error", [InvalidConfig([PROBLEM]), EnvironmentProblem(PROBLEM)])
def test_an_error_of_what_was_being_changed_is_none(config: Path, error: Exception) -> None:
    def reading() -> str:
        if not (config / "site.yml").exists():
            written(config, "site.yml", "title: T\n")
            raise error
        return "read"

    assert read_unmixed(reading, config) == "read"


def test_what_changes_each_time_is_not_read_for_ever(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.source.unmixed._PATIENCE", 0)
    times: list[int] = []

    def reading() -> None:
        times.append(1)
        for letter in "xwy":
            written(config, f"add_ons/{letter}\u200b{len(times)}.yml", "")

    with pytest.raises(EnvironmentProblem) as caught:
        read_unmixed(reading, config)
    assert caught.value.problem.path == f"{config}/add_ons/w\\u200b3.yml"
    assert (
        str(caught.value.problem)
        .partition(": ")[2]
        .startswith("error[E610] something changed each of the 3 times that all was read, this the last time")
    )
    assert len(times) == 3


@pytest.mark.parametrize(
    "name",
    [
        *("notes/x.txt", "notes.txt", "notes.json", "other.yml", "other.csv"),
        *("add_ons/.a.yml.swp", "add_ons/a.txt", "add_ons/a.csv", "add_ons/site.yml~", ".git/index"),
    ],
)
def test_what_is_written_beside_what_is_read_has_nothing_read_again(config: Path, name: str) -> None:
    """As by the build itself, where its directory holds more than the configuration, or by an editor."""
    written(config, name, "0")
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        written(config, name, str(len(times)))
        return len(times)

    assert read_unmixed(reading, config) == 1


def test_what_goes_while_it_is_read_has_it_all_read_again(config: Path) -> None:
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        (config / "add_ons/a.yml").unlink(missing_ok=True)
        return len(times)

    assert read_unmixed(reading, config) == 2


def test_of_what_is_no_directory_git_is_asked_nothing(config: Path, tmp_path: Path) -> None:
    made = repository(tmp_path / "other")
    made.commit()
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        made.tag(f"v{len(times)}")
        return len(times)

    assert read_unmixed(reading, config, made.root / "main") == 1


def test_every_directory_that_is_read_counts(config: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        if len(times) == 1:
            written(other, "site.yml", "title: T\n")
        return len(times)

    assert read_unmixed(reading, config, other) == 2


def test_a_directory_that_comes_while_it_is_read_counts_and_what_cannot_be_one_is_none(config: Path) -> None:
    other = config.parent / "other"
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        if len(times) == 1:
            written(other, "site.yml", "title: T\n")
        return len(times)

    assert read_unmixed(reading, config, other, config.parent / ("a" * 300)) == 2


def test_a_link_in_the_place_of_a_file_or_directory_is_not_followed(config: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (config / "services").symlink_to(elsewhere)
    (config / "add_ons/b.yml").symlink_to(elsewhere / "x1.yml")
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        written(elsewhere, f"x{len(times)}.yml", "")
        return len(times)

    assert read_unmixed(reading, config) == 1
