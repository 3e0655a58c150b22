"""Cut-offs as an Atom feed (RFC 4287), for feed readers."""

from xml.etree import ElementTree

from ...catalog import Ref
from .. import urls
from ..announcements import Announcement, absolute, channel
from ..material import Material
from ..wording import iso

_NAMESPACE = "http://www.w3.org/2005/Atom"


def cut_off_feed(ref: Ref | None, material: Material) -> bytes:
    """The feed of a bundle or group, or of all cut-offs. Without a cut-off it is a feed that has no entries yet."""
    told = channel(ref, material)
    feed = ElementTree.Element("feed", xmlns=_NAMESPACE)
    _add(feed, "id", f"urn:uuid:{told.id}")
    _add(feed, "title", told.title)
    if told.notice:
        _add(feed, "subtitle", told.notice)
    _add(feed, "updated", iso(told.told))
    _add(ElementTree.SubElement(feed, "author"), "name", told.site)
    _link(feed, "self", absolute(urls.feed(ref) if ref else urls.CUT_OFF_FEED, material), "application/atom+xml")
    _link(feed, "alternate", told.url, "text/html")
    for announcement in told.announcements:
        _entry(feed, announcement)
    ElementTree.indent(feed, space=" ")
    text: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(feed: ElementTree.Element, announcement: Announcement) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(entry, "id", f"urn:uuid:{announcement.id}")
    _add(entry, "title", announcement.heading)
    _add(entry, "updated", iso(announcement.told))
    ElementTree.SubElement(entry, "category", term=announcement.nearness)
    _link(entry, "alternate", announcement.url, "text/html")
    _add(entry, "content", announcement.text)


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _link(parent: ElementTree.Element, rel: str, href: str | None, media_type: str) -> None:
    """Only where the site's address is known: a feed is read far from the site, where a relative link leads nowhere."""
    if href:
        ElementTree.SubElement(parent, "link", rel=rel, type=media_type, href=href)
