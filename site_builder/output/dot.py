"""Diagram or graph in, text in the DOT language out, for other tools."""

from collections.abc import Iterable

import graphviz
from graphviz.quoting import quote

from ..catalog import GraphPart
from ..site import Diagram


def dot(diagram: Diagram) -> bytes:
    """The diagram with its texts; boxes are numbered, so that no text is taken for anything but a label."""
    names = {box.id: f"n{number}" for number, box in enumerate(diagram.boxes)}
    boxes = (f"\t{names[box.id]} {_label(box.text)}\n" for box in diagram.boxes)
    lines = (f"\t{names[line.source]} -> {names[line.target]}\n" for line in diagram.lines)
    return _digraph([*boxes, *lines], arrowhead="none")


def graph_dot(part: GraphPart) -> bytes:
    """A graph in the same way, with a frame around the entities of each kind and words at every edge."""
    names = {ref: f"n{number}" for number, ref in enumerate(part.nodes)}
    body = []
    for kind, refs in part.by_kind:
        body += [f"\tsubgraph cluster_{kind.plural} {{\n", f"\t\tlabel={quote(kind.title_plural)}\n"]
        body += [f"\t\t{names[ref]} {_label(ref.name)}\n" for ref in refs]
        body += ["\t}\n"]
    edges = (f"\t{names[it.source]} -> {names[it.target]} {_label(it.relation.label)}\n" for it in part.edges)
    return _digraph([*body, *edges], arrowhead="normal")


def _label(text: str) -> str:
    return f"[label={quote(graphviz.escape(text))}]"


def _digraph(body: Iterable[str], *, arrowhead: str) -> bytes:
    graph = graphviz.Digraph(
        graph_attr={"rankdir": "LR"},
        node_attr={"shape": "box"},
        edge_attr={"arrowhead": arrowhead},
        body=body,  # as its own methods write it, at a tenth of their cost
    )
    source: str = graph.source
    return source.encode("utf-8")
