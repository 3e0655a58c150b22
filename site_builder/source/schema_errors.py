"""A document that its schema refuses in, problems in the author's words out: one row of `_WORDS` per kind of refusal."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from ..problems import Problem, Span
from ..suggestions import did_you_mean, foreign_letters
from .formats import FORMATS, Complaint
from .nodes import Document, Entry, Node, Scalar, Sequence
from .schemas import Schema

_SHOWN = 60
_TYPE_NAMES = {str: "text", list: "a list", dict: "a mapping", type(None): "nothing"}
_WANTED_NAMES = {"string": "text", "array": "a list", "object": "a mapping"}
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing the schema refuses. `entry` and `position` say which value; the whole document when entry is None."""

    document: Document
    schema: Schema
    kind: jsonschema_rs.ValidationErrorKind
    message: str
    entry: Entry | None
    position: int | None

    @property
    def field(self) -> str:
        """The field path: `add_ons[1]`."""
        key = self.entry.key if self.entry else ""
        return key if self.position is None else f"{key}[{self.position}]"

    @property
    def node(self) -> Node:
        """The refused value as it stands in the document."""
        if self.entry is None:
            return self.document.root
        return self.entry.value if self.position is None else items_of(self.entry.value)[self.position]

    @property
    def text(self) -> str:
        """The refused value as text."""
        return str(plain(self.node))

    @property
    def span(self) -> Span:
        """Where to point: at the value, or at its key where the value is empty or spans many lines."""
        if self.entry is None:
            return Span(1, 1)
        points_at_value = self.position is not None or (isinstance(self.node, Scalar) and self.node.text)
        return self.node.span if points_at_value else self.entry.key_span

    def problem(self, complaint: Complaint, *, help: str = "") -> Problem:
        """The refusal in words."""
        return problem_at(self.document, self.span, complaint, field=self.field, help=help)


def complain_of(document: Document, schema: Schema, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Every reason for which the schema refuses the values, at its place in the document."""
    entries = {entry.key: entry for entry in document.root.entries}
    for error in schema.validator.iter_errors(dict(values)):
        path = list(error.instance_path)
        refusal = Refusal(
            document=document,
            schema=schema,
            kind=error.kind,
            message=error.message,
            entry=entries[str(path[0])] if path else None,
            position=int(path[1]) if len(path) > 1 and isinstance(path[1], int) else None,
        )
        yield from _WORDS.get(error.kind.name, _anything_else)(refusal)


def problem_at(document: Document, span: Span, complaint: Complaint, *, field: str = "", help: str = "") -> Problem:
    """A complaint about what stands at a place of the document."""
    return Problem(
        path=document.path,
        line=span.line,
        column=span.column,
        code=complaint.code,
        field=field,
        message=complaint.message,
        suggestion=complaint.suggestion,
        help=help,
        excerpt=document.line(span.line),
        width=span.width,
    )


def plain(node: Node) -> Any:
    """A node as plain Python: the text of a scalar, a list, a mapping; None for a value left empty."""
    if isinstance(node, Scalar):
        return None if node.plain and node.text in _NOTHING else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node.entries}


def items_of(node: Node) -> tuple[Node, ...]:
    """The items of a list; none for anything else."""
    return node.items if isinstance(node, Sequence) else ()


def _missing(refusal: Refusal) -> Iterator[Problem]:
    name = refusal.kind.property
    definition = refusal.schema.fields.get(name, {})
    example = next(iter(definition.get("examples", ())), "")
    complaint = Complaint(
        code="E201",
        message=f"required field '{name}' is missing",
        suggestion=f"add a line like {name}: {example}" if example else "",
    )
    yield problem_at(refusal.document, Span(1, 1), complaint, field=name, help=definition.get("description", ""))


def _unknown(refusal: Refusal) -> Iterator[Problem]:
    help = f"the fields are {', '.join(refusal.schema.fields)}"
    spans = {entry.key: entry.key_span for entry in refusal.document.root.entries}
    for key in refusal.kind.unexpected:
        complaint = Complaint(
            code="E202",
            message=f"unknown field '{_shown(key)}'",
            suggestion=did_you_mean(key, refusal.schema.fields),
        )
        yield problem_at(refusal.document, spans[key], complaint, field=_shown(key), help=help)


def _wrong_type(refusal: Refusal) -> Iterator[Problem]:
    value, wanted = plain(refusal.node), refusal.kind.types[0]
    found, needed = _TYPE_NAMES[type(value)], _WANTED_NAMES.get(wanted, wanted)
    suggestion = ""
    if value is None:
        suggestion = "leave the line out when it is not stated"
    elif isinstance(value, str) and wanted == "array":
        suggestion = f"write '- {_shown(value)}' on the line below"
    yield refusal.problem(
        Complaint(code="E203", message=f"{needed} belongs here, not {found}", suggestion=suggestion)
    )


def _not_a_name(refusal: Refusal) -> Iterator[Problem]:
    text = refusal.text
    fixed = "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.casefold()).split())
    fits = fixed[:1].isalpha() and len(fixed) <= _SHOWN
    complaint = Complaint(
        code="E209",
        message=f"'{_shown(text)}' is not of the form of a name",
        suggestion=foreign_letters(text) or (f"write '{fixed}'" if fits else ""),
    )
    yield refusal.problem(complaint, help="a name begins with a small letter; small letters, digits and _ follow")


def _too_long(refusal: Refusal) -> Iterator[Problem]:
    message = f"{len(refusal.text)} characters, where {refusal.kind.limit} are allowed"
    yield refusal.problem(Complaint(code="E213", message=message))


def _empty(refusal: Refusal) -> Iterator[Problem]:
    optional = refusal.entry and refusal.entry.key not in refusal.schema.required
    suggestion = "leave the line out when it is not stated" if optional else ""
    yield refusal.problem(Complaint(code="E203", message="this text is empty", suggestion=suggestion))


def _listed_twice(refusal: Refusal) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for position, item in enumerate(items_of(refusal.node)):
        text = str(plain(item))
        if text in first:
            message = f"'{_shown(text)}' is listed already on line {first[text]}"
            complaint = Complaint(code="E211", message=message, suggestion="remove one of the two")
            yield problem_at(refusal.document, item.span, complaint, field=f"{refusal.field}[{position}]")
        first.setdefault(text, item.span.line)


def _not_a_choice(refusal: Refusal) -> Iterator[Problem]:
    options = [str(option) for option in refusal.kind.options]
    yield refusal.problem(
        Complaint(
            code="E212",
            message=f"'{_shown(refusal.text)}' is not one of {', '.join(options)}",
            suggestion=did_you_mean(refusal.text, options),
        )
    )


def _not_the_format(refusal: Refusal) -> Iterator[Problem]:
    complaint = FORMATS[refusal.kind.format].complain(refusal.text)
    if complaint:
        yield refusal.problem(complaint)


def _anything_else(refusal: Refusal) -> Iterator[Problem]:
    """A rule of a schema that has no words of its own here."""
    yield refusal.problem(Complaint(code="E203", message=_shown(refusal.message)))


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_WORDS: Mapping[str, Callable[[Refusal], Iterator[Problem]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "pattern": _not_a_name,
    "maxLength": _too_long,
    "minLength": _empty,
    "uniqueItems": _listed_twice,
    "enum": _not_a_choice,
    "format": _not_the_format,
}
