"""Config directories in, what is read of them and of their past out: all of it as it stood at one moment.

Whoever edits, pulls or tags meanwhile has it read again; what nobody reads may change.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ..problems import EnvironmentProblem, InvalidConfig, Problem, printable
from .looking import Sources, first_other, look

T = TypeVar("T")

_PATIENCE, _PAUSE = 10.0, 0.02  # seconds
_TIMES = 3  # that something is read at least before it is given up


def read_unmixed(read: Callable[[], T], *directories: Path) -> T:
    """What is read of config directories and of their past in git while nothing in either changes.

    What is no directory may become one; as long as it is none, nothing is asked of git. Raises what `read` raises then,
    and EnvironmentProblem (E610) where something has changed each time.
    """
    watched = Sources(configs=directories)
    until, times, other = time.monotonic() + _PATIENCE, 0, ""
    while times < _TIMES or time.monotonic() < until:
        times += 1
        before = look(watched)
        try:
            found = read()
        except (InvalidConfig, EnvironmentProblem):
            if not (other := first_other(before, look(watched))):
                raise
        else:
            if not (other := first_other(before, look(watched))):
                return found
        time.sleep(_PAUSE)
    message = f"something changed each of the {times} times that all was read, this the last time"
    help = "wait until nothing writes to the configuration, or to branches and tags of its repository, and try again"
    raise EnvironmentProblem(Problem(path=printable(other), code="E610", message=message, help=help))
