"""`python -m tests.torture.stepping STEP ARGUMENTS ...`: the command, killed just before change number STEP of a file.

So that a test strikes at the same moments every time. Where there are fewer changes, it ends as it would; with 0, it
prints how many there are.
"""

import os
import sys

from site_builder.__main__ import main
from tests.output.publishing import die

_CHANGES = frozenset("os.mkdir os.rename os.link os.remove os.rmdir os.chmod os.utime ctypes.dlopen".split())


def run(step: int) -> None:
    """Runs the command of `sys.argv`, up to the step."""
    changes = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        if event in _CHANGES or (event == "open" and _writes(arguments[2])):
            changes += 1
            if changes == step:
                die()

    sys.addaudithook(count)
    try:
        main()
    finally:
        if not step:
            sys.stdout.write(f"{changes}\n")


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    run(int(sys.argv.pop(1)))
