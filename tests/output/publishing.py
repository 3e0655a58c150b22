"""What the tests of publishing share: sites as texts by path, and programs that run beside the test.

A program is a text: what it must do (be killed, lose rights, see other mounts) cannot be done to the test itself.
"""

import ctypes
import errno
import os
import shutil
import signal
import stat
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from site_builder.output.artifact import Artifact
from site_builder.output.workspace import _hold

ROOT = Path(__file__).parents[2]

PRELUDE = """
import errno, os, select, shutil, signal, subprocess, sys
from itertools import count
from pathlib import Path
from site_builder.output.publisher import check_output, publish
from site_builder.problems import EnvironmentProblem
from tests.output.publishing import *
"""


def artifacts(files: Mapping[str, str]) -> Iterator[Artifact]:
    """The files one by one, as a renderer gives them."""
    return (Artifact(path, text.encode()) for path, text in files.items())


def site(directory: Path) -> dict[str, str]:
    """The texts of all files below the directory by path, without what publishing needs for itself."""
    files = {path.relative_to(directory).as_posix(): path for path in directory.rglob("*") if path.is_file()}
    return {name: path.read_text("utf-8") for name, path in files.items() if not name.startswith(".site-builder")}


def left_by_a_killed_build(workspace: Path) -> Path:
    """The workspace, with the lock that a build makes in it, which nobody holds."""
    workspace.mkdir()
    os.close(_hold(workspace / "site-builder.lock"))
    return workspace


def names(directory: Path) -> list[str]:
    """What stands in the directory, sorted."""
    return sorted(path.name for path in directory.iterdir())


def state(directory: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """All that must stay as it was: names, kinds and modes, inodes, times of modification, bytes."""
    found = {}
    for path in (directory, *sorted(directory.rglob("*"))):
        status = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
        found[str(path)] = (status.st_mode, status.st_ino, status.st_mtime_ns, content)
    return found


@contextmanager
def closed(*directories: Path) -> Iterator[None]:
    """Directories in which nobody may write, for a while."""
    for directory in directories:
        directory.chmod(0o555)
    try:
        yield
    finally:
        for directory in directories:
            directory.chmod(0o755)


def run(code: str, *arguments: object, prefix: Sequence[str] = ()) -> list[str]:
    """The lines that a program prints, which must end well."""
    done = subprocess.run(_command(code, arguments, prefix), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@contextmanager
def running(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A program whose input and output the test holds; it is killed at the end."""
    command = _command(code, arguments, ())
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _command(code: str, arguments: Sequence[object], prefix: Sequence[str]) -> list[str]:
    return [*prefix, sys.executable, "-c", PRELUDE + code, *map(str, arguments)]


def at_step(step: int, what: Callable[[], object]) -> None:
    """Do something just before this process's file operation number `step` (from 1)."""
    left = step

    def count_down(event: str, _: object) -> None:
        nonlocal left
        if event == "open" or event.startswith(("os.", "fcntl.")):
            left -= 1
            if left == 0:
                what()

    sys.addaudithook(count_down)


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def at_line(step: int, what: Callable[[], object]) -> None:
    """Do something before line number `step` (from 1) that this process comes to as one site takes another's place."""
    left = step

    def count_down(frame: FrameType, event: str, _: object) -> Any:
        nonlocal left
        if frame.f_globals.get("__name__") not in ("site_builder.output.placement", "site_builder.exchange"):
            return None
        left -= event == "line"
        if event == "line" and left == 0:
            what()
        return count_down

    sys.settrace(count_down)


def ctrl_c() -> None:
    """What a terminal does to the program in front of it."""
    os.kill(os.getpid(), signal.SIGINT)


def interrupt() -> None:
    """What Ctrl-C does."""
    raise KeyboardInterrupt


def fill_the_disk() -> None:
    """What the file system says when it has no room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def stopped_at_every_step(
    old: Mapping[str, str], new: Mapping[str, str], how: Callable[[], None] = die, setting: str = ""
) -> str:
    """A program that stops the second build into its argument, again and again, each time one step later.

    It prints a line for each: which site is there then, which after a build that fails, whether a good build comes to
    its end, and what stands beside the site. Without an old site, the first build is stopped. `setting` is code that
    runs before.
    """
    sites = f"OLD, NEW, LATER = {old}, {new}, {{'index.html': 'later'}}"
    return f"{sites}\nstop = {how.__name__}\n{setting}{_STOPPED_AT_EVERY_STEP}"


_STOPPED_AT_EVERY_STEP = """
def failing():
    raise LookupError
    yield

def standing():
    names = {"none": {}, "old": OLD, "new": NEW, "later": LATER}
    return next((name for name, files in names.items() if files == site(output)), "mixture")

def stopped(step):
    child = os.fork()
    if child == 0:
        def stopping():
            os.write(reached, b"x")
            stop()
        at_step(step, stopping)
        try:
            publish(artifacts(NEW), output)
        except (KeyboardInterrupt, EnvironmentProblem):
            pass
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    return select.select([reaching], [], [], 0)[0] and os.read(reaching, 1)

reaching, reached = os.pipe()

output = Path(sys.argv[1], "public")
for step in count(1):
    if OLD:
        publish(artifacts(OLD), output)
    else:
        shutil.rmtree(output, ignore_errors=True)
    if not stopped(step):
        break
    found = [standing()]
    try:
        publish(failing(), output)
    except LookupError:
        found.append(standing())
    publish(artifacts(LATER), output)
    print(*found, standing(), *names(output.parent))
"""


# Numbers of system calls, by machine.
_CALLS = {
    "x86_64": {"renameat2": 316, "link": 86, "linkat": 265},
    "aarch64": {"renameat2": 276, "linkat": 37},
}


def can_refuse_calls() -> bool:
    """Whether `refuse_calls` works here."""
    return sys.platform == "linux" and os.uname().machine in _CALLS


def refuse_calls(*names: str) -> None:
    """From now on the kernel refuses these system calls to this process (renameat2: an exchange only), by seccomp."""
    numbers = _CALLS[os.uname().machine]
    instructions = []
    for number in (numbers[name] for name in names if name in numbers):
        instructions += [
            _instruction(0x20, 0, 0, 0),  # load the number of the call
            _instruction(0x15, 0, 3 if number == numbers["renameat2"] else 1, number),  # another one: go on
            *(
                (_instruction(0x20, 0, 0, 48), _instruction(0x15, 0, 1, 2))  # load its fifth argument, the flags
                if number == numbers["renameat2"]
                else ()
            ),
            _instruction(0x06, 0, 0, 0x00050000 | errno.EINVAL),
        ]
    instructions.append(_instruction(0x06, 0, 0, 0x7FFF0000))  # let all others through
    filters = ctypes.create_string_buffer(b"".join(instructions))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(filters)))
    library = ctypes.CDLL(None, use_errno=True)
    assert library.prctl(38, 1, 0, 0, 0) == 0  # no new privileges
    assert library.prctl(22, 2, program, 0, 0) == 0, os.strerror(ctypes.get_errno())


def _instruction(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


@cache
def mounting() -> tuple[str, ...] | None:
    """What to put before a command that mounts for itself alone; None where that is not permitted."""
    candidates = (("unshare", "--mount"), ("unshare", "--user", "--map-root-user", "--mount"))
    test = ("mount", "-t", "tmpfs", "none", "/tmp")
    return next((prefix for prefix in candidates if _works((*prefix, *test))), None)


@cache
def plain_rights() -> tuple[str, ...] | None:
    """What to put before a command that shall heed permissions even for root; None where that is not possible."""
    if os.geteuid() != 0:
        return ()
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    return prefix if _works((*prefix, "true")) else None


def _works(command: Sequence[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
