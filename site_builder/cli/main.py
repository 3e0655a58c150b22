"""The command `site-builder`: picks the subcommand, and turns every ending into a message and an exit status.

0 fine, 1 the input is wrong, 2 the command line is wrong, 3 the machine stands in the way, 4 our bug,
130 and 143 interrupted.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from .. import __version__
from ..output import BrokenTemplate
from ..problems import EnvironmentProblem, InvalidConfig
from .commands.build import build_command
from .commands.check import check_command
from .commands.serve import serve_command
from .report import as_text, visible, wants_colour


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="site_builder", prog_name="site-builder")
def cli() -> None:
    """Builds a catalog site from GitLab's Cloud Connector configuration.

    \b
    site-builder check                    what is wrong with config/
    site-builder build                    config/ to a site in public/
    site-builder serve                    the same in a browser, rebuilt on every change
    """


cli.add_command(build_command)
cli.add_command(check_command)
cli.add_command(serve_command)


def main() -> NoReturn:
    """Runs the command line and exits."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        sys.exit(cli.main(standalone_mode=False, prog_name="site-builder") or 0)
    except InvalidConfig as error:
        _say(as_text(error.problems, colour=wants_colour(sys.stderr)))
        sys.exit(1)
    except EnvironmentProblem as error:
        _say(as_text([error.problem], colour=wants_colour(sys.stderr)))
        sys.exit(2 if error.problem.code == "E706" else 3)
    except BrokenTemplate as error:
        _say(as_text([error.problem], colour=wants_colour(sys.stderr)))
        _say("internal error, please report")
        sys.exit(4)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        _forget_output()
        sys.exit(0)
    except OSError as error:
        _say(f"error: {visible(str(error))}")
        sys.exit(3)
    except Exception as error:
        _say(f"internal error, please report: {type(error).__name__}: {visible(str(error))}")
        sys.exit(4)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _forget_output() -> None:
    """Whoever read our output has stopped, which is no error; Python must not complain of it at exit either."""
    sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    _say("terminated")
    sys.exit(143)
