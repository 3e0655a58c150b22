"""An entity in, its facts out: each field with its meaning, its values, their line and where they come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..catalog import (
    RELATIONS,
    VISIBILITY,
    Entity,
    Field,
    Origin,
    Provenance,
    Ref,
    Role,
    origin_key,
    stated_values,
    version_text,
)
from . import urls
from .bounds import beginning, more
from .links import Link, link_to
from .wording import Titles, day_and_time, iso

# (kind, field) -> the kind that its values name
_TARGETS = {
    ("service", "basic_unit_primitive"): "unit_primitive",
    **{(relation.source, relation.field): relation.target for relation in RELATIONS},
}
_NO_FACTS = frozenset({"name", VISIBILITY})
# Fields whose value is a GitLab version, which has a page of its own.
_VERSIONS = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactValue:
    """One value of a fact: text, with a link within the site or an https address elsewhere, and its origin if known."""

    text: str
    link: Link | None = None
    url: str | None = None
    code: bool = False
    moment: str = ""  # machine-readable form of a date
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field of an entity's file. No values: not stated."""

    field: str
    title: str
    meaning: str
    values: tuple[FactValue, ...]
    line: int | None
    more: int = 0  # values that the page leaves out


def facts(entity: Entity, fields: tuple[Field, ...], provenance: Provenance, titles: Titles) -> tuple[Fact, ...]:
    """Every field that a file of this kind may have, in the order of its schema; visibility where it states one."""
    return tuple(
        Fact(
            field=field.name,
            title=field.title,
            meaning=field.description,
            values=tuple(_values(entity, field, provenance, titles)),
            line=entity.source.line_of(field.name) if entity.source else None,
            more=more(len(stated_values(entity, field))),
        )
        for field in fields
        if field.name not in _NO_FACTS or (field.name == VISIBILITY and entity.visibility)
    )


def _values(entity: Entity, field: Field, provenance: Provenance, titles: Titles) -> Iterator[FactValue]:
    for item in beginning(stated_values(entity, field)):
        origin = provenance.get(origin_key(entity, field, item))
        yield _value(entity, field, item, plain_text(item), origin, titles)


def _value(entity: Entity, field: Field, item: Any, text: str, origin: Origin | None, titles: Titles) -> FactValue:
    target = _TARGETS.get((entity.kind, field.name))
    if field.name in _VERSIONS:
        return FactValue(text=text, link=Link(text=text, address=urls.whats_new(version_text(item))), origin=origin)
    if isinstance(item, datetime):
        return FactValue(text=day_and_time(item), moment=iso(item), origin=origin)
    if field.format == "https-url":
        return FactValue(text=text, url=text, origin=origin)
    if target:
        link = link_to(Ref(kind=target, name=text), titles)
        return FactValue(text=link.text, link=link, code=link.code, origin=origin)
    return FactValue(text=text, code=field.pattern is not None or bool(field.choices), origin=origin)


def plain_text(value: Any) -> str:
    """A value of an entity as text: dates as `2024-10-17T00:00:00Z`, versions as `16.10`."""
    return iso(value) if isinstance(value, datetime) else str(value)
