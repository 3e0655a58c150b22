"""Commits of a line in, what the other parents of each merge knew of files out, where any was taken away.

The line follows first parents, and so tells that a merge took a file away, not that a branch marked it before it did;
nor that a branch took away what had the name before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from .files import SITE_FILE
from .git import Repository
from .git_files import is_read
from .git_log import MAY_BE_OURS, LoggedCommit, file_changes
from .git_trees import RAW, Blob, Change, refuse_too_many

_ANY_PARENT = ("--root", "-m")
_PATHS = (*MAY_BE_OURS, f":(top,glob)**/{SITE_FILE}")

_Made = tuple[str, str, Blob, bool]  # a directory, a path in it, what was there, and whether it was taken away


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
    merges = [commit for commit in commits if len(commit.parents) > 1]
    if not merges:
        return {}
    gone = {commit.id: _gone(commit) for commit in merges}
    parents = _parents(repository, tip)
    beside = {id: side for id, side in _beside(parents, tip) if id in gone}
    refuse_too_many(repository, sorted(it for side in beside.values() for it in side), *_ANY_PARENT)
    removing = _removing(repository, {it for id, side in beside.items() if not gone[id] for it in side})
    beside = {id: side for id, side in beside.items() if gone[id] or not removing.isdisjoint(side)}
    made = _made(repository, {it for side in beside.values() for it in side})
    cut_off = {id for id, above in parents.items() if not above} if repository.is_shallow else set()
    ours = frozenset(commit.directory for commit in commits)
    sides = {
        merge.id: _side(
            [row for it in side for row in made.get(it, ())], merge, ours, is_whole=cut_off.isdisjoint(side)
        )
        for merge in merges
        if (side := beside.get(merge.id)) is not None
    }
    return {id: side for id, side in sides.items() if gone[id] or side.removed}


def _gone(commit: LoggedCommit) -> frozenset[str]:
    return frozenset(path for path, blob in commit.files.items() if blob is None)


def _side(made: Sequence[_Made], merge: LoggedCommit, ours: Set[str], *, is_whole: bool) -> Side:
    ours = ours | _from_where(made, merge)
    files: dict[str, set[Blob]] = defaultdict(set)
    removed: set[tuple[str, Blob]] = set()
    there: set[tuple[str, Blob]] = set()
    for directory, path, blob, is_gone in made:
        if directory in ours:
            files[path].add(blob)
            (removed if is_gone else there).add((path, blob))
    site_files = files.pop(SITE_FILE, set())
    ordered = {path: tuple(sorted(blobs)) for path, blobs in sorted(files.items())}
    return Side(
        files=ordered,
        removed=frozenset(path for path, _ in removed),
        replaced=frozenset(path for path, _ in removed - there),
        site_files=frozenset(site_files),
        is_whole=is_whole,
    )


def _from_where(made: Iterable[_Made], merge: LoggedCommit) -> Set[str]:
    """Directories of what is gone with a merge, of what came as it was there, or of most names that it changed."""
    found: set[str] = set()
    changed: dict[str, set[str]] = defaultdict(set)
    for directory, path, blob, _ in made:
        if path in merge.files:
            changed[directory].add(path)
            if merge.files[path] in (None, blob):
                found.add(directory)
    return found | {directory for directory, paths in changed.items() if 2 * len(paths) > len(merge.files)}


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


def _removing(repository: Repository, commits: Iterable[str]) -> frozenset[str]:
    """Those that take files away, of any configuration."""
    rows = _rows(repository, commits, "--diff-filter=D")  # without paths, which take git longer than all the rest
    return frozenset(id for id, it in rows if any(_places(it.name)))


def _made(repository: Repository, commits: Collection[str]) -> Mapping[str, Collection[_Made]]:
    """What each commit made of files, in comparison with any of its parents."""
    rows = _rows(repository, commits, "--", *_PATHS)
    files = ((id, (*place, it)) for id, it in rows for place in _places(it.name))
    made: dict[str, set[_Made]] = defaultdict(set)
    for id, (directory, path, it) in repository.to_keep(files, len(commits)):
        if blob := it.new or it.old:
            made[id].add((directory, path, blob, it.new is None))
    return made


def _rows(repository: Repository, commits: Iterable[str], *how: str) -> Iterator[tuple[str, Change]]:
    asked = ("--stdin", *_ANY_PARENT, "--format=%H", *how)
    return file_changes(repository.texts("diff-tree", "-r", *RAW, *asked, given=sorted(commits)))


def _places(path: str) -> Iterator[tuple[str, str]]:
    """In which config directories a file at this path, from the top, would count, each with its path there."""
    above, _, name = path.rpartition("/")
    directory, _, plural = above.rpartition("/")
    if is_read(f"{plural}/{name}"):
        yield directory, f"{plural}/{name}"
    if name == SITE_FILE:
        yield above, name
