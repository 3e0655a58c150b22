"""Ctrl-C, SIGTERM and the end of the terminal in, an exception for each out, which nothing swallows."""

import atexit
import signal
import sys
from functools import partial
from types import FrameType
from typing import NoReturn

_SOON = 0.001  # seconds


class Interrupted(KeyboardInterrupt):
    """Ctrl-C. Of KeyboardInterrupt itself Python remembers that it went through `exec`, and ends by the signal after all."""


class Terminated(SystemExit):
    """SIGTERM, with the exit status that shells tell it by; the end of the terminal is told alike."""


def obey_signals() -> None:
    """From now on. Whoever started the program so that it hears neither Ctrl-C nor the end of the terminal keeps that."""
    for number, obey in ((signal.SIGINT, _interrupt), (signal.SIGHUP, _terminate)):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, obey)
    signal.signal(signal.SIGTERM, _terminate)
    sys.unraisablehook = _raise_again


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise Interrupted


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated(128 + signal.SIGTERM)


def _raise_again(lost: "sys.UnraisableHookArgs") -> None:
    """Of an exception that comes while an object is freed Python only tells: it comes once more when that is done."""
    error = lost.exc_value
    if not isinstance(error, Interrupted | Terminated):
        sys.__unraisablehook__(lost)
    elif not sys.is_finalizing():  # else the program ends anyway
        signal.signal(signal.SIGALRM, partial(_raise, type(error)(*error.args)))
        signal.setitimer(signal.ITIMER_REAL, _SOON)
        atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)


def _raise(error: BaseException, number: int, frame: FrameType | None) -> NoReturn:
    raise error
