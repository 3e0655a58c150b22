"""The record of a configuration in, what the public may know of it out.

An edit is told by its moment and by what it did to public entities: neither id, message nor merge request. The past begins
where something public is there. A state that would say something wrong without what is internal is passed over: what it
changed is told with the next that can be told.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .entities import Entity, Ref
from .public import Internal, names_in, problems_in_public, public_form
from .record import Edit, Pair, Record, Tagged
from .renames import renamed_in

MISSING = "the whole history is not known here"


def versions_of(record: Record) -> Iterator[Entity]:
    """Every entity of the past, with each change of it."""
    yield from record.beginning
    yield from (after for edit in record.edits for _, after in edit.entities if after)
    yield from record.last_internal


def public_record(record: Record, internal: Internal, releases: Container[str]) -> Record:
    """The past that `fates_of` gives as the public may know it; of releases those that are named: a tag is a text of its own."""
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
        renamed = {new: old for new, old in renamed_in(pairs).items() if old in self.shown}
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
