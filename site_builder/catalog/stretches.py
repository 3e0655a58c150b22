"""A record in, the periods that its edits fall into out: from release to release, or month by month.

Each edit has the moment that it tells, unless that cannot be where it is in the line: a clock may have been wrong.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from .entities import Entity, UnitPrimitive
from .record import Record

_MOMENT = timedelta(microseconds=1)  # what happens when a month begins belongs to it, and not to the one before
_Month = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period: after `since`, until `until`, with the edits from `first` on, each at its moment."""

    release: str = ""
    since: datetime
    until: datetime
    first: int
    moments: tuple[datetime, ...]
    is_open: bool = False


def stretches(record: Record, as_of: datetime) -> Iterator[Stretch]:
    """Oldest first, from the first edit on, where all begins. Months in which nothing can change are left out.

    An edit that says it is after `as_of` was there by then all the same.
    """
    moments = _in_order([edit.moment for edit in record.edits], as_of)
    return _releases(record, moments, as_of) if record.releases else _months(record, moments, as_of)


def _releases(record: Record, moments: Sequence[datetime], as_of: datetime) -> Iterator[Stretch]:
    since, first = moments[0], 1
    for release in sorted(record.releases, key=lambda it: (it.edits, it.place, it.moment, it.name)):
        last = release.edits
        # A tag tells when it was made, or anything: its period ends after the edits that it holds, before the others.
        # And not before the previous one, which holds as many edits or fewer.
        until = max(since, min(max(release.moment, moments[last - 1]), *moments[last : last + 1], as_of))
        yield Stretch(release=release.name, since=since, until=until, first=first, moments=tuple(moments[first:last]))
        since, first = until, last
    yield Stretch(since=since, until=as_of, first=first, moments=tuple(moments[first:]), is_open=True)


def _months(record: Record, moments: Sequence[datetime], as_of: datetime) -> Iterator[Stretch]:
    beginning = moments[0]
    of_edits = [*map(_month, moments)]
    dates = (date for date in _cut_offs(record) if beginning < date <= as_of)
    first = 1
    for month in sorted({*of_edits, *map(_month, dates), _month(as_of)}):
        last = bisect_right(of_edits, month)
        end = _beginning(_next(month)) - _MOMENT
        yield Stretch(
            since=max(beginning, _beginning(month) - _MOMENT),
            until=min(end, as_of),
            first=first,
            moments=tuple(moments[first:last]),
            is_open=end >= as_of,
        )
        first = last


def _in_order(moments: Sequence[datetime], as_of: datetime) -> list[datetime]:
    """The same where they are in order; where a clock went wrong, of as few as can be, as near as the others let them.

    So neither one that ran ahead draws along all that follows, nor one that was behind all that came before. One that
    is ahead of `as_of` was wrong.
    """
    latest = max((moment for moment in moments if moment <= as_of), default=as_of)
    right = _rising(moments, latest)
    backwards = ((place, moments[place]) for place in reversed(range(len(moments))))
    until = accumulate((moment if place in right else latest for place, moment in backwards), min)
    return [*accumulate(map(min, moments, [*until][::-1]), max)]


def _rising(moments: Sequence[datetime], latest: datetime) -> Container[int]:
    """The places of as many as can be in order, none after the latest; of two that exclude one another, the later."""
    ages = [latest - moment for moment in moments]
    ends: list[int] = []  # of the longest run from the end to here, of each length the one that may go on furthest
    after: dict[int, int | None] = {}
    for place in (place for place in reversed(range(len(moments))) if moments[place] <= latest):
        length = bisect_right(ends, ages[place], key=ages.__getitem__)
        after[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    found: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        found.add(at)
        at = after[at]
    return found


def _cut_offs(record: Record) -> Iterator[datetime]:
    changed = (after for edit in record.edits for _, after in edit.entities)
    entities: Iterator[Entity | None] = iter((*record.beginning, *changed))
    for entity in entities:
        if isinstance(entity, UnitPrimitive) and entity.cut_off_date:
            yield entity.cut_off_date


def _month(moment: datetime) -> _Month:
    return moment.year, moment.month


def _next(month: _Month) -> _Month:
    year, number = month
    return (year, number + 1) if number < 12 else (year + 1, 1)


def _beginning(month: _Month) -> datetime:
    """The first moment of a month; the last one of all where the calendar is at its end."""
    year, number = month
    return datetime(year, number, 1, tzinfo=UTC) if year <= 9999 else datetime.max.replace(tzinfo=UTC)
