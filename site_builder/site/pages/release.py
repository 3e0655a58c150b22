"""What one GitLab version brought, and the versions before and after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...catalog import Release, Role, version_text
from ...counting import number
from .. import urls
from ..bounds import beginning, more
from ..links import Link
from ..material import Material
from ..named import Names, some
from ..news_rows import NewsRow, news_rows, whats_new_link
from ..page import Page

_WORDS = {
    Role.FIRST: "brought",
    Role.FREE: "is the oldest version with free access to",
    Role.PAID: "is the oldest version with paid access to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAs:
    """Part of the sentence: what the version did to some primitives, «brought 3 unit primitives», and which."""

    words: str
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage(Page):
    """`whats_new/<version>.html`"""

    template = "release.html"
    scripts = ("sticky.js",)
    styles = ("sticky.css", "whats_new.css")

    version: str
    parts: tuple[NamedAs, ...]
    rows: tuple[NewsRow, ...]
    older: Link | None
    newer: Link | None
    since: Link
    more: int = 0  # rows that the page leaves out


def release_page(release: Release, older: Release | None, newer: Release | None, material: Material) -> ReleasePage:
    """The page of one version, between its neighbours."""
    version = version_text(release.version)
    return ReleasePage(
        address=urls.whats_new(version),
        title=f"GitLab {version}",
        description=f"{number(len(release.arrivals), 'unit primitive')} that came with GitLab {version} or need it at the least.",
        section=urls.WHATS_NEW,
        trail=(Link(text="What’s new", address=urls.WHATS_NEW),),
        version=version,
        parts=tuple(part for part in _parts(release, material) if part.names.links),
        rows=beginning(news_rows(release, material), material.most_rows),
        more=more(len(release.arrivals), material.most_rows),
        older=whats_new_link(older) if older else None,
        newer=whats_new_link(newer) if newer else None,
        since=Link(text=f"What came after {version}", address=urls.WHATS_NEW, query=urls.query(since=version)),
    )


def _parts(release: Release, material: Material) -> Iterator[NamedAs]:
    for role, words in _WORDS.items():
        names = [arrival.unit_primitive for arrival in release.arrivals if role in arrival.roles]
        yield NamedAs(words=f"{words} {number(len(names), 'unit primitive')}", names=some(names, material))
    count = number(len(release.unneeded), "unit primitive")
    yield NamedAs(
        words=f"is stated by {count} for a use in which nobody needs it now",
        names=some(release.unneeded, material),
    )
