"""Options that several commands share, and how they become settings."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from ..disk import holds
from ..installed import own_files
from ..moments import parse_moment
from ..problems import EnvironmentProblem, Problem
from ..settings import Audience, Settings, SiteSettings

F = TypeVar("F", bound=Callable[..., Any])

config_option = click.option(
    "--config", type=click.Path(path_type=Path), default=Path("config"), show_default=True,
    help="Directory of the YAML configuration.",
)  # fmt: skip
output_option = click.option(
    "--output", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    help="Directory to publish to. It is replaced as a whole.",
)  # fmt: skip
no_input_option = click.option("--no-input", is_flag=True, help="Never ask, even at a terminal.")
as_of_option = click.option(
    "--as-of", metavar="MOMENT",
    help="The moment of which the answers speak: 2024-10-17T00:00:00Z. Default: SOURCE_DATE_EPOCH, else now.",
)  # fmt: skip
audience_option = click.option(
    "--audience", type=click.Choice([str(audience) for audience in Audience]), default=str(Audience.INTERNAL), show_default=True,
    help="For whom: internal has everything, public nothing that is marked as internal.",
)  # fmt: skip
release_option = click.option(
    "--release", "releases", metavar="TAG", multiple=True, callback=lambda _context, _option, given: _tags(given),
    help="An earlier release that the site keeps below releases/, as of its tag. Can be given again; several stand in one with spaces.",
)  # fmt: skip
cache_option = click.option(
    "--cache", type=click.Path(path_type=Path), default=Path(".cache/site_builder"), show_default=True,
    help="Where layouts of diagrams are kept between builds.",
)  # fmt: skip
templates_option = click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), default=None,
    help="Directory of templates, in the place of the built-in ones.",
)  # fmt: skip


def _tags(given: Iterable[str]) -> tuple[str, ...]:
    """What stands between spaces, tabs and line breaks; git has tags with other blanks in them."""
    return tuple(tag for words in given for tag in re.findall(r"[^ \t\r\n]+", words))


def settings_from(
    *,
    config: Path,
    output: Path,
    as_of: str | None,
    cache: Path | None = None,
    templates: Path | None = None,
    requires_graphviz: bool = True,
    audience: str = Audience.INTERNAL,
    is_served: bool = False,
    releases: tuple[str, ...] = (),
) -> Settings:
    """The settings that options and environment make together, `site.yml` unread. Raises EnvironmentProblem (E706)."""
    return Settings(
        config=config,
        output=output,
        schemas=own_files("schemas"),
        templates=templates or own_files("templates"),
        site=_site_of_a_job(os.environ),
        as_of=moment_of(as_of, os.environ.get("SOURCE_DATE_EPOCH")),
        commit=_commit_of_a_job(os.environ),
        cache=cache,
        requires_graphviz=requires_graphviz,
        audience=Audience(audience),
        is_served=is_served,
        releases=releases,
    )


def _site_of_a_job(environment: Mapping[str, str]) -> SiteSettings:
    """What the GitLab CI job that builds the site knows of it."""
    pages, project = (_web_address(environment.get(name, "")) for name in ("CI_PAGES_URL", "CI_PROJECT_URL"))
    return SiteSettings(base_url=f"{pages.rstrip('/')}/" if pages else None, repository_url=project)


def _web_address(text: str) -> str | None:
    """What a link may lead to; an instance within a company may have no certificate."""
    return text if text.startswith(("https://", "http://")) and text.isprintable() else None


def _commit_of_a_job(environment: Mapping[str, str]) -> str | None:
    id = environment.get("CI_COMMIT_SHA", "")
    return id if re.fullmatch("[0-9A-Fa-f]+", id) else None


def refuse_within(output: Path, directory: Path, what: str) -> None:
    """BadParameter for a result that would stand in a directory, by whatever name that goes, and be a part of it."""
    if holds(directory, output):
        raise click.BadParameter(f"the result would stand within {what}", param_hint="'--output'")


def moment_of(as_of: str | None, source_date_epoch: str | None) -> datetime:
    """The moment of a build in UTC: as told, else of SOURCE_DATE_EPOCH (seconds), else now."""
    if as_of is not None:
        with suppress(ValueError):
            return parse_moment(as_of)
        raise _no_moment(as_of)
    if source_date_epoch:
        try:
            return datetime.fromtimestamp(_seconds(source_date_epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            message = f"'{source_date_epoch}' is no number of seconds since 1970"
            raise _no_date("SOURCE_DATE_EPOCH", message, "") from error
    return datetime.now(UTC).replace(microsecond=0)


def _no_moment(as_of: str) -> EnvironmentProblem:
    from ..source import complain_of_moment  # here: who names a moment does not wait for what reads a configuration

    complaint = complain_of_moment(as_of)
    assert complaint
    return _no_date("--as-of", complaint.message, complaint.suggestion)


def _seconds(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _no_date(where: str, message: str, suggestion: str) -> EnvironmentProblem:
    return EnvironmentProblem(Problem(path=where, code="E706", message=message, suggestion=suggestion))
