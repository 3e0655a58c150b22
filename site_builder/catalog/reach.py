"""For whom unit primitives work: in every license with no add-on or one in every realm, or in the terms they state."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from math import prod

from packaging.version import Version

from .availability import Context, is_available, is_free, oldest_version
from .entities import Names, Ref, UnitPrimitive

SITUATION_KINDS = ("license_type", "add_on", "gitlab_realm")
Situation = tuple[str, str, str]  # a name of each, or none
_Place = tuple[str, str]  # license, realm


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """All who have one of these licenses in one of these realms, with one of these add-ons and none of `without`.

    An empty name stands for no license that is listed, and for no add-on: then others than those of `without` don't
    matter.
    `every_license` and `every_realm` say that none is left out.
    """

    license_types: Names
    add_ons: Names
    without: Names
    gitlab_realms: Names
    every_license: bool
    every_realm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom a change reaches, nobody twice: those with the same licenses beside each other; `of`: all situations."""

    customers: tuple[Customers, ...]
    of: int

    @property
    def contexts(self) -> int:
        """How many situations it reaches."""
        return sum(len(it.license_types) * len(it.add_ons) * len(it.gitlab_realms) for it in self.customers)

    @property
    def license_types(self) -> Names:
        """Those that occur, sorted; so with the other two."""
        return _sorted(it.license_types for it in self.customers)

    @property
    def add_ons(self) -> Names:
        return _sorted(it.add_ons for it in self.customers)

    @property
    def gitlab_realms(self) -> Names:
        return _sorted(it.gitlab_realms for it in self.customers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """What those have for whom a unit primitive works: one of each; an empty tuple for any, also one that comes later.

    `version` is the oldest that will do where versions are checked.
    """

    license_types: Names
    add_ons: Names
    gitlab_realms: Names
    version: Version | None


def holders(primitive: UnitPrimitive, moment: datetime) -> Holders | None:
    """For whom a unit primitive works at a moment; None for nobody, where free use is over and no add-on sells it."""
    free = is_free(primitive, moment)
    if not free and not primitive.add_ons:
        return None
    return Holders(
        license_types=primitive.license_types,
        add_ons=() if free else primitive.add_ons,
        gitlab_realms=primitive.gitlab_realms,
        version=oldest_version(primitive, moment),
    )


class Situations:
    """Every license or none, with no add-on or one, in every realm among some entities.

    Where no realm is described, everybody is in the same one. Unit primitives with the same terms are asked about once.
    """

    def __init__(self, refs: Iterable[Ref]) -> None:
        names: dict[str, set[str]] = {kind: set() for kind in SITUATION_KINDS}
        for ref in refs:
            if ref.kind in names:
                names[ref.kind].add(ref.name)
        licenses, add_ons, realms = (sorted(names[kind]) for kind in SITUATION_KINDS)
        self._axes = ((*licenses, ""), (*add_ons, ""), tuple(realms) or ("",))
        self._count = prod(map(len, self._axes))
        self._known: dict[tuple[Names, Names, Names, bool], frozenset[Situation]] = {}
        self._reaches: dict[tuple[frozenset[Situation], frozenset[Situation]], Reach] = {}

    def working(self, primitive: UnitPrimitive, moment: datetime) -> frozenset[Situation]:
        """Those in which a unit primitive works at a moment."""
        terms = (primitive.license_types, primitive.add_ons, primitive.gitlab_realms, is_free(primitive, moment))
        if terms not in self._known:
            self._known[terms] = frozenset(self._working(primitive, moment))
        return self._known[terms]

    def _working(self, primitive: UnitPrimitive, moment: datetime) -> Iterator[Situation]:
        """Names that it does not state are alike to the rule, which is asked about one for all of them."""
        stated = (primitive.license_types, primitive.add_ons, primitive.gitlab_realms)
        groups = (_alike(names, own) for names, own in zip(self._axes, stated, strict=True))
        for license, add_on, realm in product(*groups):
            if is_available(primitive, _context((license[0], add_on[0], realm[0]), moment)):
                yield from product(license, add_on, realm)

    def working_when_paid(self, primitive: UnitPrimitive, moment: datetime) -> frozenset[Situation]:
        """Those in which it works once free use is over, or would."""
        return self.working(replace(primitive, cut_off_date=moment), moment)

    def reach(self, found: Set[Situation], others: Set[Situation] = frozenset()) -> Reach:
        """Whom it reaches who is in one of some situations, and with no add-on in one of `others`.

        Who gains or loses with one add-on what another opens too, before and after, is not meant.
        """
        known = frozenset(found), frozenset(others)
        if known not in self._reaches:
            self._reaches[known] = Reach(customers=tuple(self._customers(*known)), of=self._count)
        return self._reaches[known]

    def _customers(self, found: Set[Situation], others: Set[Situation]) -> Iterator[Customers]:
        """Licenses for which the same is true in every realm stand together, and so do realms for them."""
        licenses, _, realms = self._axes
        having, without = _add_ons(found), _add_ons(others)
        alike: dict[tuple[tuple[Names, Names, Names], ...], list[str]] = {}
        for license in licenses:
            places = [(license, realm) for realm in realms if (license, realm) in having]
            alike.setdefault(tuple(_rows(places, having, without)), []).append(license)
        for rows, names in alike.items():
            for add_ons, but, where in rows:
                yield Customers(
                    license_types=tuple(sorted(names)),
                    add_ons=add_ons,
                    without=but,
                    gitlab_realms=where,
                    every_license=len(names) == len(licenses),
                    every_realm=len(where) == len(realms),
                )


def _add_ons(some: Set[Situation]) -> dict[_Place, Names]:
    """The add-ons of some situations for each license and realm, sorted."""
    found: dict[_Place, list[str]] = {}
    for license, add_on, realm in some:
        found.setdefault((license, realm), []).append(add_on)
    return {place: tuple(sorted(names)) for place, names in found.items()}


def _rows(
    places: Iterable[_Place], having: Mapping[_Place, Names], without: Mapping[_Place, Names]
) -> Iterator[tuple[Names, Names, Names]]:
    """With which add-ons it is meant and with which it is not, and in which realms that is so."""
    alike: dict[tuple[Names, Names], list[str]] = {}
    for place in places:
        alike.setdefault((having[place], without.get(place, ())), []).append(place[1])
    yield from ((*names, tuple(where)) for names, where in alike.items())


def _alike(names: Names, stated: Names) -> tuple[Names, ...]:
    """Each name that is stated, and the empty one, by itself; all others together."""
    others = tuple(name for name in names if name and name not in stated)
    alone = tuple((name,) for name in names if not name or name in stated)
    return (*alone, others) if others else alone


def _context(situation: Situation, moment: datetime) -> Context:
    license, add_on, realm = situation
    return Context(license_type=license, add_ons=frozenset({add_on} if add_on else ()), realm=realm, moment=moment)


def _sorted(lists: Iterable[Names]) -> Names:
    return tuple(sorted({name for names in lists for name in names}))
