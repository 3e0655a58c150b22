"""Catalog and moment in, what one more purchase would open out: for every license in every realm.

Primitives with the same terms are evaluated once for a license and a realm, without any add-on. What a customer who holds
an add-on would gain follows from the unlocks found there: whatever the add-on opens already is no gain.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from .availability import Alike, Code, Context, Unlock, evaluate
from .catalog import Catalog
from .entities import Names

Ways = tuple[Unlock, ...]

_NOT_FOR_SALE = frozenset({Code.NOT_IN_REALM, Code.NO_ADD_ON_SELLS_IT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Unit primitives that the same purchases open: each of the ways is a license, an add-on or both."""

    ways: Ways
    unit_primitives: Names

    @property
    def steps(self) -> int:
        """How many things have to be bought, at the least."""
        return min(bool(way.license_type) + bool(way.add_on) for way in self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a customer with a license in a realm stands, without any add-on, the GitLab version not known.

    The three parts hold every unit primitive once.
    """

    license_type: str
    realm: str
    available: Names
    offers: tuple[Offer, ...]  # the largest first
    closed: Names  # not in this realm, or sold by no add-on

    def with_add_on(self, held: str | None) -> int:
        """How many work for a customer who holds one add-on, or none."""
        return len(self.available) + sum(len(offer.unit_primitives) for offer in self.offers if _opens(held, offer))

    def gain(self, bought: Unlock, held: str | None = None) -> int:
        """How many more would work after buying a license or an add-on, for a customer who holds one add-on, or none."""
        opening = {bought, replace(bought, add_on=bought.add_on or held)}
        gained = (offer for offer in self.offers if opening & set(offer.ways) and not _opens(held, offer))
        return sum(len(offer.unit_primitives) for offer in gained)

    def away(self, steps: int) -> int:
        """How many need as many purchases, at the least."""
        return sum(len(offer.unit_primitives) for offer in self.offers if offer.steps == steps)


def standings(catalog: Catalog, moment: datetime) -> tuple[Standing, ...]:
    """Every license in every realm, sorted by their names."""
    groups = catalog.same_terms
    return tuple(
        _standing(groups, Context(license_type=license_type, realm=realm, moment=moment))
        for license_type in catalog.license_types.names
        for realm in catalog.gitlab_realms.names
    )


def _opens(held: str | None, offer: Offer) -> bool:
    return held is not None and Unlock(add_on=held) in offer.ways


def _standing(groups: Iterable[Alike], context: Context) -> Standing:
    available: list[str] = []
    closed: list[str] = []
    for_sale: dict[Ways, list[str]] = defaultdict(list)
    for group in groups:
        verdict = evaluate(group[0], context)
        names = [primitive.name for primitive in group]
        if verdict.available:
            available.extend(names)
        elif any(reason.code in _NOT_FOR_SALE for reason in verdict.reasons):
            closed.extend(names)
        else:
            for_sale[_ways(verdict.unlocks)].extend(names)
    return Standing(
        license_type=context.license_type,
        realm=context.realm,
        available=tuple(sorted(available)),
        offers=_largest_first(for_sale),
        closed=tuple(sorted(closed)),
    )


def _ways(unlocks: Ways) -> Ways:
    """The purchases alone, the same for every order of the lists they come from."""
    purchases = (replace(unlock, from_version=None) for unlock in unlocks)
    return tuple(sorted(purchases, key=lambda way: (way.license_type or "", way.add_on or "")))


def _largest_first(for_sale: Mapping[Ways, list[str]]) -> tuple[Offer, ...]:
    offers = (Offer(ways=ways, unit_primitives=tuple(sorted(names))) for ways, names in for_sale.items())
    return tuple(sorted(offers, key=lambda offer: (-len(offer.unit_primitives), offer.unit_primitives)))
