"""The command line as its user has it: arguments and environment in, exit status and both outputs back."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder.cli.main import main

ROOT = Path(__file__).parents[2]
# What may be set where tests run, and would decide what a site says.
SURROUNDINGS = ("SOURCE_DATE_EPOCH", "CI_COMMIT_SHA", "CI_PAGES_URL", "CI_PROJECT_URL", "NO_COLOR")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a command ended and what it wrote."""

    status: int
    out: str
    err: str


def run(*arguments: object, cwd: Path, **environment: str) -> Ending:
    """Runs a command within this process, in a directory."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name in SURROUNDINGS:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["site-builder", *map(str, arguments)])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ending:
            main()
    code = ending.value.code
    assert isinstance(code, int)
    return Ending(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def command(*arguments: object) -> list[str]:
    """The same as a program of its own."""
    return [sys.executable, "-m", "site_builder", *map(str, arguments)]


def surroundings(**environment: str) -> Mapping[str, str]:
    """The environment of such a program: this one's, without what would decide, and with what the test adds."""
    kept = {name: value for name, value in os.environ.items() if name not in SURROUNDINGS}
    return kept | {"PYTHONPATH": str(ROOT)} | environment


def run_apart(
    *arguments: object, cwd: Path, stdout: int = subprocess.PIPE, encoding: str = "utf-8", **environment: str
) -> Ending:
    """Runs a command in a process of its own, whose output has an encoding."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=surroundings(**environment),
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
    return Ending(done.returncode, (done.stdout or b"").decode(encoding), done.stderr.decode())
