"""A planned site in, its files out, made in this process alone."""

from collections.abc import Iterator
from pathlib import Path

from site_builder.installed import own_files
from site_builder.output import Artifact, Layouter, render
from site_builder.site import Site

TEMPLATES = own_files("templates")


def artifacts_of(site: Site, templates: Path = TEMPLATES, layouter: Layouter | None = None) -> Iterator[Artifact]:
    """Every file of the site. `layouter`: one that knows layouts already, where many sites are made."""
    with render(site, templates, layouter or Layouter()) as artifacts:
        yield from artifacts
