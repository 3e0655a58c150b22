"""Whose the files in the output directory are: a directory in, the state of our files out.

Nothing is changed here. What this program did not write, or what was changed since, is named (E601, links E606).
"""

import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..counting import first_names, number
from ..disk import read_plain, unfollowed
from ..problems import EnvironmentProblem, visible
from .destination import WRITABLE, Destination
from .manifest import LARGEST, MANIFEST, Entry, parse_manifest
from .paths import is_mounted, mounted_within, with_parents

FILE_MODE = 0o644
DIRECTORY_MODE = 0o755

_SHOWN = 10
_DEEPEST = 100  # directories within each other
_CHUNK = 1 << 20
_UNMOUNT = "unmount it, or mount it elsewhere; nothing was changed"
_HELP = "move them elsewhere, or choose another directory; nothing was changed"


class Trace(NamedTuple):
    """What changes when somebody replaces or edits a file: kind and permissions, inode, bytes, modified (ns)."""

    mode: int
    inode: int
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What a directory holds, by path relative to it: all that is not a directory, and the directories' modes."""

    files: Mapping[str, Trace] = field(default_factory=dict)
    directories: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The site that stands in the output directory, checked: every file in it is ours and as we wrote it."""

    tree: Tree
    entries: frozenset[Entry]
    manifest: bytes | None
    listed: frozenset[Entry] | None  # by the manifest; None where that is none
    is_clean: bool = True  # whether no build that was killed has left anything beside it

    def has(self, entry: Entry) -> bool:
        """Whether exactly this file stands there already, with the mode that it should have."""
        return entry in self.entries and stat.S_IMODE(self.tree.files[entry.path].mode) == FILE_MODE

    @property
    def whole(self) -> str:
        """The digest of its manifest, where the site is just what the manifest lists, to the last mode; else empty.

        Every entry was compared with its file when the site was surveyed.
        """
        if not (self.manifest and self.listed and self.is_clean):
            return ""
        if self.listed != self.entries or not all(map(self.has, self.listed)):
            return ""
        directories = with_parents(entry.path.rpartition("/")[0] for entry in self.listed)
        return hashlib.sha256(self.manifest).hexdigest() if self.has_directories(directories) else ""

    def has_directories(self, paths: Collection[str]) -> bool:
        """Whether there are exactly these directories, with the mode that they should have."""
        modes = {stat.S_IMODE(mode) for mode in self.tree.directories.values()}
        return self.tree.directories.keys() == set(paths) and modes <= {DIRECTORY_MODE}


def survey(place: Destination, *, ignored: frozenset[str] = frozenset(), trusted: Iterable[Entry] = ()) -> Standing:
    """The standing site. `ignored` are names at its top; `trusted` are files we wrote that its manifest may not list.

    Raises EnvironmentProblem: E606 for a link, E601 for any other file that is not ours, E603 for a directory that
    could not be emptied.
    """
    with place.reporting():
        tree = walk(place.path, ignored)
        _refuse_links(place, tree)
        _refuse_deep(place, tree)
        _refuse_mounts(place, tree)
        _refuse_locked_directories(place, tree)
        with _reading(place, MANIFEST):
            manifest = read_plain(place.path / MANIFEST, LARGEST) if _is_regular(tree.files.get(MANIFEST)) else None
        listed = parse_manifest(manifest) if manifest is not None else None
        ours = frozenset(trusted).union(listed or ())
        entries = _intact(place, tree, ours)
    _refuse_foreign(place, tree, ours, entries, listed is not None)
    return Standing(tree=tree, entries=entries, manifest=manifest, listed=listed)


def strangers(place: Destination, known: Collection[Entry]) -> list[str]:
    """The paths of what stands there and is not as one of `known` says, but for the manifest, sorted. Raises E603."""
    with place.reporting():
        tree = walk(place.path)
        intact = _intact(place, tree, frozenset(known))
    return sorted(tree.files.keys() - {entry.path for entry in intact} - {MANIFEST})


def refuse_touched(place: Destination, standing: Standing, ignored: frozenset[str]) -> None:
    """E601 where a file came or was changed since the survey, E603 where something was mounted: builds take time."""
    with place.reporting():
        tree = walk(place.path, ignored)
        _refuse_mounts(place, tree)
    touched = sorted(path for path, trace in tree.files.items() if standing.tree.files.get(path) != trace)
    if touched:
        raise _foreign(place, [f"{visible(path)} (changed during the build)" for path in touched])


def refuse_locked(place: Destination, paths: Iterable[str]) -> None:
    """Raises E603 for a file that could never be removed, since it is immutable, whatever its directory allows."""
    for path in sorted(paths):
        if not os.access(place.path / path, os.W_OK) and _should_be_writable(place.path / path):
            raise place.problem("E603", f"cannot be replaced: {visible(path)} in it is locked (immutable)")


def walk(root: Path, ignored: frozenset[str] = frozenset()) -> Tree:
    """All that stands below `root` except what is `ignored` at its top; an empty tree where there is no `root`."""
    files: dict[str, Trace] = {}
    directories: dict[str, int] = {}
    waiting = [(os.fspath(root), "")] if root.is_dir() else []
    while waiting:
        directory, prefix = waiting.pop()
        with os.scandir(directory) as entries:
            for entry in entries:
                path = prefix + entry.name
                if path in ignored:
                    continue
                state = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(state.st_mode):
                    directories[path] = state.st_mode
                    waiting.append((entry.path, path + "/"))
                else:
                    files[path] = Trace(state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns)
    return Tree(files, directories)


def _refuse_links(place: Destination, tree: Tree) -> None:
    links = sorted(path for path, trace in tree.files.items() if stat.S_ISLNK(trace.mode))
    if links:
        names = first_names([visible(path) for path in links], _SHOWN)
        raise place.problem(
            "E606", f"holds {number(len(links), 'link')}, which this program never writes: {names}", _HELP
        )


def _refuse_deep(place: Destination, tree: Tree) -> None:
    deepest = max((path.count("/") + 1 for path in tree.directories), default=0)
    if deepest > _DEEPEST:
        message = f"holds directories {deepest:,} deep, which this program never writes"
        raise place.problem("E601", message, _HELP)


def _refuse_mounts(place: Destination, tree: Tree) -> None:
    """What is mounted would move away with the old site, and be emptied with it."""
    files = mounted_within(place.path) & tree.files.keys()
    for path in sorted(files.union(tree.directories)):
        if path in files or is_mounted(place.path / path):
            raise place.problem("E603", f"cannot be replaced: {visible(path)} in it is a mount point", _UNMOUNT)


def _refuse_locked_directories(place: Destination, tree: Tree) -> None:
    """A directory of another user, say, whose files could be neither replaced nor removed."""
    for path in sorted(tree.directories):
        if not os.access(place.path / path, os.R_OK | os.W_OK | os.X_OK):
            raise place.problem("E603", f"cannot be replaced: {visible(path)} in it is not writable", WRITABLE)


def _should_be_writable(file: Path) -> bool:
    """Whether only a lock can be what keeps this process from writing: it is root, or its own file allows it."""
    status = file.lstat()
    return os.geteuid() == 0 or (status.st_uid == os.geteuid() and bool(status.st_mode & stat.S_IWUSR))


@contextmanager
def _reading(place: Destination, path: str) -> Iterator[None]:
    """E603 for a file in the output that may not be read."""
    try:
        yield
    except PermissionError as error:
        raise place.problem("E603", f"cannot be replaced: {visible(path)} in it is not readable") from error


def _intact(place: Destination, tree: Tree, known: frozenset[Entry]) -> frozenset[Entry]:
    """Those of the known that stand there just so."""
    return known.intersection(_entries(place, tree, {entry[:2] for entry in known}))


def _entries(place: Destination, tree: Tree, sizes: Iterable[tuple[str, int]]) -> Iterable[Entry]:
    """What these paths hold, where they hold as many bytes: nobody reads a file that has another size anyway."""
    top = os.fspath(place.path) + "/"
    for path, size in sizes:
        trace = tree.files.get(path)
        if trace and _is_regular(trace) and trace.size == size:
            with _reading(place, path):
                digest = _digest(top + path, size)
            yield Entry(path, size, digest)


def _is_regular(trace: Trace | None) -> bool:
    """Pipes and devices are never opened: that could hang."""
    return trace is not None and stat.S_ISREG(trace.mode)


def _digest(path: str, size: int) -> str:
    descriptor = unfollowed(path, os.O_RDONLY)
    try:
        digest = hashlib.sha256()
        while chunk := os.read(descriptor, min(size + 1, _CHUNK)):
            digest.update(chunk)
        return digest.hexdigest()
    finally:
        os.close(descriptor)


def _refuse_foreign(
    place: Destination, tree: Tree, ours: frozenset[Entry], intact: frozenset[Entry], has_manifest: bool
) -> None:
    known = {entry.path for entry in ours}
    accounted = {entry.path for entry in intact} | ({MANIFEST} if has_manifest else set())
    foreign = sorted(tree.files.keys() - accounted)
    sites = [path.removesuffix(f"/{MANIFEST}") for path in foreign if path.endswith(f"/{MANIFEST}")]
    if sites:
        shown = first_names([visible(path) for path in sites], _SHOWN)
        raise place.problem("E601", f"holds what was published by itself: {shown}", _HELP)
    if foreign:
        names = [visible(path) + (" (changed since it was published)" if path in known else "") for path in foreign]
        raise _foreign(place, names)


def _foreign(place: Destination, names: list[str]) -> EnvironmentProblem:
    message = f"holds {number(len(names), 'file')} that this program did not write: {first_names(names, _SHOWN)}"
    return place.problem("E601", message, _HELP)
