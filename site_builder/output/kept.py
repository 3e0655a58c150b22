"""What builds keep to be faster next time, read as what a stranger may have written."""

import os
import stat
from pathlib import Path

_LARGEST = 64 * 1024 * 1024  # bytes that are read


def plain_text(file: Path) -> str:
    """The text of a plain file: a link is not followed, a pipe does not hang, and what is too large is left alone."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, encoding="utf-8") as stream:
        status = os.fstat(descriptor)
        return stream.read() if stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST else "{}"
