"""`PROVENANCE.csv` beside the configuration in, the origin of each value out."""

import csv
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..catalog import Origin, Provenance
from .files import plain_file

PROVENANCE_FILE = "PROVENANCE.csv"
_LARGEST = 16 * 1024 * 1024
_COLUMNS = ("file", "field", "value", "source", "confidence")


def provenance_bytes(config: Path) -> bytes:
    """The file as it stands; empty when there is none that is a plain, readable file of sensible size."""
    path = config / PROVENANCE_FILE
    if not os.path.lexists(path):
        return b""
    data = plain_file(path, PROVENANCE_FILE, _LARGEST)
    return data if isinstance(data, bytes) and len(data) <= _LARGEST else b""


def origins(data: bytes) -> Provenance:
    """The origin of every value that the table lists; empty when it has other columns. Rows that lack some are left out."""
    return {
        (file.removeprefix("config/"), field, value): Origin(source=source, confidence=confidence)
        for file, field, value, source, confidence in _rows(data.decode("utf-8-sig", "replace"))
    }


def with_values(
    data: bytes, paths: Mapping[str, str | None], values: Mapping[tuple[str, str, str], str | None]
) -> bytes:
    """The table with files and values called otherwise; None for those that are gone. Every other row stays as it is.

    `paths` are below the config directory; `values` are known by such a path, as it was, the field, and the value.
    """
    lines = list(io.StringIO(data.decode("utf-8", "surrogateescape"), newline=""))
    rows = csv.reader(iter(lines))
    kept, done = [], 0
    try:
        for row in rows:
            raw, done = "".join(lines[done : rows.line_num]), rows.line_num
            kept.append(_changed(row, raw, paths, values) if len(row) == len(_COLUMNS) else raw)
    except csv.Error:
        return data
    return "".join(kept).encode("utf-8", "surrogateescape")


def _changed(
    row: list[str], raw: str, paths: Mapping[str, str | None], values: Mapping[tuple[str, str, str], str | None]
) -> str:
    file, field, value, *rest = row
    path = file.removeprefix("config/")
    new_path, new_value = paths.get(path, path), values.get((path, field, value), value)
    if new_path is None or new_value is None:
        return ""
    if (new_path, new_value) == (path, value):
        return raw
    text = io.StringIO(newline="")
    line_break = raw[len(raw.rstrip("\r\n")) :]
    csv.writer(text, lineterminator=line_break).writerow([file.removesuffix(path) + new_path, field, new_value, *rest])
    return text.getvalue()


def _rows(text: str) -> Iterator[list[str]]:
    """The five columns of each row, as far as the text is a table."""
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="")
    try:
        if set(rows.fieldnames or ()).issuperset(_COLUMNS):
            yield from ([row[column] for column in _COLUMNS] for row in rows if row["source"])
    except csv.Error:  # a cell of more than 128 KiB, for instance
        return
