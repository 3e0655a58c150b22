"""What file systems answer: which path holds which, which is locked, which is a link, and why one cannot be written.

The last two as problems as well (E113, E606; E603, E604).
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .problems import EnvironmentProblem, Problem, printable, visible
from .undisturbed import undisturbed

# EFBIG: the largest file that a limit of the process or the file system lets through.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def unfollowed(path: str, flags: int) -> int:
    """Opens a file, as `open` asks for it: a link is not followed, and a pipe does not hang. Raises OSError."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def read_plain(file: Path, most: int) -> bytes:
    """At most `most` + 1 bytes of a file. Raises OSError, also for a link."""
    with open(file, "rb", opener=unfollowed) as stream:
        return stream.read(min(os.fstat(stream.fileno()).st_size, most) + 1)


@contextmanager
def parents_of(path: Path) -> Iterator[None]:
    """Those that are missing are there within this, and afterwards where it ends well. Raises OSError."""
    missing = [parent for parent in path.parents if not parent.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with undisturbed():
            for parent in missing:
                with suppress(OSError):  # was not made, or somebody else has put something there
                    parent.rmdir()
        raise


def is_locked(path: Path, flags: int) -> bool:
    """Whether somebody holds the lock of a file or directory, opened with these flags beside; a pipe does not hang."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | flags)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
    return False


def made_here(file: Path) -> str:
    """What only the file system sets of a file, so that no clone, archive or copy brings it along. Raises OSError.

    That is its inode, and when it was last written, linked or otherwise changed, as `stat -c '%i %.9Z'` tells; a disk
    that is mounted anew keeps both.
    """
    status = file.lstat()
    seconds, nanoseconds = divmod(status.st_ctime_ns, 10**9)
    return f"{status.st_ino} {seconds}.{nanoseconds:09}"


def holds(outer: Path, inner: Path) -> bool:
    """Whether `inner` is `outer` or lies in it, by whatever names the two go. Links in a circle raise nothing."""
    real, within = (Path(os.path.realpath(path)) for path in (outer, inner))
    return any(_same(step, real) for step in (within, *within.parents))


def link_on_the_way(path: Path) -> Path | None:
    """The path or a part of the way to it, where that is a link that whoever writes to a repository may have put there.

    Of a relative path that is any link, of an absolute one each that stands below the working directory: who names one
    outside by its whole path means where it leads. Raises OSError where the file system does not tell.
    """
    links = (step for step in (path, *path.parents) if step.is_symlink())
    if not path.is_absolute():
        return next(links, None)
    try:
        here = Path.cwd()
    except FileNotFoundError:  # nothing is below a working directory that is gone
        return None
    # The whole file system is nobody's clone.
    return next((link for link in links if here != here.parent and holds(here, link.parent)), None)


def refuse_linked_config(config: Path) -> None:
    """Raises EnvironmentProblem (E113) for a config directory with such a link on the way, and OSError."""
    link = link_on_the_way(config)
    if link and link.exists():  # one that leads nowhere is told by who looks for the directory
        leads = os.path.relpath(os.path.realpath(config))
        message, help = (
            "this is a link, and is not followed",
            f"the configuration would be {printable(leads)}: if you mean that directory, name it, as with --config",
        )
        raise EnvironmentProblem(Problem(path=printable(link.as_posix()), code="E113", message=message, help=help))


def refuse_linked_output(output: Path, shown: str) -> None:
    """Raises EnvironmentProblem (E606) for an output that is a link or has such a link on the way, and OSError."""
    if link := output if output.is_symlink() else link_on_the_way(output):
        subject = "is" if link == output else f"'{printable(link.as_posix())}' is"
        message = f"{subject} a link; links are neither followed nor replaced"
        help = f"it points to {printable(os.fspath(link.readlink()))}"
        raise EnvironmentProblem(Problem(path=shown, code="E606", message=message, help=help))


def refusal(error: OSError, path: str, *, what: str, make_room: str, help: str = "") -> EnvironmentProblem:
    """Why the files that `what` names cannot be written, ready to be raised; `make_room` is the advice of E604."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in _NO_ROOM:
        problem = Problem(path=path, code="E604", message=f"no room for {what}: {reason}", help=make_room)
    else:
        problem = Problem(path=path, code="E603", message=f"cannot be written: {reason}{_where(error)}", help=help)
    return EnvironmentProblem(problem)


def _same(one: Path, other: Path) -> bool:
    """By identity too, as one directory may have several spellings."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _where(error: OSError) -> str:
    """The file that was refused; of two, the one that the other was to become."""
    file = error.filename if error.filename2 is None else error.filename2
    return f" ({visible(os.fsdecode(file))})" if isinstance(file, str | bytes) else ""
