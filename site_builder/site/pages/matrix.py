"""The matrix: every unit primitive against everything that decides: license types, add-ons and realms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from ...catalog import KIND, UnitPrimitive
from .. import urls
from ..bounds import MOST_CELLS, MOST_DRAWN_CELLS, name_weight, rows_within, text_weight
from ..facet_values import Facet
from ..links import Link, link_to
from ..material import Material, in_order
from ..matrix_cells import COLUMNS, DECIDING, all_matrix_cells
from ..page import Page
from ..rows import facets, facets_of
from ..states import STATES, Cell, State

MOST_GROUPS = 300  # with a heading each
_ROW, _CELL = 400, 350  # bytes of a row without its cells, and of a cell without its reason
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
    """The rows of one feature category, or of all where they are too many to fold."""

    link: Link
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage(Page):
    """`matrix.html`"""

    template = "matrix.html"
    scripts = ("matrix.js", "sticky.js", "focus.js")
    styles = ("sticky.css", "facets.css", "matrix.css")

    deciding: str
    columns: tuple[Columns, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[State, ...]  # those in use
    facets: tuple[Facet, ...]
    total: int
    width: int  # columns in all, the first included
    most: int  # rows that the page shows; a script has all of them
    csv: Link
    spreadsheet: Link

    @property
    def drawn(self) -> int:
        """How many of them the script shows at a time."""
        return _rows_of(MOST_DRAWN_CELLS, self.width)

    @property
    def is_long(self) -> bool:
        """Whether the page shows only the first rows."""
        return self.total > self.most

    @property
    def rows(self) -> tuple[tuple[int, MatrixRow], ...]:
        """Every row, with the place of its group."""
        return tuple((place, row) for place, group in enumerate(self.groups) for row in group.rows)

    @property
    def shown(self) -> tuple[tuple[MatrixGroup, tuple[MatrixRow, ...]], ...]:
        """Each group with the rows of it that the page shows, which are the first of all."""
        before = accumulate((len(group.rows) for group in self.groups), initial=0)
        return tuple(
            (group, group.rows[: max(0, self.most - count)]) for group, count in zip(self.groups, before, strict=False)
        )


def is_long_matrix(material: Material) -> bool:
    """Whether the matrix has more rows than a page shows."""
    width = 1 + sum(len(material.catalog.of_kind(relation.target)) for relation in COLUMNS)
    rows = len(material.catalog.unit_primitives)
    return rows > _rows_of(MOST_CELLS, width) or rows > _most_rows(width, _groups(material))  # the latter takes long


def _rows_of(cells: int, width: int) -> int:
    """How many rows of so many cells each come to so many in all."""
    return max(1, cells // width)


def _most_rows(width: int, groups: Iterable[MatrixGroup]) -> int:
    """How many rows of so many cells a page shows: fewer where they say very much."""
    weights = (
        _ROW
        + name_weight(row.link.text)
        + sum(len(values) for _, values in row.facets)
        + sum(_CELL + text_weight(cell.reason) for cell in row.cells)
        for group in groups
        for row in group.rows
    )
    return rows_within(weights, _rows_of(MOST_CELLS, width))


def matrix_page(material: Material) -> MatrixPage:
    """The matrix as of the material's moment."""
    catalog = material.catalog
    primitives = tuple(catalog.unit_primitives)
    columns = tuple(_columns(relation.target, material) for relation in COLUMNS if catalog.of_kind(relation.target))
    groups = _groups(material)
    width = 1 + sum(len(part.links) for part in columns)
    used = {cell.state for each in {row.cells for group in groups for row in group.rows} for cell in each}
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
        width=width,
        most=_most_rows(width, groups),
        csv=Link(text="CSV", address=urls.MATRIX_CSV),
        spreadsheet=Link(text="Spreadsheet", address=urls.SPREADSHEET),
    )


def _groups(material: Material) -> tuple[MatrixGroup, ...]:
    cells, categories = all_matrix_cells(material), material.catalog.feature_categories
    if len(categories) > MOST_GROUPS:
        kind = KIND["feature_category"]
        link = Link(text=f"All {kind.nouns}", address=urls.kind_list(kind.singular))
        return (_group(link, material.catalog.unit_primitives, cells, material),)
    return tuple(
        _group(
            link_to(category.ref, material.titles),
            material.catalog.unit_primitives.pick(category.unit_primitives),
            cells,
            material,
        )
        for category in categories
    )


def _columns(kind: str, material: Material) -> Columns:
    return Columns(
        link=Link(text=KIND[kind].title_plural, address=urls.kind_list(kind)),
        links=tuple(
            link_to(entity.ref, material.titles) for entity in in_order(material.catalog.of_kind(kind), material)
        ),
    )


def _group(
    link: Link, primitives: Iterable[UnitPrimitive], cells: Mapping[str, tuple[Cell, ...]], material: Material
) -> MatrixGroup:
    return MatrixGroup(link=link, rows=tuple(_row(primitive, cells, material) for primitive in primitives))


def _row(primitive: UnitPrimitive, cells: Mapping[str, tuple[Cell, ...]], material: Material) -> MatrixRow:
    return MatrixRow(
        link=link_to(primitive.ref, material.titles),
        deprecated=primitive.deprecated,
        cells=cells[primitive.name],
        facets=tuple((name, values) for name, values in facets_of(primitive, material) if name in _FACETS),
    )
