"""The sitemap is well-formed XML with every page's whole address; robots may read everything."""

from xml.etree import ElementTree

from site_builder.settings import SiteSettings
from site_builder.site import plan
from site_builder.site.exports import robots, sitemap
from tests.site.making import material

PUBLISHED = SiteSettings(base_url="https://example.com/a&b/")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(content: bytes) -> list[str | None]:
    """The addresses that the sitemap lists."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{NAMESPACE}urlset"
    assert {child.tag for child in root} == {f"{NAMESPACE}url"}
    return [place.text for place in root.iter(f"{NAMESPACE}loc")]


def test_addresses_are_whole_sorted_quoted_and_escaped() -> None:
    assert sitemap(["index.html", "a <b>&c.html"], PUBLISHED) == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        b"<url><loc>https://example.com/a&amp;b/a%20%3Cb%3E%26c.html</loc></url>\n"
        b"<url><loc>https://example.com/a&amp;b/index.html</loc></url>\n"
        b"</urlset>\n"
    )


def test_every_page_but_404_is_listed() -> None:
    site = plan(material("-- unit_primitives/a --", site=PUBLISHED))
    content = next(file.make() for file in site.files if file.address == "sitemap.xml")

    assert locations(content) == sorted(
        f"https://example.com/a&b/{page.address}" for page in site.pages if page.address != "404.html"
    )


def test_without_a_base_url_addresses_begin_at_the_root() -> None:
    assert locations(sitemap(["index.html"], SiteSettings())) == ["/index.html"]


def test_robots_may_read_everything_and_find_the_sitemap_where_its_address_is_known() -> None:
    assert robots(PUBLISHED) == b"User-agent: *\nAllow: /\nSitemap: https://example.com/a&b/sitemap.xml\n"
    assert robots(SiteSettings()) == b"User-agent: *\nAllow: /\n"
