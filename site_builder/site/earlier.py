"""Material in, the site of today with those of earlier releases below it out.

Each of them is a whole site, but what speaks for the site as such is today's alone: sitemap, feeds and calendars, and
the page for missing pages. Where its pages lead to one of these, they lead to that of today.
"""

from collections.abc import Iterator
from dataclasses import replace

from ..catalog import Entity, Ref
from ..settings import Audience
from . import urls
from .links import Link
from .material import EarlierRelease, Material
from .page import Frame, ReleaseMark
from .planner import Site, plan
from .wording import day, iso

_CATALOG = Link(text="The catalog today", address=urls.HOME)
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
        today=dict(_today(whole, release, material, today)),
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


def _today(whole: Site, release: EarlierRelease, material: Material, today: Site) -> Iterator[tuple[str, Link]]:
    """For each address of an earlier release, what stands for it today."""
    yield urls.EARLIER_RELEASES, Link(text="Earlier releases", address=urls.EARLIER_RELEASES)
    entities = dict(_of_entities(release, material))
    for address in whole.addresses:
        ending = address[address.rfind(".") :]
        if address in entities:
            yield address, entities[address]
        elif address in today.addresses:
            yield address, Link(text="The same page today", address=address)
        else:
            yield address, replace(_CATALOG, address=_FOLLOWED.get(ending, urls.HOME))


def _of_entities(release: EarlierRelease, material: Material) -> Iterator[tuple[str, Link]]:
    """The pages of entities, whatever these are called today; for the public, whose past may be told late, by names."""
    told = material.chronicle
    step = next((period.step for period in told.periods if period.release == release.name), None)
    instead = _by_name if material.audience is Audience.PUBLIC else _by_what_became_of_it
    for ref in (entity.ref for entity in release.material.catalog):
        yield urls.entity(ref), instead(ref, (ref, 0) if step is None else told.later_names.after(ref, step), material)


def _by_what_became_of_it(ref: Ref, after: tuple[Ref, int], material: Material) -> Link:
    known, taken = after
    now = None if taken else _named(known, material)
    return _same(ref, now, material) if now else Link(text="Not in today’s catalog: see what is", address=urls.HOME)


def _by_name(ref: Ref, after: tuple[Ref, int], material: Material) -> Link:
    known, taken = after
    now = _named(ref, material)
    if now is None:
        return _CATALOG
    if taken or known not in (ref, now.ref):
        return Link(text="What is called so today", address=urls.entity(now.ref))
    return _same(ref, now, material)


def _same(ref: Ref, now: Entity, material: Material) -> Link:
    name = "" if now.ref == ref else f": {material.titles.of(now)}"
    return Link(text=f"The same page today{name}", address=urls.entity(now.ref))


def _named(ref: Ref, material: Material) -> Entity | None:
    return material.catalog.of_kind(ref.kind).find_by_name(ref.name)
