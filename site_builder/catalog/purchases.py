"""Catalog and moment in, what one more purchase would open out: for every license in every realm.

Primitives with the same terms are evaluated once for a license and a realm, without any add-on. What a customer who
holds an add-on would gain follows from the unlocks found there: whatever the add-on opens already is no gain.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .availability import Alike, Code, Context, Verdict, evaluate
from .catalog import Catalog
from .entities import Names, Ref

_NOT_FOR_SALE = frozenset({Code.NOT_IN_REALM, Code.NO_ADD_ON_SELLS_IT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Unit primitives that the same purchases open: any one of the license types, of the add-ons, or one of both."""

    license_types: Names = ()
    add_ons: Names = ()
    unit_primitives: Names

    @property
    def steps(self) -> int:
        """How many things have to be bought."""
        return bool(self.license_types) + bool(self.add_ons)

    def is_open_with(self, license_type: str | None, add_on: str | None) -> bool:
        """Whether these purchases, or one of them, are enough."""
        is_licensed = not self.license_types or license_type in self.license_types
        return is_licensed and (not self.add_ons or add_on in self.add_ons)


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
        return len(self.available) + _size(offer for offer in self.offers if offer.is_open_with(None, held))

    def gain(self, bundle: Ref, held: str | None = None) -> int:
        """How many more would work after buying a license or an add-on, for a customer with one add-on, or none."""
        bought = (bundle.name, held) if bundle.kind == "license_type" else (None, bundle.name)
        opened = (offer for offer in self.offers if offer.is_open_with(*bought))
        return _size(offer for offer in opened if not offer.is_open_with(None, held))

    def away(self, steps: int) -> int:
        """How many need as many purchases."""
        return _size(offer for offer in self.offers if offer.steps == steps)


def standings(
    catalog: Catalog, moment: datetime, license_types: Names | None = None, gitlab_realms: Names | None = None
) -> tuple[Standing, ...]:
    """Every license in every realm, sorted by their names; or these licenses in these realms, in their order."""
    groups = catalog.same_terms
    licenses = catalog.license_types.names if license_types is None else license_types
    realms = catalog.gitlab_realms.names if gitlab_realms is None else gitlab_realms
    return tuple(
        _standing(groups, Context(license_type=license_type, realm=realm, moment=moment))
        for license_type in licenses
        for realm in realms
    )


def _size(offers: Iterable[Offer]) -> int:
    return sum(len(offer.unit_primitives) for offer in offers)


def _standing(groups: Iterable[Alike], context: Context) -> Standing:
    available: list[str] = []
    closed: list[str] = []
    for_sale: dict[tuple[Names, Names], list[str]] = defaultdict(list)
    for group in groups:
        verdict = evaluate(group[0], context)
        names = [primitive.name for primitive in group]
        if verdict.available:
            available.extend(names)
        elif any(reason.code in _NOT_FOR_SALE for reason in verdict.reasons):
            closed.extend(names)
        else:
            for_sale[_purchases(verdict)].extend(names)
    return Standing(
        license_type=context.license_type,
        realm=context.realm,
        available=tuple(sorted(available)),
        offers=_largest_first(for_sale),
        closed=tuple(sorted(closed)),
    )


def _purchases(verdict: Verdict) -> tuple[Names, Names]:
    """License types and add-ons, the same in whatever order the lists are; where nobody moves, one unlock is all."""
    (unlock,) = verdict.unlocks
    return tuple(sorted(unlock.license_types)), tuple(sorted(unlock.add_ons))


def _largest_first(for_sale: Mapping[tuple[Names, Names], list[str]]) -> tuple[Offer, ...]:
    offers = (
        Offer(license_types=license_types, add_ons=add_ons, unit_primitives=tuple(sorted(names)))
        for (license_types, add_ons), names in for_sale.items()
    )
    return tuple(sorted(offers, key=lambda offer: (-len(offer.unit_primitives), offer.unit_primitives)))
