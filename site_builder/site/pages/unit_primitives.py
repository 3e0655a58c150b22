"""The list of all unit primitives: every one as a row, with facets that narrow it down."""

from dataclasses import dataclass

from ...catalog import KIND
from .. import urls
from ..facet_values import Facet
from ..links import Link
from ..material import Material
from ..page import Page
from ..primitive_rows import PrimitiveRow
from ..rows import facets, facets_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A unit primitive with its values in each facet."""

    row: PrimitiveRow
    facets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrimitivesPage(Page):
    """`unit_primitives/index.html`"""

    template = "unit_primitives.html"
    scripts = ("list.js",)

    rows: tuple[ListRow, ...]
    facets: tuple[Facet, ...]
    table: Link
    with_owners: bool


def unit_primitives_page(material: Material) -> UnitPrimitivesPage:
    """The list page of unit primitives."""
    primitives = tuple(material.catalog.unit_primitives)
    kind = KIND["unit_primitive"]
    return UnitPrimitivesPage(
        address=urls.kind_list("unit_primitive"),
        title=kind.title_plural,
        description=f"All {len(primitives):,} unit primitives, to be filtered by add-on, license, realm, owner and more.",
        section=urls.kind_list(kind.singular),
        rows=tuple(
            ListRow(row=material.rows[primitive.name], facets=facets_of(primitive, material))
            for primitive in primitives
        ),
        facets=facets(primitives, material),
        table=Link(text="CSV of all", address=urls.table("unit_primitive")),
        with_owners=material.with_owners,
    )
