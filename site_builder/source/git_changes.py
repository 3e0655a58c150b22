"""Commits in, what each made of the files of any configuration out, in whatever directory that stands."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..catalog import SHORT_ID
from ..problems import printable
from .files import SITE_FILE, SUFFIX
from .git import Repository
from .git_files import is_read
from .git_trees import RAW, Blob, Change, file_changes

FIRST_PARENT = ("--root", "--diff-merges=first-parent")
_LONGEST = 500


class Made(NamedTuple):
    """A config directory, from the top, a path in it, and what stands there, or stood where it is gone."""

    directory: str
    path: str
    blob: Blob


def made_in(change: Change, known: dict[str, str]) -> Iterator[Made]:
    """What a change made of files. Of very many that have a text in common that is `known` is kept once."""
    for directory, path in _places(change.name):
        if blob := change.new or change.old:
            yield Made(known.setdefault(directory, directory), known.setdefault(path, path), blob)


def of_a_submodule(path: str, commit: str) -> str:
    """Why not all is known of a directory that stood at this path, or in what did."""
    return f"'{printable(path)}' was a submodule with commit {commit[:SHORT_ID]}, and its past is not read"


def below(directory: str, path: str) -> str:
    """A path in a directory, from the top."""
    return "/".join(filter(None, (directory, path)))


def rows_of(repository: Repository, commits: Iterable[str], *how: str, more: int = 0) -> Iterator[tuple[str, Change]]:
    """What commits changed of submodules and files that may count, each with the commit.

    Raises EnvironmentProblem for too many changes, of which there may be `more` than usually. Patterns would take git
    longer than all the rest.
    """
    asked = ("--stdin", "--format=%H", *how)
    said = repository.texts("diff-tree", "-r", *RAW, *asked, given=sorted(commits), more=more)
    return file_changes(said, os.fsencode(SUFFIX))


def _places(path: str) -> Iterator[tuple[str, str]]:
    """In which config directories a file at this path, from the top, would count, each with its path there.

    In none where the path is longer than anybody has one.
    """
    if len(path) > _LONGEST:
        return
    above, _, name = path.rpartition("/")
    directory, _, plural = above.rpartition("/")
    if is_read(f"{plural}/{name}"):
        yield directory, f"{plural}/{name}"
    if name == SITE_FILE:
        yield above, name
