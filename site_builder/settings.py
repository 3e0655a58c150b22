"""How a site is built, as values: what it is called, where it lives, and as of which moment it speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from .problems import Problem


class Audience(StrEnum):
    """For whom a site is built: the team, who sees everything, or the public, who sees nothing that is internal."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What a team sets once, in `site.yml` of the config directory."""

    title: str = "Cloud Connector catalog"
    description: str = "Which GitLab Cloud Connector features exist, what opens them, and where they work."
    notice: str | None = None  # shown on every page, for instance that the configuration is unofficial
    about: str | None = None  # what the page About says of this configuration, in Markdown
    base_url: str | None = None  # where the site is published, with a final slash; needed for the sitemap and 404.html
    repository_url: str | None = None
    default_branch: str = "main"
    config_path: str = "config"  # of the config directory in the repository
    titles: Mapping[str, str] = field(default_factory=dict)  # how people call an entity: saas -> GitLab.com
    internal_fields: tuple[str, ...] = ()  # of every kind that has them
    internal_kinds: tuple[str, ...] = ()  # by their plurals
    public_words: tuple[str, ...] = ()  # that name nothing internal in texts, although something is called so
    problems: tuple[Problem, ...] = field(
        default=(), compare=False
    )  # found in the file; with errors, all else is default
    unread: tuple[Problem, ...] = field(
        default=(), compare=False
    )  # E119: files that may have been meant to be this one
    is_there: bool = field(default=True, compare=False)  # the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a build needs beside the configuration itself.

    `site`: what surrounds the build says of the site, until `with_site_file` has read what the configuration does.
    """

    config: Path
    output: Path
    schemas: Path
    templates: Path
    site: SiteSettings = field(default_factory=SiteSettings)
    as_of: datetime  # UTC; the moment for which the pages say what is free and what is not
    commit: str | None = None  # of the configuration, when the caller knows it
    cache: Path | None = None  # where layouts of diagrams, and what the last build was made from, are kept
    requires_graphviz: bool = True  # else diagrams are drawn plainly where it cannot be used
    audience: Audience = Audience.INTERNAL
    processes: int = field(default=1, repr=False)  # how many work at a build; whatever they are, the site is the same
    is_served: bool = False  # on this machine alone, so that no page may lead to where the site is published
    releases: tuple[str, ...] = ()  # tags whose configuration has a site of its own below this one

    @property
    def sources(self) -> tuple[Path, ...]:
        """The directories that a site is made from, which no site may overwrite."""
        return self.config, self.templates, self.schemas

    @property
    def label(self) -> str:
        """What messages call the config directory: its path as it was given, with `/`."""
        return self.config.as_posix()
