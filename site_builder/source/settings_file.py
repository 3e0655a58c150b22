"""`site.yml` of the config directory in, SiteSettings out."""

import os
from collections.abc import Mapping
from pathlib import Path

from ..problems import InvalidConfig, Problem, Severity
from ..settings import SiteSettings
from .files import SITE_FILE, plain_file
from .reader import read
from .schemas import Schema
from .validator import validate


def load_site_settings(config: Path, schemas: Mapping[str, Schema], label: str = "config") -> SiteSettings:
    """What the file sets; the defaults where it is missing. Raises InvalidConfig with everything wrong in it."""
    if not os.path.lexists(config / SITE_FILE):
        return SiteSettings()
    shown = f"{label}/{SITE_FILE}"
    data = plain_file(config / SITE_FILE, shown)
    if isinstance(data, Problem):
        raise InvalidConfig([data])
    document, problems = read(shown, data)
    if document is None:
        raise InvalidConfig(problems)
    validated = validate(document, schemas["site"])
    problems = (*problems, *validated.problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InvalidConfig(problems)
    values = dict(validated.values)
    if "base_url" in values:
        values["base_url"] = values["base_url"].rstrip("/") + "/"
    if "repository_url" in values:
        values["repository_url"] = values["repository_url"].rstrip("/")
    return SiteSettings(**values)
