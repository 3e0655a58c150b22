"""The catalog as CSV, for spreadsheets and warehouses: a table per kind, the matrix, and the origin of each value.

UTF-8, a header line, fields quoted where needed (RFC 4180). A cell that a spreadsheet would run as a formula begins
with an apostrophe. Lists stand in one cell, their items between `; `.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from ...catalog import NOTHING, Entities, Entity, Kind, LeftOut, Provenance
from ..material import Material
from .tables import MATRIX_FACTS, cell, columns, matrix_columns, matrix_facts, matrix_rows

# The last four are the full-width forms of the first, which some editions read in the same way.
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def entity_table(kind: Kind, entities: Entities[Entity], left_out: LeftOut = NOTHING) -> bytes:
    """Entities of a kind, a column for every field and relation but those that are left out."""
    header = columns(kind, left_out)
    return table(header, ([cell(entity, column) for column in header] for entity in entities))


def matrix_table(material: Material) -> bytes:
    """Every unit primitive against license types, add-ons and realms, each cell the word of its state."""
    rows = (
        [*matrix_facts(primitive), *(state.word for state in states)] for primitive, states in matrix_rows(material)
    )
    return table([*MATRIX_FACTS, *matrix_columns(material)], rows)


def provenance_table(material: Material) -> bytes:
    """The table of origins that stands beside the configuration, as far as it is one, in the form of the others."""
    rows = _rows(material.provenance_csv.decode("utf-8-sig", "replace"))
    return table([harmless(text) for text in next(rows, [])], rows)


def origins_table(provenance: Provenance) -> bytes:
    """The same columns for these origins."""
    rows = (
        (f"config/{file}", field, value, it.source, it.confidence) for (file, field, value), it in provenance.items()
    )
    return table(("file", "field", "value", "source", "confidence"), rows)


def _rows(text: str) -> Iterator[list[str]]:
    """One after the other, none that is blank: a file may be little else."""
    with suppress(csv.Error):  # a cell of more than 131,072 characters, for instance
        yield from filter(None, csv.reader(io.StringIO(text, newline="")))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, quoted: bool = False) -> bytes:
    """A header and rows in the form of all CSV files of this site. `quoted`: every cell, not only where it must be."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows([harmless(text) for text in row] for row in rows)
    return text.getvalue().encode("utf-8")


def harmless(text: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(RUNS_AS_FORMULA) else text
