"""The path of a request in, a file of the site out: never one from outside the site, never one behind a link.

A build may put a new site in the place of the old one at any moment; who looks then finds it in one of the two.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

INDEX = "index.html"

_NAME = re.compile(r"[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*")  # neither `.`, `..` nor hidden
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY
_FILE = os.O_RDONLY | os.O_NONBLOCK  # a pipe does not keep us waiting


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its name without directories, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory that was asked for as if it were a file."""


def find(site: Path, path: str) -> File | Directory | None:
    """What a path such as `/add_ons/duo_pro.html`, with its escapes, leads to; None where there is nothing to see."""
    steps = _steps(path)
    with suppress(OSError):  # there is no site
        while steps:
            with _opened(site, _DIRECTORY) as top:
                found = _read(top, steps)
                if found is not None or os.path.samestat(os.fstat(top), site.lstat()):
                    return found
    return None


def _steps(path: str) -> tuple[str, ...]:
    """The names from the top of the site to the file; nothing when no file of a site can have the path."""
    try:
        top, *names = (unquote(part, errors="strict") for part in path.split("/"))
    except UnicodeDecodeError:
        return ()
    if names and not names[-1]:
        names[-1] = INDEX
    return () if top or not all(_NAME.fullmatch(name) for name in names) else tuple(names)


def _read(top: int, steps: Sequence[str]) -> File | Directory | None:
    try:
        return File(steps[-1], _content(top, steps))
    except IsADirectoryError:
        return Directory()
    except OSError:
        return None


def _content(directory: int, steps: Sequence[str]) -> bytes:
    name, *rest = steps
    with _opened(name, _DIRECTORY if rest else _FILE, directory) as descriptor:
        return _content(descriptor, rest) if rest else _bytes(descriptor)


def _bytes(descriptor: int) -> bytes:
    with open(descriptor, "rb", closefd=False) as file:  # IsADirectoryError where it is one
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return file.read()


@contextmanager
def _opened(name: Path | str, flags: int, directory: int | None = None) -> Iterator[int]:
    descriptor = os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=directory)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
