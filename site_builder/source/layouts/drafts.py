"""Fields of any layout in, a catalog out: each entity as a draft first, for layouts that state it in several places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...catalog import Catalog, Kind, SourceFile, link
from ...characters import quotable
from ...problems import InvalidConfig, Problem, errors_in
from ..files import file_path
from ..loader import meanings
from ..nodes import Document, Entry, Scalar, Sequence, line_of
from ..nodes import Mapping as Fields
from ..schemas import Schema
from ..validator import validate

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a layout states of one entity: texts and lists of texts by field, and the file in which they stand."""

    kind: Kind
    values: Mapping[str, Any]
    source: SourceFile

    @property
    def name(self) -> str:
        """What the entity is called."""
        name: str = self.values["name"]
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import makes: files of the chosen layout (path -> text), what it leaves open, what it could not keep."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFile(SourceFile):
    """A file that states everything: messages call it by its path alone."""

    def problem(self, field_path: str, **words: str) -> Problem:
        """A problem with the value at the field path, or with the file as a whole."""
        return replace(SourceFile.problem(self, field_path, **words), path=self.path)


def whole_file(path: str, lines: tuple[str, ...]) -> WholeFile:
    """A file of which no places are known yet."""
    return WholeFile(label=path, path=path, lines=lines, spans={})


def drafted(kind: Kind, fields: Fields, schema: Schema, file: SourceFile) -> tuple[Draft, tuple[Problem, ...]]:
    """A draft of the fields, and what is wrong with them. `file` knows its lines, and no places of values yet."""
    # The lines are split once for all drafts of a file, so the document has none.
    validated = validate(Document(file.path, "", fields), schema)
    problems = tuple(_quoting(problem, file) for problem in validated.problems)
    return Draft(kind=kind, values=validated.values, source=replace(file, spans=validated.spans)), problems


def named(entry: Entry, fields: Iterable[Entry]) -> Fields:
    """Fields that stand below their name, as if the name were the first of them."""
    name = Entry("name", entry.key_span, Scalar(entry.key, False, entry.key_span))
    return Fields((name, *fields), entry.key_span)


def fields_below(file: SourceFile, entry: Entry) -> Iterator[Entry | Problem]:
    """The fields below a key; none where nothing stands there, a problem where something else does."""
    if isinstance(entry.value, Fields):
        yield from entry.value.entries
    elif not is_blank(entry):
        what = "a list" if isinstance(entry.value, Sequence) else "a text"
        message = f"fields of the form 'key: value' belong here, not {what}"
        yield problem_at_key(file, entry, code="E203", message=message)


def is_blank(entry: Entry) -> bool:
    """Whether nothing stands behind a key."""
    return isinstance(entry.value, Scalar) and entry.value.plain and entry.value.text in _NOTHING


def problem_at_key(
    file: SourceFile, entry: Entry, *, code: str, message: str, suggestion: str = "", help: str = ""
) -> Problem:
    """A problem with what a key names."""
    field = quotable(entry.key)
    placed = replace(file, spans={field: entry.key_span})
    return placed.problem(field, code=code, message=message, suggestion=suggestion, help=help)


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raises InvalidConfig with all of the problems where one of them is an error. What is told twice is told once."""
    found = tuple(dict.fromkeys(problems))
    if errors_in(found):
        raise InvalidConfig(found)


def linked(drafts: Iterable[Draft], schemas: Mapping[str, Schema], label: str) -> Catalog:
    """The catalog of the drafts, which come from what messages call `label`.

    Raises InvalidConfig with every name that is wrong, each at its place in the layout.
    """
    stated = tuple(drafts)
    raise_errors(_one_file_for_two(stated))
    if not any(draft.kind.singular == "unit_primitive" for draft in stated):
        raise InvalidConfig([Problem(path=label, code="E117", message="no unit primitives at all")])
    return link(
        draft.kind.entity(source=draft.source, **meanings(draft.values, schemas[draft.kind.singular]))
        for draft in stated
    )


def _quoting(problem: Problem, file: SourceFile) -> Problem:
    """A problem of a document that has no lines, with the line of the file."""
    quoted = line_of(file.lines, problem.line) if problem.line else None
    return replace(problem, path=file.problem("", code=problem.code, message="").path, excerpt=quoted)


def _one_file_for_two(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """E302: `self-managed` beside `self_managed`, for which the chosen layout has one file."""
    first: dict[str, str] = {}
    for draft in drafts:
        path = file_path(draft.kind, draft.name)
        other = first.setdefault(path, draft.name)
        if other != draft.name:
            message = f"'{draft.name}' and '{other}' would share the file {path}"
            yield draft.source.problem("name", code="E302", message=message, help="give one of the two another name")
