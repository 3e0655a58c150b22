"""A short time in which nothing that is told to this process ends it: what was told then is obeyed at its end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

STOPPED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # the last when a terminal is closed


@contextmanager
def undisturbed() -> Iterator[list[int]]:
    """Holds back what stops a program, of which Python tells the main thread alone, until the end of the context.

    What it yields holds the signals that have come, for whoever can stop between two steps; cleared, they are
    forgotten.
    """
    told: list[int] = []
    if current_thread() is not main_thread():
        yield told
        return

    def note(number: int, _: FrameType | None) -> None:
        told.append(number)

    heard = (number for number in STOPPED_BY if signal.getsignal(number) is not signal.SIG_IGN)
    before = {number: signal.getsignal(number) for number in heard}
    try:
        for number in before:
            signal.signal(number, note)
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if told:
            signal.raise_signal(told[0])
