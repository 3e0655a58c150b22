"""`python -m tests.fuzzing`: looks for inputs that break a promise, as many as it is told to."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import hypothesis
from playwright.sync_api import Page

from tests.fuzzing import hunting

_executions = click.option(
    "--executions", type=click.IntRange(min=1), default=1_000_000, help="How many inputs to try."
)
_examples = click.option("--examples", type=click.IntRange(min=1), default=1_000, help="How many to try.")
_seed = click.option("--seed", type=click.IntRange(min=1), default=1, help="The same seed tries the same ones.")


@click.group(context_settings={"show_default": True})
def main() -> None:
    """Look for the input that nobody thought of."""


@main.command()
@_executions
@_seed
def reader(executions: int, seed: int) -> None:
    """Any bytes: a document or problems, never an exception, never long. Led by the code that inputs reach."""
    sys.exit(hunting.hunt(executions, seed))


@main.command()
@_examples
@_seed
def configs(examples: int, seed: int) -> None:
    """Sound and damaged configurations: problems, or a site that can be planned; what goes out comes back."""
    from tests.source.layouts.generating import catalogs

    from .config_trees import damaged_promised, damages, sound_promised

    _try(hypothesis.given(catalogs())(sound_promised), examples, seed)
    _try(hypothesis.given(catalogs(), damages())(damaged_promised), examples, seed)


@main.command()
@_examples
@_seed
def commands(examples: int, seed: int) -> None:
    """Arguments of every command: an exit status that is promised, and a configuration that stays sound."""
    from .command_lines import command_lines, command_promised
    from .project import write_project

    with tempfile.TemporaryDirectory() as directory:
        project = write_project(Path(directory, "project"))
        endings: dict[int, int] = {}

        @hypothesis.given(command_lines())
        def promised(words: list[str]) -> None:
            status = command_promised(words, project).status
            endings[status] = endings.get(status, 0) + 1

        _try(promised, examples, seed)
    click.echo(", ".join(f"{count:,} ended with {status}" for status, count in sorted(endings.items())))


@main.command("histories")
@_examples
@_seed
def any_histories(examples: int, seed: int) -> None:
    """What was committed, marked, renamed, moved and merged: the public is told of no text that it must not read."""
    from .histories import histories, public_promised

    _try(hypothesis.given(histories())(public_promised), examples, seed)


@main.command()
@_examples
@_seed
def queries(examples: int, seed: int) -> None:
    """Query strings for every page with scripts, so many for each: no error, no markup from them, all rows there."""
    from site_builder.build import build
    from tests import tooling
    from tests.browser.history import with_history
    from tests.browser.visiting import CONFIG, settings
    from tests.browser.windows import window

    from .queries import PAGES, pages_promised

    with tempfile.TemporaryDirectory() as directory, tooling.browser() as browser, window(browser) as page:
        site = Path(directory, "site")
        build(settings(site, with_history(CONFIG, Path(directory, "project"))))

        def visit(address: str) -> Page:
            page.goto(f"{site.as_uri()}/{address}")
            return page

        pages_promised(visit, PAGES, seed, examples)
    click.echo(f"{len(PAGES) * examples:,} queries, and every page was as without")


def _try(promised: Callable[[], None], examples: int, seed: int) -> None:
    """So many examples; the first that breaks the promise is made as small as possible and raised."""
    settings = hypothesis.settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    hypothesis.seed(seed)(settings(promised))()
    click.echo(f"{examples:,} examples, and every promise was kept")


if __name__ == "__main__":
    main()
