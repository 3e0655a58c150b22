"""A unit primitive in, its cells in the matrix out: one for every license type, add-on and whatever else decides."""

from collections.abc import Iterator, Mapping

from ..catalog import KIND, RELATIONS, Relation, UnitPrimitive, is_free, related_names
from .material import Material
from .states import FREE, INCLUDED, NEEDS, UNAVAILABLE, UNSTATED, Cell
from .wording import day_and_time, listed, some_of

# The relations whose targets are the columns: licenses, the narrowest choice, first.
COLUMNS = tuple(
    sorted((relation for relation in RELATIONS if relation.decides), key=lambda row: row.target != "license_type")
)
DECIDING = listed([KIND[relation.target].noun for relation in COLUMNS], "and")  # as words within a sentence


def all_matrix_cells(material: Material) -> Mapping[str, tuple[Cell, ...]]:
    """The cells of every unit primitive, by its name; those that state the same share theirs."""
    found: dict[tuple[object, ...], tuple[Cell, ...]] = {}
    cells = {}
    for primitive in material.catalog.unit_primitives:
        key = (primitive.cut_off_date, *(related_names(primitive, relation.field) for relation in COLUMNS))
        if key not in found:
            found[key] = matrix_cells(primitive, material)
        cells[primitive.name] = found[key]
    return cells


def matrix_cells(primitive: UnitPrimitive, material: Material) -> tuple[Cell, ...]:
    """The cells of one row, in the order of the columns."""
    return tuple(cell for relation in COLUMNS for cell in _cells(primitive, relation, material))


def _cells(primitive: UnitPrimitive, relation: Relation, material: Material) -> Iterator[Cell]:
    """A cell for each column of a kind: those that are listed, and the others."""
    stated = related_names(primitive, relation.field)
    other = _unlisted(primitive, relation, material)
    listed_one = other if other.state is FREE else Cell(state=INCLUDED, reason="listed")
    for name in material.titles.ordered(material.catalog.of_kind(relation.target).names):
        yield listed_one if name in stated else other


def _unlisted(primitive: UnitPrimitive, relation: Relation, material: Material) -> Cell:
    """The cell of every column that the primitive does not list."""
    kind, stated = KIND[relation.target], related_names(primitive, relation.field)
    free = kind.singular == "add_on" and is_free(primitive, material.as_of)
    if free:
        until = f"until {day_and_time(primitive.cut_off_date)}" if primitive.cut_off_date else "no end date stated"
        return Cell(state=FREE, reason=f"free with or without it, {until}")
    if not stated and kind.singular == "add_on":  # the cut-off has passed
        return Cell(state=UNAVAILABLE, reason="no add-on sells it")
    if not stated:
        return Cell(state=UNSTATED, reason=f"no {kind.noun} is stated")
    others = material.titles.all(kind.singular, stated)
    if kind.is_bundle:  # can be bought
        return Cell(state=NEEDS, reason=f"needs {some_of(others, 'or')}")
    return Cell(state=UNAVAILABLE, reason=f"only on {some_of(others)}")
