"""Diagram in, drawing out: Graphviz decides where boxes and lines go, and nothing else.

Boxes reach Graphviz with a size and a number, without any text, so a layout depends neither on fonts nor on data, and
diagrams of one shape share a layout. Layouts can be kept between builds, keyed by what Graphviz was asked.
"""

import hashlib
import json
from dataclasses import dataclass
from math import ceil
from operator import index
from pathlib import Path

import graphviz

from ..problems import EnvironmentProblem, Problem
from ..site import Box, Diagram

_LONGEST = 44  # characters of a box's text that are drawn; its title holds the rest
_NAME_WIDTH, _WORDS_WIDTH, _PADDING = 7.9, 6.6, 24  # px; per character, and beside the text
_STEP = 24  # widths are multiples of this, so that more diagrams share a layout
_HEIGHT = 26
_POINTS = 72  # Graphviz sizes are in inches, ours in px, and one px is one point
_CACHE_VERSION = 1
_STYLE = f'node [shape=box,fixedsize=true,label="",height={_HEIGHT / _POINTS:.4f}];edge [arrowhead=none,tailport=e,headport=w];'


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A box with its place, in px from the left and the top; `text` is cut to what fits."""

    box: Box
    text: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A diagram with the place of everything: `paths` are those of its lines, as SVG writes them."""

    diagram: Diagram
    width: int
    height: int
    boxes: tuple[DrawnBox, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where Graphviz put things: the size of all, the middle of each box, the path of each line; px."""

    width: int
    height: int
    middles: tuple[tuple[int, int], ...]
    paths: tuple[str, ...]


class Layouter:
    """Lays out diagrams; each shape once, also across builds when it has a directory to remember them in."""

    def __init__(self, cache: Path | None = None) -> None:
        self._file = cache / f"layouts-{_CACHE_VERSION}.json" if cache else None
        self._kept = _read(self._file)
        self._used: dict[str, Layout] = {}
        self._latest: Drawing | None = None

    def draw(self, diagram: Diagram) -> Drawing:
        """The diagram with the place of everything. EnvironmentProblem (E701) when Graphviz cannot be used."""
        if self._latest and self._latest.diagram is diagram:
            return self._latest
        widths = _column_widths(diagram)
        request = _request(diagram, widths)
        key = hashlib.sha256(request.encode()).hexdigest()
        layout = self._used.get(key) or self._remembered(key, diagram) or _ask_graphviz(request, diagram)
        self._used[key] = layout
        self._latest = _drawing(diagram, widths, layout)
        return self._latest

    def remember(self) -> None:
        """Keeps the layouts that this build used, and forgets the others. Failing to is no problem."""
        if self._file is None or self._used == self._kept:
            return
        kept = {key: [it.width, it.height, it.middles, it.paths] for key, it in sorted(self._used.items())}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial = self._file.with_suffix(".partial")
            partial.write_text(json.dumps(kept, separators=(",", ":")), encoding="utf-8")
            partial.replace(self._file)
        except OSError:
            return

    def _remembered(self, key: str, diagram: Diagram) -> Layout | None:
        layout = self._kept.get(key)
        fits = layout and (len(layout.middles), len(layout.paths)) == (len(diagram.boxes), len(diagram.lines))
        return layout if fits else None


def dot(diagram: Diagram) -> bytes:
    """The diagram in the DOT language, with its texts, for other tools."""
    graph = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "box"}, edge_attr={"arrowhead": "none"})
    for box in diagram.boxes:
        graph.node(f"n_{box.id}".replace(":", "_"), label=graphviz.escape(box.text))
    for line in diagram.lines:
        graph.edge(f"n_{line.source}".replace(":", "_"), f"n_{line.target}".replace(":", "_"))
    source: str = graph.source
    return source.encode("utf-8")


def _column_widths(diagram: Diagram) -> dict[int, int]:
    widths: dict[int, int] = {}
    for box in diagram.boxes:
        per_character = _WORDS_WIDTH if box.kind == "words" else _NAME_WIDTH
        wanted = min(len(box.text), _LONGEST) * per_character + _PADDING
        widths[box.column] = max(widths.get(box.column, 0), ceil(wanted / _STEP) * _STEP)
    return widths


def _request(diagram: Diagram, widths: dict[int, int]) -> str:
    """What Graphviz is asked, in DOT: numbered boxes of given sizes in columns. Holds numbers only, so nothing to escape."""
    numbers = {box.id: number for number, box in enumerate(diagram.boxes)}
    targets = [line.target for line in diagram.lines]
    order = "ordering=out;" if len(targets) == len(set(targets)) else ""  # a tree keeps its leaves in order
    columns: dict[int, list[str]] = {}
    for box in diagram.boxes:
        columns.setdefault(box.column, []).append(f"{numbers[box.id]} [width={widths[box.column] / _POINTS:.4f}];")
    ranks = "".join(f"{{rank=same;{''.join(boxes)}}}" for _, boxes in sorted(columns.items()))
    lines = "".join(f"{numbers[line.source]}->{numbers[line.target]};" for line in diagram.lines)
    return f"digraph{{rankdir=LR;nodesep=0.09;ranksep=0.8;margin=0;pad=0;{order}{_STYLE}{ranks}{lines}}}"


def _ask_graphviz(request: str, diagram: Diagram) -> Layout:
    try:
        import pygraphviz  # here: a tenth of a second that a build with remembered layouts need not spend
    except ImportError as error:
        raise EnvironmentProblem(
            Problem(
                path="pygraphviz", code="E701", message=f"Graphviz cannot be used: {error}", help="install pygraphviz"
            )
        ) from error
    with pygraphviz.AGraph(string=request) as graph:
        plain: str = graph.draw(format="plain", prog="dot").decode("ascii")
    return _parse(plain, diagram)


def _parse(plain: str, diagram: Diagram) -> Layout:
    """Reads Graphviz' `plain` format: `node name x y ...` and `edge tail head n x1 y1 ...`, in inches, y upwards."""
    lines = [line.split(" ") for line in plain.replace("\\\n", "").splitlines()]
    width, height = (ceil(float(value) * _POINTS) for value in lines[0][2:4])

    def point(x: str, y: str) -> tuple[int, int]:
        return round(float(x) * _POINTS), round(height - float(y) * _POINTS)

    nodes = {line[1]: point(line[2], line[3]) for line in lines if line[0] == "node"}
    edges: dict[tuple[str, str], str] = {}
    for line in lines:
        if line[0] == "edge":
            points = [point(*line[at : at + 2]) for at in range(4, 4 + 2 * int(line[3]), 2)]
            start, *curve = [f"{x} {y}" for x, y in points]
            edges[line[1], line[2]] = f"M{start}C{' '.join(curve)}"
    numbers = {box.id: str(number) for number, box in enumerate(diagram.boxes)}
    return Layout(
        width=width,
        height=height,
        middles=tuple(nodes[str(number)] for number in range(len(diagram.boxes))),
        paths=tuple(edges[numbers[line.source], numbers[line.target]] for line in diagram.lines),
    )


def _drawing(diagram: Diagram, widths: dict[int, int], layout: Layout) -> Drawing:
    boxes = []
    for box, (x, y) in zip(diagram.boxes, layout.middles, strict=True):
        width = widths[box.column]
        text = box.text if len(box.text) <= _LONGEST else f"{box.text[: _LONGEST - 1]}…"
        boxes.append(DrawnBox(box=box, text=text, x=x - width // 2, y=y - _HEIGHT // 2, width=width, height=_HEIGHT))
    by_id = {drawn.box.id: drawn for drawn in boxes}
    paths = (
        _curve(by_id[line.source], by_id[line.target]) or path
        for line, path in zip(diagram.lines, layout.paths, strict=True)
    )
    return Drawing(diagram=diagram, width=layout.width, height=layout.height, boxes=tuple(boxes), paths=tuple(paths))


def _curve(source: DrawnBox, target: DrawnBox) -> str | None:
    """A calm curve between neighbouring columns, where nothing can be in the way; None for any others."""
    if target.box.column - source.box.column != 1:
        return None
    start, end = source.x + source.width, target.x
    middle = (start + end) // 2
    from_y, to_y = source.y + source.height // 2, target.y + target.height // 2
    return f"M{start} {from_y}C{middle} {from_y} {middle} {to_y} {end} {to_y}"


def _read(file: Path | None) -> dict[str, Layout]:
    """The layouts of an earlier build; none when the file is missing or not what this program wrote."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file and file.is_file() else {}
        return {key: _layout(*values) for key, values in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _layout(width: int, height: int, middles: list[list[int]], paths: list[str]) -> Layout:
    """A layout as JSON holds it. TypeError or ValueError for anything else."""
    return Layout(
        width=index(width),
        height=index(height),
        middles=tuple((index(x), index(y)) for x, y in middles),
        paths=tuple("".join(path) for path in paths),
    )
