"""A repository in, what was ever marked as internal in it out, in whatever directory that stood.

The line of a config directory follows renames, and takes a merge for one edit: it does not know what was internal where
files came from another way, as from a directory that was put in the place of this one. This asks for no way at all.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ..catalog import KIND_BY_PLURAL, Elsewhere, Entity, Likenesses, Record, Ref, versions_of
from .files import SITE_FILE, SUFFIX, File
from .git import Repository
from .git_changes import FIRST_PARENT, below, made_in, of_a_submodule, rows_of
from .git_command import refused
from .git_files import is_own, plain_contents, read_files
from .git_log import places_on_line
from .git_trees import SUBMODULE, Blob, refuse_too_many
from .history_replay import marked_in, stated_in
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import marks_of

_MOST_VERSIONS = 400_000
_OF_AN_IMPORT = 2_000_000  # files that one commit may bring, anywhere


class _Version(NamedTuple):
    """A config directory, from the top, a path in it, what stood there, and whether this configuration did then."""

    directory: str
    path: str
    blob: Blob
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class Everywhere:
    """Every configuration that any commit which led here had, in whatever directory. It is read when it is asked for.

    `line` are the commits that changed this one, each with the directory in which it stood. What is asked raises
    EnvironmentProblem where there is too much, and where any configuration was in a submodule.
    """

    repository: Repository
    tip: str
    schemas: Mapping[str, Schema]
    line: Mapping[str, str]

    @cached_property
    def _versions(self) -> list[_Version]:
        commits = self.repository.told("rev-list", self.tip).decode("ascii").split()
        refuse_too_many(self.repository, commits, *FIRST_PARENT, more=_OF_AN_IMPORT)
        return _versions(self.repository, self.tip, commits, self.line)

    def may_be_marked(self, entity: Entity) -> bool:
        """Whether it was marked, in whatever directory, by any of its names or under another.

        What was marked may have been it at any time, as before it had another name and text.
        """
        refs, likenesses = self._all_marks
        return not refs.isdisjoint(_called(entity)) or any(likenesses.of(entity))

    @cached_property
    def _all_marks(self) -> tuple[Set[Ref], Likenesses]:
        found, _ = self._marks(self._versions)
        marked = {*_refs(found.by_themselves), *found.with_kind}
        of_marked = [it for it in self._versions if it.path != SITE_FILE and _ref(it.path) in marked]
        entities = _stated(self.repository, of_marked, self.schemas, stated_in)
        refs = {ref for entity in entities for ref in _called(entity)}
        return marked | refs, Likenesses(entities, in_doubt=True)

    def added_to(self, record: Record) -> Record:
        """The record with what was marked, but by configurations that stand beside this one today, and all titles.

        Of what was marked in this configuration, what the line does not know was so elsewhere.
        """
        known = {entity.ref for entity in versions_of(record)}
        beside = _beside(self.repository, self.tip, self._versions) - {self.repository.path}
        here, titles = self._marks([it for it in self._versions if it.is_ours])
        others = [it for it in self._versions if not it.is_ours]
        gone, more_titles = self._marks([it for it in others if it.directory not in beside])
        theirs, _ = self._marks([it for it in others if it.directory in beside])
        taken = {*_refs(theirs.by_themselves), *theirs.with_kind}.difference(_refs(here.by_themselves))
        found = Elsewhere(
            by_themselves=(
                *(it for it in here.by_themselves if it.ref not in known),
                *(it for it in gone.by_themselves if it.ref not in taken),
            ),
            with_kind=(here.with_kind - known) | (gone.with_kind - taken),
        )
        all_titles = tuple(sorted({*record.titles, *titles, *more_titles}))
        return replace(record, elsewhere=found, marked=here.by_themselves, titles=all_titles)

    def _marks(self, versions: Sequence[_Version]) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
        return _marks(self.repository, versions, self.schemas)


def _marks(
    repository: Repository, versions: Sequence[_Version], schemas: Mapping[str, Schema]
) -> tuple[Elsewhere, frozenset[tuple[str, str]]]:
    """What these versions mark, themselves or by the `site.yml` beside them, and the titles that this gives."""
    site_files = [it for it in versions if it.path == SITE_FILE]
    contents = plain_contents(repository, (it.blob for it in site_files), MAX_BYTES + 1)
    marks = {id: marks_of(data, schemas, repository.label) for id, data in contents.items()}
    kinds: dict[str, set[str]] = defaultdict(set)
    for it in site_files:
        if it.blob.id in marks:
            kinds[it.directory].update(marks[it.blob.id].kinds)
    with_kind = (_ref(it.path) for it in versions if it.path.partition("/")[0] in kinds.get(it.directory, ()))
    marked = tuple(_stated(repository, versions, schemas, marked_in))
    found = Elsewhere(by_themselves=marked, with_kind=frozenset(with_kind))
    return found, frozenset(title for it in marks.values() for title in it.titles)


def _stated(
    repository: Repository,
    versions: Iterable[_Version],
    schemas: Mapping[str, Schema],
    read: Callable[[File, Mapping[str, Schema], str], Entity | None],
) -> Collection[Entity]:
    """What is read of these versions, each once."""
    wanted = dict.fromkeys((it.path, it.blob) for it in versions if it.path != SITE_FILE)
    files = (file for _, _, file in read_files(repository, wanted) if isinstance(file, File))
    stated = filter(None, (read(file, schemas, repository.label) for file in files))
    return dict.fromkeys(replace(entity, source=None) for entity in stated)


def _versions(repository: Repository, tip: str, commits: Collection[str], line: Mapping[str, str]) -> list[_Version]:
    """Every version of every file of a configuration, wherever it stood.

    Raises EnvironmentProblem where this one was in a submodule once: its past is in another repository.
    """
    ours = {repository.path, *line.values()}
    above = {path for directory in ours for path in accumulate(directory.split("/"), "{}/{}".format)}
    then = _directories(repository, tip, line)
    known: dict[str, str] = {}
    versions: dict[_Version, None] = {}
    for id, it in rows_of(repository, commits, *FIRST_PARENT, more=_OF_AN_IMPORT):
        if it.name in above and it.new and it.new.mode == SUBMODULE:
            raise refused(repository.label, of_a_submodule(it.name, id))
        for directory, path, blob, _ in made_in(it, known):
            is_ours = directory == then[id] if id in then else directory in ours
            versions[_Version(directory, path, blob, is_ours)] = None
        if len(versions) > _MOST_VERSIONS:
            raise repository.too_many(_MOST_VERSIONS, "versions of files")
    configurations = {it.directory for it in versions if it.path != SITE_FILE and is_own(it.path)}
    return sorted(it for it in versions if it.directory in configurations)


def _directories(repository: Repository, tip: str, line: Mapping[str, str]) -> Mapping[str, str | None]:
    """Where this configuration stood after each commit of the line: None where it was not yet."""
    commits = [*places_on_line(repository, tip)][::-1]
    return dict(zip(commits, accumulate((line.get(id) for id in commits), _or_before), strict=True))


def _or_before(before: str | None, now: str | None) -> str | None:
    return before if now is None else now


def _beside(repository: Repository, tip: str, versions: Iterable[_Version]) -> Set[str]:
    """The directories that have today at least half of all files that they ever had: the rest did not move."""
    names = ("ls-tree", "-r", "-z", "--full-tree", "--name-only", tip)
    listed = map(os.fsdecode, repository.texts(*names, more=_OF_AN_IMPORT))
    there = {name for name in listed if name.endswith(SUFFIX)}
    ever = {(it.directory, it.path) for it in versions}
    today = Counter(directory for directory, path in ever if below(directory, path) in there)
    files = Counter(directory for directory, _ in ever)
    return {directory for directory in files if 2 * today[directory] >= files[directory]}


def _called(entity: Entity) -> Iterator[Ref]:
    """What it is called, and was."""
    for name in (entity.name, *getattr(entity, "alias_names", ())):
        yield Ref(kind=entity.kind, name=name)


def _refs(entities: Iterable[Entity]) -> Iterator[Ref]:
    return (entity.ref for entity in entities)


def _ref(path: str) -> Ref:
    plural, _, name = path.partition("/")
    return Ref(kind=KIND_BY_PLURAL[plural].singular, name=name.removesuffix(SUFFIX))
