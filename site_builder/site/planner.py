"""Material in, site out: the inventory of every page and file, in one place.

Pages and large families of files are planned by address and made when they are asked for, so that a large site is never
in memory as a whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..catalog import KINDS, RELATIONS, Entity
from ..catalog.graph import graphml
from . import urls
from .assets import ASSETS
from .exports import api_catalog, api_entity, api_index, entity_table, matrix_table, robots, sitemap
from .links import Link
from .material import Material
from .navigation import MORE, NAVIGATION
from .page import Frame, Page
from .pages.about import about_page
from .pages.backend_service import backend_service_page
from .pages.bundle import bundle_page
from .pages.data import DataFile, data_page
from .pages.entity import entity_page
from .pages.gitlab_realm import gitlab_realm_page
from .pages.graph import graph_page
from .pages.home import home_page
from .pages.kind import kind_page
from .pages.matrix import matrix_page
from .pages.not_found import not_found_page
from .pages.owner import owner_page
from .pages.problems import problems_page
from .pages.schema import schema_page
from .pages.service import service_page
from .pages.unit_primitive import unit_primitive_page
from .pages.unit_primitives import unit_primitives_page
from .search import search_data
from .wording import day, iso

# Kinds that have a page of their own making; the others get the plain page of an entity.
ENTITY_PAGES: Mapping[str, Callable[[Any, Material], Page]] = {
    "unit_primitive": unit_primitive_page,
    "add_on": bundle_page,
    "license_type": bundle_page,
    "gitlab_realm": gitlab_realm_page,
    "backend_service": backend_service_page,
    "service": service_page,
    "group": owner_page,
    "feature_category": owner_page,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """A page that will stand at an address. `make` gives it, the same each time."""

    address: str
    make: Callable[[], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file other than a page that will stand at an address. `make` gives its bytes."""

    address: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that will be published. `addresses` holds every address that a link may lead to."""

    frame: Frame
    pages: tuple[PlannedPage, ...]
    files: tuple[PlannedFile, ...]
    addresses: frozenset[str]

    def page(self, address: str) -> Page:
        """The page at an address. KeyError where none is planned."""
        return {planned.address: planned.make for planned in self.pages}[address]()


def plan(material: Material) -> Site:
    """Every page and file of the site. ValueError when two of them want one address, which would be a bug."""
    downloads = tuple(_downloads(material))
    standing = tuple(_standing_pages(material, downloads))
    pages = (*standing, *_entity_pages(material))
    search = PlannedFile(
        address=urls.SEARCH_DATA,
        make=lambda: search_data(material, tuple(planned.make() for planned in standing if _is_found(planned))),
    )
    files = (*(file for file, _ in downloads), *_entity_files(material), *_other_files(material, pages), search)
    addresses = [
        *(planned.address for planned in (*pages, *files)),
        *(asset.address for asset in ASSETS),
        *_diagram_addresses(material),
    ]
    if len(addresses) != len(set(addresses)):
        twice = sorted({address for address in addresses if addresses.count(address) > 1})
        raise ValueError(f"two pages or files at one address: {', '.join(twice)}")
    return Site(frame=_frame(material), pages=pages, files=files, addresses=frozenset(addresses))


def _frame(material: Material) -> Frame:
    return Frame(
        title=material.site.title,
        notice=material.site.notice,
        base_url=material.site.base_url,
        repository_url=material.site.repository_url,
        navigation=NAVIGATION,
        more=MORE,
        as_of=iso(material.as_of),
        as_of_text=f"{day(material.as_of)}, {material.as_of:%H:%M} UTC",
        content_hash=material.content_hash,
        commit=material.commit,
        problems=len(material.problems),
    )


def _standing_pages(
    material: Material, downloads: tuple[tuple[PlannedFile, str], ...]
) -> Iterator[PlannedPage]:
    """The pages that every site has, whatever its catalog holds."""
    yield PlannedPage(address=urls.HOME, make=lambda: home_page(material))
    for kind in KINDS:
        make = unit_primitives_page if kind.singular == "unit_primitive" else None
        yield PlannedPage(
            address=urls.kind_list(kind.singular),
            make=lambda kind=kind, make=make: make(material) if make else kind_page(kind, material),  # type: ignore[misc]
        )
    yield PlannedPage(address=urls.MATRIX, make=lambda: matrix_page(material))
    yield PlannedPage(address=urls.GRAPH, make=lambda: graph_page(material))
    yield PlannedPage(address=urls.PROBLEMS, make=lambda: problems_page(material))
    yield PlannedPage(address=urls.DATA, make=lambda: data_page(material, _measured(downloads)))
    for kind in KINDS:
        if kind.has_files:
            yield PlannedPage(
                address=urls.schema(kind.singular),
                make=lambda kind=kind: schema_page(kind, material),  # type: ignore[misc]
            )
    yield PlannedPage(address=urls.ABOUT, make=lambda: about_page(material))
    yield PlannedPage(address=urls.NOT_FOUND, make=lambda: not_found_page(material))


def _is_found(planned: PlannedPage) -> bool:
    """Whether the search finds a page that is about no entity."""
    return planned.address not in (urls.HOME, urls.NOT_FOUND)


def _entity_pages(material: Material) -> Iterator[PlannedPage]:
    for entity in material.catalog:
        make = ENTITY_PAGES.get(entity.kind, entity_page)
        yield PlannedPage(
            address=urls.entity(entity.ref),
            make=lambda make=make, entity=entity: make(entity, material),  # type: ignore[misc]
        )


def _downloads(material: Material) -> Iterator[tuple[PlannedFile, str]]:
    """The files that the data page lists, each with what one line or object of it is."""
    yield _file(urls.API_CATALOG, api_catalog(material)), "JSON, all entities of all kinds with both ends of relations"
    yield _file(urls.API_INDEX, api_index(material)), "JSON, where the file of each entity is"
    for kind in KINDS:
        rows = len(material.catalog.of_kind(kind.singular))
        shape = f"CSV, one line for each of {rows:,} {kind.nouns}"
        yield _file(urls.table(kind.singular), entity_table(kind, material)), shape
    yield _file(urls.MATRIX_CSV, matrix_table(material)), "CSV, the matrix: one line per unit primitive"
    yield _file(urls.GRAPHML, graphml(material.catalog)), "GraphML, a node per entity and an edge per relation"
    if material.provenance_csv:
        yield _file(urls.PROVENANCE, material.provenance_csv), "CSV, one line per value with its source"


def _file(address: str, content: bytes) -> PlannedFile:
    return PlannedFile(address=address, make=lambda: content)


def _measured(downloads: tuple[tuple[PlannedFile, str], ...]) -> tuple[DataFile, ...]:
    return tuple(
        DataFile(link=Link(text=file.address, address=file.address), shape=shape, bytes=len(file.make()))
        for file, shape in downloads
    )


def _entity_files(material: Material) -> Iterator[PlannedFile]:
    for entity in material.catalog:
        yield PlannedFile(
            address=urls.api_entity(entity.ref),
            make=lambda entity=entity: api_entity(entity, material),  # type: ignore[misc]
        )


def _other_files(material: Material, pages: tuple[PlannedPage, ...]) -> Iterator[PlannedFile]:
    for kind, text in material.schemas.items():
        yield _file(urls.schema_json(kind), text)
    found = [planned.address for planned in pages if planned.address != urls.NOT_FOUND]
    yield _file(urls.SITEMAP, sitemap(found, material.site))
    yield _file(urls.ROBOTS, robots(material.site))


def _diagram_addresses(material: Material) -> Iterator[str]:
    entities: Iterator[Entity] = iter(material.catalog)
    names = [urls.entity(entity.ref).removesuffix(".html") for entity in entities]
    related = [f"relations/{row.key}" for row in RELATIONS if "unit_primitive" in (row.source, row.target)]
    for name in (*names, *related, "kinds"):
        yield urls.diagram(name, "svg")
        yield urls.diagram(name, "dot")
