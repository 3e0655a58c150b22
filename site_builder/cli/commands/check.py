"""`site-builder check`"""

import sys
from pathlib import Path

import click

from ...build import check
from ...problems import InvalidConfig, Problem
from ..options import config_option, settings_from
from ..report import as_json, as_text, wants_colour


@click.command("check")
@config_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
def check_command(config: Path, form: str, strict: bool) -> None:
    """Tell all that is wrong with the configuration, in one run.

    \b
    Examples:
      site-builder check
      site-builder check --config my/config --strict
      site-builder check --format json | jq '.problems[].code'
    """  # noqa: D301 click keeps the lines after this control character as they are
    problems, failed = _problems(config)
    if form == "json":
        click.echo(as_json(problems).encode())  # UTF-8, whatever the terminal has
    else:
        click.echo(as_text(problems, colour=wants_colour(sys.stdout)))
    raise click.exceptions.Exit(1 if failed or (strict and problems) else 0)


def _problems(config: Path) -> tuple[tuple[Problem, ...], bool]:
    """What was found, and whether an error is among it."""
    try:
        return check(settings_from(config=config, output=Path("public"), as_of=None)).problems, False
    except InvalidConfig as error:
        return error.problems, True
