"""The record of a configuration in, its chronicle out: what changed in each period, and what became of each entity.

A period ends with a release, or with a month where nothing is released; the last one goes on. In it every edit is told
of its own, and so is free use that ends between two of them: what was told once stays as it was told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from .catalog import Catalog
from .changes import CLASS_ORDER, Change, ChangeClass, changes_between
from .entities import Entity, Ref, UnitPrimitive
from .facts import facts, stated_fields
from .kinds import KINDS
from .later_names import LaterNames
from .left_out import VISIBILITY, LeftOut
from .linker import linked
from .reach import SITUATION_KINDS, Holders, Situations, holders
from .record import Edit, Pair, Record, Skipped
from .relations import names_in
from .renames import called_now, is_alike, paired_entities, renamed_in
from .revisions import Revision, revisions
from .stretches import Stretch, stretches

_BUNDLES = tuple(kind.singular for kind in KINDS if kind.is_bundle)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedChange:
    """A change, when it was made, and the edit that made it; None where a cut-off passed.

    `as_of` never goes back from one step to the next. `had` and `has` say for whom a unit primitive worked just before
    and works just after it; None where there was, or is, none. `step` counts what happened from the beginning on: the
    changes of one edit, or of one moment, have the same.
    """

    change: Change
    as_of: datetime
    edit: Edit | None
    step: int
    had: Holders | None = None
    has: Holders | None = None

    @property
    def moment(self) -> datetime:
        """When it was told: `as_of`, or what the commit says, whose clock may have been wrong."""
        return self.edit.moment if self.edit else self.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many unit primitives there were at a moment, and how many each bundle had, as it is called today.

    Each bundle stands with the step in which another took its name, or 0.
    """

    moment: datetime
    unit_primitives: int
    bundles: Mapping[tuple[Ref, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time from which no moment is missing and in which nothing is told twice; `release` is empty for a month.

    `is_open`: it goes on after the moment of the chronicle. `edits` are newest first. `step` is the last that was made
    by its end.
    """

    release: str
    since: datetime
    until: datetime
    is_open: bool
    edits: tuple[Edit, ...]
    changes: tuple[DatedChange, ...]
    sizes: Sizes
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """What became of a configuration until a moment. Without a `beginning` nothing is known.

    That is the first edit, no later than what came after it, whatever its clock said. `missing` and `help` are those of
    its record. `periods` are newest first. `untold`: what is other, or not there, in the catalog it is told beside
    than at its end; `new`: what that catalog has and the end had not, by any name.
    """

    periods: tuple[Period, ...] = ()
    revisions: Mapping[Ref, tuple[Revision, ...]] = field(default_factory=dict)  # newest first
    beginning: Edit | None = None
    first_sizes: Sizes | None = None
    later_names: LaterNames = field(default_factory=LaterNames)
    skipped: tuple[Skipped, ...] = ()
    by_release: bool = False
    is_incomplete: bool = False
    new: frozenset[Ref] = frozenset()
    untold: frozenset[Ref] = frozenset()
    missing: str = "nothing was read of it"
    help: str = ""

    @property
    def is_current(self) -> bool:
        """Whether the catalog it is told beside is what it ends with."""
        return not self.untold


def chronicle_from(known: Record, catalog: Catalog, as_of: datetime) -> Chronicle:
    """What is told as of a moment, UTC, of what is known then. The catalog is the one that is told of today."""
    if not known.edits:
        return Chronicle(
            skipped=known.skipped, is_incomplete=known.is_incomplete, missing=known.missing, help=known.help
        )
    first = linked(known.beginning)
    parts = tuple(stretches(known, as_of))
    beginning = replace(known.edits[0], moment=parts[0].since)
    periods, last = _periods(known, first, parts)
    changes = [change for period in periods for change in period.changes]
    names = LaterNames.of(_renamed(changes, catalog.left_out))
    told = (replace(it, sizes=_called_today(it.sizes, names, it.step)) for it in reversed(periods))
    return Chronicle(
        periods=tuple(told),
        revisions=revisions(known.edits[1:]),
        beginning=beginning,
        first_sizes=_called_today(_sizes(first, beginning.moment), names, 0),
        later_names=names,
        skipped=known.skipped,
        by_release=bool(known.releases),
        is_incomplete=known.is_incomplete,
        new=frozenset(_new({*last} - {*catalog}, {*catalog} - {*last})),
        untold=frozenset(entity.ref for entity in {*last} ^ {*catalog}),
        missing=known.missing,
        help=known.help,
    )


def _new(before: Iterable[Entity], after: Iterable[Entity]) -> Iterator[Ref]:
    """What has a name that nothing had, or that something else had."""
    for old, new in paired_entities(before, after):
        if new and (old is None or old.ref != new.ref):
            yield new.ref


def _periods(record: Record, first: Catalog, parts: Iterable[Stretch]) -> tuple[list[Period], Catalog]:
    """Oldest first, without those in which nothing was told; and the catalog at the end."""
    state = _State(record.beginning)
    catalog = first
    periods: list[Period] = []
    for stretch in parts:
        edits = record.edits[stretch.first : stretch.first + len(stretch.moments)]
        steps = list(_steps(state, stretch, edits))
        if edits:
            catalog = linked(state.entities)
        if edits or steps or stretch.release:
            newest_first = [change for step in reversed(steps) for change in step]
            period = Period(
                release=stretch.release,
                since=stretch.since,
                until=stretch.until,
                is_open=stretch.is_open,
                edits=tuple(reversed(edits)),
                changes=tuple(sorted(newest_first, key=lambda it: CLASS_ORDER[it.change.sort])),
                sizes=_sizes(catalog, stretch.moments[-1] if edits else stretch.until),
                step=state.step,
            )
            periods.append(period)
    return periods, catalog


def _steps(state: "_State", stretch: Stretch, edits: Sequence[Edit]) -> Iterator[tuple[DatedChange, ...]]:
    """What the calendar and the edits did, one after the other."""
    clock = stretch.since
    for edit, moment in zip(edits, stretch.moments, strict=True):
        yield from state.pass_cut_offs(clock, moment)
        yield state.make(edit, moment)
        clock = moment
    yield from state.pass_cut_offs(clock, stretch.until)


class _State:
    """All entities as they are at a moment while time goes by."""

    def __init__(self, beginning: Iterable[Entity]) -> None:
        self._entities = {entity.ref: entity for entity in beginning}
        self._situations = Situations(self._entities)
        self._cut_offs = self._dates()
        self.step = 0

    @property
    def entities(self) -> Iterable[Entity]:
        return self._entities.values()

    def pass_cut_offs(self, since: datetime, until: datetime) -> Iterator[tuple[DatedChange, ...]]:
        """Where free use ends after one moment, until the other: a step for each cut-off."""
        if not any(since < date <= until for date in self._cut_offs):
            return
        passed: dict[datetime, list[Entity]] = {}
        for entity in self.entities:
            date = entity.cut_off_date if isinstance(entity, UnitPrimitive) else None
            if date and since < date <= until:
                passed.setdefault(date, []).append(entity)
        for date in sorted(passed):
            catalog = Catalog.of(passed[date])
            yield self._told(changes_between(catalog, catalog, since, date, self._situations), since, date)

    def make(self, edit: Edit, moment: datetime) -> tuple[DatedChange, ...]:
        """What an edit changes at a moment."""
        renamed = renamed_in(edit.entities)
        pairs = (*edit.entities, *self._meaning_others(edit))
        old = {entity.ref: entity for entity, _ in pairs if entity}
        new = {entity.ref: entity for _, entity in pairs if entity}
        now = called_now(self._entities, renamed)
        has_other_situations = any(ref.kind in SITUATION_KINDS for ref in now.keys() | (old.keys() ^ new.keys()))
        if has_other_situations:
            self._situations = Situations({now.get(ref, ref) for ref in self._entities} | new.keys())
        catalogs = Catalog.of(old.values()), Catalog.of(new.values())
        found = changes_between(*catalogs, moment, moment, self._situations, renamed)
        told = self._told(found, moment, moment, edit)
        for ref in old:
            del self._entities[ref]
        self._entities |= new
        if has_other_situations:
            self._situations = Situations(self._entities)
        self._cut_offs = self._dates()
        return told

    def _dates(self) -> frozenset[datetime]:
        """Of all cut-offs: there may be very many releases between two edits."""
        dates = (it.cut_off_date for it in self.entities if isinstance(it, UnitPrimitive))
        return frozenset(date for date in dates if date)

    def _meaning_others(self, edit: Edit) -> Iterator[Pair]:
        """What an edit did not touch, and what names others by it: those that came by a name which another had."""
        others = (after for before, after in edit.entities if after and (before is None or before.ref != after.ref))
        taken = {it.ref for it in others if it.ref in self._entities}
        if not taken:
            return
        touched = {entity.ref for pair in edit.entities for entity in pair if entity}
        for ref, entity in self._entities.items():
            if ref not in touched and any(not taken.isdisjoint(refs) for _, refs in names_in(entity)):
                yield entity, entity

    def _told(
        self, changes: Iterable[Change], since: datetime, until: datetime, edit: Edit | None = None
    ) -> tuple[DatedChange, ...]:
        self.step += 1
        return tuple(
            DatedChange(
                change=change,
                as_of=until,
                edit=edit,
                step=self.step,
                had=_holders(change.before, since),
                has=_holders(change.after, until),
            )
            for change in changes
        )


def _holders(entity: Entity | None, moment: datetime) -> Holders | None:
    return holders(entity, moment) if isinstance(entity, UnitPrimitive) else None


def _sizes(catalog: Catalog, moment: datetime) -> Sizes:
    bundles = (bundle for kind in _BUNDLES for bundle in catalog.of_kind(kind))
    return Sizes(
        moment=moment,
        unit_primitives=len(catalog.unit_primitives),
        bundles={(bundle.ref, 0): len(getattr(bundle, "unit_primitives", ())) for bundle in bundles},
    )


def _renamed(changes: Iterable[DatedChange], left_out: LeftOut) -> Mapping[int, Mapping[Ref, Ref | None]]:
    """For each step: old address -> new address; None for what went, then or before, as something else got its name."""
    found: dict[int, dict[Ref, Ref | None]] = defaultdict(dict)
    gone: dict[Ref, Entity] = {}
    for step, of_step in groupby(sorted(changes, key=lambda it: it.step), key=lambda it: it.step):
        made = [it.change for it in of_step]
        removed = {it.ref: it.before for it in made if it.sort is ChangeClass.REMOVED and it.before}
        gone |= removed
        for change in made:
            if change.sort is ChangeClass.RENAMED and change.before:
                found[step][change.before.ref] = change.ref
            elif change.sort is ChangeClass.ADDED and change.after:
                old = gone.pop(change.ref, None)
                if old and (change.ref in removed or not _is_taken_back(old, change.after, left_out)):
                    found[step][change.ref] = None
    return found


def _is_taken_back(old: Entity, new: Entity, left_out: LeftOut) -> bool:
    """Whether a removal is, as far as readers can tell: what they are shown nothing of may be anything."""
    fields = (it for it in stated_fields(old) if it != VISIBILITY)
    is_shown = bool(facts(old)) or all(left_out.shows(old.kind, field) for field in fields)
    return is_shown and is_alike(old, new)


def _called_today(sizes: Sizes, names: LaterNames, step: int) -> Sizes:
    return replace(sizes, bundles={names.after(ref, step): count for (ref, _), count in sizes.bundles.items()})
