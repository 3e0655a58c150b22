"""The addresses of all pages, for search engines."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from ...settings import SiteSettings
from .. import urls


def sitemap(addresses: Iterable[str], site: SiteSettings) -> bytes:
    """`sitemap.xml`; with addresses from the site's root where the base URL is not known."""
    base = site.base_url or "/"
    lines = [f"<url><loc>{escape(base + quote(address), quote=False)}</loc></url>" for address in sorted(addresses)]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(lines) + "\n</urlset>\n").encode("utf-8")


def robots(site: SiteSettings) -> bytes:
    """`robots.txt`: everything may be read, and where the sitemap is."""
    place = f"Sitemap: {site.base_url}{urls.SITEMAP}\n" if site.base_url else ""
    return f"User-agent: *\nAllow: /\n{place}".encode()
