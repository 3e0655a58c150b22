"""Config directories in, what is read of them and of their past out: all of it as it stood at one moment.

Whoever edits, pulls or tags meanwhile has it read again; what nobody reads may change.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..problems import EnvironmentProblem, InvalidConfig, Problem, visible
from .files import DIRECTORIES, PROVENANCE_FILE, SITE_FILE, SUFFIX
from .git import places_of_refs

T = TypeVar("T")

_PATIENCE, _PAUSE = 10.0, 0.02  # seconds
_TIMES = 3  # that something is read at least before it is given up


def read_unmixed(read: Callable[[], T], *directories: Path) -> T:
    """What is read of config directories and of their past in git while nothing in either changes.

    What is no directory may become one. Raises what `read` raises then, and EnvironmentProblem (E610) where something
    has changed each time.
    """
    until, times = time.monotonic() + _PATIENCE, 0
    known = [it for it in directories if os.path.isdir(it)]  # noqa: PTH112 never raises
    refs = tuple(dict.fromkeys(place for directory in known for place in places_of_refs(directory)))
    other = ""
    while times < _TIMES or time.monotonic() < until:
        times += 1
        before = dict(_traces(directories, refs))
        try:
            found = read()
        except (InvalidConfig, EnvironmentProblem):
            if not (other := _first_other(before, directories, refs)):
                raise
        else:
            if not (other := _first_other(before, directories, refs)):
                return found
        time.sleep(_PAUSE)
    message = f"something changed each of the {times} times that all was read, this the last time"
    help = "wait until nothing writes to the configuration, or to branches and tags of its repository, and try again"
    raise EnvironmentProblem(Problem(path=visible(other), code="E610", message=message, help=help))


def _first_other(before: dict[str, object], directories: Iterable[Path], refs: Iterable[Path]) -> str:
    """The first path, by the alphabet, that is other now; empty where none is."""
    now = dict(_traces(directories, refs))
    return min((path for path in before.keys() | now.keys() if before.get(path) != now.get(path)), default="")


def _traces(directories: Iterable[Path], refs: Iterable[Path]) -> Iterator[tuple[str, object]]:
    """What the file system tells of all that is read."""
    for config in directories:
        yield from _listed(config)
        for name in (SITE_FILE, PROVENANCE_FILE):
            yield from _trace(config / name)
        for plural in DIRECTORIES:
            if os.path.islink(config / plural):  # noqa: PTH114 never raises; it is not followed
                yield from _trace(config / plural)
            else:
                yield from _listed(config / plural)
    for place in refs:
        yield from _trace(place)
        yield from _below(os.fspath(place))


def _listed(directory: Path) -> Iterator[tuple[str, object]]:
    """Which directory it is, its files, and what else may look as if it were to be read, by its name."""
    with suppress(OSError), os.scandir(directory) as entries:
        yield os.fspath(directory), directory.lstat().st_ino
        for entry in entries:
            if not entry.name.startswith("."):
                is_read = entry.name.endswith(SUFFIX)
                yield entry.path, _told(entry.stat(follow_symlinks=False)) if is_read else "there"


def _below(directory: str) -> Iterator[tuple[str, object]]:
    left = [directory]
    while left:
        with suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                yield entry.path, _told(entry.stat(follow_symlinks=False))
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)


def _trace(path: Path) -> Iterator[tuple[str, object]]:
    with suppress(OSError):
        yield os.fspath(path), _told(path.lstat())


def _told(status: os.stat_result) -> tuple[int, ...]:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
