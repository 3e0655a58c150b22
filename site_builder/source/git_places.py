"""A repository and a commit in, the repository as it was seen from the directory of this configuration then out."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..problems import EnvironmentProblem
from .files import DIRECTORIES, SUFFIX
from .git import Repository
from .git_files import configurations_in, files_in, having, is_own, is_read
from .git_formers import either_of, shown_directory
from .git_log import line_to, places_on_line

_OWN = tuple(it for it in DIRECTORIES if is_own(it))
_NEEDED = "unit_primitives"  # without any there is no configuration
_MANY = 100
_COMMIT = "commit what became of it, or bring all with git sparse-checkout disable"
_ONE_BY_ONE = "rename each with a commit of its own, in which nothing else is done, or compare with a later commit"


def seen_at(repository: Repository, commit: str) -> Repository:
    """The repository as it was seen from the directory in a commit, where this has another path on the line since.

    Of a commit beside the line, as of the branch that a merge brought in, from the newest of its paths that is there.
    """
    if is_there(repository, commit, repository.path):
        return repository
    head = repository.named("HEAD")
    line = line_to(repository, head) if head else ()
    places = places_on_line(repository, head) if line else {}
    until = (it for it in line if commit not in places or places[it.id] >= places[commit])
    paths = dict.fromkeys(it.directory for it in reversed(list(until)))
    path = next((path for path in paths if is_there(repository, commit, path)), repository.path)
    return replace(repository, path=path)


def seen_at_likely(repository: Repository, commit: str) -> Repository:
    """The same; where nothing is at its path, from the only configuration that is gone since: copied, then removed.

    To compare with: nothing is known of its past. Raises EnvironmentProblem where it may be any of several.
    """
    found = seen_at(repository, commit)
    if is_there(found, commit, found.path):
        return found
    gone = _gone(repository, commit)
    if len(gone) > 1:
        message = f"since commit {commit[:8]}, {either_of(gone, repository.path)}"
        raise EnvironmentProblem(repository.problem(message, help=_ONE_BY_ONE))
    return replace(repository, path=gone[0]) if gone else found


def is_there(repository: Repository, commit: str, path: str) -> bool:
    """Whether a commit has files of a configuration there: at the top, or where something else has the name now."""
    found = having(repository, commit, [path], _OWN)
    return bool(found) and any(map(is_own, files_in(repository, commit, found)[path]))


def working_tree(repository: Repository) -> Path:
    """The directory at its top."""
    return Path(os.path.realpath(os.fsdecode(repository.told("rev-parse", "--show-toplevel").removesuffix(b"\n"))))


def has_unit_primitives(directory: Path) -> bool:
    """Whether a config directory has files of them itself: where a link leads, they are those of another."""
    place = directory / _NEEDED
    names = (path.name for path in place.glob(f"*{SUFFIX}"))
    return os.path.realpath(place) == str(place) and any(is_read(f"{_NEEDED}/{name}") for name in names)


def with_unit_primitives(repository: Repository, commit: str, directories: Sequence[str]) -> Sequence[str]:
    """Those in which a commit has files of them; of very many, those that have the directory for these."""
    found = having(repository, commit, directories, (_NEEDED,))
    if not found or len(found) > _MANY:
        return found
    files = files_in(repository, commit, found)
    return [path for path in found if any(name.startswith(f"{_NEEDED}/") for name in files[path])]


def _gone(repository: Repository, commit: str) -> Sequence[str]:
    """Where a commit has unit primitives that are there no more: as of HEAD, or, before that has this, as of today.

    None where the commit has too many directories. Raises EnvironmentProblem where nobody knows it.
    """
    try:
        found = configurations_in(repository, commit)
    except EnvironmentProblem:
        return ()
    there = with_unit_primitives(repository, commit, sorted("" if one == "." else one for one in found))
    head = repository.named("HEAD")
    if is_there(repository, head, repository.path):
        kept = with_unit_primitives(repository, head, there)
        return [path for path in there if path not in kept]
    top = working_tree(repository)
    gone = [path for path in there if not has_unit_primitives(top / path)]
    if gone and repository.is_sparse():
        former, now = shown_directory(gone[0]), shown_directory(repository.path)
        message = f"nobody knows whether {former} became {now} or is left out by a sparse checkout"
        raise EnvironmentProblem(repository.problem(message, help=_COMMIT))
    return gone
