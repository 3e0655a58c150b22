"""Addresses of the site in, links between its pages out: relative, and only to what is planned."""

import re
from collections.abc import Mapping
from posixpath import normpath

from ..site import Link, Site, urls


class UnplannedAddress(Exception):
    """A template links to an address that the site does not have."""


class Hrefs:
    """The links of one site. Pages of a folder share theirs, so that each is looked for once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, dict[str, str]] = {}
        self._queries = {address: make().query for address, make in site.scripts.items()}

    def of(self, address: str) -> "Href":
        """The links from the page or file at an address."""
        return Href(self._site, address, self._known.setdefault(folder_of(address), {}), self._queries)


def folder_of(address: str) -> str:
    """Where a page stands, with a final slash; empty at the top. Links from the page for missing pages are its own."""
    return address if address == urls.NOT_FOUND else address[: address.rfind("/") + 1]


class Href:
    """`href(target)` in templates: the link from one page to another. Refuses an address that is not planned.

    From an earlier release, what only today's site has is linked there. `queries` are those of scripts that are data.
    """

    def __init__(self, site: Site, here: str, known: dict[str, str], queries: Mapping[str, str]) -> None:
        self._site = site
        self._here = here
        self._known = known
        self._queries = queries
        # Links to other pages are the same from all pages of a folder.
        self.folder = folder_of(here)
        # 404.html is shown at any address, so that only absolute links work there.
        self.root = _base(site) if here == urls.NOT_FOUND else "../" * here.count("/")

    def __call__(self, target: Link | str) -> str:
        if isinstance(target, str):
            return self._to(target)
        suffix = target.query + (f"#{target.anchor}" if target.anchor else "")
        return suffix if suffix and target.address == self._here else self._to(target.address) + suffix

    def written(self, address: str) -> str | None:
        """The link to where a text leads, such as `./add_ons/?q=pro`; None where nothing is planned there."""
        path = re.split("[?#]", address, maxsplit=1)[0]
        target = normpath(path + urls.HOME if path.endswith("/") else path)
        try:
            there = self._to(target)
        except UnplannedAddress:
            if not self._is_in_a_release(target):
                return None
            there = urls.relative(self._here, target)
        return there + address.removeprefix(path)

    def _is_in_a_release(self, address: str) -> bool:
        below = (it for it in self._site.earlier if address.startswith(it.place))
        return any(address.removeprefix(it.place) in it.addresses for it in below)

    def _to(self, address: str) -> str:
        if address not in self._known:
            self._known[address] = self._found(address)
        return self._known[address]

    def _found(self, address: str) -> str:
        if address in self._site.addresses:
            absolute = self._here == urls.NOT_FOUND
            there = self.root + address if absolute else urls.relative(self._here, address)
            return there + self._queries.get(address, "")
        if address in self._site.today:
            return self.today(self._site.today[address])
        raise UnplannedAddress(f"no page or file is planned at '{address}'")

    def today(self, target: Link) -> str:
        """The link from a page of an earlier release to one of today's site."""
        return urls.relative(self._site.place + self._here, target.address)


def _base(site: Site) -> str:
    return site.frame.base_url or "/"
