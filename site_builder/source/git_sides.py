"""Commits of a line in, what the other parents of each merge knew of files out, where any was taken away.

The line follows first parents, and so tells that a merge took a file away, not that a branch marked it before it did;
nor that a branch took away what had the name before.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from .files import DIRECTORIES, SITE_FILE
from .git import Repository
from .git_changes import ANY_PARENT, Made, below, made_by, removing
from .git_files import standing
from .git_log import LoggedCommit
from .git_trees import Blob, refuse_too_many

_MOST_DIRECTORIES = 10_000  # in which the branches of merges touched what is gone with them


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What files were on the side of a merge: by their path in the config directory, whatever it was called there.

    Every version of each, always in the same order. `removed` were taken away, if only for a while, and `replaced`
    never brought back as they had been. `site_files` stood beside them. `is_whole` is False where this clone lacks
    commits of it.
    """

    files: Mapping[str, tuple[Blob, ...]]
    removed: frozenset[str]
    replaced: frozenset[str]
    site_files: frozenset[Blob]
    is_whole: bool


def sides_of(repository: Repository, tip: str, commits: Iterable[LoggedCommit]) -> Mapping[str, Side]:
    """The side of each merge that took a file away, or on whose side one was taken away, by its id."""
    commits = tuple(commits)
    gone = {commit.id: _gone(commit) for commit in commits if len(commit.parents) > 1}
    if not gone:
        return {}
    parents = _parents(repository, tip)
    beside = {id: side for id, side in _beside(parents, tip) if id in gone}
    refuse_too_many(repository, sorted(it for side in beside.values() for it in side), *ANY_PARENT)
    taking = removing(repository, {it for id, side in beside.items() if not gone[id] for it in side})
    beside = {id: side for id, side in beside.items() if gone[id] or not taking.isdisjoint(side)}
    made = made_by(repository, {it for side in beside.values() for it in side})
    cut_off = {id for id, above in parents.items() if not above} if repository.is_shallow else set()
    rows = {id: [made[it] for it in side if it in made] for id, side in beside.items()}
    ours = frozenset(commit.directory for commit in commits)
    others = _others(repository, rows, gone, ours)
    sides = {
        id: _side(rows[id], gone[id], ours, others[id], is_whole=cut_off.isdisjoint(side))
        for id, side in beside.items()
    }
    return {id: side for id, side in sides.items() if gone[id] or side.removed}


def _gone(commit: LoggedCommit) -> frozenset[str]:
    return frozenset(path for path, blob in commit.files.items() if blob is None)


def _others(
    repository: Repository,
    rows: Mapping[str, Sequence[Collection[Made]]],
    gone: Mapping[str, Container[str]],
    ours: Set[str],
) -> Mapping[str, Set[str]]:
    """For each merge the directories of its side that hold another configuration, beside ours, after it."""
    asked = {
        (id, directory)
        for id, made in rows.items()
        for directory, path, _, _ in chain.from_iterable(made)
        if path in gone[id] and directory not in ours
    }
    asked |= {(id, directory) for id, made in rows.items() for directory in _led_to(ours, made) - ours}
    if len(asked) > _MOST_DIRECTORIES:
        raise repository.too_many(_MOST_DIRECTORIES, "directories")
    places = {it: [(it[0], below(it[1], plural)) for plural in DIRECTORIES] for it in sorted(asked)}
    there = standing(repository, (place for them in places.values() for place in them))
    found: dict[str, set[str]] = {id: set() for id in rows}
    for (id, directory), them in places.items():
        if not there.isdisjoint(them):
            found[id].add(directory)
    return found


def _side(
    commits: Sequence[Collection[Made]], gone: Container[str], ours: Set[str], others: Set[str], *, is_whole: bool
) -> Side:
    """Ours are the directories of the line, those to which something went, and those where something was that is gone.

    But for others. What one commit takes from one of them to another is not taken away.
    """
    every = chain.from_iterable(commits)
    led_to = _led_to(ours, commits) | {it.directory for it in every if it.path in gone}
    ours = ours | (led_to - others)
    files: dict[str, set[Blob]] = defaultdict(set)
    removed: set[tuple[str, Blob]] = set()
    there: set[tuple[str, Blob]] = set()
    for made in commits:
        mine = [it for it in made if it.directory in ours]
        put = {it.path for it in mine if not it.is_gone}
        for it in mine:
            files[it.path].add(it.blob)
            if not it.is_gone:
                there.add((it.path, it.blob))
            elif it.path not in put:
                removed.add((it.path, it.blob))
    site_files = files.pop(SITE_FILE, set())
    ordered = {path: tuple(sorted(blobs)) for path, blobs in sorted(files.items())}
    return Side(
        files=ordered,
        removed=frozenset(path for path, _ in removed),
        replaced=frozenset(path for path, _ in removed - there),
        site_files=frozenset(site_files),
        is_whole=is_whole,
    )


def _led_to(ours: Set[str], commits: Iterable[Collection[Made]]) -> Set[str]:
    """Ours and the directories to which something went from ours, by whatever others."""
    went: dict[str, set[str]] = defaultdict(set)
    for made in commits:
        put: dict[str, set[str]] = defaultdict(set)
        for it in (it for it in made if not it.is_gone):
            put[it.path].add(it.directory)
        for it in (it for it in made if it.is_gone):
            went[it.directory] |= put.get(it.path, set())
    found, left = {*ours}, [*ours]
    while left:
        new = went.get(left.pop(), set()) - found
        found |= new
        left += new
    return found


def _parents(repository: Repository, tip: str) -> Mapping[str, tuple[str, ...]]:
    rows = repository.told("rev-list", "--parents", tip).decode("ascii").splitlines()
    return {id: tuple(parents) for id, *parents in map(str.split, rows)}


def _beside(parents: Mapping[str, tuple[str, ...]], tip: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each commit of the line, those that came to it by its other parents."""
    line = []
    first: str | None = tip
    while first:
        line.append(first)
        first = next(iter(parents[first]), None)
    known: set[str] = set()
    for id in reversed(line):
        side: list[str] = []
        waiting = [*parents[id][1:]]
        while waiting:
            above = waiting.pop()
            if above not in known:
                known.add(above)
                side.append(above)
                waiting.extend(parents[above])
        known.add(id)
        yield id, tuple(side)
