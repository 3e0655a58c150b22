"""A function in, a process of its own that runs it: begun at once, since nothing has to be loaded anew."""

import os
import select
import signal
import subprocess
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Forked:
    """Such a process, with what a program that was started has too, as far as it is needed here."""

    def __init__(self, run: Callable[[], object]) -> None:
        self.returncode: int | None = None
        self._id = os.fork()
        if self._id == 0:
            try:
                run()
            except BaseException:
                os._exit(1)
            os._exit(0)
        self._descriptor = os.pidfd_open(self._id)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wait()
        os.close(self._descriptor)

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
        """Waits for its end. It says nothing."""
        self.wait(timeout)
        return b"", b""
