"""The way out: pages through templates to artifacts, and artifacts to the published site."""

from .artifact import Artifact
from .dot import graph_dot
from .layout import Layouter
from .publisher import Published, check_output, publish
from .renderer import render, render_alone

__all__ = ["Artifact", "Layouter", "Published", "check_output", "graph_dot", "publish", "render", "render_alone"]
