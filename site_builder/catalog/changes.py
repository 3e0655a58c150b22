"""Two catalogs and their moments in, what changed for customers out: one class of change a row, each with whom it reaches.

What an edit does to availability is asked of the rule, in every license with no add-on or one in every realm, and at one
moment for both, so that the calendar is not taken for an edit. A cut-off that passes between the moments is a change too,
without an edit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cache

from packaging.version import Version

from .availability import is_free
from .catalog import Catalog
from .entities import Entity, Names, Ref, UnitPrimitive
from .kinds import KIND, KINDS
from .reach import Reach, Situation, reach_of, situations, works
from .relations import ends
from .renames import renames


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different. `before` and `after` are None where there was, or is, no such entity.

    `fields` are those that it is about; `reach` is there for what customers gain or lose. `moment` is when it takes effect
    where that is later than the later catalog's: an add-on counts only once free access is over.
    """

    sort: ChangeClass
    before: Entity | None
    after: Entity | None
    fields: Names = ()
    reach: Reach | None = None
    moment: datetime | None = None

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


_TERMS = ("add_ons", "license_types", "gitlab_realms")
_MINIMA = ("min_gitlab_version", "min_gitlab_version_for_free_access")
_DEPRECATION = ("deprecation_message", "deprecated_by_url")
_NAMES = ("name", "alias_names")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Between which moments, and in which situations."""

    since: datetime
    until: datetime
    situations: tuple[Situation, ...]


def changes_between(before: Catalog, after: Catalog, since: datetime, until: datetime) -> tuple[Change, ...]:
    """Every change between two catalogs as of two moments, by class, then by kind and name."""
    asked = _Asked(since=since, until=until, situations=situations(before, after))
    found = [change for kind in KINDS if kind.has_files for change in _of_kind(kind.singular, before, after, asked)]
    order = list(ChangeClass)
    return tuple(sorted(found, key=lambda change: order.index(change.sort)))


def stated_fields(entity: Entity) -> Names:
    """The fields that the entity's file can state, but for its names."""
    return _stated_fields(entity.kind)


@cache  # asked for with every entity, and the same for all of a kind
def _stated_fields(kind: str) -> Names:
    arising = {end.field for end in ends(kind) if not end.stated_here}
    return tuple(it.name for it in fields(KIND[kind].entity) if it.name not in arising | {"source", *_NAMES})


def differing_fields(before: Entity, after: Entity) -> Names:
    """The fields in which two entities of a kind state different things; the order of a list says something."""
    return tuple(name for name in stated_fields(after) if getattr(before, name) != getattr(after, name))


def _of_kind(kind: str, before: Catalog, after: Catalog, asked: _Asked) -> Iterator[Change]:
    old, new = before.of_kind(kind), after.of_kind(kind)
    renamed = renames(old, new)
    for entity in new:
        former = old[renamed[entity.name]] if entity.name in renamed else None
        if former:
            yield Change(sort=ChangeClass.RENAMED, before=former, after=entity, fields=("name",))
        elif entity.name not in old:
            yield Change(sort=ChangeClass.ADDED, before=None, after=entity, reach=_reach_of_new(entity, asked))
            continue
        yield from _of_entity(former or old[entity.name], entity, asked)
    for entity in old:
        if entity.name not in new and entity.name not in renamed.values():
            reach = _reach_of_new(entity, asked)
            yield Change(sort=ChangeClass.REMOVED, before=entity, after=None, reach=reach)


def _of_entity(old: Entity, new: Entity, asked: _Asked) -> Iterator[Change]:
    told: set[str] = set()
    if isinstance(old, UnitPrimitive) and isinstance(new, UnitPrimitive):
        for change in _of_primitive(old, new, asked):
            told.update(change.fields)
            yield change
    left = tuple(name for name in differing_fields(old, new) if name not in told)
    if left:
        yield Change(sort=ChangeClass.FACTS_ONLY, before=old, after=new, fields=left)


def _of_primitive(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    flip = _flip(old, new, asked.since, asked.until)
    if flip:
        yield from _flipped(flip, old, new, asked)
    else:
        yield from _gained_and_lost(old, new, asked)
        if old.cut_off_date != new.cut_off_date:
            yield Change(sort=ChangeClass.CUT_OFF_MOVED, before=old, after=new, fields=("cut_off_date",))
    for field in _MINIMA:
        earlier, later = getattr(old, field), getattr(new, field)
        if earlier != later:
            yield Change(sort=_direction(earlier, later), before=old, after=new, fields=(field,))
    if new.deprecated and not old.deprecated:
        yield Change(sort=ChangeClass.DEPRECATED, before=old, after=new, fields=_differing(old, new, _DEPRECATION))


def _flip(old: UnitPrimitive, new: UnitPrimitive, since: datetime, until: datetime) -> ChangeClass | None:
    """Whether free access ended or began between the moments, by an edit or by the calendar."""
    was_free, free = is_free(old, since), is_free(new, until)
    if was_free == free:
        return None
    return ChangeClass.BECAME_FREE if free else ChangeClass.BECAME_PAID


def _flipped(flip: ChangeClass, old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    """What the flip itself does, and what an edit does the other way at the same time."""
    lost, gained = _difference(old, asked.since, new, asked.until, asked.situations)
    is_paid = flip is ChangeClass.BECAME_PAID
    through, against = (lost, gained) if is_paid else (gained, lost)
    differing = _differing(old, new, ("cut_off_date", *_TERMS))
    yield Change(sort=flip, before=old, after=new, fields=differing, reach=reach_of(through, asked.situations))
    if against:
        sort = ChangeClass.GAINED if is_paid else ChangeClass.LOST
        yield Change(sort=sort, before=old, after=new, fields=differing, reach=reach_of(against, asked.situations))


def _gained_and_lost(old: UnitPrimitive, new: UnitPrimitive, asked: _Asked) -> Iterator[Change]:
    differing = _differing(old, new, _TERMS)
    if not differing:
        return
    for moment in _moments(old, new, asked.until):
        lost, gained = _difference(old, moment, new, moment, asked.situations)
        for sort, found in ((ChangeClass.GAINED, gained), (ChangeClass.LOST, lost)):
            if found:
                reach, later = reach_of(found, asked.situations), moment if moment > asked.until else None
                yield Change(sort=sort, before=old, after=new, fields=differing, reach=reach, moment=later)
        if lost or gained:
            return


def _moments(old: UnitPrimitive, new: UnitPrimitive, until: datetime) -> Iterator[datetime]:
    """Now, and once free access is over for both, if it ever is."""
    yield until
    dates = [primitive.cut_off_date for primitive in (old, new)]
    ahead = [date for date in dates if date is not None and date > until]
    if ahead and None not in dates:
        yield max(ahead)


def _direction(earlier: Version | None, later: Version | None) -> ChangeClass:
    """No minimum is the lowest."""
    is_raised = later is not None and (earlier is None or later > earlier)
    return ChangeClass.VERSION_RAISED if is_raised else ChangeClass.VERSION_LOWERED


def _differing(old: Entity, new: Entity, names: Iterable[str]) -> Names:
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _difference(
    old: UnitPrimitive, since: datetime, new: UnitPrimitive, until: datetime, situations: tuple[Situation, ...]
) -> tuple[set[Situation], set[Situation]]:
    """The situations in which a primitive no longer works, and those in which it newly does."""
    before, after = works(old, since, situations), works(new, until, situations)
    return before - after, after - before


def _reach_of_new(entity: Entity, asked: _Asked) -> Reach | None:
    """For whom an entity works that has come, or would work that is gone."""
    if not isinstance(entity, UnitPrimitive):
        return None
    return reach_of(works(entity, asked.until, asked.situations), asked.situations)
