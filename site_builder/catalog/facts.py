"""An entity in, what it states out, field by field, but for its names and what others state of it: so that two can be compared."""

from dataclasses import fields
from functools import cache

from .entities import Entity, Names
from .kinds import KIND
from .relations import ends

_NO_FACTS = frozenset({"source", "name", "alias_names"})


def stated_fields(entity: Entity) -> Names:
    """The fields that the entity's file can state, but for its names."""
    return _stated_fields(entity.kind)


def differing_fields(before: Entity, after: Entity) -> Names:
    """The fields in which two entities of a kind state different things; the order of a list says something."""
    return tuple(name for name in stated_fields(after) if getattr(before, name) != getattr(after, name))


def facts(entity: Entity) -> frozenset[tuple[str, object]]:
    """Each field that the entity states, with its value."""
    values = ((name, getattr(entity, name)) for name in stated_fields(entity))
    return frozenset((name, value) for name, value in values if value not in (None, ()))


@cache  # asked for with every entity, and the same for all of a kind
def _stated_fields(kind: str) -> Names:
    arising = {end.field for end in ends(kind) if not end.stated_here}
    return tuple(it.name for it in fields(KIND[kind].entity) if it.name not in arising | _NO_FACTS)
