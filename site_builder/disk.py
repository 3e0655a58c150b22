"""What file systems answer: which path holds which, and why one cannot be written, as a problem (E603, E604)."""

import errno
import os
from pathlib import Path

from .problems import EnvironmentProblem, Problem, visible

# EFBIG: the largest file that a limit of the process or the file system lets through.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def holds(outer: Path, inner: Path) -> bool:
    """Whether `inner` is `outer` or lies in it, by whatever names the two go. Links in a circle raise nothing."""
    real, within = (Path(os.path.realpath(path)) for path in (outer, inner))
    return any(_same(step, real) for step in (within, *within.parents))


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
