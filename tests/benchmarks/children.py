"""A command line in; what the process took out: processor time, wall time and memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]

# `ru_maxrss` is in KiB, on macOS in bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
# What would make one build another than the next: the moment, and what a CI job knows of itself.
_FROM_OUTSIDE = ("SOURCE_DATE_EPOCH", "CI_", "PYTHON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process took, from the start of its interpreter to its end: seconds, seconds, bytes at the most."""

    processor: float
    wall: float
    memory: int


class ChildFailed(click.ClickException):
    """A process that was to be measured ended otherwise than well; the text is what it said."""


def cost_of(module: str, *arguments: str) -> Cost:
    """Runs a module of this repository in a process of its own and waits for it. Raises ChildFailed."""
    return _run([sys.executable, "-m", module, *arguments])[0]


def cost_of_command(*command: str, directory: Path = ROOT) -> Cost:
    """Runs any program in a directory and waits for it; its own children count as part of it. Raises ChildFailed."""
    return _run(command, directory)[0]


def told_by(module: str, *arguments: str) -> str:
    """What a module of this repository prints, run in a process of its own. Raises ChildFailed."""
    return _run([sys.executable, "-m", module, *arguments])[1]


def _run(command: Sequence[str], directory: Path = ROOT) -> tuple[Cost, str]:
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=directory, env=_environment(), stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise ChildFailed(f"{' '.join(command)}\n{text}")
    memory = usage.ru_maxrss * _MEMORY_UNIT
    return Cost(processor=usage.ru_utime + usage.ru_stime, wall=wall, memory=memory), text


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_FROM_OUTSIDE)}
