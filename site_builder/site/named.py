"""Names of unit primitives in, links for one line of text out, and which of them are deprecated."""

from collections.abc import Iterable
from dataclasses import dataclass

from .bounds import MOST_BYTES, MOST_NAMES, beginning, more, names_within
from .links import Link, link_to
from .material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Unit primitives, or the first of them; `more` says how many are left out."""

    links: tuple[Link, ...]
    deprecated: frozenset[str]
    more: int


def some(names: Iterable[str], material: Material, most: int = MOST_NAMES) -> Names:
    """Links to unit primitives, as many as can be taken in, fewer where they are long."""
    all_names = tuple(names)
    most = names_within(all_names, MOST_BYTES // 8, most)
    shown = material.catalog.unit_primitives.pick(beginning(all_names, most))
    return Names(
        links=tuple(link_to(primitive.ref, material.titles) for primitive in shown),
        deprecated=frozenset(primitive.name for primitive in shown if primitive.deprecated),
        more=more(len(all_names), most),
    )
