"""Document and schema in, problems out: fields, types and values of one file (E2xx), each with its place.

Where one mistake breaks several rules, the one that says most is told: a text that YAML tools would read as something
else, then one that says nothing, then what the schema refuses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..catalog import says_nothing
from ..characters import quotable
from ..problems import Problem, Severity, Span
from .bare_values import bare_value_complaint
from .formats import Complaint
from .nodes import Document, Entry, Node, Scalar, Sequence
from .schema_errors import complain_of, items_of, plain, problem_at
from .schemas import Schema

_MOST_ITEMS = 10_000  # of a list; more would take their time, each with a problem or two of its own
# A name may be one of these words; and what is internal must not be for everybody because nobody has said it yet.
_NEVER_LEFT_OUT = frozenset({"name", "visibility", "internal_fields", "internal_kinds"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """A document's values as plain Python (texts, lists, mappings), and where each stands, by field path.

    Values that say nothing are left out of both, so that `add_ons[1]` is the second of those that are left.
    """

    values: Mapping[str, Any]
    spans: Mapping[str, Span]
    problems: tuple[Problem, ...]


def validate(document: Document, schema: Schema) -> Validated:
    """Every problem of the document's fields and values, and the values that are left."""
    too_many = tuple(_too_many(document, schema))
    document = _beginning(document) if too_many else document
    values = {entry.key: _value(entry.value, schema.fields.get(entry.key, {})) for entry in document.root.entries}
    refused = () if schema.validator.is_valid(values) else tuple(complain_of(document, schema, values))
    by_text = dict(_problems_of_text(document, schema, {problem.field for problem in refused}))
    others = (problem for problem in refused if problem.field not in by_text)
    problems = (*too_many, *by_text.values(), *others)
    empty = {field for field, problem in by_text.items() if problem.severity is Severity.WARNING}
    spans = dict(_spans(document, empty))
    return Validated(values=dict(_stated(values, empty, schema)), spans=spans, problems=problems)


def _value(node: Node, definition: Mapping[str, Any]) -> Any:
    """The value; prose without the spaces and line breaks around it, which no reader sees."""
    value = plain(node)
    is_prose = definition.get("type") == "string" and definition.keys().isdisjoint({"pattern", "format", "enum"})
    return value.strip() if is_prose and isinstance(value, str) else value


def _too_many(document: Document, schema: Schema) -> Iterator[Problem]:
    """E213: lists of which only the beginning is looked at."""
    for entry in document.root.entries:
        count = len(items_of(entry.value))
        if count > _MOST_ITEMS and entry.key in schema.fields:
            complaint = Complaint(
                code="E213", message=f"a list of {count:,} items; at most {_MOST_ITEMS:,} are allowed"
            )
            yield problem_at(document, entry.key_span, complaint, field=entry.key)


def _beginning(document: Document) -> Document:
    """The same with no more items in its lists than are looked at."""
    entries = (
        replace(entry, value=replace(entry.value, items=entry.value.items[:_MOST_ITEMS]))
        if isinstance(entry.value, Sequence)
        else entry
        for entry in document.root.entries
    )
    return replace(document, root=replace(document.root, entries=tuple(entries)))


def _problems_of_text(document: Document, schema: Schema, refused: set[str]) -> Iterator[tuple[str, Problem]]:
    """What is wrong with texts as they stand there, by field path, before a schema gives them a meaning."""
    for entry in document.root.entries:
        definition = schema.fields.get(entry.key)
        if definition is None:
            continue
        required = entry.key in schema.required
        for field, scalar, format in _scalars(entry, definition):
            complaint = bare_value_complaint(scalar, format)
            # What quotes alone would not mend, the schema tells; a version is still a version to its author.
            if complaint and (field not in refused or format == "gitlab-version"):
                yield field, problem_at(document, scalar.span, complaint, field=field)
            elif _says_nothing(scalar, field) and not (required and field in refused):
                yield field, _stand_in(document, scalar, field, required=required)


def _scalars(entry: Entry, definition: Mapping[str, Any]) -> Iterator[tuple[str, Scalar, str]]:
    if isinstance(entry.value, Scalar):
        yield entry.key, entry.value, definition.get("format", "")
    item_format = definition.get("items", {}).get("format", "")
    for position, item in enumerate(items_of(entry.value)):
        if isinstance(item, Scalar):
            yield f"{entry.key}[{position}]", item, item_format


def _says_nothing(scalar: Scalar, field: str) -> bool:
    could_be_a_name = "[" in field and not scalar.text.strip().startswith(
        "_"
    )  # in a list, `unknown` may be what something is called
    return says_nothing(scalar.text) and field not in _NEVER_LEFT_OUT and not could_be_a_name


def _stand_in(document: Document, scalar: Scalar, field: str, *, required: bool) -> Problem:
    complaint = Complaint(
        code="W216",
        message=f"'{quotable(scalar.text)}' says nothing",
        suggestion="write what it is" if required else "remove this item" if "[" in field else "leave the line out",
    )
    help = "" if required else "what is left out reads as not stated"
    return problem_at(document, scalar.span, complaint, field=field, help=help)


def _stated(values: Mapping[str, Any], empty: set[str], schema: Schema) -> Iterator[tuple[str, Any]]:
    for field, value in values.items():
        if isinstance(value, list):
            yield field, [item for position, item in enumerate(value) if f"{field}[{position}]" not in empty]
        elif field not in empty or field in schema.required:
            yield field, value


def _spans(document: Document, empty: set[str]) -> Iterator[tuple[str, Span]]:
    for entry in document.root.entries:
        yield entry.key, entry.key_span if isinstance(entry.value, Sequence) else entry.value.span
        items = enumerate(items_of(entry.value))
        left = (item for position, item in items if f"{entry.key}[{position}]" not in empty)
        yield from ((f"{entry.key}[{position}]", item.span) for position, item in enumerate(left))
