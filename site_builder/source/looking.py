"""Directories in, what the file system tells of all that is read of them out, so that two looks can be compared.

A few hundred names cost a millisecond. What nobody reads counts at most by its name, and by whether it is a directory.
"""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from .files import DIRECTORIES, LIST, PROVENANCE_FILE, SITE_FILE, WORKSHOP, is_told_of
from .git import places_of_refs
from .git_files import is_read

_Trace = tuple[int, ...]
_Place = tuple[int, int]
Look = Mapping[str, _Trace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What is read: config directories with what is committed of them, and trees, or single files. They may yet come.

    `written` are directories of which nothing is read, wherever they are.
    """

    configs: tuple[Path, ...] = ()
    trees: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()


def look(sources: Sources) -> Look:
    """What stands there now. Two looks are equal when nothing was added, removed, replaced or written in between."""
    passed = {_place(state) for place in sources.written if (state := _state(place))}
    trees = dict.fromkeys((*sources.trees, *chain(*map(_refs_of, sources.configs))))
    return dict(chain(*map(_of_config, sources.configs), *(_of_tree(tree, passed) for tree in trees)))


def first_other(before: Look, now: Look) -> str:
    """The first path, by the alphabet, that is other now; empty where none is."""
    return min((path for path in before.keys() | now.keys() if before.get(path) != now.get(path)), default="")


def _of_config(config: Path) -> Iterator[tuple[str, _Trace]]:
    """Links are not followed, as when it is read. Other directories inside it are none of it: one may be the output."""
    for place in (config, config / WORKSHOP / LIST):
        yield str(place), _trace(_state(place, follow=False))
    kinds = (plural for plural in DIRECTORIES if not os.path.islink(config / plural))  # noqa: PTH114 never raises
    for directory in ("", *(f"{plural}/" for plural in kinds)):
        for name in _names(config / directory):
            below = f"{directory}{name}"
            path = f"{config}/{below}"
            if is_read(below) or below in (SITE_FILE, PROVENANCE_FILE):
                yield path, _trace(_state(path, follow=False))
            elif is_told_of(name) or not name.startswith("."):
                yield path, (os.path.isdir(path),)  # noqa: PTH112 never raises


def _refs_of(config: Path) -> tuple[Path, ...]:
    """Where git keeps what is committed of it and how that is called, whether or not it is there already."""
    if not os.path.isdir(config):  # noqa: PTH112 never raises
        return ()
    try:
        real = Path(os.path.realpath(config))
    except OSError:  # the working directory is gone
        return ()
    repositories = (str(directory / ".git") for directory in (real, *real.parents))
    return _places_of_refs(config, tuple((path, _whole_trace(_state(path))) for path in repositories))


@lru_cache
def _places_of_refs(config: Path, _repositories: object) -> tuple[Path, ...]:
    """Git is asked again only where a repository has come or is another, since that takes longer than a look."""
    return places_of_refs(config)


def _of_tree(root: Path, passed: Collection[_Place]) -> Iterator[tuple[str, _Trace]]:
    """Of a directory or file, with all to which links lead, but for what it is in; each directory once."""
    around = map(_state, Path(os.path.realpath(root)).parents)
    left, entered = [str(root)], {*passed, *map(_place, filter(None, around))}
    while left:
        path = left.pop()
        state = _state(path)
        yield path, _trace(state)
        if state and stat.S_ISDIR(state.st_mode) and _place(state) not in entered:
            entered.add(_place(state))
            left += (f"{path}/{name}" for name in _names(path) if not name.startswith("."))


def _names(directory: Path | str) -> list[str]:
    try:
        return os.listdir(directory)  # noqa: PTH208 a third of the time
    except OSError:  # not there, not yet or no longer
        return []


def _state(path: Path | str, *, follow: bool = True) -> os.stat_result | None:
    try:
        return os.stat(path, follow_symlinks=follow)  # noqa: PTH116 half the time
    except OSError:  # gone since, or a link that leads nowhere
        return None


def _place(state: os.stat_result) -> _Place:
    return state.st_dev, state.st_ino


def _trace(state: os.stat_result | None) -> _Trace:
    """Of a directory only that it is one: its entries speak for themselves, and the output may be among them."""
    return (state.st_mode,) if state and stat.S_ISDIR(state.st_mode) else _whole_trace(state)


def _whole_trace(state: os.stat_result | None) -> _Trace:
    if state is None:
        return ()
    return (state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
