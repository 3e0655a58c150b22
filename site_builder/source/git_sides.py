"""Merges of a line in, what the other parents of each knew of the files that it took away, out.

The line follows first parents, and so tells that a merge took a file away, not that a branch marked it before it did.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .files import SITE_FILE
from .git import Repository
from .git_files import Blob
from .git_log import MAY_BE_OURS, RAW, LoggedCommit

_PATHS = (*MAY_BE_OURS, f":(top,glob)**/{SITE_FILE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What files were on the side of a merge: by their path in the config directory, whatever it was called there.

    `site_files` stood beside them. `is_whole` is False where this clone lacks commits of it.
    """

    files: Mapping[str, frozenset[Blob]]
    site_files: frozenset[Blob]
    is_whole: bool


def sides_of(repository: Repository, tip: str, commits: Iterable[LoggedCommit]) -> Mapping[str, Side]:
    """The side of each merge that takes files away, by its id."""
    gone = {commit.id: _gone(commit) for commit in commits if len(commit.parents) > 1}
    gone = {id: paths for id, paths in gone.items() if paths}
    if not gone:
        return {}
    parents = _parents(repository, tip)
    beside = {id: side for id, side in _beside(parents, tip) if id in gone}
    made = _made(repository, {id for side in beside.values() for id in side})
    return {
        id: Side(
            files={path: frozenset(_with_end(made, side, f"/{path}")) for path in gone[id]},
            site_files=frozenset(_with_end(made, side, f"/{SITE_FILE}")),
            is_whole=not (repository.is_shallow and any(not parents[it] for it in side)),
        )
        for id, side in beside.items()
    }


def _gone(commit: LoggedCommit) -> tuple[str, ...]:
    return tuple(path for path, blob in commit.files.items() if blob is None)


def _parents(repository: Repository, tip: str) -> Mapping[str, tuple[str, ...]]:
    rows = repository.told("rev-list", "--parents", tip).decode("ascii").splitlines()
    return {id: tuple(parents) for id, *parents in map(str.split, rows)}


def _beside(parents: Mapping[str, tuple[str, ...]], tip: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each commit of the line, those that came to it by its other parents."""
    line = [tip]
    while parents[line[-1]]:
        line.append(parents[line[-1]][0])
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


def _made(repository: Repository, commits: Iterable[str]) -> Mapping[str, Mapping[str, set[Blob]]]:
    """What each commit made of files, by their paths from the top, in comparison with any of its parents."""
    ids = "".join(f"{id}\n" for id in sorted(commits)).encode("ascii")
    said = repository.told("diff-tree", *RAW, "--stdin", "--root", "-m", "--format=%H", "--", *_PATHS, given=ids)
    made: dict[str, dict[str, set[Blob]]] = defaultdict(lambda: defaultdict(set))
    id, left = "", iter(said.decode("utf-8", "surrogateescape").split("\0"))
    for token in left:
        if token.lstrip("\n").startswith(":"):
            _, mode, _, blob, status = token.split(" ")
            path = next(left)
            if status != "D":
                made[id][f"/{path}"].add(Blob(mode, blob))
        elif token.strip("\n"):
            id = token.strip("\n")
    return made


def _with_end(made: Mapping[str, Mapping[str, set[Blob]]], commits: Iterable[str], end: str) -> Iterator[Blob]:
    for id in commits:
        for path, blobs in made.get(id, {}).items():
            if path.endswith(end):
                yield from blobs
