"""How everything hangs together: the kinds with their relations, and one relation at a time in three columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ...catalog import KIND, Kind, Relation, components, edge_counts, related_names
from .. import urls
from ..bounds import MOST_BYTES, MOST_ROWS, LeftOut, beginning, beginnings, link_weight, shares
from ..diagrams import Diagram, drawn_relations, kinds_diagram, relation_diagram
from ..links import Link, link_to
from ..material import Material, in_order
from ..page import Page

_LINK = 90  # bytes of a name in a table without what it says

_Related: TypeAlias = Mapping[Link, tuple[Link, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One entity of a relation's far kind, with what it is related to."""

    link: Link
    links: tuple[Link, ...]
    more: int = 0  # names that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """A relation: its sentence, its diagram where it has one, and the same facts as a table."""

    key: str
    title: str
    sentence: str
    edges: int
    diagram: Diagram | None
    far: str
    near: str
    rows: tuple[CountRow, ...]
    left_out: LeftOut | None = None  # rows for which there is no room


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPage(Page):
    """`graph.html`"""

    template = "graph.html"
    scripts = ("focus.js",)

    kinds: Diagram
    relations: tuple[RelationView, ...]
    components: tuple[int, ...]  # how many entities each part holds that is linked to no other, the largest first
    entities: int
    graphml: Link

    @property
    def diagrams(self) -> tuple[Diagram, ...]:
        """The kinds, and every relation that has a picture."""
        return (self.kinds, *(view.diagram for view in self.relations if view.diagram))


def graph_page(material: Material) -> GraphPage:
    """The page of all relations."""
    parts = tuple(len(part) for part in components(material.catalog))
    relations = material.catalog.relations
    related = [_related(relation, material) for relation in relations]
    return GraphPage(
        address=urls.GRAPH,
        title="Graph",
        description="The kinds of the catalog, their relations, and who is related to whom.",
        section=urls.GRAPH,
        kinds=kinds_diagram(material.catalog),
        relations=tuple(
            _view(relation, names, most, material)
            for relation, names, most in zip(relations, related, _most(related), strict=True)
        ),
        components=parts,
        entities=sum(parts),
        graphml=Link(text="GraphML", address=urls.GRAPHML),
    )


def _sides(relation: Relation) -> tuple[Kind, Kind]:
    """The kind that has the rows, and the one that is named in them: unit primitives are always the many."""
    source, target = KIND[relation.source], KIND[relation.target]
    return (source, target) if relation.target == "unit_primitive" else (target, source)


def _related(relation: Relation, material: Material) -> _Related:
    far, near = _sides(relation)
    field = relation.field if relation.source == far.singular else relation.inverse_field
    links = {entity.name: link_to(entity.ref, material.titles) for entity in material.catalog.of_kind(near.singular)}
    return {
        link_to(entity.ref, material.titles): tuple(links[name] for name in related_names(entity, field))
        for entity in in_order(material.catalog.of_kind(far.singular), material)
    }


def _most(related: Sequence[_Related]) -> Iterator[int]:
    """How many rows, and how many names in them, there is room for in each table."""
    units = [
        max(map(_weight, rows), default=0)
        + max(map(_weight, {name for names in rows.values() for name in names}), default=1)
        for rows in related
    ]
    sizes = [min(MOST_ROWS, max(len(rows), sum(map(len, rows.values())))) for rows in related]
    room = shares([size * unit for size, unit in zip(sizes, units, strict=True)], MOST_BYTES)
    return (min(MOST_ROWS, max(1, held // unit)) for held, unit in zip(room, units, strict=True))


def _weight(link: Link) -> int:
    return _LINK + len(link.address) + link_weight(link.text)


def _view(relation: Relation, related: _Related, most: int, material: Material) -> RelationView:
    source, target = KIND[relation.source], KIND[relation.target]
    far, near = _sides(relation)
    found = beginnings(related, most).items()
    rows = beginning(
        (CountRow(link=link, links=others, more=more) for link, (others, more) in found if others or not more), most
    )
    rest = len(related) - len(rows)
    everything = Link(text=far.title_plural, address=urls.kind_list(far.singular))
    has_diagram = relation in drawn_relations(material.catalog)
    return RelationView(
        key=relation.key,
        title=f"{near.title_plural} and {far.nouns}",
        sentence=f"{_a(source.noun).capitalize()} {relation.label} {_a(target.noun)}",
        edges=edge_counts(material.catalog)[relation.key],
        diagram=relation_diagram(relation, material.catalog, material.titles) if has_diagram else None,
        far=far.title,
        near=near.title_plural,
        rows=rows,
        left_out=LeftOut(count=rest, all=everything) if rest else None,
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
