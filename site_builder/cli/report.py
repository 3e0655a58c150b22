"""Problems in, text or JSON out: what an author, an editor or a program is told."""

import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import fields
from itertools import groupby
from typing import Any, TextIO

import click

from ..counting import number
from ..problems import Problem, Severity, errors_in, visible

__all__ = [
    "SHOWN_PER_FILE",
    "as_json",
    "as_text",
    "echo_aside",
    "echo_document",
    "echo_file",
    "echo_lines",
    "even_if_unread",
    "explaining",
    "visible",
    "wants_colour",
    "whoever_reads",
]

SHOWN_PER_FILE = 200
_FIELDS = tuple(field.name for field in fields(Problem) if field.name != "about")  # which is no part of what is told
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m"}
_BOLD, _OFF = "\x1b[1m", "\x1b[0m"
_WIDEST = 160  # characters of a quoted line
_LONGEST_EXCERPT = 1_000  # characters of a line in JSON, where each of thousands of problems brings its own


def as_text(problems: Sequence[Problem], *, colour: bool) -> str:
    """Every problem with its line and what would help, then how many there are."""
    blocks = [block for problem in _bounded(problems) for block in _block(problem, colour)]
    return "\n".join([*blocks, _summary(problems)])


def explaining(code: str) -> str:
    """The command that tells more of a code."""
    return f"site-builder explain {code}"


def as_json(problems: Sequence[Problem]) -> str:
    """An object with every problem, however many; only a very long line is null in the place of its text."""
    found = [_values(problem) for problem in sorted(problems, key=Problem.sort_key)]
    errors, warnings = _counts(problems)
    document = {"schema_version": 1, "errors": errors, "warnings": warnings, "problems": found}
    return json.dumps(document, ensure_ascii=False, indent=1)


def echo_document(text: str | bytes) -> None:
    """Prints what programs and documents read: in UTF-8, whatever the terminal has, with one line break at its end.

    Bytes of a file's name that are none are escapes, as JSON has them.
    """
    click.echo((text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text).rstrip(b"\r\n"))


def echo_file(content: bytes) -> None:
    """Prints a file of the site byte by byte."""
    click.echo(content, nl=False)


def echo_lines(lines: Iterable[str]) -> None:
    """Prints what people read, with nothing in it that a terminal would obey."""
    click.echo("\n".join(map(visible, lines)))


def echo_aside(text: str) -> None:
    """Prints on the error stream what is said beside the output: whether anybody reads it changes no exit status."""
    with whoever_reads():
        click.echo(text, err=True)


def even_if_unread() -> AbstractContextManager[None]:
    """For what is printed before a status other than 0: who stops reading it, as `head` does, does not change that."""
    return suppress(BrokenPipeError)


def whoever_reads() -> AbstractContextManager[None]:
    """Where nobody reads the error stream, or the disk is full, what is written to it meanwhile goes nowhere."""
    return suppress(OSError)


def wants_colour(stream: TextIO) -> bool:
    """Colour is for terminals whose user has not said no."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _values(problem: Problem) -> dict[str, Any]:
    excerpt = problem.excerpt if len(problem.excerpt or "") <= _LONGEST_EXCERPT else None
    return {name: getattr(problem, name) for name in _FIELDS} | {
        "excerpt": excerpt,
        "severity": problem.severity,
        "explain": explaining(problem.code),
    }


def _bounded(problems: Sequence[Problem]) -> Iterator[Problem | str]:
    for path, group in groupby(sorted(problems, key=Problem.sort_key), key=lambda problem: problem.path):
        found = list(group)
        yield from found[:SHOWN_PER_FILE]
        if len(found) > SHOWN_PER_FILE:
            yield f"{path}: and {len(found) - SHOWN_PER_FILE:,} more"


def _block(problem: Problem | str, colour: bool) -> Iterator[str]:
    if isinstance(problem, str):
        yield visible(problem)
        return
    text = str(problem)
    if colour:
        mark = f"{problem.severity}[{problem.code}]"
        text = text.replace(mark, f"{_BOLD}{_COLOURS[problem.severity]}{mark}{_OFF}", 1)
    yield text
    if problem.excerpt is not None and problem.line and problem.column:
        yield from _quoted(problem.excerpt, problem.line, problem.column, problem.width)
    if problem.help:
        yield f"  help: {visible(problem.help)}"


def _quoted(excerpt: str, line: int, column: int, width: int) -> Iterator[str]:
    """The line with marks under what is meant; of a very long line the part around it."""
    start = max(0, column - 1 - _WIDEST // 2) if len(excerpt) > _WIDEST else 0
    end = start + _WIDEST
    before = ("…" if start else "") + visible(excerpt[start : column - 1])
    meant = visible(excerpt[column - 1 : min(column - 1 + width, end)])
    after = visible(excerpt[column - 1 + width : end]) + ("…" if end < len(excerpt) else "")
    gutter = str(line)
    yield f"  {gutter} | {before}{meant}{after}".rstrip()
    yield f"  {' ' * len(gutter)} | {' ' * _columns(before)}{'^' * max(1, _columns(meant))}"


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes: letters of East Asia two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _counts(problems: Sequence[Problem]) -> tuple[int, int]:
    errors = len(errors_in(problems))
    return errors, len(problems) - errors


def _summary(problems: Sequence[Problem]) -> str:
    errors, warnings = _counts(problems)
    if not problems:
        return "No problems found."
    parts = [number(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count]
    return f"{' and '.join(parts)}."
