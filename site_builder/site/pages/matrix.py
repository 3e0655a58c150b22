"""The matrix: every unit primitive against everything that decides: license types, add-ons and realms."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...catalog import KIND, RELATIONS, Ref, Relation, UnitPrimitive, is_free, related_names
from .. import urls
from ..facet_values import Facet
from ..links import Link, link_to
from ..material import Material, in_order
from ..page import Page
from ..rows import facets, facets_of
from ..states import FREE, INCLUDED, NEEDS, STATES, UNAVAILABLE, UNSTATED, Cell, State
from ..wording import day, listed

# The relations whose targets are the columns: licenses, the narrowest choice, first.
COLUMNS = tuple(
    sorted((relation for relation in RELATIONS if relation.decides), key=lambda row: row.target != "license_type")
)
DECIDING = listed([KIND[relation.target].noun for relation in COLUMNS], "and")  # as words within a sentence
_FACETS = frozenset({*(relation.field for relation in COLUMNS), "access", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one kind, under a heading that leads to its list."""

    link: Link
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A unit primitive with a cell for each column."""

    link: Link
    deprecated: bool
    cells: tuple[Cell, ...]
    facets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGroup:
    """The rows of one feature category."""

    link: Link
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage(Page):
    """`matrix.html`"""

    template = "matrix.html"
    scripts = ("matrix.js",)
    styles = ("matrix.css",)

    deciding: str
    columns: tuple[Columns, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[State, ...]  # those in use
    facets: tuple[Facet, ...]
    total: int
    width: int  # columns in all, the first included
    csv: Link
    spreadsheet: Link


def matrix_page(material: Material) -> MatrixPage:
    """The matrix as of the material's moment."""
    catalog = material.catalog
    primitives = tuple(catalog.unit_primitives)
    columns = tuple(_columns(relation.target, material) for relation in COLUMNS if catalog.of_kind(relation.target))
    groups = tuple(_group(category.name, material) for category in catalog.feature_categories)
    used = {cell.state for group in groups for row in group.rows for cell in row.cells}
    return MatrixPage(
        address=urls.MATRIX,
        title="Matrix",
        description=f"Every unit primitive against every {DECIDING}.",
        section=urls.MATRIX,
        deciding=DECIDING,
        columns=columns,
        groups=groups,
        legend=tuple(state for state in STATES if state in used),
        facets=tuple(facet for facet in facets(primitives, material) if facet.name in _FACETS),
        total=len(primitives),
        width=1 + sum(len(part.links) for part in columns),
        csv=Link(text="CSV", address=urls.MATRIX_CSV),
        spreadsheet=Link(text="Spreadsheet", address=urls.SPREADSHEET),
    )


def matrix_cells(primitive: UnitPrimitive, material: Material) -> tuple[Cell, ...]:
    """The cells of one row, in the order of the columns."""
    return tuple(cell for relation in COLUMNS for cell in _cells(primitive, relation, material))


def _columns(kind: str, material: Material) -> Columns:
    return Columns(
        link=Link(text=KIND[kind].title_plural, address=urls.kind_list(kind)),
        links=tuple(
            link_to(entity.ref, material.titles) for entity in in_order(material.catalog.of_kind(kind), material)
        ),
    )


def _group(category: str, material: Material) -> MatrixGroup:
    members = material.catalog.feature_categories[category].unit_primitives
    return MatrixGroup(
        link=link_to(Ref(kind="feature_category", name=category), material.titles),
        rows=tuple(_row(primitive, material) for primitive in material.catalog.unit_primitives.pick(members)),
    )


def _row(primitive: UnitPrimitive, material: Material) -> MatrixRow:
    return MatrixRow(
        link=link_to(primitive.ref, material.titles),
        deprecated=primitive.deprecated,
        cells=matrix_cells(primitive, material),
        facets=tuple((name, values) for name, values in facets_of(primitive, material) if name in _FACETS),
    )


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
        until = f"until {day(primitive.cut_off_date)}" if primitive.cut_off_date else "no end date stated"
        return Cell(state=FREE, reason=f"free with or without it, {until}")
    if not stated and kind.singular == "add_on":  # the cut-off has passed
        return Cell(state=UNAVAILABLE, reason="no add-on sells it")
    if not stated:
        return Cell(state=UNSTATED, reason=f"no {kind.noun} is stated")
    others = material.titles.all(kind.singular, stated)
    if kind.is_bundle:  # can be bought
        return Cell(state=NEEDS, reason=f"needs {listed(others, 'or')}")
    return Cell(state=UNAVAILABLE, reason=f"only on {listed(others, 'and')}")
