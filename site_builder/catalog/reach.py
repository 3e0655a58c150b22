"""For whom unit primitives work: in every license with no add-on or one in every realm, or in the terms that they state."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product

from packaging.version import Version

from .availability import Context, is_available, is_free, oldest_version
from .entities import Names, Ref, UnitPrimitive

Situation = tuple[str, str, str]  # license, add-on, realm
AXES = ("license_type", "add_on", "gitlab_realm")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """What those have for whom a unit primitive works: one of each; an empty tuple for any, also for one that comes later.

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
        names: dict[str, set[str]] = {kind: set() for kind in AXES}
        for ref in refs:
            if ref.kind in names:
                names[ref.kind].add(ref.name)
        licenses, add_ons, realms = (sorted(names[kind]) for kind in AXES)
        self._axes = ((*licenses, ""), (*add_ons, ""), tuple(realms) or ("",))
        self._all: tuple[Situation, ...] = tuple(product(*self._axes))
        self._names = _occurring(self._all)
        self._known: dict[tuple[Names, Names, Names, bool], frozenset[Situation]] = {}

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

    def reach(self, found: Set[Situation]) -> Reach:
        """Some of the situations, by what occurs in them."""
        named = _occurring(found)
        return Reach(
            contexts=len(found),
            of=len(self._all),
            license_types=named[0],
            add_ons=named[1],
            gitlab_realms=named[2],
            without=tuple(name for name in self._names[1] if "" in named[1] and name not in named[1]),
            every_license=named[0] == self._names[0],
            every_realm=named[2] == self._names[2],
        )


def _alike(names: Names, stated: Names) -> tuple[Names, ...]:
    """Each name that is stated, and the empty one, by itself; all others together."""
    others = tuple(name for name in names if name and name not in stated)
    alone = tuple((name,) for name in names if not name or name in stated)
    return (*alone, others) if others else alone


def _context(situation: Situation, moment: datetime) -> Context:
    license, add_on, realm = situation
    return Context(license_type=license, add_ons=frozenset({add_on} if add_on else ()), realm=realm, moment=moment)


def _occurring(found: Iterable[Situation]) -> tuple[Names, Names, Names]:
    """The licenses, add-ons and realms, each sorted."""
    among = tuple(found)
    licenses, add_ons, realms = (tuple(sorted({it[axis] for it in among})) for axis in range(3))
    return licenses, add_ons, realms
