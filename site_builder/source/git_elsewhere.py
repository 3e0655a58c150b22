"""A repository in, what was ever marked as internal away from a line of commits out: on branches, in any directory.

The line knows one directory and takes a merge for one step. Files may have come to it another way, as from a directory
that was put in the place of this one.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import accumulate

from ..catalog import KIND_BY_PLURAL, Elsewhere, Entity, Record, Ref, versions_of
from .files import SITE_FILE, SUFFIX, File
from .git import Repository
from .git_changes import FIRST_PARENT, Made, below, made_in, of_a_submodule, rows_of
from .git_command import refused
from .git_files import is_own, plain_contents, read_files
from .git_trees import SUBMODULE, refuse_too_many
from .history_replay import marked_in
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import Marks, marks_of

_MOST_VERSIONS = 400_000
_OF_AN_IMPORT = 2_000_000  # files that one commit may bring, anywhere


def with_marks_elsewhere(record: Record, repository: Repository, tip: str, schemas: Mapping[str, Schema]) -> Record:
    """The record of a line with what was marked away from it, but by configurations beside this one, and all titles.

    Raises EnvironmentProblem where there is too much, and where this one was in a submodule once.
    """
    versions = _committed(repository, tip)
    beside = _beside(repository, tip, versions) - {repository.path}
    marks = _Marking(repository, schemas, versions)
    here, titles = marks.of(it for it in versions if it.directory == repository.path)
    others = [it for it in versions if it.directory != repository.path]
    gone, more_titles = marks.of(it for it in others if it.directory not in beside)
    theirs, _ = marks.of(it for it in others if it.directory in beside)
    known = {entity.ref for entity in versions_of(record)}
    taken = {*_refs(theirs.by_themselves), *theirs.with_kind}.difference(_refs(here.by_themselves))
    found = Elsewhere(
        by_themselves=(
            *(it for it in here.by_themselves if it.ref not in known),
            *(it for it in gone.by_themselves if it.ref not in taken),
        ),
        with_kind=(here.with_kind - known) | (gone.with_kind - taken),
    )
    return replace(record, elsewhere=found, titles=tuple(sorted({*record.titles, *titles, *more_titles})))


class _Marking:
    """What versions of files mark, themselves or by the `site.yml` beside them: each is read once, at the beginning."""

    def __init__(self, repository: Repository, schemas: Mapping[str, Schema], versions: Iterable[Made]) -> None:
        files = dict.fromkeys((it.path, it.blob) for it in versions if it.path != SITE_FILE)
        site_files = dict.fromkeys(it.blob for it in versions if it.path == SITE_FILE)
        read = ((key[0], key[1], it) for *key, it in read_files(repository, files) if isinstance(it, File))
        self._marked = {
            (path, blob): [replace(it, source=None) for it in marked_in(file, schemas, repository.label)]
            for path, blob, file in read
        }
        contents = plain_contents(repository, site_files, MAX_BYTES + 1)
        self._site: dict[str, Marks] = {id: marks_of(data, schemas, repository.label) for id, data in contents.items()}

    def of(self, versions: Iterable[Made]) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
        """What they mark in the directories where they stand, and the titles that these give."""
        versions = tuple(versions)
        kinds: dict[str, set[str]] = defaultdict(set)
        titles: set[tuple[str, str]] = set()
        for it in versions:
            if found := self._site.get(it.blob.id) if it.path == SITE_FILE else None:
                kinds[it.directory].update(found.kinds)
                titles.update(found.titles)
        with_kind = (_ref(it.path) for it in versions if it.path.partition("/")[0] in kinds.get(it.directory, ()))
        marked = (entity for it in versions for entity in self._marked.get((it.path, it.blob), ()))
        by_themselves = tuple(dict.fromkeys(marked))
        return Elsewhere(by_themselves=by_themselves, with_kind=frozenset(with_kind)), frozenset(titles)


def _committed(repository: Repository, tip: str) -> Sequence[Made]:
    """Every version of every file that was committed of any configuration, wherever it stood.

    Raises EnvironmentProblem where this one was in a submodule once: its past is in another repository.
    """
    commits = repository.told("rev-list", tip).decode("ascii").split()
    refuse_too_many(repository, commits, *FIRST_PARENT, more=_OF_AN_IMPORT)
    above = {*accumulate(repository.path.split("/"), "{}/{}".format)}
    known: dict[str, str] = {}
    found: dict[Made, None] = {}
    for id, it in rows_of(repository, commits, *FIRST_PARENT, more=_OF_AN_IMPORT):
        if it.name in above and it.new and it.new.mode == SUBMODULE:
            raise refused(repository.label, of_a_submodule(it.name, id))
        found |= dict.fromkeys(made_in(it, known))
        if len(found) > _MOST_VERSIONS:
            raise repository.too_many(_MOST_VERSIONS, "versions of files")
    configurations = {it.directory for it in found if it.path != SITE_FILE and is_own(it.path)}
    return sorted(it for it in found if it.directory in configurations)


def _beside(repository: Repository, tip: str, versions: Iterable[Made]) -> Set[str]:
    """The directories that have today at least half of all files that they ever had: the rest did not move."""
    names = ("ls-tree", "-r", "-z", "--full-tree", "--name-only", tip)
    listed = map(os.fsdecode, repository.texts(*names, more=_OF_AN_IMPORT))
    there = {name for name in listed if name.endswith(SUFFIX)}
    ever = {(it.directory, it.path) for it in versions}
    today = Counter(directory for directory, path in ever if below(directory, path) in there)
    files = Counter(directory for directory, _ in ever)
    return {directory for directory in files if 2 * today[directory] >= files[directory]}


def _refs(entities: Iterable[Entity]) -> Iterator[Ref]:
    return (entity.ref for entity in entities)


def _ref(path: str) -> Ref:
    plural, _, name = path.partition("/")
    return Ref(kind=KIND_BY_PLURAL[plural].singular, name=name.removesuffix(SUFFIX))
