"""Ctrl-C, SIGTERM and the end of the terminal in, an exception for each out, which nothing swallows."""

import atexit
import signal
import sys
from collections.abc import Iterator
from types import FrameType

_SOON = 0.001  # seconds


class Interrupted(KeyboardInterrupt):
    """Ctrl-C. Of KeyboardInterrupt Python remembers that it went through `exec`, and ends by the signal after all."""


class Terminated(SystemExit):
    """SIGTERM, with the exit status that shells tell it by; the end of the terminal is told alike."""


def obey_signals() -> None:
    """From now on. Who started the program so that it hears neither Ctrl-C nor the end of the terminal keeps that."""
    for number, obey in ((signal.SIGINT, _interrupt), (signal.SIGHUP, _terminate)):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, obey)
    signal.signal(signal.SIGTERM, _terminate)
    sys.unraisablehook = _raise_again


def _interrupt(number: int, frame: FrameType | None) -> None:
    _raise(Interrupted(), frame)


def _terminate(number: int, frame: FrameType | None) -> None:
    _raise(Terminated(128 + signal.SIGTERM), frame)


def _raise_again(lost: "sys.UnraisableHookArgs") -> None:
    """Of an exception that comes while an object is freed Python only tells: it comes once more when that is done."""
    error = lost.exc_value
    if not isinstance(error, Interrupted | Terminated):
        sys.__unraisablehook__(lost)
    elif not sys.is_finalizing():  # else the program ends anyway
        _raise_soon(type(error)(*error.args))
        atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)


def _raise_soon(error: BaseException) -> None:
    signal.signal(signal.SIGALRM, lambda number, frame: _raise(error, frame))
    signal.setitimer(signal.ITIMER_REAL, _SOON)


def _raise(error: BaseException, frame: FrameType | None) -> None:
    """Raises it now, but while another is seen to that was lost: then it would be lost as well."""
    if any(step.f_code is _raise_again.__code__ for step in _from(frame)):
        _raise_soon(error)
    else:
        raise error


def _from(frame: FrameType | None) -> Iterator[FrameType]:
    """A frame, and those that it was called by."""
    while frame:
        yield frame
        frame = frame.f_back
