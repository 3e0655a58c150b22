"""Settings in, a fingerprint of everything that a site is made from out: the same fingerprint, the same site.

That is every file of the configuration, of the schemas, of the templates and of this program, the versions of what is
installed, what git tells of the configuration, and the settings, the moment among them. Nothing is asked of the clock.
What was another for a while and is the same again has the same fingerprint, but was touched.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from typing import NoReturn

from .disk import holds, made_here, read_plain
from .problems import EnvironmentProblem
from .settings import Settings
from .source import places_of_refs, repository_state

_OWN = Path(__file__).parent
_COMPILED = "__pycache__"
_MOST = 64 * 1024 * 1024  # bytes of all files; no site is made from as many


def fingerprint(settings: Settings) -> str | None:
    """The fingerprint; None where something stands there that is no plain readable file, which a build will tell of.

    None as well where there is more than anybody would build from, and where git does not read the repository or lacks
    a part of the history: then every build is one.
    """
    digest, left = hashlib.sha256(), _MOST
    state = repository_state(settings.config)
    if state is None:
        return None
    try:
        for words in (*_versions(), repr(settings), state):
            digest.update(f"{len(words)}:{words}".encode("utf-8", "surrogateescape"))
        for root in (_OWN, settings.templates, settings.schemas, settings.config):
            passed = {_COMPILED} if root in (_OWN, settings.templates) else set[str]()
            for path, data in _files(root, passed):
                digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
                digest.update(data)
                if (left := left - len(data)) < 0:
                    return None
    except (OSError, _NoPlainFile, RecursionError):  # directories may be nested deeper than Python goes
        return None
    return digest.hexdigest()


def touched(settings: Settings) -> str | None:
    """Another text where any of it was written, moved, put there or taken away meanwhile, as the file system tells.

    Of what this program and its templates are only files count, since Python keeps compiled code among them; of
    directories above the configuration only which they are, where this program writes into them too. None where
    something cannot be looked at.
    """
    digest = hashlib.sha256()
    try:
        refs = (place for place in places_of_refs(settings.config) if place.exists())
        whole = (settings.schemas, settings.config, *refs)
        roots = (*((it, False) for it in (_OWN, settings.templates)), *((it, True) for it in whole))
        for root, with_directories in roots:
            for path in sorted(_paths(root, with_directories=with_directories)):
                digest.update(f"{path}\0{made_here(path)}\0".encode("utf-8", "surrogateescape"))
        written = (settings.output, *((settings.cache,) if settings.cache else ()), Path(gettempdir()))
        for step in sorted(_way_to(settings.config)):
            holds_what_we_write = not step.is_symlink() and any(holds(step, place) for place in written)
            trace = step.stat().st_ino if holds_what_we_write else made_here(step)
            digest.update(f"{step}\0{trace}\0".encode("utf-8", "surrogateescape"))
    except (OSError, EnvironmentProblem, RecursionError):
        return None
    return digest.hexdigest()


def _paths(root: Path, *, with_directories: bool) -> Iterator[Path]:
    """A file or directory and all below it. Without directories: files alone, and none of compiled code.

    Raises OSError.
    """
    if with_directories or not root.is_dir():
        yield root
    for directory, names, files in os.walk(root, onerror=_raise) if root.is_dir() else ():
        if not with_directories:
            names[:] = [name for name in names if name != _COMPILED]
        yield from (Path(directory, name) for name in (*files, *(names if with_directories else ())))


def _way_to(path: Path) -> set[Path]:
    """The directories above, and all links on the way with what is above where they lead. Raises OSError."""
    found, left = set[Path](), [path.absolute()]
    while left:
        place = left.pop()
        for step in {place, *place.parents} - found:
            found.add(step)
            if step.is_symlink():
                left.append(step.parent / step.readlink())
    return found


def _raise(error: OSError) -> NoReturn:
    raise error


class _NoPlainFile(Exception):
    """A link, pipe or device stands among the files."""


def _versions() -> Iterator[str]:
    """Of Python, and of all packages beside it, each of which has a directory named like `jinja2-3.1.6.dist-info`."""
    yield sys.version
    for place in sys.path:
        with suppress(OSError):
            found = sorted(entry.name for entry in os.scandir(place))
            yield from (name for name in found if name.endswith((".dist-info", ".egg-info")))


def _files(root: Path, passed: Container[str]) -> Iterator[tuple[str, bytes]]:
    """Every file below a directory, in the order of the names, with its path and its bytes; a directory has none.

    Directories with a name to be passed over are.
    """
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            if entry.name not in passed:
                yield f"{entry.name}/", b""
                yield from ((f"{entry.name}/{path}", data) for path, data in _files(Path(entry.path), passed))
        elif stat.S_ISREG(mode):
            yield entry.name, read_plain(Path(entry.path), _MOST)
        else:
            raise _NoPlainFile(entry.path)
