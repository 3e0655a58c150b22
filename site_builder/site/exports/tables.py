"""The catalog as tables of plain values: what stands in the files that spreadsheets and warehouses read."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime

from ...catalog import NOTHING, Entity, Kind, LeftOut, UnitPrimitive
from ..facts import plain_text
from ..material import Material
from ..matrix_cells import COLUMNS, matrix_cells
from ..states import State

MATRIX_FACTS = ("unit_primitive", "feature_category", "deprecated")


def columns(kind: Kind, left_out: LeftOut = NOTHING) -> list[str]:
    """Every field and relation of a kind but those that are left out."""
    names = (field.name for field in fields(kind.entity) if field.name != "source")
    return [name for name in names if left_out.shows(kind.singular, name)]


def cell(entity: Entity, column: str) -> str:
    """A field as one cell holds it: lists with `; ` between their items."""
    value = getattr(entity, column)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else plain_text(value)


def moment(entity: Entity, column: str) -> datetime | None:
    """The moment that a field holds, where it is one."""
    value = getattr(entity, column)
    return value if isinstance(value, datetime) else None


def matrix_columns(material: Material) -> list[str]:
    """The license types, add-ons and realms of the matrix: `add_on:duo_pro`."""
    return [
        f"{relation.target}:{name}"
        for relation in COLUMNS
        for name in material.titles.ordered(material.catalog.of_kind(relation.target).names)
    ]


def matrix_facts(primitive: UnitPrimitive) -> list[str]:
    """Of which unit primitive a row of the matrix is, and what is to be known beside whatever its cells say."""
    return [primitive.name, primitive.feature_category, "yes" if primitive.deprecated else "no"]


def matrix_rows(material: Material) -> Iterator[tuple[UnitPrimitive, Sequence[State]]]:
    """Every unit primitive with a state for each of the columns."""
    for primitive in material.catalog.unit_primitives:
        yield primitive, [found.state for found in matrix_cells(primitive, material)]
