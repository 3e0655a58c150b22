"""What a file system refuses in, a problem out: E604 where there is no room, E603 for everything else."""

import errno
import os

from .problems import EnvironmentProblem, Problem, visible

# EFBIG: the largest file that a limit of the process or the file system lets through.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def refusal(error: OSError, path: str, *, what: str, make_room: str, help: str = "") -> EnvironmentProblem:
    """Why the files that `what` names cannot be written, ready to be raised; `make_room` is the advice of E604."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in _NO_ROOM:
        problem = Problem(path=path, code="E604", message=f"no room for {what}: {reason}", help=make_room)
    else:
        problem = Problem(path=path, code="E603", message=f"cannot be written: {reason}{_where(error)}", help=help)
    return EnvironmentProblem(problem)


def _where(error: OSError) -> str:
    """The file that was refused; of two, the one that the other was to become."""
    file = error.filename if error.filename2 is None else error.filename2
    return f" ({visible(os.fsdecode(file))})" if isinstance(file, str | bytes) else ""
