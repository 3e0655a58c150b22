"""A config directory in, what is read of it out: never half an edit, nor some of it as before and some as after one."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..disk import is_locked
from ..problems import EnvironmentProblem, InvalidConfig, Problem
from .files import DIRECTORIES, LIST, PROVENANCE_FILE, SITE_FILE, WORKSHOP
from .git import places_of_refs

T = TypeVar("T")

_PATIENCE, _PAUSE = 10.0, 0.02  # seconds
_TIMES = 3  # that something is read at least before it is given up


def read_at_rest(config: Path, read: Callable[[], T]) -> T:
    """What is read of a directory while no edit of it is under way; after some seconds as it is, which E116 tells."""
    until = time.monotonic() + _PATIENCE
    while True:
        while (
            os.path.lexists(config / WORKSHOP / LIST) and is_locked(config, os.O_DIRECTORY) and time.monotonic() < until
        ):
            time.sleep(_PAUSE)
        before = _changed_at(config)
        found = read()
        if _changed_at(config) == before or time.monotonic() >= until:
            return found


def read_unmixed(config: Path, read: Callable[[], T], label: str) -> T:
    """What is read of a directory and of its past while nothing in either changes, whoever may change it.

    Raises what `read` raises then, and EnvironmentProblem (E610) where something has changed each time.
    """
    until, times = time.monotonic() + _PATIENCE, 0
    places = (*_places(config), *places_of_refs(config))
    while times < _TIMES or time.monotonic() < until:
        times += 1
        before = _traces(config, places)
        try:
            found = read()
        except (InvalidConfig, EnvironmentProblem):
            if _traces(config, places) == before:
                raise
        else:
            if _traces(config, places) == before:
                return found
        time.sleep(_PAUSE)
    message = f"changed each of the {times} times that it was read"
    help = "wait until nothing writes to it, or to the branches and tags of its repository, and try again"
    raise EnvironmentProblem(Problem(path=label, code="E610", message=message, help=help))


def _changed_at(config: Path) -> tuple[int, ...]:
    """When something came or went last: in it, and in the directory in which an edit keeps what it exchanges."""
    return tuple(map(_moment, (config, config / WORKSHOP)))


def _moment(directory: Path) -> int:
    with suppress(OSError):
        return directory.stat().st_mtime_ns
    return 0


def _places(config: Path) -> tuple[Path, ...]:
    return tuple(config / name for name in (SITE_FILE, PROVENANCE_FILE, *DIRECTORIES))


def _traces(config: Path, places: Iterable[Path]) -> dict[str, object]:
    """What the file system tells of each place and all below it, and what stands beside those that are read."""
    found: dict[str, object] = {os.fspath(config): None}
    with suppress(OSError):
        found[os.fspath(config)] = (config.stat().st_ino, sorted(os.listdir(config)))  # noqa: PTH208 names only
    for place in places:
        with suppress(OSError):
            found[os.fspath(place)] = _trace(place.lstat())
        found.update(_below(os.fspath(place)))
    return found


def _below(directory: str) -> Iterator[tuple[str, object]]:
    left = [directory]
    while left:
        with suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                yield entry.path, _trace(entry.stat(follow_symlinks=False))
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)


def _trace(status: os.stat_result) -> tuple[int, ...]:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
