"""`PROVENANCE.csv` beside the configuration in, the origin of each value out."""

import csv
import io
from pathlib import Path

from ..catalog import Origin, Provenance

NAME = "PROVENANCE.csv"
_LARGEST = 16 * 1024 * 1024
_COLUMNS = frozenset({"file", "field", "value", "source", "confidence"})


def provenance_bytes(config: Path) -> bytes:
    """The file as it stands; empty when there is none that is a plain file of sensible size."""
    path = config / NAME
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return b""
    return path.read_bytes()


def origins(data: bytes) -> Provenance:
    """The origin of every value that the table lists; empty when it has other columns."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    if not set(rows.fieldnames or ()) >= _COLUMNS:
        return {}
    return {
        (_below_config(row["file"]), row["field"], row["value"]): Origin(
            source=row["source"], confidence=row["confidence"]
        )
        for row in rows
    }


def _below_config(path: str) -> str:
    return path.removeprefix("config/")
