"""One system call: two names of one file system change places in one step, so that no reader sees neither or both."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)

# The number of renameat2 for a C library that has no such function, by the machine's name (64-bit programs only).
_NUMBERS = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "loongarch64": 276, "ppc64le": 357, "s390x": 347}

_Call = Callable[[bytes, bytes], int]


def exchange(one: Path, other: Path) -> None:
    """Give each of two existing files or directories the other's name, at once.

    Raises OSError, and has changed nothing, where the system, the file system or the place does not allow it.
    """
    sys.audit("os.rename", one, other, -1, -1)  # what it is to whoever watches what this process does to files
    if _exchange_call()(os.fsencode(one), os.fsencode(other)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _exchange_call() -> _Call:
    library = ctypes.CDLL(None, use_errno=True)
    return linux_call(library) or linux_call_by_number(library) or macos_call(library) or _no_call


def linux_call(library: ctypes.CDLL) -> _Call | None:
    """The C library's own renameat2: glibc 2.28 and later, and others."""
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        function = library.renameat2
        function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(function(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    return None


def linux_call_by_number(library: ctypes.CDLL) -> _Call | None:
    """The kernel's renameat2 without the C library's help."""
    number = _NUMBERS.get(os.uname().machine)
    if sys.platform == "linux" and number is not None and sys.maxsize > 1 << 32:
        function = library.syscall
        function.restype = ctypes.c_long
        places = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
        function.argtypes = (ctypes.c_long, *places, ctypes.c_uint)
        return lambda one, other: int(function(number, _AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    return None


def macos_call(library: ctypes.CDLL) -> _Call | None:
    """The same on macOS, where the file system is APFS."""
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        function = library.renamex_np
        function.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(function(one, other, _RENAME_SWAP))
    return None


def _no_call(one: bytes, other: bytes) -> int:
    ctypes.set_errno(errno.ENOSYS)
    return -1
