"""`site-builder check`"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ...problems import Problem
from ...source import file_paths
from ..ci_reports import as_code_quality, as_junit
from ..configs import problems_of
from ..options import audience_option, config_option, release_option
from ..report import as_json, as_text, echo_document, even_if_unread, explaining, wants_colour


@click.command("check")
@config_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "codequality", "junit"]), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@audience_option
@release_option
def check_command(config: Path, form: str, strict: bool, audience: str, releases: tuple[str, ...]) -> None:
    """Tell all that is wrong with the configuration, in one run.

    With --release, also what would stop a build for this audience that keeps that earlier release.

    \b
    Examples:
      site-builder check
      site-builder check --config my/config --strict
      site-builder check --audience public
      site-builder check --audience public --release v2.0 --release v1.0
      site-builder check --format json | jq '.problems[].code'
      site-builder check --format codequality > codequality.json
    """  # noqa: D301 click keeps the lines after this control character as they are
    problems, failed = problems_of(config, audience, releases)
    with even_if_unread():
        _echo(problems, form, config)
    raise click.exceptions.Exit(1 if failed or (strict and problems) else 0)


def _echo(problems: Sequence[Problem], form: str, config: Path) -> None:
    match form:
        case "json":
            echo_document(as_json(problems))
        case "codequality":
            echo_document(as_code_quality(problems))
        case "junit":
            echo_document(as_junit(problems, file_paths(config, config.as_posix())))
        case _:
            click.echo(as_text(problems, colour=wants_colour(sys.stdout)))
            _echo_repairs(problems)
            _echo_explanation(problems)


def _echo_repairs(problems: Sequence[Problem]) -> None:
    """That some have one right answer."""
    if count := sum(bool(problem.replacement) for problem in problems):
        click.echo(
            f"{count:,} of these {'has' if count == 1 else 'have'} one right answer: site-builder fix writes it."
        )


def _echo_explanation(problems: Sequence[Problem]) -> None:
    """Where more is told of a code, by the example of the first error, or warning."""
    if problems:
        code = min((problem.code for problem in problems), key=lambda code: code[0])
        click.echo(f"More about a code: {explaining(code)}")
