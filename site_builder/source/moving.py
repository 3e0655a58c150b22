"""A file in, the same file at a place in another directory: whole or not at all, and over mount points as well.

What stands at a place is looked at when it has gone from there: where it is something else than was expected, as what
an editor saves in this very moment, it comes back, and whoever asked hears of it.

No file is moved or linked over a mount point, also where both sides are directories of one disk: then a copy is made
beside the place, under a name that is told, and takes the place once it is on the disk. Whoever is killed meanwhile
leaves that copy, or under its name what stood at the place.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..disk import unfollowed
from ..exchange import exchange

PARTIAL = ".part"  # ends the name of a copy that is not whole yet

Expected = Callable[[Path], bool]  # whether a file is what was expected at the place


def put_over(file: Path, other: Path, copy: str, expected: Expected) -> bool:
    """The file in the place of the other; False where that is not as expected, and stays. Raises OSError.

    What stood there then is where the file was, unless a copy of the file was needed.
    """
    try:
        return _exchanged(file, other, expected)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    beside = _beside(file, other, copy)
    is_done = _exchanged(beside, other, expected)
    beside.unlink(missing_ok=True)
    return is_done


def put_new(file: Path, other: Path, copy: str) -> bool:
    """The file also at a place where nothing is; False where something has come there. Raises OSError."""
    with suppress(FileExistsError):
        return _linked(file, other) or _put_copy(file, other, copy)
    return False


def take_away(file: Path, aside: Path, copy: str, expected: Expected) -> bool:
    """The file from its place to one aside, where nothing is; False where it is not as expected, and stays.

    Behind a mount point nothing is aside then. Raises OSError.
    """
    try:
        with _about(file):
            gone = _renamed(file, aside, file.with_name(copy))
    except FileNotFoundError:
        return False
    is_done = expected(gone)
    if not is_done:
        _return(gone, file)
    if gone != aside:
        gone.unlink(missing_ok=True)
    return is_done


def put_aside(file: Path, other: Path) -> None:
    """The file under a second name, under which it stays when another takes its place. Raises OSError."""
    if not _linked(file, other):
        _copy(file, other, other)


def copy_rights(file: Path, other: Path) -> None:
    """Mode, lists of access, times and other attributes; group and owner as far as the user may give it away."""
    status = file.stat()
    for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):  # many may give it to their group, and to nobody
        with suppress(OSError):  # in a container the owner may be nobody there is
            os.chown(other, owner, group)
    shutil.copystat(file, other)


def _exchanged(file: Path, other: Path, expected: Expected) -> bool:
    ours = _identity(file)
    try:
        exchange(file, other)
    except OSError as error:
        if error.errno == errno.EXDEV:
            raise
        if not os.path.lexists(other):
            return False
        file.replace(other)  # no names are exchanged here: what comes in this very moment is not seen
        return True
    if expected(file):
        return True
    exchange(file, other)
    if _identity(file) != ours:  # somebody saved again meanwhile: the newest stays
        exchange(file, other)
    return False


def _identity(file: Path) -> tuple[int, int, int]:
    found = file.lstat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _linked(file: Path, other: Path) -> bool:
    """Gives the file a second name; False where it cannot have that one. Raises FileExistsError."""
    try:
        os.link(file, other, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _put_copy(file: Path, other: Path, copy: str) -> bool:
    beside = _beside(file, other, copy)
    try:
        if not _linked(beside, other):
            _rename_new(beside, other)
    finally:
        beside.unlink(missing_ok=True)
    return True


def _rename_new(file: Path, other: Path) -> None:
    """For a file system without second names: what comes in this very moment is not seen. Raises FileExistsError."""
    if os.path.lexists(other):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(other))
    file.replace(other)


def _renamed(file: Path, aside: Path, beside: Path) -> Path:
    """The file aside, or beside its place where a mount point is in the way."""
    try:
        return file.replace(aside)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    return file.replace(beside)


def _return(gone: Path, file: Path) -> None:
    """A file to its place, unless something newer has come there."""
    with suppress(FileExistsError):
        if not _linked(gone, file):
            _rename_new(gone, file)


def _beside(file: Path, other: Path, copy: str) -> Path:
    """A copy beside the other, which has its name once it is whole."""
    part = other.with_name(copy + PARTIAL)
    try:
        _copy(file, part, other)
        return part.replace(other.with_name(copy))
    finally:
        with suppress(OSError):  # as nothing could be made there
            part.unlink(missing_ok=True)


def _copy(file: Path, copy: Path, told: Path) -> None:
    """A copy, at a place where nothing is, that is on the disk. Where none can be made, the error is about `told`."""
    with open(file, "rb", opener=unfollowed) as source:
        data = source.read()
    with _about(told), copy.open("xb") as target:
        target.write(data)
        target.flush()
        copy_rights(file, copy)
        os.fsync(target.fileno())


@contextmanager
def _about(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(file)) from error
