"""Directories in, the moment at which something in them has changed out.

By looking again and again: a few hundred names cost a millisecond, and it works where the kernel does not tell of
changes, as in containers, on network drives and in directories shared with another system.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event

from ..catalog import KINDS
from ..source import places_of_refs

INTERVAL = 0.3  # seconds between two looks
SETTLING = 0.1  # seconds for an editor to finish what it is writing

Look = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a site is made from: directories whose own files count, trees of which everything does, and single files."""

    directories: tuple[Path, ...] = ()
    trees: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()


def sources(config: Path, templates: Path, schemas: Path) -> Sources:
    """All that a build reads, and where git keeps what is committed of it and how that is called.

    Other directories inside `config` are none of it: one of them may be the output.
    """
    kinds = tuple(config / kind.plural for kind in KINDS if kind.has_files)
    refs = places_of_refs(config)
    return Sources(
        directories=(config, *kinds, schemas),
        trees=(templates, *(place for place in refs if place.is_dir())),
        files=tuple(place for place in refs if not place.is_dir()),
    )


def look(watched: Sources) -> Look:
    """What stands there now. Two looks are equal when nothing was added, removed, replaced or written in between."""
    flat = (entry for directory in watched.directories for entry in _entries(directory))
    deep = (entry for tree in watched.trees for entry in _below(tree))
    single = {str(file): _trace(file) for file in watched.files}
    return single | {entry.path: _trace(entry) for found in (flat, deep) for entry in found}


def wait_for_change(
    watched: Sources, seen: Look, stop: Event, interval: float = INTERVAL, most: int | None = None
) -> None:
    """Returns soon after something is no longer as `seen`, when told to stop, or after so many looks."""
    for _ in count() if most is None else range(most):
        if look(watched) != seen or stop.wait(interval):
            break
    stop.wait(min(interval, SETTLING))


def _entries(directory: Path | str) -> Iterator[os.DirEntry[str]]:
    """Hidden files do not count: nothing is read from them, and editors keep theirs under such names."""
    try:
        with os.scandir(directory) as found:
            entries = [entry for entry in found if not entry.name.startswith(".")]
    except OSError:  # not there, not yet or no longer
        return
    yield from entries


def _below(tree: Path | str) -> Iterator[os.DirEntry[str]]:
    for entry in _entries(tree):
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _trace(entry: os.DirEntry[str] | Path) -> tuple[int, ...]:
    """Of a directory only that it is one: its entries speak for themselves, and the output may be among them."""
    try:
        state = entry.stat()
    except OSError:  # gone since, or a link that leads nowhere
        return ()
    if stat.S_ISDIR(state.st_mode):
        return (state.st_mode,)
    return (state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns)
