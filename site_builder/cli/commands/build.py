"""`site-builder build`"""

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from ...counting import number
from ...unchanged import build_if_changed
from ..options import (
    as_of_option,
    audience_option,
    cache_option,
    config_option,
    output_option,
    release_option,
    settings_from,
    templates_option,
)
from ..progress import progress
from ..report import as_text, echo_aside, visible, wants_colour

# Nearly all that a build makes is freed without a search for cycles, which takes a tenth of its time at the usual rate.
_SELDOM = 50_000
_USUAL_PROCESSES, _MOST_PROCESSES = 4, 64  # each has some memory of its own


@click.command("build")
@config_option
@output_option
@as_of_option
@cache_option
@templates_option
@audience_option
@release_option
@click.option(
    "--graphviz", type=click.Choice(["required", "optional"]), default="required", show_default=True,
    help="What to do where Graphviz cannot be used: stop, or draw diagrams plainly and warn.",
)  # fmt: skip
@click.option(
    "--processes", type=click.IntRange(1, _MOST_PROCESSES), metavar="NUMBER",
    help="How many processes make pages at the same time; the site is the same. Default: one for each processor, at most four.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--warnings/--no-warnings", default=False, help="List the warnings, not only their number.")
def build_command(
    config: Path,
    output: Path,
    as_of: str | None,
    cache: Path,
    templates: Path | None,
    audience: str,
    releases: tuple[str, ...],
    graphviz: str,
    processes: int | None,
    strict: bool,
    warnings: bool,
) -> None:
    """Build the site and put it in the place of the old one, at once.

    \b
    Examples:
      site-builder build
      site-builder build --config my/config --output /srv/www/catalog
      site-builder build --as-of 2024-10-16T12:00:00Z
      site-builder build --release v2.0 --release v1.0
      site-builder build --audience public --output public-site
    """  # noqa: D301 click keeps the lines after this control character as they are
    settings = settings_from(
        config=config,
        output=output,
        as_of=as_of,
        cache=cache,
        templates=templates,
        requires_graphviz=graphviz == "required",
        audience=audience,
        releases=releases,
    )
    settings = replace(settings, processes=processes or _processors())
    gc.set_threshold(_SELDOM)
    with progress("Checking the configuration") as tell:
        built = build_if_changed(settings, strict=strict, tell=tell)
    if warnings and built.problems:
        echo_aside(as_text(built.problems, colour=wants_colour(sys.stderr)))
    published, count = built.published, len(built.problems)
    earlier = f"; with {number(built.releases, 'earlier release')}" if built.releases else ""
    findings = f"; {number(count, 'warning')}, see problems.html" if count else ""
    click.echo(
        f"{visible(str(published.output))}: {built.pages:,} pages, {published.files:,} files, {published.bytes / 1_000_000:.1f} MB{earlier}{findings}"
    )
    if built.missing:
        echo_aside(f"E707: the history on the pages is not whole: {visible(built.missing)}")
    if built.plain:
        echo_aside(as_text([built.plain], colour=wants_colour(sys.stderr)))
    if published.note:
        echo_aside(published.note)


def _processors() -> int:
    """How many of them may be used, as far as that helps."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, _USUAL_PROCESSES)
