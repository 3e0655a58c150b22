"""The record of a configuration in, its chronicle out: what changed in each period, and what became of each entity.

A period ends with a release, or with a month where nothing is released; the last one goes on. Catalogs are linked only
where a period ends, and what became paid or free by the calendar alone is told as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .availability import is_free
from .catalog import Catalog
from .changes import Change, ChangeClass, changes_between
from .entities import Entity, Names, Ref, UnitPrimitive
from .kinds import KINDS
from .linker import link
from .reach import Reach, Situation, reach_of, situations, works
from .record import Edit, Record, Skipped
from .revisions import Revision, revisions
from .spans import Span, spans

_BUNDLES = tuple(kind.singular for kind in KINDS if kind.is_bundle)
_Touch = tuple[Edit, Entity | None, Entity | None]  # and what was, and is, of an entity
_COMES_OR_GOES = frozenset({ChangeClass.ADDED, ChangeClass.REMOVED, ChangeClass.RENAMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedChange:
    """A change, the edits that made it, newest first, and when it was told: by an edit, or by a cut-off that passed.

    `had` and `has` say for whom a unit primitive worked before and works after it; None where there was, or is, none.
    """

    change: Change
    moment: datetime
    edits: tuple[Edit, ...]
    had: Reach | None = None
    has: Reach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many unit primitives there were at a moment, and how many each bundle had."""

    moment: datetime
    unit_primitives: int
    bundles: Mapping[Ref, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time from which no moment is missing and in which nothing is told twice; `release` is empty for a month.

    `is_open`: it goes on after the moment of the chronicle. `edits` are newest first.
    """

    release: str
    since: datetime
    until: datetime
    is_open: bool
    edits: tuple[Edit, ...]
    changes: tuple[DatedChange, ...]
    sizes: Sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """What became of a configuration until a moment. Without a `beginning` nothing is known, and `missing` says why.

    `periods` are newest first. `is_current`: the catalog it is told beside is what it ends with.
    """

    periods: tuple[Period, ...] = ()
    revisions: Mapping[Ref, tuple[Revision, ...]] = field(default_factory=dict)  # newest first
    beginning: Edit | None = None
    first_sizes: Sizes | None = None
    skipped: tuple[Skipped, ...] = ()
    by_release: bool = False
    is_cut_off: bool = False
    is_current: bool = True
    missing: str = "nothing was read of it"


def chronicle_from(record: Record, catalog: Catalog, as_of: datetime) -> Chronicle:
    """What is known as of a moment, UTC. The catalog is the one that is told of today."""
    known = record.until(as_of)
    if not known.edits:
        return Chronicle(skipped=known.skipped, missing=known.missing)
    first = link(known.beginning)
    periods, last = _periods(known, first, as_of)
    return Chronicle(
        periods=tuple(reversed(periods)),
        revisions=revisions(known.edits[1:]),
        beginning=known.edits[0],
        first_sizes=_sizes(first, known.edits[0].moment),
        skipped=known.skipped,
        by_release=bool(known.releases),
        is_cut_off=known.is_cut_off,
        is_current=last == catalog,
        missing=known.missing,
    )


def _periods(record: Record, first: Catalog, as_of: datetime) -> tuple[list[Period], Catalog]:
    """Oldest first, without those in which nothing was told; and the catalog at the end."""
    state = {entity.ref: entity for entity in record.beginning}
    before = first
    periods: list[Period] = []
    for span in spans(record, as_of):
        edits = record.edits[span.first : span.last]
        for edit in edits:
            _apply(edit, state)
        after = link(tuple(state.values())) if edits else before
        found = tuple(_dated(before, after, span, edits)) if edits or _passes(before, span) else ()
        if edits or found or span.release:
            periods.append(
                Period(
                    release=span.release,
                    since=span.since,
                    until=span.until,
                    is_open=span.is_open,
                    edits=tuple(reversed(edits)),
                    changes=found,
                    sizes=_sizes(after, edits[-1].moment if edits else span.until),
                )
            )
        before = after
    return periods, before


def _apply(edit: Edit, state: dict[Ref, Entity]) -> None:
    for before, _ in edit.entities:
        if before:
            state.pop(before.ref, None)
    for _, after in edit.entities:
        if after:
            state[after.ref] = after


def _passes(catalog: Catalog, span: Span) -> bool:
    """Whether free use of anything ends in the time."""
    return any(is_free(it, span.since) and not is_free(it, span.until) for it in catalog.unit_primitives)


def _dated(before: Catalog, after: Catalog, span: Span, edits: Sequence[Edit]) -> Iterator[DatedChange]:
    touching = _touching(edits)
    asked = _Holders(situations(before, after))
    for change in changes_between(before, after, span.since, span.until):
        made = tuple(_makers(change, touching))
        yield DatedChange(
            change=change,
            moment=_moment(change, made, span),
            edits=made,
            had=asked.of(change.before, change.moment or span.since),
            has=asked.of(change.after, change.moment or span.until),
        )


def _touching(edits: Sequence[Edit]) -> Mapping[Ref, list[_Touch]]:
    """The edits of each entity, the newest first."""
    found: dict[Ref, list[_Touch]] = {}
    for edit in reversed(edits):
        for before, after in edit.entities:
            for ref in dict.fromkeys(entity.ref for entity in (before, after) if entity):
                found.setdefault(ref, []).append((edit, before, after))
    return found


def _makers(change: Change, touching: Mapping[Ref, list[_Touch]]) -> Iterator[Edit]:
    """The edits of the entity, under either name, that had a part in the change; none where only the calendar had."""
    if not change.fields and change.before and change.after:
        return
    refs = dict.fromkeys(entity.ref for entity in (change.after, change.before) if entity)
    touches = [touch for ref in refs for touch in touching.get(ref, ())]
    made = [edit for edit, old, new in touches if _is_made_by(change, old, new)]
    found = {edit.id: edit for edit in made or [edit for edit, _, _ in touches]}
    yield from sorted(found.values(), key=lambda edit: edit.moment, reverse=True)


def _is_made_by(change: Change, old: Entity | None, new: Entity | None) -> bool:
    if old is None or new is None:
        return change.sort in _COMES_OR_GOES or _was_renamed(change)
    return any(getattr(old, name) != getattr(new, name) for name in change.fields)


def _was_renamed(change: Change) -> bool:
    return bool(change.before and change.after and change.before.name != change.after.name)


def _moment(change: Change, made: tuple[Edit, ...], span: Span) -> datetime:
    """When the newest edit made it; or the cut-off that passed, unless its date was written down afterwards."""
    told = [edit.moment for edit in made]
    if change.sort is ChangeClass.BECAME_PAID and isinstance(change.after, UnitPrimitive):
        date = change.after.cut_off_date
        if date and span.since < date <= span.until:
            return max((date, *told)) if "cut_off_date" in change.fields else date
    return max(told, default=span.until)


class _Holders:
    """For whom unit primitives work; those with the same terms are asked about once."""

    def __init__(self, asked: tuple[Situation, ...]) -> None:
        self._asked = asked
        self._known: dict[tuple[Names, Names, Names, bool], Reach] = {}

    def of(self, entity: Entity | None, moment: datetime) -> Reach | None:
        if not isinstance(entity, UnitPrimitive):
            return None
        terms = (entity.license_types, entity.add_ons, entity.gitlab_realms, is_free(entity, moment))
        if terms not in self._known:
            self._known[terms] = reach_of(works(entity, moment, self._asked), self._asked)
        return self._known[terms]


def _sizes(catalog: Catalog, moment: datetime) -> Sizes:
    bundles = (bundle for kind in _BUNDLES for bundle in catalog.of_kind(kind))
    return Sizes(
        moment=moment,
        unit_primitives=len(catalog.unit_primitives),
        bundles={bundle.ref: len(getattr(bundle, "unit_primitives", ())) for bundle in bundles},
    )
