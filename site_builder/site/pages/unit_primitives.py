"""The list of all unit primitives: every one as a row, with facets that narrow it down.

A list that is too long for one page shows its first rows; a script has all of them, and parts of the list for those who
read without scripts.
"""

from dataclasses import dataclass
from math import ceil

from ...catalog import KIND
from .. import urls
from ..bounds import MOST_DRAWN
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
    scripts = ("list.js", "sticky.js")
    styles = ("sticky.css", "facets.css")

    rows: tuple[ListRow, ...]
    facets: tuple[Facet, ...]
    table: Link
    with_owners: bool
    parts: tuple[Link, ...]  # of the same list; none where all of it is here
    most: int  # rows that stand here

    drawn = MOST_DRAWN

    @property
    def is_long(self) -> bool:
        """Whether the page shows only the first rows."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPartPage(Page):
    """`unit_primitives/all/<number>.html`"""

    template = "list_part.html"

    total: int
    first: int  # which of all the first row is, from 1
    rows: tuple[PrimitiveRow, ...]
    parts: tuple[Link, ...]


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
        parts=list_parts(material),
        most=material.most_listed,
    )


def list_part_page(number: int, material: Material) -> ListPartPage:
    """A part of the list, by its number."""
    names = material.catalog.unit_primitives.names
    first = (number - 1) * material.most_rows
    title = f"Unit primitives, part {number}"
    return ListPartPage(
        address=urls.part_of_list(number),
        title=title,
        description=f"{title}: a row for each, in alphabetical order.",
        section=urls.kind_list("unit_primitive"),
        trail=(Link(text=KIND["unit_primitive"].title_plural, address=urls.kind_list("unit_primitive")),),
        total=len(names),
        first=first + 1,
        rows=tuple(material.rows[name] for name in names[first : first + material.most_rows]),
        parts=list_parts(material),
    )


def list_parts(material: Material) -> tuple[Link, ...]:
    """The parts that the list comes in where it is too long for one page; none otherwise."""
    total = len(material.catalog.unit_primitives)
    numbers = range(1, ceil(total / material.most_rows) + 1) if total > material.most_listed else ()
    return tuple(Link(text=f"{number}", address=urls.part_of_list(number)) for number in numbers)
