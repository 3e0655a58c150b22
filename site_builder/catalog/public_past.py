"""The record of a configuration in, what the public may know of it out.

An edit is told by its moment and by what it did to public entities: neither id, message nor merge request. What is internal
today, or was when it was last there, is not told of at all, by none of its names; what was internal only for a time, for
that time, be it by a mark of its own or with its whole kind. The past begins where something public is there. A state that
would say something wrong without what is internal is passed over: what it changed is told with the next that can be told.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .entities import Entity, Ref, UnitPrimitive
from .kinds import KIND
from .public import INTERNAL, Internal, names_in, problems_in_public, public_form
from .record import Edit, Pair, Record, Tagged
from .renames import paired

MISSING = "the whole history is not known here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A past in which every version of what is internal in the end has a mark, and all names by which it is not told."""

    record: Record
    refs: frozenset[Ref]


def ended(record: Record, entities: Collection[Entity]) -> Ended:
    """What is internal today, or was when it was last there, is so from its beginning, whatever its names."""
    edits: list[Edit] = []
    hidden: list[Entity] = [*record.last_internal]
    shown: dict[Ref, Entity] = {}
    for edit, fates, _ in _from_the_end(_as_marked(record), entities):
        for (before, after), is_hidden in fates:
            for entity in filter(None, (after, before)):
                if is_hidden:
                    hidden.append(entity)
                else:
                    shown.setdefault(entity.ref, entity)
        if edit:
            edits.append(replace(edit, entities=tuple(map(_with_fate, fates))))
    code_named = [entity for entity in shown.values() if entity.visibility == INTERNAL]  # opened under another name
    hidden += code_named
    aliases = _aliases(hidden) - _aliases(entity for entity in shown.values() if entity.visibility != INTERNAL)
    public = {entity.ref for entity in entities if entity.visibility != INTERNAL}
    beginning = tuple(entity for _, entity in edits[-1].entities if entity) if edits else ()
    told = (*(replace(edit, entities=()) for edit in edits[-1:]), *reversed(edits[:-1]))
    return Ended(
        record=replace(record, beginning=beginning, edits=told),
        refs=frozenset(({entity.ref for entity in hidden} | aliases) - public),
    )


def hidden_at(record: Record, entities: Collection[Entity], then: Record) -> frozenset[Ref]:
    """What is internal in the end, as it was called when another record, of the same line, ends."""
    known = {edit.id for edit in record.edits}
    last = next((edit.id for edit in reversed(then.edits) if edit.id in known), None)
    for edit, _, refs in _from_the_end(_as_marked(record), entities):
        if edit and edit.id == last:
            return frozenset(refs)
    return frozenset()


_Fate = tuple[Pair, bool]  # what an edit did to an entity, and whether that is internal in the end


def _from_the_end(
    record: Record, entities: Iterable[Entity]
) -> Iterator[tuple[Edit | None, tuple[_Fate, ...], Collection[Ref]]]:
    """Each edit, the newest first, with the fate of what it touched, and what is internal in the end as it was called after it.

    What was done since the last edit comes first, without an edit; the first edit made all that there was with it.
    """
    refs = {entity.ref for entity in entities if entity.visibility == INTERNAL}
    left = {entity.ref for entity in record.last_internal}
    first: tuple[Pair, ...] = tuple((None, entity) for entity in record.beginning)
    edits = [(None, first), *((edit, edit.entities) for edit in record.edits[1:]), (None, _since(record, entities))]
    edits[0] = (record.edits[0], first) if record.edits else (None, first)
    for edit, pairs in reversed(edits):
        fates = tuple((pair, _is_hidden(pair, refs, left)) for pair in pairs)
        yield edit, fates, refs
        refs -= {after.ref for _, after in pairs if after}
        refs |= {before.ref for (before, _), is_hidden in fates if before and is_hidden}
        left -= {before.ref for before, after in pairs if before and not after}


def _is_hidden(pair: Pair, refs: Container[Ref], left: Container[Ref]) -> bool:
    before, after = pair
    if after:
        return after.ref in refs
    return before is not None and (before.visibility == INTERNAL or before.ref in left)


def _with_fate(fate: _Fate) -> Pair:
    (before, after), is_hidden = fate
    if not is_hidden:
        return before, after
    return before and replace(before, visibility=INTERNAL), after and replace(after, visibility=INTERNAL)


def _aliases(entities: Iterable[Entity]) -> set[Ref]:
    primitives = (entity for entity in entities if isinstance(entity, UnitPrimitive))
    return {Ref(kind=primitive.kind, name=alias) for primitive in primitives for alias in primitive.alias_names}


def versions_of(record: Record) -> Iterator[Entity]:
    """Every entity of the past, with each change of it."""
    yield from record.beginning
    yield from (after for edit in record.edits for _, after in edit.entities if after)
    yield from record.last_internal


def public_record(record: Record, internal: Internal, releases: Container[str]) -> Record:
    """The past that `ended` gives as the public may know it; of releases those that are named: a tag is a text of its own."""
    past = _Past(record.beginning, internal)
    beginning: tuple[Entity, ...] = ()
    kept: list[Edit] = []
    counts: list[int] = []  # of edits kept, after each
    for edit in record.edits:
        pairs = past.make(edit.entities)
        if not kept:  # before there is something public, nothing of the past is
            beginning, pairs = (*past.shown.values(),), ()
        if pairs or (not kept and beginning):
            kept.append(Edit(id="", moment=edit.moment, subject="", entities=pairs))
        counts.append(len(kept))
    return Record(
        edits=tuple(kept),
        beginning=beginning,
        releases=tuple(_releases(record.releases, counts, releases)),
        is_cut_off=record.is_cut_off,
        missing=MISSING if record.missing or (record.edits and not kept) else "",
    )


def _as_marked(record: Record) -> Record:
    """The same, with a mark of its own for every entity of a kind that was internal when it was so."""
    there, kinds = _there(record.beginning), record.edits[0].internal_kinds if record.edits else ()
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
        _make(edit, there)
        kinds = edit.internal_kinds
    return replace(record, beginning=beginning, edits=tuple(edits))


def _marked(entity: Entity, kinds: Container[str]) -> Entity:
    return replace(entity, visibility=INTERNAL) if KIND[entity.kind].plural in kinds else entity


def _since(record: Record, entities: Iterable[Entity]) -> tuple[Pair, ...]:
    """What was done since the last edit, as an edit of its own would have it."""
    there = _there(record.beginning)
    for edit in record.edits:
        _make(edit, there)
    now = _there(entities)
    return paired((there.get(ref), now.get(ref)) for ref in sorted(there.keys() | now.keys(), key=str))


def _there(entities: Iterable[Entity]) -> dict[Ref, Entity]:
    return {entity.ref: entity for entity in entities}


def _make(edit: Edit, there: dict[Ref, Entity]) -> None:
    """What an edit does to all that is there."""
    for before in (before for before, _ in edit.entities if before):
        there.pop(before.ref, None)
    there |= _there(after for _, after in edit.entities if after)


def _releases(tagged: Iterable[Tagged], counts: Sequence[int], named: Container[str]) -> Iterator[Tagged]:
    for release in tagged:
        if release.name in named and counts[release.edits - 1]:
            yield replace(release, edits=counts[release.edits - 1])


class _Past:
    """All entities as they are after each edit, and what the public sees of them."""

    def __init__(self, beginning: Iterable[Entity], internal: Internal) -> None:
        self._internal = internal
        self._entities: dict[Ref, Entity] = {}
        self._naming: dict[Ref, set[Ref]] = defaultdict(set)  # those that name it, or did
        self.shown: dict[Ref, Entity] = {}
        self.make((None, entity) for entity in beginning)

    def make(self, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        """What an edit of these entities does to what the public sees."""
        pairs = tuple(pairs)
        before: dict[Ref, Entity | None] = {}
        self._replace(pairs)
        changed = self._seen(entity.ref for pair in pairs for entity in pair if entity)
        renamed = {
            new.ref: old.ref for old, new in pairs if old and new and old.ref != new.ref and old.ref in self.shown
        }
        moved = {new: self.shown.pop(old) for new, old in renamed.items()}
        self.shown |= {new: replace(form, name=new.name) for new, form in moved.items()}
        while changed:
            before = changed | before
            for ref in changed:
                self._show(ref)
            changed = self._seen(
                by
                for ref, was in changed.items()
                if (was is None) != (ref not in self.shown)
                for by in self._naming[ref]
            )
        return tuple(self._made(before, {new: old for new, old in renamed.items() if new in self.shown}))

    def _seen(self, refs: Iterable[Ref]) -> dict[Ref, Entity | None]:
        return {ref: self.shown.get(ref) for ref in refs}

    def _made(self, before: Mapping[Ref, Entity | None], renamed: Mapping[Ref, Ref]) -> Iterator[Pair]:
        """What is other than before, with one pair for what has another name."""
        gone = {*renamed.values()}
        for ref in sorted(before, key=str):
            old, new = None if ref in gone else before[ref], self.shown.get(ref)
            if ref in renamed:
                yield before[renamed[ref]], new
                new = None
            if old != new:
                yield old, new

    def _replace(self, pairs: Sequence[Pair]) -> None:
        for entity, _ in pairs:
            if entity:
                self._entities.pop(entity.ref, None)
        for _, entity in pairs:
            if entity:
                self._entities[entity.ref] = entity
                for ref in _named(entity):
                    self._naming[ref].add(entity.ref)

    def _show(self, ref: Ref) -> None:
        """An entity as it is; where that cannot be told, as it was told last."""
        entity, last = self._entities.get(ref), self.shown.pop(ref, None)
        if entity and not self._internal.hides(entity):
            for form in filter(None, (entity, last)):
                seen = public_form(form, self.shown, self._internal.left_out)
                if not any(problems_in_public(form, seen, self._internal.words)):
                    self.shown[ref] = seen
                    return


def _named(entity: Entity) -> Iterator[Ref]:
    for _, refs in names_in(entity):
        yield from refs
