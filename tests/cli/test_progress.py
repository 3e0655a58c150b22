"""Progress: what lasts over a second is told at a terminal, and nowhere else."""

import os
import shutil
import sys
from pathlib import Path
from threading import Thread

import pytest

from site_builder.cli.progress import progress
from site_builder.installed import own_files
from tests.cli.running import run
from tests.cli.terminal import at_terminal
from tests.trees import primitive, write_tree


def test_a_build_that_lasts_tells_what_it_does_and_wipes_it_away(tmp_path: Path) -> None:
    write_tree(tmp_path / "config", primitive())
    templates = Path(shutil.copytree(own_files("templates"), tmp_path / "templates"))
    picture = templates / "assets" / "icon.svg"
    content = picture.read_bytes()
    picture.unlink()
    os.mkfifo(picture)  # the build waits for somebody to write

    with at_terminal("build", "--templates", templates, cwd=tmp_path) as terminal:
        terminal.expect("Writing the site: ")
        terminal.expect(" files …")
        picture.write_bytes(content)
        terminal.expect("public: ")
        assert terminal.ending() == 0

    assert terminal.seen.endswith("1 warning, see problems.html\n")
    assert terminal.raw.rpartition("files …")[2].startswith("\r\x1b[2K")


def test_what_is_quick_tells_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path / "config", primitive())

    with at_terminal("check", cwd=tmp_path) as terminal:
        assert terminal.ending() == 0

    assert "Checking" not in terminal.seen
    assert "\x1b[2K" not in terminal.raw


def test_where_nobody_watches_nothing_is_told(tmp_path: Path) -> None:
    write_tree(tmp_path / "config", primitive())

    assert run("build", cwd=tmp_path).err == ""


def test_without_a_thread_nothing_is_told_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", refuse)
    terminal, other = os.openpty()
    with os.fdopen(other, "w", encoding="utf-8") as screen:
        monkeypatch.setattr(sys, "stderr", screen)
        with progress("Checking the configuration") as tell:
            tell("Writing the site")
        print("done", file=screen, flush=True)

        assert os.read(terminal, 1000) == b"done\r\n"
    os.close(terminal)
