"""What a bundle holds, and how it differs from its siblings: only in one, in both, only in the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from .catalog import Catalog
from .entities import AddOn, LicenseType, Names

Bundle = AddOn | LicenseType


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two bundles side by side, as names of unit primitives. Together the three parts hold every member once."""

    a: str
    b: str
    only_a: Names
    both: Names
    only_b: Names


def compare(a: Bundle, b: Bundle) -> Comparison:
    """What only `a` holds, what both hold, what only `b` holds."""
    in_a, in_b = set(a.unit_primitives), set(b.unit_primitives)
    return Comparison(
        a=a.name,
        b=b.name,
        only_a=tuple(sorted(in_a - in_b)),
        both=tuple(sorted(in_a & in_b)),
        only_b=tuple(sorted(in_b - in_a)),
    )


def siblings(bundle: Bundle, catalog: Catalog) -> tuple[Bundle, ...]:
    """The other bundles of the same kind, sorted by name."""
    return tuple(other for other in _of_its_kind(bundle, catalog) if other.name != bundle.name)


def exclusives(bundle: Bundle, catalog: Catalog) -> Names:
    """Unit primitives that no other bundle of its kind sells."""
    elsewhere = {name for other in siblings(bundle, catalog) for name in other.unit_primitives}
    return tuple(name for name in bundle.unit_primitives if name not in elsewhere)


def _of_its_kind(bundle: Bundle, catalog: Catalog) -> Iterable[Bundle]:
    return catalog.add_ons if isinstance(bundle, AddOn) else catalog.license_types
