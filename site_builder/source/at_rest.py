"""A config directory in, what is read of it while no edit is under way out."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..disk import is_locked
from .files import LIST, WORKSHOP

T = TypeVar("T")

_PATIENCE, _PAUSE = 10.0, 0.02  # seconds


def read_at_rest(config: Path, read: Callable[[], T]) -> T:
    """What is read of a directory while no edit of it is under way; after some seconds as it is, which E116 tells."""
    until = time.monotonic() + _PATIENCE
    while True:
        while (
            os.path.lexists(config / WORKSHOP / LIST) and is_locked(config, os.O_DIRECTORY) and time.monotonic() < until
        ):
            time.sleep(_PAUSE)
        before = _changed_at(config)
        found = read()
        if _changed_at(config) == before or time.monotonic() >= until:
            return found


def _changed_at(config: Path) -> tuple[int, ...]:
    """When something came or went last: in it, and in the directory in which an edit keeps what it exchanges."""
    return tuple(map(_moment, (config, config / WORKSHOP)))


def _moment(directory: Path) -> int:
    with suppress(OSError):
        return directory.stat().st_mtime_ns
    return 0
