"""Text of a file in, the values it holds out, and what may not be in it: E103 by escape, E104, E105, E107 to E110.

The parser's events are taken one by one onto a stack of our own, never deeper than allowed, so no input can make this
recurse or run long. Anchors are complained of and never followed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..characters import is_forbidden, quotable
from ..problems import Problem, Span
from . import reader_refusals as refusals
from .nodes import Entry, Mapping, Node, Scalar, Sequence
from .reader_failure import Failure
from .reader_syntax import explain
from .reader_text import Forbidden, SourceText, forbidden_problems

MAX_DEPTH = 8

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))")
_SHORT_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "r": "\r",
    "v": "\v",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}
_PROPERTY = re.compile(r"[ \t]*(!<[^>\s]*>|[&!][^\s,\[\]{}]*)")
_PERCENT_ESCAPES = re.compile(r"![^\s,\[\]{}]*%[^\s,\[\]{}]*|(?<=[\r\n])%[^\r\n]*")


class Enough(Exception):
    """The rest of the file would say nothing more."""


@dataclass(slots=True)
class _Level:
    """A list or mapping that is still open, `bare` when it begins with its first item: no bracket, anchor or tag.

    `key` waits for its value; `seen` says where each key stood first.
    """

    mapping: bool
    bracketed: bool
    bare: bool
    span: Span
    start: int
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: Scalar | None = None
    seen: dict[str, Span] = field(default_factory=dict)


def compose(source: SourceText, kind: type["Composer"]) -> tuple[Node | None, list[Problem]]:
    """The value that the file holds and every problem on the way; None where there is nothing or it cannot be read."""
    composer = kind(source)
    try:
        for event in yaml.parse(source.text, Loader=yaml.CBaseLoader):
            composer.take(event)
    except Enough:
        composer.root = None
    except yaml.YAMLError as error:
        composer.break_off(error)
    except UnicodeDecodeError:
        composer.break_off_at_tag()
    return composer.root, [*composer.problems, *forbidden_problems(source, composer.escapes)]


class Composer:
    """Builds values from events, which are `Any` here: their declared types do not say that places are always known."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.escapes: list[Forbidden] = []
        self._levels: list[_Level] = []
        self._documents = 0
        self._last: Any = None
        self._handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
        }

    def take(self, event: yaml.Event) -> None:
        if handler := self._handlers.get(type(event)):
            handler(event)
            self._last = event

    def break_off(self, error: yaml.YAMLError) -> None:
        """E100 and its kin: the parser gave up."""
        self.root = None
        at = _mark_span(getattr(error, "problem_mark", None)) or Span(1, 1)
        quoted = isinstance(self._last, yaml.ScalarEvent) and self._last.style in ("'", '"')
        failure = Failure(
            said=f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}",
            at=at,
            begin=_mark_span(getattr(error, "context_mark", None)) or at,
            quote=span_of(self._last) if quoted else None,
            bracket=next((level.span for level in reversed(self._levels) if level.bracketed), None),
        )
        self.problems.append(explain(self.source, failure))

    def break_off_at_tag(self) -> None:
        """E108 or E106: the percent escapes of a tag are no text, and the parser gave up without saying where."""
        self.root = None
        start = self._last.end_mark.index if self._last else 0
        found = _PERCENT_ESCAPES.search(self.source.text, start)
        text = found.group() if found else "!"
        span = self.source.span(found.start() if found else start, len(text))
        if text.startswith("%"):
            self.problems.append(refusals.directive(self.source, span.line))
        else:
            self._refuse(refusals.anchor_or_tag, span, text)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self.problems.append(refusals.second_document(self.source, _at(event)))
            raise Enough

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        if event.style == '"':
            self.escapes.extend(_forbidden_escapes(self.source.text, event.start_mark.index, event.end_mark.index))
        self._add(Scalar(event.value, not event.style, span_of(event)))

    def _alias(self, event: Any) -> None:
        # A merge key is complained of already, and what it merges goes with it.
        if not any(level.key and level.key.text == "<<" for level in self._levels):
            self._refuse(refusals.alias, span_of(event), event.anchor)
        self._add(Scalar("*", False, span_of(event)))

    def _open(self, event: Any) -> None:
        if len(self._levels) == MAX_DEPTH:
            self._refuse(refusals.too_deep, _at(event), MAX_DEPTH)
            raise Enough
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        start, end = event.start_mark.index, event.end_mark.index
        bare = end == start
        bracketed = not bare and self.source.text[end - 1] in "[{"
        self._levels.append(_Level(isinstance(event, yaml.MappingStartEvent), bracketed, bare, _at(event), start))

    def _close(self, event: Any) -> None:
        level = self._levels.pop()
        span = level.span
        if level.bracketed and event.end_mark.line + 1 == span.line:
            span = Span(span.line, span.column, event.end_mark.index - level.start)
        self._add(Mapping(tuple(level.entries), span) if level.mapping else Sequence(tuple(level.items), span))

    def _add(self, node: Node) -> None:
        if not self._levels:
            self.root = node
            return
        level = self._levels[-1]
        if not level.mapping:
            level.items.append(node)
        elif level.key is None:
            self._key(level, node)
        else:
            level.entries.append(Entry(level.key.text, level.key.span, node))
            level.key = None

    def _key(self, level: _Level, node: Node) -> None:
        if not isinstance(node, Scalar):
            self._refuse(refusals.key_not_text, node.span, "list" if isinstance(node, Sequence) else "mapping")
            level.key = Scalar("*", False, node.span)
            return
        if node.plain and node.text == "<<":
            self._refuse(refusals.merge_key, node.span)
        elif not node.text:
            self._refuse(refusals.key_missing, node.span)
        elif self._has_question_mark(level, node.span):
            self._refuse(refusals.key_with_question_mark, node.span)
        level.key = node
        first = level.seen.setdefault(node.text, node.span)
        if first is not node.span and node.text not in ("", "<<"):
            self._refuse(refusals.duplicate_key, node.span, first)

    def _has_question_mark(self, level: _Level, span: Span) -> bool:
        """Whether `?` stands before the key. Without one, a bare mapping begins in the column of its keys.

        A key in lines of its own, after `|` or `>`, always has one, which may stand in the same column further up.
        """
        if self.source.char(span) in ("|", ">"):
            return True
        if level.bare:
            return span.column != level.span.column
        line, before = self.source.line(span.line), span.column - 2
        while before >= 0 and line[before] in " \t":
            before -= 1
        return before >= 0 and line[before] == "?"

    def _properties(self, event: Any) -> None:
        span, text, index = _at(event), self.source.text, event.start_mark.index
        start = index
        while match := _PROPERTY.match(text, index):
            place = Span(span.line, span.column + match.start(1) - start, len(match[1]))
            self._refuse(refusals.anchor_or_tag, place, match[1])
            index = match.end()

    def _refuse(self, refusal: Callable[..., Problem], span: Span, *details: object) -> None:
        self.problems.append(refusal(self.source, span, self._field(), *details))

    def _field(self) -> str:
        """The path of the value that comes next: `add_ons[1]`."""
        path = ""
        for level in self._levels:
            if not level.mapping:
                path += f"[{len(level.items)}]"
            elif level.key is not None:
                path += f".{quotable(level.key.text)}" if path else quotable(level.key.text)
        return path


def _forbidden_escapes(text: str, start: int, end: int) -> Iterator[Forbidden]:
    for match in _ESCAPE.finditer(text, start, end):
        code = match[1] or match[2] or match[3]
        character = chr(int(code, 16)) if code else _SHORT_ESCAPES.get(match[4], "")
        if character == "\r" or (character and is_forbidden(character)):
            yield Forbidden(match.start(), character, written=match.group())


def _at(event: Any) -> Span:
    return Span(event.start_mark.line + 1, event.start_mark.column + 1)


def span_of(event: Any) -> Span:
    """As wide as the event's text on its line; 1 where that goes on in other lines or is empty."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, (end.column - start.column or 1) if start.line == end.line else 1)


def _mark_span(mark: Any) -> Span | None:
    return Span(mark.line + 1, mark.column + 1) if mark else None
