"""Config directory in, bytes of its files out, and a problem for everything in it that is no plain readable file.

Links are not followed and pipes not opened for reading, so that nothing hangs and nothing from elsewhere is shown.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..catalog import KINDS, Kind
from ..problems import EnvironmentProblem, Problem
from ..suggestions import did_you_mean
from .reader import MAX_BYTES

SUFFIX = ".yml"
OTHER_DIRECTORIES = frozenset({"schemas"})
# Names that look as if their author meant them to be read.
_NEARLY = (".yaml", ".yml", ".yml~", ".yaml~", ".yml.bak", ".yml.orig", ".yml.swp", ".yml.save")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a kind's directory: its path below the config directory and at most MAX_BYTES + 1 of its bytes."""

    kind: Kind
    path: str
    stem: str
    data: bytes


def config_files(config: Path, label: str) -> Iterator[File | Problem]:
    """Every file of every kind, sorted by kind and name, and a problem in the place of each that cannot be read.

    Raises EnvironmentProblem when the config directory is not there.
    """
    if not config.is_dir():
        raise EnvironmentProblem(
            Problem(
                path=printable(str(config)),
                code="E703",
                message="no config directory here",
                help="name it with --config; it holds a directory for each kind, such as unit_primitives",
            )
        )
    yield from _unknown_directories(config, label)
    for kind in KINDS:
        if kind.has_files:
            yield from _files_of(config, kind, label)


def printable(text: str) -> str:
    """A path or name with control characters and bytes that are not UTF-8 shown as escapes."""
    readable = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in readable)


def _unknown_directories(config: Path, label: str) -> Iterator[Problem]:
    known = {kind.plural for kind in KINDS if kind.has_files} | OTHER_DIRECTORIES
    for entry in sorted(os.scandir(config), key=lambda entry: entry.name):
        if entry.name not in known and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
            yield Problem(
                path=f"{label}/{printable(entry.name)}",
                code="W704",
                message=f"unknown directory '{printable(entry.name)}' is not read",
                suggestion=did_you_mean(entry.name, known),
                help=f"the directories are {', '.join(sorted(known))}",
            )


def _files_of(config: Path, kind: Kind, label: str) -> Iterator[File | Problem]:
    directory = config / kind.plural
    if not os.path.lexists(directory):
        return
    if directory.is_symlink() or not directory.is_dir():
        yield _not_regular(f"{label}/{kind.plural}", "a directory belongs here")
        return
    try:
        names = sorted(os.listdir(directory))
    except OSError as error:
        yield _unreadable(f"{label}/{kind.plural}", error)
        return
    for name in names:
        path = f"{kind.plural}/{printable(name)}"
        if name.endswith(SUFFIX) and not name.startswith("."):
            yield _read(directory / name, kind, path, label)
        elif name.casefold().endswith(_NEARLY):
            yield _ignored(f"{label}/{path}")


def _read(file: Path, kind: Kind, path: str, label: str) -> File | Problem:
    shown = f"{label}/{path}"
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return _not_regular(shown, f"it is {_sort_of(os.lstat(file).st_mode)}")
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # changed since it was looked at
                return _not_regular(shown, "it changed while it was read")
            return File(kind=kind, path=path, stem=file.stem, data=stream.read(MAX_BYTES + 1))
    except OSError as error:
        return _unreadable(shown, error)


def _sort_of(mode: int) -> str:
    sorts = ((stat.S_ISLNK, "a link"), (stat.S_ISDIR, "a directory"), (stat.S_ISFIFO, "a pipe"))
    return next((name for test, name in sorts if test(mode)), "a device or socket")


def _not_regular(path: str, what: str) -> Problem:
    help = "put the text itself here, in a plain file"
    return Problem(path=path, code="E113", message=f"not a regular file: {what}", help=help)


def _unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or "unknown reason").lower()
    return Problem(path=path, code="E114", message=f"cannot be read: {reason}")


def _ignored(path: str) -> Problem:
    suggestion = f"files that are read end in {SUFFIX}"
    return Problem(path=path, code="W115", message="this file is not read, because of its name", suggestion=suggestion)
