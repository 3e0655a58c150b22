"""Entities before and after in, which of the new ones are old ones under another name out.

An alias says so; where there is none, two entities that state nearly the same do, but not of what keeps its name beside
a copy. It is decided once, by all that they state, so that readers who see less of them are told the same.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from operator import itemgetter

from .availability import GITLAB_COM
from .catalog import Catalog
from .entities import Entity, Names, Ref, UnitPrimitive
from .facts import Facts, facts, telling_facts
from .kinds import KIND, KINDS
from .names import as_gone
from .public import INTERNAL
from .record import Pair
from .relations import RELATIONS, calling

_ALIKE = 0.75  # of all facts that either states, how many must be the same
_NOTHING: Mapping[Ref, Ref | None] = {}
# Kinds, each after those that it names.
_ORDER = tuple(
    TopologicalSorter(
        {k.singular: {r.target for r in RELATIONS if r.source == k.singular} for k in KINDS}
    ).static_order()
)
_MOST_COMPARED = 50  # entities that share such a fact: more say that it tells nothing


def renamed_between(before: Catalog, after: Catalog) -> Mapping[Ref, Ref | None]:
    """The same of two catalogs. No address stands twice on either side."""
    stated = ((entity for entity in catalog if KIND[entity.kind].has_files) for catalog in (before, after))
    return renamed_in(paired_entities(*stated))


def renamed_in(pairs: Iterable[Pair]) -> Mapping[Ref, Ref | None]:
    """New address -> old address, of the pairs that have two; None for what came by the name of what is gone."""
    pairs = tuple(pairs)
    gone = {before.ref for before, after in pairs if before and after is None}
    return {
        after.ref: before.ref if before else None
        for before, after in pairs
        if after and (before.ref != after.ref if before else after.ref in gone)
    }


def called_now(before: Container[Ref], former: Mapping[Ref, Ref | None]) -> Mapping[Ref, Ref]:
    """Old address -> new address, by what each was; what is gone while another has its name now has `!` behind it."""
    now = {was: ref for ref, was in former.items() if was}
    gone = (ref for ref in former if ref in before and ref not in now)
    return now | {ref: as_gone(ref) for ref in gone}


def paired_entities(before: Iterable[Entity], after: Iterable[Entity]) -> tuple[Pair, ...]:
    """All that there was and is, by address, with one pair for what is one entity under two names."""
    old, new = ({_in_file(entity.ref): entity for entity in them} for them in (before, after))
    return paired((old.get(ref), new.get(ref)) for ref in sorted(old.keys() | new.keys(), key=str))


def _in_file(ref: Ref) -> Ref:
    """The same for two names of which a file may have either."""
    return Ref(kind=ref.kind, name=ref.name.replace("-", "_"))


def paired(pairs: Iterable[Pair], known: Mapping[Ref, Ref | None] = _NOTHING) -> tuple[Pair, ...]:
    """The same, with one pair for what is one entity with two names or files. `known`: new address -> old address.

    That is None for what came when nothing had its name: it is what had that before if it states nearly the same.
    Who keeps a name is who had it, also beside a copy of what it stated, unless an alias says otherwise, or names that
    went on: a swap, or a chain of them.
    """
    pairs = tuple(pairs)
    stated = {before.ref for before, _ in pairs if before}
    old = {before.ref: before for before, _ in pairs if before}
    new = {after.ref: after for _, after in pairs if after}
    same = {after.ref: before.ref for before, after in pairs if before and after}
    same |= {ref: ref for ref in new if ref in old and ref not in same}
    was: dict[Ref, Entity] = {}
    _take(((ref, former) for ref, former in known.items() if former), old, new, was)
    alike = [(ref, it) for ref, it in same.items() if it in old and is_alike(old[it], new[ref])]
    _take(alike, old, new, was)
    _take(_renamed(old, {ref: entity for ref, entity in new.items() if ref not in was}, stated), old, new, was)
    _take(((ref, former) for ref, former in same.items() if known.get(ref, former)), old, new, was)
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


def _renamed(
    gone: Mapping[Ref, Entity], came: Mapping[Ref, Entity], stated: Container[Ref]
) -> Iterator[tuple[Ref, Ref]]:
    """New address -> old address, of what has another name; first of what others name, who name it as called now.

    GitLab.com has another rule than what is called otherwise, and so is another.
    """
    now: dict[Ref, Ref] = {}
    kinds = {ref.kind for ref in came}
    for kind in (kind for kind in _ORDER if kind in kinds):
        old = {ref.name: calling(entity, now) for ref, entity in gone.items() if ref.kind == kind}
        new = {ref.name: entity for ref, entity in came.items() if ref.kind == kind}
        said = _said(new.values(), old, stated)
        known = _Likenesses(old.values())
        near = ((unlike, entity.name, other.name) for entity in new.values() for unlike, other in known.of(entity))
        found = (*said, *((name, former) for _, name, former in sorted(near)))
        if kind == "gitlab_realm":
            found = tuple(it for it in found if GITLAB_COM not in it)
        for name, former in _granted(found, old, new):
            ref = Ref(kind=kind, name=name)
            now[Ref(kind=kind, name=former)] = ref
            yield ref, Ref(kind=kind, name=former)


def _granted(
    found: Collection[tuple[str, str]], old: Container[str], new: Mapping[str, Entity]
) -> Iterable[tuple[str, str]]:
    """New name -> old name, each once. A name that is there before and after stays with its owner, copies or not.

    But for a swap, or a chain from a name that is gone to a new one: there each owner of such a name has another. A
    former name that is stated as an alias may be there all the same.
    """
    by_alias = {it for it in found if it[1] in _aliases(new[it[0]])}
    free = [it for it in found if it[0] not in old and (it[1] not in new or it in by_alias)]
    was = _each_once(found)
    now = {former: name for name, former in was.items()}

    def is_denied(name: str) -> bool:
        former = was[name]
        is_taken = name in old and name not in now
        return is_taken or (former in new and former not in was and (name, former) not in by_alias)

    denied = [name for name in was if is_denied(name)]
    while denied:
        name = denied.pop()
        if name in was:
            former = was.pop(name)  # each keeps its own name, if it had that
            del now[former]
            denied += (it for it in (former, now.get(name, former)) if it in was and is_denied(it))
    return _each_once((*was.items(), *free)).items()


def _each_once(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first with each name, on either side."""
    was: dict[str, str] = {}
    taken: set[str] = set()
    for name, former in found:
        if name not in was and former not in taken:
            was[name] = former
            taken.add(former)
    return was


def _said(new: Collection[Entity], old: Mapping[str, Entity], stated: Container[Ref]) -> Iterator[tuple[str, str]]:
    """New name -> old name, as aliases say, and then as those of the old ones do: a rename may be taken back.

    Of several, first that of what states nearly the same. Who was there before keeps the name, whatever comes to it as
    an alias. What was internal is not by its own alias what is not.
    """
    came = {entity.name: entity for entity in new if entity.ref not in stated}
    for entity in came.values():
        former = [(not is_alike(old[alias], entity), alias) for alias in _aliases(entity) if alias in old]
        yield from ((entity.name, alias) for _, alias in sorted(former, key=itemgetter(0)))
    for entity in old.values():
        back = (came[alias] for alias in _aliases(entity) if alias in came)
        kept = (it for it in back if entity.visibility != INTERNAL or it.visibility == INTERNAL)
        again = [(not is_alike(entity, it), it.name) for it in kept]
        yield from ((name, entity.name) for _, name in sorted(again, key=itemgetter(0)))


def _aliases(entity: Entity) -> Names:
    return entity.alias_names if isinstance(entity, UnitPrimitive) else ()


class _Likenesses:
    """Entities, to be found by what another states that could be one of them under another name."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_fact: dict[tuple[str, object], dict[Ref, Entity]] = {}
        for entity in entities:
            for fact in telling_facts(entity):
                self._by_fact.setdefault(fact, {})[entity.ref] = entity

    def of(self, entity: Entity) -> Iterator[tuple[float, Entity]]:
        """Those of its kind that it could be, each with how unlike it is."""
        said = facts(entity)
        sharing = (them for fact in telling_facts(entity) if len(them := self._by_fact.get(fact, {})) <= _MOST_COMPARED)
        others = {ref: other for them in sharing for ref, other in them.items() if ref.kind == entity.kind}
        for other in others.values():
            if (share := _share(said, facts(other))) >= _ALIKE:
                yield 1 - share, other


def is_alike(before: Entity, after: Entity) -> bool:
    """Whether they would be one entity under two names."""
    return facts(before) == facts(after) or any(_Likenesses((before,)).of(after))


def _share(said: Facts, also: Facts) -> float:
    """How much of what either of two states both state."""
    stated = {field for field, _ in said | also}
    return len(said & also) / len(stated)
