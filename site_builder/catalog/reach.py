"""A unit primitive and a moment in, for whom it works out: in every license with no add-on or one in every realm."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from .availability import Context, is_available
from .catalog import Catalog
from .entities import Names, UnitPrimitive

Situation = tuple[str, str, str]  # license, add-on, realm


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom a change reaches: `contexts` of `of` situations, and the licenses, add-ons and realms that occur in them.

    An empty name stands for no license that is listed, and for no add-on. `without` are the add-ons that nobody among them
    has who is reached without any; `every_license` and `every_realm` say that none is left out.
    """

    contexts: int
    of: int
    license_types: Names
    add_ons: Names
    gitlab_realms: Names
    without: Names
    every_license: bool
    every_realm: bool

    @property
    def exact(self) -> bool:
        """Whether every combination of these licenses, add-ons and realms is meant."""
        return self.contexts == len(self.license_types) * len(self.add_ons) * len(self.gitlab_realms)


def situations(before: Catalog, after: Catalog) -> tuple[Situation, ...]:
    """Every license or none, with no add-on or one, in every realm that either catalog knows."""
    kinds = ("license_types", "add_ons", "gitlab_realms")
    names = [sorted({*before.kinds[plural].names, *after.kinds[plural].names}) for plural in kinds]
    return tuple(product((*names[0], ""), (*names[1], ""), names[2]))


def works(primitive: UnitPrimitive, moment: datetime, asked: Iterable[Situation]) -> set[Situation]:
    """The situations in which a primitive works."""
    return {
        (license, add_on, realm)
        for license, add_on, realm in asked
        if is_available(
            primitive,
            Context(license_type=license, add_ons=frozenset({add_on} if add_on else ()), realm=realm, moment=moment),
        )
    }


def reach_of(found: Set[Situation], asked: tuple[Situation, ...]) -> Reach:
    """Some of the situations that were asked about, by what occurs in them."""
    named, all_names = (
        tuple(tuple(sorted({it[part] for it in among})) for part in range(3)) for among in (found, asked)
    )
    return Reach(
        contexts=len(found),
        of=len(asked),
        license_types=named[0],
        add_ons=named[1],
        gitlab_realms=named[2],
        without=tuple(name for name in all_names[1] if "" in named[1] and name not in named[1]),
        every_license=named[0] == all_names[0],
        every_realm=named[2] == all_names[2],
    )
