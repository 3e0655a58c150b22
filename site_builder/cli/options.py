"""Options that several commands share, and how they become settings."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..catalog import parse_moment
from ..checking import Checked, checked
from ..installed import own_files
from ..problems import EnvironmentProblem, InvalidConfig, Problem
from ..settings import Audience, Settings, SiteSettings
from ..source import complain_of_moment, load_schemas, load_site_settings
from .progress import progress

if TYPE_CHECKING:
    from ..audiences import Seen

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
cache_option = click.option(
    "--cache", type=click.Path(path_type=Path), default=Path(".cache/site_builder"), show_default=True,
    help="Where layouts of diagrams are kept between builds.",
)  # fmt: skip
templates_option = click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), default=None,
    help="Directory of templates, in the place of the built-in ones.",
)  # fmt: skip


def settings_from(
    *,
    config: Path,
    output: Path,
    as_of: str | None,
    cache: Path | None = None,
    templates: Path | None = None,
    requires_graphviz: bool = True,
    audience: str = Audience.INTERNAL,
    releases: tuple[str, ...] = (),
) -> Settings:
    """The settings that options, environment and `site.yml` make together.

    Raises EnvironmentProblem for a moment that is none, InvalidConfig for what is wrong in `site.yml`.
    """
    schemas = own_files("schemas")
    return Settings(
        config=config,
        output=output,
        schemas=schemas,
        templates=templates or own_files("templates"),
        site=_with_surroundings(load_site_settings(config, load_schemas(schemas), config.as_posix()), os.environ),
        as_of=moment_of(as_of, os.environ.get("SOURCE_DATE_EPOCH")),
        commit=os.environ.get("CI_COMMIT_SHA"),
        cache=cache,
        requires_graphviz=requires_graphviz,
        audience=Audience(audience),
        releases=releases,
    )


def checked_config(config: Path) -> tuple[Checked, SiteSettings]:
    """The checked configuration with what its `site.yml` sets, for commands that build no site.

    Raises InvalidConfig with all that is wrong in both, EnvironmentProblem where there is no such directory.
    """
    with progress("Checking the configuration"):
        schemas, label = load_schemas(own_files("schemas")), config.as_posix()
        site = load_site_settings(config, schemas, label)
        return checked(config, schemas, label, found=site.problems), site


def config_for(audience: str, config: Path) -> "Seen":
    """The same as an audience sees it. Raises InvalidConfig also where the public would read something wrong."""
    from ..audiences import seen_today  # here: it loads what tells of the past, which few commands do

    checked, site = checked_config(config)
    schemas = load_schemas(own_files("schemas"))
    return seen_today(checked, site, Audience(audience), config, schemas, label=config.as_posix())


def problems_of(config: Path) -> tuple[tuple[Problem, ...], bool]:
    """What is wrong with a configuration, and whether an error is among it."""
    try:
        return checked_config(config)[0].problems, False
    except InvalidConfig as error:
        return error.problems, True


def _with_surroundings(site: SiteSettings, environment: Mapping[str, str]) -> SiteSettings:
    """What `site.yml` leaves open, as the GitLab CI job that builds the site knows it."""
    pages = environment.get("CI_PAGES_URL", "")
    return replace(
        site,
        base_url=site.base_url or (f"{pages.rstrip('/')}/" if pages else None),
        repository_url=site.repository_url or environment.get("CI_PROJECT_URL") or None,
    )


def moment_of(as_of: str | None, source_date_epoch: str | None) -> datetime:
    """The moment of a build in UTC: as told, else of SOURCE_DATE_EPOCH (seconds), else now."""
    if as_of is not None:
        if complaint := complain_of_moment(as_of):
            raise _no_date("--as-of", complaint.message, complaint.suggestion)
        return parse_moment(as_of)
    if source_date_epoch:
        try:
            return datetime.fromtimestamp(_seconds(source_date_epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            message = f"'{source_date_epoch}' is no number of seconds since 1970"
            raise _no_date("SOURCE_DATE_EPOCH", message, "") from error
    return datetime.now(UTC).replace(microsecond=0)


def _seconds(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _no_date(where: str, message: str, suggestion: str) -> EnvironmentProblem:
    return EnvironmentProblem(Problem(path=where, code="E706", message=message, suggestion=suggestion))
