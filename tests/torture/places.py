"""Where a site is published and tortured: a plain directory, a small disk, a mount point, an overlay.

What is mounted needs the right to mount, in a namespace of its own: `mounting()` tells what to start the program with.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.output.publishing import closed, plain_rights

from .arena import Arena, Pristine, populate

_ROOMY = "64m"
_ROOMY_INODES = 16_384


@contextmanager
def plain(pristine: Pristine, root: Path, prefix: Sequence[str] = (), *, rendered: bool = False) -> Iterator[Arena]:
    """A directory on the disk that temporary files are on."""
    root.mkdir()
    yield populate(Arena(pristine=pristine, root=root, prefix=prefix, rendered=rendered))


@contextmanager
def small_disk(pristine: Pristine, root: Path, *, rendered: bool = False) -> Iterator[Arena]:
    """A directory on a disk of its own, whose room `left` sets."""
    with _mounted(root, "tmpfs", f"size={_ROOMY},nr_inodes={_ROOMY_INODES}"):
        yield populate(Arena(pristine=pristine, root=root, rendered=rendered))


@contextmanager
def left(arena: Arena, *, size: int | None = None, inodes: int | None = None) -> Iterator[None]:
    """Leaves so much room on the small disk, for a while."""
    status = os.statvfs(arena.root)
    room = _ROOMY if size is None else str((status.f_blocks - status.f_bfree) * status.f_frsize + size)
    files = _ROOMY_INODES if inodes is None else status.f_files - status.f_ffree + inodes
    _remount(arena.root, f"size={room},nr_inodes={files}")
    try:
        yield
    finally:
        _remount(arena.root, f"size={_ROOMY},nr_inodes={_ROOMY_INODES}")


@contextmanager
def mount_point(pristine: Pristine, root: Path, *, rendered: bool = False) -> Iterator[Arena]:
    """The output is a volume of its own, as in a container."""
    with _mounted(root / "site", "tmpfs", f"size={_ROOMY},mode=755"):
        yield populate(Arena(pristine=pristine, root=root, inside=True, at_once=False, rendered=rendered))


@contextmanager
def overlay(pristine: Pristine, root: Path, *, rendered: bool = False) -> Iterator[Arena]:
    """The old site is in the lower layer of an overlay, as in images, whose directories the kernel does not rename."""
    image, layers, top = root / "image", root / "layers", root / "top"
    image.mkdir(parents=True)
    populate(Arena(pristine=pristine, root=image, rendered=rendered))
    with _mounted(layers, "tmpfs", f"size={_ROOMY}"):
        for name in ("upper", "work"):
            (layers / name).mkdir()
        options = f"lowerdir={image},upperdir={layers}/upper,workdir={layers}/work,redirect_dir=off"
        with _mounted(top, "overlay", options):
            yield Arena(pristine=pristine, root=top, at_once=False, rendered=rendered)


@contextmanager
def read_only(arena: Arena, names: Sequence[str]) -> Iterator[None]:
    """Directories, by path below the place, in which nobody may write for a while."""
    with closed(*(arena.root / name for name in names)):
        yield


@contextmanager
def immutable(arena: Arena, names: Sequence[str]) -> Iterator[None]:
    """Files or directories, by path below the place, that not even root may change for a while."""
    try:
        for name in names:
            _run("chattr", "+i", arena.root / name)
        yield
    finally:
        _run("chattr", "-R", "-i", arena.root)  # wherever it is now


def why_not_read_only() -> str:
    """Why no directory can be closed to whoever runs this; empty where it can be."""
    return "" if plain_rights() is not None else "root cannot give up its rights here"


def why_not_immutable(root: Path) -> str:
    """Why no file below the directory can be made immutable; empty where it can be."""
    probe = root / "probe"
    probe.touch()
    try:
        _run("chattr", "+i", probe)
        _run("chattr", "-i", probe)
    except (OSError, subprocess.CalledProcessError):
        return "no file can be made immutable here (chattr; it takes root, and a file system that knows it)"
    finally:
        probe.unlink()
    return ""


@contextmanager
def _mounted(where: Path, kind: str, options: str) -> Iterator[None]:
    where.mkdir(parents=True)
    _run("mount", "-t", kind, "-o", options, "none", where)
    try:
        yield
    finally:
        _run("umount", where)


def _remount(where: Path, options: str) -> None:
    _run("mount", "-o", f"remount,{options}", where)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)
