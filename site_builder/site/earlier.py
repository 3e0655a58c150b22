"""Material in, the site of today with those of earlier releases below it out.

Each of them is a whole site, but what speaks for the site as such is today's alone: sitemap, feeds and calendars, and
the page for missing pages. Where its pages lead to one of these, they lead to that of today.
"""

from collections.abc import Iterator
from dataclasses import replace

from ..catalog import Catalog, Entity
from . import urls
from .links import Link
from .material import EarlierRelease, Material
from .page import Frame, ReleaseMark
from .planner import Site, plan
from .wording import day, iso

_ONLY_TODAY = frozenset({urls.NOT_FOUND, urls.SITEMAP, urls.ROBOTS})
# What a reader may follow, and what tells of everything where the subject is gone.
_FOLLOWED = {".atom": urls.CUT_OFF_FEED, ".ics": urls.CUT_OFF_CALENDAR}


def plan_with_earlier(material: Material) -> Site:
    """Every page and file, of today and of the earlier releases. ValueError when two want one address."""
    today = plan(material)
    return replace(today, earlier=tuple(_site_of(release, material, today) for release in material.earlier))


def _site_of(release: EarlierRelease, material: Material, today: Site) -> Site:
    whole = plan(release.material)
    gone = {address for address in whole.addresses if _is_only_today(address)}
    return replace(
        whole,
        frame=_marked(whole.frame, release, today.frame),
        pages=tuple(planned for planned in whole.pages if planned.address not in gone),
        files=tuple(planned for planned in whole.files if planned.address not in gone),
        addresses=whole.addresses - gone,
        place=urls.earlier_release(release.name),
        today=dict(_today(whole, release.material.catalog, material, today)),
    )


def _is_only_today(address: str) -> bool:
    return address in _ONLY_TODAY or address.endswith(tuple(_FOLLOWED))


def _marked(frame: Frame, release: EarlierRelease, today: Frame) -> Frame:
    moment = release.material.as_of
    return replace(
        frame,
        release=ReleaseMark(name=release.name, moment=iso(moment), day=day(moment)),
        releases=today.releases,
    )


def _today(whole: Site, catalog: Catalog, material: Material, today: Site) -> Iterator[tuple[str, Link]]:
    """For each address of an earlier release, what stands for it today."""
    yield urls.EARLIER_RELEASES, Link(text="Earlier releases", address=urls.EARLIER_RELEASES)
    renamed = dict(_renamed(catalog, material))
    entities = {urls.entity(entity.ref) for entity in catalog}
    for address in whole.addresses:
        ending = address[address.rfind(".") :]
        if address in today.addresses:
            yield address, Link(text="The same page today", address=address)
        elif address in renamed:
            yield address, renamed[address]
        elif address in entities:
            yield address, Link(text="Not in today’s catalog: see what is", address=urls.HOME)
        else:
            yield address, Link(text="The catalog today", address=_FOLLOWED.get(ending, urls.HOME))


def _renamed(catalog: Catalog, material: Material) -> Iterator[tuple[str, Link]]:
    """The pages of entities that have another name today, and know the former one."""
    for entity in catalog:
        now: Entity | None = material.catalog.of_kind(entity.kind).find_by_name(entity.name)
        if now and now.name != entity.name:
            text = f"The same page today: {material.titles.of(now)}"
            yield urls.entity(entity.ref), Link(text=text, address=urls.entity(now.ref))
