"""Which situations have a page of their own: every license, one add-on or none, every realm, as far as they are few enough."""

from collections.abc import Iterable, Iterator

from ..catalog import Alike, Catalog, Context, is_available
from . import urls
from .material import Material
from .verdicts import NO_LICENSE, purchases, realm_title
from .wording import Titles

# The pages of all situations together name at most so many unit primitives: a few pages with very many, many with few.
# Without any add-on every license has a page in every realm, whatever that comes to.
MOST_NAMES = 30_000
FEWEST_NAMES = 100  # that a page counts for, so that there are few pages of few names, too


def licenses(catalog: Catalog, titles: Titles) -> tuple[str, ...]:
    """Every license type in the order readers know, then the one that is in no list."""
    names = titles.ordered(catalog.license_types.names)
    return names if NO_LICENSE in names else (*names, NO_LICENSE)


def add_ons(catalog: Catalog, titles: Titles) -> tuple[str, ...]:
    """No add-on, then every one in the order readers know."""
    return ("", *titles.ordered(catalog.add_ons.names))


def add_ons_with_pages(catalog: Catalog, titles: Titles) -> frozenset[str]:
    """No add-on, and of the add-ons as many as there is room for."""
    return add_ons_within(MOST_NAMES // max(FEWEST_NAMES, len(catalog.unit_primitives)), catalog, titles)


def add_ons_within(most: int, catalog: Catalog, titles: Titles) -> frozenset[str]:
    """No add-on, and those that sell most, while all their situations together are not more than `most`."""
    for_each = len(licenses(catalog, titles)) * len(catalog.gitlab_realms)
    room = max(1, most // max(1, for_each))
    by_size = sorted(catalog.add_ons, key=lambda add_on: (-len(add_on.unit_primitives), add_on.name))
    return frozenset(["", *(add_on.name for add_on in by_size[: room - 1])])


def contexts(material: Material) -> Iterator[Context]:
    """Every situation that has a page, as of the material's moment; the version is not known."""
    catalog, titles = material.catalog, material.titles
    with_pages = add_ons_with_pages(catalog, titles)
    for license in licenses(catalog, titles):
        for add_on in add_ons(catalog, titles):
            if add_on in with_pages:
                for realm in titles.ordered(catalog.gitlab_realms.names):
                    yield context(license, add_on, realm, material)


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
