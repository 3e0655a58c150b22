"""A file in, the same file at a place in another directory: whole or not at all, and over mount points as well.

No file is moved or linked over a mount point, also where both sides are directories of one disk: then a copy is made
beside the place, under a name that is told, and takes the place once it is on the disk. Whoever is killed meanwhile
leaves nothing but that copy.
"""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from ..disk import unfollowed


def put_over(file: Path, other: Path, copy: str) -> None:
    """The file in the place of another; it stays where it was too, where it had to be copied. Raises OSError."""
    try:
        file.replace(other)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _beside(file, other, copy).replace(other)


def put_new(file: Path, other: Path, copy: str) -> None:
    """The file also at a place where nothing is. Raises OSError: FileExistsError where something has come there."""
    if _linked(file, other):
        return
    beside = _beside(file, other, copy)
    if not _linked(beside, other):  # no file has a second name here: what comes in this very moment is not seen
        if os.path.lexists(other):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(other))
        beside.replace(other)
    beside.unlink(missing_ok=True)


def put_aside(file: Path, other: Path) -> None:
    """The file under a second name, under which it stays when another takes its place. Raises OSError."""
    if not _linked(file, other):
        _copied(file, other)


def copy_rights(file: Path, other: Path) -> None:
    """Mode, lists of access, times and other attributes; group and owner as far as the user may give it away."""
    status = file.stat()
    for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):  # many may give it to their group, and to nobody
        with suppress(OSError):  # in a container the owner may be nobody there is
            os.chown(other, owner, group)
    shutil.copystat(file, other)


def _linked(file: Path, other: Path) -> bool:
    """Gives the file a second name; False where it cannot have that one. Raises FileExistsError."""
    try:
        os.link(file, other, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _beside(file: Path, other: Path, copy: str) -> Path:
    """A copy beside the other; who hears that it cannot be made knows the other."""
    try:
        return _copied(file, other.with_name(copy))
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(other)) from error


def _copied(file: Path, other: Path) -> Path:
    """The other, which was not there, as a copy that is on the disk."""
    with open(file, "rb", opener=unfollowed) as source, other.open("xb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        copy_rights(file, other)
        os.fsync(target.fileno())
    return other
