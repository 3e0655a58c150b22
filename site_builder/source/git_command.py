"""Arguments in, what git prints out; E707 with advice for all that git refuses.

Only commands for programs are run, whose output no setting of anybody changes. They read commits and the files in them,
never a working tree or an index, so that nothing that stands in a repository is ever executed and nothing is fetched.
"""

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..disk import refusal
from ..problems import EnvironmentProblem, Problem, visible

# A directory that holds what a bare repository holds is none, since its files could come from anybody.
_SETTINGS = (
    *("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "core.commitGraph=false"),  # where git keeps which commit came of which, and believes it without a check
    *("-c", "core.useReplaceRefs=false"),  # what was committed, and not what a clone shows in its place
    *("-c", "advice.graftFileDeprecated=false"),  # that none is read is set below
)
# What is set while a hook runs would lead to another repository. Settings stay: they may say whose repositories are
# safe.
_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_ENVIRONMENT = {
    "LC_ALL": "C",  # words that are looked for below
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a clone that lacks files would fetch them, with a program that its settings name
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_INDEX_FILE": "",  # none: comparing commits, git would open it all the same
}
_OTHER_OWNER = re.compile(
    r"(?:dubious ownership in repository at|unsafe repository \()\s*'(.+?)'(?:\n| is owned)", re.DOTALL
)
_LOST = re.compile(r"missing object [0-9a-f]+ for (refs/\S+)")
_NEWER = re.compile(r"unknown repository extensions? found:((?:\s+\S+)+)")
_ASIDE = ("hint: ", "warning: ")
# Told of one of many that are asked for; git goes on, and ends well. What is kept elsewhere may be gone from there.
_ERROR = re.compile(r"^error: (?!unable to normalize alternate |object directory )", re.MULTILINE)
_INSTALL = "what was committed is read with the program git: install it"
_NOT_COMMITTED = "the history of a configuration is what was committed of it"
_MOST_SAID = 1 << 16  # bytes of what git says of its failure


class NothingCommitted(EnvironmentProblem):
    """There is no past to know: no repository, or no commit in it yet (E707)."""

    def __init__(self, label: str, message: str) -> None:
        super().__init__(Problem(path=label, code="E707", message=message, help=_NOT_COMMITTED))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problem.path, self.problem.message)


class NotInstalled(EnvironmentProblem):
    """There is no git here, so that nobody knows whether there is a past (E707)."""


def run(
    directory: Path, arguments: Iterable[str], label: str, given: Iterable[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """A command that is given these lines, after it has ended. Raises EnvironmentProblem where git cannot be run."""
    try:
        return subprocess.run(
            _command(directory, arguments), input=_lines(given), capture_output=True, check=False, env=_environment()
        )
    except OSError as error:
        raise _not_run(error, label) from error


def printed(directory: Path, arguments: Iterable[str], label: str, given: Iterable[str] = ()) -> bytes:
    """What a command prints that is given these lines. Raises EnvironmentProblem where git refuses."""
    ended = run(directory, arguments, label, given)
    if ended.returncode:
        raise why_refused(ended.stderr.decode("utf-8", "replace"), label)
    return ended.stdout


@contextmanager
def piped(directory: Path, arguments: Iterable[str], label: str, given: Iterable[str] = ()) -> Iterator[IO[bytes]]:
    """What a command prints that is given these lines, while it does, however much that is.

    Raises EnvironmentProblem where git refuses.
    """
    with _temporary(_lines(given)) as asked, _temporary() as said:
        command = _command(directory, arguments)
        try:
            process = subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=said, env=_environment())
        except OSError as error:
            raise _not_run(error, label) from error
        with process:
            assert process.stdout is not None
            yield process.stdout
        said.seek(0)
        words = said.read(_MOST_SAID).decode("utf-8", "replace")
    if process.returncode or _ERROR.search(words):
        raise why_refused(words, label)


def why_refused(words: str, label: str) -> EnvironmentProblem:
    """Why git ended otherwise than well, in words that help."""
    if found := _OTHER_OWNER.search(words):
        command = f"git config --global --add safe.directory {shlex.quote(found[1])}"
        message = "git does not read this repository, because it belongs to another user"
        return refused(label, message, f"if you trust what is in it, run: {command}")
    if "cannot use bare repository" in words:
        return taken_for_bare(label)
    if "promisor" in words or "lazy fetching" in words:
        message = "this clone was made with a filter and lacks files of older commits"
        return refused(label, message, "clone it again, without --filter")
    if found := _LOST.search(words):
        command = f"git update-ref -d {shlex.quote(found[1])}"
        message = f"git cannot read this repository: it lacks what {visible(found[1])} leads to"
        return refused(label, message, f"fetch it; or, where nobody needs it, run: {command}")
    if found := _NEWER.search(words):
        known = ", ".join(visible(name) for name in found[1].split())
        return refused(label, f"git does not know what this repository has: {known}", "a newer git reads it")
    lines = [line for line in words.splitlines() if not line.startswith(_ASIDE)]
    said = next((line for line in lines if line.startswith("fatal: ")), next(iter(lines), ""))
    reason = visible(said.removeprefix("fatal: ").removeprefix("error: ")) or "it does not say why"
    return refused(label, f"git cannot read this repository: {reason}")


def taken_for_bare(label: str) -> EnvironmentProblem:
    """E707 for files that lie there as those of a bare repository do: they could come from anybody."""
    message = "git takes what is around it for a bare repository, which is not read"
    help = "where it is one, clone it and read the clone; where it is none, rename HEAD, objects or refs in it"
    return refused(label, message, help)


def refused(label: str, message: str, help: str = "") -> EnvironmentProblem:
    """E707 about the directory that messages call `label`."""
    return EnvironmentProblem(Problem(path=label, code="E707", message=message, help=help))


def _lines(given: Iterable[str]) -> bytes:
    return os.fsencode("".join(f"{line}\n" for line in given))


def _not_run(error: OSError, label: str) -> EnvironmentProblem:
    if isinstance(error, FileNotFoundError):
        return NotInstalled(Problem(path=label, code="E707", message="git is not installed", help=_INSTALL))
    return refused(label, f"git cannot be run: {(error.strerror or str(error)).lower()}")


def _command(directory: Path, arguments: Iterable[str]) -> list[str]:
    """-C rather than a working directory: with `.` on the PATH, git itself would be looked for in the repository."""
    return ["git", "--no-pager", *_SETTINGS, "-C", str(directory), *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return {**kept, **_ENVIRONMENT}


def _temporary(data: bytes = b"") -> IO[bytes]:
    """A file without a name. Raises EnvironmentProblem where the temporary directory has no room for it, or is none."""
    try:
        file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 whoever asked for it closes it
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        file.seek(0)
    except OSError as error:
        place = visible(tempfile.tempdir or "temporary directory")
        help = "name another temporary directory with TMPDIR"
        raise refusal(error, place, what="temporary files", make_room=f"make room, or {help}", help=help) from error
    return file
