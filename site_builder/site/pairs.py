"""Which pairs of bundles have a page of their own: all of them, until the pages together would grow too large.

There are n(n-1)/2 pairs of n bundles. So pages are given out by the size of the bundles: first to the two largest of a
kind, then to those with the third, and so on, until the next page would be one too many. The other pairs are answered
by the script of the compare page and by `site-builder compare`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..catalog import KINDS, Bundle, Catalog, Comparison, Ref, compare
from .wording import Titles

MOST_ROWS = 30_000  # of all pages together
FEWEST_ROWS = 100  # that a page counts for, however few it has, which bounds the number of pages too


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs of bundles of one kind. Those with a page stand in the order readers know, the better known first."""

    with_page: Mapping[tuple[Ref, Ref], Comparison]
    without_page: int

    def of(self, a: Ref, b: Ref) -> Comparison | None:
        """The pair of two bundles, whichever comes first; None when it has no page."""
        return self.with_page.get((a, b)) or self.with_page.get((b, a))


def pairs_of(catalog: Catalog, titles: Titles, most_rows: int = MOST_ROWS) -> Pairs:
    """Every pair of add-ons and every pair of license types, as far as their pages hold `most_rows` together."""
    places = {ref: place for place, ref in enumerate(_in_order(catalog, titles))}
    found: dict[tuple[Ref, Ref], Comparison] = {}
    rows = 0
    for a, b in _largest_first(catalog):
        pair = compare(*sorted((a, b), key=lambda bundle: places[bundle.ref]))
        rows += max(pair.total, FEWEST_ROWS)
        if rows > most_rows:
            break
        found[pair.bundles[0], pair.bundles[1]] = pair
    counts = [len(catalog.of_kind(kind.singular)) for kind in KINDS if kind.is_bundle]
    return Pairs(
        with_page=dict(sorted(found.items(), key=lambda item: [places[ref] for ref in item[0]])),
        without_page=sum(count * (count - 1) // 2 for count in counts) - len(found),
    )


def _in_order(catalog: Catalog, titles: Titles) -> Iterator[Ref]:
    for kind in KINDS:
        if kind.is_bundle:
            names = titles.ordered(catalog.of_kind(kind.singular).names)
            yield from (Ref(kind=kind.singular, name=name) for name in names)


def _largest_first(catalog: Catalog) -> Iterator[tuple[Bundle, Bundle]]:
    """Each bundle with the larger ones of its kind; those with as many unit primitives by name."""
    bundles: list[Bundle] = [*catalog.add_ons, *catalog.license_types]
    bundles.sort(key=lambda bundle: (-len(bundle.unit_primitives), bundle.name, bundle.kind))
    for place, bundle in enumerate(bundles):
        for larger in bundles[:place]:
            if larger.kind == bundle.kind:
                yield larger, bundle
