"""Diagram and rows in, drawing out: columns, boxes and curves, in px from the left and the top.

Columns are ours, rows are Graphviz' (see `layout`). A line that passes columns on its way runs through a row of its own
in each of them, so that it crosses no box.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ..site import Box, Diagram

HEIGHT = 26  # of a box
_GAP = 58  # between columns
_LONGEST = 44  # characters of a box's text that are drawn; its title holds the rest
_NAME_WIDTH, _WORDS_WIDTH, _PADDING = 7.9, 6.6, 24  # per character, and beside the text


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A box with its place; `text` is cut to what fits."""

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


@dataclass(frozen=True, slots=True)
class Shape:
    """A diagram without its texts: nodes by number, first the boxes, then the places where lines pass a column.

    `columns` holds the column of each node, `routes` the nodes of each line, from its source to its target.
    """

    columns: tuple[int, ...]
    routes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """How high a drawing is, and the middle of each node from the top."""

    height: int
    middles: tuple[int, ...]


def shape_of(diagram: Diagram) -> Shape:
    """What decides where things go: how many boxes, in which columns, joined by which lines."""
    numbers = {box.id: number for number, box in enumerate(diagram.boxes)}
    columns = [box.column for box in diagram.boxes]
    routes = []
    for line in diagram.lines:
        source, target = numbers[line.source], numbers[line.target]
        passed = range(columns[source] + 1, columns[target])
        routes.append((source, *range(len(columns), len(columns) + len(passed)), target))
        columns += passed
    return Shape(tuple(columns), tuple(routes))


def drawn(diagram: Diagram, shape: Shape, rows: Rows) -> Drawing:
    """Everything at its place."""
    widths = _column_widths(diagram)
    lefts, width = _lefts(widths)
    boxes = (
        DrawnBox(
            box=box,
            text=box.text if len(box.text) <= _LONGEST else f"{box.text[: _LONGEST - 1]}…",
            x=lefts[box.column],
            y=middle - HEIGHT // 2,
            width=widths[box.column],
            height=HEIGHT,
        )
        for box, middle in zip(diagram.boxes, rows.middles, strict=False)
    )
    sides = [(lefts[column], lefts[column] + widths.get(column, 0)) for column in shape.columns]
    paths = (_path(route, sides, rows.middles) for route in shape.routes)
    return Drawing(diagram=diagram, width=width, height=rows.height, boxes=tuple(boxes), paths=tuple(paths))


def _column_widths(diagram: Diagram) -> dict[int, int]:
    """The boxes of a column are as wide as the widest of them."""
    widths: dict[int, int] = {}
    for box in diagram.boxes:
        per_character = _WORDS_WIDTH if box.kind == "words" else _NAME_WIDTH
        wanted = ceil(min(len(box.text), _LONGEST) * per_character) + _PADDING
        widths[box.column] = max(widths.get(box.column, 0), wanted)
    return widths


def _lefts(widths: dict[int, int]) -> tuple[dict[int, int], int]:
    """The left side of each column, and the width of all."""
    lefts: dict[int, int] = {}
    x = 0
    for column in range(max(widths, default=-1) + 1):
        lefts[column] = x
        x += widths.get(column, 0) + _GAP
    return lefts, max(x - _GAP, 0)


def _path(route: tuple[int, ...], sides: Sequence[tuple[int, int]], middles: Sequence[int]) -> str:
    """A calm curve through each gap, and straight on through each column that is passed."""
    start, y = sides[route[0]][1], middles[route[0]]
    path = f"M{start} {y}"
    for node in route[1:]:
        left, right = sides[node]
        half, new_y = (start + left) // 2, middles[node]
        path += f"C{half} {y} {half} {new_y} {left} {new_y}"
        start, y = right, new_y
        if node != route[-1]:
            path += f"H{right}"
    return path
