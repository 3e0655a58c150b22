"""A stream that the program was started with in, one that writes to the last byte what is printed, or fails, out.

Without a buffer, as PYTHONUNBUFFERED wants it, Python passes over what the system did not take at once; where whoever
reads has asked not to be waited for, it gives up.
"""

from contextlib import suppress
from io import BufferedWriter, FileIO, TextIOWrapper, UnsupportedOperation
from select import select
from typing import Any, TextIO


def whole(stream: TextIO) -> TextIO:
    """The stream, which shows escapes in the place of letters that its terminal does not have."""
    if not isinstance(stream, TextIOWrapper):
        return stream
    stream.reconfigure(errors="backslashreplace")
    with suppress(UnsupportedOperation):  # in memory there is room
        return TextIOWrapper(
            BufferedWriter(_Patient(stream.fileno(), "w", closefd=False)),
            encoding=stream.encoding,
            errors=stream.errors,
            line_buffering=stream.line_buffering or stream.write_through,
        )
    return stream


class _Patient(FileIO):
    """Waits where the system takes no more now. Once it has failed it takes all that follows, and nobody is told."""

    _is_over = False

    def write(self, data: Any, /) -> int:
        if self._is_over:
            return memoryview(data).nbytes
        try:
            while (written := super().write(data)) is None:
                select([], [self], [])
        except BaseException:
            self._is_over = True
            raise
        return written
