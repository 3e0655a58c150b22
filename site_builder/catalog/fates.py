"""The record of a configuration and all that it states today in, which versions and names of the past are internal out.

What is internal today, or was when it was last there, has been so from its beginning, whatever it was called; what was
internal only for a time, for that time, be it by a mark of its own or with its whole kind. What went may have become
something internal, if anything of its kind ever was: it is not told either, though its name may be.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from .branch_marks import with_branch_marks
from .entities import Entity, Ref, UnitPrimitive
from .kinds import KIND
from .public import INTERNAL
from .record import Edit, Pair, Record
from .renames import copied, paired_entities


class _Fate(Enum):
    """What is told of an entity in the end."""

    SHOWN = "shown"
    DOUBTFUL = "doubtful"  # it may be what is hidden
    HIDDEN = "hidden"


_Going = tuple[str, Ref]  # the edit with which something went, empty after the last, and what it was called then


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubts:
    """The kinds of what may have become something hidden when it went; names of what did not, and how that went."""

    kinds: Container[str]
    names: Container[str]
    never_of: Container[_Going] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """A past in which every version of what is internal in the end has a mark, and all names by which it is not told.

    `by_themselves` are those names, and others, of what had ever a mark of its own, and not that of its kind alone.
    What is called by a name that is `never_internal` is not doubted; what went and is `held_back` may be something
    internal.
    """

    record: Record
    refs: frozenset[Ref] = frozenset()
    by_themselves: frozenset[Ref] = frozenset()
    never_internal: frozenset[str] = frozenset()
    held_back: frozenset[Ref] = frozenset()

    def doubted_by(self, later: "Fates") -> "Fates":
        """The same, where what has a mark in a later past of the same line has it too, as far as both know it."""
        known = {edit.id: edit for edit in later.record.edits}
        edits = tuple(
            replace(it, entities=_as_in(known[it.id], it)) if it.id in known else it for it in self.record.edits
        )
        begins = self.record.edits[:1] and self.record.edits[0].id in known
        marked = {it.ref for it in later.record.beginning if begins and it.visibility == INTERNAL}
        beginning = tuple(_hidden(it) if it.ref in marked else it for it in self.record.beginning)
        return replace(self, record=replace(self.record, beginning=beginning, edits=edits))

    def is_of_line(self, then: Record) -> bool:
        """Whether one record leads to the other: the edits of the shorter are those that the longer begins with."""
        ids, others = ([edit.id for edit in record.edits] for record in (self.record, then))
        common = min(len(ids), len(others))
        return common > 0 and ids[:common] == others[:common]

    def internal_at(self, then: Record) -> frozenset[Ref]:
        """What has a mark where an earlier or a later record of the same line ends, as it was called then.

        Nothing where none of it is known. In a later one, what came to it may be what it had lost before.
        """
        places = {edit.id: place for place, edit in enumerate(then.edits, 1)}
        known = ((place, places[edit.id]) for place, edit in enumerate(self.record.edits, 1) if edit.id in places)
        last, parted = max(known, default=(0, 0))
        if not last:
            return frozenset()
        there = _there(self.record.beginning, self.record.edits[:last])
        hidden = {ref for ref, entity in there.items() if entity.visibility == INTERNAL}
        doubtful: set[str] = set()
        for edit in then.edits[parted:]:
            _hide(edit.entities, hidden, doubtful, self.never_internal)
        return frozenset(hidden)


def fates_of(record: Record, entities: Collection[Entity], never_internal: Iterable[str] = ()) -> Fates:
    """What is internal today, or was when it was last there, is so from its beginning, whatever its names.

    What was ever called by one of the names that are `never_internal` became nothing internal: there is no doubt.
    """
    edits: list[Edit] = []
    hidden: list[Entity] = [*record.last_internal]
    shown: dict[Ref, Entity] = {}
    opened: set[Ref] = set()  # what it is called, or was, while it was public
    held_back: set[Ref] = set()
    certain = frozenset(never_internal)
    marked = _as_marked(with_branch_marks(record, certain))
    for edit, told in _from_the_end(marked, entities, _doubts(marked, entities, certain)):
        held_back |= {before.ref for (before, after), fate in told if before and not after and fate is _Fate.DOUBTFUL}
        for pair, fate in told:
            for entity in filter(None, reversed(pair)):
                if fate is _Fate.HIDDEN:
                    hidden.append(entity)
                else:
                    shown.setdefault(entity.ref, entity)
                    opened |= {entity.ref} if entity.visibility != INTERNAL else set()
        if edit:
            edits.append(replace(edit, entities=tuple(_with_fate(*it) for it in told)))
            now = {after.ref: after for (_, after), fate in told if after and fate is _Fate.HIDDEN}
            hidden += [replace(now[ref], name=name.name) for ref, name in edit.passed_names if ref in now]
    closed = (entity for ref, entity in shown.items() if ref not in opened)  # it has another name since
    return Fates(
        record=_again(record, edits[::-1]),
        refs=_not_told((*hidden, *closed), shown.values(), entities),
        by_themselves=_by_themselves(record, entities),
        never_internal=certain,
        held_back=frozenset(held_back),
    )


def _doubts(record: Record, entities: Collection[Entity], certain: frozenset[str]) -> _Doubts:
    """What of all that went may be something hidden: whatever is of a kind of which anything ever was internal.

    Nobody can tell it by what it says, since that may have changed with its name.
    """
    ever = (*entities, *record.beginning, *(it for edit in record.edits for pair in edit.entities for it in pair if it))
    kinds = {it.kind for it in (*record.last_internal, *(it for it in ever if it.visibility == INTERNAL))}
    doubts = _Doubts(kinds=record.marked_kinds | kinds, names=certain)
    cleared: set[_Going] = set()
    ends: dict[Ref, _Going] = {}  # of what was there before an edit, how it went
    for edit, told in _from_the_end(record, entities, doubts) if certain else ():
        pairs = [pair for pair, fate in told if fate is not _Fate.HIDDEN]
        later = {after.ref: ends.pop(after.ref, None) for _, after in pairs if after}
        for before, after in ((before, after) for before, after in pairs if before):
            if going := later[after.ref] if after else _going(edit, before):
                ends[before.ref] = going
                cleared |= {going} if before.name in certain else set()
    return replace(doubts, never_of=frozenset(cleared))


def _by_themselves(record: Record, entities: Iterable[Entity]) -> frozenset[Ref]:
    """Every name of what ever had a mark of its own."""
    since = paired_entities(_there(record.beginning, record.edits).values(), entities)
    pairs = (*((None, it) for it in record.beginning), *(it for edit in record.edits for it in edit.entities), *since)
    versions = (*record.last_internal, *(entity for pair in pairs for entity in pair if entity))
    marked = {entity.ref for entity in versions if entity.visibility == INTERNAL}
    renames = [(before.ref, after.ref) for before, after in pairs if before and after and before.ref != after.ref]
    for one, other in (*renames, *((after, before) for before, after in reversed(renames))):
        marked |= {other} if one in marked else set()
    return frozenset(marked)


def _as_in(marked: Edit, edit: Edit) -> tuple[Pair, ...]:
    """What an edit did, with marks for what has one in another record of it."""
    before, after = (
        {it.ref for pair in marked.entities if (it := pair[side]) and it.visibility == INTERNAL} for side in (0, 1)
    )
    return tuple(
        (_hidden(old) if old and old.ref in before else old, _hidden(new) if new and new.ref in after else new)
        for old, new in edit.entities
    )


def _not_told(ever: Collection[Entity], shown: Collection[Entity], entities: Iterable[Entity]) -> frozenset[Ref]:
    """Every name of what is hidden, or was internal whenever it had it; none that is public today."""
    aliases = _aliases(ever) - _aliases(entity for entity in shown if entity.visibility != INTERNAL)
    public = {entity.ref for entity in entities if entity.visibility != INTERNAL}
    return frozenset(({entity.ref for entity in ever} | aliases) - public)


def _again(record: Record, edits: Sequence[Edit]) -> Record:
    """The record with these edits, of which the first made all that there was with it."""
    if not edits:
        return record
    first, *later = edits
    beginning = tuple(entity for _, entity in first.entities if entity)
    return replace(record, beginning=beginning, edits=(replace(first, entities=()), *later))


def _from_the_end(
    record: Record, entities: Collection[Entity], doubts: _Doubts
) -> Iterator[tuple[Edit | None, tuple[tuple[Pair, _Fate], ...]]]:
    """Each edit, the newest first, with the fate of what it touched.

    What was done since the last edit comes first, without an edit; the first edit made all that there was with it.
    All `doubts` of what went are to be known before.
    """
    fates = {entity.ref: _Fate.HIDDEN for entity in entities if entity.visibility == INTERNAL}
    made = (tuple((None, it) for it in record.beginning), *(edit.entities for edit in record.edits[1:]))
    since = paired_entities(_there(record.beginning, record.edits).values(), entities)
    steps = (*zip(record.edits, made, strict=False), (None, since))
    for edit, pairs in reversed(steps):
        gone = edit.gone_internal if edit else {entity.ref for entity in record.last_internal}
        doubtful = (
            {ref for ref in edit.taken if ref.kind in doubts.kinds and ref.name not in doubts.names} if edit else ()
        )
        parts = tuple(_parted(pairs, gone.union(doubtful)))
        told = tuple(_apart(tuple((pair, _fate(pair, fates, gone)) for pair in parts), doubts.names))
        told = tuple((pair, _doubted(edit, pair, fate, doubts)) for pair, fate in told)
        yield edit, told
        for after in (after for (_, after), _ in told if after):
            fates.pop(after.ref, None)
        fates |= {before.ref: fate for (before, _), fate in told if before and fate is not _Fate.SHOWN}


def _parted(pairs: Iterable[Pair], gone: Container[Ref]) -> Iterator[Pair]:
    """The same, with two for what went, internal or maybe so, and what has its name now."""
    for before, after in pairs:
        is_other = before and after and before.ref == after.ref and before.ref in gone
        yield from ((before, None), (None, after)) if is_other else ((before, after),)


def _apart(told: Collection[tuple[Pair, _Fate]], certain: Container[str]) -> Iterator[tuple[Pair, _Fate]]:
    """The same, with two for what may have been something hidden that came with the text that it had."""
    came = (after for (before, after), fate in told if fate is _Fate.HIDDEN and after and not before)
    doubtful = copied((pair for pair, fate in told if fate is _Fate.SHOWN), came)
    for (before, after), fate in told:
        if before and after and before.ref in doubtful and before.name not in certain:
            yield from (((before, None), _Fate.DOUBTFUL), ((None, after), fate))
        else:
            yield (before, after), fate


def _hide(pairs: Collection[Pair], hidden: set[Ref], doubtful: set[str], certain: Container[str]) -> None:
    """What is hidden has the names that an edit gave it. What came to a doubtful kind, or lost something hidden, is."""
    doubtful |= {before.kind for before, after in pairs if before and not after and before.ref in hidden}
    now = {after.ref for before, after in pairs if before and after and before.ref in hidden}
    came = (after for before, after in pairs if after and not before)
    now |= {it.ref for it in came if it.kind in doubtful and it.name not in certain}
    hidden -= {before.ref for before, _ in pairs if before}
    hidden |= now


def _fate(pair: Pair, fates: Mapping[Ref, _Fate], gone: Container[Ref]) -> _Fate:
    before, after = pair
    if after:
        return fates.get(after.ref, _Fate.SHOWN)
    return _Fate.HIDDEN if before and (before.visibility == INTERNAL or before.ref in gone) else _Fate.SHOWN


def _doubted(edit: Edit | None, pair: Pair, fate: _Fate, doubts: _Doubts) -> _Fate:
    before, after = pair
    if before is None or after or fate is _Fate.HIDDEN:
        return fate
    is_certain = before.name in doubts.names or _going(edit, before) in doubts.never_of
    return _Fate.DOUBTFUL if before.kind in doubts.kinds and not is_certain else _Fate.SHOWN


def _going(edit: Edit | None, entity: Entity) -> _Going:
    return edit.id if edit else "", entity.ref


def _with_fate(pair: Pair, fate: _Fate) -> Pair:
    before, after = pair
    return pair if fate is _Fate.SHOWN else (before and _hidden(before), after and _hidden(after))


def _hidden(entity: Entity) -> Entity:
    return replace(entity, visibility=INTERNAL)


def _aliases(entities: Iterable[Entity]) -> set[Ref]:
    primitives = (entity for entity in entities if isinstance(entity, UnitPrimitive))
    return {Ref(kind=primitive.kind, name=alias) for primitive in primitives for alias in primitive.alias_names}


def _as_marked(record: Record) -> Record:
    """The same, with a mark of its own for every entity of a kind that was internal when it was so."""
    if not any(edit.internal_kinds for edit in record.edits):
        return record
    there, kinds = _there(record.beginning), record.edits[0].internal_kinds
    beginning = tuple(_marked(entity, kinds) for entity in record.beginning)
    edits: list[Edit] = []
    for edit in record.edits:
        touched = {entity.ref for pair in edit.entities for entity in pair if entity}
        turned = {*kinds} ^ {*edit.internal_kinds}
        others = ((it, it) for ref, it in there.items() if KIND[it.kind].plural in turned and ref not in touched)
        pairs = (*edit.entities, *others)
        marked = tuple(
            (before and _marked(before, kinds), after and _marked(after, edit.internal_kinds))
            for before, after in pairs
        )
        edits.append(replace(edit, entities=marked))
        edit.apply_to(there)
        kinds = edit.internal_kinds
    return replace(record, beginning=beginning, edits=tuple(edits))


def _marked(entity: Entity, kinds: Container[str]) -> Entity:
    return _hidden(entity) if KIND[entity.kind].plural in kinds else entity


def _there(beginning: Iterable[Entity], edits: Iterable[Edit] = ()) -> dict[Ref, Entity]:
    """All that is there after these edits."""
    there = {entity.ref: entity for entity in beginning}
    for edit in edits:
        edit.apply_to(there)
    return there
