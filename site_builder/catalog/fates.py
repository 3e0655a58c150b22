"""The record of a configuration and all that it states today in, which versions and names of the past are internal out.

What is internal today, or was when it was last there, has been so from its beginning, by each name that the record
follows, and by what it says; what was internal only for a time, for that time, be it by a mark of its own or with its
whole kind.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from .entities import Entity, Ref, UnitPrimitive
from .facts import said_by, telling_facts
from .kinds import KIND
from .public import INTERNAL
from .record import Edit, Pair, Record
from .renames import paired_entities


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """A past in which every version of what is internal in the end has a mark, and all names by which it is not told.

    `by_themselves` are those names, and others, of what had ever a mark of its own, and not that of its kind alone.
    """

    record: Record
    refs: frozenset[Ref] = frozenset()
    by_themselves: frozenset[Ref] = frozenset()

    def marked_by(self, later: "Fates") -> "Fates":
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

        Nothing where none of it is known.
        """
        places = {edit.id: place for place, edit in enumerate(then.edits, 1)}
        known = ((place, places[edit.id]) for place, edit in enumerate(self.record.edits, 1) if edit.id in places)
        last, parted = max(known, default=(0, 0))
        if not last:
            return frozenset()
        there = replace(self.record, edits=self.record.edits[:last]).entities
        hidden = {ref for ref, entity in there.items() if entity.visibility == INTERNAL}
        for edit in then.edits[parted:]:
            now = {after.ref for before, after in edit.entities if before and after and before.ref in hidden}
            hidden = (hidden - {before.ref for before, _ in edit.entities if before}) | now
        return frozenset(hidden)


def fates_of(record: Record, entities: Collection[Entity]) -> Fates:
    """What is internal today, or was when it was last there, is so from its beginning, whatever its names."""
    edits: list[Edit] = []
    hidden: list[Entity] = [*record.last_internal]
    shown: dict[Ref, Entity] = {}
    opened: set[Ref] = set()  # what it is called, or was, while it was public
    between: set[Ref] = set()  # what it may have been called for a time
    for edit, told, names in _from_the_end(_as_marked(record), entities):
        between |= names
        for pair, is_hidden in told:
            for entity in filter(None, reversed(pair)):
                if is_hidden:
                    hidden.append(entity)
                else:
                    shown.setdefault(entity.ref, entity)
                    opened |= {entity.ref} if entity.visibility != INTERNAL else set()
        if edit:
            edits.append(replace(edit, entities=tuple(_with_mark(*it) for it in told)))
    closed = (entity for ref, entity in shown.items() if ref not in opened)  # it has another name since
    return Fates(
        record=_again(record, edits[::-1]),
        refs=_not_told((*hidden, *closed), between - opened, shown.values(), entities),
        by_themselves=_by_themselves(record, entities),
    )


def _by_themselves(record: Record, entities: Iterable[Entity]) -> frozenset[Ref]:
    """Every name of what ever had a mark of its own."""
    since = paired_entities(record.entities.values(), entities)
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


def _not_told(
    ever: Collection[Entity], between: Set[Ref], shown: Collection[Entity], entities: Iterable[Entity]
) -> frozenset[Ref]:
    """Every name of what is hidden, or was internal whenever it had it; none that is public today."""
    aliases = (_aliases(ever) | between) - _aliases(entity for entity in shown if entity.visibility != INTERNAL)
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
    record: Record, entities: Collection[Entity]
) -> Iterator[tuple[Edit | None, tuple[tuple[Pair, bool], ...], Set[Ref]]]:
    """Each edit, the newest first, with what it touched, whether that is hidden, and what else that was called before.

    What was done since the last edit comes first, without an edit; the first edit made all that there was with it.
    """
    hidden = {entity.ref for entity in entities if entity.visibility == INTERNAL}
    said = said_by(
        (*record.last_internal, *(it for it in entities if it.visibility == INTERNAL)),
        (it for it in entities if it.visibility != INTERNAL),
    )
    made = (tuple((None, it) for it in record.beginning), *(edit.entities for edit in record.edits[1:]))
    since = paired_entities(record.entities.values(), entities)
    steps = (*zip(record.edits, made, strict=False), (None, since))
    for edit, pairs in reversed(steps):
        passed = (edit or record).passed
        gone = set() if edit else {entity.ref for entity in record.last_internal}
        gone |= passed.in_doubt
        pairs = tuple(_parted(pairs, gone))
        gone |= {it.ref for it, after in pairs if it and not after and said & telling_facts(it)}
        told = tuple((pair, _is_hidden(pair, hidden, gone)) for pair in pairs)
        kinds = {ref.kind for ref in hidden} if passed.names else set()  # there may be very many
        yield edit, told, {ref for ref in passed.names if ref.kind in kinds}
        hidden -= {after.ref for (_, after), _ in told if after}
        hidden |= {
            before.ref for (before, _), is_hidden in told if before and (is_hidden or said & telling_facts(before))
        }


def _parted(pairs: Iterable[Pair], gone: Container[Ref]) -> Iterator[Pair]:
    """The same, with two for what was internal and went, and what seems to be it now."""
    for before, after in pairs:
        is_other = before and after and before.ref in gone
        yield from ((before, None), (None, after)) if is_other else ((before, after),)


def _is_hidden(pair: Pair, hidden: Container[Ref], gone: Container[Ref]) -> bool:
    before, after = pair
    if after:
        return after.ref in hidden
    return before is not None and (before.visibility == INTERNAL or before.ref in gone)


def _with_mark(pair: Pair, is_hidden: bool) -> Pair:
    before, after = pair
    return (before and _hidden(before), after and _hidden(after)) if is_hidden else pair


def _hidden(entity: Entity) -> Entity:
    return replace(entity, visibility=INTERNAL)


def _aliases(entities: Iterable[Entity]) -> set[Ref]:
    primitives = (entity for entity in entities if isinstance(entity, UnitPrimitive))
    return {Ref(kind=primitive.kind, name=alias) for primitive in primitives for alias in primitive.alias_names}


def _as_marked(record: Record) -> Record:
    """The same, with a mark of its own for every entity of a kind that was internal when it was so."""
    if not any(edit.internal_kinds for edit in record.edits):
        return record
    there, kinds = {it.ref: it for it in record.beginning}, record.edits[0].internal_kinds
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
