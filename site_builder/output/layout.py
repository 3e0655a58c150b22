"""Diagram in, drawing out: Graphviz decides what stands above what, so that few lines cross.

Boxes reach Graphviz as numbers of one size, without any text, so a layout depends neither on fonts nor on data, and
diagrams of one shape share a layout. Layouts can be kept between builds, keyed by what Graphviz was asked.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from operator import index
from pathlib import Path

from ..problems import EnvironmentProblem, Problem
from ..site import Diagram
from .drawing import HEIGHT, Drawing, Rows, Shape, drawn, shape_of
from .kept import keep_in_cache, plain_text

_SPACE = 6  # px between boxes that Graphviz has not placed
_POINTS = 72  # Graphviz sizes are in inches, ours in px, and one px is one point
_CACHE_VERSION = 2
_LARGEST = 2 * 1024 * 1024  # bytes that are read: fifty times what a site of ten thousand unit primitives keeps

_HIGHEST = 1_000_000  # px of a drawing that is believed
_STYLE = f'node [shape=box,fixedsize=true,label="",width=1,height={HEIGHT / _POINTS:.4f}];edge [arrowhead=none];'


@dataclass(frozen=True, slots=True)
class Layouts:
    """What a layouter has come to know: layouts by their keys, and the warning if there is one."""

    rows: Mapping[str, Rows]
    warning: Problem | None


class Layouter:
    """Lays out diagrams; each shape once, also across builds when it has a directory to remember them in.

    Where Graphviz cannot be used and is not required, boxes stand in the order of their names, and `warning` says so.
    """

    def __init__(self, cache: Path | None = None, *, required: bool = True) -> None:
        self.warning: Problem | None = None
        self._required = required
        self._file = cache / f"layouts-{_CACHE_VERSION}.json" if cache else None
        self._kept = _read(self._file)
        self._used: dict[str, Rows] = {}
        self._news: dict[str, Rows] = {}
        self._latest: Drawing | None = None

    def draw(self, diagram: Diagram) -> Drawing:
        """The diagram with every place. EnvironmentProblem (E701) when Graphviz is required and cannot be used."""
        if self._latest is None or self._latest.diagram is not diagram:
            shape = shape_of(diagram)
            self._latest = drawn(diagram, shape, self._rows(shape))
        return self._latest

    def news(self) -> Layouts:
        """What has been used since this was last asked, for the same layouter in another process."""
        news, self._news = self._news, {}
        return Layouts(news, self.warning)

    def learn(self, layouts: Layouts) -> None:
        """As if they had been used here."""
        self._used.update(layouts.rows)
        self.warning = self.warning or layouts.warning

    def remember(self) -> None:
        """Keeps the layouts that this build used, and forgets the others. Failing to is no problem."""
        if self._file is None or self._used == self._kept or self.warning:
            return
        kept = {key: [rows.height, rows.middles] for key, rows in sorted(self._used.items())}
        keep_in_cache(self._file, json.dumps(kept, separators=(",", ":")).encode())

    def _rows(self, shape: Shape) -> Rows:
        request = _request(shape)
        key = hashlib.sha256(request.encode()).hexdigest()
        if key not in self._used:
            kept = self._kept.get(key)
            is_sound = kept and _is_sound(kept, shape)
            self._used[key] = self._news[key] = kept if kept and is_sound else self._laid_out(request, shape)
        return self._used[key]

    def _laid_out(self, request: str, shape: Shape) -> Rows:
        if self.warning:
            return plain_rows(shape.columns)
        try:
            return _ask_graphviz(request, len(shape.columns))
        except EnvironmentProblem as error:
            if self._required:
                raise
            self.warning = replace(
                error.problem, code="W701", message=f"{error.problem.message}; diagrams are drawn plainly"
            )
            return plain_rows(shape.columns)


def plain_rows(columns: Sequence[int]) -> Rows:
    """Every column from its first node to its last, each in the middle of the height: lines may cross."""
    sizes = Counter(columns)
    height = max(sizes.values(), default=0) * (HEIGHT + _SPACE) - _SPACE
    free = {column: (height + _SPACE - size * (HEIGHT + _SPACE)) // 2 for column, size in sizes.items()}
    placed: Counter[int] = Counter()
    middles = []
    for column in columns:
        middles.append(free[column] + placed[column] * (HEIGHT + _SPACE) + HEIGHT // 2)
        placed[column] += 1
    return Rows(max(height, 0), tuple(middles))


def _request(shape: Shape) -> str:
    """What Graphviz is asked, in DOT: numbered boxes in columns. It holds numbers only: there is nothing to escape."""
    columns: dict[int, list[str]] = {}
    for node, column in enumerate(shape.columns):
        columns.setdefault(column, []).append(f"{node};")
    ranks = "".join(f"{{rank=same;{''.join(nodes)}}}" for _, nodes in sorted(columns.items()))
    edges = [edge for route in shape.routes for edge in pairwise(route)]
    targets = {target for _, target in edges}
    order = "ordering=out;" if len(targets) == len(edges) else ""  # a tree keeps its leaves in order
    lines = "".join(f"{source}->{target};" for source, target in edges)
    return f"digraph{{rankdir=LR;nodesep=0.09;ranksep=1;margin=0;pad=0;splines=none;{order}{_STYLE}{ranks}{lines}}}"


def _ask_graphviz(request: str, nodes: int) -> Rows:
    try:
        import pygraphviz  # here: a tenth of a second that a build with remembered layouts need not spend
    except ImportError as error:
        raise EnvironmentProblem(
            Problem(
                path="pygraphviz",
                code="E701",
                message=f"Graphviz cannot be used: {error}",
                help=_what_is_missing(error),
            )
        ) from error
    with pygraphviz.AGraph(string=request) as graph:
        plain: str = graph.draw(format="plain", prog="dot").decode("ascii")
    return _parse(plain, nodes)


def _what_is_missing(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError):
        return "install the package pygraphviz, which brings Graphviz along"
    return "install the system libraries it needs; on Debian and Ubuntu: apt-get install libpangocairo-1.0-0"


def _parse(plain: str, nodes: int) -> Rows:
    """Reads Graphviz' `plain` format: `graph scale width height`, and `node name x y ...` in inches, y upwards."""
    lines = [line.split(" ") for line in plain.splitlines()]
    height = ceil(float(lines[0][3]) * _POINTS)
    middles = {line[1]: round(height - float(line[3]) * _POINTS) for line in lines if line[0] == "node"}
    return Rows(height, tuple(middles[str(node)] for node in range(nodes)))


def _read(file: Path | None) -> dict[str, Rows]:
    """The layouts of an earlier build; none when the file is missing or not what this program wrote."""
    try:
        kept = json.loads(plain_text(file, _LARGEST)) if file else {}
        found = {key: Rows(index(height), tuple(map(index, middles))) for key, (height, middles) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {key: rows for key, rows in found.items() if 0 <= rows.height <= _HIGHEST}


def _is_sound(rows: Rows, shape: Shape) -> bool:
    """Whether every box stands within the drawing, and none upon another."""
    if len(rows.middles) != len(shape.columns):
        return False
    columns: dict[int, list[int]] = {}
    for column, middle in zip(shape.columns, rows.middles, strict=True):
        columns.setdefault(column, []).append(middle)
    places = ([-HEIGHT // 2, *sorted(column), rows.height + HEIGHT // 2] for column in columns.values())
    return all(below - above >= HEIGHT for column in places for above, below in pairwise(column))
