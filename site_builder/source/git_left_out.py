"""A config directory without a `site.yml` in, E707 where one that may mark what is internal is left out of it, out."""

import os
import re
from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path

from ..problems import EnvironmentProblem, Problem, printable
from .files import DIRECTORIES, SITE_FILE, SUFFIX
from .git import Repository, has_repository, open_repository
from .git_changes import below
from .git_command import NothingCommitted
from .git_files import files_in, is_read
from .git_places import has_unit_primitives, is_there, with_unit_primitives, working_tree
from .reader import MAX_BYTES

_MARKS = re.compile(rb"internal_(?:fields|kinds)[\"']?[ \t]*:")
_OF_A_COMMIT = 2_000_000  # files that one may have, anywhere
_BACK = "git restore brings it back, or git sparse-checkout disable; where it is to go, commit that"


def refuse_marks_left_out(config: Path, *, label: str = "config") -> None:
    """Raises EnvironmentProblem (E707) where a `site.yml` was committed here and is not in the working tree.

    It may be left out, as by a sparse checkout; and so may one of a repository that git does not read. One that marks
    something may have stayed behind, where it stands without unit primitives, or without those that are here now.
    """
    if os.path.lexists(config / SITE_FILE):
        return
    try:
        problem = next(_left_out(open_repository(config, label), config), None)
    except NothingCommitted:
        return
    except EnvironmentProblem as error:
        if not has_repository(config):
            return
        message = f"nobody knows whether a {SITE_FILE} that marks what is internal is left out here"
        raise EnvironmentProblem(replace(error.problem, message=f"{message}: {error.problem.message}")) from error
    if problem:
        raise EnvironmentProblem(problem)


def _left_out(repository: Repository, config: Path) -> Iterator[Problem]:
    """What is wrong. Raises EnvironmentProblem where git does not know it."""
    head = repository.commit_id("HEAD")
    path = f":(top,literal){below(repository.path, SITE_FILE)}"
    if repository.told("ls-tree", "--full-tree", "--name-only", head, "--", path):
        yield _not_here(repository, repository.path, "may mark what is internal, is committed and not here", _BACK)
        return
    marking = _marking(repository, head)
    others = with_unit_primitives(repository, head, marking)
    here = printable(repository.path or ".")
    help = f"git mv it to {here}, git rm it, or give {here} a {SITE_FILE} of its own, with a title"
    for directory in (one for one in marking if one not in others and _may_have_been_one(repository, head, one)):
        yield _not_here(repository, directory, "marks what is internal, stands without unit primitives", help)
    if not is_there(repository, head, repository.path):
        top, files = working_tree(repository), _files_of(config)
        for directory in (one for one in others if not has_unit_primitives(top / one)):
            theirs = files_in(repository, head, [directory])[directory]
            if 2 * len(files & theirs) > min(len(files), len(theirs)):
                yield _not_here(
                    repository, directory, "marks what is internal, stood beside what may be here now", help
                )


def _may_have_been_one(repository: Repository, commit: str, directory: str) -> bool:
    """Whether a commit that led here had unit primitives there, as far as this clone knows."""
    path = f":(top,literal){below(directory, 'unit_primitives')}"
    return repository.is_shallow or bool(repository.told("rev-list", "--full-history", "-1", commit, "--", path))


def _marking(repository: Repository, commit: str) -> list[str]:
    """The directories of a commit whose `site.yml` marks something, in no comment.

    A clone that was made with a filter may lack those that are not in the working tree: they are not asked for.
    Raises EnvironmentProblem for too many files.
    """
    found: dict[str, str] = {}
    for row in repository.texts("ls-tree", "-r", "-z", "--full-tree", commit, more=_OF_A_COMMIT):
        about, _, name = row.partition(b"\t")
        directory, _, file = os.fsdecode(name).rpartition("/")
        if file == SITE_FILE and about.startswith(b"100"):
            found[directory] = about.split(b" ")[2].decode("ascii")
    if found and repository.is_partial():
        top = working_tree(repository)
        found = {directory: id for directory, id in found.items() if os.path.lexists(top / directory / SITE_FILE)}
    marking = {id for id, data in repository.files([*found.values()], MAX_BYTES + 1) if _marks(data)}
    return sorted(directory for directory, id in found.items() if id in marking)


def _marks(data: bytes) -> bool:
    lines = (line for line in data.splitlines() if not line.lstrip().startswith(b"#"))
    return any(map(_MARKS.search, lines))


def _files_of(config: Path) -> Set[str]:
    """The files of a configuration in the working tree, by their path in it."""
    found = (path.relative_to(config) for plural in DIRECTORIES for path in (config / plural).glob(f"*{SUFFIX}"))
    return {name for it in found if is_read(name := it.as_posix())}


def _not_here(repository: Repository, directory: str, what: str, help: str) -> Problem:
    name = printable(below(directory, SITE_FILE))
    return Problem(path=repository.label, code="E707", message=f"'{name}', which {what}", help=help)
