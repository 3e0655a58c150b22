"""Material in, site out: the inventory of every page and file, in one place.

Pages and large families of files are planned by address and made when they are asked for, so that a large site is never
in memory as a whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from ..catalog import releases, version_text
from ..settings import Audience
from . import urls
from .announcements import subjects
from .assets import ASSETS
from .diagrams import drawn_relations
from .downloads import Download, downloads
from .exports import (
    Script,
    api_entity,
    change_feed,
    cut_off_calendar,
    cut_off_feed,
    robots,
    sitemap,
    terms_data,
)
from .links import Link
from .material import Material
from .navigation import more, navigation
from .page import Frame, Page
from .pages.about import about_page
from .pages.all_changes import all_changes_page
from .pages.backend_service import backend_service_page
from .pages.bundle import bundle_page
from .pages.change_period import change_period_page
from .pages.changes import changes_page
from .pages.check import check_page
from .pages.codes import codes_page
from .pages.compare import compare_page
from .pages.comparison import comparison_page
from .pages.data import data_page
from .pages.deprecations import deprecations_page
from .pages.earlier_releases import earlier_releases_page
from .pages.editors import editors_page
from .pages.entity import entity_page
from .pages.gitlab_realm import gitlab_realm_page
from .pages.graph import graph_page
from .pages.home import home_page
from .pages.kind import kind_page
from .pages.matrix import is_long_matrix, matrix_page
from .pages.not_found import not_found_page
from .pages.owner import owner_page
from .pages.parity import parity_page
from .pages.problems import problems_page
from .pages.release import release_page
from .pages.schema import schema_page
from .pages.service import service_page
from .pages.services import services_page
from .pages.situation import situation_page
from .pages.timeline import timeline_page
from .pages.unit_primitive import unit_primitive_page
from .pages.unit_primitives import list_part_page, list_parts, unit_primitives_page
from .pages.whats_new import is_long_news, whats_new_page
from .periods import has_changes, has_page, period_address
from .search import search_data
from .situations import contexts, situation_address
from .wording import iso, minute

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

# The same for the lists of kinds.
LIST_PAGES: Mapping[str, Callable[[Material], Page]] = {
    "unit_primitive": unit_primitives_page,
    "service": services_page,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """A page that will stand at an address. `make` gives it, the same each time."""

    address: str
    make: Callable[[], Page]
    shows_files: bool = False  # what files hold, so that it is best made where they are


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
    scripts: Mapping[str, Callable[[], Script]]  # those that are data of no page alone, by address
    earlier: tuple["Site", ...] = ()  # the sites of earlier releases, which stand below this one
    place: str = ""  # of the site of an earlier release: where it stands in that of today, with a final slash
    today: Mapping[str, Link] = field(default_factory=dict)  # there: what stands for an address in today's site

    @property
    def all_pages(self) -> int:
        """How many pages there are, with those of earlier releases."""
        return len(self.pages) + sum(site.all_pages for site in self.earlier)

    def page(self, address: str) -> Page:
        """The page at an address. KeyError where none is planned."""
        return {planned.address: planned.make for planned in self.pages}[address]()


def plan(material: Material) -> Site:
    """Every page and file of the site. ValueError when two of them want one address, which would be a bug."""
    listed = tuple(downloads(material))
    pages = (
        *_standing_pages(material, listed),
        *_situation_pages(material),
        *_comparison_pages(material),
        *_release_pages(material),
        *_change_pages(material),
        *_entity_pages(material),
    )
    files = tuple(_files(material, listed, pages))
    scripts = {  # each is asked for by the pages, which name its edition, and as a file
        urls.SEARCH_DATA: cache(partial(search_data, material)),
        urls.TERMS_DATA: cache(partial(terms_data, material)),
    }
    addresses = [
        *(page.address for page in pages),
        *(file.address for file in files),
        *scripts,
        *(asset.address for asset in ASSETS),
        *_diagram_addresses(material),
        *_row_addresses(material),
        *(f"{urls.earlier_release(release.name)}{urls.HOME}" for release in material.earlier),
    ]
    if len(addresses) != len(set(addresses)):
        twice = sorted({address for address in addresses if addresses.count(address) > 1})
        raise ValueError(f"two pages or files at one address: {', '.join(twice)}")
    return Site(frame=_frame(material), pages=pages, files=files, addresses=frozenset(addresses), scripts=scripts)


def _frame(material: Material) -> Frame:
    repository = material.site.repository_url
    return Frame(
        title=material.site.title,
        notice=material.site.notice,
        base_url=material.site.base_url,
        repository_url=repository,
        files_url=f"{repository}/-/tree/{quote(material.site.default_branch)}/{quote(material.site.config_path)}"
        if repository
        else None,
        report_url=f"{repository}/-/issues/new" if repository else None,
        navigation=navigation(material.catalog.listed),
        more=more(material.catalog.listed),
        as_of=iso(material.as_of),
        as_of_text=minute(material.as_of),
        content_hash=material.content_hash,
        commit=material.commit,
        problems=len(material.problems),
        is_public=material.audience is Audience.PUBLIC,
        releases=Link(text="Earlier releases", address=urls.EARLIER_RELEASES) if material.earlier else None,
    )


def _standing_pages(material: Material, listed: tuple[Download, ...]) -> Iterator[PlannedPage]:
    """The pages that every site has, whatever its catalog holds."""
    yield PlannedPage(address=urls.HOME, make=partial(home_page, material))
    for kind in material.catalog.listed:
        make = LIST_PAGES.get(kind.singular) or partial(kind_page, kind)
        yield PlannedPage(address=urls.kind_list(kind.singular), make=partial(make, material))
    for number, part in enumerate(list_parts(material), 1):
        yield PlannedPage(address=part.address, make=partial(list_part_page, number, material))
    yield PlannedPage(address=urls.MATRIX, make=partial(matrix_page, material))
    yield PlannedPage(address=urls.CHECK, make=partial(check_page, material))
    yield PlannedPage(address=urls.COMPARE, make=partial(compare_page, material))
    yield PlannedPage(address=urls.TIMELINE, make=partial(timeline_page, material))
    yield PlannedPage(address=urls.CHANGES, make=partial(changes_page, material))
    yield PlannedPage(address=urls.WHATS_NEW, make=partial(whats_new_page, material))
    yield PlannedPage(address=urls.PARITY, make=partial(parity_page, material))
    yield PlannedPage(address=urls.DEPRECATIONS, make=partial(deprecations_page, material))
    yield PlannedPage(address=urls.GRAPH, make=partial(graph_page, material))
    yield PlannedPage(address=urls.PROBLEMS, make=partial(problems_page, material))
    yield PlannedPage(address=urls.CODES, make=partial(codes_page, material))
    yield PlannedPage(address=urls.DATA, make=partial(data_page, material, listed), shows_files=True)
    for kind in material.catalog.listed:
        if kind.has_files:
            yield PlannedPage(address=urls.schema(kind.singular), make=partial(schema_page, kind, material))
    yield PlannedPage(address=urls.EDITORS, make=partial(editors_page, material))
    yield PlannedPage(address=urls.ABOUT, make=partial(about_page, material))
    if material.earlier:
        yield PlannedPage(address=urls.EARLIER_RELEASES, make=partial(earlier_releases_page, material))
    yield PlannedPage(address=urls.NOT_FOUND, make=partial(not_found_page, material))


def _situation_pages(material: Material) -> Iterator[PlannedPage]:
    for asked in contexts(material):
        yield PlannedPage(address=situation_address(asked), make=partial(situation_page, asked, material))


def _release_pages(material: Material) -> Iterator[PlannedPage]:
    """A page for each GitLab version that a unit primitive names, with the versions before and after it."""
    found = releases(material.catalog, material.as_of)  # the newest first
    for release, older, newer in zip(found, (*found[1:], None), (None, *found), strict=False):
        address = urls.whats_new(version_text(release.version))
        yield PlannedPage(address=address, make=partial(release_page, release, older, newer, material))


def _change_pages(material: Material) -> Iterator[PlannedPage]:
    """All changes, and those of each period; none where nothing is known of."""
    told = material.chronicle
    if has_changes(told):
        yield PlannedPage(address=urls.ALL_CHANGES, make=partial(all_changes_page, material))
    for place, period in enumerate(told.periods):
        if has_page(period):
            yield PlannedPage(address=period_address(period, told), make=partial(change_period_page, place, material))


def _entity_pages(material: Material) -> Iterator[PlannedPage]:
    for entity in material.catalog:
        make = ENTITY_PAGES.get(entity.kind, entity_page)
        yield PlannedPage(address=urls.entity(entity.ref), make=partial(make, entity, material))


def _comparison_pages(material: Material) -> Iterator[PlannedPage]:
    for (a, b), comparison in material.pairs.with_page.items():
        address = urls.comparison(a.kind, a.name, b.name)
        yield PlannedPage(address=address, make=partial(comparison_page, comparison, material))


def _files(material: Material, listed: tuple[Download, ...], pages: tuple[PlannedPage, ...]) -> Iterator[PlannedFile]:
    for download in listed:
        yield PlannedFile(address=download.address, make=download.make)
    for entity in material.catalog:
        yield PlannedFile(address=urls.api_entity(entity.ref), make=partial(api_entity, entity, material))
    yield from _cut_off_files(material)
    yield from _change_feeds(material)
    for kind, text in material.schemas.items():
        yield PlannedFile(address=urls.schema_json(kind), make=partial(bytes, text))
    found = tuple(planned.address for planned in pages if planned.address != urls.NOT_FOUND)
    yield PlannedFile(address=urls.SITEMAP, make=partial(sitemap, found, material.site))
    yield PlannedFile(address=urls.ROBOTS, make=partial(robots, material.site))


def _cut_off_files(material: Material) -> Iterator[PlannedFile]:
    """A feed and a calendar of all cut-offs, and of those of each bundle and group."""
    yield PlannedFile(address=urls.CUT_OFF_FEED, make=partial(cut_off_feed, None, material))
    yield PlannedFile(address=urls.CUT_OFF_CALENDAR, make=partial(cut_off_calendar, None, material))
    for ref in subjects(material):
        yield PlannedFile(address=urls.feed(ref), make=partial(cut_off_feed, ref, material))
        yield PlannedFile(address=urls.calendar(ref), make=partial(cut_off_calendar, ref, material))


def _change_feeds(material: Material) -> Iterator[PlannedFile]:
    """A feed of all changes, and of those of each bundle and group."""
    if material.chronicle.beginning:
        yield PlannedFile(address=urls.CHANGE_FEED, make=partial(change_feed, None, material))
        for ref in subjects(material):
            yield PlannedFile(address=urls.change_feed(ref), make=partial(change_feed, ref, material))


def _row_addresses(material: Material) -> Iterator[str]:
    """The scripts of tables that are too long for their pages."""
    if list_parts(material):
        yield urls.rows(urls.kind_list("unit_primitive"))
    if is_long_matrix(material):
        yield urls.rows(urls.MATRIX)
    if is_long_news(material):
        yield urls.rows(urls.WHATS_NEW)


def _diagram_addresses(material: Material) -> Iterator[str]:
    names = [urls.entity(entity.ref).removesuffix(".html") for entity in material.catalog]
    related = [f"relations/{relation.key}" for relation in drawn_relations(material.catalog)]
    for name in (*names, *related, "kinds"):
        yield urls.diagram(name, "svg")
        yield urls.diagram(name, "dot")
