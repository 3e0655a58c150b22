"""A link, as a value: pages and diagrams hold these, and only the renderer turns them into relative addresses."""

from dataclasses import dataclass

from ..catalog import Ref
from . import urls
from .wording import NAMED_BY_NAME, Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to an address of the site; `query` sets the controls of that page. `code`: it is a name."""

    text: str
    address: str
    anchor: str = ""
    query: str = ""
    code: bool = False


def link_to(ref: Ref, titles: Titles, *, anchor: str = "") -> Link:
    """The link to an entity's page."""
    return Link(text=titles.of_ref(ref), address=urls.entity(ref), anchor=anchor, code=ref.kind in NAMED_BY_NAME)
