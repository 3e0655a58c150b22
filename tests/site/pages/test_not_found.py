"""The page for an address that leads nowhere offers every list."""

from site_builder.catalog import KINDS
from site_builder.site.pages.not_found import not_found_page
from tests.site.making import material


def test_every_list_is_offered() -> None:
    page = not_found_page(material("-- unit_primitives/a --"))

    assert (page.address, page.title) == ("404.html", "Page not found")
    assert [link.address for link in page.kinds] == [f"{kind.plural}/index.html" for kind in KINDS]
