"""What a YAML file says before it means anything: text, lists and fields, each with its place in the file.

Values only; `reader.read` makes them, the validator and the loader read them.
"""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from ..problems import Span

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as its author wrote it: `16.10` stays `16.10`, `yes` stays `yes`, nothing at all is empty text.

    `plain` says that it stands there without quotes and is no block text (`|`, `>`), so that YAML tools may take it
    for a number, a date or a truth value. The span covers the quotes; it is 1 wide where the value fills several lines.
    """

    text: str
    plain: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. The span begins at its first `-` or at `[`; it is 1 wide unless brackets open and close on one line."""

    items: tuple["Node", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a mapping: its key, which is never empty and stands once in the mapping, and its value."""

    key: str
    key_span: Span
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields in the order of the file. The span begins at the first key or at `{`, and is as wide as a list's."""

    entries: tuple[Entry, ...]
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. `path` is as shown to its author; `text` is the whole file without a byte order mark."""

    path: str
    text: str
    root: Mapping
    _lines: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lines", split_lines(self.text))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line break; empty after the end of the file."""
        return line_of(self._lines, number)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text as an editor counts them: LF, CR LF and CR end one, and nothing else does."""
    return tuple(text.split("\n") if "\r" not in text else _LINE_BREAK.split(text))


def line_of(lines: tuple[str, ...], number: int) -> str:
    """The line with a number counted from 1; empty where there is none."""
    return lines[number - 1] if 0 < number <= len(lines) else ""
