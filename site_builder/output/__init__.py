"""The way out: pages through templates to artifacts, and artifacts to the published site."""

from .artifact import Artifact
from .layout import Layouter
from .publisher import Published, check_output, publish
from .renderer import BrokenTemplate, render

__all__ = ["Artifact", "BrokenTemplate", "Layouter", "Published", "check_output", "publish", "render"]
