"""A repository in, what was ever marked as internal in it out, in whatever directory that stood.

The line of a config directory follows renames, and takes a merge for one edit: it does not know what was internal where
files came from another way, as from a directory that was put in the place of this one. This asks for no way at all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import replace
from itertools import accumulate

from ..catalog import KIND_BY_PLURAL, Elsewhere, Ref
from .files import SITE_FILE, SUFFIX, File
from .git import Repository
from .git_changes import FIRST_PARENT, below, made_of, of_a_submodule, rows_of
from .git_command import refused
from .git_files import plain_contents, read_files, standing
from .git_trees import SUBMODULE, Blob, refuse_too_many
from .history_replay import marked_in
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import marks_of

_MOST_VERSIONS = 1_000_000
_OF_OTHERS = ("services", SITE_FILE)  # what many programs call their own
_SPECIAL, _AS_IT_IS = re.compile(r"[\\*?\[]"), r"\\\g<0>"

_Version = tuple[str, str, Blob]  # a config directory, from the top, a path in it, and what stood there


def marked_elsewhere(
    repository: Repository, tip: str, schemas: Mapping[str, Schema], line: Set[str]
) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
    """What any commit that led here marked, but for configurations that stand beside this one today.

    And every title that these gave, with the name that it is for. `line` are the directories in which this one stood.

    Raises EnvironmentProblem where there is too much, and where any of them was in a submodule.
    """
    commits = repository.told("rev-list", tip).decode("ascii").split()
    refuse_too_many(repository, commits, *FIRST_PARENT)
    _refuse_submodules(repository, commits, line)
    ours = _ours(repository, tip, commits)
    wanted = dict.fromkeys((path, blob) for _, path, blob in ours if path != SITE_FILE)
    files = (file for _, _, file in read_files(repository, wanted) if isinstance(file, File))
    marked = filter(None, (marked_in(file, schemas, repository.label) for file in files))
    by_themselves = dict.fromkeys(replace(entity, source=None) for entity in marked)
    site_files = [(directory, blob) for directory, path, blob in ours if path == SITE_FILE]
    contents = plain_contents(repository, (blob for _, blob in site_files), MAX_BYTES + 1)
    marks = {id: marks_of(data, schemas, repository.label) for id, data in contents.items()}
    kinds: dict[str, set[str]] = defaultdict(set)
    for directory, blob in site_files:
        if blob.id in marks:
            kinds[directory].update(marks[blob.id].kinds)
    with_kind = frozenset(
        _ref(path) for directory, path, _ in ours if path.partition("/")[0] in kinds.get(directory, ())
    )
    titles = frozenset(title for it in marks.values() for title in it.titles)
    return Elsewhere(by_themselves=tuple(by_themselves), with_kind=with_kind), titles


def _refuse_submodules(repository: Repository, commits: Collection[str], line: Set[str]) -> None:
    """Raises EnvironmentProblem where a directory was in a submodule once: its past is in another repository."""
    above = {path for directory in line for path in accumulate(directory.split("/"), "{}/{}".format) if path}
    # With a `*` git names what is called so, and not all that is below it.
    patterns = (f":(top,glob){_SPECIAL.sub(_AS_IT_IS, path)}*" for path in sorted(above))
    for id, it in rows_of(repository, commits, *FIRST_PARENT, "--", *patterns) if above else ():
        if it.name in above and it.new and it.new.mode == SUBMODULE:
            raise refused(repository.label, of_a_submodule(it.name, id))


def _ours(repository: Repository, tip: str, commits: Collection[str]) -> list[_Version]:
    """Every version of every file, but for those of configurations that stand beside this one today, and of others."""
    same: dict[str, str] = {}  # of very many rows little is told apart
    made: dict[_Version, None] = {}
    for _, it in made_of(repository, commits, FIRST_PARENT):
        made[same.setdefault(it.directory, it.directory), same.setdefault(it.path, it.path), it.blob] = None
        if len(made) > _MOST_VERSIONS:
            raise repository.too_many(_MOST_VERSIONS)
    configurations = {directory for directory, path, _ in made if path.partition("/")[0] not in _OF_OTHERS}
    ever = {(directory, path) for directory, path, _ in made if directory in configurations}
    left_out = _beside(repository, tip, ever) - {repository.path}
    return sorted(it for it in made if it[0] in configurations - left_out)


def _beside(repository: Repository, tip: str, ever: Set[tuple[str, str]]) -> Set[str]:
    """The directories that have today at least half of all files that they ever had: the rest did not move."""
    there = standing(repository, ((tip, below(*it)) for it in sorted(ever)))
    today = Counter(directory for directory, path in ever if (tip, below(directory, path)) in there)
    files = Counter(directory for directory, _ in ever)
    return {directory for directory in files if 2 * today[directory] >= files[directory]}


def _ref(path: str) -> Ref:
    plural, _, name = path.partition("/")
    return Ref(kind=KIND_BY_PLURAL[plural].singular, name=name.removesuffix(SUFFIX))
