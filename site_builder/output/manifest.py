"""What this program wrote, as a file of the site: entries in, the manifest's bytes out, and back.

One line a file, sorted by path: SHA-256, size in bytes, path. The manifest does not list itself.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..disk import read_plain

MANIFEST = ".site-builder-manifest"
LARGEST = 64 * 1024 * 1024  # bytes of a manifest that is read: no site has the files for more

_TITLE = "site-builder manifest 1"
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a site may be: files and directories together, and bytes of all files."""

    entries: int
    bytes: int


GITLAB_PAGES = Limits(entries=200_000, bytes=1_000_000_000)


class Entry(NamedTuple):
    """One published file: path relative to the site's root (with `/`), size in bytes, SHA-256 in hexadecimal."""

    path: str
    size: int
    digest: str


def format_manifest(entries: Iterable[Entry]) -> bytes:
    """The manifest of these files; the same files give the same bytes."""
    lines = (f"{entry.digest} {entry.size} {entry.path}\n" for entry in sorted(entries))
    return f"{_TITLE}\n{''.join(lines)}".encode()


def parse_manifest(content: bytes) -> frozenset[Entry] | None:
    """The files that a manifest lists, or None where this is no manifest, a damaged one, or too large for one.

    It is too large as well where it lists more than a site may have: what it names is read to its end.
    """
    if len(content) > LARGEST or content.count(b"\n") > GITLAB_PAGES.entries:
        return None
    try:
        title, *lines, rest = content.decode().split("\n")
    except ValueError:  # not UTF-8, or not even one line
        return None
    matches = [_LINE.fullmatch(line) for line in lines]
    if title != _TITLE or rest or None in matches:
        return None
    entries = frozenset(Entry(match[3], int(match[2]), match[1]) for match in matches if match)
    return entries if sum(entry.size for entry in entries) <= GITLAB_PAGES.bytes else None


def listed_in(file: Path) -> frozenset[Entry]:
    """What this manifest lists; nothing where there is none, or it is damaged. Raises OSError."""
    with suppress(FileNotFoundError):
        return parse_manifest(read_plain(file, LARGEST)) or frozenset()
    return frozenset()
