"""How the bundles of each kind differ, as rows: a table for spreadsheets."""

from collections.abc import Iterator
from itertools import combinations

from ...catalog import KINDS, compare
from ..material import Material

Row = tuple[str, ...]


def difference_rows(material: Material) -> Iterator[Row]:
    """The header; then, for each two bundles of a kind, every unit primitive that one of them or both hold."""
    yield ("kind", "a", "b", "unit_primitive", "in")
    for kind in KINDS:
        if kind.is_bundle:
            bundles = material.catalog.of_kind(kind.singular)
            names = material.titles.ordered(bundles.names)
            for a, b in combinations(names, 2):
                found = compare(bundles[a], bundles[b])  # type: ignore[arg-type] # the kind's entities are bundles
                for place, members in ((f"only {a}", found.only_a), ("both", found.both), (f"only {b}", found.only_b)):
                    yield from ((kind.singular, a, b, name, place) for name in members)
