"""`PROVENANCE.csv` beside the configuration in, the origin of each value out."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

from ..catalog import Origin, Provenance
from .files import plain_file

NAME = "PROVENANCE.csv"
_LARGEST = 16 * 1024 * 1024
_COLUMNS = ("file", "field", "value", "source", "confidence")


def provenance_bytes(config: Path) -> bytes:
    """The file as it stands; empty when there is none that is a plain, readable file of sensible size."""
    path = config / NAME
    if not os.path.lexists(path):
        return b""
    data = plain_file(path, NAME, _LARGEST)
    return data if isinstance(data, bytes) and len(data) <= _LARGEST else b""


def origins(data: bytes) -> Provenance:
    """The origin of every value that the table lists; empty when it has other columns. Rows that lack some are left out."""
    return {
        (file.removeprefix("config/"), field, value): Origin(source=source, confidence=confidence)
        for file, field, value, source, confidence in _rows(data.decode("utf-8-sig", "replace"))
    }


def _rows(text: str) -> Iterator[list[str]]:
    """The five columns of each row, as far as the text is a table."""
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="")
    try:
        if set(rows.fieldnames or ()).issuperset(_COLUMNS):
            yield from ([row[column] for column in _COLUMNS] for row in rows if row["source"])
    except csv.Error:  # a cell of more than 128 KiB, for instance
        return
