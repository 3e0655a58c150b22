"""A case tried: every way to check its configuration, or the commands that it gives, beside a published site."""

import json
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import Ending, command, run, surroundings
from tests.hostile.cases import BASE, Case, Told, case_files, laid_out, places, read_case, write_case
from tests.output.publishing import plain_rights, state

MOMENT = "2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What was told, in how many seconds of processor time at most, and whether the site is as it was."""

    told: Told
    seconds: float
    untouched: bool


@contextmanager
def published() -> Iterator[Path]:
    """A directory with a site in it, as it was built from the sound configuration."""
    with TemporaryDirectory() as name:
        directory = Path(name)
        shutil.copytree(BASE, directory / "config")
        assert run("build", "--as-of", MOMENT, cwd=directory).status == 0
        yield directory


def tried(case: Case, directory: Path) -> Tried:
    """What the program makes of a case, in a directory with a published site."""
    for path in places(directory):
        _remove(path)
    before = state(directory / "public")
    try:
        with laid_out(case, directory):
            endings, seconds = _endings(case, directory)
    finally:
        for path in directory.rglob("*"):
            if not path.is_symlink() and not path.stat().st_mode & 0o400:
                path.chmod(0o700)
    told = _told(case, [_anywhere(ending, directory) for ending in endings])
    return Tried(told=told, seconds=seconds, untouched=state(directory / "public") == before)


def update() -> Iterator[str]:
    """Writes what is told now into every case as what is expected, and names those that became different."""
    with published() as directory:
        for file in case_files():
            case, expected = read_case(file)
            told = tried(case, directory).told
            if told != expected:
                write_case(file, case, told)
                yield f"{'new' if expected is None else 'changed'}: {case.name}"


def _endings(case: Case, directory: Path) -> tuple[list[Ending], float]:
    longest, endings = 0.0, []
    for words in case.commands or ("check", "check --format json", f"build --strict --as-of {MOMENT}"):
        began = time.process_time()
        endings.append(_ending(shlex.split(words), case, directory))
        longest = max(longest, time.process_time() - began)
        if not case.commands and endings[-1].out.startswith("No problems found."):
            break
    return endings, longest


def _ending(words: list[str], case: Case, directory: Path) -> Ending:
    if not case.needs_rights:
        return run(*words, cwd=directory)
    done = subprocess.run(
        [*(plain_rights() or ()), *command(*words)], cwd=directory, env=surroundings(), capture_output=True, check=False
    )
    return Ending(done.returncode, done.stdout.decode(), done.stderr.decode())


def _anywhere(ending: Ending, directory: Path) -> Ending:
    """The same as if the directory were called `/here`."""
    return Ending(ending.status, *(text.replace(str(directory), "/here") for text in (ending.out, ending.err)))


def _told(case: Case, endings: list[Ending]) -> Told:
    if case.commands:
        return Told(status=endings[-1].status, text="".join(ending.out + ending.err for ending in endings))
    text, *others = endings
    if not others:
        return Told(status=text.status, text=text.out)
    as_json, build = others
    assert (text.err, as_json.err, build.out) == ("", "", "")
    assert as_json.status == text.status
    assert build.status == 1
    assert text.out.startswith(build.err)
    problems = json.loads(as_json.out)["problems"]
    lines = "".join(f"{json.dumps(problem, ensure_ascii=False)}\n" for problem in problems)
    return Told(status=text.status, text=text.out, json=lines)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
