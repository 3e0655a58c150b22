"""Where a site is built before anybody sees it: a hidden directory beside the output, for one build at a time.

It holds the lock (E605), the new site while it is written, and the old one until it is removed. What a killed build
left in it is put back or cleaned away by the next. A file beside the lock bears what only the file system sets of the
lock, so that nothing is believed that came with a clone, an archive or a copy.
"""

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..disk import is_locked, made_here, parents_of, read_plain
from ..problems import EnvironmentProblem
from ..undisturbed import undisturbed
from .destination import Destination
from .latecomers import bring
from .manifest import MANIFEST, Entry, listed_in
from .ownership import strangers
from .paths import is_mounted

_SUFFIX = ".site-builder"
_LOCK, _SIGN = "site-builder.lock", "made-here"
_TREES = _NEW, _REPLACED, _OLD, _WHOLE = (
    "new",
    "replaced",
    "old",
    "whole",
)  # removed in this order: the last may hold the manifest that answers for the others
_OF_A_VOLUME = "lost+found"
_ATTEMPTS = 100


@dataclass(frozen=True, slots=True)
class Workspace:
    """The hidden directory `root` and what has a name in it."""

    root: Path

    @property
    def new(self) -> Path:
        """The new site while it is written."""
        return self.root / _NEW

    @property
    def whole(self) -> Path:
        """The new site when it is written to its end; after an exchange, the old one."""
        return self.root / _WHOLE

    @property
    def old(self) -> Path:
        """The whole old site, between two renames."""
        return self.root / _OLD

    @property
    def replaced(self) -> Path:
        """Single entries of the old site, where the site is replaced entry by entry."""
        return self.root / _REPLACED

    @property
    def trees(self) -> tuple[Path, ...]:
        """All that may hold files of a site."""
        return tuple(self.root / name for name in _TREES)

    def is_inside(self, output: Path) -> bool:
        """Whether the workspace lies in the output directory itself, which then cannot be renamed."""
        return self.root.parent == output

    def exempt(self, output: Path) -> frozenset[str]:
        """Names at the top of the output that are no part of the site: this workspace, and what a volume brings."""
        if not self.is_inside(output):
            return frozenset()
        return frozenset({self.root.name, *((_OF_A_VOLUME,) if _is_bare(output / _OF_A_VOLUME) else ())})

    def entries(self) -> frozenset[Entry]:
        """What builds that were killed wrote: while a site is replaced entry by entry, its manifest may be here."""
        if not _is_ours(self.root):
            return frozenset()
        return frozenset().union(*map(listed_in, (*self._manifests(), *(tree / MANIFEST for tree in self.trees))))

    def recover(self, place: Destination) -> None:
        """Undo what a build that was killed, or interrupted, left half done."""
        self._put_back(place.path)
        self._rescue_latecomers(place)
        for tree in self.trees:
            if tree.exists():
                self._keep_manifest(tree)
                self._remove(tree)

    def leave(self, place: Destination, *, published: bool) -> None:
        """Remove what is left, and the workspace with it. What cannot be removed is left to the next build."""
        with suppress(OSError, EnvironmentProblem):
            self._put_back(place.path)
            if not published:
                self._rescue_latecomers(place)
            half_done = not published and self.replaced.exists()
            for tree in filter(Path.exists, self.trees):
                if half_done:
                    self._keep_manifest(tree)
                self._remove(tree)
            if published:
                for manifest in self._manifests():
                    manifest.unlink()
            _clear_away(self.root)

    def _rescue_latecomers(self, place: Destination) -> None:
        """Nobody else did where a build ended just after the exchange. What was still being written has none."""
        trees = [tree for tree in self.trees if tree != self.new and tree.exists()]
        known = self.entries().union(listed_in(place.path / MANIFEST)) if trees else ()
        for tree in trees:
            bring(strangers(Destination(tree, place.shown), known), tree, place.path)

    def _remove(self, tree: Path) -> None:
        """By the name of what was still being written: no rest of it is taken for what somebody put there."""
        if tree != self.new:
            tree.rename(self.new)
        shutil.rmtree(self.new)

    def _manifests(self) -> list[Path]:
        """The manifests of killed builds, which answer for files in the output until a build succeeds."""
        return sorted(self.root.glob("manifest.*"))

    def _keep_manifest(self, tree: Path) -> None:
        with suppress(FileNotFoundError):
            (tree / MANIFEST).rename(self.root / f"manifest.{len(self._manifests())}")

    def _put_back(self, output: Path) -> None:
        if self.old.exists():
            with suppress(OSError):
                output.rmdir()  # nothing is in it, where somebody has made it meanwhile
            if not os.path.lexists(output):
                self.old.rename(output)


def workspace_of(place: Destination) -> Workspace:
    """Where the site is built: beside the output, so that it can be renamed, or inside where it cannot be.

    A build that was killed may have seen the output where it could not be: its workspace is inside as well.
    """
    beside, inside = place.path.with_name(f".{place.path.name}{_SUFFIX}"), place.path / _SUFFIX
    is_inside = place.path.is_dir() and (_is_left(inside) or not _can_be_renamed(place.path))
    return Workspace(inside if is_inside else beside)


@contextmanager
def opened(work: Workspace, place: Destination) -> Iterator[None]:
    """From a clean workspace to none, with all other builds kept out. E605: one is at it; E601: the name is taken."""
    with ExitStack() as stack:
        with place.reporting():
            stack.enter_context(parents_of(work.root))
            before = work.root.parent.stat()
            lock = _lock(work.root, place)
        published = False
        try:
            with place.reporting():
                work.recover(place)
            yield
            published = True
        finally:
            with undisturbed():  # whoever stops a build twice finds nothing left behind either
                work.leave(place, published=published)
                if not published and work.is_inside(place.path):
                    with suppress(OSError):
                        os.utime(place.path, ns=(before.st_atime_ns, before.st_mtime_ns))
                os.close(lock)


def refuse_taken(work: Workspace, place: Destination) -> None:
    """Raises E605 when another build is publishing at this moment, E601 when the workspace's name is taken."""
    _refuse_foreign(work.root, place)
    if _is_held(work.root):
        raise _another_build(place)


def _is_left(root: Path) -> bool:
    """Whether a build was at work there. Nothing is believed that came with a clone or a copy."""
    with suppress(OSError):
        return _is_ours(root) and _is_signed(root)
    return False


def _can_be_renamed(directory: Path) -> bool:
    """False for a mount point, and where the parent may not be written."""
    return os.access(directory.parent, os.W_OK | os.X_OK) and not is_mounted(directory)


def _is_bare(directory: Path) -> bool:
    """Whether it holds nothing for anybody, as what a volume keeps for its repair: a clone may bring pages in it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        mode = directory.lstat().st_mode
        try:
            return stat.S_ISDIR(mode) and not any(directory.iterdir())
        except PermissionError:
            return not mode & (stat.S_IRWXG | stat.S_IRWXO)
    return False


def _lock(root: Path, place: Destination) -> int:
    """An open lock file, locked; the kernel unlocks it when this process ends, however it ends."""
    for _ in range(_ATTEMPTS):
        with suppress(FileExistsError):
            root.mkdir(mode=0o700)
        _refuse_foreign(root, place)
        try:
            return _hold(root / _LOCK)
        except FileNotFoundError:
            pass  # the build before us has just removed it
        except BlockingIOError:
            break
    raise _another_build(place)


def _refuse_foreign(root: Path, place: Destination) -> None:
    if not _is_ours(root):
        if _is_held(root):
            raise _another_build(place)
        if _is_ours(root):  # what was there is gone: the build has just ended
            return
        help = (
            "look at what is in it, then remove it if it came with a clone or a copy, or was left by a build that was killed "
            "and has other rights or owners since; nothing was changed"
        )
        raise place.problem(
            "E601", f"{root.name} is in the way, and nothing shows that this program made it there", help
        )


def _is_held(root: Path) -> bool:
    """Whether somebody is at work there, be it another version of this program."""
    return is_locked(root / _LOCK, os.O_NOFOLLOW)


def _is_ours(root: Path) -> bool:
    """A directory that a build made here, or one with nothing to believe: its maker was killed, or has just begun."""
    if root.is_symlink():
        return False
    try:
        with os.scandir(root) as found:
            entries = tuple(found)
        names = {entry.name for entry in entries}
        return all(map(_is_as_made, entries)) and (names <= {_LOCK, _SIGN} or _is_signed(root))
    except FileNotFoundError:  # not made yet, or removed at this moment
        return True
    except NotADirectoryError:
        return False


def _is_as_made(entry: os.DirEntry[str]) -> bool:
    """Whether it is of the sort that this program makes by this name. A link or a pipe never is."""
    return entry.is_dir(follow_symlinks=False) if entry.name in _TREES else entry.is_file(follow_symlinks=False)


def _is_signed(root: Path) -> bool:
    """Whether the lock is the one that a build made in this very directory."""
    with suppress(FileNotFoundError):
        sign = made_here(root / _LOCK).encode("ascii")
        return read_plain(root / _SIGN, len(sign)) == sign
    return False


def _sign(root: Path) -> None:
    if not _is_signed(root):
        sign = root / _SIGN
        sign.unlink(missing_ok=True)
        with sign.open("xb") as file:
            file.write(made_here(root / _LOCK).encode("ascii"))


def _hold(path: Path) -> int:
    """Lock the file. BlockingIOError when somebody holds it, FileNotFoundError when it was removed meanwhile."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(lock), path.stat()):
            raise FileNotFoundError(path)
        try:
            _sign(path.parent)
        except OSError:
            _clear_away(path.parent)
            raise
    except BaseException:
        os.close(lock)
        raise
    return lock


def _clear_away(root: Path) -> None:
    """Removes a workspace with nothing but its lock in it, which this process holds."""
    with suppress(OSError):
        if {entry.name for entry in root.iterdir()} <= {_LOCK, _SIGN}:
            (root / _SIGN).unlink(missing_ok=True)
            (root / _LOCK).unlink()
            root.rmdir()


def _another_build(place: Destination) -> EnvironmentProblem:
    return place.problem("E605", "another build is publishing here", "wait until it has ended, then build again")
