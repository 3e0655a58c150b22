"""Commits of a line in, one after the other; what is wrong with the configuration that each leaves, and what it changed, out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalog import Entity, name_problems
from ..problems import Problem, Severity
from .files import File, printable
from .git import Repository
from .git_files import Blob, read_files
from .git_log import Entry
from .history_names import NameCounts
from .loader import entity_of, none_at_all
from .schemas import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What became of the file at a path below the config directory: what it stated before and after, None without it.

    Both are equal where only comments or the form of the file changed.
    """

    path: str
    before: Entity | None
    after: Entity | None


@dataclass(frozen=True, slots=True, eq=False)
class _Parsed:
    """A file with one content: the entity that it states, or the first error in it."""

    entity: Entity | None
    error: Problem | None = None


class Replay:
    """The configuration as it was with one commit after the other. Every file is read when this is made, and only once."""

    def __init__(self, repository: Repository, schemas: Mapping[str, Schema], entries: Sequence[Entry]) -> None:
        self._label = repository.label
        wanted = dict.fromkeys((path, blob) for entry in entries for path, blob in entry.files.items() if blob)
        self._parsed: dict[tuple[str, Blob], _Parsed] = {
            (path, blob): _parsed(found, schemas, self._label) for path, blob, found in read_files(repository, wanted)
        }
        self._files: dict[str, _Parsed] = {}
        self._before: dict[str, _Parsed | None] = {}  # what changed since changes were taken, as it was then
        self._with_errors: dict[str, Problem] = {}
        self._names = NameCounts()
        self._unit_primitives = 0

    def apply(self, entry: Entry) -> Problem | None:
        """The first error of the configuration as it is with the next commit."""
        gone = self._files.keys() - entry.files.keys() if entry.is_first else ()
        for path in (*gone, *entry.files):
            blob = entry.files.get(path)
            self._put(path, self._parsed[path, blob] if blob else None)
        return self._first_error()

    def take_changes(self) -> tuple[FileChange, ...]:
        """What is other than when this was asked for last, by path."""
        changes = tuple(
            FileChange(path=printable(path), before=_entity(before), after=_entity(after))
            for path, before in sorted(self._before.items())
            if (after := self._files.get(path)) is not before
        )
        self._before.clear()
        return changes

    def _put(self, path: str, new: _Parsed | None) -> None:
        old = self._files.pop(path, None)
        self._before.setdefault(path, old)
        self._with_errors.pop(path, None)
        if old and old.entity:
            self._names.remove(old.entity)
            self._unit_primitives -= old.entity.kind == "unit_primitive"
        if new:
            self._files[path] = new
            if new.error:
                self._with_errors[path] = new.error
        if new and new.entity:
            self._names.add(new.entity)
            self._unit_primitives += new.entity.kind == "unit_primitive"

    def _first_error(self) -> Problem | None:
        if self._with_errors:
            return min(self._with_errors.values(), key=Problem.sort_key)
        if not self._unit_primitives:
            return next(none_at_all((), (), self._label))
        if self._names.are_right:
            return None
        entities = [parsed.entity for parsed in self._files.values() if parsed.entity]
        return min(name_problems(entities, ()), key=Problem.sort_key)


def _entity(parsed: _Parsed | None) -> Entity | None:
    return parsed.entity if parsed else None


def _parsed(found: File | Problem, schemas: Mapping[str, Schema], label: str) -> _Parsed:
    if isinstance(found, Problem):
        return _Parsed(None, found)
    entity, problems = entity_of(found, schemas[found.kind.singular], label)
    error = min(_errors(problems), key=Problem.sort_key, default=None)
    return _Parsed(None if error else entity, error)


def _errors(problems: Sequence[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.severity is Severity.ERROR)
