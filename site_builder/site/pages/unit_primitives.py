"""The list of all unit primitives: every one as a row, with facets that narrow it down."""

from dataclasses import dataclass

from ...catalog import KIND
from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page
from ..rows import Facet, PrimitiveRow, facets, primitive_row


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrimitivesPage(Page):
    """`unit_primitives/index.html`"""

    template = "unit_primitives.html"
    scripts = ("list.js",)

    rows: tuple[PrimitiveRow, ...]
    facets: tuple[Facet, ...]
    table: Link


def unit_primitives_page(material: Material) -> UnitPrimitivesPage:
    """The list page of unit primitives."""
    primitives = tuple(material.catalog.unit_primitives)
    kind = KIND["unit_primitive"]
    return UnitPrimitivesPage(
        address=urls.kind_list("unit_primitive"),
        title=kind.title_plural,
        description=f"All {len(primitives):,} unit primitives, to be filtered by add-on, license, realm, owner and more.",
        section=urls.kind_list(kind.singular),
        rows=tuple(primitive_row(primitive, material) for primitive in primitives),
        facets=facets(primitives, material),
        table=Link(text="CSV of all", address=urls.table("unit_primitive")),
    )
