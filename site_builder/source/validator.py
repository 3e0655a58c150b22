"""Document and schema in, problems out: fields, types and values of one file (E2xx), each with its place.

First the texts that YAML tools would read as something else, and those that say nothing; then the schema itself. A value
that the first step complains of is left out of the second: one cause, one problem.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..problems import Problem, Span
from .bare_values import bare_value_complaint
from .formats import Complaint
from .nodes import Document, Entry, Scalar, Sequence
from .schema_errors import complain_of, items_of, plain, problem_at
from .schemas import Schema

# What people write when they have nothing to say.
SAYS_NOTHING = frozenset({"unknown", "tbd", "todo", "n/a", "none", "_irrelevant", "_irrelevant_"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """A document's values as plain Python (texts, lists, mappings), without those that a problem was found in."""

    values: Mapping[str, Any]
    problems: tuple[Problem, ...]


def validate(document: Document, schema: Schema) -> Validated:
    """Every problem of the document's fields and values, and the values that are left."""
    left_out = {field: problem for field, problem in _problems_of_text(document, schema)}
    spoilt = {field.partition("[")[0] for field in left_out}
    values = {entry.key: plain(entry.value) for entry in document.root.entries if entry.key not in spoilt}
    shape: Iterator[Problem] = iter(())
    if not schema.validator.is_valid(values):
        shape = complain_of(document, schema, values)
    there = {entry.key for entry in document.root.entries}
    stands = (problem for problem in shape if not (problem.code == "E201" and problem.field in there))
    return Validated(values=values, problems=(*left_out.values(), *stands))


def spans(document: Document) -> Mapping[str, Span]:
    """Where each value stands, by field path: `cut_off_date`, `add_ons`, `add_ons[1]`."""
    found: dict[str, Span] = {}
    for entry in document.root.entries:
        found[entry.key] = entry.key_span if isinstance(entry.value, Sequence) else entry.value.span
        for position, item in enumerate(items_of(entry.value)):
            found[f"{entry.key}[{position}]"] = item.span
    return found


def _problems_of_text(document: Document, schema: Schema) -> Iterator[tuple[str, Problem]]:
    for entry in document.root.entries:
        definition = schema.fields.get(entry.key)
        if definition is None:
            continue
        optional = entry.key not in schema.required
        for field, scalar, format in _scalars(entry, definition):
            if complaint := bare_value_complaint(scalar, format):
                yield field, problem_at(document, scalar.span, complaint, field=field)
            elif optional and field == entry.key and scalar.text.casefold() in SAYS_NOTHING:
                help = "a field that is left out reads as not stated"
                yield field, problem_at(document, scalar.span, _says_nothing(scalar), field=field, help=help)


def _scalars(entry: Entry, definition: Mapping[str, Any]) -> Iterator[tuple[str, Scalar, str]]:
    if isinstance(entry.value, Scalar):
        yield entry.key, entry.value, definition.get("format", "")
    item_format = definition.get("items", {}).get("format", "")
    for position, item in enumerate(items_of(entry.value)):
        if isinstance(item, Scalar):
            yield f"{entry.key}[{position}]", item, item_format


def _says_nothing(scalar: Scalar) -> Complaint:
    return Complaint(code="W216", message=f"'{scalar.text}' says nothing", suggestion="leave the line out")
