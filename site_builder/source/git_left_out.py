"""A config directory without a `site.yml` in, E707 where one that may mark what is internal is left out of it, out."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..problems import EnvironmentProblem, Problem, printable
from .files import DIRECTORIES, SITE_FILE
from .git import Repository, has_repository, open_repository
from .git_changes import below
from .git_command import NothingCommitted
from .git_files import configurations_in, having
from .git_log import line_to
from .git_places import is_there, working_tree

_BACK = "git restore brings it back, or git sparse-checkout disable; where it is to go, commit that"


def refuse_marks_left_out(config: Path, *, label: str = "config") -> None:
    """Raises EnvironmentProblem (E707) where a `site.yml` was committed here and is not in the working tree.

    It may be left out, as by a sparse checkout; and so may one of a repository that git does not read. Where the
    directory has another name since, it may have stayed behind.
    """
    if os.path.lexists(config / SITE_FILE):
        return
    try:
        problem = next(_left_out(open_repository(config, label)), None)
    except NothingCommitted:
        return
    except EnvironmentProblem as error:
        if not has_repository(config):
            return
        message = f"nobody knows whether a {SITE_FILE} that marks what is internal is left out here"
        raise EnvironmentProblem(replace(error.problem, message=f"{message}: {error.problem.message}")) from error
    if problem:
        raise EnvironmentProblem(problem)


def _left_out(repository: Repository) -> Iterator[Problem]:
    """What is wrong. Raises EnvironmentProblem where git does not know it."""
    head = repository.commit_id("HEAD")
    path = f":(top,literal){below(repository.path, SITE_FILE)}"
    if repository.told("ls-tree", "--full-tree", "--name-only", head, "--", path):
        yield _not_here(repository, repository.path, "is committed and not here", _BACK)
    elif is_there(repository, head, repository.path):
        for directory in _stayed_in(repository, head):
            help = f"git mv it to {printable(repository.path) or 'the top'}; where it is to go, git rm it"
            yield _not_here(repository, directory, "stayed where this directory was before", help)
    else:
        top = working_tree(repository)
        committed = sorted("" if one == "." else one for one in configurations_in(repository, head))
        for directory in having(repository, head, committed, [SITE_FILE]):
            if not os.path.lexists(top / directory / SITE_FILE):
                yield _not_here(repository, directory, "is committed and not in the working tree", _BACK)


def _stayed_in(repository: Repository, head: str) -> Sequence[str]:
    """The former directories in which the file stands alone, as far as they are known."""
    try:
        former = {it.directory for it in line_to(repository, head)} - {repository.path}
    except EnvironmentProblem:
        return ()
    found = having(repository, head, sorted(former), [SITE_FILE])
    others = having(repository, head, found, DIRECTORIES)
    return [directory for directory in found if directory not in others]


def _not_here(repository: Repository, directory: str, where: str, help: str) -> Problem:
    name = printable(below(directory, SITE_FILE))
    return repository.problem(f"'{name}', which may mark what is internal, {where}", help=help)
