"""Rows of changes in, what the pages that list them show out: groups, facets, and the fields for a customer."""

from dataclasses import dataclass

from .change_facets import change_facets
from .change_rows import ChangeGroup, ListedChanges, by_class
from .customers import CustomerFields
from .facet_values import Facet
from .material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Changes under their classes, with what narrows them down; `more` are left out."""

    total: int
    more: int
    groups: tuple[ChangeGroup, ...]
    facets: tuple[Facet, ...]
    fields: CustomerFields
    csv: str


def change_list(listed: ListedChanges, fields: CustomerFields, csv: str, material: Material) -> ChangeList:
    """The list of some rows."""
    return ChangeList(
        total=len(listed.rows),
        more=listed.more,
        groups=by_class(listed.rows),
        facets=change_facets(listed.rows, material.catalog, material.titles),
        fields=fields,
        csv=csv,
    )
