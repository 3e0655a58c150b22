"""Entities before and after in, which of the new ones are old ones under another name out.

An alias says so; where there is none, two entities that state nearly the same do. It is decided once, by all that they state,
so that readers who see less of them are told the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .catalog import Catalog, Entities
from .entities import Entity, Ref
from .facts import facts
from .kinds import KIND, KINDS
from .record import Pair

_ALIKE = 0.75  # of all facts that either states, how many must be the same
# Facts that hardly two entities share: one of them must be the same.
_TELLING = frozenset({"description", "introduced_by_url", "unit_primitive_issue_url", "project_url", "jwt_aud"})
_NOTHING: Mapping[Ref, Ref] = {}
_MOST_COMPARED = 50  # entities that share such a fact: more say that it tells nothing


def renamed_between(before: Catalog, after: Catalog) -> Mapping[Ref, Ref]:
    """New address -> old address. None stands twice on either side."""
    found: dict[Ref, Ref] = {}
    for kind in (kind for kind in KINDS if kind.has_files):
        old, new = before.of_kind(kind.singular), after.of_kind(kind.singular)
        found |= {new[name].ref: old[was].ref for name, was in renames(old, new).items()}
    return found


def paired(pairs: Iterable[Pair], known: Mapping[Ref, Ref] = _NOTHING) -> tuple[Pair, ...]:
    """The same, with one pair for what is one entity under two names or in two files. `known`: new address -> old address."""
    pairs = tuple(pairs)
    old = {before.ref: before for before, _ in pairs if before}
    new = {after.ref: after for _, after in pairs if after}
    same = {after.ref: before.ref for before, after in pairs if before and after}
    was: dict[Ref, Entity] = {}
    for ref, former in [*known.items(), *same.items(), *zip(new, new, strict=True)]:
        if ref in new and ref not in was and former in old:
            was[ref] = old.pop(former)
    if old and len(was) < len(new):
        was |= dict(_renamed(old, {ref: entity for ref, entity in new.items() if ref not in was}))
    left = old.keys() - {before.ref for before in was.values()}
    return tuple(
        pair
        for before, after in pairs
        for pair in ((was.get(after.ref) if after else None, after), (before, None))
        if pair[1] or (pair[0] and pair[0].ref in left)
    )


def _renamed(gone: Mapping[Ref, Entity], came: Mapping[Ref, Entity]) -> Iterator[tuple[Ref, Entity]]:
    for kind in sorted({ref.kind for ref in came}):
        old = Entities((it for ref, it in gone.items() if ref.kind == kind), of=KIND[kind].entity)
        new = Entities((it for ref, it in came.items() if ref.kind == kind), of=KIND[kind].entity)
        for name, was in renames(old, new).items():
            yield new[name].ref, old[was]


def renames(old: Entities[Entity], new: Entities[Entity]) -> Mapping[str, str]:
    """New name -> old name, of one kind. No name stands twice on either side."""
    added = [entity for entity in new if entity.name not in old]
    gone = {entity.name: entity for entity in old if entity.name not in new}
    found = {entity.name: alias for entity in added for alias in getattr(entity, "alias_names", ()) if alias in gone}
    left = [entity for entity in added if entity.name not in found]
    for _, name, former in sorted(_likenesses(left, gone.values())):
        if name not in found and former not in found.values():
            found[name] = former
    return found


def _likenesses(added: Iterable[Entity], gone: Iterable[Entity]) -> Iterator[tuple[float, str, str]]:
    """How unlike each pair is that could be one entity, with the new and the old name."""
    by_fact: dict[tuple[str, object], list[Entity]] = defaultdict(list)
    for entity in gone:
        for fact in facts(entity):
            if fact[0] in _TELLING:
                by_fact[fact].append(entity)
    for entity in added:
        own = facts(entity)
        near = [by_fact[fact] for fact in own if len(by_fact.get(fact, ())) <= _MOST_COMPARED]
        candidates = {other.name: other for others in near for other in others}
        for name, other in candidates.items():
            stated = {field for field, _ in own | facts(other)}
            share = len(own & facts(other)) / len(stated)
            if share >= _ALIKE:
                yield 1 - share, entity.name, name
