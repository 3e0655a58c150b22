"""Which situations have a page of their own: every license, one add-on or none, every realm, while there are few."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import isqrt

from ..catalog import Alike, Catalog, Context, Names, is_available
from . import urls
from .material import Material
from .verdicts import NO_LICENSE, purchases, realm_title
from .wording import Titles

# The pages of all situations together name at most so many unit primitives: a few pages with very many, many with few.
# Without any add-on every license has a page in every realm, whatever they name, while these are not too many.
MOST_NAMES = 30_000
FEWEST_NAMES = 100  # that a page counts for, so that there are few pages of few names, too
MOST_PLACES = 300  # licenses in realms, where there is no room for more with every add-on


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Every license with every add-on in every realm that there is room for. An empty add-on stands for none."""

    license_types: Names
    add_ons: Names
    gitlab_realms: Names

    def __len__(self) -> int:
        return len(self.license_types) * len(self.add_ons) * len(self.gitlab_realms)

    def has(self, license: str, add_on: str, realm: str) -> bool:
        """Whether there is room for a situation."""
        return license in self.license_types and add_on in self.add_ons and realm in self.gitlab_realms


def licenses(catalog: Catalog, titles: Titles) -> tuple[str, ...]:
    """Every license type in the order readers know, then the one that is in no list."""
    names = titles.ordered(catalog.license_types.names)
    return names if NO_LICENSE in names else (*names, NO_LICENSE)


def add_ons(catalog: Catalog, titles: Titles) -> tuple[str, ...]:
    """No add-on, then every one in the order readers know."""
    return ("", *titles.ordered(catalog.add_ons.names))


def with_pages(catalog: Catalog, titles: Titles) -> Within:
    """The situations that have pages."""
    return within(MOST_NAMES // max(FEWEST_NAMES, len(catalog.unit_primitives)), catalog, titles)


def within(most: int, catalog: Catalog, titles: Titles) -> Within:
    """The licenses and realms that readers know best, as many as fit with every add-on, or MOST_PLACES.

    With them the add-ons that sell most, while all situations together are not more than `most`.
    """
    known, realms = licenses(catalog, titles), titles.ordered(catalog.gitlab_realms.names)
    places = max(MOST_PLACES, most // len(add_ons(catalog, titles)))
    realms = realms[: max(places // len(known), isqrt(places))]
    known = known[: places // max(1, len(realms))]
    room = max(1, most // max(1, len(known) * len(realms)))
    by_size = sorted(catalog.add_ons, key=lambda add_on: (-len(add_on.unit_primitives), add_on.name))
    sold = {add_on.name for add_on in by_size[: room - 1]}
    shown = tuple(name for name in add_ons(catalog, titles) if not name or name in sold)
    return Within(license_types=known, add_ons=shown, gitlab_realms=realms)


def contexts(material: Material) -> Iterator[Context]:
    """Every situation that has a page, as of the material's moment; the version is not known."""
    found = with_pages(material.catalog, material.titles)
    for situation in product(found.license_types, found.add_ons, found.gitlab_realms):
        yield context(*situation, material)


def context(license: str, add_on: str, realm: str, material: Material) -> Context:
    """The situation with one add-on, or none where it is empty."""
    return Context(
        license_type=license, add_ons=frozenset([add_on] if add_on else ()), realm=realm, moment=material.as_of
    )


def situation_address(asked: Context) -> str:
    """Where the page of a situation stands."""
    return urls.situation(asked.license_type, "".join(asked.add_ons), asked.realm)


def situation_title(asked: Context, titles: Titles) -> str:
    """`Premium with Duo Pro, self-managed`"""
    return f"{purchases(asked, titles)}, {realm_title(asked, titles)}"


def working(groups: Iterable[Alike], asked: Context) -> int:
    """How many primitives are available, of groups that have the same terms."""
    return sum(len(group) for group in groups if is_available(group[0], asked))
