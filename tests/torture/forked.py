"""A function in, a process of its own that runs it: begun at once, since nothing has to be loaded anew."""

import os
import select
import signal
import subprocess
from collections.abc import Callable
from types import TracebackType
from typing import Self

from site_builder.cli.main import BUG, FINE, MACHINE
from site_builder.problems import EnvironmentProblem

_LONGEST = 1 << 16


class Forked:
    """Such a process, with what a program that was started has too, as far as it is needed here.

    It ends with the status that the command has for what the function raises, and says it.
    """

    def __init__(self, run: Callable[[], object]) -> None:
        self.returncode: int | None = None
        self._reading, writing = os.pipe()
        self._id = os.fork()
        if self._id == 0:
            os._exit(_status(run, writing))
        os.close(writing)
        self._descriptor = os.pidfd_open(self._id)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wait()
        os.close(self._descriptor)
        os.close(self._reading)

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        if self.returncode is None and select.select([self._descriptor], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended. Raises TimeoutExpired after so many seconds."""
        if self.returncode is None:
            if not select.select([self._descriptor], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("", timeout or 0)
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Sends a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self._id, number)

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """What it says, once it has ended. Raises TimeoutExpired after so many seconds."""
        self.wait(timeout)
        return os.read(self._reading, _LONGEST), b""


def _status(run: Callable[[], object], writing: int) -> int:
    try:
        run()
    except EnvironmentProblem as problem:
        os.write(writing, str(problem).encode())
        return MACHINE
    except BaseException as error:
        os.write(writing, repr(error).encode())
        return BUG
    return FINE
