"""Standings in, tables of purchases out: what a customer can use, and what one more license or add-on adds, by realm.

The tables stay small however many bundles there are: those that bring most stand in them, the others are counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..catalog import Offer, Ref, Standing, standings
from . import urls
from .bounds import MOST_BYTES, link_weight, rows_within, text_weight
from .links import Link, link_to
from .material import Material
from .named import Names, some
from .situations import with_pages
from .wording import some_of

MOST_REALMS = 20
MOST_LICENSES = 4
MOST_ADD_ONS = 6
MOST_OFFERS = 8

_TABLE, _ROW, _CELL, _OFFER = 2_500, 160, 60, 130  # bytes of each without what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """How many more a purchase opens, and how many end with the license that it takes the place of."""

    opens: int
    ends: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseRow:
    """What a customer holds, how many that opens, and how many more each column would; None for what is held."""

    held: Link  # `Premium and Duo Core`, to what works with it
    works: int
    gains: tuple[Gain | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """What opens some primitives, in words, and which."""

    opened_by: str
    steps: int
    count: int
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class LicensePurchases:
    """A license in a realm without any add-on. The four numbers sum to all unit primitives."""

    license: Link
    works: int
    one_away: int
    two_away: int
    closed: int
    offers: tuple[OfferRow, ...]
    more_offers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RealmPurchases:
    """All that concerns a realm. `without_effect` and `left_out` say of add-ons that have no column why."""

    realm: Link
    licenses: tuple[LicensePurchases, ...]
    bought: tuple[Link, ...]
    rows: tuple[PurchaseRow, ...]
    without_effect: str
    left_out: str


def purchases_by_realm(material: Material) -> tuple[RealmPurchases, ...]:
    """What one more purchase would open, as of the material's moment, in the realms that readers know best."""
    catalog, titles = material.catalog, material.titles
    shown = titles.ordered(catalog.license_types.names)[:MOST_LICENSES]
    realms = titles.ordered(catalog.gitlab_realms.names)[:MOST_REALMS] if shown else ()
    found = tuple(standings(catalog, material.as_of, shown, (realm,)) for realm in realms)
    offers = sum(min(MOST_OFFERS, len(standing.offers)) for in_realm in found for standing in in_realm)
    most = material.most_in_cell(offers)
    made = tuple(_realm_purchases(in_realm, most, material) for in_realm in found)
    return made[: rows_within(map(_weight, made), MOST_REALMS, MOST_BYTES // 4)]


def licenses_left_out(material: Material) -> tuple[str, ...]:
    """The titles of those that have no row anywhere."""
    titles = material.titles
    return titles.all("license_type", titles.ordered(material.catalog.license_types.names)[MOST_LICENSES:])


def _realm_purchases(shown: tuple[Standing, ...], most: int, material: Material) -> RealmPurchases:
    titles = material.titles
    add_ons, too_many, without_effect = _add_ons(shown, material)
    for_whom = " with these licenses" if licenses_left_out(material) else ""
    bought = (*(Ref(kind="add_on", name=name) for name in add_ons), *_useful_licenses(shown, add_ons))
    return RealmPurchases(
        realm=link_to(Ref(kind="gitlab_realm", name=shown[0].realm), titles),
        licenses=tuple(_license_purchases(standing, most, material) for standing in shown),
        bought=tuple(link_to(bundle, titles) for bundle in bought),
        rows=tuple(_row(standing, held, bought, shown, material) for standing in shown for held in (None, *add_ons)),
        without_effect=f"{some_of(without_effect)} would open none{for_whom}" if without_effect else "",
        left_out=some_of(titles.all("add_on", too_many)),
    )


def _weight(realm: RealmPurchases) -> int:
    """About how many bytes of a page say all this, without the names of unit primitives."""
    heads = sum(text_weight(link.text) + len(link.address) + _CELL for link in (realm.realm, *realm.bought))
    said = text_weight(realm.without_effect) + text_weight(realm.left_out) + 4 * text_weight(realm.realm.text)
    rows = sum(_ROW + link_weight(row.held.text) + len(row.held.address) + _CELL * len(row.gains) for row in realm.rows)
    licenses = sum(_ROW + 2 * link_weight(license.license.text) for license in realm.licenses)
    offers = (offer for license in realm.licenses for offer in license.offers)
    return _TABLE + heads + said + rows + licenses + sum(_OFFER + text_weight(offer.opened_by) for offer in offers)


def _add_ons(found: tuple[Standing, ...], material: Material) -> tuple[tuple[str, ...], ...]:
    """The add-ons that would open most, in the order readers know; those that open less; titles of the others."""
    names = material.catalog.add_ons.names
    gains = {name: max(standing.gain(Ref(kind="add_on", name=name)) for standing in found) for name in names}
    useful = sorted(filter(gains.get, names), key=lambda name: -gains[name])
    without_effect = material.titles.all("add_on", tuple(name for name in names if not gains[name]))
    return material.titles.ordered(useful[:MOST_ADD_ONS]), tuple(useful[MOST_ADD_ONS:]), without_effect


def _useful_licenses(found: tuple[Standing, ...], add_ons: Iterable[str]) -> tuple[Ref, ...]:
    """The licenses that would add something to one of the others, for who holds none of these add-ons, or one."""
    licenses = (Ref(kind="license_type", name=standing.license_type) for standing in found)
    held = (None, *add_ons)
    return tuple(it for it in licenses if any(standing.gain(it, add_on) for standing in found for add_on in held))


def _row(
    standing: Standing, held: str | None, bought: tuple[Ref, ...], shown: tuple[Standing, ...], material: Material
) -> PurchaseRow:
    has = (Ref(kind="license_type", name=standing.license_type), Ref(kind="add_on", name=held or ""))
    return PurchaseRow(
        held=_situation(standing, held or "", material),
        works=standing.with_add_on(held),
        gains=tuple(None if bundle in has else _gain(standing, held, bundle, shown) for bundle in bought),
    )


def _gain(standing: Standing, held: str | None, bought: Ref, shown: tuple[Standing, ...]) -> Gain:
    """Of a license: what works with it is what worked, and what it opens, without what it ends."""
    opens = standing.gain(bought, held)
    then = next((it for it in shown if bought == Ref(kind="license_type", name=it.license_type)), None)
    ends = standing.with_add_on(held) + opens - then.with_add_on(held) if then else 0
    return Gain(opens=opens, ends=ends)


def _situation(standing: Standing, add_on: str, material: Material) -> Link:
    """To the page of what works with a license and an add-on, or to the check page where it has none."""
    license, realm = standing.license_type, standing.realm
    words = [
        *material.titles.all("license_type", (license,)),
        *material.titles.all("add_on", (add_on,) if add_on else ()),
    ]
    text = " and ".join(words) if add_on else f"{words[0]}, no add-on"
    if with_pages(material.catalog, material.titles).has(license, add_on, realm):
        return Link(text=text, address=urls.situation(license, add_on, realm))
    return Link(text=text, address=urls.CHECK, query=urls.query(license=license, add_on=add_on, realm=realm))


def _license_purchases(standing: Standing, most: int, material: Material) -> LicensePurchases:
    return LicensePurchases(
        license=link_to(Ref(kind="license_type", name=standing.license_type), material.titles),
        works=len(standing.available),
        one_away=standing.away(1),
        two_away=standing.away(2),
        closed=len(standing.closed),
        offers=tuple(_offer_row(offer, most, material) for offer in standing.offers[:MOST_OFFERS]),
        more_offers=sum(len(offer.unit_primitives) for offer in standing.offers[MOST_OFFERS:]),
    )


def _offer_row(offer: Offer, most: int, material: Material) -> OfferRow:
    parts = (
        some_of(material.titles.all("license_type", offer.license_types), "or"),
        some_of(material.titles.all("add_on", offer.add_ons), "or"),
    )
    return OfferRow(
        opened_by=" with ".join(filter(None, parts)),
        steps=offer.steps,
        count=len(offer.unit_primitives),
        names=some(offer.unit_primitives, material, most),
    )
