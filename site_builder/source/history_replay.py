"""Commits of a line in, one after the other; what is wrong with the configuration that each leaves, and what it changed, out.

What `site.yml` beside it marks as internal goes with it; one with errors may mark more, and leaves the rest as it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalog import INTERNAL, KIND, Entity, Names, name_problems
from ..problems import Problem, Severity
from .files import File
from .git import Repository
from .git_files import Blob, file_order, plain_contents, read_files
from .git_log import LoggedCommit
from .loader import entity_of, none_at_all
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import internal_kinds_in, site_settings_of


@dataclass(frozen=True, slots=True, eq=False)
class _Parsed:
    """A file with one content: the entity that it states, or the first error in it."""

    entity: Entity | None
    error: Problem | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """A `site.yml` with one content: the kinds that it marks as internal, and whether it has no errors."""

    kinds: Names
    is_right: bool


class Replay:
    """The configuration as it was with one commit after the other. Every file is read when this is made, and only once."""

    def __init__(self, repository: Repository, schemas: Mapping[str, Schema], commits: Sequence[LoggedCommit]) -> None:
        self._label = repository.label
        wanted = dict.fromkeys((path, blob) for commit in commits for path, blob in commit.files.items() if blob)
        self._parsed: dict[tuple[str, Blob], _Parsed] = {
            (path, blob): _parsed(found, schemas, self._label) for path, blob, found in read_files(repository, wanted)
        }
        site_files = {commit.site_file for commit in commits if commit.site_file}
        self._marks = dict(_marks(plain_contents(repository, site_files, MAX_BYTES + 1), schemas, self._label))
        self.internal_kinds: Names = ()  # by their plurals, in the order of the alphabet
        self._files: dict[str, _Parsed] = {}
        self._before: dict[str, _Parsed | None] = {}  # what changed since changes were taken, as it was then
        self._with_errors: dict[str, Problem] = {}
        self._is_right = False  # as when this was looked at last

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All that the files state, in the order in which they are loaded."""
        ordered = sorted(self._files.items(), key=lambda it: file_order(it[0]))
        return tuple(parsed.entity for _, parsed in ordered if parsed.entity)

    def is_internal(self, entity: Entity) -> bool:
        """Whether it is marked as internal now, by itself or with its kind."""
        return entity.visibility == INTERNAL or KIND[entity.kind].plural in self.internal_kinds

    def apply(self, commit: LoggedCommit) -> Problem | None:
        """The first error of the configuration as it is with the next commit."""
        gone = self._files.keys() - commit.files.keys() if commit.is_first else ()
        for path in (*gone, *commit.files):
            blob = commit.files.get(path)
            self._put(path, self._parsed[path, blob] if blob else None)
        self.internal_kinds = self._marked(commit.site_file) if commit.site_file else ()
        return self._first_error()

    def take_changes(self) -> tuple[tuple[Entity | None, Entity | None], ...]:
        """What is other than when this was asked for last, by path: as it was, and as it is."""
        changes = tuple(
            (_entity(before), _entity(after))
            for path, before in sorted(self._before.items())
            if (after := self._files.get(path)) is not before
        )
        self._before.clear()
        return changes

    def _marked(self, site_file: Blob) -> Names:
        marks = self._marks.get(site_file.id, _Marks((), is_right=False))
        return tuple(sorted({*marks.kinds, *(() if marks.is_right else self.internal_kinds)}))

    def _put(self, path: str, new: _Parsed | None) -> None:
        old = self._files.pop(path, None)
        self._before.setdefault(path, old)
        self._with_errors.pop(path, None)
        if new:
            self._files[path] = new
            if new.error:
                self._with_errors[path] = new.error
        if _entity(old) != _entity(new):
            self._is_right = False

    def _first_error(self) -> Problem | None:
        if self._with_errors:
            return min(self._with_errors.values(), key=Problem.sort_key)
        if self._is_right:
            return None
        found = (*none_at_all(self.entities, (), self._label), *name_problems(self.entities, ()))
        self._is_right = not found
        return min(found, key=Problem.sort_key, default=None)


def _entity(parsed: _Parsed | None) -> Entity | None:
    return parsed.entity if parsed else None


def _parsed(found: File | Problem, schemas: Mapping[str, Schema], label: str) -> _Parsed:
    if isinstance(found, Problem):
        return _Parsed(None, found)
    entity, problems = entity_of(found, schemas[found.kind.singular], label)
    error = min(_errors(problems), key=Problem.sort_key, default=None)
    return _Parsed(None if error else entity, error)


def _marks(contents: Mapping[str, bytes], schemas: Mapping[str, Schema], label: str) -> Iterator[tuple[str, _Marks]]:
    for id, data in contents.items():
        is_right = not any(_errors(site_settings_of(data, schemas, label).problems))
        yield id, _Marks(internal_kinds_in(data), is_right)


def _errors(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.severity is Severity.ERROR)
