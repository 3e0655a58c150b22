"""What a build did, as a value; and what the last one did, kept beside the layouts of diagrams.

What stands in the file is believed only as far as the published site itself bears it out, of which it names what no
clone or archive can bring; a file that is missing, damaged or of another version of this program is none.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_type_hints

from .output import Published, keep_in_cache, plain_text, site_made_here
from .problems import Problem

_VERSION = 1
_LARGEST = 8 * 1024 * 1024  # bytes that are read: two warnings for each of ten thousand unit primitives


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: the published site, and the warnings beside it."""

    published: Published
    problems: tuple[Problem, ...]
    pages: int
    releases: int = 0  # whose sites stand below it, with their pages
    missing: str = ""  # why the history on the pages is not whole, where git has, or may have, more of it
    plain: Problem | None = None  # why diagrams are drawn plainly (W701)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A build that ended well: what it was made from, the manifest that it left, and what it said."""

    fingerprint: str
    manifest: str  # its digest
    made_here: str  # what only the file system sets of the site that was left there
    problems: tuple[Problem, ...]
    pages: int
    releases: int


def remember(built: Built, fingerprint: str, cache: Path) -> None:
    """Keeps it in the place of the one before. Failing to is no problem."""
    last = Remembered(
        fingerprint=fingerprint,
        manifest=built.published.manifest,
        made_here=site_made_here(built.published.output),
        problems=built.problems,
        pages=built.pages,
        releases=built.releases,
    )
    keep_in_cache(_file(cache), json.dumps(asdict(last), separators=(",", ":")).encode())


def remembered(cache: Path) -> Remembered | None:
    """The last build; None where nothing is known of it."""
    try:
        kept = json.loads(plain_text(_file(cache), _LARGEST))
        found = Remembered(**{**kept, "problems": tuple(Problem(**problem) for problem in kept["problems"])})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if _is_sound(found) else None


def _file(cache: Path) -> Path:
    return cache / f"build-{_VERSION}.json"


def _is_sound(found: Remembered) -> bool:
    """Whether every value is of the sort that this program writes."""
    problem, build = get_type_hints(Problem), get_type_hints(Remembered)
    del build["problems"]
    return _has(build, found) and all(_has(problem, it) for it in found.problems)


def _has(sorts: dict[str, Any], it: Remembered | Problem) -> bool:
    return all(isinstance(getattr(it, name), sort) for name, sort in sorts.items())
