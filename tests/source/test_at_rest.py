"""Reading a config directory while somebody edits it: never half an edit."""

import os
from pathlib import Path
from threading import Timer

import pytest

from site_builder.problems import EnvironmentProblem, InvalidConfig, Problem
from site_builder.source.at_rest import read_at_rest, read_unmixed
from site_builder.source.saving import locked, save
from tests.output.publishing import running
from tests.source.repositories import repository
from tests.source.test_saving import EDITS, NEW, OLD, TREE, files
from tests.trees import write_tree


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "config", TREE)


EDITING = """
from site_builder.source.exchange_list import make_workshop, write_list
from site_builder.source.saving import locked
config = Path(sys.argv[1])
with locked(config, "config"):
    make_workshop(config)
    write_list(config, [])
    print("editing", flush=True)
    sys.stdin.readline()
    (config / ".site-builder-edit/exchange.json").unlink()
"""


def has_list(config: Path) -> bool:
    return (config / ".site-builder-edit/exchange.json").exists()


def test_who_reads_waits_for_an_edit_that_is_under_way(config: Path) -> None:
    with running(EDITING, config) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "editing\n"
        assert has_list(config)
        ending = Timer(0.2, lambda: print(file=other.stdin, flush=True))
        ending.start()

        assert not read_at_rest(config, lambda: has_list(config))

        ending.join()


def test_who_reads_does_not_wait_for_an_edit_that_was_killed(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(config, "-- .site-builder-edit/exchange.json --\n{}\n")
    monkeypatch.setattr("site_builder.source.at_rest.time.sleep", lambda _: pytest.fail("waits"))

    assert read_at_rest(config, lambda: has_list(config))


def test_who_reads_does_not_wait_for_ever(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.source.at_rest._PATIENCE", 0.1)
    with running(EDITING, config) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "editing\n"

        assert read_at_rest(config, lambda: has_list(config))


def test_what_an_edit_changed_while_it_was_read_is_read_again(config: Path) -> None:
    os.utime(config, ns=(0, 0))
    seen: list[dict[str, str]] = []

    def reading() -> dict[str, str]:
        seen.append(files(config))
        if len(seen) == 1:
            with locked(config, "config"):
                save(config, EDITS, "config")
        return seen[-1]

    assert read_at_rest(config, reading) == NEW
    assert seen == [OLD, NEW]


def test_what_an_edit_changed_that_was_being_prepared_is_read_again(config: Path) -> None:
    """It makes its list in a directory that is there already, and takes that away later."""
    workshop = config / ".site-builder-edit"
    workshop.mkdir()
    os.utime(workshop, ns=(0, 0))
    seen: list[bool] = []

    def reading() -> bool:
        seen.append(not (workshop / "exchange.json").exists())
        if len(seen) == 1:
            (workshop / "exchange.json").write_text("{}", "utf-8")
        return seen[-1]

    assert not read_at_rest(config, reading)
    assert seen == [True, False]


def written(config: Path, name: str, text: str) -> None:
    (config / name).parent.mkdir(exist_ok=True)
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

    assert read_unmixed(config, reading, "config") == 2
    assert texts == ["another\n", "another\n"]


def test_what_stays_is_read_once_and_its_errors_are_told_at_once(config: Path) -> None:
    asked: list[int] = []

    def failing() -> None:
        asked.append(1)
        raise InvalidConfig([Problem(path="config/a.yml", code="E301", message="unknown")])

    with pytest.raises(InvalidConfig, match="E301"):
        read_unmixed(config, failing, "config")
    assert read_unmixed(config, lambda: asked, "config") == [1]


def test_an_error_of_what_was_being_changed_is_none(config: Path) -> None:
    def reading() -> str:
        if not (config / "site.yml").exists():
            written(config, "site.yml", "title: T\n")
            raise InvalidConfig([Problem(path="config", code="E119", message="there is none")])
        return "read"

    assert read_unmixed(config, reading, "config") == "read"


def test_what_changes_each_time_is_not_read_for_ever(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.source.at_rest._PATIENCE", 0)
    times: list[int] = []

    def reading() -> None:
        times.append(1)
        written(config, f"add_ons/x{len(times)}.yml", "")

    with pytest.raises(EnvironmentProblem, match=r"config: error\[E610\] changed each of the 3 times that it was read"):
        read_unmixed(config, reading, "config")
    assert len(times) == 3


def test_what_is_written_beside_what_is_read_has_nothing_read_again(config: Path) -> None:
    """As by the build itself, where its directory holds more than the configuration."""
    (config / "notes").mkdir()
    times: list[int] = []

    def reading() -> int:
        times.append(1)
        written(config, "notes/x.txt", str(len(times)))
        return len(times)

    assert read_unmixed(config, reading, "config") == 1
