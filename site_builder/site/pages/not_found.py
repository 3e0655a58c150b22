"""The page for an address that leads nowhere. It is shown in the place of any page, so all its links are absolute."""

from dataclasses import dataclass

from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """`404.html`"""

    template = "not_found.html"
    scripts = ("not_found.js",)

    kinds: tuple[Link, ...]


def not_found_page(material: Material) -> NotFoundPage:
    """The page for missing pages."""
    return NotFoundPage(
        address=urls.NOT_FOUND,
        title="Page not found",
        description="No page of the catalog has this address.",
        kinds=tuple(
            Link(text=kind.title_plural, address=urls.kind_list(kind.singular)) for kind in material.catalog.listed
        ),
    )
