"""The record of a configuration in, what the public may know of it out.

An edit is told by its moment and by what it did to public entities: neither id, message nor merge request. Of each
entity the public is told since it was internal last, or could not be told without what is internal: then it is new. The
past begins where something public is there.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping, Sequence, Set
from dataclasses import replace
from typing import Any, TypeAlias

from .entities import Entity, Ref
from .naming import naming
from .open_steps import open_steps
from .public import Internal, naming_texts, nothing_like, other_answers, public_form
from .record import Edit, Pair, Record, Tagged
from .relations import names_in

_Naming: TypeAlias = Mapping[Ref, Set[Ref]]  # of each name, what names it, or did

_UNTOLD = "(left out for the public)"
_MISSING = "the whole history is not known here"


def versions_of(record: Record) -> Iterator[Entity]:
    """Every entity of the past, with each change of it."""
    yield from record.beginning
    yield from (after for edit in record.edits for _, after in edit.entities if after)
    yield from record.last_internal


def public_record(record: Record, internal: Internal, releases: Container[str], until: str | None = None) -> Record:
    """The past that `fates_of` gives as the public may know it; of releases those named: a tag is a text of its own.

    `until`: the id of the edit with which it ends.
    """
    steps, internal_since = open_steps(record)
    names = _naming(steps)
    made = zip(steps, _since(steps, names, internal, internal_since), strict=True)
    told = _Told(names, internal)
    beginning: tuple[Entity, ...] = ()
    kept: list[Edit] = []
    counts: list[int] = []  # of edits kept, after each
    for edit in record.edits:
        if edit.is_open:
            pairs = told.go_on(*next(made))
            if not kept:  # before there is something public, nothing of the past is
                beginning, pairs = tuple(sorted(told.forms.values(), key=lambda it: str(it.ref))), ()
            if pairs or (not kept and beginning):
                kept.append(Edit(id="", moment=edit.moment, subject="", entities=pairs))
        counts.append(len(kept))
        if edit.id == until:
            break
    return Record(
        edits=tuple(kept),
        beginning=beginning,
        releases=tuple(_releases(record.releases, counts, releases)),
        is_incomplete=record.is_incomplete,
        missing=_MISSING if record.missing or (record.edits and not kept) else "",
    )


def _releases(tagged: Iterable[Tagged], counts: Sequence[int], named: Container[str]) -> Iterator[Tagged]:
    for release in tagged:
        if release.name in named and release.edits <= len(counts) and counts[release.edits - 1]:
            yield replace(release, edits=counts[release.edits - 1])


def _naming(steps: Iterable[Iterable[Pair]]) -> _Naming:
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for entity in (after for pairs in steps for _, after in pairs if after):
        for ref in (ref for _, refs in names_in(entity) for ref in refs):
            found[ref].add(entity.ref)
    return found


def _that_name(names: _Naming, refs: Iterable[Ref]) -> Set[Ref]:
    return {by for ref in refs for by in names.get(ref, ())}


def _make(pairs: Iterable[Pair], there: MutableMapping[Ref, Entity]) -> None:
    """Does to all that is there what a step did."""
    pairs = tuple(pairs)
    for before in (before for before, _ in pairs if before):
        del there[before.ref]
    there.update((after.ref, after) for _, after in pairs if after)


def _since(
    steps: Sequence[Sequence[Pair]], names: _Naming, internal: Internal, internal_since: Set[Ref]
) -> Sequence[Set[Ref]]:
    """For each step the names of what the public is told of since; of what was `internal_since` the last, nothing."""
    there: dict[Ref, Entity] = {}
    for pairs in steps:
        _make(pairs, there)
    until = _Until(there, names, internal, internal_since)
    return [until.go_back(pairs) for pairs in reversed(steps)][::-1]


class _Until:
    """What the public is told of at a place and at all later ones, from the last step back to the first."""

    def __init__(self, there: dict[Ref, Entity], names: _Naming, internal: Internal, internal_since: Set[Ref]) -> None:
        self._there = there
        self._names = names
        self._internal = internal
        self._told = {ref for ref in there.keys() - internal_since if self._is_seen(ref)}
        self._leave_out_wrong({*self._told})

    def go_back(self, pairs: Sequence[Pair]) -> Set[Ref]:
        """Takes one step back, and gives the names of what is told of since that."""
        since = {before.ref: after for before, after in pairs if before}
        were = self._told & {after.ref for _, after in pairs if after}
        self._told -= were
        _make(((after, before) for before, after in pairs), self._there)
        may_be = {ref for ref, after in since.items() if (not after or after.ref in were) and self._is_seen(ref)}
        self._told |= may_be
        left_out = self._leave_out_wrong(may_be | _that_name(self._names, were - may_be))
        told_before = {after.ref for ref in may_be - left_out if (after := since[ref])}
        return (were - told_before) | (left_out - may_be)

    def _is_seen(self, ref: Ref) -> bool:
        """Whether the public sees an entity at all: not where its name tells of something internal."""
        entity = self._there[ref]
        return not self._internal.hides(entity) and not naming(self._internal.words, entity.name)

    def _leave_out_wrong(self, refs: Set[Ref]) -> Set[Ref]:
        """Those of these that would be told wrongly, and whatever is without those."""
        found: set[Ref] = set()
        while refs:
            wrong = {ref for ref in refs if ref in self._told and self._is_wrong(self._there[ref])}
            self._told -= wrong
            found |= wrong
            refs = _that_name(self._names, wrong)
        return found

    def _is_wrong(self, entity: Entity) -> bool:
        left_out = self._internal.left_out
        return any(other_answers(entity, public_form(entity, self._told, left_out), left_out))


class _Told:
    """What the public is told, from step to step."""

    def __init__(self, names: _Naming, internal: Internal) -> None:
        self._names = names
        self._internal = internal
        self._there: dict[Ref, Entity] = {}
        self.forms: dict[Ref, Entity] = {}

    def go_on(self, pairs: Sequence[Pair], new: Set[Ref]) -> tuple[Pair, ...]:
        """Makes one step, and gives what it did for the public. `new`: the names of what is told from this step on."""
        last = {before.ref: self.forms.pop(before.ref) for before, _ in pairs if before and before.ref in self.forms}
        was = {after.ref: before.ref for before, after in pairs if before and after and before.ref in last}
        _make(pairs, self._there)
        came = new | was.keys()
        self.forms |= {ref: self._there[ref] for ref in came}
        others = (_that_name(self._names, last.keys() ^ came) & self.forms.keys()) - came
        before = {ref: self.forms[ref] for ref in others} | {ref: last[former] for ref, former in was.items()}
        self.forms |= {ref: self._form(ref, before.get(ref)) for ref in came | others}
        gone = last.keys() - {*was.values()}
        told = (*((before.get(ref), self.forms[ref]) for ref in came | others), *((last[ref], None) for ref in gone))
        return tuple(sorted((pair for pair in told if pair[0] != pair[1]), key=_order))

    def _form(self, ref: Ref, last: Entity | None) -> Entity:
        """What the public sees of an entity: of a text not to be told, what it was when it could, or that it is."""
        seen = public_form(self._there[ref], self.forms, self._internal.left_out)
        for field in {field for field, _, _ in naming_texts(seen, self._internal.words)}:
            seen = replace(seen, **{field: _instead(field, seen, last)})
        return seen


def _instead(field: str, seen: Entity, last: Entity | None) -> Any:
    """What is told of a text that cannot be: what it was when it could, and else that it was stated."""
    if last and getattr(last, field):
        return getattr(last, field)
    value = getattr(seen, field)
    return _UNTOLD if isinstance(value, str) else nothing_like(value)


def _order(pair: Pair) -> tuple[str, bool]:
    """By what it is called, or was; what came by a name before what went by it."""
    called = next(str(entity.ref) for entity in reversed(pair) if entity)
    return called, pair[1] is None
