"""What the parser tells when it gives up, as a value, and the means to say it in plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..characters import quotable
from ..problems import Problem, Span
from .reader_text import SourceText

_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Where and why the parser gave up.

    `said` are its words, `at` is the place, `begin` where the part that it was in begins, `quote` where the quoted text
    begins that it read last, `bracket` the innermost `[` or `{` that is still open.
    """

    said: str
    at: Span
    begin: Span
    quote: Span | None = None
    bracket: Span | None = None


Rule: TypeAlias = Callable[[SourceText, Failure], Problem]


def broken(source: SourceText, span: Span, message: str, *, suggestion: str = "", help: str = "") -> Problem:
    """E100 at that place; at the end of the text where the place lies behind it."""
    if span.line >= len(source.lines) and not source.line(span.line):
        span = _end(source)
    return source.problem("E100", span, message, suggestion=suggestion, help=help)


def value_at(source: SourceText, at: Span) -> str:
    """What stands from there to the end of the line, without a comment."""
    return source.line(at.line)[at.column - 1 :].split(" #", 1)[0].rstrip()


def in_quotes(value: str) -> str:
    """The advice to write a value in quotes, shown where it is short; an empty one where its end is not clear."""
    if not value or len(value) > _LONGEST_QUOTED:
        return "put it in quotes"
    return "write '" + quotable(value).replace("'", "''") + "'"


def _end(source: SourceText) -> Span:
    last = max((number for number, line in enumerate(source.lines, 1) if line.strip()), default=1)
    return Span(last, max(len(source.line(last)), 1))
