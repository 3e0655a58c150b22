"""What is new since a GitLab version: every version that a unit primitive names, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...catalog import Release, releases
from .. import urls
from ..bounds import MOST_BYTES, MOST_DRAWN, MOST_LISTED, beginning, first_within, more
from ..facet_values import Facet
from ..links import Link
from ..material import Material
from ..news_rows import NewsRow, news_facets, news_rows, whats_new_link
from ..page import Page

MOST_VERSIONS = 2_000
_ROW = 250  # bytes of a row beside those of the unit primitive


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatsNewPage(Page):
    """`whats_new/index.html`"""

    template = "whats_new.html"
    scripts = ("whats_new.js", "sticky.js")
    styles = ("sticky.css", "facets.css", "whats_new.css")

    total: int  # unit primitives there are at all
    dated: int  # of those, how many name their first version
    undated: Link
    versions: tuple[Link, ...]
    more_versions: int  # older ones, for which there is no room
    rows: tuple[NewsRow, ...]
    facets: tuple[Facet, ...]
    most: int  # rows that stand here

    drawn = MOST_DRAWN

    @property
    def is_long(self) -> bool:
        """Whether the page shows only the first rows; a script has all of them."""
        return len(self.rows) > self.most


def whats_new_page(material: Material) -> WhatsNewPage:
    """The page of all versions."""
    primitives = tuple(material.catalog.unit_primitives)
    found = tuple(it for it in releases(material.catalog, material.as_of) if it.arrivals)
    dated = len([primitive for primitive in primitives if primitive.milestone])
    return WhatsNewPage(
        address=urls.WHATS_NEW,
        title="What’s new",
        description=f"What each of {len(found):,} GitLab versions brought, to be filtered by add-on, license and realm.",
        section=urls.WHATS_NEW,
        total=len(primitives),
        dated=dated,
        undated=Link(
            text=f"{len(primitives) - dated:,}",
            address=urls.kind_list("unit_primitive"),
            query=urls.query(gaps="milestone"),
        ),
        versions=beginning((whats_new_link(release) for release in found), MOST_VERSIONS),
        more_versions=more(len(found), MOST_VERSIONS),
        rows=tuple(row for release in found for row in news_rows(release, material)),
        facets=news_facets(found, material),
        most=_most_rows(found, material),
    )


def is_long_news(material: Material) -> bool:
    """Whether the page will show only the first of its rows."""
    found = releases(material.catalog, material.as_of)
    return sum(len(release.arrivals) for release in found) > _most_rows(found, material)


def _most_rows(found: Iterable[Release], material: Material) -> int:
    """How many rows there is room for: each unit primitive has one for every version that it names."""
    primitives = material.catalog.unit_primitives

    def held(name: str) -> int:
        stated = (primitives[name].add_ons, primitives[name].license_types, primitives[name].gitlab_realms)
        return sum(len(it) + 1 for names in stated for it in names)

    names = (arrival.unit_primitive for release in found for arrival in release.arrivals)
    return first_within((_ROW + material.rows[name].weight + held(name) for name in names), MOST_LISTED, MOST_BYTES)
