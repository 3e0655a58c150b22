"""Whole sites that are built once: of the real catalog, of small ones with a past, and of the least there can be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from xml.etree import ElementTree

from site_builder.catalog import Internal, Words, left_out, link, public
from site_builder.installed import own_files
from site_builder.site import Material, plan, public_material
from site_builder.source import load, load_schemas, load_site_settings
from tests.artifacts import artifacts_of
from tests.site import past
from tests.site.making import material, material_of
from tests.site.reading import Html

CONFIG = Path(__file__).parents[2] / "config"
BASE, REPOSITORY = "https://example.com/project/", "https://gitlab.com/example/catalog"
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Built:
    """A whole site. `base` is the address it is published at."""

    made: Material

    @property
    def base(self) -> str:
        """Where absolute links of this site begin."""
        return self.made.site.base_url or "/"

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file."""
        return {it.path: it.content for it in artifacts_of(plan(self.made))}

    @cached_property
    def pages(self) -> Mapping[str, Html]:
        """Every page."""
        return {path: Html(content.decode()) for path, content in self.files.items() if path.endswith(".html")}

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Every address within this site that a page or picture names, with the place it stands at."""
        named = [(path, address) for path, page in self.pages.items() for _, address in page.addresses]
        found = [
            (path, "/" + address.removeprefix(self.base) if address.startswith(self.base) else address)
            for path, address in named
            if address.startswith(self.base) or not address.startswith("https://")
        ]
        pictures = [path for path in self.files if path.endswith(".svg")]
        return found + [(path, element.attrib["href"]) for path in pictures for element in self.svg(path, "a")]

    def svg(self, path: str, tag: str) -> list[ElementTree.Element]:
        """The elements of a picture that have a tag."""
        return list(ElementTree.fromstring(self.files[path]).iter(f"{SVG}{tag}"))


@cache
def built(name: str) -> Built:
    """A site that is built once for all tests."""
    return Built(SITES[name]())


def real() -> Material:
    """The real catalog, published at an address and with a known repository."""
    settings = replace(
        load_site_settings(CONFIG, load_schemas(own_files("schemas"))), base_url=BASE, repository_url=REPOSITORY
    )
    return material_of(CONFIG, as_of=datetime(2026, 11, 21, tzinfo=UTC), site=settings)


def sparse() -> Material:
    """One of everything, with no relation between any two, and nothing known of where the site stands."""
    return material("""
        -- unit_primitives/duo_chat --
        -- add_ons/duo_pro --
        -- license_types/premium --
        -- gitlab_realms/saas --
        -- backend_services/ai_gateway --
        -- services/chat --
        """)


def least() -> Material:
    """A single primitive."""
    return material("-- unit_primitives/duo_chat --")


def by_month() -> Material:
    """A small catalog with a history, in which something changed in three months."""
    return past.made()


def by_release() -> Material:
    """The same with a release, and nothing known of the repository."""
    return past.made(tags=True, repository_url=None)


def for_the_public() -> Material:
    """The real catalog without fields and kinds that many pages are about."""
    gone = left_out(("group", "documentation_url", "introduced_by_url"), ("services", "backend_services"))
    made, configuration = real(), load(CONFIG, load_schemas(own_files("schemas")))
    shown = link(public(configuration.entities, Internal(left_out=gone)), gone)
    site = replace(made.site, repository_url=None)
    return public_material(replace(made, catalog=shown, problems=(), site=site), Words())


SITES = {
    "public": for_the_public,
    "real": real,
    "sparse": sparse,
    "least": least,
    "by_month": by_month,
    "by_release": by_release,
}
