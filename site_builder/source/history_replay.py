"""Commits of a line in, one after the other; what is wrong with the configuration of each, and what it changed, out.

What `site.yml` beside it marks as internal goes with it; one with errors may mark more, and leaves the rest as it was.
A file with errors marks what it is of, too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..catalog import (
    INTERNAL,
    KIND,
    Entity,
    Names,
    Pair,
    Passed,
    Ref,
    SourceFile,
    is_alike,
    name_problems,
    paired,
    paired_entities,
)
from ..problems import Problem, errors_in
from .files import File, file_path
from .git import Repository
from .git_files import file_order, plain_contents, read_files
from .git_log import LoggedCommit
from .git_trees import Blob
from .loader import called_itself, entity_of, made_out, none_at_all
from .reader import MAX_BYTES
from .schemas import Schema
from .settings_file import Marks, marks_of

_NO_MARKS = Marks()
# What git holds of a file that a filter encrypts, or keeps in another place.
_KEPT_OTHERWISE = (b"\0GITCRYPT\0", b"version https://git-lfs.github.com/spec/")
_NEARLY_MARKED = re.compile(
    rb"^[^\w\n]{0,9}\w{0,24}visib|visib\w{0,24}\W{0,9}:|visib\w{0,24}\W{0,3}intern|\bvis\w*\W{0,3}:|:\W{0,3}intern\w*\W*(?:#.*)?$"
    rb"|(?:^|[{,])\W{0,9}(?:is[_-]?)?intern[\w-]*\W{0,3}:",  # internal: true
    re.MULTILINE,
)

_AS_NUMBER = re.compile(rb"\\[xu\r\n]")  # behind which any letter may stand, or a word goes on


@dataclass(frozen=True, slots=True, eq=False)
class _Parsed:
    """A file with one content: the entity that it states, or the first error in it, and what can be made out then.

    Where each value stands in the file is not kept, since that is many times as large.
    """

    file: File | None = None
    entity: Entity | None = None
    error: Problem | None = None
    made_out: Entity | None = None


class Replay:
    """The configuration as it was with one commit after the other. Every file is read once, when this is made."""

    def __init__(
        self,
        repository: Repository,
        schemas: Mapping[str, Schema],
        commits: Sequence[LoggedCommit],
    ) -> None:
        self._label = repository.label
        self._schemas = schemas
        wanted = dict.fromkeys((path, blob) for commit in commits for path, blob in commit.files.items() if blob)
        self._parsed: dict[tuple[str, Blob], _Parsed] = {
            (path, blob): _parsed(found, schemas, self._label) for path, blob, found in read_files(repository, wanted)
        }
        site_files = {commit.site_file for commit in commits if commit.site_file}
        contents = plain_contents(repository, site_files, MAX_BYTES + 1)
        self._marks = {id: marks_of(data, schemas, self._label) for id, data in contents.items()}
        self.internal_kinds: Names = ()  # by their plurals, in the order of the alphabet
        self._files: dict[str, _Parsed] = {}
        self._last_internal: dict[Ref, Entity] = {}
        self.is_open = False  # whether there is a `site.yml` without errors
        # What follows is of the time since changes were taken last.
        self._before: dict[str, _Parsed | None] = {}  # what is other, by path, as it was then
        self._kinds_then: Names = ()  # that were internal then
        self._formerly: dict[Ref, Ref | None] = {}  # what was called otherwise then, or was not there
        self._names_left: set[Ref] = set()
        self._names_among_errors: set[Ref] = set()
        self._marked: list[Entity] = []  # every version that was internal
        # What was internal with a commit that has errors, as it was called then; and what had come with such a commit.
        self._internal_among_errors: set[Ref] = set()
        self._internal_anew: set[Ref] = set()
        self._with_errors: dict[str, Problem] = {}
        self._is_right = False  # as when this was looked at last

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All that the files state, in the order in which they are loaded."""
        ordered = sorted(self._files.items(), key=lambda it: file_order(it[0]))
        return tuple(parsed.entity for _, parsed in ordered if parsed.entity)

    @property
    def last_internal(self) -> tuple[Entity, ...]:
        """What was internal when it was last there, and went, or had errors then; by each name."""
        return tuple(self._last_internal.values())

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """All that any `site.yml` gives, each with the name that it is for."""
        return tuple(sorted({title for marks in self._marks.values() for title in marks.titles}))

    @property
    def right_titles(self) -> tuple[tuple[str, str], ...]:
        """Those that a `site.yml` without errors gives."""
        return tuple(sorted({title for marks in self._marks.values() if marks.is_right for title in marks.titles}))

    def apply(self, commit: LoggedCommit) -> Problem | None:
        """The first error of the configuration as it is with the next commit."""
        new = {path: self._read(path, blob) if blob else None for path, blob in commit.files.items()}
        pairs = paired((_known(self._files.get(path)), _known(parsed)) for path, parsed in new.items())
        self._marked += self._internal_of(before for before, _ in pairs)
        self._names_left |= {it.ref for it, after in pairs if it and (after is None or after.ref != it.ref)}
        self._last_internal |= {it.ref: it for it in self._internal_of(before for before, after in pairs if not after)}
        for path, parsed in new.items():
            self._put(path, parsed)
        self._follow(pairs)
        marks = self._marks.get(commit.site_file.id, _NO_MARKS) if commit.site_file else _NO_MARKS
        self.is_open = marks.is_right
        self.internal_kinds = self._kinds_with(marks)
        problem = self._first_error()
        self._last_internal = {ref: it for ref, it in self._last_internal.items() if not self._states(ref)}
        if problem:
            self._names_among_errors |= {after.ref for _, after in pairs if after}
            self._marked += self._internal_of(after for _, after in pairs)
            internal = self._internal_of(map(_known, self._files.values()))
            self._last_internal |= {it.ref: it for it in internal}
            self._internal_among_errors |= {was for it in internal if (was := self._formerly.get(it.ref, it.ref))}
            self._internal_anew |= {it.ref for it in internal if self._formerly.get(it.ref, it.ref) is None}
        return problem

    def _read(self, path: str, blob: Blob) -> _Parsed:
        """What a file states; of what stands there and is none nothing is known but that another went before it."""
        parsed = self._parsed[path, blob]
        return parsed if _known(parsed) else replace(parsed, made_out=_known(self._files.get(path)))

    def take(self) -> tuple[tuple[Pair, ...], Passed]:
        """What is other than when this was last asked, by path: as it was, and as it is, also under another name.

        And what commits with errors did between.
        """
        changes = (
            (_entity(before), _entity(after))
            for path, before in sorted(self._before.items())
            if (after := self._files.get(path)) is not before
        )
        found = paired(changes, self._formerly)
        kinds = {it.kind for it in self._marked if not self._is_known(it)}
        passed = Passed(
            names=frozenset(self._names_among_errors),
            in_doubt=frozenset(it.ref for it in self._gone(found) if it.kind in kinds),
            internal=frozenset((*self._internal_among_errors, *self._came_back(found))),
        )
        self._forget_opened(found)
        self._before.clear()
        self._formerly.clear()
        self._names_left.clear()
        if found:  # else no edit may tell of them
            self._names_among_errors.clear()
        self._internal_among_errors.clear()
        self._internal_anew.clear()
        self._marked.clear()
        self._kinds_then = self.internal_kinds
        return found, passed

    def _came_back(self, found: Iterable[Pair]) -> Iterator[Ref]:
        """What was internal in the place of something that is there as before: nobody could tell it from that."""
        others = {it.ref for old, new in found if not (old and new and old.ref == new.ref) for it in (old, new) if it}
        for ref in self._internal_anew - others:
            path = _path_of(ref)
            if _entity(self._files.get(path)) and _entity(self._before.get(path)):
                yield ref

    def _gone(self, found: Iterable[Pair]) -> Iterator[Entity]:
        """What gave up its name, unless each step to the name that it has was seen."""
        for before, after in found:
            if before and before.ref in self._names_left:
                former = self._formerly.get(after.ref, after.ref) if after else None
                if former != before.ref:
                    yield before

    def _is_known(self, marked: Entity) -> bool:
        """Whether it is clear what became of something internal: it is there now, or was so, and internal, before."""
        path = _path_of(marked.ref)
        file = self._files.get(path)
        then, now = _entity(self._before.get(path, file)), _entity(file)
        if now and is_alike(now, marked):
            return True
        is_same = now is None or marked.ref not in self._names_left
        return then is not None and is_same and _is_marked(then, self._kinds_then) and is_alike(then, marked)

    def _forget_opened(self, found: Iterable[Pair]) -> None:
        """Forgets as internal what came, or was renamed, and is open under the name that it has now."""
        came = (after for before, after in found if after and (before is None or before.ref != after.ref))
        shown = [it for it in came if not _is_marked(it, self.internal_kinds)]
        for before, after in paired_entities(self._last_internal.values(), shown) if shown else ():
            if before and after:
                del self._last_internal[before.ref]

    def _states(self, ref: Ref) -> bool:
        """Whether a file without errors states the entity now."""
        return _entity(self._files.get(_path_of(ref))) is not None

    def _internal_of(self, entities: Iterable[Entity | None]) -> list[Entity]:
        """Those of these that are marked internal, by themselves, with their kind, or in a file with errors."""
        return [entity for entity in entities if entity and _is_marked(entity, self.internal_kinds)]

    def _follow(self, found: Sequence[Pair]) -> None:
        """Which of these have another name than when changes were taken, or came, also where there are errors."""
        former = {it.ref: self._formerly.pop(it.ref, it.ref) for it, _ in found if it}
        now = {after.ref: former[before.ref] if before else None for before, after in found if after}
        self._formerly |= {ref: was for ref, was in now.items() if ref != was}

    def _kinds_with(self, marks: Marks) -> Names:
        """Without a `site.yml`, or with errors in it, those of before are internal at least."""
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
        first = self._first_in_names()
        self._is_right = first is None
        return first

    def _first_in_names(self) -> Problem | None:
        """The first error in names: of those in the first file with any, in its text, which is read anew."""
        found: list[Problem] = []
        entities = self.entities
        for problem in chain(none_at_all(entities, (), self._label), name_problems(entities, ())):
            if found and problem.path < found[0].path:
                found.clear()
            if not found or problem.path == found[0].path:
                found.append(problem)
        source = self._source(found[0].path) if found else None
        return min((_placed(it, source) for it in found), key=Problem.sort_key, default=None)

    def _source(self, path: str) -> SourceFile | None:
        """The file without errors that messages call so."""
        for file in (parsed.file for parsed in self._files.values()):
            if file and f"{self._label}/{file.path}" == path:
                entity, _ = entity_of(file, self._schemas[file.kind.singular], self._label)
                return entity.source if entity else None
        return None


def _placed(problem: Problem, source: SourceFile | None) -> Problem:
    """With its line in the file."""
    if source is None:
        return problem
    words = {name: getattr(problem, name) for name in ("code", "message", "suggestion", "help", "about")}
    return source.problem(problem.field, **words)


def _path_of(ref: Ref) -> str:
    return file_path(KIND[ref.kind], ref.name)


def _entity(parsed: _Parsed | None) -> Entity | None:
    return parsed.entity if parsed else None


def _known(parsed: _Parsed | None) -> Entity | None:
    """The entity, or what can be made out of it where the file has errors."""
    return (parsed.entity or parsed.made_out) if parsed else None


def _parsed(found: File | Problem, schemas: Mapping[str, Schema], label: str) -> _Parsed:
    if isinstance(found, Problem):
        return _Parsed(error=found)
    entity, problems = entity_of(found, schemas[found.kind.singular], label)
    error = min(errors_in(problems), key=Problem.sort_key, default=None)
    if entity and error is None:
        return _Parsed(file=found, entity=replace(entity, source=entity.source and entity.source.without_text))
    known = made_out(found, schemas[found.kind.singular], label)
    return _Parsed(error=error, made_out=replace(known, visibility=INTERNAL) if _may_be_marked(found.data) else known)


def marked_in(file: File, schemas: Mapping[str, Schema], label: str) -> Iterator[Entity]:
    """What a file marks as internal, or may: once for its own name, and for each other that it gives itself."""
    known = _known(_parsed(file, schemas, label)) if _may_be_marked(file.data) else None
    if known and known.visibility == INTERNAL:
        names = (known.name, *called_itself(file, schemas[file.kind.singular], label))
        yield from (replace(known, name=name) for name in dict.fromkeys(names))


def _may_be_marked(data: bytes) -> bool:
    """Whether a file that nobody can make sense of may have been marked, were it of two bytes for each character.

    The mark may be written with a slip, which may be why there is an error.
    """
    if len(data) > MAX_BYTES or data.startswith(_KEPT_OTHERWISE):  # and was not read
        return True
    text = data.replace(b"\0", b"").lower()
    if _AS_NUMBER.search(text):
        return True
    return _NEARLY_MARKED.search(text) is not None


def _is_marked(entity: Entity, kinds: Collection[str]) -> bool:
    return entity.visibility == INTERNAL or KIND[entity.kind].plural in kinds
