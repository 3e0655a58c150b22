"""The timeline: what becomes paid, and when; what is not enforced for want of a date; and how to hear of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ...catalog import KIND, CutOff, CutOffs, Nearness, Ref, SoldTogether, UnitPrimitive, cut_offs
from ...counting import number
from .. import urls
from ..announcements import anchor_of, ending, meaning, subjects, subscriptions
from ..bounds import LeftOut, beginning, beginnings, more
from ..links import Link, link_to
from ..material import Material
from ..named import Names, some
from ..page import Page
from ..wording import day, day_and_time, iso

# The parts of the page, in their order, with the anchor of each.
_TITLES = {
    Nearness.WITHIN_30_DAYS: "Within 30 days",
    Nearness.WITHIN_90_DAYS: "Within 90 days",
    Nearness.LATER: "Later",
    Nearness.PAST: "Past",
}
_UNDATED, _NEITHER = "undated", "neither"
# Where the list of all has the same, in the same order.
_AHEAD = (("access", "free"), ("sort", "access"))
_IN_LIST = dict.fromkeys(_TITLES, _AHEAD) | {
    Nearness.PAST: (("access", "included"), ("access", "unavailable"), ("sort", "access"), ("dir", "desc"))
}

Shown = Mapping[int, tuple[tuple[str, ...], int]]  # the identity of a part -> names, and how many more


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A unit primitive whose free use ends, with who can have it and who owns it."""

    link: Link
    deprecated: bool
    license_types: tuple[Link, ...]
    group: Link | None  # None where groups are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePart:
    """Unit primitives that the same add-ons sell. `meaning`: what it is to customers; the add-ons end the sentence."""

    meaning: str
    add_ons: tuple[Link, ...]
    rows: tuple[TimelineRow, ...]
    more: int = 0  # rows that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineTable:
    """Unit primitives with something in common, which the sentence says."""

    sentence: str  # `Free use ended for 33 unit primitives`
    parts: tuple[TimelinePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineCutOff:
    """One moment at which free use ends."""

    anchor: str
    moment: str
    when: str  # `17 October 2024`, with the time where it is not midnight
    table: TimelineTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineSpan:
    """The cut-offs that are equally near, under one heading, and what of them the page leaves out."""

    anchor: str
    title: str
    cut_offs: tuple[TimelineCutOff, ...]
    more: tuple[str, ...] = ()  # cut-offs, by their anchors: other pages lead to them
    left_out: LeftOut | None = None  # unit primitives


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFigure:
    """How many unit primitives a part of the page is about; `anchor` is empty where there are none."""

    title: str
    count: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Whose cut-offs a feed and a calendar tell of, and how many there are."""

    link: Link
    ahead: int
    past: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionGroup:
    """The subscriptions of one kind."""

    title: str
    subscriptions: tuple[Subscription, ...]
    left_out: LeftOut | None = None  # each is on the page of what it is of


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage(Page):
    """`timeline.html`"""

    template = "timeline.html"
    styles = ("timeline.css",)

    answer: str
    figures: tuple[TimelineFigure, ...]
    total: int
    with_owners: bool
    spans: tuple[TimelineSpan, ...]
    undated: TimelineTable | None
    undated_left_out: LeftOut | None
    neither: Names
    feed: Link
    calendar: Link
    subscriptions: tuple[SubscriptionGroup, ...]


def timeline_page(material: Material) -> TimelinePage:
    """Every cut-off as of the material's moment."""
    found = cut_offs(material.catalog.unit_primitives, material.as_of)
    rows = _shown(found, material)
    return TimelinePage(
        address=urls.TIMELINE,
        title="Timeline",
        description="What becomes paid, and when: the days on which free use of unit primitives ends.",
        section=urls.TIMELINE,
        answer=_answer(found, material.as_of),
        figures=tuple(_figures(found)),
        total=len(material.catalog.unit_primitives),
        with_owners=material.with_owners,
        spans=tuple(_spans(found, rows, material)),
        undated=_undated(found, rows, material) if found.undated else None,
        undated_left_out=_left_out(found.undated, rows, (*_AHEAD, ("dir", "desc"))),
        neither=some(found.neither, material),
        feed=Link(text="Feed", address=urls.CUT_OFF_FEED),
        calendar=Link(text="Calendar", address=urls.CUT_OFF_CALENDAR),
        subscriptions=tuple(_subscriptions(material)),
    )


def _answer(found: CutOffs, as_of: datetime) -> str:
    moment = f"{day(as_of)}, {as_of:%H:%M} UTC"
    if found.ahead:
        first, more = found.ahead[0], len(found.ahead) - 1
        others = f" {number(more, 'more cut-off')} {'lies' if more == 1 else 'lie'} ahead." if more else ""
        return f"As of {moment}, free use ends next on {day_and_time(first.moment)}, for {_primitives(first)}.{others}"
    if found.past:
        last = found.past[-1]
        when = day_and_time(last.moment)
        return f"No cut-off date lies ahead as of {moment}; the last was {when}, for {_primitives(last)}."
    return f"No cut-off date is stated as of {moment}."


def _primitives(cut_off: CutOff) -> str:
    return number(len(cut_off.unit_primitives), "unit primitive")


def _figures(found: CutOffs) -> Iterator[TimelineFigure]:
    """Every unit primitive is in one of them."""
    for near, title in _TITLES.items():
        parts = (part for cut_off in found.dated if cut_off.nearness is near for part in cut_off.parts)
        yield _figure(title, _count(parts), near)
    yield _figure("Add-ons, no date", _count(found.undated), _UNDATED)
    yield _figure("No add-on, no date", len(found.neither), _NEITHER)


def _count(parts: Iterable[SoldTogether]) -> int:
    return sum(len(part.unit_primitives) for part in parts)


def _figure(title: str, count: int, anchor: str) -> TimelineFigure:
    return TimelineFigure(title=title, count=f"{count:,}", anchor=anchor if count else "")


def _shown(found: CutOffs, material: Material) -> Shown:
    """As many unit primitives of each part as the page shows, of the nearest ones first, and how many more it has."""
    dated = (part for cut_off in (*found.ahead, *reversed(found.past)) for part in cut_off.parts)
    return beginnings({id(part): part.unit_primitives for part in (*dated, *found.undated)}, material.most_rows)


def _spans(found: CutOffs, rows: Shown, material: Material) -> Iterator[TimelineSpan]:
    """What is ahead from the next one on, what is past from the last one back."""
    for near, title in _TITLES.items():
        members = [cut_off for cut_off in found.dated if cut_off.nearness is near]
        ordered = reversed(members) if near is Nearness.PAST else members
        shown = tuple(cut_off for cut_off in ordered if any(rows[id(part)][0] for part in cut_off.parts))
        if members:
            moments = {cut_off.moment for cut_off in members} - {cut_off.moment for cut_off in shown}
            yield TimelineSpan(
                anchor=near,
                title=title,
                cut_offs=tuple(_cut_off(cut_off, rows, material) for cut_off in shown),
                more=tuple(map(anchor_of, sorted(moments))),
                left_out=_left_out((part for cut_off in members for part in cut_off.parts), rows, _IN_LIST[near]),
            )


def _cut_off(cut_off: CutOff, rows: Shown, material: Material) -> TimelineCutOff:
    return TimelineCutOff(
        anchor=anchor_of(cut_off.moment),
        moment=iso(cut_off.moment),
        when=day_and_time(cut_off.moment),
        table=TimelineTable(
            sentence=ending(cut_off),
            parts=tuple(_part(part, meaning(part), rows, material) for part in cut_off.parts if rows[id(part)][0]),
        ),
    )


def _undated(found: CutOffs, rows: Shown, material: Material) -> TimelineTable:
    total = len(material.catalog.unit_primitives)
    why = "name add-ons, but without a cut-off date nobody needs them yet"
    return TimelineTable(
        sentence=f"{_count(found.undated):,} of {total:,} {why}",
        parts=tuple(
            _part(part, "Listed, but not enforced", rows, material) for part in found.undated if rows[id(part)][0]
        ),
    )


def _left_out(parts: Iterable[SoldTogether], rows: Shown, query: Iterable[tuple[str, str]]) -> LeftOut | None:
    """How many unit primitives of these parts are not named, and the list in which they are."""
    count = sum(rows[id(part)][1] for part in parts)
    address = urls.kind_list("unit_primitive")
    return (
        LeftOut(count=count, all=Link(text="the list", address=address, query=urls.query_of(query))) if count else None
    )


def _part(part: SoldTogether, meaning: str, rows: Shown, material: Material) -> TimelinePart:
    names, more = rows[id(part)]
    return TimelinePart(
        meaning=meaning,
        add_ons=_refs("add_on", part.add_ons, material),
        rows=tuple(_row(primitive, material) for primitive in material.catalog.unit_primitives.pick(names)),
        more=more,
    )


def _row(primitive: UnitPrimitive, material: Material) -> TimelineRow:
    return TimelineRow(
        link=link_to(primitive.ref, material.titles),
        deprecated=primitive.deprecated,
        license_types=_refs("license_type", primitive.license_types, material),
        group=link_to(Ref(kind="group", name=primitive.group), material.titles) if primitive.group else None,
    )


def _refs(kind: str, names: Iterable[str], material: Material) -> tuple[Link, ...]:
    ordered = material.titles.ordered(names)
    return tuple(link_to(Ref(kind=kind, name=name), material.titles) for name in ordered)


def _subscriptions(material: Material) -> Iterator[SubscriptionGroup]:
    for kind, refs in groupby(subjects(material), key=lambda ref: ref.kind):
        members, title = tuple(refs), KIND[kind].title_plural
        everything = Link(text=title, address=urls.kind_list(kind))
        rest = more(len(members))
        yield SubscriptionGroup(
            title=title,
            subscriptions=tuple(_subscription(ref, material) for ref in beginning(members)),
            left_out=LeftOut(count=rest, all=everything) if rest else None,
        )


def _subscription(ref: Ref, material: Material) -> Subscription:
    catalog = material.catalog
    primitives = catalog.unit_primitives.pick(getattr(catalog[ref], "unit_primitives", ()))
    found = cut_offs(primitives, material.as_of)
    return Subscription(
        link=link_to(ref, material.titles),
        ahead=len(found.ahead),
        past=len(found.past),
        links=subscriptions(ref),
    )
