"""The record of a configuration in, what the public may know of it out.

An edit is told by its moment and by what it did to public entities: neither id, message nor merge request. The past
begins where something public is there. What would say something wrong without what is internal stays as it was told,
and so does what was told of and is internal for a time: what became of it is told when it can be, and then what came,
went or was renamed together with it.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from .entities import Entity, Ref
from .names import as_gone
from .naming import naming
from .one_step import Step
from .public import Internal, naming_texts, nothing_like, other_answers, public_form
from .record import Edit, Pair, Record, Tagged
from .relations import calling, names_in

_UNTOLD = "(left out for the public)"
_MISSING = "the whole history is not known here"


def versions_of(record: Record) -> Iterator[Entity]:
    """Every entity of the past, with each change of it."""
    yield from record.beginning
    yield from (after for edit in record.edits for _, after in edit.entities if after)
    yield from record.last_internal


def public_record(record: Record, internal: Internal, releases: Container[str]) -> Record:
    """The past that `fates_of` gives as the public may know it; of releases those named: a tag is a text of its own."""
    past = _Past(internal)
    step = Step(record.beginning, past.sees)
    beginning: tuple[Entity, ...] = ()
    kept: list[Edit] = []
    counts: list[int] = []  # of edits kept, after each
    for edit in record.edits:
        if step.go_on(edit):
            past.make(step.take())
            pairs = past.tell()
            if not kept:  # before there is something public, nothing of the past is
                beginning, pairs = (*past.told.values(),), ()
            if pairs or (not kept and beginning):
                kept.append(Edit(id="", moment=edit.moment, subject="", entities=pairs))
        counts.append(len(kept))
    return Record(
        edits=tuple(kept),
        beginning=beginning,
        releases=tuple(_releases(record.releases, counts, releases)),
        is_incomplete=record.is_incomplete,
        missing=_MISSING if record.missing or (record.edits and not kept) else "",
    )


def _releases(tagged: Iterable[Tagged], counts: Sequence[int], named: Container[str]) -> Iterator[Tagged]:
    for release in tagged:
        if release.name in named and counts[release.edits - 1]:
            yield replace(release, edits=counts[release.edits - 1])


class _Past:
    """All entities as they are after each edit, what the public sees of each, and what of that was told.

    What was told of stays as it was told while it is internal for a time (`closed`), or what is left of it would be
    another answer. What never could be told is not there.
    """

    def __init__(self, internal: Internal) -> None:
        self._internal = internal
        self._entities: dict[Ref, Entity] = {}
        self._naming: dict[Ref, set[Ref]] = defaultdict(set)  # those that name it, or did
        self._shown: dict[Ref, Entity] = {}
        self._closed: set[Ref] = set()
        self._kept: dict[Ref, Ref] = {}  # what stays as it was told, and what it was called then
        self._wrong: set[Ref] = set()  # what cannot stay so either
        self._changed: dict[Ref, None] = {}  # since it was told
        self._formerly: dict[Ref, Ref] = {}  # what was called otherwise when it was told
        self._left: set[Ref] = set()  # those names
        self.told: dict[Ref, Entity] = {}

    def make(self, pairs: Iterable[Pair]) -> None:
        """What an edit of these entities does."""
        pairs = tuple(pairs)
        last = self._last(pairs)
        self._follow(pairs)
        self._replace(pairs)
        touched = dict.fromkeys(_touched(pairs))
        before = {ref: self._state(ref) for ref in touched}
        for ref in touched:
            self._take_away(ref)
        for ref in touched:
            self._place(ref)
        turned = [ref for ref in touched if before[ref] != self._state(ref)]
        self._settle(touched | self._that_name(turned), last)

    def tell(self) -> tuple[Pair, ...]:
        """What is other than when it was told last, but for what would say something wrong."""
        renamed = {new: old for new, old in self._formerly.items() if new in self._shown and old in self.told}
        gone = {*renamed.values()}
        before = {
            ref: self.told.get(renamed.get(ref, ref)) for ref in self._changed if ref in renamed or ref not in gone
        }
        pairs = {ref: (before.get(ref), self._shown.get(ref)) for ref in self._changed}
        replaced = (ref for ref in renamed if ref in self.told and ref not in self._left)
        pairs |= {as_gone(ref): (self.told[ref], None) for ref in replaced}
        held = self._held(pairs)
        told = {ref: pair for ref, pair in pairs.items() if ref not in held}
        for entity in (entity for entity, _ in told.values() if entity):
            del self.told[entity.ref]
        self.told |= {ref: entity for ref, (_, entity) in told.items() if entity}
        self._changed = {ref: None for ref in self._changed if ref in held}
        kept = {new: old for new, old in self._kept.items() if new != old}
        self._formerly = kept | {new: old for new, old in self._formerly.items() if new in held}
        return tuple((old, new) for _, (old, new) in sorted(told.items(), key=lambda it: str(it[0])) if old != new)

    def _held(self, pairs: Mapping[Ref, Pair]) -> Set[Ref]:
        """What is not told yet: what would be wrong, and whatever comes, goes or is renamed together with it."""
        apart = {self._kept[ref] for ref in self._wrong}
        apart |= {old for new, old in self._kept.items() if new != old and self._is_seen(old)}
        if not apart:
            return set()
        about = {ref: _about(pair) for ref, pair in pairs.items()}
        moving = _moving(pairs.values())
        held: set[Ref] = set()
        while more := {ref for ref, names in about.items() if ref not in held and apart & names}:
            held |= more
            apart |= moving & {name for ref in more for name in about[ref]}
        return held

    def _last(self, pairs: Iterable[Pair]) -> dict[Ref, Entity | None]:
        """How each was shown, by the name that it has now; nothing of what only had that name before."""
        return {after.ref: self._shown_of(before.ref) if before else None for before, after in pairs if after}

    def _shown_of(self, ref: Ref) -> Entity | None:
        """What the public sees of an entity, be it by the name that it was told with, unless another has that."""
        name = self._kept.get(ref, ref)
        return self._shown.get(name) if name == ref or not self._is_seen(name) else None

    def _follow(self, pairs: Collection[Pair]) -> None:
        """What was called otherwise when it was told last; what went, went by the name that it had then.

        What came under a name that something has which was told is not that.
        """
        gone = (before.ref for before, after in pairs if before and not after)
        self._changed |= dict.fromkeys(self._formerly[ref] for ref in gone if ref in self._formerly)
        of_others = {*self._formerly.values()}
        former = {new: self._formerly.get(old, old) for new, old in _former(pairs).items()}
        new_since = {new for new, old in _former(pairs).items() if old not in self._formerly and old in of_others}
        for before in (before for before, _ in pairs if before):
            self._formerly.pop(before.ref, None)
        self._formerly |= {new: old for new, old in former.items() if new != old and new not in new_since}
        self._left = {*self._formerly.values()}

    def _replace(self, pairs: Iterable[Pair]) -> None:
        for before in (before for before, _ in pairs if before):
            self._entities.pop(before.ref, None)
        for after in (after for _, after in pairs if after):
            self._entities[after.ref] = after
            self._names(after.ref, after)

    def _names(self, by: Ref, entity: Entity) -> None:
        for ref in _named(entity):
            self._naming[ref].add(by)

    def _settle(self, pending: dict[Ref, None], last: dict[Ref, Entity | None]) -> None:
        """Looks at each of these, and then at those that name what came or went by that; what went comes not again.

        So what may be there by what came is taken for there before any of them is looked at.
        """
        pending |= self._coming(pending, last)
        given_up: set[Ref] = set()
        while pending:
            self._changed |= pending
            shown = [ref for ref in pending if self._is_seen(ref) and ref not in given_up]
            here = {ref: ref in self._shown for ref in shown}
            for ref in shown:
                self._show(ref, last[ref] if ref in last else self._shown.get(ref))
            for ref in (ref for ref in pending if ref in self._closed):
                self._take_away(ref)
                self._place(ref)
            turned = [ref for ref in shown if here[ref] != (ref in self._shown)]
            given_up.update(ref for ref in turned if here[ref])
            pending = self._that_name(turned)

    def _coming(self, refs: Iterable[Ref], last: dict[Ref, Entity | None]) -> dict[Ref, None]:
        """Places those of these that may be there, and then those that name them; nothing was shown of them so far."""
        found: dict[Ref, None] = {}
        while came := [ref for ref in refs if ref not in self._shown and self._is_seen(ref)]:
            last |= {ref: self._shown_of(ref) for ref in came if ref not in last}
            self._shown |= {ref: self._entities[ref] for ref in came}
            refs = self._that_name(came)
            found |= refs
        return found

    def _that_name(self, refs: Iterable[Ref]) -> dict[Ref, None]:
        return dict.fromkeys(by for ref in refs for by in sorted(self._naming[ref], key=str))

    def _state(self, ref: Ref) -> tuple[bool, bool]:
        return ref in self._shown, ref in self._closed

    def _is_seen(self, ref: Ref) -> bool:
        """Whether the public sees an entity at all: not where its name tells of something internal."""
        entity = self._entities.get(ref)
        return entity is not None and self.sees(entity)

    def sees(self, entity: Entity) -> bool:
        """The same of an entity."""
        return not self._internal.hides(entity) and not naming(self._internal.words, entity.name)

    def _take_away(self, ref: Ref) -> None:
        shown_as = self._kept.pop(ref, ref)
        if shown_as == ref or not self._is_seen(shown_as):
            self._shown.pop(shown_as, None)
        self._closed.discard(ref)
        self._wrong.discard(ref)

    def _place(self, ref: Ref) -> None:
        """Whether it is there, before what is in it is looked at."""
        if self._is_seen(ref):
            self._shown[ref] = self._entities[ref]
        elif ref in self._entities and self._told_as(ref):
            self._closed.add(ref)
            self._keep(ref)

    def _show(self, ref: Ref, last: Entity | None) -> None:
        """What the public sees of an entity: of a text not to be told, what it was when it could, or that it is."""
        self._take_away(ref)
        entity = calling(self._entities[ref], self._kept)
        seen = public_form(entity, self._there(last), self._internal.left_out)
        for field in {field for field, _, _ in naming_texts(seen, self._internal.words)}:
            seen = replace(seen, **{field: _instead(field, seen, last)})
        self._shown[ref] = seen
        if any(other_answers(entity, seen, self._internal.left_out)):
            self._shown.pop(ref)
            self._keep(ref)

    def _there(self, last: Entity | None) -> Container[Ref]:
        """What an entity may name: of what is closed, only what it named before."""
        if not self._closed:
            return self._shown
        closed = {self._kept[ref] for ref in self._closed}
        return self._shown.keys() - (closed - {*_named(last)} if last else closed)

    def _keep(self, ref: Ref) -> None:
        """As it was told, if it was, without what is not there any more; it is wrong if that is another answer."""
        if former := self._told_as(ref):
            told = calling(self.told[former], self._called_since())
            self._names(ref, told)  # which it does by itself no more, it may be
            seen = public_form(told, self._shown, self._internal.left_out)
            if any(other_answers(told, seen, self._internal.left_out)):
                self._wrong.add(ref)
            self._kept[ref] = former
            self._changed[former] = None  # what it names may have another name
            self._shown.setdefault(former, seen)

    def _told_as(self, ref: Ref) -> Ref | None:
        """What it was called when it was told of, if it was: not what has that name since another has left it."""
        former = self._formerly.get(ref, ref)
        is_another = ref not in self._formerly and ref in self._left
        return former if former in self.told and not is_another else None

    def _called_since(self) -> dict[Ref, Ref]:
        """What is shown under another name than it was told with."""
        renamed = ((old, new) for new, old in self._formerly.items() if new not in self._kept)
        return {old: new for old, new in renamed if self._is_seen(new)}


def _instead(field: str, seen: Entity, last: Entity | None) -> Any:
    """What is told of a text that cannot be: what it was when it could, and else that it was stated."""
    if last and getattr(last, field):
        return getattr(last, field)
    value = getattr(seen, field)
    return _UNTOLD if isinstance(value, str) else nothing_like(value)


def _former(pairs: Iterable[Pair]) -> dict[Ref, Ref]:
    return {after.ref: before.ref for before, after in pairs if before and after}


def _touched(pairs: Iterable[Pair]) -> Iterator[Ref]:
    return (entity.ref for pair in pairs for entity in pair if entity)


def _about(pair: Pair) -> Set[Ref]:
    """What it was called and is, and all that it named and names."""
    return {ref for entity in pair if entity for ref in (entity.ref, *_named(entity))}


def _moving(pairs: Iterable[Pair]) -> Set[Ref]:
    """The names of what comes, goes or is renamed."""
    moved = (pair for pair in pairs if not (pair[0] and pair[1] and pair[0].ref == pair[1].ref))
    return {entity.ref for pair in moved for entity in pair if entity}


def _named(entity: Entity) -> Iterator[Ref]:
    for _, refs in names_in(entity):
        yield from refs
