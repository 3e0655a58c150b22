"""`site.yml` of the config directory in, SiteSettings out."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..problems import Problem, Severity
from ..settings import SiteSettings
from .files import SITE_FILE, plain_file
from .formats import Complaint
from .nodes import Document
from .reader import read
from .schema_errors import problem_at
from .schemas import Schema
from .validator import validate

# Addresses that others are built upon, and how they end.
_BASES = {"base_url": "/", "repository_url": ""}


def load_site_settings(config: Path, schemas: Mapping[str, Schema], label: str = "config") -> SiteSettings:
    """What the file sets, with everything wrong in it; the defaults where it is missing or has errors."""
    if not os.path.lexists(config / SITE_FILE):
        return SiteSettings()
    data = plain_file(config / SITE_FILE, f"{label}/{SITE_FILE}")
    return SiteSettings(problems=(data,)) if isinstance(data, Problem) else site_settings_of(data, schemas, label)


def site_settings_of(data: bytes, schemas: Mapping[str, Schema], label: str) -> SiteSettings:
    """The same for the bytes of such a file."""
    document, problems = read(f"{label}/{SITE_FILE}", data)
    if document is None:
        return SiteSettings(problems=problems)
    validated = validate(document, schemas["site"])
    problems = (*problems, *validated.problems)
    problems = (*problems, *_addresses_with_more(document, validated.values))
    if any(problem.severity is Severity.ERROR for problem in problems):
        return SiteSettings(problems=problems)
    return SiteSettings(**_with_slashes(validated.values), problems=problems)


def _addresses_with_more(document: Document, values: Mapping[str, Any]) -> Iterator[Problem]:
    """E208: a query or fragment in an address that others are built upon."""
    for entry in document.root.entries:
        if entry.key in _BASES and any(mark in str(values.get(entry.key, "")) for mark in "?#"):
            complaint = Complaint(code="E208", message="this address must end before any ? or #")
            yield problem_at(document, entry.value.span, complaint, field=entry.key)


def _with_slashes(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, the base URL with one slash at its end and the repository's without."""
    return {field: value.rstrip("/") + _BASES[field] if field in _BASES else value for field, value in values.items()}
