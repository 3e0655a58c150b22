"""Rows of changes in, what the pages that list them show out: groups, facets, and the fields for a customer."""

from collections.abc import Sequence
from dataclasses import dataclass

from .change_facets import change_facets
from .change_rows import ChangeGroup, ChangeRow, by_class
from .customers import CustomerFields, customer_fields
from .facet_values import Facet
from .material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Changes under their classes, with what narrows them down."""

    total: int
    groups: tuple[ChangeGroup, ...]
    facets: tuple[Facet, ...]
    fields: CustomerFields
    csv: str


def change_list(rows: Sequence[ChangeRow], csv: str, material: Material) -> ChangeList:
    """The list of some rows."""
    return ChangeList(
        total=len(rows),
        groups=by_class(rows),
        facets=change_facets(rows, material.catalog, material.titles),
        fields=customer_fields(material),
        csv=csv,
    )
