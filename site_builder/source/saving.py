"""New contents of files in; on the disk, all of them or none. One edit of a config directory at a time.

While files are exchanged, the old ones stand in a hidden directory beside them with a list of what is to become of them: an
edit that fails or is interrupted puts them back at once, and what a killed one left is put back by the next.
"""

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..problems import EnvironmentProblem, Problem
from .files import plain_file

_WORKSHOP = ".site-builder-edit"
_LIST = "exchange.json"
_UNFINISHED = "exchange.json.new"
_OWN_PATH = re.compile(r"(?:[a-z][a-z_]*/)?[^/.\x00][^/\x00]*")
_LARGEST = 64 * 1024 * 1024
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdit:
    """A file below the config directory: what it held, and what it shall hold; None where there is no file.

    `moved_from` is the path of a file that goes, where this one takes its place.
    """

    path: str
    before: bytes | None
    after: bytes | None
    moved_from: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One file of the list: its path, whether there was one before, and what the new one is known by."""

    path: str
    existed: bool
    sha256: str | None


@contextmanager
def editing(config: Path, label: str) -> Iterator[None]:
    """While this lasts, no other edit of the directory begins. What a killed edit left half done is undone first.

    Raises EnvironmentProblem: E609 where another edit is under way, E703 where there is no directory.
    """
    with _reporting(label):
        directory = _opened(config, label)
    try:
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = "another edit of this configuration is under way"
            raise _problem(label, "E609", message, "wait until it has ended, and try again") from error
        with _reporting(label):
            _undo(config, label)
        yield
    finally:
        os.close(directory)


def save(config: Path, edits: Sequence[FileEdit], label: str) -> None:
    """Puts all new contents in the place of the old ones. Within `editing` only.

    Raises EnvironmentProblem with every file as it was: E610 where one is no longer what the edit was made from, E603 or
    E604 where the disk refuses.
    """
    _check_unchanged(config, edits, label)
    try:
        with _reporting(label):
            _prepare(config, edits)
            for number, edit in enumerate(edits):
                _exchange(config, number, edit)
            (config / _WORKSHOP / _LIST).unlink()  # from here on the edit is done
    finally:
        with _reporting(label):
            _undo(config, label)


def _opened(config: Path, label: str) -> int:
    try:
        return os.open(config, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError) as error:
        help = "name it with --config; it holds a directory for each kind, such as unit_primitives"
        raise _problem(label, "E703", "no config directory here", help) from error


def _check_unchanged(config: Path, edits: Sequence[FileEdit], label: str) -> None:
    for edit in edits:
        file = config / edit.path
        now = plain_file(file, edit.path, _LARGEST) if os.path.lexists(file) else None
        if now != edit.before:
            raise _problem(
                f"{label}/{edit.path}",
                "E610",
                "changed since this edit was made from it; nothing was written",
                "look at what stands there now, and edit again",
            )


def _prepare(config: Path, edits: Sequence[FileEdit]) -> None:
    """The new contents on the disk, the old ones under a second name, and the list of what is to be exchanged."""
    workshop = config / _WORKSHOP
    for name in ("new", "old"):
        (workshop / name).mkdir(parents=True)
    for number, edit in enumerate(edits):
        if edit.after is not None:
            _write(workshop / "new" / str(number), edit.after)
        if edit.before is not None:
            _link(config / edit.path, workshop / "old" / str(number))
            if edit.after is not None:
                shutil.copymode(config / edit.path, workshop / "new" / str(number))
    rows = [{"path": edit.path, "existed": edit.before is not None, "sha256": _digest(edit.after)} for edit in edits]
    _write(workshop / _UNFINISHED, json.dumps(rows).encode("utf-8"))
    (workshop / _UNFINISHED).rename(workshop / _LIST)
    _sync(workshop)


def _exchange(config: Path, number: int, edit: FileEdit) -> None:
    file, new = config / edit.path, config / _WORKSHOP / "new" / str(number)
    if edit.after is None:
        file.unlink()
    elif edit.before is None:
        file.parent.mkdir(exist_ok=True)
        _link(new, file)  # fails where somebody has just made a file of that name
    else:
        new.replace(file)
    _sync(file.parent)


def _undo(config: Path, label: str) -> None:
    """Puts back what an edit that did not end has exchanged, and removes what it needed."""
    workshop = config / _WORKSHOP
    if not workshop.is_dir() or workshop.is_symlink():
        return
    if (workshop / _LIST).exists():
        for number, row in enumerate(_exchanged(workshop / _LIST, label)):
            _put_back(config, workshop / "old" / str(number), row)
        (workshop / _LIST).unlink()
    for name in ("new", "old"):
        shutil.rmtree(workshop / name, ignore_errors=True)
    (workshop / _UNFINISHED).unlink(missing_ok=True)
    with suppress(OSError):  # holds what is not ours
        workshop.rmdir()


def _exchanged(file: Path, label: str) -> list[_Row]:
    """The rows of the list. It comes with the directory, perhaps from strangers: a path in it may lead nowhere else."""
    data = plain_file(file, _LIST)
    with suppress(TypeError, ValueError, RecursionError):
        rows = [_Row(**row) for row in json.loads(data if isinstance(data, bytes) else "")]
        if all(_OWN_PATH.fullmatch(row.path) for row in rows):
            return rows
    message = f"what an earlier edit left in {_WORKSHOP} cannot be made sense of"
    raise _problem(label, "E603", message, "look for what you need in it, and remove it")


def _put_back(config: Path, old: Path, row: _Row) -> None:
    file = config / row.path
    if file.parent.is_symlink():
        return
    if row.existed and old.is_file():
        old.replace(file)
    elif not row.existed and file.is_file() and _digest(file.read_bytes()) == row.sha256:
        file.unlink()


def _link(file: Path, other: Path) -> None:
    """Gives the file a second name; where the file system has none, a copy."""
    try:
        os.link(file, other, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        with file.open("rb") as source, other.open("xb") as target:
            shutil.copyfileobj(source, target)
        shutil.copystat(file, other)


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


@contextmanager
def _reporting(label: str) -> Iterator[None]:
    """What the file system refuses becomes E604 (no room) or E603 (anything else)."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        if error.errno in _NO_ROOM:
            raise _problem(label, "E604", f"no room for the new files: {reason}", "nothing was changed") from error
        raise _problem(label, "E603", f"cannot be written: {reason}", "nothing was changed") from error


def _problem(path: str, code: str, message: str, help: str) -> EnvironmentProblem:
    return EnvironmentProblem(Problem(path=path, code=code, message=message, help=help))
