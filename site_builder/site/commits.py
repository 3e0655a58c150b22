"""Commits and merge requests as links out of the site, where the repository is known; else as texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..catalog import SHORT_ID, Edit, Names
from ..settings import SiteSettings
from .bounds import text_weight

_LINK = 60  # bytes of a link without what it says
_ID = re.compile(r"\b[0-9a-f]{40,64}\b")
_PROJECT = r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+"
_REFERENCE = re.compile(rf"({_PROJECT})?!([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A text that leads to an address elsewhere; without one it is a text alone. `title` says more on pointing."""

    text: str
    url: str = ""
    title: str = ""


UNNAMED = Outside(text="An edit")


def commit_link(edit: Edit, site: SiteSettings) -> Outside:
    """The short id, which leads to the commit; the subject is its title. The public is told of an edit, not which."""
    if not edit.id:
        return UNNAMED
    repository = site.repository_url
    url = f"{repository}/-/commit/{edit.id}" if repository else ""
    return Outside(text=edit.short_id, url=url, title=edit.subject)


def with_short_ids(text: str) -> str:
    """The text with every id of a commit in it as short as GitLab shows it."""
    return _ID.sub(lambda found: found[0][:SHORT_ID], text)


def merge_request_links(edit: Edit, site: SiteSettings) -> tuple[Outside, ...]:
    """The merge requests that the message names: `!83` in the repository itself, `group/project!83` elsewhere."""
    return tuple(_merge_requests(edit.merge_requests, site))


def outside_weight(commit: Outside | None, merge_requests: Iterable[Outside]) -> int:
    """About how many bytes of a page a commit and its merge requests take: addresses may be very long."""
    shown = (it for it in (commit, *merge_requests) if it)
    return sum(_LINK + text_weight(it.text) + text_weight(it.url) + text_weight(it.title) for it in shown)


def _merge_requests(references: Names, site: SiteSettings) -> Iterator[Outside]:
    repository = (site.repository_url or "").rstrip("/")
    parts = urlsplit(repository)
    own = parts.path.strip("/")
    for reference in references:
        found = _REFERENCE.fullmatch(reference)
        if not found or not repository:
            yield Outside(text=reference)
            continue
        project, number = found[1] or own, found[2]
        # A GitLab below a path of its host: its projects stand below that path too.
        is_own = own == project or own.endswith(f"/{project}")
        base = repository if is_own else f"{parts.scheme}://{parts.netloc}/{project}"
        text = f"!{number}" if is_own else reference
        yield Outside(text=text, url=f"{base}/-/merge_requests/{number}", title=reference)
