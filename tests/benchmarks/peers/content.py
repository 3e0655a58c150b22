"""A catalog in, what every page of a peer's site holds out: facts and relations of an entity, a list of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from site_builder.catalog import KIND, KINDS, Catalog, Entity, ends, related_names
from site_builder.site.bounds import MOST_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The entities at one end of a relation, as many as our pages name; `more` counts the others."""

    label: str
    kind: str  # plural
    names: tuple[str, ...]  # of pages
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page: an entity, its stated fields as text, and what it is related to."""

    kind: str  # plural
    name: str  # of the page
    title: str
    description: str
    facts: tuple[tuple[str, str], ...]
    related: tuple[Related, ...]


def entries(catalog: Catalog, fields: dict[str, tuple[str, ...]]) -> Iterator[Entry]:
    """A page for each entity of every kind. `fields` are the names of those that a file of a kind may have."""
    for kind in KINDS:
        for entity in catalog.of_kind(kind.singular):
            yield _entry(entity, fields.get(kind.singular, ("name",)))


def page_name(name: str) -> str:
    """An entity's name as that of a file: `group::duo chat` is `duo-chat`."""
    return name.removeprefix("group::").replace(" ", "-").replace("::", "-")


def _entry(entity: Entity, fields: tuple[str, ...]) -> Entry:
    stated = ((field, getattr(entity, field)) for field in fields)
    return Entry(
        kind=KIND[entity.kind].plural,
        name=page_name(entity.name),
        title=entity.name,
        description=entity.description or "",
        facts=tuple((field, _text(value)) for field, value in stated if value not in (None, ())),
        related=tuple(_related(entity)),
    )


def _related(entity: Entity) -> Iterator[Related]:
    for end in ends(entity.kind):
        names = related_names(entity, end.field)
        yield Related(
            label=end.label,
            kind=KIND[end.other].plural,
            names=tuple(map(page_name, names[:MOST_NAMES])),
            more=max(0, len(names) - MOST_NAMES),
        )


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value[:MOST_NAMES]))
    return value.isoformat() if isinstance(value, datetime) else str(value)
