"""A complete new site in, the published site out: the new tree takes the place of the old one.

Three ways, best first; a way that the system refuses has changed nothing, and the next is tried.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from ..exchange import exchange
from .paths import with_parents
from .workspace import Workspace


class How(StrEnum):
    """The way in which the new site came into its place."""

    UNCHANGED = "unchanged"  # it stood there already
    CREATED = "created"  # there was none; at once
    EXCHANGED = "exchanged"  # with the old one; at once
    RENAMED = "renamed"  # the old one away, the new one there: two steps
    MERGED = "merged"  # entry by entry


def put_in_place(work: Workspace, output: Path, owned: Iterable[str]) -> How:
    """Make `work.whole` the output; what was there is then somewhere in the workspace.

    `owned` are the paths of the old site's files: only these may be removed where the output is replaced entry by
    entry. Raises OSError when no way is open; the old site is then as it was.
    """
    if not os.path.lexists(output):
        work.whole.rename(output)
        return How.CREATED
    with suppress(OSError):
        exchange(work.whole, output)
        return How.EXCHANGED
    with suppress(OSError):
        _rename_two(work.whole, output, work.old)
        return How.RENAMED
    _merge(work, output, owned)
    return How.MERGED


def _rename_two(new: Path, old: Path, spare: Path) -> None:
    old.rename(spare)
    try:
        new.rename(old)
    except OSError:
        spare.rename(old)
        raise


def _merge(work: Workspace, output: Path, owned: Iterable[str]) -> None:
    steps = _Steps(with_parents(owned))
    work.replaced.mkdir()
    try:
        steps.replace_entries(work.whole, output, work.replaced)
    except BaseException:
        steps.undo()
        raise
    steps.remove_emptied()


class _Steps:
    """Renames from new to old directory, each of which can be taken back."""

    def __init__(self, owned: frozenset[str]) -> None:
        self._owned = owned
        self._done: list[tuple[Callable[[Path, Path], object], Path, Path]] = []
        self._emptied: list[Path] = []

    def replace_entries(self, new: Path, old: Path, spare: Path, inside: str = "") -> None:
        """Give `old` the entries of `new`: first those it lacks, then those it has, then what is left over goes."""
        names, before = _names(new), _names(old)
        for name in sorted(names, key=before.__contains__):
            self._replace(new / name, old / name, spare / name, f"{inside}{name}/")
        for name in sorted(set(before).difference(names)):
            self._remove(old / name, spare / name, inside + name)

    def undo(self) -> None:
        """Take every step back, the last first."""
        for how, one, other in reversed(self._done):
            with suppress(OSError):
                how(one, other)

    def remove_emptied(self) -> None:
        """Remove directories that had to stay until their entries were gone."""
        for directory in self._emptied:
            with suppress(OSError):
                directory.rmdir()

    def _replace(self, new: Path, old: Path, spare: Path, inside: str) -> None:
        if not os.path.lexists(old):
            self._rename(new, old)
            return
        with suppress(OSError):
            self._exchange(new, old)
            return
        try:
            self._rename_two(new, old, spare)
        except OSError:
            if not (new.is_dir() and old.is_dir()):
                raise
            # A directory that cannot be renamed itself, as in the lower layer of an overlay.
            self.replace_entries(new, old, spare, inside)

    def _remove(self, old: Path, spare: Path, path: str) -> None:
        if path not in self._owned:
            return
        spare.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._rename(old, spare)
        except OSError:
            if not old.is_dir():
                raise
            for name in _names(old):
                self._remove(old / name, spare / name, f"{path}/{name}")
            self._emptied.append(old)

    def _exchange(self, one: Path, other: Path) -> None:
        exchange(one, other)
        self._done.append((exchange, one, other))

    def _rename(self, one: Path, other: Path) -> None:
        self._done.append((Path.rename, other, one))  # before it is done, so that Ctrl-C cannot come between the two
        try:
            one.rename(other)
        except OSError:
            self._done.pop()
            raise

    def _rename_two(self, new: Path, old: Path, spare: Path) -> None:
        spare.parent.mkdir(parents=True, exist_ok=True)
        self._rename(old, spare)
        try:
            self._rename(new, old)
        except OSError:
            self._done.pop()
            spare.rename(old)
            raise


def _names(directory: Path) -> list[str]:
    return sorted(entry.name for entry in directory.iterdir())
