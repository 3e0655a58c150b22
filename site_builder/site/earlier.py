"""Material in, the site of today with those of earlier releases below it out.

Each of them is a whole site, but what speaks for the site as such is today's alone: sitemap, feeds and calendars, and
the page for missing pages. Where its pages lead to one of these, they lead to that of today.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..catalog import Afterwards, Ref
from . import urls
from .links import Link
from .material import EarlierRelease, Material
from .page import Frame, ReleaseMark
from .planner import Site, plan
from .situations import contexts, situation_address
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
    since = Afterwards.of(material.chronicle, material.catalog, release.name)
    became = {entity.ref: _became(entity.ref, since, material) for entity in release.material.catalog}
    entities = {urls.entity(ref): link for ref, (link, _) in became.items()}
    others = dict(_made_of_names(release.material, material, {ref: now for ref, (_, now) in became.items()}))
    for address in whole.addresses:
        instead = others.get(address, address)
        if address in entities:
            yield address, entities[address]
        elif instead in today.addresses:
            yield address, Link(text="The same page today", address=instead)
        else:
            yield address, replace(_CATALOG, address=_FOLLOWED.get(address[address.rfind(".") :], urls.HOME))


def _became(ref: Ref, since: Afterwards, material: Material) -> tuple[Link, Ref | None]:
    """What to read today of an entity of a release, and which one it is, where it is known to be the same."""
    now, is_same = since.became(ref)
    if now is None:
        return Link(text="Not in today’s catalog: see what is", address=urls.HOME), None
    if not is_same:
        return Link(text="What is called so today", address=urls.entity(now.ref)), None
    name = "" if now.ref == ref else f": {material.titles.of(now)}"
    return Link(text=f"The same page today{name}", address=urls.entity(now.ref)), now.ref


def _made_of_names(then: Material, now: Material, became: Mapping[Ref, Ref | None]) -> Iterator[tuple[str, str]]:
    """The addresses that names of entities are parts of, as they were and are; empty where one is not known today."""
    for ref, other in became.items():
        for address in (urls.change_feed, urls.feed, urls.calendar):
            yield address(ref), address(other) if other else ""
    for asked in contexts(then):
        licenses = [Ref(kind="license_type", name=asked.license_type)]
        add_ons = [Ref(kind="add_on", name=name) for name in asked.add_ons]
        realms = [Ref(kind="gitlab_realm", name=asked.realm)]
        # A license that no list has is none of the entities.
        parts = [[became.get(ref, ref) for ref in refs] for refs in (licenses, add_ons, realms)]
        names = ["".join(ref.name for ref in refs if ref) for refs in parts]
        is_known = all(ref for refs in parts for ref in refs)
        yield situation_address(asked), urls.situation(*names) if is_known else ""
    for a, b in then.pairs.with_page:
        left, right = became[a], became[b]
        pair = now.pairs.of(left, right) if left and right else None
        yield _comparison(a, b), _comparison(*pair.bundles) if pair else ""


def _comparison(a: Ref, b: Ref) -> str:
    return urls.comparison(a.kind, a.name, b.name)
