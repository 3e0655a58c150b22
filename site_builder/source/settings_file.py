"""`site.yml` of the config directory in, SiteSettings out."""

from collections.abc import Mapping
from pathlib import Path

from ..problems import InvalidConfig, Severity
from ..settings import SiteSettings
from .reader import read
from .schemas import Schema
from .validator import validate

NAME = "site.yml"


def load_site_settings(config: Path, schemas: Mapping[str, Schema], label: str = "config") -> SiteSettings:
    """What the file sets; the defaults where it is missing. Raises InvalidConfig with everything wrong in it."""
    path = config / NAME
    if not path.is_file() or path.is_symlink():
        return SiteSettings()
    document, problems = read(f"{label}/{NAME}", path.read_bytes())
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
