"""What builds keep to be faster next time: written whole or not at all, read as what a stranger may have written."""

import os
import re
import stat
from pathlib import Path
from tempfile import NamedTemporaryFile

from ..disk import link_on_the_way, read_plain, unfollowed
from ..problems import visible

_MODE = 0o644  # whoever builds next may be another user
# By which backups know what to leave out: https://bford.info/cachedir/
_TAG, _SIGNATURE = "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n"
_SAID = _SIGNATURE + b"# What site-builder keeps to be faster next time. It can be removed.\n"
_PARTIAL = ".site-builder-"  # in the names of files that are being written
_UNFINISHED = re.compile(rf"\..+{re.escape(_PARTIAL)}[a-z0-9_]{{8}}")  # what is called otherwise is not ours


def refused_cache(directory: Path) -> str:
    """Why nothing is kept in a directory: it has files of others in it, or whoever writes to a repository led there."""
    if link := link_on_the_way(directory):
        return f"'{visible(link.as_posix())}' is a link, and is not followed"
    tag = directory / _TAG
    try:
        is_told = tag.is_file() and not tag.is_symlink()
        said = read_plain(tag, len(_SAID)) if is_told else b""
        others = directory.is_dir() and _has_others(directory, tag if is_told else None)
    except OSError:  # then nothing is kept
        return ""
    is_ours = said.startswith(_SIGNATURE) or (not others and _SAID.startswith(said))  # a killed build may have begun it
    return "" if is_ours else f"has files in it, and no {_TAG} that says that it is a cache"


def _has_others(directory: Path, tag: Path | None) -> bool:
    """Whether there is anything but the tag, and what killed builds were about to write."""
    return any(it != tag and not _UNFINISHED.fullmatch(it.name) for it in directory.iterdir())


def keep_in_cache(file: Path, data: bytes) -> None:
    """Keeps the data, in a directory that is told to be a cache if it is new. Failing to is no problem."""
    tag = file.parent / _TAG
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if tag.is_symlink():
            return
        if not _has_others(file.parent, tag):
            keep(tag, _SAID)
            if not tag.exists():  # there was no room for it
                return
    except OSError:
        return
    keep(file, data)


def keep(file: Path, data: bytes) -> None:
    """Puts the data in the place of the file, and removes what killed builds left. Failing to is no problem."""
    prefix = f".{file.name}{_PARTIAL}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for left in file.parent.iterdir():
            if _UNFINISHED.fullmatch(left.name):
                left.unlink()
        with NamedTemporaryFile(dir=file.parent, prefix=prefix, delete=False) as partial:
            partial.write(data)
            os.fchmod(partial.fileno(), _MODE)
        Path(partial.name).replace(file)
    except OSError:
        return


def plain_text(file: Path, most: int) -> str:
    """The JSON of a plain file of at most so many bytes, or an empty object: a pipe does not hang.

    Raises OSError, also for a link, which is not followed, and UnicodeDecodeError.
    """
    with open(file, encoding="utf-8", opener=unfollowed) as stream:
        status = os.fstat(stream.fileno())
        return stream.read() if stat.S_ISREG(status.st_mode) and status.st_size <= most else "{}"
