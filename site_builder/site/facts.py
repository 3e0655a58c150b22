"""An entity in, its facts out: each field with its meaning, its values, their line and where they come from."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
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
from .bounds import MOST_BYTES, beginning, more, name_weight, rows_within, shares, text_weight
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
    shown = [it for it in fields if it.name not in _NO_FACTS or (it.name == VISIBILITY and entity.visibility)]
    values = [tuple(_values(entity, field, provenance, titles)) for field in shown]
    weights = [_weight(value) for of_field in values for value in of_field]
    counts = shares([len(of_field) for of_field in values], rows_within(weights, len(weights), MOST_BYTES // 4))
    return tuple(
        Fact(
            field=field.name,
            title=field.title,
            meaning=field.description,
            values=of_field[: max(1, count)],  # none would say that it is not stated
            line=entity.source.line_of(field.name) if entity.source else None,
            more=more(len(stated_values(entity, field)), max(1, count)),
        )
        for field, of_field, count in zip(shown, values, counts, strict=True)
    )


def _values(entity: Entity, field: Field, provenance: Provenance, titles: Titles) -> Iterator[FactValue]:
    for item in beginning(stated_values(entity, field)):
        origin = provenance.get(origin_key(entity, field, item))
        yield _value(entity, field, item, plain_text(item), origin, titles)


def _weight(value: FactValue) -> int:
    """About how many bytes a page holds of it, with where it comes from."""
    texts = (value.text, value.url or "", *(astuple(value.origin) if value.origin else ()))
    return name_weight(value.text) + sum(text_weight(str(text)) for text in texts)


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
