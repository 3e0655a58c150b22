"""Entities for people at a terminal and for programs: a list of some, or everything that one states."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ...catalog import KIND, VISIBILITY, Entities, Entity, Field, Kind, ends, related_names
from ...counting import number
from ..as_markdown import as_markdown, markdown_table
from ..facts import plain_text
from ..wording import NOT_STATED
from .json_api import entity_object, json_document
from .tables import cell

_WIDTH = 100  # characters of a line
_WIDEST = 40  # characters of a column


def entities_text(kind: Kind, entities: Entities[Entity]) -> Iterator[str]:
    """A table with the names and what decides, or how many unit primitives there are, then a count."""
    found = tuple(entities)
    header = ("name", *_shown(kind))
    rows = [header, *(tuple(_short(entity, column) for column in header) for entity in found)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(header))]
    for row in rows if found else ():
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
    yield f"{number(len(found), kind.noun, kind.nouns)}"


def entities_json(kind: Kind, entities: Entities[Entity]) -> str:
    """An object with all fields and both ends of every relation of each."""
    return json_document({kind.plural: [entity_object(entity) for entity in entities]})


def entity_json(entity: Entity) -> str:
    """An object with all fields and both ends of every relation."""
    return json_document({"kind": entity.kind, entity.kind: entity_object(entity)})


def entity_text(entity: Entity, fields: Sequence[Field]) -> Iterator[str]:
    """What it is, what it states, what refers to it, what it does not state, and where it stands."""
    yield f"{entity.name}: {KIND[entity.kind].noun}"
    yield from wrap(entity.description or "", _WIDTH)
    rows = tuple(_rows(entity, fields))
    width = max((len(title) for title, _ in rows), default=0)
    for title, values in rows:
        yield from _beside(title.ljust(width), values)
    if entity.source:
        yield f"{entity.source.label}/{entity.source.path}"


def _beside(title: str, values: Sequence[str]) -> Iterator[str]:
    """A title with its values, in as many lines as they need; an address stays whole."""
    text, indent = f"{title}  {', '.join(values)}", " " * (len(title) + 2)
    if len(values) == 1:
        yield text
    else:
        yield from wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def entity_markdown(entity: Entity, fields: Sequence[Field]) -> Iterator[str]:
    """The same as a table."""
    yield from (f"## `{entity.name}` ({KIND[entity.kind].noun})", "")
    if entity.description:
        yield from (as_markdown(entity.description), "")
    rows = ((as_markdown(title), as_markdown(", ".join(values))) for title, values in _rows(entity, fields))
    yield from markdown_table(("Field", "Value"), rows)


def texts_of(entity: Entity, field: str) -> tuple[str, ...]:
    """What an entity states in a field, as texts."""
    value = getattr(entity, field)
    return tuple(map(plain_text, value if isinstance(value, tuple) else () if value is None else (value,)))


def _rows(entity: Entity, fields: Sequence[Field]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titles with values: fields in the schema's order, the relations that others state, then what is not stated."""
    stated = {
        field.title: texts_of(entity, field.name) for field in fields if field.name not in ("name", "description")
    }
    yield from ((title, values) for title, values in stated.items() if values)
    for end in ends(entity.kind):
        names = related_names(entity, end.field)
        if names and not end.stated_here:
            yield f"{KIND[end.other].title_plural} ({end.label})", names
    everything = {field.title for field in fields if field.name != VISIBILITY}  # not stated, it is public
    if unstated := tuple(title for title, values in stated.items() if title in everything and not values):
        yield NOT_STATED, unstated


def _shown(kind: Kind) -> tuple[str, ...]:
    """What a list at a terminal shows of a kind beside names: what decides, or how much there is."""
    deciding = tuple(end.field for end in ends(kind.singular) if end.stated_here and end.relation.decides)
    return (*deciding, "cut_off_date", "status") if deciding else ("unit_primitives", "description")


def _short(entity: Entity, column: str) -> str:
    if column == "unit_primitives":
        return str(len(related_names(entity, column)))
    text = cell(entity, column).replace("; ", ", ").removesuffix("T00:00:00Z")
    return text if len(text) <= _WIDEST or column == "name" else f"{text[: _WIDEST - 1]}…"
