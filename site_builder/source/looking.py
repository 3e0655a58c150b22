"""Config directories in, what the file system tells of all that is read of them out, so that two looks can be compared.

A few hundred names cost a millisecond. What is only kept beside files counts by its name at most.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .files import DIRECTORIES
from .git import places_of_refs

Look = Mapping[str, tuple[int, ...]]

_READ = (".yml", ".csv", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What is read: directories whose own files count, trees of which everything does, and single files."""

    directories: tuple[Path, ...] = ()
    trees: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()


def config_sources(config: Path) -> Sources:
    """A config directory, which may yet come, and where git keeps what is committed of it and how that is called.

    Other directories inside it are none of it: one of them may be the output.
    """
    refs = places_of_refs(config) if os.path.isdir(config) else ()  # noqa: PTH112 never raises
    kinds = (config / plural for plural in DIRECTORIES)
    return Sources(
        directories=(config, *(kind for kind in kinds if not os.path.islink(kind))),  # noqa: PTH114 never raises
        trees=tuple(place for place in refs if place.is_dir()),
        files=tuple(place for place in refs if not place.is_dir()),
    )


def look(watched: Sources) -> Look:
    """What stands there now. Two looks are equal when nothing was added, removed, replaced or written in between."""
    flat = {
        entry.path: _trace(entry) if entry.name.endswith(_READ) or os.path.isdir(entry) else ()  # noqa: PTH112 never raises
        for directory in watched.directories
        for entry in _entries(directory)
    }
    deep = {entry.path: _trace(entry) for tree in watched.trees for entry in _below(tree)}
    single = {str(file): _trace(file) for file in watched.files}
    return single | flat | deep


def first_other(before: Look, now: Look) -> str:
    """The first path, by the alphabet, that is other now; empty where none is."""
    return min((path for path in before.keys() | now.keys() if before.get(path) != now.get(path)), default="")


def _entries(directory: Path | str) -> Iterator[os.DirEntry[str]]:
    """Hidden files do not count: nothing is read from them, and editors keep theirs under such names."""
    try:
        with os.scandir(directory) as found:
            entries = [entry for entry in found if not entry.name.startswith(".")]
    except OSError:  # not there, not yet or no longer
        return
    yield from entries


def _below(tree: Path) -> Iterator[os.DirEntry[str]]:
    left: list[Path | str] = [tree]
    while left:
        for entry in _entries(left.pop()):
            yield entry
            if entry.is_dir(follow_symlinks=False):
                left.append(entry.path)


def _trace(entry: os.DirEntry[str] | Path) -> tuple[int, ...]:
    """Of a directory only that it is one: its entries speak for themselves, and the output may be among them."""
    try:
        state = entry.stat()
    except OSError:  # gone since, or a link that leads nowhere
        return ()
    if stat.S_ISDIR(state.st_mode):
        return (state.st_mode,)
    return (state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
