"""Two catalogs and their moments in, what changed for customers out: a class of change a row, with whom it reaches.

What an edit does to availability is asked of the rule, in every license with no add-on or one in every realm, and at
one moment for both, so that the calendar is not taken for an edit. Where free use ends or begins between the moments,
that is one change, and what an edit does to those who pay is another.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from packaging.version import Version

from .availability import GITLAB_COM, is_free
from .catalog import Catalog
from .entities import Entity, Names, Ref, UnitPrimitive
from .facts import differing_fields
from .kinds import KINDS
from .reach import Reach, Situation, Situations
from .relations import calling
from .renames import called_now, renamed_between


class ChangeClass(StrEnum):
    """What a change means, in the order in which readers want to know of it."""

    ADDED = "added"
    GAINED = "gained"
    BECAME_FREE = "became_free"
    LOST = "lost"
    BECAME_PAID = "became_paid"
    CUT_OFF_MOVED = "cut_off_moved"
    VERSION_RAISED = "version_raised"
    VERSION_LOWERED = "version_lowered"
    RENAMED = "renamed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"
    FACTS_ONLY = "facts_only"


CLASS_ORDER = {sort: place for place, sort in enumerate(ChangeClass)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different. `before` and `after` are None where there was, or is, no such entity.

    `fields` are those that it is about, none where the calendar did it; of versions the one that counted, and the one
    that does where that is the other. `reach` is there for what customers gain or lose. `moment` is when it takes
    effect where that is later than the later catalog's: an add-on counts only once free use is over. `is_late`: the
    cut-off that it states had passed already.
    """

    sort: ChangeClass
    before: Entity | None
    after: Entity | None
    fields: Names = ()
    reach: Reach | None = None
    moment: datetime | None = None
    is_late: bool = False

    @property
    def entity(self) -> Entity:
        """The entity as it is called now, or was called last."""
        entity = self.after or self.before
        assert entity is not None
        return entity

    @property
    def ref(self) -> Ref:
        """The address of the entity."""
        return self.entity.ref


_OF_TERMS = ("add_ons", "license_types", "gitlab_realms")
_PAID, _FREE = "min_gitlab_version", "min_gitlab_version_for_free_access"
_OF_VERSIONS = frozenset({ChangeClass.VERSION_RAISED, ChangeClass.VERSION_LOWERED})
_DEPRECATION = ("deprecation_message", "deprecated_by_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Between which moments, and in which situations."""

    since: datetime
    until: datetime
    situations: Situations


def changes_between(
    before: Catalog,
    after: Catalog,
    since: datetime,
    until: datetime,
    situations: Situations | None = None,
    renamed: Mapping[Ref, Ref | None] | None = None,
) -> tuple[Change, ...]:
    """Every change between two catalogs as of two moments, by class, then by kind and name.

    `situations` are those to ask about. `renamed` says, by the new address, which entities had another, and with None
    which are not what had it, where the catalogs are only a part of what there is. What is before names others as they
    are called now, and with `!` behind it what is gone while another has its name.
    """
    found = renamed_between(before, after) if renamed is None else renamed
    former = {ref: was for ref, was in found.items() if ref in after and (was or ref) in before}
    now = called_now(before, former)
    among = situations or Situations(
        (*(now.get(entity.ref, entity.ref) for entity in before), *(it.ref for it in after))
    )
    asked = _Asked(since=since, until=until, situations=among)
    changes: list[Change] = []
    for kind in (kind.singular for kind in KINDS if kind.has_files):
        old = {entity.ref: calling(entity, now) for entity in before.of_kind(kind)}
        new = {entity.ref: entity for entity in after.of_kind(kind)}
        changes += _of_kind(old, new, former, asked)
    return tuple(sorted(changes, key=lambda change: CLASS_ORDER[change.sort]))


def _of_kind(
    old: Mapping[Ref, Entity], new: Mapping[Ref, Entity], former: Mapping[Ref, Ref | None], asked: _Asked
) -> Iterator[Change]:
    """Of the old ones those that they name have the names that they have now."""
    followed = {*former.values()}
    for ref, entity in new.items():
        was = former.get(ref)
        if was:
            yield Change(sort=ChangeClass.RENAMED, before=old[was], after=entity, fields=("name",))
        elif ref not in old or ref in followed or ref in former:
            yield Change(sort=ChangeClass.ADDED, before=None, after=entity, reach=_holders(entity, asked.until, asked))
            continue
        yield from _of_entity(old[was or ref], entity, asked)
    for ref, entity in old.items():
        if ref not in followed and (ref not in new or ref in former):
            yield Change(
                sort=ChangeClass.REMOVED, before=entity, after=None, reach=_holders(entity, asked.since, asked)
            )


def _of_entity(old: Entity, new: Entity, asked: _Asked) -> Iterator[Change]:
    told: set[str] = set()
    if isinstance(new, UnitPrimitive):
        assert isinstance(old, UnitPrimitive)
        for change in _of_primitive(old, new, asked):
            if not (change.sort in _OF_VERSIONS and len(change.fields) > 1):  # of two it tells half of each
                told.update(change.fields)
            yield change
    left = tuple(name for name in differing_fields(old, new) if name not in told)
    if left:
        yield Change(sort=ChangeClass.FACTS_ONLY, before=old, after=new, fields=left)


def _of_primitive(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    if is_free(old, asked.since) == is_free(new, asked.until):
        yield from _gained_and_lost(old, new, asked)
        if old.cut_off_date != new.cut_off_date:
            yield _moved(old, new, asked)
    else:
        yield from _freed(old, new, asked) if is_free(new, asked.until) else _ended(old, new, asked)
    yield from _versions(old, new, asked)
    if new.deprecated and not old.deprecated:
        yield Change(sort=ChangeClass.DEPRECATED, before=old, after=new, fields=_differing(old, new, _DEPRECATION))


def _freed(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    """Free use that began, by an edit: who has it now and had it not; and who loses it, now or once it is over."""
    before, after = asked.situations.working(old, asked.since), asked.situations.working(new, asked.until)
    differing, reach = _differing(old, new, ("cut_off_date",)), asked.situations.reach(after - before, before)
    yield Change(sort=ChangeClass.BECAME_FREE, before=old, after=new, fields=differing, reach=reach)
    yield from _terms(ChangeClass.LOST, old, new, before - after, after, asked)
    if new.cut_off_date:
        yield from _later(old, new, before, after, asked, new.cut_off_date)


def _ended(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    """Free use that ended, by an edit or the calendar, for those who pay by neither terms; and what an edit does else.

    That is for those who paid by the terms of before, and for those who had it not even while it was free.
    """
    before, after = asked.situations.working(old, asked.since), asked.situations.working(new, asked.until)
    paid = asked.situations.working_when_paid(old, asked.since)
    yield Change(
        sort=ChangeClass.BECAME_PAID,
        before=old,
        after=new,
        fields=_differing(old, new, ("cut_off_date",)),
        reach=asked.situations.reach(before - paid - after, paid | after),
        is_late=not is_free(new, asked.since),
    )
    yield from _terms(ChangeClass.GAINED, old, new, after - before, before, asked)
    yield from _terms(ChangeClass.LOST, old, new, paid - after, after, asked)


def _moved(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Change:
    """A cut-off that is another: whom it will reach while it lies ahead."""
    date = new.cut_off_date
    about: dict[str, Any] = {"before": old, "after": new, "fields": ("cut_off_date",)}
    if date is None or not is_free(new, asked.until):
        return Change(sort=ChangeClass.CUT_OFF_MOVED, is_late=date is not None, **about)
    paying = asked.situations.working_when_paid(new, date)
    reach = asked.situations.reach(asked.situations.working(new, asked.until) - paying, paying)
    return Change(sort=ChangeClass.CUT_OFF_MOVED, reach=reach, moment=date, **about)


def _gained_and_lost(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    """What an edit of the terms does now, and what it will do once free use is over for both, if it ever is."""
    before, after = asked.situations.working(old, asked.since), asked.situations.working(new, asked.until)
    yield from _terms(ChangeClass.GAINED, old, new, after - before, before, asked)
    yield from _terms(ChangeClass.LOST, old, new, before - after, after, asked)
    if date := _paid_from(old, new):
        yield from _later(old, new, before, after, asked, date)


def _later(
    old: UnitPrimitive,
    new: UnitPrimitive,
    before: Set[Situation],
    after: Set[Situation],
    asked: _Asked,
    moment: datetime,
) -> Iterator[Change]:
    """What an edit of the terms does for those who pay once free use is over, but for what it does already now.

    `moment`: when it is over by the terms of before too. What is lost is lost from the new date on.
    """
    paid_before = asked.situations.working_when_paid(old, asked.since)
    paid_after = asked.situations.working_when_paid(new, asked.until)
    gained, lost = paid_after - paid_before - (after - before), paid_before - paid_after - (before - after)
    yield from _terms(ChangeClass.GAINED, old, new, gained, paid_before, asked, moment)
    yield from _terms(ChangeClass.LOST, old, new, lost, paid_after, asked, new.cut_off_date)


def _terms(
    sort: ChangeClass,
    old: UnitPrimitive,
    new: UnitPrimitive,
    found: Set[Situation],
    others: Set[Situation],
    asked: _Asked,
    moment: datetime | None = None,
) -> Iterator[Change]:
    """Who gains or loses by an edit of the terms; `others`: where it works all the same, before the gain or after."""
    if found:
        reach = asked.situations.reach(found, others)
        fields = _differing(old, new, _OF_TERMS)
        yield Change(sort=sort, before=old, after=new, fields=fields, reach=reach, moment=moment)


def _paid_from(old: UnitPrimitive, new: UnitPrimitive) -> datetime | None:
    """When free use is over for both; None where it never will be."""
    dates = [date for date in (old.cut_off_date, new.cut_off_date) if date is not None]
    return max(dates) if len(dates) == 2 else None


def _direction(earlier: Version | None, later: Version | None) -> ChangeClass:
    """No minimum is the lowest."""
    is_raised = later is not None and (earlier is None or later > earlier)
    return ChangeClass.VERSION_RAISED if is_raised else ChangeClass.VERSION_LOWERED


def _versions(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    """What those need who can use it before and after: now, and from each end of free use on that is yet to come.

    Two minimums are compared once, from when on both count: who needs them is the same as long as they do.
    """
    ends = sorted(date for date in (old.cut_off_date, new.cut_off_date) if date and date > asked.until)
    counting: dict[tuple[str, str], tuple[datetime, datetime, datetime | None]] = {}
    for then, now, moment in ((asked.since, asked.until, None), *((end, end, end) for end in ends)):
        counting.setdefault((_minimum(old, then), _minimum(new, now)), (then, now, moment))
    for (was, needs), (then, now, moment) in counting.items():
        earlier, later = getattr(old, was), getattr(new, needs)
        working = asked.situations.working(old, then), asked.situations.working(new, now)
        if earlier != later and _is_asked_of_some(*working):
            fields = tuple(dict.fromkeys((was, needs)))
            yield Change(sort=_direction(earlier, later), before=old, after=new, fields=fields, moment=moment)


def _minimum(primitive: UnitPrimitive, moment: datetime) -> str:
    """The field whose version counts."""
    return _FREE if is_free(primitive, moment) else _PAID


def _is_asked_of_some(before: Set[Situation], after: Set[Situation]) -> bool:
    """Whether somebody keeps it where versions are looked at, be it with an add-on of before and another of after."""
    kept = {(license, realm) for license, _, realm in before} & {(license, realm) for license, _, realm in after}
    return any(realm != GITLAB_COM for _, realm in kept)


def _differing(old: Entity, new: Entity, names: Iterable[str]) -> Names:
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _holders(entity: Entity, moment: datetime, asked: _Asked) -> Reach | None:
    """For whom an entity works that has come, or worked that is gone."""
    if not isinstance(entity, UnitPrimitive):
        return None
    return asked.situations.reach(asked.situations.working(entity, moment))
