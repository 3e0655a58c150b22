"""Reading a config directory while somebody edits it: never half an edit."""

import os
from pathlib import Path
from threading import Timer

import pytest

from site_builder.source.at_rest import read_at_rest
from site_builder.source.saving import locked, save
from tests.output.publishing import running
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
