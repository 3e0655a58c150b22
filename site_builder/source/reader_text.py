"""Bytes of a file in, its text out, or what is wrong with the bytes and characters: E101, E102, W103, E103.

The text given on is the file's own with every character that may not be there replaced, one for one. So a file with
such characters is still looked through for other mistakes, every place stays true, and what a report shows of a line
never holds them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..characters import REPLACEMENT, character_name, forbidden_runs, without_forbidden
from ..problems import Problem, Span
from .nodes import line_of, split_lines

MAX_BYTES = 256 * 1024
REMOVE = "remove what does not belong in it"

_MARK = b"\xef\xbb\xbf"
# A file full of such characters is no text; a few of them show that as well as thousands.
_MOST_SHOWN = 20
# Bytes that only go on with a character, here as letters.
_GO_ON = frozenset(map(chr, range(0x80, 0xC0)))
# Spaces that look like the plain one and do not count as indentation.
_ODD = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_INDENTATION = re.compile(rf"(?:^|(?<=[\r\n]))([ \t]*)([{_ODD}](?:[{_ODD} ]*[{_ODD}])?)")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, safe to parse and to show. `damaged` are the lines in which something was replaced."""

    path: str
    text: str
    lines: tuple[str, ...]
    damaged: frozenset[int] = frozenset()

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty where there is none."""
        return line_of(self.lines, number)

    def char(self, place: Span) -> str:
        """The character at a place; empty behind the end of a line or of the text."""
        return self.line(place.line)[place.column - 1 : place.column]

    def span(self, index: int, width: int = 1) -> Span:
        """The place of the character with that index in the text."""
        before = split_lines(self.text[:index])
        return Span(len(before), len(before[-1]) + 1, width)

    def problem(
        self, code: str, span: Span, message: str, suggestion: str = "", help: str = "", field: str = ""
    ) -> Problem:
        """A problem at a place of this file, with the line it stands in."""
        return Problem(
            path=self.path,
            line=span.line,
            column=span.column,
            code=code,
            field=field,
            message=message,
            suggestion=suggestion,
            help=help,
            excerpt=self.line(span.line),
            width=span.width,
        )


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A run of one character that may not be there: as it is, or (`written`) as the escape that stands for it."""

    index: int
    character: str
    count: int = 1
    written: str = ""


def decode(path: str, data: bytes, limit: int) -> tuple[SourceText | None, list[Problem]]:
    """The text of a file and what is wrong with its bytes and characters; no text where reading on makes no sense."""
    if len(data) > limit:
        return None, [too_large(path, limit, f"split it, or {REMOVE}")]
    if encoding := _wide_encoding(data):
        return None, [_wide(path, data, encoding)]
    marked = data.startswith(_MARK)
    source: SourceText | None
    try:
        source, problems = _checked(path, data[len(_MARK) * marked :].decode("utf-8"))
    except UnicodeDecodeError as error:
        source, problems = _undecodable(path, data[len(_MARK) * marked :], error.start, len(_MARK) * marked)
    if marked and source is not None:
        problems.append(_byte_order_mark(source))
    return source, problems


def first_wrong(path: str, line: bytes, number: int, offset: int) -> Problem | None:
    """E102 or E103: the first thing wrong with one line of a large file.

    `number` counts lines from 1, and `offset` the bytes of the file before this one.
    """
    if encoding := "" if offset else _wide_encoding(line):
        return _wide(path, line, encoding)
    if not offset and line.startswith(_MARK):
        line, offset = line[len(_MARK) :], len(_MARK)
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        _, problems = _undecodable(path, line, error.start, offset)
        return replace(problems[0], line=number)
    source = _repaired(path, text)
    found = forbidden_problems(source, (Forbidden(index, run[0], len(run)) for index, run in forbidden_runs(text)))
    return next((replace(problem, line=number) for problem in found), None)


def too_large(path: str, limit: int, advice: str = REMOVE) -> Problem:
    """E101 for a file that nobody reads to its end; the limit is in bytes."""
    size = f"{limit // 1024**2} MiB" if limit >= 1024**2 else f"{limit // 1024} KiB"
    message = f"the file is larger than {size} ({limit:,} bytes)"
    return Problem(path=path, code="E101", message=message, suggestion=advice)


def forbidden_problems(source: SourceText, found: Iterable[Forbidden]) -> Iterator[Problem]:
    """E103: one problem per run, up to a number that shows what is the matter; then how many are left."""
    runs = list(found)
    for run in runs[:_MOST_SHOWN]:
        yield _forbidden(source, run)
    if rest := sum(run.count for run in runs[_MOST_SHOWN:]):
        span = source.span(runs[_MOST_SHOWN].index)
        message = f"{rest:,} more characters that are not allowed begin here"
        yield source.problem("E103", span, message, suggestion="is this a text file?")


def _wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32, told by its mark or by the zero bytes that it puts beside every ASCII character."""
    start = data[:64]
    if b"\0" not in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    if start.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")) or _zeros(start, 4) in ([1, 2, 3], [0, 1, 2]):
        return "UTF-32LE" if start[0] else "UTF-32BE"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16LE" if start[0] == 0xFF else "UTF-16BE"
    return {"[1]": "UTF-16LE", "[0]": "UTF-16BE"}.get(str(_zeros(start, 2)), "")


def _zeros(start: bytes, width: int) -> list[int]:
    """Which bytes of every `width` are always zero while others never are; none when there is too little to tell."""
    columns = [start[offset::width] for offset in range(width)]
    zeros = [offset for offset, column in enumerate(columns) if not any(column)]
    others = [column for offset, column in enumerate(columns) if offset not in zeros]
    return zeros if len(start) >= 8 and all(map(all, others)) else []


def _wide(path: str, data: bytes, encoding: str) -> Problem:
    text = without_forbidden(data.decode(encoding, "replace").removeprefix("\ufeff"))
    source = SourceText(path, text, split_lines(text))
    message = f"the file is not UTF-8: from its first byte (0x{data[0]:02X}) on it looks like {encoding[:6]}"
    return source.problem("E102", Span(1, 1), message, suggestion="save it as UTF-8 without byte order mark")


def _checked(path: str, text: str, *, lossy: bool = False) -> tuple[SourceText, list[Problem]]:
    """The text made safe, and what had to be replaced; `lossy` when some of it is replaced already."""
    runs = [Forbidden(index, run[0], len(run)) for index, run in forbidden_runs(text)]
    spaces = [] if text.isascii() else list(_ODD_INDENTATION.finditer(text))
    if not (runs or spaces or lossy):
        return SourceText(path, text, split_lines(text)), []
    source = _repaired(path, text)
    return source, [*_odd_indentation(source, spaces), *forbidden_problems(source, runs)]


def _repaired(path: str, text: str) -> SourceText:
    safe = _ODD_INDENTATION.sub(lambda match: match[1] + " " * len(match[2]), without_forbidden(text))
    lines, before = split_lines(safe), split_lines(text)
    damaged = (number for number, line in enumerate(lines, 1) if REPLACEMENT in line or line != before[number - 1])
    return SourceText(path, safe, lines, frozenset(damaged))


def _undecodable(path: str, data: bytes, start: int, marked: int) -> tuple[SourceText | None, list[Problem]]:
    """E102 for the first byte that is not UTF-8; its offset counts the byte order mark that stood before the data.

    With a zero byte anywhere the file is no text, and nothing else is said of it.
    """
    source, others = _checked(path, data.decode("utf-8", "replace"), lossy=True)
    before = split_lines(data[:start].decode("utf-8"))
    span = Span(len(before), len(before[-1]) + 1)
    byte = data[start : start + 1]
    message = f"the file is not UTF-8: byte 0x{byte.hex().upper()} at offset {start + marked}"
    if b"\0" in data:
        return None, [source.problem("E102", span, message, suggestion="is this a text file?")]
    goes_on = data[start + 1 : start + 2].decode("latin-1") in _GO_ON  # a letter of several bytes that is damaged
    likely = "" if goes_on else byte.decode("cp1252", "ignore")
    help = f"the same byte is '{likely}' in Windows-1252, which older editors write" if likely.isalpha() else ""
    return source, [source.problem("E102", span, message, suggestion="save it as UTF-8", help=help), *others]


def _byte_order_mark(source: SourceText) -> Problem:
    message = "the file begins with a byte order mark, U+FEFF"
    return source.problem("W103", Span(1, 1), message, suggestion="save it as UTF-8 without byte order mark")


def _odd_indentation(source: SourceText, found: list[re.Match[str]]) -> Iterator[Problem]:
    """One problem for all lines: who pasted one of them pasted the others."""
    for first in found[:1]:
        lines = "the line is" if len(found) == 1 else f"the line and {len(found) - 1:,} more are"
        message = f"{lines} indented with {character_name(first[2][0])}, where only plain spaces count"
        span = source.span(first.start(2), len(first[2]))
        yield source.problem("E103", span, message, suggestion="write plain spaces")


def _forbidden(source: SourceText, run: Forbidden) -> Problem:
    span = source.span(run.index, len(run.written) or run.count)
    name = character_name(run.character)
    if run.written:
        message = f"the escape {run.written} stands for the character {name}, which is not allowed"
    elif run.count > 1:
        message = f"{run.count:,} characters {name} are not allowed"
    else:
        message = f"the character {name} is not allowed"
    return source.problem("E103", span, message, suggestion=_instead(run), help=_why(run.character))


def _instead(run: Forbidden) -> str:
    if run.character in "\r\x85\u2028\u2029":
        return r"write \n" if run.written else "write a plain line break"
    return "remove it" if run.count == 1 else "remove them"


def _why(character: str) -> str:
    turns = character in "\u061c\u200e\u200f" or "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return "it changes the order in which the text around it is shown" if turns else ""
