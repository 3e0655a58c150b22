"""Config directories in, what is read of them and of their past out: all of it as it stood at one moment.

Whoever edits, pulls or tags meanwhile has it read again; what nobody reads may change.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..disk import made_here, paths_in
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


def _first_other(before: Mapping[str, str], directories: Iterable[Path], refs: Iterable[Path]) -> str:
    """The first path, by the alphabet, that is other now; empty where none is."""
    now = dict(_traces(directories, refs))
    return min((path for path in before.keys() | now.keys() if before.get(path) != now.get(path)), default="")


def _traces(directories: Iterable[Path], refs: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """What the file system tells of all that is read."""
    for config in directories:
        yield from _listed(config)
        for path in (config / SITE_FILE, config / PROVENANCE_FILE):
            yield from _trace(path)
        for path in (config / plural for plural in DIRECTORIES):
            yield from _trace(path) if os.path.islink(path) else _listed(path)  # noqa: PTH114 never raises
    for place in refs:
        with suppress(OSError):
            for path in paths_in(place):
                yield from _trace(path)


def _listed(directory: Path) -> Iterator[tuple[str, str]]:
    """Which directory it is, its files, and what else may look as if it were to be read, by its name."""
    with suppress(OSError):
        names = os.listdir(directory)  # noqa: PTH208 as many as there are files
        yield os.fspath(directory), str(directory.lstat().st_ino)
        for path in (directory / name for name in names if not name.startswith(".")):
            yield from _trace(path) if path.name.endswith(SUFFIX) else ((os.fspath(path), "there"),)


def _trace(path: Path) -> Iterator[tuple[str, str]]:
    with suppress(OSError):
        yield os.fspath(path), made_here(path)
