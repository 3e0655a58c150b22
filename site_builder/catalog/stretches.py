"""A record in, the periods that its edits fall into out: from release to release, or month by month."""

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
    """A period: after `since`, until `until`, with the edits from `first` on, without `last`."""

    release: str = ""
    since: datetime
    until: datetime
    first: int
    last: int
    is_open: bool = False


def stretches(record: Record, as_of: datetime) -> Iterator[Stretch]:
    """Oldest first, from the first edit on, where all begins. Months in which nothing can change are left out."""
    return _releases(record, as_of) if record.releases else _months(record, as_of)


def _releases(record: Record, as_of: datetime) -> Iterator[Stretch]:
    since, first = record.edits[0].moment, 1
    ordered = sorted(record.releases, key=lambda release: (release.edits, release.moment, release.name))
    # A tag that was made afterwards, for an older edit, ends its period no later than the next release ends its own.
    ends = reversed(list(accumulate((release.moment for release in reversed(ordered)), min)))
    for release, end in zip(ordered, ends, strict=True):
        until = max(since, end)
        yield Stretch(release=release.name, since=since, until=until, first=first, last=release.edits)
        since, first = until, release.edits
    yield Stretch(since=since, until=max(since, as_of), first=first, last=len(record.edits), is_open=True)


def _months(record: Record, as_of: datetime) -> Iterator[Stretch]:
    beginning = record.edits[0].moment
    of_edits = [*map(_month, _in_order([edit.moment for edit in record.edits]))]
    dates = (date for date in _cut_offs(record) if beginning < date <= as_of)
    first, since = 1, beginning
    for month in sorted({*of_edits, *map(_month, dates), _month(as_of)}):
        last = first + of_edits[first:].count(month)
        end = _beginning(_next(month)) - _MOMENT
        until = max(since, min(end, as_of))
        since = max(since, _beginning(month) - _MOMENT)
        yield Stretch(since=since, until=max(since, until), first=first, last=last, is_open=end >= as_of)
        first, since = last, max(since, until)


def _in_order(moments: Sequence[datetime]) -> list[datetime]:
    """The same where they are in order; where a clock went wrong, of as few as can be, as near as the others let them.

    So neither one that ran ahead draws along all that follows, nor one that was behind all that came before.
    """
    right = _rising(moments)
    latest = max(moments)
    backwards = ((place, moments[place]) for place in reversed(range(len(moments))))
    until = accumulate((moment if place in right else latest for place, moment in backwards), min)
    return [*accumulate(map(min, moments, [*until][::-1]), max)]


def _rising(moments: Sequence[datetime]) -> Container[int]:
    """The places of as many as can be in order; of two that exclude one another, the later moment."""
    latest = max(moments)
    ages = [latest - moment for moment in moments]
    ends: list[int] = []  # of the longest run from the end to here, of each length the one that may go on furthest
    after: dict[int, int | None] = {}
    for place in reversed(range(len(moments))):
        length = bisect_right(ends, ages[place], key=ages.__getitem__)
        after[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    found: set[int] = set()
    at: int | None = ends[-1]
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
