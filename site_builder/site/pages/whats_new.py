"""What is new since a GitLab version: every version that a unit primitive names, newest first."""

from dataclasses import dataclass

from ...catalog import releases
from .. import urls
from ..bounds import MOST_DRAWN
from ..facet_values import Facet
from ..links import Link
from ..material import Material
from ..news_rows import NewsRow, news_facets, news_rows, whats_new_link
from ..page import Page


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
        versions=tuple(whats_new_link(release) for release in found),
        rows=tuple(row for release in found for row in news_rows(release, material)),
        facets=news_facets(found, material),
        most=material.most_listed,
    )


def is_long_news(material: Material) -> bool:
    """Whether the page will show only the first of its rows."""
    return sum(len(release.arrivals) for release in releases(material.catalog, material.as_of)) > material.most_listed
