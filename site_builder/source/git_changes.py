"""Commits in, what each made of the files of any configuration out, in whatever directory that stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..catalog import SHORT_ID
from ..problems import printable
from .files import SITE_FILE
from .git import Repository
from .git_files import is_read
from .git_log import MAY_BE_OURS, file_changes
from .git_trees import RAW, Blob, Change

ANY_PARENT = ("--root", "-m")
FIRST_PARENT = ("--root", "--diff-merges=first-parent")
_PATHS = (*MAY_BE_OURS, f":(top,glob)**/{SITE_FILE}")


class Made(NamedTuple):
    """A config directory, from the top, a path in it, and what stands there, or stood where it `is_gone`."""

    directory: str
    path: str
    blob: Blob
    is_gone: bool


def made_by(repository: Repository, commits: Collection[str]) -> Mapping[str, Collection[Made]]:
    """What each commit made of files, in comparison with any of its parents. Raises EnvironmentProblem for too many."""
    made: dict[str, set[Made]] = defaultdict(set)
    for id, it in repository.to_keep(made_of(repository, commits, ANY_PARENT), len(commits)):
        made[id].add(it)
    return made


def made_of(repository: Repository, commits: Collection[str], how: tuple[str, ...]) -> Iterator[tuple[str, Made]]:
    """One after the other what commits made of files, each with the commit. Raises EnvironmentProblem for too many."""
    for id, it in rows_of(repository, commits, *how, "--", *_PATHS):
        if blob := it.new or it.old:
            yield from ((id, Made(*place, blob, it.new is None)) for place in _places(it.name))


def removing(repository: Repository, commits: Collection[str]) -> frozenset[str]:
    """Those that take files away. Raises EnvironmentProblem for too many."""
    # Without paths, which take git longer than all the rest.
    rows = rows_of(repository, commits, *ANY_PARENT, "--diff-filter=D")
    return frozenset(id for id, it in rows if any(_places(it.name)))


def of_a_submodule(path: str, commit: str) -> str:
    """Why not all is known of a directory that stood at this path, or in what did."""
    return f"'{printable(path)}' was a submodule with commit {commit[:SHORT_ID]}, and its past is not read"


def below(directory: str, path: str) -> str:
    """A path in a directory, from the top."""
    return "/".join(filter(None, (directory, path)))


def rows_of(repository: Repository, commits: Iterable[str], *how: str) -> Iterator[tuple[str, Change]]:
    """What commits changed, as git tells it, each with the commit. Raises EnvironmentProblem for too many."""
    asked = ("--stdin", "--format=%H", *how)
    return file_changes(repository.texts("diff-tree", "-r", *RAW, *asked, given=sorted(commits)))


def _places(path: str) -> Iterator[tuple[str, str]]:
    """In which config directories a file at this path, from the top, would count, each with its path there."""
    above, _, name = path.rpartition("/")
    directory, _, plural = above.rpartition("/")
    if is_read(f"{plural}/{name}"):
        yield directory, f"{plural}/{name}"
    if name == SITE_FILE:
        yield above, name
