"""Artifacts in, a complete site out, in a directory that nobody reads yet.

A file that stands in the old site as it should is not written again: the new site gets a hard link to it, which keeps
its time of modification. Nothing here ever opens an existing file for writing, so the old site cannot be changed by it.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from ..problems import EnvironmentProblem
from .artifact import Artifact
from .destination import Destination
from .manifest import MANIFEST, Entry, Limits, format_manifest
from .ownership import DIRECTORY_MODE, FILE_MODE, Standing, refuse_locked
from .paths import SitePaths

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class Staging:
    """A new site while it is being written below `root`."""

    def __init__(self, root: Path, place: Destination, standing: Standing, limits: Limits) -> None:
        self._root, self._old = os.fspath(root) + "/", os.fspath(place.path) + "/"
        self._place, self._standing, self._limits = place, standing, limits
        self._names = SitePaths()
        self._made: set[str] = set()
        self._kept: list[str] = []
        self.entries: list[Entry] = []
        self.bytes = 0
        self._make_directory("")

    @property
    def kept(self) -> int:
        """How many files are the same as in the old site."""
        return len(self._kept)

    def add(self, artifact: Artifact) -> None:
        """Write one file, unless it stands in the old site already.

        Raises ValueError for a path that no site may have or that another artifact has, EnvironmentProblem (E608) when
        the site passes its limits, OSError.
        """
        self._names.add(artifact.path)
        entry = Entry(artifact.path, len(artifact.content), hashlib.sha256(artifact.content).hexdigest())
        self.entries.append(entry)
        self.bytes += entry.size
        self._refuse_too_large()
        if self._standing.has(entry):
            self._kept.append(entry.path)
        else:
            self._write(entry.path, artifact.content)

    def is_standing(self) -> bool:
        """Whether the old site is this one, to the last file and mode."""
        return (
            len(self._kept) == len(self.entries)
            and self._standing.manifest == format_manifest(self.entries)
            and self._standing.entries == frozenset(self.entries)
            and self._standing.has_directories(self._names.directories)
        )

    def complete(self) -> None:
        """Bring over what stayed the same; the manifest comes last, so that it only ever speaks of a whole site."""
        refuse_locked(self._place, self._standing.tree.files.keys() - set(self._kept))
        for path in self._kept:
            self._link(path)
        self._write(MANIFEST, format_manifest(self.entries))

    def _refuse_too_large(self) -> None:
        entries = len(self.entries) + len(self._names.directories) + 1  # the manifest
        if entries > self._limits.entries:
            raise self._too_large(f"{self._limits.entries:,} files and directories")
        if self.bytes > self._limits.bytes:
            raise self._too_large(f"{self._limits.bytes:,} bytes")

    def _too_large(self, limit: str) -> EnvironmentProblem:
        return self._place.problem("E608", f"the site has more than {limit}, the most that GitLab Pages serves")

    def _link(self, path: str) -> None:
        self._make_parents(path)
        try:
            os.link(self._old + path, self._root + path)
        except OSError:  # not every file system has links, and not every file may be linked
            refuse_locked(self._place, [path])
            self._copy(path)

    def _copy(self, path: str) -> None:
        with Path(self._old + path).open("rb") as file:
            state = os.fstat(file.fileno())
            self._write(path, file.read())
        os.utime(self._root + path, ns=(state.st_atime_ns, state.st_mtime_ns))

    def _write(self, path: str, content: bytes) -> None:
        self._make_parents(path)
        descriptor = os.open(self._root + path, _CREATE, FILE_MODE)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            with suppress(PermissionError):  # a file system without modes
                os.fchmod(descriptor, FILE_MODE)  # whatever the umask is
        finally:
            os.close(descriptor)

    def _make_parents(self, path: str) -> None:
        directory = path.rpartition("/")[0]
        if directory and directory not in self._made:
            self._make_parents(directory)
            self._make_directory(directory)

    def _make_directory(self, path: str) -> None:
        directory = Path(self._root + path)
        directory.mkdir()
        with suppress(PermissionError):
            directory.chmod(DIRECTORY_MODE)
        self._made.add(path)
