"""A document that its schema refuses in, problems in the author's words out: a row of `_WORDS` per kind of refusal."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..characters import quotable
from ..counting import clauses
from ..problems import Problem, Span
from ..suggestions import Suggester, did_you_mean, foreign_letters, latin
from .formats import FORMATS, Complaint
from .nodes import Document, Node, Scalar, Sequence
from .schemas import Schema

_TYPE_NAMES = {str: "text", list: "a list", dict: "a mapping", type(None): "nothing"}
_WANTED_NAMES = {"string": "text", "array": "a list", "object": "a mapping"}
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

# How one comes to a value from the document's root: keys of mappings, positions in lists.
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a document, the path by which messages call it (`add_ons[1]`, `titles.saas`), and where to point."""

    node: Node
    field: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing the schema refuses: `rule` names what it broke (`maxLength`), `details` are the rule's own values."""

    document: Document
    schema: Schema
    rule: str
    details: Any
    message: str
    path: Steps
    value: Any
    places: Mapping[Steps, Place]

    @property
    def place(self) -> Place:
        """Where the refused value stands."""
        return self.places[self.path]

    @property
    def may_be_left_out(self) -> bool:
        """Whether the value is that of a field which a file need not state."""
        return len(self.path) == 1 and self.path[0] not in self.schema.required

    def problem(self, complaint: Complaint, *, help: str = "", at: Place | None = None) -> Problem:
        """The refusal in words, at its own place unless told another."""
        place = at or self.place
        return problem_at(self.document, place.span, complaint, field=place.field, help=help)


def complain_of(document: Document, schema: Schema, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Every reason for which the schema refuses the values, at its place in the document."""
    places = dict(_places(document.root, (), "", document.root.span))
    for error in schema.validator.iter_errors(dict(values)):
        path = tuple(error.instance_path)
        refusal = Refusal(
            document=document,
            schema=schema,
            rule=error.kind.name,
            details=error.kind,
            message=error.message,
            path=path,
            value=_value_at(values, path),
            places=places,
        )
        yield from _WORDS.get(refusal.rule, _anything_else)(refusal)


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
        replacement=complaint.replacement,
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


def _places(node: Node, path: Steps, field: str, span: Span) -> Iterator[tuple[Steps, Place]]:
    """Every value of a document by its path. A list, a mapping or nothing at all is pointed at by its key."""
    yield path, Place(node, field, span)
    if isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from _places(item, (*path, position), f"{field}[{position}]", item.span)
    elif not isinstance(node, Scalar):
        for entry in node.entries:
            name = quotable(entry.key)
            is_text = isinstance(entry.value, Scalar) and (entry.value.text or not entry.value.plain)
            at = entry.value.span if is_text else entry.key_span
            yield from _places(entry.value, (*path, entry.key), f"{field}.{name}" if field else name, at)


def _value_at(values: Any, path: Steps) -> Any:
    for step in path:
        values = values[step]
    return values


def _missing(refusal: Refusal) -> Iterator[Problem]:
    name = refusal.details.property
    definition = refusal.schema.fields.get(name, {})
    example = next(iter(definition.get("examples", ())), "")
    complaint = Complaint(
        code="E201",
        message="this required field is missing",
        suggestion=f"add a line like {name}: {example}" if example else "",
    )
    at = Place(refusal.place.node, name, refusal.place.span)
    yield refusal.problem(complaint, help=definition.get("description", ""), at=at)


def _unknown(refusal: Refusal) -> Iterator[Problem]:
    help = f"the fields are {', '.join(refusal.schema.fields)}"
    known = Suggester(refusal.schema.fields)
    spans = {entry.key: entry.key_span for entry in getattr(refusal.place.node, "entries", ())}
    for key in refusal.details.unexpected:
        complaint = Complaint(code="E202", message="unknown field", suggestion=known.did_you_mean(key))
        at = Place(refusal.place.node, refusal.places[*refusal.path, key].field, spans[key])
        yield refusal.problem(complaint, help=help, at=at)


def _wrong_type(refusal: Refusal) -> Iterator[Problem]:
    wanted = refusal.details.types[0]
    found, needed = _TYPE_NAMES[type(refusal.value)], _WANTED_NAMES.get(wanted, wanted)
    suggestion = ""
    if refusal.value is None:
        suggestion = _without_value(refusal)
    elif isinstance(refusal.value, str) and wanted == "array":
        suggestion = _as_list(refusal.value)
    complaint = Complaint(code="E203", message=f"{needed} belongs here, not {found}", suggestion=suggestion)
    yield refusal.problem(complaint, help=_about_a_comment(refusal))


def _as_list(text: str) -> str:
    items = [item.strip() for item in text.split(",")]
    if len(items) > 1 and all(re.fullmatch(r"[\w-]+", item) for item in items):
        return f"write [{quotable(', '.join(items))}]"
    return f"write '- {quotable(text)}' on the line below"


def _about_a_comment(refusal: Refusal) -> str:
    """Where a value may have been meant that is a comment: `description: #teams`."""
    place = refusal.place
    behind = refusal.document.line(place.span.line)[place.span.column - 1 + place.span.width :]
    is_comment = refusal.value is None and re.match(r":?\s+#\S", behind) is not None
    return "what follows # is a comment; if it is the value, put it in quotes" if is_comment else ""


def _without_value(refusal: Refusal) -> str:
    if isinstance(refusal.path[-1], int):
        return "remove this item"
    return "leave the line out when it is not stated" if refusal.may_be_left_out else ""


def _not_a_name(refusal: Refusal) -> Iterator[Problem]:
    hyphens = re.search(refusal.details.pattern, "a-b") is not None
    fixed = _as_name(refusal.value, "-" if hyphens else "")
    advice = f"write '{fixed}'" if re.search(refusal.details.pattern, fixed) and fixed != refusal.value else ""
    complaint = Complaint(
        code="E209",
        message=f"'{quotable(refusal.value)}' is not of the form of a name",
        suggestion=clauses(foreign_letters(refusal.value), advice),
    )
    others = "digits, _ and -" if hyphens else "digits and _"
    yield refusal.problem(complaint, help=f"a name begins with a small letter; small letters, {others} follow")


def _as_name(text: str, also: str) -> str:
    letters = latin(text).casefold()
    words = "".join(c if (c.isascii() and c.isalnum()) or c in also else " " for c in letters).split()
    return quotable("_".join(words))


def _too_long(refusal: Refusal) -> Iterator[Problem]:
    message = f"{len(refusal.value):,} characters, where {refusal.details.limit:,} are allowed"
    yield refusal.problem(Complaint(code="E213", message=message))


def _empty(refusal: Refusal) -> Iterator[Problem]:
    yield refusal.problem(Complaint(code="E203", message="this text is empty", suggestion=_without_value(refusal)))


def _listed_twice(refusal: Refusal) -> Iterator[Problem]:
    first: dict[str, int] = {}
    items = items_of(refusal.place.node)
    for position, item in enumerate(items):
        if not isinstance(item, Scalar) or plain(item) is None:
            continue  # complained of for what it is
        earlier = first.setdefault(item.text, position)
        if earlier != position:
            line = items[earlier].span.line
            where = "" if line == item.span.line else f" on line {line}"
            message = f"'{quotable(item.text)}' is listed already{where}"
            complaint = Complaint(code="E211", message=message, suggestion="remove one of the two")
            yield refusal.problem(complaint, at=refusal.places[*refusal.path, position])


def _not_a_choice(refusal: Refusal) -> Iterator[Problem]:
    if not isinstance(refusal.value, str):
        return  # the rule of its type tells
    options = [str(option) for option in refusal.details.options]
    yield refusal.problem(
        Complaint(
            code="E212",
            message=f"'{quotable(refusal.value)}' is not one of {', '.join(options)}",
            suggestion=did_you_mean(refusal.value, options),
        )
    )


def _not_the_format(refusal: Refusal) -> Iterator[Problem]:
    if complaint := FORMATS[refusal.details.format].complain(refusal.value):
        yield refusal.problem(replace(complaint, replacement=_in_quotes_as_before(refusal, complaint.replacement)))


def _in_quotes_as_before(refusal: Refusal, value: str) -> str:
    """A value as it belongs in the place of the refused one, which may stand in quotes."""
    at = refusal.place.span
    mark = refusal.document.line(at.line)[at.column - 1 : at.column]
    return f"{mark}{value}{mark}" if value and mark in ("'", '"') else value


def _anything_else(refusal: Refusal) -> Iterator[Problem]:
    """A rule of a schema that has no words of its own here."""
    yield refusal.problem(Complaint(code="E203", message=quotable(refusal.message, 200)))


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
