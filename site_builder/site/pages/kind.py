"""The list of the entities of a kind, with counts."""

from dataclasses import dataclass
from typing import Any

from ...catalog import (
    KIND,
    AddOn,
    End,
    Entity,
    Group,
    Kind,
    LicenseType,
    UnitPrimitive,
    ends,
    exclusives,
    is_free,
    related_names,
)
from ...counting import number
from .. import urls
from ..bounds import beginning, name_weight, rows_within, text_weight
from ..links import Link, link_to
from ..material import Material, in_order
from ..page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """An entity with the number of its unit primitives (and of those that are free or deprecated) and its problems."""

    link: Link
    name: str
    description: str
    counts: tuple[int, ...]
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindPage(Page):
    """`<kind>/index.html` of every kind but unit primitives"""

    template = "kind.html"

    noun: str
    nouns: str
    question: str
    columns: tuple[str, ...]
    with_free: bool  # whether a column counts what is free as of the moment
    rows: tuple[EntityRow, ...]
    more: int  # rows for which there is no room
    named_apart: bool  # whether titles differ from names, so that both are shown
    schema: Link | None
    table: Link
    unstated: Link | None  # unit primitives that state nothing of this kind
    everything: int


def kind_page(kind: Kind, material: Material) -> KindPage:
    """The list page of one kind."""
    return KindPage(**fields_of(kind, material))


def fields_of(kind: Kind, material: Material) -> dict[str, Any]:
    """The fields that the list page of any kind has."""
    entities = in_order(material.catalog.of_kind(kind.singular), material)
    rows = tuple(_row(entity, kind, material) for entity in entities)
    shown = beginning(rows, rows_within(map(_weight, rows), len(rows)))
    return {
        "address": urls.kind_list(kind.singular),
        "title": kind.title_plural,
        "description": f"{kind.question} {number(len(entities), kind.noun, kind.nouns)} with counts.",
        "section": urls.kind_list(kind.singular),
        "noun": kind.noun,
        "nouns": kind.nouns,
        "question": kind.question,
        "columns": (
            *(KIND[end.other].title_plural for end in _counted(kind, material)),
            *(("Only here",) if kind.is_bundle else ()),
            *(("Free for now", "Deprecated") if _counts_members(kind, material) else ()),
        ),
        "with_free": _counts_members(kind, material),
        "rows": shown,
        "more": len(rows) - len(shown),
        "named_apart": any(material.titles.of(entity) != entity.name for entity in entities) and kind.has_files,
        "schema": Link(text=f"How to write {kind.nouns}", address=urls.schema(kind.singular))
        if kind.has_files
        else None,
        "table": Link(text="CSV", address=urls.table(kind.singular)),
        "unstated": _unstated(kind, material),
        "everything": len(material.catalog.unit_primitives),
    }


_COUNTED = ("unit_primitives", "backend_services")
_ROW, _COUNT = 200, 90  # bytes of a row and of a number in it without what they say


def _counted(kind: Kind, material: Material) -> tuple[End, ...]:
    """The relations that have a column with numbers."""
    shows = material.catalog.left_out.shows
    return tuple(it for it in ends(kind.singular) if it.field in _COUNTED and shows(kind.singular, it.field))


def _counts_members(kind: Kind, material: Material) -> bool:
    return material.catalog.left_out.shows(kind.singular, "unit_primitives")


def _row(entity: Entity, kind: Kind, material: Material) -> EntityRow:
    members = material.catalog.unit_primitives.pick(related_names(entity, "unit_primitives"))
    related = [len(related_names(entity, end.field)) for end in _counted(kind, material)]
    free = len([member for member in members if is_free(member, material.as_of)])
    deprecated = len([member for member in members if member.deprecated])
    of_members = (free, deprecated) if _counts_members(kind, material) else ()
    only_here = (len(exclusives(entity, material.catalog)),) if isinstance(entity, AddOn | LicenseType) else ()
    return EntityRow(
        link=link_to(entity.ref, material.titles),
        name=entity.name,
        description=entity.description or "",
        counts=(*related, *only_here, *of_members),
        problems=_problems(entity, members, material),
    )


def _weight(row: EntityRow) -> int:
    said = name_weight(row.link.text) + text_weight(row.name) + text_weight(row.description)
    return _ROW + _COUNT * len(row.counts) + len(row.link.address) + said


def _problems(entity: Entity, members: tuple[UnitPrimitive, ...], material: Material) -> int:
    """Findings about the entity's own file, or about what it owns where it has none."""
    if entity.source is not None:
        return len(material.problems_of(entity))
    services = (
        material.catalog.backend_services.pick(related_names(entity, "backend_services"))
        if isinstance(entity, Group)
        else ()
    )
    return sum(len(material.problems_of(owned)) for owned in (*members, *services))


def _unstated(kind: Kind, material: Material) -> Link | None:
    if not kind.has_files or kind.plural == "services":
        return None
    if not material.catalog.left_out.shows("unit_primitive", kind.plural):
        return None
    count = len([p for p in material.catalog.unit_primitives if not getattr(p, kind.plural, ())])
    query = urls.query(**{kind.plural: "not-stated"})
    return Link(text=f"{count:,}", address=urls.kind_list("unit_primitive"), query=query) if count else None
