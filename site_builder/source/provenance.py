"""`PROVENANCE.csv` beside the configuration in, the origin of each value out."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..catalog import Origin, Provenance, as_written
from ..characters import forbidden_runs
from ..counting import number
from ..problems import Problem
from .files import PROVENANCE_FILE, plain_file
from .reader_text import first_wrong, too_large

LARGEST = 16 * 1024 * 1024
_ENDS = re.compile(r"[\r\n]")
_SHOWN = 200  # characters of a line from the first that may not be there
# A cell, at the start of a row or behind a comma.
_CELL = re.compile(r'(?:(?<=^)|(?<=,))(?:"(?:[^"]|"")*"|[^",\r\n][^,\r\n]*|(?=,|\r|\n|$))')
_COLUMNS = ("file", "field", "value", "source", "confidence")
_EACH_ROW = "write each row in a line of its own, with as many cells as the first line has, also where they are empty"


def provenance_bytes(config: Path) -> bytes:
    """The file as it stands; empty when there is none that is a plain, readable file of sensible size."""
    data = _read(config, PROVENANCE_FILE)
    return data if isinstance(data, bytes) else b""


def provenance_problems(config: Path, label: str) -> Iterator[Problem]:
    """Why the file that stands there is not read: E101, E113 or E114, and W115 where it is no such table.

    Or why some of it is not: the first line with E102 or E103, and the first row with W115.
    """
    shown = f"{label}/{PROVENANCE_FILE}"
    data = _read(config, shown)
    if isinstance(data, Problem):
        yield data
    elif wrong := _wrong_characters(data, shown):
        yield wrong
    elif not _text(data).strip("\ufeff \r\n"):
        return
    elif not _places(data):
        message = f"no origin is read from this file: its first line does not name the columns {', '.join(_COLUMNS)}"
        help = "begin the file with these five, in any order and with commas between them"
        yield Problem(path=shown, code="W115", message=message, help=help)
    else:
        yield from islice(_unread_rows(data, shown), 1)


def _unread_rows(data: bytes, shown: str) -> Iterator[Problem]:
    for line, _, row in _rows(data):
        if isinstance(row, _Unread):
            message = f"this row is not read: {row.reason}"
            yield Problem(path=shown, line=line, code="W115", message=message, help=row.help)


def _wrong_characters(data: bytes, shown: str) -> Problem | None:
    """What is wrong with the first line that has bytes or characters which may not be there."""
    text = _text(data)
    marked = text.startswith("\ufeff")
    first = next((at + marked for at, _ in forbidden_runs(text[marked:])), None)
    if first is None:
        return None
    number = text.count("\n", 0, first) + text.count("\r", 0, first) - text.count("\r\n", 0, first) + 1
    start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    line, before = _ENDS.split(text[start : first + _SHOWN], maxsplit=1)[0], _bytes(text[:start])
    return first_wrong(shown, _bytes(line), number, len(before))


def _read(config: Path, shown: str) -> bytes | Problem:
    path = config / PROVENANCE_FILE
    if not os.path.lexists(path):
        return b""
    data = plain_file(path, shown, LARGEST)
    return data if isinstance(data, Problem) or len(data) <= LARGEST else too_large(shown, LARGEST)


def origins(data: bytes) -> Provenance:
    """The origin of every value in the table; empty when it has other columns.

    Rows are left out that have no source, more or fewer cells than columns, characters that may not be there, or line
    breaks in what is no value: an open quote, or a line break that is gone, takes rows along that others may not see.
    """
    read = (row for _, _, row in _rows(data) if not isinstance(row, _Unread) and row["source"])
    return {
        (row["file"].removeprefix("config/"), row["field"], as_written(row["value"])): Origin(
            source=row["source"], confidence=row["confidence"]
        )
        for row in read
        if not any(forbidden_runs("".join(row.values())))
    }


def with_values(
    data: bytes, paths: Mapping[str, str | None], values: Mapping[tuple[str, str, str], str | None]
) -> bytes:
    """The table with files and values called otherwise; None for those that are gone. Every other character stays.

    `paths` are below the config directory; `values` are known by such a path, as it was, the field, and the value,
    however the table spells it. What is no table with these columns stays as it is, and so does a row that is none.
    """
    text, places = _text(data), _places(data)
    values = {(path, field, as_written(value)): new for (path, field, value), new in values.items()}
    kept, stood = [], 0
    for _, raw, row in _rows(data):
        kept.append(raw if isinstance(row, _Unread) else _changed(row, places, raw, paths, values))
        stood += len(raw)
    return _bytes(text[: len(text) - stood] + "".join(kept))


def _changed(
    row: Mapping[str, str],
    places: Mapping[str, int],
    raw: str,
    paths: Mapping[str, str | None],
    values: Mapping[tuple[str, str, str], str | None],
) -> str:
    """The text of a row with its file or value called otherwise; empty for one that is gone."""
    file, field, value = (row[name] for name in ("file", "field", "value"))
    path = file.removeprefix("config/")
    new_path, new_value = paths.get(path, path), values.get((path, field, as_written(value)), value)
    if (new_path, new_value) == (path, value):
        return raw
    if new_path is None or new_value is None:
        return ""
    for name, old, new in (("file", file, file.removesuffix(path) + new_path), ("value", value, new_value)):
        if new != old:
            raw = _with_cell(raw, places[name], new)
    return raw


def _with_cell(raw: str, place: int, value: str) -> str:
    """The text of a row with another value in one cell, in quotes where that had them or the value needs them."""
    cell = next(islice(_CELL.finditer(raw), place, None))
    quoted = cell[0].startswith('"') or any(mark in value for mark in ',"\r\n')
    written = '"' + value.replace('"', '""') + '"' if quoted else value
    return raw[: cell.start()] + written + raw[cell.end() :]


@dataclass(frozen=True, slots=True)
class _Unread:
    """A row that is not read: why, and what helps."""

    reason: str
    help: str


_QUOTE = _Unread("a quote in it is open, or ends within a cell", "close the quote that is open, at the end of its cell")
_BREAK = _Unread(
    "it goes on in the next line, which only a value may", "close the quote that is open, or write it in one line"
)
_LARGE = _Unread(
    "a cell in it has more than 131,072 characters, and nothing after it is read",
    "close the quote that is open, or say less",
)


def _rows(data: bytes) -> Iterator[tuple[int, str, Mapping[str, str] | _Unread]]:
    """Of each row of a table the line in which it begins, its text, and its columns or why it is not read."""
    if not (places := _places(data)):
        return
    lines = list(_lines(data))
    rows = csv.reader(iter(lines), strict=True)
    columns = next(rows)
    while (done := rows.line_num) < len(lines):
        cells: Mapping[str, str] | _Unread
        try:
            cells = _cells(next(rows), places, len(columns))
        except csv.Error as error:
            cells = _LARGE if "larger than field limit" in str(error) else _QUOTE
        end = len(lines) if cells is _LARGE else rows.line_num
        yield done + 1, "".join(lines[done:end]), cells
        if cells is _LARGE:
            return


def _places(data: bytes) -> Mapping[str, int]:
    """Where the columns stand that each table has; none where it is no table. Of two with one name the last counts."""
    try:
        places = {name: place for place, name in enumerate(next(csv.reader(_lines(data), strict=True), ()))}
    except csv.Error:
        return {}
    return {name: places[name] for name in _COLUMNS} if places.keys() >= set(_COLUMNS) else {}


def _cells(row: Sequence[str], places: Mapping[str, int], many: int) -> Mapping[str, str] | _Unread:
    """Those of the columns that each table has; of an empty line nothing is in them."""
    if any(_ENDS.search(cell) for place, cell in enumerate(row) if place != places["value"]):
        return _BREAK
    if row and len(row) != many:
        return _Unread(f"it has {number(len(row), 'cell')} and not {many:,}, as the first line", _EACH_ROW)
    return {name: row[place] if row else "" for name, place in places.items()}


def _lines(data: bytes) -> io.StringIO:
    return io.StringIO(_text(data).removeprefix("\ufeff"), newline="")


def _text(data: bytes) -> str:
    """Where bytes that are not UTF-8 are characters that may not be there."""
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
