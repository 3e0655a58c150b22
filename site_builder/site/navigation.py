"""The top bar: what a reader reaches from every page, and by which words else one may look for it."""

from collections.abc import Collection, Iterable

from ..catalog import KINDS, Kind
from . import urls
from .links import Link

NAVIGATION = (
    Link(text="Catalog", address=urls.kind_list("unit_primitive")),
    Link(text="Add-ons", address=urls.kind_list("add_on")),
    Link(text="Licenses", address=urls.kind_list("license_type")),
    Link(text="Matrix", address=urls.MATRIX),
    Link(text="Compare", address=urls.COMPARE),
    Link(text="Check", address=urls.CHECK),
    Link(text="Changes", address=urls.CHANGES),
)

_IN_THE_BAR = frozenset(link.address for link in NAVIGATION)

MORE = (
    Link(text="What’s new", address=urls.WHATS_NEW),
    Link(text="Timeline", address=urls.TIMELINE),
    Link(text="Parity", address=urls.PARITY),
    Link(text="Deprecations", address=urls.DEPRECATIONS),
    *(
        Link(text=kind.title_plural, address=urls.kind_list(kind.singular))
        for kind in KINDS
        if urls.kind_list(kind.singular) not in _IN_THE_BAR
    ),
    Link(text="Graph", address=urls.GRAPH),
    Link(text="Problems", address=urls.PROBLEMS),
    Link(text="Data", address=urls.DATA),
    Link(text="Editors", address=urls.EDITORS),
    Link(text="About", address=urls.ABOUT),
)

# Words for what a page has and its title does not say, by its address.
ALSO_CALLED = {
    urls.CHANGES: "history feed atom rss",
    urls.TIMELINE: "cut-offs calendar ics feed atom rss",
    urls.DATA: "csv json graphml xlsx spreadsheet excel download api",
    urls.ABOUT: "glossary",
}


def navigation(listed: Collection[Kind]) -> tuple[Link, ...]:
    """The bar of a site that lists these kinds."""
    return _of(listed, NAVIGATION)


def more(listed: Collection[Kind]) -> tuple[Link, ...]:
    """What its last entry opens."""
    return _of(listed, MORE)


def _of(listed: Collection[Kind], links: Iterable[Link]) -> tuple[Link, ...]:
    gone = {urls.kind_list(kind.singular) for kind in KINDS if kind not in listed}
    return tuple(link for link in links if link.address not in gone)
