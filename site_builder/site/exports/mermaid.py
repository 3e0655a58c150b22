"""A part of the graph as a Mermaid flowchart, which GitLab draws where Markdown holds it."""

from collections.abc import Iterator

from ...catalog import GraphPart, Ref

# What Mermaid draws unless it is told otherwise: more lines, or a longer text, are an error there.
MOST_EDGES = 500
MOST_CHARACTERS = 50_000

_AS_THEY_ARE = frozenset(" _-.,/")  # beside letters and digits


def mermaid(part: GraphPart) -> str:
    """The flowchart. Boxes are numbered and texts are quoted, so that no text is taken for anything but a label."""
    ids = {ref: f"n{number}" for number, ref in enumerate(part.nodes)}
    return "\n".join(("flowchart LR", *_boxes(part, ids), *_lines(part, ids))) + "\n"


def _boxes(part: GraphPart, ids: dict[Ref, str]) -> Iterator[str]:
    for kind, refs in part.by_kind:
        yield f'  subgraph {kind.plural}["{escaped(kind.title_plural)}"]'
        yield from (f'    {ids[ref]}["{escaped(ref.name)}"]' for ref in refs)
        yield "  end"


def _lines(part: GraphPart, ids: dict[Ref, str]) -> Iterator[str]:
    """One statement for all edges of a relation that begin at one entity."""
    for source, relation, targets in part.fans:
        yield f'  {ids[source]} -->|"{escaped(relation.label)}"| {" & ".join(ids[target] for target in targets)}'


def escaped(text: str) -> str:
    """The text of a label: what could mean something to Mermaid, Markdown or HTML stands there by its number."""
    return "".join(c if c.isalnum() or c in _AS_THEY_ARE else f"#{ord(c)};" for c in text)
