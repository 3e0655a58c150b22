"""`PROVENANCE.csv` beside the configuration in, the origin of each value out."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..catalog import Origin, Provenance
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
    elif not _is_table(data):
        message = f"no origin is read from this file: its first line does not name the columns {', '.join(_COLUMNS)}"
        help = "begin the file with these five, in any order and with commas between them"
        yield Problem(path=shown, code="W115", message=message, help=help)
    else:
        yield from islice(_unread_rows(data, shown), 1)


def _unread_rows(data: bytes, shown: str) -> Iterator[Problem]:
    for line, row in _rows(data):
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
    read = (row for _, row in _rows(data) if not isinstance(row, _Unread) and row["source"])
    return {
        (row["file"].removeprefix("config/"), row["field"], row["value"]): Origin(
            source=row["source"], confidence=row["confidence"]
        )
        for row in read
        if not any(forbidden_runs("".join(row.values())))
    }


def with_values(
    data: bytes, paths: Mapping[str, str | None], values: Mapping[tuple[str, str, str], str | None]
) -> bytes:
    """The table with files and values called otherwise; None for those that are gone. Every other character stays.

    `paths` are below the config directory; `values` are known by such a path, as it was, the field, and the value. What
    is no table with these columns stays as it is, and so does a row that is none.
    """
    text = _text(data)
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows = csv.reader(iter(lines))
    kept, done = ["\ufeff"] if text.startswith("\ufeff") else [], 0
    columns: list[str] = []
    places: dict[str, int] = {}
    try:
        for row in rows:
            raw, done = "".join(lines[done : rows.line_num]), rows.line_num
            if not columns:
                columns, places = row, _places(row)
            if not places.keys() >= set(_COLUMNS):
                return data
            cells = _cells(row, places, len(columns))
            kept.append(raw if isinstance(cells, _Unread) else _changed(cells, places, raw, paths, values))
    except csv.Error:  # as far as origins are read
        kept += lines[done:]
    return _bytes("".join(kept))


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
    new_path, new_value = paths.get(path, path), values.get((path, field, value), value)
    if (new_path, new_value) == (path, value) or not _is_well_formed(raw):
        return raw
    if new_path is None or new_value is None:
        return ""
    for name, old, new in (("file", file, file.removesuffix(path) + new_path), ("value", value, new_value)):
        if new != old:
            raw = _with_cell(raw, places[name], new)
    return raw


def _is_well_formed(raw: str) -> bool:
    """Whether a row ends where it seems to, so that no quote that is left open takes others along."""
    try:
        return len(list(csv.reader(io.StringIO(raw, newline=""), strict=True))) == 1
    except csv.Error:
        return False


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


def _rows(data: bytes) -> Iterator[tuple[int, Mapping[str, str] | _Unread]]:
    """The columns of each row of a table, with the line in which it begins; or why it is not read.

    A cell of more than 128 KiB, as no table would have, ends the reading.
    """
    if not _is_table(data):
        return
    rows = csv.reader(_lines(data), strict=True)
    columns = next(rows)
    places = _places(columns)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _QUOTE
            if "larger than field limit" in str(error):
                return
        else:
            if row:
                yield line, _cells(row, places, len(columns))


def _places(columns: Sequence[str]) -> dict[str, int]:
    """Of columns with one name the last counts."""
    return {name: place for place, name in enumerate(columns)}


def _cells(row: Sequence[str], places: Mapping[str, int], many: int) -> Mapping[str, str] | _Unread:
    if any(_ENDS.search(cell) for place, cell in enumerate(row) if place != places["value"]):
        return _QUOTE
    if len(row) != many:
        return _Unread(f"it has {number(len(row), 'cell')} and not {many:,}, as the first line", _EACH_ROW)
    return {name: row[places[name]] for name in _COLUMNS}


def _is_table(data: bytes) -> bool:
    try:
        return set(next(csv.reader(_lines(data), strict=True), ())).issuperset(_COLUMNS)
    except csv.Error:
        return False


def _lines(data: bytes) -> io.StringIO:
    """With an end of the last line, which an open quote takes along as well."""
    return io.StringIO(f"{_text(data)}\n".removeprefix("\ufeff"), newline="")


def _text(data: bytes) -> str:
    """Where bytes that are not UTF-8 are characters that may not be there."""
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
