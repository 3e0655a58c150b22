"""`site.yml` of the config directory in, SiteSettings out."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..problems import Problem, Severity
from ..settings import SiteSettings
from .files import SITE_FILE, plain_file
from .reader import read
from .schemas import Schema
from .validator import validate


def load_site_settings(config: Path, schemas: Mapping[str, Schema], label: str = "config") -> SiteSettings:
    """What the file sets, with everything wrong in it; the defaults where it is missing or has errors."""
    if not os.path.lexists(config / SITE_FILE):
        return SiteSettings()
    shown = f"{label}/{SITE_FILE}"
    data = plain_file(config / SITE_FILE, shown)
    if isinstance(data, Problem):
        return SiteSettings(problems=(data,))
    document, problems = read(shown, data)
    if document is None:
        return SiteSettings(problems=problems)
    validated = validate(document, schemas["site"])
    problems = (*problems, *validated.problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return SiteSettings(problems=problems)
    return SiteSettings(**_with_slashes(validated.values), problems=problems)


def _with_slashes(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, the base URL with one slash at its end and the repository's without."""
    ends = {"base_url": "/", "repository_url": ""}
    return {field: value.rstrip("/") + ends[field] if field in ends else value for field, value in values.items()}
