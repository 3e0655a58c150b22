"""The differences of every two bundles of a kind as rows, for spreadsheets: one for each unit primitive of one only."""

from dataclasses import dataclass

from ...counting import number
from ..material import Material
from ..pairs import MOST_ROWS

HEADER = ("kind", "a", "b", "unit_primitive", "in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """A table as texts. `in` names the one bundle of the pair that holds it; `note` says which pairs are left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def difference_rows(material: Material) -> Differences:
    """Every pair in the order readers know; the same pairs that have a page, so that the table stays bounded too."""
    return Differences(
        header=HEADER,
        rows=tuple(
            (a.kind, a.name, b.name, name, part.bundles[0].name)
            for (a, b), comparison in material.pairs.with_page.items()
            for part in comparison.only
            for name in part.unit_primitives
        ),
        note=_note(material.pairs.without_page),
    )


def _note(left_out: int) -> str:
    if not left_out:
        return ""
    return (
        f"{number(left_out, 'pair')} of smaller bundles left out: all pairs together have at most {MOST_ROWS:,} rows."
    )
