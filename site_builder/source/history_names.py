"""Entities that come and go one by one in, whether their names are right out: what `name_problems` says of all, but quickly.

Whether an entity is right by itself is asked of `name_problems`. What is wrong between entities is counted here: names
that are alike, aliases that are taken, and names that are mentioned and not there.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from ..catalog import KIND, RELATIONS, Entity, Ref, name_problems, related_names

# What is counted: the rule, the kind, and the name.
_Key: TypeAlias = tuple[str, str, str]

_REFERENCES: dict[str, list[tuple[str, str]]] = {
    kind: [(row.field, row.target) for row in RELATIONS if row.source == kind and KIND[row.target].has_files]
    for kind in KIND
}


class NameCounts:
    """The names of a set of entities, and what is wrong between them."""

    def __init__(self) -> None:
        self._counts: Counter[_Key] = Counter()
        self._wrong: set[_Key] = set()
        self._known: dict[int, tuple[Entity, tuple[_Key, ...]]] = {}

    @property
    def are_right(self) -> bool:
        """Whether `name_problems` has nothing to say."""
        return not self._wrong

    def add(self, entity: Entity) -> None:
        """Another entity of the set."""
        self._count(entity, 1)

    def remove(self, entity: Entity) -> None:
        """An entity that was added is one no more."""
        self._count(entity, -1)

    def _count(self, entity: Entity, step: int) -> None:
        if id(entity) not in self._known:  # with the entity itself, so that no other gets its number
            self._known[id(entity)] = entity, tuple(_keys(entity))
        for key in self._known[id(entity)][1]:
            self._counts[key] += step
            rule, kind, name = key
            for affected in (key, ("mentioned", kind, name)) if rule == "there" else (key,):
                if self._is_wrong(affected):
                    self._wrong.add(affected)
                else:
                    self._wrong.discard(affected)

    def _is_wrong(self, key: _Key) -> bool:
        rule, kind, name = key
        match rule:
            case "alike" | "claimed":
                return self._counts[key] > 1
            case "mentioned":
                return self._counts[key] > 0 and not self._counts["there", kind, name]
            case "wrong":
                return self._counts[key] > 0
        return False


def _keys(entity: Entity) -> Iterator[_Key]:
    yield "there", entity.kind, entity.name
    yield "alike", entity.kind, unicodedata.normalize("NFKC", entity.name).casefold()
    for name in {entity.name, *getattr(entity, "alias_names", ())}:
        yield "claimed", entity.kind, name
    mentioned = [(target, name) for field, target in _REFERENCES[entity.kind] for name in related_names(entity, field)]
    for target, name in mentioned:
        yield "mentioned", target, name
    if name_problems((entity,), (Ref(kind=target, name=name) for target, name in mentioned)):
        yield "wrong", entity.kind, entity.name
