"""The command `site-builder`: picks the subcommand, and turns every ending into a message and an exit status.

0 fine, 1 the input is wrong, 2 the command line is wrong, 3 the machine stands in the way, 4 our bug,
130 and 143 interrupted.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any, Literal, NoReturn, TextIO

import click
from click.shell_completion import shell_complete

from ..disk import refusal
from ..obeying import Terminated
from ..problems import BrokenTemplate, EnvironmentProblem, InvalidConfig, Problem
from ..version import __version__
from .commands.completion import VARIABLE
from .lazy import LazyGroup
from .report import as_text, echo_aside, visible, wants_colour, whoever_reads
from .streams import whole

FINE, WRONG_INPUT, WRONG_COMMAND_LINE, MACHINE, BUG, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 4, 130, 143

_STOPPED = (KeyboardInterrupt, Terminated)  # from outside
_ABOUT_THE_COMMAND_LINE = frozenset({"E706"})


COMMANDS = {
    "Build": ("check", "build", "serve"),
    "Ask": ("available", "show", "list", "compare", "explain"),
    "Review": ("diff", "review"),
    "Edit": ("add", "update", "deprecate", "rename", "remove", "fix"),
    "Exchange": ("export", "import"),
    "Shell": ("completion",),
}


@click.group(cls=LazyGroup, sections=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="site_builder", prog_name="site-builder")
def cli() -> None:
    """Builds a catalog site from GitLab's Cloud Connector configuration, answers questions about it, and edits it.

    \b
    Examples:
      site-builder check
      site-builder serve
      site-builder available --license premium --add-on duo_pro --realm saas
      site-builder list unit_primitives --where add_ons=duo_pro
      site-builder update unit_primitive duo_chat --add add_ons=duo_core --dry-run
      site-builder export mermaid --entity duo_pro

    Every command has examples of its own: site-builder COMMAND --help

    \b
    Exit status:
      0    fine
      1    the configuration is wrong, or warns with --strict
      2    the command line is wrong
      3    the machine: cannot read or write, disk full, another build or edit
      4    a bug of this program: please report it
      130  interrupted (Ctrl-C); 143 terminated

    \b
    Environment:
      SOURCE_DATE_EPOCH  seconds since 1970: the moment of a build
      NO_COLOR           no colours, even at a terminal
      CI_PAGES_URL, CI_PROJECT_URL, CI_COMMIT_SHA
                         what a site says of itself in a GitLab CI job

    \b
    Files:
      config/            a directory for each kind, a YAML file for each entity
      config/site.yml    title, notice, titles and addresses of the site
      public/            the built site
    """  # noqa: D301 click keeps the lines after this control character as they are


def main() -> NoReturn:
    """Runs the command line and exits."""
    # Whoever started us may ignore its children: then git would never be heard to have failed.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.umask(os.umask(0) & 0o077)  # what is made here its owner may read, write and remove, whatever is asked for
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout, sys.stderr = (whole(stream) if stream else _nowhere("w") for stream in (sys.stdout, sys.stderr))
    status = FINE
    try:
        if instruction := os.environ.get(VARIABLE):
            sys.exit(_completed(instruction))
        # Not `cli.main`: that makes an exit status of its own of a reader who has gone.
        with cli.make_context("site-builder", sys.argv[1:]) as context:
            cli.invoke(context)
    except (Exception, *_STOPPED) as error:  # nothing gets past: an author never sees a traceback
        status = _ending(error)
    sys.exit(status)


def _completed(instruction: str) -> int:
    """What a shell is offered; where that cannot be found out nothing, and never a complaint on its command line."""
    with suppress(Exception):
        return shell_complete(cli, {}, "site-builder", VARIABLE, instruction)
    return FINE


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8")


def _ending(error: BaseException) -> int:
    """Of some errors Python makes others: of one that comes while a class is made, that the class cannot be made."""
    told = error.__cause__ if isinstance(error.__cause__, _STOPPED) else error
    return next(ending(told) for kind, ending in _ENDINGS if isinstance(told, kind))


def _wrong_input(error: InvalidConfig) -> int:
    _report(error.problems)
    return WRONG_INPUT


def _machine_in_the_way(error: EnvironmentProblem) -> int:
    _report([error.problem, *_removed_directory()])
    return WRONG_COMMAND_LINE if error.problem.code in _ABOUT_THE_COMMAND_LINE else MACHINE


def _removed_directory() -> Iterator[Problem]:
    """Why nothing is where a path leads that begins in the working directory, if that was removed."""
    try:
        Path.cwd()
    except FileNotFoundError:
        message, help = "this directory was removed", "change into one that is there"
        yield Problem(path="working directory", code="E703", message=message, help=help)


def _broken_template(error: BrokenTemplate) -> int:
    _report([error.problem])
    echo_aside("internal error, please report")
    return BUG


def _wrong_command_line(error: click.ClickException) -> int:
    with whoever_reads():
        error.show()
    return WRONG_COMMAND_LINE


def _interrupted(error: KeyboardInterrupt | click.Abort) -> int:
    echo_aside("interrupted")
    return INTERRUPTED


def _terminated(error: Terminated) -> int:
    echo_aside("terminated")
    return TERMINATED


def _reader_gone(error: BrokenPipeError) -> int:
    """Whoever read our output has stopped, which is no error."""
    return FINE


def _system_error(error: OSError) -> int:
    found = refusal(error, "standard output", what="what is printed", make_room="make room, or send it elsewhere")
    if error.filename is None and found.problem.code == "E604":
        return _machine_in_the_way(found)
    echo_aside(f"error: {visible(str(error))}")
    return MACHINE


def _no_memory(error: MemoryError) -> int:
    echo_aside("error: out of memory")
    return MACHINE


def _not_loaded(error: ImportError) -> int:
    """A library that is there and that the system does not load; any other module that is missing is our bug."""
    if not (error.path or "").endswith(tuple(EXTENSION_SUFFIXES)):
        return _bug(error)
    echo_aside(f"error: a library cannot be loaded, perhaps for want of memory: {visible(str(error))}")
    return MACHINE


def _bug(error: Exception) -> int:
    echo_aside(f"internal error, please report: {type(error).__name__}: {visible(str(error))}")
    return BUG


def _report(problems: Iterable[Problem]) -> None:
    echo_aside(as_text(tuple(problems), colour=wants_colour(sys.stderr)))


# The first that fits decides.
_ENDINGS: tuple[tuple[type[BaseException], Callable[[Any], int]], ...] = (
    (InvalidConfig, _wrong_input),
    (EnvironmentProblem, _machine_in_the_way),
    (BrokenTemplate, _broken_template),
    (click.exceptions.Exit, lambda error: int(error.exit_code)),
    (click.ClickException, _wrong_command_line),
    (click.Abort, _interrupted),
    (KeyboardInterrupt, _interrupted),
    (Terminated, _terminated),
    (BrokenPipeError, _reader_gone),
    (OSError, _system_error),
    (MemoryError, _no_memory),
    (ImportError, _not_loaded),
    (Exception, _bug),
)
