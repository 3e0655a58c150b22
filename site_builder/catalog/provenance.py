"""Where the values of a configuration come from, as values."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..moments import is_moment_form, parse_moment
from .entities import Entity
from .fields import Field, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value was found, and whether the source states it or it was inferred from the source."""

    source: str
    confidence: str


# (path below the config directory, field, value as written) -> origin; items of lists stand under `field[]`
Provenance = Mapping[tuple[str, str, str], Origin]


def shown_origins(provenance: Provenance, entities: Iterable[Entity], fields: Fields) -> Provenance:
    """The origins of the values that these entities state in these fields."""
    keys = (
        origin_key(entity, field, value)
        for entity in entities
        for field in fields.get(entity.kind, ())
        for value in stated_values(entity, field)
    )
    return {key: provenance[key] for key in keys if key in provenance}


def stated_values(entity: Entity, field: Field) -> tuple[Any, ...]:
    """What an entity states in a field, one by one."""
    value = getattr(entity, field.name)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def origin_key(entity: Entity, field: Field, value: Any) -> tuple[str, str, str]:
    """What the origin of one of these values stands under."""
    path = entity.source.path if entity.source else ""
    return path, f"{field.name}[]" if field.is_list else field.name, as_written(value)


def as_written(value: Any) -> str:
    """A value, or how a file or a table spells it, as the one text by which they are the same: moments are in UTC."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    text = str(value).strip()
    if is_moment_form(text):
        with suppress(ValueError):  # there is no such day
            return as_written(parse_moment(text))
    return text
