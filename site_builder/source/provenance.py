"""`PROVENANCE.csv` beside the configuration in, the origin of each value out."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from ..catalog import Origin, Provenance
from ..characters import REPLACEMENT, forbidden_runs
from ..problems import Problem, errors_in
from .files import PROVENANCE_FILE, plain_file
from .reader_text import decode, too_large

LARGEST = 16 * 1024 * 1024
_SHOWN = 200  # characters of a line from the first that may not be there
# A cell, at the start of a row or behind a comma.
_CELL = re.compile(r'(?:(?<=^)|(?<=,))(?:"(?:[^"]|"")*"|[^",\r\n][^,\r\n]*|(?=,|\r|\n|$))')
_COLUMNS = ("file", "field", "value", "source", "confidence")


def provenance_bytes(config: Path) -> bytes:
    """The file as it stands; empty when there is none that is a plain, readable file of sensible size."""
    data = _read(config, PROVENANCE_FILE)
    return data if isinstance(data, bytes) else b""


def provenance_problems(config: Path, label: str) -> Iterator[Problem]:
    """Why the file that stands there is not read: E101, E113 or E114, and W115 where it is no such table.

    Or why some of it is not: the first line with E102 or E103.
    """
    shown = f"{label}/{PROVENANCE_FILE}"
    data = _read(config, shown)
    if isinstance(data, Problem):
        yield data
    elif wrong := _wrong_characters(data, shown):
        yield wrong
    elif data.strip() and not _is_table(csv.DictReader(_lines(data))):
        message = f"no origin is read from this file: its first line does not name the columns {', '.join(_COLUMNS)}"
        help = "begin the file with these five, in any order and with commas between them"
        yield Problem(path=shown, code="W115", message=message, help=help)


def _wrong_characters(data: bytes, shown: str) -> Problem | None:
    """What is wrong with the first line that has bytes or characters which may not be there."""
    text = data.decode("utf-8", "surrogateescape")  # where bytes that are not UTF-8 are such characters
    first = next((at for at, _ in forbidden_runs(text) if at or text[0] != "\ufeff"), None)
    if first is None:
        return None
    read = text[:first] + text[first : first + _SHOWN].partition("\n")[0]
    _, problems = decode(shown, read.encode("utf-8", "surrogateescape"), LARGEST)
    return next(iter(errors_in(problems)), None)


def _read(config: Path, shown: str) -> bytes | Problem:
    path = config / PROVENANCE_FILE
    if not os.path.lexists(path):
        return b""
    data = plain_file(path, shown, LARGEST)
    return data if isinstance(data, Problem) or len(data) <= LARGEST else too_large(shown, LARGEST)


def origins(data: bytes) -> Provenance:
    """The origin of every value in the table; empty when it has other columns.

    Rows that lack some, or have characters that may not be there, are left out.
    """
    return {
        (file.removeprefix("config/"), field, value): Origin(source=source, confidence=confidence)
        for file, field, value, source, confidence in _rows(data)
    }


def with_values(
    data: bytes, paths: Mapping[str, str | None], values: Mapping[tuple[str, str, str], str | None]
) -> bytes:
    """The table with files and values called otherwise; None for those that are gone. Every other character stays.

    `paths` are below the config directory; `values` are known by such a path, as it was, the field, and the value. What
    is no table with these columns stays as it is, and so does a row that is none.
    """
    text = data.decode("utf-8", "surrogateescape")
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows = csv.reader(iter(lines))
    kept, done = ["\ufeff"] if text.startswith("\ufeff") else [], 0
    columns: list[str] = []
    try:
        for row in rows:
            raw, done = "".join(lines[done : rows.line_num]), rows.line_num
            columns = columns or row
            if not set(columns).issuperset(_COLUMNS):
                return data
            cells = dict(zip(columns, row, strict=False)) | dict.fromkeys(columns[len(row) :], "")
            kept.append(_changed(cells, columns, raw, paths, values))
    except csv.Error:  # as far as origins are read
        kept += lines[done:]
    return "".join(kept).encode("utf-8", "surrogateescape")


def _changed(
    row: Mapping[str, str],
    columns: Sequence[str],
    raw: str,
    paths: Mapping[str, str | None],
    values: Mapping[tuple[str, str, str], str | None],
) -> str:
    """The text of a row with its file or value called otherwise; empty for one that is gone."""
    file, field, value = (row.get(name, "") for name in ("file", "field", "value"))
    path = file.removeprefix("config/")
    new_path, new_value = paths.get(path, path), values.get((path, field, value), value)
    if (new_path, new_value) == (path, value) or not _is_well_formed(raw):
        return raw
    if new_path is None or new_value is None:
        return ""
    for name, old, new in (("file", file, file.removesuffix(path) + new_path), ("value", value, new_value)):
        if new != old:
            raw = _with_cell(raw, len(columns) - 1 - columns[::-1].index(name), new)  # the last one counts
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


def _rows(data: bytes) -> Iterator[list[str]]:
    """The five columns of each row, as far as the file is a table."""
    rows = csv.DictReader(_lines(data), restval="")
    try:
        if _is_table(rows):
            cells = ([row[column] for column in _COLUMNS] for row in rows if row["source"])
            yield from (row for row in cells if not _has_wrong_characters("".join(row)))
    except csv.Error:  # a cell of more than 128 KiB, for instance
        return


def _has_wrong_characters(text: str) -> bool:
    return REPLACEMENT in text or any(forbidden_runs(text))


def _lines(data: bytes) -> io.StringIO:
    return io.StringIO(data.decode("utf-8-sig", "replace"), newline="")


def _is_table(rows: "csv.DictReader[str]") -> bool:
    try:
        return set(rows.fieldnames or ()).issuperset(_COLUMNS)
    except csv.Error:
        return False
