"""What a bundle holds, and how two to four of them differ: only in one, in some, in all; and which contains which."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import attrgetter

from .catalog import Catalog
from .entities import AddOn, LicenseType, Names, Ref
from .kinds import KIND

Bundle = AddOn | LicenseType

FEWEST, MOST = 2, 4  # bundles that are compared at once

# A bundle counts as contained "except for" some of its members while these are at most one in five.
_ONE_IN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Unit primitives that these of the compared bundles hold, and none of the others."""

    bundles: tuple[Ref, ...]
    unit_primitives: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Bundles side by side, as names of unit primitives. Together the parts hold every member of any bundle once.

    `only` has a part for each bundle, in their order. `some` has those that more than one bundle holds but not all, by
    which; there are none for two. `both` is what all hold.
    """

    bundles: tuple[Ref, ...]
    only: tuple[Part, ...]
    some: tuple[Part, ...]
    both: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, differences first."""
        return (*self.only, *self.some, self.both)

    @property
    def total(self) -> int:
        """How many unit primitives any of the bundles holds."""
        return sum(len(part.unit_primitives) for part in self.parts)


class Overlap(StrEnum):
    """How much of one bundle another holds."""

    APART = "apart"  # nothing
    SAME = "same"  # everything, and so the other way round
    CONTAINED = "contained"  # everything
    MOSTLY_CONTAINED = "mostly_contained"  # everything, except for a few
    PARTIAL = "partial"  # something


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """How much of the bundle `inner` the bundle `outer` holds. Where neither contains the other, both are as compared.

    `exceptions`: what `inner` holds and `outer` does not. `more`: the other way round.
    """

    overlap: Overlap
    inner: Ref
    outer: Ref
    shared: Names
    exceptions: Names
    more: Names


def compare(*bundles: Bundle) -> Comparison:
    """What only each holds, what some, what all hold. ValueError for fewer than two, more than four, or one twice."""
    refs = tuple(bundle.ref for bundle in bundles)
    if not FEWEST <= len(set(refs)) == len(refs) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} different bundles can be compared")
    members = {bundle.ref: frozenset(bundle.unit_primitives) for bundle in bundles}

    def part(*held_by: Ref) -> Part:
        held = frozenset.intersection(*(members[ref] for ref in held_by))
        held = held.difference(*(members[ref] for ref in refs if ref not in held_by))
        return Part(bundles=held_by, unit_primitives=tuple(sorted(held)))

    subsets = (subset for size in range(2, len(refs)) for subset in combinations(refs, size))
    return Comparison(
        bundles=refs,
        only=tuple(part(ref) for ref in refs),
        some=tuple(found for subset in subsets if (found := part(*subset)).unit_primitives),
        both=part(*refs),
    )


def containments(comparison: Comparison) -> tuple[Containment, ...]:
    """For each two of the compared bundles, which contains which: exactly, or but for at most one in five members."""
    return tuple(_containment(a, b, comparison.parts) for a, b in combinations(comparison.bundles, 2))


def siblings(bundle: Bundle, catalog: Catalog) -> tuple[Bundle, ...]:
    """The other bundles of the same kind, sorted by name."""
    return tuple(other for other in _of_its_kind(bundle, catalog) if other.name != bundle.name)


def exclusives(bundle: Bundle, catalog: Catalog) -> Names:
    """Unit primitives that no other bundle of its kind sells."""
    sold_by = attrgetter(KIND[bundle.kind].plural)
    members = catalog.unit_primitives.pick(bundle.unit_primitives)
    return tuple(member.name for member in members if set(sold_by(member)) == {bundle.name})


def shared(bundle: Bundle, catalog: Catalog) -> Names:
    """Unit primitives that another bundle of its kind sells as well."""
    only_here = frozenset(exclusives(bundle, catalog))
    return tuple(name for name in bundle.unit_primitives if name not in only_here)


def _containment(a: Ref, b: Ref, parts: Iterable[Part]) -> Containment:
    only_a: list[str] = []
    only_b: list[str] = []
    shared: list[str] = []
    for part in parts:
        for ref, other, names in ((a, b, only_a), (b, a, only_b)):
            if ref in part.bundles and other not in part.bundles:
                names += part.unit_primitives
        if a in part.bundles and b in part.bundles:
            shared += part.unit_primitives
    (inner, exceptions), (outer, more) = sorted(((a, only_a), (b, only_b)), key=lambda item: len(item[1]))
    overlap = _overlap(len(exceptions), len(shared), len(more))
    if overlap in (Overlap.APART, Overlap.PARTIAL):
        inner, exceptions, outer, more = a, only_a, b, only_b
    return Containment(
        overlap=overlap,
        inner=inner,
        outer=outer,
        shared=tuple(sorted(shared)),
        exceptions=tuple(sorted(exceptions)),
        more=tuple(sorted(more)),
    )


def _overlap(exceptions: int, both: int, more: int) -> Overlap:
    if not both:
        return Overlap.APART
    if not exceptions:
        return Overlap.CONTAINED if more else Overlap.SAME
    return Overlap.MOSTLY_CONTAINED if exceptions * _ONE_IN <= exceptions + both else Overlap.PARTIAL


def _of_its_kind(bundle: Bundle, catalog: Catalog) -> Iterable[Bundle]:
    return catalog.add_ons if isinstance(bundle, AddOn) else catalog.license_types
