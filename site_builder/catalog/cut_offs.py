"""Unit primitives and a moment in, the days on which free use ends out: how near each is, and what has no such day.

Primitives that end at one moment are one cut-off; within it, those that the same add-ons sell stand together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .entities import Names, UnitPrimitive

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_YEAR = timedelta(days=365)


class Nearness(StrEnum):
    """How far ahead of a moment a cut-off is. Exactly 30 days are within 30 days; at the very instant, it is past."""

    WITHIN_30_DAYS = "within_30_days"
    WITHIN_90_DAYS = "within_90_days"
    LATER = "later"
    PAST = "past"


# The longest time ahead for each of the first two.
_REACH = {Nearness.WITHIN_30_DAYS: timedelta(days=30), Nearness.WITHIN_90_DAYS: timedelta(days=90)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldTogether:
    """Unit primitives that the same add-ons sell; both sorted by name. No add-ons: nothing sells them."""

    add_ons: Names
    unit_primitives: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A moment, in UTC, at which free use ends; `parts` hold each unit primitive that it ends for once."""

    moment: datetime
    nearness: Nearness
    parts: tuple[SoldTogether, ...]

    @property
    def unit_primitives(self) -> Names:
        """All that it ends for, sorted."""
        return tuple(sorted(name for part in self.parts for name in part.unit_primitives))


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOffs:
    """Every cut-off of some unit primitives by date. With those that have none, each primitive is there once."""

    dated: tuple[CutOff, ...]
    undated: tuple[SoldTogether, ...]  # add-ons are stated, but without a date they are not enforced
    neither: Names  # no add-on and no date

    @property
    def ahead(self) -> tuple[CutOff, ...]:
        """Those still to come, the next one first."""
        return tuple(cut_off for cut_off in self.dated if cut_off.nearness is not Nearness.PAST)

    @property
    def past(self) -> tuple[CutOff, ...]:
        """Those that are over, the last one at the end."""
        return tuple(cut_off for cut_off in self.dated if cut_off.nearness is Nearness.PAST)


def cut_offs(unit_primitives: Iterable[UnitPrimitive], moment: datetime) -> CutOffs:
    """When free use of each of them ends, as seen from a moment."""
    by_date: dict[datetime, list[UnitPrimitive]] = {}
    undated: list[UnitPrimitive] = []
    neither: list[str] = []
    for primitive in unit_primitives:
        if primitive.cut_off_date:
            by_date.setdefault(primitive.cut_off_date, []).append(primitive)
        elif primitive.add_ons:
            undated.append(primitive)
        else:
            neither.append(primitive.name)
    return CutOffs(
        dated=tuple(
            CutOff(moment=date, nearness=nearness(date, moment), parts=_parts(primitives))
            for date, primitives in sorted(by_date.items())
        ),
        undated=_parts(undated),
        neither=tuple(sorted(neither)),
    )


def nearness(cut_off: datetime, moment: datetime) -> Nearness:
    """How near a cut-off is at a moment."""
    if cut_off <= moment:
        return Nearness.PAST
    return next((near for near, reach in _REACH.items() if cut_off - moment <= reach), Nearness.LATER)


def near_since(cut_off: datetime, moment: datetime) -> datetime:
    """Since when a cut-off has been as near as it is at a moment; never later than that.

    While it is more than 90 days away there is no such step: the last moment that is whole years of 365 days before it.
    """
    near = nearness(cut_off, moment)
    if near is Nearness.PAST:
        return cut_off
    before = _REACH.get(near) or -((moment - cut_off) // _YEAR) * _YEAR
    return cut_off - min(before, cut_off - _EARLIEST)


def _parts(unit_primitives: Iterable[UnitPrimitive]) -> tuple[SoldTogether, ...]:
    """The largest first."""
    by_add_ons: dict[Names, list[str]] = {}
    for primitive in unit_primitives:
        by_add_ons.setdefault(tuple(sorted(primitive.add_ons)), []).append(primitive.name)
    return tuple(
        SoldTogether(add_ons=add_ons, unit_primitives=tuple(sorted(names)))
        for add_ons, names in sorted(by_add_ons.items(), key=_largest_first)
    )


def _largest_first(part: tuple[Names, list[str]]) -> tuple[int, Names]:
    add_ons, names = part
    return -len(names), add_ons
