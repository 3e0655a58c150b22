"""Where the values of a configuration come from, as values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from .entities import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value was found, and whether the source states it or it was inferred from the source."""

    source: str
    confidence: str


# (path below the config directory, field, value) -> origin; items of lists stand under `field[]`
Provenance = Mapping[tuple[str, str, str], Origin]


def shown_origins(provenance: Provenance, entities: Iterable[Entity]) -> Provenance:
    """The origins of the values that these entities have."""
    return {key: provenance[key] for key in _keys(entities) if key in provenance}


def _keys(entities: Iterable[Entity]) -> Iterator[tuple[str, str, str]]:
    for entity in entities:
        for field in fields(entity):
            value = getattr(entity, field.name)
            if entity.source and isinstance(value, tuple):
                yield from ((entity.source.path, f"{field.name}[]", as_written(item)) for item in value)
            elif entity.source:
                yield entity.source.path, field.name, as_written(value)


def as_written(value: Any) -> str:
    """A value as the table of origins has it."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
