"""The matrix: every unit primitive against every license type, add-on and realm."""

from collections import Counter
from dataclasses import dataclass

from ...catalog import KIND, Ref, UnitPrimitive, is_free
from .. import urls
from ..links import Link, link_to
from ..material import Material, in_order
from ..page import Page
from ..rows import NOT_STATED_VALUE, Facet, facet_value, facets
from ..states import FREE, INCLUDED, NEEDS, STATES, UNAVAILABLE, UNSTATED, Cell, State
from ..wording import day, listed

COLUMN_KINDS = ("license_type", "add_on", "gitlab_realm")
_FACETS = ("add_ons", "license_types", "gitlab_realms", "access", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one kind, under a common heading."""

    title: str
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
class LegendEntry:
    """A state that the matrix uses, and how often."""

    state: State
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage(Page):
    """`matrix.html`"""

    template = "matrix.html"
    scripts = ("matrix.js",)

    columns: tuple[Columns, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[LegendEntry, ...]
    facets: tuple[Facet, ...]
    total: int
    width: int  # columns in all, the first included
    csv: Link


def matrix_page(material: Material) -> MatrixPage:
    """The matrix as of the material's moment."""
    catalog = material.catalog
    primitives = tuple(catalog.unit_primitives)
    columns = tuple(_columns(kind, material) for kind in COLUMN_KINDS)
    groups = tuple(_group(category.name, material) for category in catalog.feature_categories)
    used = Counter(cell.state for group in groups for row in group.rows for cell in row.cells)
    return MatrixPage(
        address=urls.MATRIX,
        title="Matrix",
        description="Every unit primitive against every license type, add-on and realm.",
        section=urls.MATRIX,
        columns=columns,
        groups=groups,
        legend=tuple(LegendEntry(state=state, count=used[state]) for state in STATES if used[state]),
        facets=tuple(facet for facet in facets(primitives, material) if facet.name in _FACETS),
        total=len(primitives),
        width=1 + sum(len(part.links) for part in columns),
        csv=Link(text="CSV", address=urls.MATRIX_CSV),
    )


def matrix_cells(primitive: UnitPrimitive, material: Material) -> tuple[Cell, ...]:
    """The cells of one row, in the order of the columns."""
    return tuple(
        _cell(primitive, kind, name, material)
        for kind in COLUMN_KINDS
        for name in material.titles.ordered(material.catalog.of_kind(kind).names)
    )


def _columns(kind: str, material: Material) -> Columns:
    return Columns(
        title=KIND[kind].title_plural,
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
    access = FREE if is_free(primitive, material.as_of) else INCLUDED if primitive.add_ons else UNAVAILABLE
    values = {
        "add_ons": primitive.add_ons or (NOT_STATED_VALUE,),
        "license_types": primitive.license_types or (NOT_STATED_VALUE,),
        "gitlab_realms": primitive.gitlab_realms or (NOT_STATED_VALUE,),
        "access": (access.key,),
        "status": (primitive.status or NOT_STATED_VALUE,),
    }
    return MatrixRow(
        link=link_to(primitive.ref, material.titles),
        deprecated=primitive.deprecated,
        cells=matrix_cells(primitive, material),
        facets=tuple((facet, " ".join(facet_value(value) for value in found)) for facet, found in values.items()),
    )


def _cell(primitive: UnitPrimitive, kind: str, name: str, material: Material) -> Cell:
    stated: tuple[str, ...] = getattr(primitive, KIND[kind].plural)
    others = listed(material.titles.all(kind, stated), "or")
    if not stated:
        return Cell(state=UNSTATED, reason=f"no {KIND[kind].noun} is stated")
    if name not in stated and kind == "add_on" and not is_free(primitive, material.as_of):
        return Cell(state=NEEDS, reason=f"needs {others}")
    if name not in stated and kind == "license_type":
        return Cell(state=NEEDS, reason=f"needs {others}")
    if name not in stated and kind == "gitlab_realm":
        return Cell(state=UNAVAILABLE, reason=f"only on {others}")
    if kind == "add_on" and is_free(primitive, material.as_of):
        until = f"until {day(primitive.cut_off_date)}" if primitive.cut_off_date else "no end date stated"
        return Cell(state=FREE, reason=f"free with or without it, {until}")
    return Cell(state=INCLUDED, reason="listed")
