"""`site.yml` of the config directory in, SiteSettings out; or, of one with errors too, what it marks and calls."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..catalog import KIND_BY_PLURAL, KINDS, NEVER_INTERNAL_FIELDS, NEVER_INTERNAL_KINDS, Names, own_fields
from ..problems import Problem, errors_in, visible
from ..settings import SiteSettings
from ..suggestions import did_you_mean
from .files import SITE_FILE, plain_file, unread_marks
from .formats import Complaint
from .nodes import Document, Node, Scalar, Sequence
from .nodes import Mapping as Fields
from .reader import MAX_BYTES, read
from .schema_errors import items_of, problem_at
from .schemas import Schema
from .validator import validate

# Addresses that others are built upon, and how they end.
_BASES = {"base_url": "/", "repository_url": ""}
_WORD = re.compile(rb"[a-z_]+")
# What marks something as internal: its noun, what can be left out, and what cannot.
_MARKED = {
    "internal_fields": (
        "field",
        frozenset(field for kind in KINDS if kind.has_files for field in own_fields(kind.singular))
        - NEVER_INTERNAL_FIELDS,
        NEVER_INTERNAL_FIELDS,
    ),
    "internal_kinds": ("kind", frozenset(KIND_BY_PLURAL) - NEVER_INTERNAL_KINDS, NEVER_INTERNAL_KINDS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a `site.yml` marks and calls, whatever else is wrong: kinds that are internal, by their plurals, and titles.

    `is_right`: nothing is wrong in it.
    """

    kinds: Names = ()
    titles: tuple[tuple[str, str], ...] = ()
    is_right: bool = False


def load_site_settings(config: Path, schemas: Mapping[str, Schema], label: str = "config") -> SiteSettings:
    """What the file sets, with everything wrong in it; the defaults where it is missing or has errors."""
    path = config / SITE_FILE
    data = plain_file(path, f"{label}/{SITE_FILE}") if os.path.lexists(path) else None
    nearly = _files_in(config) if data is None else ()
    unread = unread_marks(nearly, label, f"call it {SITE_FILE}, or remove it")
    return replace(site_settings_of(data, schemas, label), unread=unread)


def _files_in(directory: Path) -> list[str]:
    with suppress(OSError):  # what cannot be read is told with the kinds
        return [it.name for it in directory.iterdir() if not os.path.isdir(it)]  # noqa: PTH112 never raises
    return []


def site_settings_of(data: bytes | Problem | None, schemas: Mapping[str, Schema], label: str) -> SiteSettings:
    """The same for the bytes of such a file, or why it is not read; None where there is none."""
    if data is None or isinstance(data, Problem):
        return SiteSettings(problems=(data,) if data else (), is_there=data is not None)
    return _settings_of(*read(f"{label}/{SITE_FILE}", data), schemas)


def title_problem(path: str, data: bytes, name: str, message: str, help: str) -> Problem:
    """E302: what is wrong with the title that such a file gives to a name. The file has no errors."""
    document, _ = read(path, data)
    assert document is not None
    titles = {entry.key: entry.value for entry in document.root.entries}["titles"]
    assert isinstance(titles, Fields)
    span = next(entry.value.span for entry in titles.entries if entry.key == name)
    return problem_at(document, span, Complaint(code="E302", message=message), field=f"titles.{name}", help=help)


def marks_of(data: bytes, schemas: Mapping[str, Schema], label: str) -> Marks:
    """The marks and titles in the bytes of such a file."""
    document, problems = read(f"{label}/{SITE_FILE}", data)
    if document is None:
        return Marks(kinds=_named_kinds(data))
    settings = _settings_of(document, problems, schemas)
    values = {entry.key: entry.value for entry in document.root.entries}
    return Marks(
        kinds=_kinds_in(values.get("internal_kinds"), data),
        titles=tuple(_titles_in(values.get("titles"))),
        is_right=not errors_in(settings.problems),
    )


def _settings_of(
    document: Document | None, problems: tuple[Problem, ...], schemas: Mapping[str, Schema]
) -> SiteSettings:
    if document is None:
        return SiteSettings(problems=problems)
    validated = validate(document, schemas["site"])
    problems = (*problems, *validated.problems)
    problems = (*problems, *_addresses_with_more(document, validated.values), *_not_to_be_left_out(document))
    if errors_in(problems):
        return SiteSettings(problems=problems)
    return SiteSettings(**dict(_settings(validated.values)), problems=problems)


def _named_kinds(data: bytes) -> Names:
    """Where nobody can make sense of what marks kinds in a file, each that it names may be meant.

    Of a file that is too large to be read it may be any.
    """
    _, allowed, _ = _MARKED["internal_kinds"]
    if len(data) > MAX_BYTES:
        return tuple(sorted(allowed))
    words = {word.decode("ascii") for word in _WORD.findall(data.replace(b"\0", b""))}
    return tuple(sorted(words & allowed)) if "internal_kinds" in words else ()


def _kinds_in(value: Node | None, data: bytes) -> Names:
    if value is None:
        return ()
    if not isinstance(value, Sequence):
        return _named_kinds(data)
    _, allowed, _ = _MARKED["internal_kinds"]
    kinds = tuple(item.text for item in value.items if isinstance(item, Scalar) and item.text in allowed)
    return kinds if len(kinds) == len(value.items) else _named_kinds(data)


def _titles_in(value: Node | None) -> Iterator[tuple[str, str]]:
    entries = value.entries if isinstance(value, Fields) else ()
    return ((entry.key, entry.value.text) for entry in entries if isinstance(entry.value, Scalar))


def _addresses_with_more(document: Document, values: Mapping[str, Any]) -> Iterator[Problem]:
    """E208: a query or fragment in an address that others are built upon."""
    for entry in document.root.entries:
        if entry.key in _BASES and any(mark in str(values.get(entry.key, "")) for mark in "?#"):
            complaint = Complaint(code="E208", message="this address must end before any ? or #")
            yield problem_at(document, entry.value.span, complaint, field=entry.key)


def _not_to_be_left_out(document: Document) -> Iterator[Problem]:
    """E212: fields and kinds that there are none of, or that every page is made of."""
    for entry in document.root.entries:
        noun, allowed, needed = _MARKED.get(entry.key, ("", frozenset(), frozenset()))
        for position, item in enumerate(items_of(entry.value) if allowed else ()):
            if isinstance(item, Scalar) and item.text not in allowed:
                complaint = _unknown(item.text, noun, allowed)
                if item.text in needed:
                    complaint = Complaint(code="E212", message=f"every page is made of the {noun} '{item.text}'")
                yield problem_at(document, item.span, complaint, field=f"{entry.key}[{position}]")


def _unknown(text: str, noun: str, allowed: Iterable[str]) -> Complaint:
    message = f"there is no {noun} '{visible(text)}'"
    return Complaint(code="E212", message=message, suggestion=did_you_mean(text, allowed))


def _settings(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values, the base URL with one slash at its end and the repository's without, and lists as tuples."""
    for field, value in values.items():
        if field in _BASES:
            yield field, value.rstrip("/") + _BASES[field]
        else:
            yield field, tuple(value) if isinstance(value, list) else value
