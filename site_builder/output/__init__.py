"""The way out: pages through templates to artifacts, and artifacts to the published site."""

from .artifact import Artifact
from .dot import graph_dot
from .kept import keep, plain_text
from .layout import Layouter
from .ownership import Standing
from .publisher import Published, as_it_stands, check_output, publish
from .renderer import render, render_alone

__all__ = [
    "Artifact",
    "Layouter",
    "Published",
    "Standing",
    "as_it_stands",
    "check_output",
    "graph_dot",
    "keep",
    "plain_text",
    "publish",
    "render",
    "render_alone",
]
