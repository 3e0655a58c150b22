"""Cut-offs in words: what each means for customers, and what feeds and calendars tell of all, a bundle, a group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ..catalog import KIND, KINDS, CutOff, Nearness, Ref, SoldTogether, cut_offs, near_since
from ..counting import number
from . import urls
from .links import Link
from .material import Material, in_order
from .wording import day_and_time, iso, listed

# Who has a feed and a calendar of its own.
ANNOUNCED = (*(kind.singular for kind in KINDS if kind.is_bundle), "group")

# A reader scrolls no further in an entry or event, and some calendars cut it off.
MOST_LISTED = 100

# Of a feed without entries: nothing has ever been told in it.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One cut-off, as a feed or calendar tells it.

    `id` is a UUID that stays the same when the site moves. `told` is when the cut-off last came nearer: there is no
    history to say when the configuration changed, and with the moment of the build every entry would look new after
    each build.
    """

    id: str
    moment: datetime
    told: datetime
    nearness: Nearness
    heading: str  # `Free use ended for 33 unit primitives on 17 October 2024`
    summary: str  # the same where the day stands beside it, in words that hold before and after
    text: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed or calendar tells of one subject. `url` is of the page behind it, where its address is known."""

    id: str
    title: str
    site: str
    notice: str
    told: datetime
    url: str | None
    announcements: tuple[Announcement, ...]  # the latest cut-off first


def channel(ref: Ref | None, material: Material) -> Channel:
    """The cut-offs that concern a bundle or group, or all of them."""
    catalog = material.catalog
    names = catalog.unit_primitives.names if ref is None else getattr(catalog[ref], "unit_primitives", ())
    found = cut_offs(catalog.unit_primitives.pick(names), material.as_of)
    announcements = tuple(_announcement(cut_off, ref, material) for cut_off in reversed(found.dated))
    subject = f"Cut-offs: {material.titles.of_ref(ref)}" if ref else "Cut-offs"
    return Channel(
        id=stable_id(material, ref, ""),
        title=f"{subject} · {material.site.title}",
        site=material.site.title,
        notice=material.site.notice or "",
        told=max((announcement.told for announcement in announcements), default=NEVER),
        url=absolute(urls.entity(ref) if ref else urls.TIMELINE, material),
        announcements=announcements,
    )


def subjects(material: Material) -> Iterator[Ref]:
    """Every bundle and group, in the order in which readers know them."""
    for kind in ANNOUNCED:
        for entity in in_order(material.catalog.of_kind(kind), material):
            yield entity.ref


def subscriptions(ref: Ref) -> tuple[Link, ...]:
    """The feed and the calendar of a bundle or group."""
    return (Link(text="Feed", address=urls.feed(ref)), Link(text="Calendar", address=urls.calendar(ref)))


def absolute(address: str, material: Material, anchor: str = "") -> str | None:
    """Where a page or file of the site is published, when that is known."""
    base = material.site.base_url
    return f"{base}{quote(address)}{f'#{anchor}' if anchor else ''}" if base else None


def stable_id(material: Material, ref: Ref | None, what: str) -> str:
    """A UUID from what the catalog is called where it is kept, not from where it is shown."""
    home = material.site.repository_url or material.site.title
    return str(uuid5(NAMESPACE_URL, "\n".join((home, str(ref or "all"), what))))


def anchor_of(moment: datetime) -> str:
    """The place of a cut-off on the timeline: `2024-10-17T000000Z`."""
    return iso(moment).replace(":", "")


def ending(cut_off: CutOff) -> str:
    """What happens at a cut-off: `Free use ended for 33 unit primitives`."""
    tense = "ended" if cut_off.nearness is Nearness.PAST else "ends"
    return f"Free use {tense} for {_how_many(cut_off)}"


def meaning(part: SoldTogether) -> str:
    """What a cut-off means for the customers of some unit primitives; add-ons that sell them end the sentence."""
    if part.add_ons:
        return "From then on an add-on is needed"
    them = "it" if len(part.unit_primitives) == 1 else "them"
    return f"Nobody can use {them} afterwards: no add-on sells {them}"


def _announcement(cut_off: CutOff, ref: Ref | None, material: Material) -> Announcement:
    where = _where(ref, material)
    return Announcement(
        id=stable_id(material, ref, iso(cut_off.moment)),
        moment=cut_off.moment,
        told=near_since(cut_off.moment, material.as_of),
        nearness=cut_off.nearness,
        heading=f"{ending(cut_off)}{where} on {day_and_time(cut_off.moment)}",
        summary=f"Free use ends for {_how_many(cut_off)}{where}",
        text="\n\n".join(_paragraphs(cut_off, material)),
        url=absolute(urls.TIMELINE, material, anchor_of(cut_off.moment)),
    )


def _how_many(cut_off: CutOff) -> str:
    return number(len(cut_off.unit_primitives), "unit primitive")


def _where(ref: Ref | None, material: Material) -> str:
    if ref is None:
        return ""
    return f" {'in' if KIND[ref.kind].is_bundle else 'of'} {material.titles.of_ref(ref)}"


def _paragraphs(cut_off: CutOff, material: Material) -> Iterator[str]:
    left = MOST_LISTED
    for part in cut_off.parts:
        shown = tuple(islice(part.unit_primitives, left))
        left -= len(shown)
        more = len(part.unit_primitives) - len(shown)
        names = [*(_told(name, material) for name in shown), *([f"{more:,} more"] if more else [])]
        add_ons = listed(material.titles.all("add_on", part.add_ons), "or")
        yield f"{meaning(part)}{f': {add_ons}' if add_ons else ''}.\n{listed(names, 'and')}"
    if material.site.notice:
        yield material.site.notice


def _told(name: str, material: Material) -> str:
    return f"{name} (deprecated)" if material.catalog.unit_primitives[name].deprecated else name
