"""The catalog as a networkx graph: what stands next to what, what hangs together, and the graph as GraphML."""

from io import BytesIO
from typing import TYPE_CHECKING

from .catalog import Catalog
from .graph_parts import graph_part
from .relations import RELATIONS, related_names

if TYPE_CHECKING:
    import networkx


def as_graph(catalog: Catalog) -> "networkx.MultiDiGraph[str]":
    """A node for every entity (`add_on/duo_pro`, with kind and name) and an edge for every stated relation."""
    import networkx  # here: it takes longer to import than everything else, and checking needs no graph

    built: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for entity in catalog:
        built.add_node(str(entity.ref), kind=entity.kind, name=entity.name)
    for edge in graph_part(catalog).edges:
        relation = edge.relation
        built.add_edge(str(edge.source), str(edge.target), key=relation.key, label=relation.label)
    return built


def edge_counts(catalog: Catalog) -> dict[str, int]:
    """How many edges each relation has, by the relation's key."""
    return {
        relation.key: sum(len(related_names(entity, relation.field)) for entity in catalog.of_kind(relation.source))
        for relation in RELATIONS
    }


def components(catalog: Catalog) -> tuple[tuple[str, ...], ...]:
    """Groups of entities that hang together and touch no other group; the largest first."""
    import networkx  # here: see as_graph

    found = networkx.weakly_connected_components(as_graph(catalog))
    return tuple(sorted((tuple(sorted(part)) for part in found), key=lambda part: (-len(part), part)))


def graphml(catalog: Catalog) -> bytes:
    """The graph in the GraphML format, which yEd, Gephi and other tools read."""
    import networkx  # here: see as_graph

    stream = BytesIO()
    networkx.write_graphml(as_graph(catalog), stream, named_key_ids=True)
    return stream.getvalue()
