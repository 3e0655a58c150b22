"""Catalog in, what the realms do not have in common out: what works everywhere, only somewhere, or says nothing."""

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
    """Two realms side by side: `in_a` and `in_b` are theirs, `stated` are those of any realm.

    With `unstated` of the whole, the four parts hold every primitive once.
    """

    a: str
    b: str
    in_a: frozenset[str]
    in_b: frozenset[str]
    stated: frozenset[str]

    @property
    def only_a(self) -> Names:
        """What the second lacks, sorted; so with the others."""
        return tuple(sorted(self.in_a - self.in_b))

    @property
    def only_b(self) -> Names:
        return tuple(sorted(self.in_b - self.in_a))

    @property
    def both(self) -> Names:
        return tuple(sorted(self.in_a & self.in_b))

    @property
    def neither(self) -> Names:
        """What is stated for other realms."""
        return tuple(sorted(self.stated - self.in_a - self.in_b))

    @property
    def turned(self) -> "Gap":
        """The same with the second realm as the first."""
        return Gap(a=self.b, b=self.a, in_a=self.in_b, in_b=self.in_a, stated=self.stated)


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
    stated = frozenset(primitive.name for primitive in catalog.unit_primitives if primitive.gitlab_realms)
    realms = [(realm.name, frozenset(realm.unit_primitives)) for realm in catalog.gitlab_realms]
    for (a, in_a), (b, in_b) in combinations(realms, 2):
        yield Gap(a=a, b=b, in_a=in_a, in_b=in_b, stated=stated)
