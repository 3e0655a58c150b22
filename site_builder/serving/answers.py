"""The target of a request in, the whole answer out: a file of the site, a page made live, or what to say instead."""

import importlib.resources
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from .editions import Edition
from .files import Directory, File, find
from .pages import OURS, live_page, page_before_any

NOT_FOUND = "/404.html"

# Not from the machine's tables, which differ. All text of a site is UTF-8.
_HTML, _TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_MEDIA_TYPES = {
    "": _TEXT,
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".dot": "text/vnd.graphviz; charset=utf-8",
    ".graphml": "application/xml; charset=utf-8",
    ".html": _HTML,
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": _TEXT,
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".yml": "text/yaml; charset=utf-8",
}
_UNKNOWN = "application/octet-stream"
_OWN = ("reload.js", "report.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, a body with its media type, and headers beyond those that every answer has."""

    status: HTTPStatus = HTTPStatus.OK
    media_type: str = _TEXT
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(site: Path, edition: Edition, target: str) -> Answer:
    """What a request for `target`, a path with or without query, gets while this edition is shown."""
    path, _, query = target.partition("?")
    if path.startswith(OURS):
        return _own(path.removeprefix(OURS))
    if not edition.has_site:
        return Answer(status=HTTPStatus.SERVICE_UNAVAILABLE, media_type=_HTML, body=page_before_any(edition))
    found = find(site, path)
    if isinstance(found, Directory):
        return _moved(path, query)
    return _served(found, edition) if found else _not_found(site, edition)


def refusal(status: HTTPStatus, text: str) -> Answer:
    """An answer that is one sentence."""
    return Answer(status=status, body=f"{text}\n".encode())


def _own(name: str) -> Answer:
    if name not in _OWN:
        return refusal(HTTPStatus.NOT_FOUND, "There is no such file.")
    content = (importlib.resources.files(__package__) / name).read_bytes()
    return Answer(media_type=_media_type(name), body=content)


def _moved(path: str, query: str) -> Answer:
    """Relative links of a directory's page only work when its address ends with a slash."""
    there = f"{path}/?{query}" if query else f"{path}/"
    return Answer(status=HTTPStatus.FOUND, headers={"Location": there})


def _served(file: File, edition: Edition, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    media_type = _media_type(file.name)
    body = live_page(file.content, edition) if media_type == _HTML else file.content
    return Answer(status=status, media_type=media_type, body=body)


def _not_found(site: Path, edition: Edition) -> Answer:
    page = find(site, NOT_FOUND)
    if isinstance(page, File):
        return _served(page, edition, HTTPStatus.NOT_FOUND)
    return refusal(HTTPStatus.NOT_FOUND, "There is no such page.")


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(posixpath.splitext(name)[1].lower(), _UNKNOWN)
