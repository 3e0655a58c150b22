"""What commits change at the top in, the files below it that may be those of a configuration out.

Git is asked level by level, for what can be there and never for what is below it: patterns alone do not keep it from
going through every directory, and ten times the same directory, ten deep, are 10,000,000,000 in a few kilobytes. What
changes in the same way is asked for once.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .files import DIRECTORIES, SITE_FILE, SUFFIX
from .git import Repository, most_named

# All that git knows of what differs, each text ended by a zero.
RAW = ("-z", "--raw", "--no-abbrev", "--ignore-submodules=none")
DIRECTORY, SUBMODULE = "040000", "160000"
_OF_A_DIRECTORY = DIRECTORY.encode("ascii")
_OF_A_SUBMODULE = SUBMODULE.encode("ascii")
# What git calls a directory with nothing in it, by how long its ids are; it knows this one in every repository.
_EMPTY = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}

_WITH_FILES = 2  # levels: in the config directory and below
_DEEPEST = 500  # directories in directories: git is asked once for each

_Patterns = tuple[str, ...]
_Trees = tuple[str, str]  # the ids of a directory before and after


class Blob(NamedTuple):
    """What stands at a path of a commit: the mode that git gives it, and the id of its content."""

    mode: str
    id: str


class Change(NamedTuple):
    """What became of one name in a directory: None where nothing is called so."""

    name: str
    old: Blob | None
    new: Blob | None


def in_config(directory: str) -> tuple[_Patterns, ...]:
    """Level by level from the top, what is called as a part of a config directory's path, or as what is in it."""
    above = tuple(_names(part) for part in directory.split("/") if part)
    return (*above, _names(*DIRECTORIES, SITE_FILE), (f":(top,glob)*{SUFFIX}",))


def files_of(
    repository: Repository, tops: Sequence[Sequence[Change]], levels: Iterable[_Patterns]
) -> Sequence[dict[str, Blob | None]]:
    """For each commit, the files that differ, by path: those among what it changes at the top, and in the levels below.

    None for one that is gone. Raises EnvironmentProblem where there are too many.
    """
    below: list[Mapping[_Trees, Sequence[Change]]] = []
    lists: Iterable[Sequence[Change]] = tops
    for patterns in levels:
        pairs = dict.fromkeys(trees for changes in lists for it in changes if (trees := _trees(it)))
        below.append(_differing(repository, pairs, patterns) if pairs else {})
        lists = below[-1].values()
    found = ((place, it) for place, changes in enumerate(tops) for it in _found(changes, below))
    files: list[dict[str, Blob | None]] = [{} for _ in tops]
    for place, (path, blob) in repository.to_keep(found, len(tops)):
        files[place][path] = blob or files[place].get(path)  # a file that becomes a directory goes and comes
    return files


def refuse_too_many(repository: Repository, commits: Collection[str], *how: str, more: int = 0) -> None:
    """Raises EnvironmentProblem where git would go through too many files and directories to tell what commits change.

    It tells nothing before it has gone through all of a commit. Here a directory is counted as often as it is there.
    There may be `more` than usually.
    """
    most, count = most_named(len(commits)) + more, 0
    times: Counter[_Trees] = Counter()
    said = repository.texts("diff-tree", "--stdin", "--no-commit-id", *RAW, *how, given=commits, more=more)
    for about in said:
        next(said)
        count += 1
        if trees := _directories(about):
            times[trees] += 1
    for _ in range(_DEEPEST):
        if not times or count > most:
            break
        below: Counter[_Trees] = Counter()
        for trees, about, _ in _told(repository, times, more=more):
            count += times[trees]
            if inner := _directories(about):
                below[inner] += times[trees]
        times = below
    if times or count > most:
        raise repository.too_many(most)


def change(about: bytes, name: bytes) -> Change:
    """Of the two texts that git tells."""
    old_mode, mode, old, new, status = about.decode("ascii").strip("\n:").split(" ")
    before = None if status == "A" else Blob(old_mode, old)
    return Change(os.fsdecode(name), before, None if status == "D" else Blob(mode, new))


def file_changes(said: Iterator[bytes], ending: bytes = b"") -> Iterator[tuple[str, Change]]:
    """What `diff-tree -z --format=%H` tells: a commit, and what it did to submodules, and to files that end so."""
    id = ""
    for text in said:
        about = text.strip(b"\n")
        if not about.startswith(b":"):
            id = about.decode("ascii") or id
        elif (name := next(said)).endswith(ending) or _OF_A_SUBMODULE in about:
            yield id, change(about, name)


def _directories(about: bytes) -> _Trees | None:
    """As `_trees`, of the first of these texts, of which there may be millions: most are of no directory."""
    return _trees(change(about, b"")) if _OF_A_DIRECTORY in about else None


def _names(*names: str) -> _Patterns:
    return tuple(f":(top,literal){name}" for name in names)


def _trees(change: Change) -> _Trees | None:
    """The ids of a directory before and after; None for what is none."""
    there = change.new or change.old
    if there is None or there.mode != DIRECTORY:
        return None
    empty = _EMPTY[len(there.id)]
    return change.old.id if change.old else empty, change.new.id if change.new else empty


def _differing(
    repository: Repository, pairs: Iterable[_Trees], patterns: _Patterns
) -> Mapping[_Trees, Sequence[Change]]:
    """What differs in each pair, where anything does."""
    found: dict[_Trees, list[Change]] = defaultdict(list)
    for trees, it in _changes(repository, pairs, patterns):
        found[trees].append(it)
    return found


def _changes(repository: Repository, pairs: Iterable[_Trees], patterns: _Patterns) -> Iterator[tuple[_Trees, Change]]:
    """Each change of each pair."""
    return ((trees, change(about, name)) for trees, about, name in _told(repository, pairs, patterns))


def _told(
    repository: Repository, pairs: Iterable[_Trees], patterns: _Patterns = (), *, more: int = 0
) -> Iterator[tuple[_Trees, bytes, bytes]]:
    """Git tells a change with two texts, the first after a line for each pair that it comes to."""
    given = [f"{old} {new}" for old, new in pairs]
    trees = ("", "")
    said = repository.texts("diff-tree", "--stdin", *RAW, "--", *patterns, given=given, more=more)
    for text in said:
        *lines, about = text.split(b"\n")
        if lines:
            old, new = lines[-1].decode("ascii").split(" ")
            trees = old, new
        if about:
            yield trees, about, next(said)


def _found(
    changes: Iterable[Change], below: Sequence[Mapping[_Trees, Sequence[Change]]], above: str = ""
) -> Iterator[tuple[str, Blob | None]]:
    for it in changes:
        path = f"{above}/{it.name}" if above else it.name
        trees = _trees(it)
        if not trees or (len(below) < _WITH_FILES and it.name.endswith(SUFFIX)):  # also where a file belongs
            yield path, it.new
        if trees and below:
            yield from _found(below[0].get(trees, ()), below[1:], path)
