"""New contents of files in; on the disk, all of them or none. One edit of a config directory at a time.

While files are exchanged, the old ones stand in a hidden directory beside them with a list of what is to become of
them: an edit that fails or is interrupted puts them back at once, and what a killed one left is put back by the next.
"""

import errno
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..disk import refusal, refuse_linked_config
from ..problems import EnvironmentProblem, Problem
from ..undisturbed import undisturbed
from .exchange_list import (
    MOST_BYTES,
    Row,
    content_of,
    copy_name,
    digest,
    make_workshop,
    put_back,
    refuse_links,
    undo_killed,
    write_list,
    write_synced,
)
from .files import LIST, WORKSHOP, plain_file
from .moving import copy_rights, put_aside, put_new, put_over, take_away

_ANY_WRITE = 0o222
# What helps where something is in the way, as a mount.
_HELP = {
    errno.EEXIST: "move elsewhere what stands there, and edit again",
    errno.EROFS: "mount it so that it can be written, and edit again",
    errno.EBUSY: "it is a mount point: mount its directory in its place, and edit again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdit:
    """A file below the config directory: what it held, and what it shall hold; None where there is no file.

    `moved_from` is the path of a file that goes, where this one takes its place.
    """

    path: str
    before: bytes | None
    after: bytes | None
    moved_from: str | None = None


@contextmanager
def locked(config: Path, label: str) -> Iterator[int]:
    """While this lasts, no other edit of the directory begins. What a killed edit left half done is undone first.

    Gives how many files that was about. Raises EnvironmentProblem: E609 where another edit is under way, E703 where
    there is no directory, E113 where a link leads to it, E612 where files that a killed edit had changed were changed
    by hand since: they stay, and what they held before is kept beside them.
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
            undone = undo_killed(config, label)
        yield undone
    finally:
        os.close(directory)


def save(config: Path, edits: Sequence[FileEdit], label: str) -> None:
    """Puts all new contents in the place of the old ones. Within `locked` only.

    Raises EnvironmentProblem with every file as it was: E610 where one is no longer what the edit was made from, E603
    or E604 where the disk refuses. An interruption that comes when all is done comes too late, and is passed over.
    """
    for edit in edits:
        _check_unchanged(config, edit, label)
    begun = 0
    with undisturbed() as interrupted:
        try:
            with _reporting(label):
                _prepare(config, edits, label)
                for number, edit in enumerate(edits):
                    if interrupted:
                        raise KeyboardInterrupt
                    _check_unchanged(config, edit, label)
                    begun += 1
                    if not _exchange(config, number, edit):
                        begun -= 1  # it stays as it is
                        raise changed_meanwhile(edit.path, label)
                    _sync((config / edit.path).parent)
                _check_old(config, edits, label)
                (config / WORKSHOP / LIST).unlink()
        except BaseException:
            with _reporting(label):
                put_back(config, label, begun)
            raise
        with suppress(EnvironmentProblem), _reporting(label):  # the edit is done; what stays, the next one clears
            put_back(config, label)
        interrupted.clear()


def _opened(config: Path, label: str) -> int:
    refuse_linked_config(config)
    try:
        return os.open(config, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError) as error:
        help = "name it with --config; it holds a directory for each kind, such as unit_primitives"
        raise _problem(label, "E703", "no config directory here", help) from error


def _check_unchanged(config: Path, edit: FileEdit, label: str) -> None:
    file = config / edit.path
    now = plain_file(file, edit.path, MOST_BYTES) if os.path.lexists(file) else None
    if now != edit.before:
        raise changed_meanwhile(edit.path, label)
    if now is not None and not file.stat().st_mode & _ANY_WRITE:
        raise _problem(
            f"{label}/{edit.path}", "E603", "nobody may write this file", "allow it with chmod, and try again"
        )


def _check_old(config: Path, edits: Sequence[FileEdit], label: str) -> None:
    """Whoever had an old file open may have written into it until now."""
    for number, edit in enumerate(edits):
        old = config / WORKSHOP / "old" / str(number)
        if edit.before is not None and digest(old.read_bytes()) != digest(edit.before):
            raise changed_meanwhile(edit.path, label)


def changed_meanwhile(path: str, label: str) -> EnvironmentProblem:
    """E610 for a file that is no longer what an edit was made from."""
    message = "changed since this edit was made from it; nothing was written"
    return _problem(f"{label}/{path}", "E610", message, "look at what stands there now, and edit again")


def _prepare(config: Path, edits: Sequence[FileEdit], label: str) -> None:
    """The new contents on the disk, the old ones under a second name, and the list of what is to be exchanged."""
    workshop = config / WORKSHOP
    refuse_links(config, label)
    make_workshop(config)
    for name in ("new", "old"):
        (workshop / name).mkdir()
    for number, edit in enumerate(edits):
        if edit.before is not None:
            put_aside(config / edit.path, workshop / "old" / str(number))
        if edit.after is not None:
            write_synced(workshop / "new" / str(number), edit.after)
            former = edit.moved_from or (edit.path if edit.before is not None else None)
            if former:
                copy_rights(config / former, workshop / "new" / str(number))
                os.utime(workshop / "new" / str(number))  # it is new all the same
    write_list(config, [_row(config, edit) for edit in edits])
    _sync(workshop)


def _row(config: Path, edit: FileEdit) -> Row:
    is_first = edit.after is not None and not (config / edit.path).parent.exists()
    return Row(path=edit.path, before=digest(edit.before), after=digest(edit.after), is_first=is_first)


def _exchange(config: Path, number: int, edit: FileEdit) -> bool:
    """Whether it is done: not where something else stands there by now, which stays."""
    file, new, copy = config / edit.path, config / WORKSHOP / "new" / str(number), copy_name(config)

    def is_old(file: Path) -> bool:
        return content_of(file) == digest(edit.before)

    if edit.after is None:
        return take_away(file, new, copy, is_old)
    if edit.before is None:
        file.parent.mkdir(exist_ok=True)
        return put_new(new, file, copy)
    return put_over(new, file, copy, is_old)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _reporting(label: str) -> Iterator[None]:
    """What the file system refuses becomes E604 (no room) or E603 (anything else)."""
    try:
        yield
    except OSError as error:
        help = _HELP.get(error.errno or 0, "")
        raise refusal(error, label, what="the new files", make_room="make room, and edit again", help=help) from error


def _problem(path: str, code: str, message: str, help: str) -> EnvironmentProblem:
    return EnvironmentProblem(Problem(path=path, code=code, message=message, help=help))
