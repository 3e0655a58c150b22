"""Rows of changes in, what the pages that list them show out: groups, facets, and the fields for a customer."""

from collections.abc import Iterable
from dataclasses import dataclass

from .change_facets import change_facets
from .change_rows import ChangeGroup, ChangeRow, by_class
from .customers import CustomerFields, customer_fields
from .facet_values import Facet
from .material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Changes under their classes. `ages`: for each group, of how many periods ago each of its rows is."""

    total: int
    groups: tuple[ChangeGroup, ...]
    ages: tuple[tuple[int, ...], ...]
    facets: tuple[Facet, ...]
    fields: CustomerFields
    csv: str

    @property
    def groups_by_age(self) -> tuple[tuple[ChangeGroup, tuple[int, ...]], ...]:
        """Each group with the ages of its rows."""
        return tuple(zip(self.groups, self.ages, strict=True))


def change_list(rows: Iterable[tuple[int, ChangeRow]], csv: str, material: Material) -> ChangeList:
    """The list of some rows, each with the number of its period, counted from the newest."""
    numbered = tuple(rows)
    age = {id(row): number for number, row in numbered}
    groups = by_class(row for _, row in numbered)
    return ChangeList(
        total=len(numbered),
        groups=groups,
        ages=tuple(tuple(age[id(row)] for row in group.rows) for group in groups),
        facets=change_facets((row for _, row in numbered), material.catalog, material.titles),
        fields=customer_fields(material),
        csv=csv,
    )
