"""What the page of any entity has: its facts, its relations, its diagram, its file and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from ...catalog import KIND, Entity, Ref, ends, related_names
from ...problems import Problem
from .. import urls
from ..bounds import MOST_BYTES, beginning, first_within, more, names_within, text_weight
from ..diagrams import Diagram, entity_diagram
from ..facts import Fact, facts
from ..histories import EntityHistory, entity_history
from ..links import Link, link_to
from ..material import Material
from ..page import Page
from ..wording import sentence_case

_LINE = 100  # bytes of a line of the file without what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedNames:
    """The entities at one end of a relation, in a sentence: duo_pro «bundles» 20 unit primitives: ..."""

    label: str
    kind: str
    links: tuple[Link, ...]
    deprecated: frozenset[str] = frozenset()
    more: int = 0  # names that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The file an entity was read from. The two addresses are empty when the repository is not known."""

    path: str
    lines: tuple[str, ...]
    edit_url: str
    report_url: str
    more: int = 0  # lines that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityParts:
    """The parts that every entity's page shows in the same way."""

    ref: Ref
    kind_title: str
    name: str
    heading: str  # what people call it
    heading_is_name: bool
    text: str
    facts: tuple[Fact, ...]
    related: tuple[RelatedNames, ...]
    diagram: Diagram
    problems: tuple[Problem, ...]
    history: EntityHistory | None  # none for what has no file and nothing that changes
    source: SourceText | None
    api: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage(Page):
    """The page of an entity of a kind that has no page class of its own; others add to it."""

    template = "entity.html"

    parts: EntityParts

    @property
    def diagrams(self) -> tuple[Diagram, ...]:
        """The entity's neighbourhood."""
        return (self.parts.diagram,)


def entity_page(entity: Entity, material: Material) -> EntityPage:
    """The plain page of an entity."""
    return EntityPage(**common(entity, material))


def common(entity: Entity, material: Material) -> dict[str, Any]:
    """The fields that the page of any entity has: those of every page, and the parts."""
    kind = KIND[entity.kind]
    title = material.titles.of(entity)
    return {
        "address": urls.entity(entity.ref),
        "title": title if title.casefold() == entity.name.casefold() else f"{title} ({entity.name})",
        "description": entity.description or f"{title}: {kind.noun} in the {material.site.title}.",
        "section": urls.kind_list(kind.singular),
        "trail": (Link(text=kind.title_plural, address=urls.kind_list(kind.singular)),),
        "parts": _parts(entity, material),
    }


def _parts(entity: Entity, material: Material) -> EntityParts:
    """The common parts of an entity's page."""
    heading = material.titles.of(entity)
    is_name = heading == entity.name
    return EntityParts(
        ref=entity.ref,
        kind_title=KIND[entity.kind].title,
        name=entity.name,
        heading=heading if is_name or entity.kind == "group" else sentence_case(heading),
        heading_is_name=is_name,
        text=entity.description or "",
        facts=facts(entity, material.fields.get(entity.kind, ()), material.provenance, material.titles),
        related=tuple(_related(entity, material)),
        diagram=entity_diagram(entity, material.catalog, material.titles),
        problems=material.problems_of(entity),
        history=entity_history(entity, material) if entity.kind != "feature_category" else None,
        source=_source(entity, material),
        api=Link(text="JSON", address=urls.api_entity(entity.ref)),
    )


def _related(entity: Entity, material: Material) -> Iterator[RelatedNames]:
    for end in ends(entity.kind):
        if not material.catalog.left_out.shows(entity.kind, end.field):
            continue
        names = related_names(entity, end.field)
        called = (material.titles.one(end.other, name) for name in names)
        most = names_within(called, MOST_BYTES // 12)
        shown = beginning(names, most)
        yield RelatedNames(
            label=end.label,
            kind=KIND[end.other].nouns,
            links=tuple(link_to(Ref(kind=end.other, name=name), material.titles) for name in shown),
            deprecated=_deprecated(shown, material) if end.other == "unit_primitive" else frozenset(),
            more=more(len(names), most),
        )


def _deprecated(names: Iterable[str], material: Material) -> frozenset[str]:
    return frozenset(it.name for it in material.catalog.unit_primitives.pick(names) if it.deprecated)


def _source(entity: Entity, material: Material) -> SourceText | None:
    if entity.source is None or not entity.source.lines:  # the public is not shown its text
        return None
    path = f"{material.site.config_path}/{entity.source.path}"
    repository, branch = material.site.repository_url, material.site.default_branch
    subject = urlencode({"issue[title]": f"Catalog: {entity.name}", "issue[description]": f"File: {path}\n\n"})
    lines = entity.source.text.splitlines()
    most = first_within((_LINE + text_weight(line) for line in lines), room=MOST_BYTES // 4)
    return SourceText(
        path=path,
        lines=beginning(lines, most),
        edit_url=f"{repository}/-/edit/{quote(branch)}/{quote(path)}" if repository else "",
        report_url=f"{repository}/-/issues/new?{subject}" if repository else "",
        more=more(len(lines), most),
    )
