"""A config directory in, what is read of it while no edit is under way out."""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from .files import LIST, WORKSHOP

T = TypeVar("T")

_PATIENCE, _PAUSE = 10.0, 0.02  # seconds


def read_at_rest(config: Path, read: Callable[[], T]) -> T:
    """What is read of a directory while no edit of it is under way; after some seconds as it is, which E116 tells."""
    until = time.monotonic() + _PATIENCE
    while True:
        while os.path.lexists(config / WORKSHOP / LIST) and _is_locked(config) and time.monotonic() < until:
            time.sleep(_PAUSE)
        before = _changed_at(config)
        found = read()
        if _changed_at(config) == before or time.monotonic() >= until:
            return found


def _is_locked(config: Path) -> bool:
    """Whether an edit is alive."""
    with suppress(OSError):
        directory = os.open(config, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(directory, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(directory)
    return False


def _changed_at(config: Path) -> int:
    """When something in it came or went last, as the directory does in which an edit keeps what it exchanges."""
    with suppress(OSError):
        return config.stat().st_mtime_ns
    return 0
