"""Texts in, a new directory out that holds them: whole, or not at all."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ...disk import holds, parents_of, refusal, refuse_linked_output
from ...problems import EnvironmentProblem, Problem
from ...undisturbed import undisturbed

_TAKEN = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR})
_NOTHING = "nothing was written"


def check_new(directory: Path, label: str) -> None:
    """Raises EnvironmentProblem where the directory is not missing or empty; `label` is what messages call it."""
    with _reporting(label):
        refuse_linked_output(directory, label)
        with suppress(FileNotFoundError):
            if any(directory.iterdir()):
                raise _taken(label)
        if holds(directory, Path.cwd()):
            raise _problem(label, "E602", "would replace the working directory", "name a directory of its own")


def write_new(directory: Path, files: Mapping[str, str], label: str) -> None:
    """Writes the files (path below the directory -> text). Raises EnvironmentProblem, with nothing written."""
    check_new(directory, label)
    with _reporting(label), parents_of(directory), _workshop(directory.parent) as workshop:
        made = workshop / "made"
        made.mkdir()
        if directory.is_dir():
            made.chmod(stat.S_IMODE(directory.stat().st_mode))
        for path, text in files.items():
            (made / path).parent.mkdir(exist_ok=True)
            (made / path).write_bytes(text.encode("utf-8"))
        os.rename(made, directory)  # noqa: PTH104 takes the place of an empty directory and of nothing else


@contextmanager
def _workshop(parent: Path) -> Iterator[Path]:
    """A directory that is gone afterwards, whoever stops it twice."""
    workshop = TemporaryDirectory(prefix=".site-builder-", dir=parent)
    try:
        yield Path(workshop.name)
    finally:
        with undisturbed():
            workshop.cleanup()


@contextmanager
def _reporting(label: str) -> Iterator[None]:
    """What the file system refuses becomes E601 (taken), E604 (no room) or E603 (anything else)."""
    try:
        yield
    except OSError as error:
        if error.errno in _TAKEN:
            raise _taken(label) from error
        if error.errno == errno.EBUSY:
            help = f"name a directory in it that does not exist yet; {_NOTHING}"
            raise _problem(label, "E603", "cannot be replaced: it is a mount point", help) from error
        raise refusal(error, label, what="the files", make_room=_NOTHING, help=_NOTHING) from error


def _taken(label: str) -> EnvironmentProblem:
    return _problem(label, "E601", "holds something already", "name a directory that is empty or does not exist")


def _problem(label: str, code: str, message: str, help: str = _NOTHING) -> EnvironmentProblem:
    return EnvironmentProblem(Problem(path=label, code=code, message=message, help=help))
