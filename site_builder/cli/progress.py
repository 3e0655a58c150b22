"""What lasts, told on the last line of a terminal once it has lasted a second, and wiped away before it ends.

A bar of click or tqdm moves only when something counts, and stands there from the first moment; here most steps are one
call.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

_PATIENCE, _STEP = 1.0, 0.1  # seconds before the line is shown, and between its changes
_WIPE = "\r\x1b[2K"


@contextmanager
def progress(text: str) -> Iterator[Callable[[str], None]]:
    """While this lasts, the text is shown where somebody waits; what it yields takes another text."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    line = _Line(text)
    with suppress(RuntimeError):  # no thread is to be had: then nothing is told
        line.start()
    try:
        yield line.tell
    finally:
        line.end()


class _Line(Thread):
    """Writes the newest text, and wipes it away at the end."""

    def __init__(self, text: str) -> None:
        super().__init__(daemon=True)
        self._text, self._over = text, Event()

    def tell(self, text: str) -> None:
        self._text = text

    def end(self) -> None:
        self._over.set()
        if self.is_alive():
            self.join()

    def run(self) -> None:
        if self._over.wait(_PATIENCE):
            return
        while not self._over.wait(_STEP):
            self._write(f"{_WIPE}{self._text[: shutil.get_terminal_size().columns - 2]} …")
        self._write(_WIPE)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
