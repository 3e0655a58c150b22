"""The paths of a site's files, one after the other in; refused when a site cannot have them. What stands at a path."""

import errno
import os
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_OUTSIDE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)")  # absolute, an empty step, `.`, `..`
_RESERVED = re.compile(r"\.site-builder")  # the manifest, and the workspace where it lies inside the output
_UNFIT = re.compile(r"[\\\x00-\x1f\x7f]")
_MOUNTS = Path("/proc/self/mountinfo")  # its fifth column is a path, with octals for what is blank
_OCTAL = re.compile(rb"\\([0-7]{3})")


def with_parents(paths: Iterable[str]) -> frozenset[str]:
    """The paths, and the directories that they stand in."""
    known = set()
    for path in paths:
        while path and path not in known:
            known.add(path)
            path = path.rpartition("/")[0]
    return frozenset(known)


def is_mounted(directory: Path) -> bool:
    """Whether something is mounted there, also a directory of the same file system; asks by a rename that cannot be."""
    if os.path.ismount(directory):
        return True
    impossible = "x" * 256  # longer than the longest name; the kernel compares the mounts before it looks for the name
    try:
        (directory.parent / impossible).rename(directory / impossible)
    except OSError as error:
        return error.errno == errno.EXDEV
    return False


def mounted_within(directory: Path) -> frozenset[str]:
    """The paths below it at which the kernel says that something is mounted, be it a single file; none without a list.

    Of files nothing else tells: one that is mounted from the same file system looks like any other.
    """
    with suppress(OSError):
        top = os.fsencode(directory) + b"/"
        points = (_OCTAL.sub(_character, row.split(b" ")[4]) for row in _MOUNTS.read_bytes().split(b"\n") if row)
        return frozenset(os.fsdecode(point.removeprefix(top)) for point in points if point.startswith(top))
    return frozenset()


def _character(octal: re.Match[bytes]) -> bytes:
    return bytes([int(octal[1], 8)])


class SitePaths:
    """The paths of one site, no two of which are one file where case or Unicode form are not told apart."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}
        self.directories: set[str] = set()

    def add(self, path: str) -> None:
        """Take a file's path. Raises ValueError: not a path inside the site, or one that another file has taken."""
        if _OUTSIDE.search(path) or _RESERVED.match(path) or _UNFIT.search(path):
            raise ValueError(f"no file of a site can have the path {path!r}")
        path.encode()  # UnicodeEncodeError is a ValueError: half a surrogate pair
        self._take(path)
        self._add_directories(path)

    def _add_directories(self, path: str) -> None:
        directory = path.rpartition("/")[0]
        if directory and directory not in self.directories:
            self._take(directory)
            self.directories.add(directory)
            self._add_directories(directory)

    def _take(self, path: str) -> None:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
        if folded in self._taken:
            raise ValueError(f"two artifacts at one place: {self._taken[folded]!r} and {path!r}")
        self._taken[folded] = path
