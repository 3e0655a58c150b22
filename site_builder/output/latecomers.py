"""Files that somebody put into the old site at the very moment of the exchange: they come into the new one."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def bring(paths: Iterable[str], tree: Path, output: Path) -> None:
    """Move these files of `tree` to where they would stand in `output`. None replaces anything: a name gets `.kept`.

    A file that both share, since it is the same in the old site and the new one, is there already.
    """
    for path in paths:
        if not _is_shared(tree / path, output / path):
            (tree / path).rename(_with_room(output, path))


def _is_shared(one: Path, other: Path) -> bool:
    with suppress(FileNotFoundError, NotADirectoryError):
        return os.path.samestat(one.lstat(), other.lstat())
    return False


def _with_room(output: Path, path: str) -> Path:
    """Where a file of this path can stand without replacing anything; the directory is made."""
    *parents, name = Path(path).parts
    directory = output
    for parent in parents:
        directory /= parent
        while os.path.lexists(directory) and not directory.is_dir():
            directory = _kept(directory)
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / name
    while os.path.lexists(file):
        file = _kept(file)
    return file


def _kept(path: Path) -> Path:
    return path.with_name(path.name + ".kept")
