"""The catalog as a graph: what stands next to what, what hangs together, and the graph as GraphML."""

from typing import TYPE_CHECKING

from .catalog import Catalog
from .entities import Ref
from .graph_parts import graph_part
from .relations import RELATIONS, Relation, related_names

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
    """The graph in the GraphML format, which yEd, Gephi and other tools read.

    Written here line by line: networkx makes a tree of XML of it first, which takes ten times as long.
    """
    edges: dict[Ref, dict[Ref, list[Relation]]] = {entity.ref: {} for entity in catalog}
    for edge in graph_part(catalog).edges:
        edges[edge.source].setdefault(edge.target, []).append(edge.relation)
    nodes = "".join(
        _NODE.format(ref=_marked(f"{ref}"), kind=_marked(ref.kind), name=_marked(ref.name)) for ref in edges
    )
    lines = "".join(
        _EDGE.format(source=_marked(f"{source}"), target=_marked(f"{target}"), key=relation.key, label=relation.label)
        for source, targets in edges.items()
        for target, relations in targets.items()
        for relation in relations
    )
    return f"{_GRAPHML}{nodes}{lines}  </graph>\n</graphml>\n".encode()


_GRAPHML = """\
<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="label" for="edge" attr.name="label" attr.type="string" />
  <key id="name" for="node" attr.name="name" attr.type="string" />
  <key id="kind" for="node" attr.name="kind" attr.type="string" />
  <graph edgedefault="directed">
"""
_NODE = """\
    <node id="{ref}">
      <data key="kind">{kind}</data>
      <data key="name">{name}</data>
    </node>
"""
_EDGE = """\
    <edge source="{source}" target="{target}" id="{key}">
      <data key="label">{label}</data>
    </edge>
"""


def _marked(text: str) -> str:
    """The text as XML holds it, also between quotes."""
    from xml.sax.saxutils import escape  # here: it brings along an HTTP client, which is slow to load

    return escape(text, {'"': "&quot;"})
