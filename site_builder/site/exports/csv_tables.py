"""The catalog as CSV, for spreadsheets and warehouses: a table per kind, the matrix, and the origin of each value.

UTF-8, a header line, fields quoted where needed (RFC 4180). A cell that a spreadsheet would run as a formula begins with
an apostrophe. Lists stand in one cell, their items between `; `.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields

from ...catalog import Entity, Kind
from ..facts import plain_text
from ..material import Material
from ..pages.matrix import COLUMNS, matrix_cells

# The last four are the full-width forms of the first, which some editions read in the same way.
_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def entity_table(kind: Kind, material: Material) -> bytes:
    """All entities of a kind, a column for every field and relation."""
    columns = [field.name for field in fields(kind.entity) if field.name != "source"]
    entities = material.catalog.of_kind(kind.singular)
    return table(columns, ([_cell(entity, column) for column in columns] for entity in entities))


def matrix_table(material: Material) -> bytes:
    """Every unit primitive against license types, add-ons and realms, each cell the word of its state."""
    catalog = material.catalog
    columns = [
        f"{relation.target}:{name}"
        for relation in COLUMNS
        for name in material.titles.ordered(catalog.of_kind(relation.target).names)
    ]
    rows = (
        [primitive.name, primitive.feature_category, *(cell.state.word for cell in matrix_cells(primitive, material))]
        for primitive in catalog.unit_primitives
    )
    return table(["unit_primitive", "feature_category", *columns], rows)


def provenance_table(material: Material) -> bytes:
    """The table of origins that stands beside the configuration, as far as it is one, in the form of the others."""
    header, *rows = _rows(material.provenance_csv.decode("utf-8-sig", "replace")) or [[]]
    return table([harmless(cell) for cell in header], rows)


def _rows(text: str) -> list[list[str]]:
    found: list[list[str]] = []
    with suppress(csv.Error):  # a cell of more than 128 KiB, for instance
        found.extend(csv.reader(io.StringIO(text, newline="")))
    return found


def _cell(entity: Entity, column: str) -> str:
    value = getattr(entity, column)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else plain_text(value)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A header and rows in the form of all CSV files of this site."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")


def harmless(cell: str) -> str:
    """The cell's text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(_RUNS_AS_FORMULA) else cell
