"""`site-builder serve`"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

import click

from ...built import Built
from ...counting import number
from ...installed import own_files
from ...problems import BrokenTemplate, EnvironmentProblem, InvalidConfig
from ...settings import Settings
from ...source import Sources
from ...unchanged import build_if_changed
from ...undisturbed import undisturbed
from ..options import as_of_option, audience_option, cache_option, config_option, settings_from, templates_option
from ..progress import progress
from ..report import as_text, echo_aside, visible, wants_colour

if TYPE_CHECKING:
    from ...serving import Attempt


@click.command("serve")
@config_option
@click.option(
    "--output", type=click.Path(path_type=Path), default=None,
    help="Directory to build into. Default: a temporary one, removed at the end.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="Port on 127.0.0.1; 0 takes any that is free.",
)  # fmt: skip
@as_of_option
@cache_option
@templates_option
@audience_option
def serve_command(
    config: Path,
    output: Path | None,
    port: int,
    as_of: str | None,
    cache: Path,
    templates: Path | None,
    audience: str,
) -> None:
    """Show the site on this machine, built anew on every change.

    Browsers load the page again by themselves. While something is wrong, they show it on the last good site.

    \b
    Examples:
      site-builder serve
      site-builder serve --config my/config --port 8080
      site-builder serve --as-of 2024-10-16T12:00:00Z
    """  # noqa: D301 click keeps the lines after this control character as they are
    from ...serving import serve  # here: the other commands need no server, which takes long to import

    with _directory(output) as site:

        def settings() -> Settings:
            return settings_from(
                config=config,
                output=site,
                as_of=as_of,
                cache=cache,
                templates=templates,
                requires_graphviz=False,
                audience=audience,
                is_served=True,
            )

        serve(
            _Builder(settings),
            site=site,
            watched=Sources(
                configs=(config,),
                trees=(templates or own_files("templates"), own_files("schemas")),
                written=(site, cache),
            ),
            port=port,
            announce=lambda address: click.echo(f"Serving {address} until Ctrl-C"),
            stop=Event(),
        )


@contextmanager
def _directory(output: Path | None) -> Iterator[Path]:
    if output:
        yield output
    else:
        directory = tempfile.TemporaryDirectory(prefix="site-builder-")
        try:
            yield Path(directory.name, "site")
        finally:
            with undisturbed():  # a terminal that is closed says so twice
                directory.cleanup()


class _Builder:
    """Builds each time it is called, and tells the terminal what came of it.

    Once it has run, nothing that can be mended while it runs ends it. The first time only a configuration or a template
    can be: a wrong command line or machine is told at once. What may pass is tried again, and told once.
    """

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings, self._is_first = settings, True
        self._told = ""

    def __call__(self) -> "Attempt":
        """What is wrong, as plain text; nothing after a good build."""
        from ...serving import Attempt

        started = perf_counter()
        try:
            with progress("Checking the configuration") as tell:
                built = build_if_changed(self._settings(), tell=tell)
        except Exception as error:
            if self._is_first and not isinstance(error, InvalidConfig | BrokenTemplate):
                raise
            return Attempt(report=self._tell(error), may_pass=_may_pass(error))
        finally:
            self._is_first = False
        click.echo(_success(built, perf_counter() - started))
        self._told = ""
        return Attempt()

    def _tell(self, error: Exception) -> str:
        report = _report(error, colour=False)
        if not _may_pass(error) or report != self._told:
            echo_aside(_report(error, colour=wants_colour(sys.stderr)))
        self._told = report
        return report


def _may_pass(error: Exception) -> bool:
    """Whether what is in the way is the machine's: another build, a full disk, files of others."""
    return isinstance(error, EnvironmentProblem | OSError | MemoryError)


def _success(built: Built, seconds: float) -> str:
    warnings = len(built.problems)
    findings = f"; {number(warnings, 'warning')}, see problems.html" if warnings else ""
    return f"Built {built.pages:,} pages in {seconds:.1f} s{findings}"


def _report(error: Exception, *, colour: bool) -> str:
    match error:
        case InvalidConfig():
            return as_text(error.problems, colour=colour)
        case EnvironmentProblem() | BrokenTemplate():
            return as_text([error.problem], colour=colour)
        case OSError():
            return f"error: {visible(str(error))}"
        case MemoryError():
            return "error: out of memory"
        case _:
            return f"internal error, please report: {type(error).__name__}: {visible(str(error))}"
