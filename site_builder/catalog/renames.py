"""Entities before and after in, which of the new ones are old ones under another name out.

An alias says so; where there is none, two entities that state nearly the same do, or two bundles or realms that are
named by the same unit primitives. It is decided once, by all that is stated, so that readers who see less of it are
told the same.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import chain

from .catalog import Catalog
from .entities import Entity, Ref, UnitPrimitive
from .facts import facts
from .kinds import KIND, KINDS
from .names import as_gone
from .record import Pair
from .relations import RELATIONS, calling, names_in

_ALIKE = 0.75  # of all facts that either states, how many must be the same
# Facts that hardly two entities share: one of them must be the same.
_TELLING = frozenset({"description", "unit_primitive_issue_url", "project_url", "jwt_aud"})
_NOTHING: Mapping[Ref, Ref] = {}
# Kinds of what unit primitives name to say for whom they work.
_NAMED = frozenset(relation.target for relation in RELATIONS if relation.decides)
# Kinds, each after those that it names.
_ORDER = tuple(
    TopologicalSorter(
        {k.singular: {r.target for r in RELATIONS if r.source == k.singular} for k in KINDS}
    ).static_order()
)
_MOST_COMPARED = 50  # entities that share such a fact: more say that it tells nothing


def renamed_between(before: Catalog, after: Catalog) -> Mapping[Ref, Ref]:
    """New address -> old address. None stands twice on either side."""
    stated = ((entity for entity in catalog if KIND[entity.kind].has_files) for catalog in (before, after))
    return renamed_in(paired_entities(*stated))


def renamed_in(pairs: Iterable[Pair]) -> Mapping[Ref, Ref]:
    """New address -> old address, of the pairs that have two."""
    return {after.ref: before.ref for before, after in pairs if before and after and before.ref != after.ref}


def called_now(before: Container[Ref], former: Mapping[Ref, Ref]) -> Mapping[Ref, Ref]:
    """Old address -> new address, by what each was; what is gone while another has its name now has `!` behind it."""
    now = {was: ref for ref, was in former.items()}
    gone = (ref for ref in former if ref in before and ref not in now)
    return now | {ref: as_gone(ref) for ref in gone}


def paired_entities(before: Iterable[Entity], after: Iterable[Entity]) -> tuple[Pair, ...]:
    """All that there was and is, by address, with one pair for what is one entity under two names."""
    old, new = ({entity.ref: entity for entity in them} for them in (before, after))
    return paired((old.get(ref), new.get(ref)) for ref in sorted(old.keys() | new.keys(), key=str))


def paired(pairs: Iterable[Pair], known: Mapping[Ref, Ref] = _NOTHING) -> tuple[Pair, ...]:
    """The same, with one pair for what is one entity with two names or files. `known`: new address -> old address.

    Who has a name now is who had it, unless they state other things and one with another name states nearly the same.
    """
    pairs = tuple(pairs)
    stated, named = {before.ref for before, _ in pairs if before}, _named_by(before for before, _ in pairs)
    names = _named_by(after for _, after in pairs)
    old = {before.ref: before for before, _ in pairs if before}
    new = {after.ref: after for _, after in pairs if after}
    same = {after.ref: before.ref for before, after in pairs if before and after}
    same |= {ref: ref for ref in new if ref in old and ref not in same}
    was: dict[Ref, Entity] = {}
    _take(known.items(), old, new, was)
    alike = [(ref, it) for ref, it in same.items() if it in old and _is_alike(old[it], new[ref])]
    _take(alike, old, new, was)
    _take(_renamed(old, {ref: entity for ref, entity in new.items() if ref not in was}), old, new, was)
    gone, came = {ref for ref in old if ref not in new}, {ref for ref in new if ref not in stated}
    _take(_named_alike(gone, came, named, names), old, new, was)
    _take(same.items(), old, new, was)
    left = old.keys()
    return tuple(
        pair
        for before, after in pairs
        for pair in ((was.get(after.ref) if after else None, after), (before, None))
        if pair[1] or (pair[0] and pair[0].ref in left)
    )


def _take(
    found: Iterable[tuple[Ref, Ref]], old: dict[Ref, Entity], new: Container[Ref], was: dict[Ref, Entity]
) -> None:
    """Moves what is found, each once, from the old ones to what the new ones were."""
    for ref, former in found:
        if ref in new and ref not in was and former in old:
            was[ref] = old.pop(former)


def _renamed(gone: Mapping[Ref, Entity], came: Mapping[Ref, Entity]) -> Iterator[tuple[Ref, Ref]]:
    """New address -> old address, of what has another name; first of what others name, who name it as called now."""
    now: dict[Ref, Ref] = {}
    kinds = {ref.kind for ref in came}
    for kind in (kind for kind in _ORDER if kind in kinds):
        old = {ref.name: calling(entity, now) for ref, entity in gone.items() if ref.kind == kind}
        new = [entity for ref, entity in came.items() if ref.kind == kind]
        said = [(entity.name, alias) for entity in new for alias in getattr(entity, "alias_names", ()) if alias in old]
        known = Likenesses(old.values())
        found = ((unlike, entity.name, other.name) for entity in new for unlike, other in known.of(entity))
        near = [(name, former) for _, name, former in sorted(found)]
        renamed = [(Ref(kind=kind, name=name), Ref(kind=kind, name=former)) for name, former in (*said, *near)]
        now |= {former: ref for ref, former in reversed(renamed)}
        yield from renamed


def _named_by(entities: Iterable[Entity | None]) -> Mapping[Ref, frozenset[Ref]]:
    """What unit primitives name, with those that do."""
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for entity in entities:
        if isinstance(entity, UnitPrimitive):
            for ref in chain.from_iterable(refs for _, refs in names_in(entity)):
                found[ref].add(entity.ref)
    return {ref: frozenset(them) for ref, them in found.items()}


def _named_alike(
    gone: Iterable[Ref], came: Iterable[Ref], named: Mapping[Ref, frozenset[Ref]], names: Mapping[Ref, frozenset[Ref]]
) -> Iterator[tuple[Ref, Ref]]:
    """New address -> old address, of what is named now by just those, several, that named one that is gone."""
    old, new = _by_namers(gone, named), _by_namers(came, names)
    yield from ((refs[0], old[key][0]) for key, refs in new.items() if len(refs) == len(old.get(key, ())) == 1)


def _by_namers(refs: Iterable[Ref], named: Mapping[Ref, frozenset[Ref]]) -> Mapping[object, Sequence[Ref]]:
    found: dict[object, list[Ref]] = defaultdict(list)
    for ref in refs:
        if ref.kind in _NAMED and len(named.get(ref, ())) > 1:
            found[ref.kind, named[ref]].append(ref)
    return found


class Likenesses:
    """Entities, to be found by what another states that could be one of them under another name."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._by_fact: dict[tuple[str, object], dict[Ref, Entity]] = defaultdict(dict)
        for entity in entities:
            self.add(entity)

    def add(self, entity: Entity) -> None:
        """One more, or another version of one."""
        for fact in facts(entity):
            if fact[0] in _TELLING:
                self._by_fact[fact][entity.ref] = entity

    def of(self, entity: Entity) -> Iterator[tuple[float, Entity]]:
        """Those of its kind that it could be, each with how unlike it is."""
        near = (self._by_fact.get(fact, {}) for fact in facts(entity))
        others = {ref: it for them in near if len(them) <= _MOST_COMPARED for ref, it in them.items()}
        for other in (it for it in others.values() if it.kind == entity.kind):
            if (share := _share(entity, other)) >= _ALIKE:
                yield 1 - share, other


def _is_alike(before: Entity, after: Entity) -> bool:
    """Whether they would be one entity under two names."""
    return facts(before) == facts(after) or any(Likenesses((before,)).of(after))


def _share(one: Entity, other: Entity) -> float:
    """How much of what either states both state."""
    said, also = facts(one), facts(other)
    stated = {field for field, _ in said | also}
    return len(said & also) / len(stated)
