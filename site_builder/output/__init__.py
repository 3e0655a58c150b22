"""The way out: pages through templates to artifacts, and artifacts to the published site.

What renders is loaded when it is first asked for, so that a program which only looks at a published site does not wait
for it.
"""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .artifact import Artifact
from .destination import published_around
from .kept import keep_in_cache, plain_text, refused_cache
from .ownership import Standing
from .publisher import FRONT_PAGE, Published, as_it_stands, check_output, publish, site_made_here

if TYPE_CHECKING:
    from .dot import graph_dot
    from .layout import Layouter
    from .renderer import render, render_alone

__all__ = [
    "FRONT_PAGE",
    "Artifact",
    "Layouter",
    "Published",
    "Standing",
    "as_it_stands",
    "check_output",
    "graph_dot",
    "keep_in_cache",
    "plain_text",
    "publish",
    "published_around",
    "refused_cache",
    "render",
    "render_alone",
    "site_made_here",
]

__getattr__ = on_demand(
    __name__, {"dot": ("graph_dot",), "layout": ("Layouter",), "renderer": ("render", "render_alone")}
)
