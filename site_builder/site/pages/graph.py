"""How everything hangs together: the kinds with their relations, and one relation at a time in three columns."""

from dataclasses import dataclass

from ...catalog import KIND, Relation, components, edge_counts, related_names
from .. import urls
from ..bounds import LeftOut, beginnings
from ..diagrams import Diagram, drawn_relations, kinds_diagram, relation_diagram
from ..links import Link, link_to
from ..material import Material, in_order
from ..page import Page


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
    left_out: LeftOut | None = None  # rows that would name nothing


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
    return GraphPage(
        address=urls.GRAPH,
        title="Graph",
        description="The kinds of the catalog, their relations, and who is related to whom.",
        section=urls.GRAPH,
        kinds=kinds_diagram(material.catalog),
        relations=tuple(_view(relation, material) for relation in material.catalog.relations),
        components=parts,
        entities=sum(parts),
        graphml=Link(text="GraphML", address=urls.GRAPHML),
    )


def _view(relation: Relation, material: Material) -> RelationView:
    source, target = KIND[relation.source], KIND[relation.target]
    inverted = relation.target == "unit_primitive"  # the unit primitives are always the many
    far, near = (source, target) if inverted else (target, source)
    field = relation.field if inverted else relation.inverse_field
    related = {
        entity.ref: material.catalog.of_kind(near.singular).pick(related_names(entity, field))
        for entity in in_order(material.catalog.of_kind(far.singular), material)
    }
    rows = tuple(
        CountRow(
            link=link_to(ref, material.titles),
            links=tuple(link_to(other.ref, material.titles) for other in others),
            more=more,
        )
        for ref, (others, more) in beginnings(related).items()
        if others or not more
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
