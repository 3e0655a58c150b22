"""Cut-offs as an Atom feed (RFC 4287), for feed readers, and the form that every feed of the site has."""

from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from ...catalog import Ref
from .. import urls
from ..announcements import Announcement, absolute, channel
from ..material import Material
from ..wording import iso

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. `id` is a UUID; `url` is of the page behind it, where the site's address is known."""

    id: str
    title: str
    updated: datetime
    category: str
    url: str | None
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: where it is, what page stands behind it, and its entries, in the order in which they are to be read."""

    id: str
    title: str
    notice: str
    updated: datetime
    site: str
    address: str | None
    url: str | None
    entries: tuple[Entry, ...]


def cut_off_feed(ref: Ref | None, material: Material) -> bytes:
    """The feed of a bundle or group, or of all cut-offs. Without a cut-off it is a feed that has no entries yet."""
    told = channel(ref, material)
    return atom(
        Feed(
            id=told.id,
            title=told.title,
            notice=told.notice,
            updated=told.told,
            site=told.site,
            address=absolute(urls.feed(ref) if ref else urls.CUT_OFF_FEED, material),
            url=told.url,
            entries=tuple(map(_cut_off, told.announcements)),
        )
    )


def atom(told: Feed) -> bytes:
    """The file of a feed."""
    feed = ElementTree.Element("feed", xmlns=_NAMESPACE)
    _add(feed, "id", f"urn:uuid:{told.id}")
    _add(feed, "title", told.title)
    if told.notice:
        _add(feed, "subtitle", told.notice)
    _add(feed, "updated", iso(told.updated))
    _add(ElementTree.SubElement(feed, "author"), "name", told.site)
    _link(feed, "self", told.address, "application/atom+xml")
    _link(feed, "alternate", told.url, "text/html")
    for entry in told.entries:
        _entry(feed, entry)
    ElementTree.indent(feed, space=" ")
    text: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _cut_off(announcement: Announcement) -> Entry:
    return Entry(
        id=announcement.id,
        title=announcement.heading,
        updated=announcement.told,
        category=announcement.nearness,
        url=announcement.url,
        content=announcement.text,
    )


def _entry(feed: ElementTree.Element, told: Entry) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(entry, "id", f"urn:uuid:{told.id}")
    _add(entry, "title", told.title)
    _add(entry, "updated", iso(told.updated))
    ElementTree.SubElement(entry, "category", term=told.category)
    _link(entry, "alternate", told.url, "text/html")
    _add(entry, "content", told.content)


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _link(parent: ElementTree.Element, rel: str, href: str | None, media_type: str) -> None:
    """Only where the site's address is known: a feed is read far from the site, where a relative link leads nowhere."""
    if href:
        ElementTree.SubElement(parent, "link", rel=rel, type=media_type, href=href)
