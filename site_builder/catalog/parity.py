"""Catalog in, what the realms do not have in common out: what works everywhere, what only somewhere, what says nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from .catalog import Catalog
from .entities import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The unit primitives that state exactly these realms, some of all."""

    realms: Names
    unit_primitives: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Two realms side by side. With `unstated` of the whole, the four parts hold every primitive once."""

    a: str
    b: str
    only_a: Names
    both: Names
    only_b: Names
    neither: Names  # stated for other realms


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """What all realms have, what some have, and what states none; together that is every unit primitive."""

    everywhere: Names
    somewhere: tuple[Spread, ...]  # the largest first
    unstated: Names
    gaps: tuple[Gap, ...]  # one for every two realms

    @property
    def apart(self) -> int:
        """How many are stated for some realms and not for others."""
        return sum(len(spread.unit_primitives) for spread in self.somewhere)


def parity(catalog: Catalog) -> Parity:
    """How far the realms of a catalog agree."""
    by_realms: dict[frozenset[str], list[str]] = defaultdict(list)
    for primitive in catalog.unit_primitives:
        by_realms[frozenset(primitive.gitlab_realms)].append(primitive.name)
    unstated = tuple(by_realms.pop(frozenset(), ()))
    everywhere = tuple(by_realms.pop(frozenset(catalog.gitlab_realms.names), ()))
    spreads = [Spread(realms=tuple(sorted(realms)), unit_primitives=tuple(n)) for realms, n in by_realms.items()]
    return Parity(
        everywhere=everywhere,
        somewhere=tuple(sorted(spreads, key=lambda spread: (-len(spread.unit_primitives), spread.realms))),
        unstated=unstated,
        gaps=tuple(_gaps(catalog)),
    )


def _gaps(catalog: Catalog) -> Iterator[Gap]:
    stated = {primitive.name for primitive in catalog.unit_primitives if primitive.gitlab_realms}
    for one, other in combinations(catalog.gitlab_realms, 2):
        in_a, in_b = set(one.unit_primitives), set(other.unit_primitives)
        yield Gap(
            a=one.name,
            b=other.name,
            only_a=tuple(sorted(in_a - in_b)),
            both=tuple(sorted(in_a & in_b)),
            only_b=tuple(sorted(in_b - in_a)),
            neither=tuple(sorted(stated - in_a - in_b)),
        )
