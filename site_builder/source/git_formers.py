"""The commits with which a directory began in, the directories that may have been renamed to it out.

They are known by the names of their files, whatever is in these: git would read all of both to compare them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import NamedTuple

from ..problems import EnvironmentProblem, printable
from .files import DIRECTORIES, SUFFIX
from .git import Repository
from .git_files import files_in, having
from .git_trees import RAW, Blob, file_changes, refuse_too_many

MOST_RENAMES = 100  # of the directory: git is asked anew for each
APART = "make two of that commit: one that renames the directory, and one that removes the other directory"

# Where the files of configurations may have stood: renames of others are not looked for, which would take a while.
_MAY_BE_OURS = tuple(f":(top,glob)**/{plural}/*{SUFFIX}" for plural in DIRECTORIES)
_TOO_MANY = "what was committed is not read: by commit {} more than {} directories may have become this one"


@dataclass(frozen=True, slots=True)
class _Other:
    """What a commit did in another directory: the files that it took from there, and the names that it put there."""

    took: dict[str, Blob] = field(default_factory=dict)
    put: set[str] = field(default_factory=set)


class _Candidate(NamedTuple):
    """A directory of which something came here, `same` of it as it was.

    `had` is all that was in it. `kept` is what of that is in another directory with the commit and not here: in itself
    what stayed.
    """

    directory: str
    came: Set[str]
    same: int
    had: Set[str]
    kept: Mapping[str, Set[str]]


def formers(
    repository: Repository, tip: str, directory: str, firsts: Mapping[str, Mapping[str, Blob | None]]
) -> Mapping[str, tuple[str, ...]]:
    """For commits with which the directory began, each with the files that it had then, what it may have been before.

    That is one directory, or several of which nobody knows which; none where several gave what they had to something
    larger, which is new.

    More than half of the files came from there; or more than half of those that were there came here, and it grew. Less
    stayed there, or went to any other directory, than came here; but one that is gone since kept nothing.

    Raises EnvironmentProblem where there is too much to ask.
    """
    found: dict[str, tuple[str, ...]] = {}
    asked = 0
    for id, others in _others(repository, directory, firsts).items():
        here = firsts[id]
        came = {one: it.took.keys() & here.keys() for one, it in others.items()}
        near = [one for one, it in others.items() if 2 * len(came[one]) > min(len(here), len(it.took))]
        asked += len(near)
        if asked > MOST_RENAMES:
            raise EnvironmentProblem(repository.problem(_TOO_MANY.format(id[:8], MOST_RENAMES), help=APART))
        candidates = [*_candidates(repository, id, near, others, here)] if near else []
        likely = [it for it in candidates if 2 * len(it.came) > min(len(here), len(it.had))]
        if former := _likeliest(_most_came(repository, tip, likely), directory, len(here)):
            found[id] = former
    return found


def either_of(directories: Iterable[str], now: str) -> str:
    """That each of two or three directories, or more, may be what another was before, in words."""
    first = " or ".join(shown_directory(one) for one in islice(directories, 3))
    return f"either {first} became {shown_directory(now)}, and nobody knows which"


def shown_directory(directory: str) -> str:
    """How messages call a directory below the top."""
    return f"'{printable(directory or '.')}'"


def _others(repository: Repository, directory: str, commits: Collection[str]) -> Mapping[str, Mapping[str, _Other]]:
    """What each of the commits did in other directories that may be those of a configuration."""
    found: dict[str, dict[str, _Other]] = defaultdict(lambda: defaultdict(_Other))
    if not commits:
        return found
    refuse_too_many(repository, commits, "--diff-merges=first-parent")
    how = ("--stdin", "--diff-merges=first-parent", "--no-renames", "--diff-filter=AD", "--format=%H")
    said = repository.texts("diff-tree", "-r", *RAW, *how, "--", *_MAY_BE_OURS, given=commits)
    for id, it in file_changes(said):
        above, _, name = it.name.rpartition("/")
        other, _, plural = above.rpartition("/")
        if other == directory:
            continue
        if it.old is None:
            found[id][other].put.add(f"{plural}/{name}")
        else:
            found[id][other].took[f"{plural}/{name}"] = it.old
    return found


def _candidates(
    repository: Repository,
    commit: str,
    near: Collection[str],
    others: Mapping[str, _Other],
    here: Mapping[str, Blob | None],
) -> Iterator[_Candidate]:
    """The same directories with what was in each, and where that is."""
    stayed = files_in(repository, commit, near)
    for one in near:
        took = others[one].took
        went = {other: it.put & (took.keys() - here.keys()) for other, it in others.items()}
        yield _Candidate(
            directory=one,
            came=took.keys() & here.keys(),
            same=sum(path in here and here[path] == blob for path, blob in took.items()),
            had=took.keys() | stayed[one],
            kept={**went, one: stayed[one]},
        )


def _most_came(repository: Repository, tip: str, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Those of which more came here than is in any other directory that is there today."""
    rivals = [{other for other, names in it.kept.items() if len(names) >= len(it.came)} for it in candidates]
    there = having(repository, tip, sorted(set[str]().union(*rivals)), DIRECTORIES)
    return [it for it, others in zip(candidates, rivals, strict=True) if others.isdisjoint(there)]


def _likeliest(likely: Collection[_Candidate], directory: str, files: int) -> tuple[str, ...]:
    """The one of which more came as it was than of any other, and no less at all; else each of them.

    Of those of which as much came as it was, the one whose path ends most alike, as where a directory above has another
    name. None of several where no more than half of so many `files` came from any.
    """
    if not likely or (len(likely) > 1 and all(2 * len(it.came) <= files for it in likely)):
        return ()
    every = tuple(sorted(it.directory for it in likely))
    most = max(it.same for it in likely)
    first = [it for it in likely if it.same == most]
    if any(len(it.came) > max(len(one.came) for one in first) for it in likely):
        return every
    alike = {it.directory: _common_end(it.directory, directory) for it in first}
    nearest = max(alike.values())
    found = tuple(one for one, length in alike.items() if length == nearest)
    return found if len(found) == 1 else every


def _common_end(one: str, other: str) -> int:
    """How many names two paths end with alike."""
    pairs = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
