"""`site-builder serve`, as it is typed: what the terminal says, what a browser gets, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import pytest

from site_builder.site import ASSETS, Page
from tests.serving.served import DEADLINE, ask, first_mark, next_mark, write

ROOT = Path(__file__).parents[2]
PRIMITIVE = "unit_primitives/duo_chat.yml"
GOOD = """\
name: duo_chat
description: {description}
group: group::duo_chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
"""
PAGE = '<!DOCTYPE html>\n<title>{{ page.title }}</title>\n<p>{{ page.description }} {{ href("index.html") }}</p>\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A working directory with a config of one unit primitive, and a template of two lines for every page."""
    write(tmp_path / "config" / PRIMITIVE, GOOD.format(description="Opens a chat."))
    write(tmp_path / "config/site.yml", "base_url: https://example.com/catalog/\n")
    for page in _kinds_of_page(Page):
        write(tmp_path / "templates/pages" / page.template, PAGE)
    for source in (source for asset in ASSETS for source in asset.sources):
        write(tmp_path / "templates/assets" / source, "")
    write(tmp_path / "templates/diagram.svg", "<svg/>")
    (tmp_path / "temporary").mkdir()
    return tmp_path


def _kinds_of_page(kind: type[Page]) -> Iterator[type[Page]]:
    for special in kind.__subclasses__():
        if "template" in vars(special):
            yield special
        yield from _kinds_of_page(special)


@contextmanager
def command(place: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command in this working directory; killed at the end, or when it takes too long."""
    line = [sys.executable, "-m", "site_builder", "serve", "--templates", "templates", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(place / "temporary")}
    pipe = subprocess.PIPE
    with subprocess.Popen(line, cwd=place, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        overdue = Timer(DEADLINE, process.kill)
        overdue.start()
        try:
            yield process
        finally:
            overdue.cancel()
            process.kill()


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"Serving (http://127\.0\.0\.1:\d+/) until Ctrl-C\n", line)
    assert found, line
    return found[1]


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate()
    return process.returncode, out, err


def test_it_builds_serves_builds_again_and_ends_with_nothing_left(place: Path) -> None:
    with command(place, "--port", "0") as process:
        address = address_of(process)
        first = first_mark(address)
        before = ask(address, "/unit_primitives/duo_chat.html").body
        write(place / "config" / PRIMITIVE, GOOD.format(description="Opens a better chat."))
        next_mark(address, first)
        after = ask(address, "/unit_primitives/duo_chat.html").body
        process.send_signal(signal.SIGINT)
        status, out, err = ended(process)

    assert "Opens a chat." in before
    assert "Opens a better chat." in after
    assert (status, err) == (130, "interrupted\n")  # a terminal has written ^C before
    lines = [re.sub(r"^Built \d+ pages in \d+\.\d s; ", "Built; ", line) for line in out.splitlines()]
    assert lines == ["Built; 1 warning, see problems.html"] * 2
    assert list((place / "temporary").iterdir()) == []
    assert sorted(path.name for path in place.iterdir()) == [".cache", "config", "templates", "temporary"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_terminated_it_leaves_nothing_either_nor_when_its_terminal_is_closed(
    place: Path, number: signal.Signals
) -> None:
    with command(place, "--port", "0") as process:
        first_mark(address_of(process))
        process.send_signal(number)
        status, _, err = ended(process)

    assert (status, err) == (143, "terminated\n")
    assert list((place / "temporary").iterdir()) == []


def test_told_twice_it_clears_away_all_the_same(place: Path) -> None:
    with command(place, "--port", "0") as process:
        first_mark(address_of(process))
        (site,) = (place / "temporary").glob("*/site")
        count = len([*site.iterdir()])
        process.send_signal(signal.SIGHUP)
        with suppress(FileNotFoundError):
            while len([*site.iterdir()]) == count:
                pass
        process.send_signal(signal.SIGHUP)
        status, _, _ = ended(process)

    assert status == 143
    assert list((place / "temporary").iterdir()) == []


def test_whatever_goes_wrong_while_it_serves_is_told_and_can_be_mended(place: Path) -> None:
    about, away, template = place / "config" / PRIMITIVE, place / "away", place / "templates/pages/home.html"
    with command(place, "--port", "0", "--as-of", "2024-10-16T12:00:00Z") as process:
        address = address_of(process)
        marks = [first_mark(address)]
        pages = []

        def and_then() -> None:
            marks.append(next_mark(address, marks[-1]))
            pages.append(ask(address, "/").body)

        write(about, "nome: duo_chat\n")
        and_then()
        write(about, GOOD.format(description="Opens a chat."))
        and_then()
        write(template, "{{ nothing }}")
        and_then()
        write(template, PAGE)
        and_then()
        (place / "config").rename(away)
        and_then()
        away.rename(place / "config")
        and_then()
        (place / "templates/assets/theme.js").unlink()
        and_then()
        write(place / "templates/assets/theme.js", "")
        and_then()
        process.terminate()
        _, out, err = ended(process)

    told = (
        "error[E202] nome: unknown field",
        "error[E501]",
        "config: error[E703] no config directory here",
        "theme.js",
    )
    for page, message in zip(pages[::2], told, strict=True):
        assert message in page
        assert message in err
    assert not any("site-builder-report" in page for page in pages[1::2])
    assert out.count("Built") == 5


def test_what_was_in_the_way_is_told_once_and_needs_no_edit_to_pass(place: Path) -> None:
    with command(place, "--port", "0", "--output", "out") as process:
        address = address_of(process)
        first = first_mark(address)
        write(place / "out/notes.txt", "Mine.")
        write(place / "config" / PRIMITIVE, GOOD.format(description="Opens another chat."))
        second = next_mark(address, first)
        while_there = ask(address, "/").body
        (place / "out/notes.txt").unlink()
        next_mark(address, second)
        after = ask(address, "/").body
        process.terminate()
        _, out, err = ended(process)

    assert "error[E601]" in while_there
    assert "site-builder-report" not in after
    assert (out.count("Built"), err.count("error[E601]")) == (2, 1)


def test_wrong_from_the_start_it_waits_to_be_mended(place: Path) -> None:
    write(place / "config/site.yml", "titel: Catalog\n")
    with command(place, "--port", "0") as process:
        address = address_of(process)
        bad = first_mark(address)
        wrong = ask(address, "/")
        write(place / "config/site.yml", "title: Catalog\n")
        next_mark(address, bad)
        mended = ask(address, "/")

    assert wrong.status == 503
    assert "config/site.yml:1:1: error[E202] titel: unknown field" in wrong.body
    assert mended.status == 200


def test_a_chosen_directory_keeps_the_site_as_it_was_built_with_links_to_this_server(place: Path) -> None:
    with command(place, "--port", "0", "--output", "public") as process:
        address = address_of(process)
        first_mark(address)
        missing = ask(address, "/x")
        process.terminate()
        process.wait()
    built = (place / "public/404.html").read_text(encoding="utf-8")

    assert "No page of the catalog has this address. /index.html" in built
    assert "<script" not in built
    assert (missing.status, missing.body.partition("<script")[0]) == (404, built)


def test_a_port_in_use_ends_it_before_it_builds(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with command(place, "--port", str(port)) as process:
            status, out, err = ended(process)

    assert (status, out) == (3, "")
    assert err == (
        f"127.0.0.1:{port}: error[E708] cannot be served: another program uses this port\n"
        "  help: choose another with --port; --port 0 takes any that is free\n"
        "1 error.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--config", "nowhere"), 3, "nowhere: error[E703] no config directory here"),
        (("--output", "config"), 3, "config: error[E602] would overwrite config"),
        (("--as-of", "yesterday"), 2, "--as-of: error[E706]"),
        (("--port", "65536"), 2, "65536 is not in the range 0<=x<=65535"),
    ],
)
def test_what_no_edit_can_mend_ends_it_at_once(
    place: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    with command(place, "--port", "0", *arguments) as process:
        found, _, err = ended(process)

    assert found == status
    assert message in err
    assert "Traceback" not in err
