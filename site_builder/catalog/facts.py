"""An entity in, what it states out, field by field, to be compared: neither its names nor what others state of it."""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import TypeAlias

from .entities import Entity, Names
from .kinds import KIND
from .relations import ends

# What people write when they have nothing to say.
_SAYS_NOTHING = frozenset(
    {"unknown", "tbd", "tba", "todo", "n/a", "none", "_irrelevant", "_irrelevant_"}
    | {"group::unknown", "https://unknown.invalid/"}  # where a form is asked for
)
Facts: TypeAlias = frozenset[tuple[str, object]]

_NAMES = frozenset({"name", "alias_names"})
_TELLING = frozenset({"description", "unit_primitive_issue_url", "project_url", "jwt_aud"})


@cache  # asked for with every entity, and the same for all of a kind
def own_fields(kind: str) -> Names:
    """The fields that a file of a kind may state."""
    arising = {end.field for end in ends(kind) if not end.stated_here}
    return tuple(it.name for it in fields(KIND[kind].entity) if it.name not in {"source", *arising})


def stated_fields(entity: Entity) -> Names:
    """The fields that the entity's file can state, but for its names."""
    return tuple(name for name in own_fields(entity.kind) if name not in _NAMES)


def differing_fields(before: Entity, after: Entity) -> Names:
    """The fields in which two entities of a kind state different things; the order of a list says something."""
    return tuple(name for name in stated_fields(after) if getattr(before, name) != getattr(after, name))


def facts(entity: Entity) -> Facts:
    """Each field that the entity states, with its value; who may read it is none, nor what says nothing by itself."""
    values = ((name, getattr(entity, name)) for name in stated_fields(entity) if name != "visibility")
    told = ((name, value) for name, value in values if value not in (None, ()))
    return frozenset((name, value) for name, value in told if not (isinstance(value, str) and says_nothing(value)))


def telling_facts(entity: Entity) -> Facts:
    """Those that hardly two entities share: a text, an address of its own, an audience."""
    return frozenset(fact for fact in facts(entity) if fact[0] in _TELLING)


def said_by(these: Iterable[Entity], others: Iterable[Entity]) -> Facts:
    """The telling facts that any of these states, and none of the others."""
    return frozenset(fact for it in these for fact in telling_facts(it)).difference(*map(telling_facts, others))


def says_nothing(text: str) -> bool:
    """Whether it is one of the words that stand where nobody knows what to say."""
    return text.strip().casefold() in _SAYS_NOTHING
