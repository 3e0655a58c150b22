"""A command at a terminal: what its user sees, and what they type."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.running import command, surroundings

UP, DOWN, ENTER, SPACE, CLEAR, CTRL_C = "\x1b[A", "\x1b[B", "\r", " ", "\x15", "\x03"

_PATIENCE = 30  # seconds until something must be seen
_CODES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>()][A-Z0-9]?)")
_ASKS_WHERE = "\x1b[6n"  # how a program asks for the place of the cursor


class Terminal:
    """One command, its screen as all that was ever written on it, and its keyboard."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        self._process, self._end = process, end
        self._new, self.seen, self.raw = "", "", ""

    def expect(self, text: str) -> None:
        """Waits until the text stands on the screen, after what was expected before."""
        while text not in self._new:
            if not self._read():
                raise AssertionError(f"{text!r} was not seen after: {self.seen[-2000:]!r}")
        self._new = self._new.partition(text)[2]

    def type(self, *keys: str) -> None:
        for key in keys:
            os.write(self._end, key.encode())

    def ending(self) -> int:
        """Reads until the command has ended, and gives its exit status."""
        while self._read():
            pass
        return self._process.wait(_PATIENCE)

    def _read(self) -> bool:
        if not select.select([self._end], [], [], _PATIENCE)[0]:
            return False
        try:
            data = os.read(self._end, 65536).decode("utf-8", "replace")
        except OSError:  # the other end is closed
            return False
        if _ASKS_WHERE in data:
            self.type("\x1b[1;1R")
        self.raw += data
        shown = _CODES.sub("", data).replace("\r", "")
        self._new += shown
        self.seen += shown
        return bool(data)


@contextmanager
def at_terminal(*arguments: object, cwd: Path) -> Iterator[Terminal]:
    """Runs a command with both ends at a terminal of 100 columns."""
    end, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    with subprocess.Popen(
        command(*arguments),
        cwd=cwd,
        env=surroundings(TERM="xterm", NO_COLOR="1"),
        stdin=other,
        stdout=other,
        stderr=other,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C reaches it
    ) as process:
        os.close(other)
        try:
            yield Terminal(process, end)
        finally:
            process.kill()
            os.close(end)
