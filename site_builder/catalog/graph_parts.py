"""Catalog in, its graph out as plain values: all entities with the relations that they state, or a part of both."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from .catalog import Catalog
from .entities import Ref
from .kinds import KINDS, Kind
from .relations import RELATIONS, Relation, related_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One stated relation: unit_primitive/duo_chat «is bundled with» add_on/duo_pro."""

    source: Ref
    relation: Relation
    target: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPart:
    """Entities, in the order of kinds and names, and the relations between them, in the order of RELATIONS."""

    nodes: tuple[Ref, ...]
    edges: tuple[Edge, ...]

    @property
    def by_kind(self) -> Iterator[tuple[Kind, tuple[Ref, ...]]]:
        """The entities of each kind that has some here."""
        for kind in KINDS:
            if refs := tuple(ref for ref in self.nodes if ref.kind == kind.singular):
                yield kind, refs

    @property
    def fans(self) -> Iterator[tuple[Ref, Relation, tuple[Ref, ...]]]:
        """What each entity states in each relation."""
        for (source, relation), edges in groupby(self.edges, key=lambda edge: (edge.source, edge.relation)):
            yield source, relation, tuple(edge.target for edge in edges)


def graph_part(
    catalog: Catalog, *, relations: Collection[Relation] = RELATIONS, around: Ref | None = None
) -> GraphPart:
    """The whole graph; or of some relations only, or of one entity only, what they connect."""
    edges = tuple(edge for edge in _edges(catalog, relations) if _touches(edge, around))
    if around is None and all(relation in relations for relation in RELATIONS):
        return GraphPart(nodes=tuple(entity.ref for entity in catalog), edges=edges)
    shown = {around, *(edge.source for edge in edges), *(edge.target for edge in edges)}
    return GraphPart(nodes=tuple(entity.ref for entity in catalog if entity.ref in shown), edges=edges)


def _edges(catalog: Catalog, relations: Collection[Relation]) -> Iterator[Edge]:
    for relation in (row for row in RELATIONS if row in relations):
        for entity in catalog.of_kind(relation.source):
            for name in related_names(entity, relation.field):
                yield Edge(source=entity.ref, relation=relation, target=Ref(kind=relation.target, name=name))


def _touches(edge: Edge, ref: Ref | None) -> bool:
    return ref is None or ref in (edge.source, edge.target)
