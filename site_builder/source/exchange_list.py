"""The list of files that an edit exchanges, and what it says of them when the edit did not come to its end.

The directory that holds it may have come from strangers, or with a clone: a list counts only where it was made, leads
to nothing but files of the configuration, and never overrules what somebody has written since.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path

from ..counting import first_names
from ..disk import made_here
from ..problems import EnvironmentProblem, Problem, printable
from .files import DIRECTORIES, LIST, PROVENANCE_FILE, SITE_FILE, SUFFIX, WORKSHOP, plain_file
from .moving import PARTIAL, put_new, put_over, take_away

MOST_BYTES = 64 * 1024 * 1024  # of a file that is edited, and of the list

_IGNORED = ".gitignore"  # made first: git sees nothing of an edit, and the list bears how it was made here
_UNFINISHED = "exchange.json.new"
_OF_FILES, _KEPT = ("new", "old"), "kept"
_NUMBER = re.compile("[0-9]+")  # of a row, which its files are called by
_NAMES_SHOWN = 3
_OWN_PATH = re.compile(
    rf"(?:{'|'.join(DIRECTORIES)})/[^/.\x00][^/\x00]*{re.escape(SUFFIX)}|{re.escape(SITE_FILE)}|{re.escape(PROVENANCE_FILE)}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file of the list, with the SHA-256 of what it held and of what it shall hold; None for no file.

    `is_first`: its directory is made for it.
    """

    path: str
    before: str | None
    after: str | None
    is_first: bool = False


def make_workshop(config: Path) -> None:
    """The directory for an edit; Git does not see it, since nobody else shall undo what was not done there."""
    workshop = config / WORKSHOP
    workshop.mkdir(exist_ok=True)
    if not (workshop / _IGNORED).exists():
        write_synced(workshop / _IGNORED, b"*\n")


def write_list(config: Path, rows: Sequence[Row]) -> None:
    """Writes the list: from here on the edit can be undone."""
    new = config / WORKSHOP / _UNFINISHED
    listed = json.dumps([asdict(row) for row in rows]).encode("ascii")
    write_synced(new, _beginning(config) + listed + b"}")
    new.rename(config / WORKSHOP / LIST)


def _beginning(config: Path) -> bytes:
    """How a list begins that was made here: no more of another is ever read. Raises FileNotFoundError."""
    return f'{{"made_here": "{made_here(config / WORKSHOP / _IGNORED)}", "rows": '.encode("ascii")


def copy_name(config: Path) -> str:
    """What a copy is called that is to take the place of the file beside it: as nothing that this edit did not make."""
    return f"{WORKSHOP}.{made_here(config / WORKSHOP / _IGNORED).replace(' ', '.')}"


def write_synced(file: Path, data: bytes) -> None:
    """Writes a file that was not there, and waits until it is on the disk."""
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def undo_killed(config: Path, label: str) -> int:
    """Undoes what an edit that was killed has exchanged, and gives how many files it was about.

    Raises EnvironmentProblem: E612 where files were changed by hand since: these stay, and what they held before the
    edit is kept beside them; E603 where what lies there is not ours.
    """
    files, by_hand = put_back(config, label, keeps=True)
    if by_hand:
        names = first_names(by_hand, _NAMES_SHOWN)
        message = f"an edit was killed half way; the files were put back, but for what was changed since: {names}"
        help = f"look at these; what they held before the edit is in {label}/{WORKSHOP}/{_KEPT}"
        raise _problem(label, "E612", message, help)
    return files


def put_back(config: Path, label: str, begun: int | None = None, *, keeps: bool = False) -> tuple[int, list[str]]:
    """Undoes what an edit that did not end has exchanged, and removes what it needed.

    Gives how many files the edit was about, and which were changed by hand since. `begun`: how many of the files the
    edit came to, where that is known. `keeps`: what a file that was changed held before the edit stays beside it.
    Raises EnvironmentProblem (E603) where what lies there is not ours.
    """
    workshop = config / WORKSHOP
    if not os.path.lexists(workshop):
        return 0, []
    refuse_links(config, label)
    _refuse_foreign(config, label)
    rows: Sequence[Row] = ()
    by_hand: list[str] = []
    if os.path.lexists(workshop / LIST):
        rows = _rows(config, label)
        by_hand = [*_undone(config, rows[:begun], keeps=keeps)][::-1]
        (workshop / LIST).unlink()
    _tidy(workshop)
    return len(rows), by_hand


def _tidy(workshop: Path) -> None:
    """Removes what no list needs; what cannot be removed is in the way of the next edit, which tells it."""
    for directory in (workshop / name for name in _OF_FILES):
        with suppress(OSError):  # is not there
            for file in directory.iterdir():
                file.unlink()
            directory.rmdir()
    with suppress(OSError):  # holds what is not ours, or what was kept
        (workshop / _UNFINISHED).unlink(missing_ok=True)
        if not (workshop / _KEPT).exists():
            (workshop / _IGNORED).unlink(missing_ok=True)
            workshop.rmdir()


def refuse_links(config: Path, label: str) -> None:
    """E603 where a link or a file stands in the place of one of our directories, which would lead elsewhere."""
    below = (*_OF_FILES, _KEPT, *(f"{_KEPT}/{plural}" for plural in DIRECTORIES))
    for path in (config / WORKSHOP, *(config / WORKSHOP / name for name in below)):
        with suppress(FileNotFoundError):
            if not stat.S_ISDIR(path.lstat().st_mode):
                shown = path.relative_to(config).as_posix()
                raise _problem(f"{label}/{shown}", "E603", "this is no directory, and stands in the way", "remove it")


def _refuse_foreign(config: Path, label: str) -> None:
    """E603 where something stands among files of ours that no edit made: it is not removed with them."""
    for name in _OF_FILES:
        with suppress(FileNotFoundError), os.scandir(config / WORKSHOP / name) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False) or not _NUMBER.fullmatch(entry.name):
                    shown = f"{label}/{WORKSHOP}/{name}/{printable(entry.name)}"
                    raise _problem(shown, "E603", "no edit made this, and it stands in the way", "move it elsewhere")


def digest(data: bytes | None) -> str | None:
    """The SHA-256 of a file; None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def _rows(config: Path, label: str) -> list[Row]:
    with suppress(TypeError, ValueError, KeyError, RecursionError, FileNotFoundError):
        rows = [Row(**row) for row in json.loads(_own_list(config))["rows"]]
        if all(_OWN_PATH.fullmatch(row.path) for row in rows):
            return rows
    message = f"nothing shows that what lies in {WORKSHOP} was left by an edit of this directory"
    lies = f"as they were before the edit they are in {label}/{WORKSHOP}/old, numbered by the rows of {LIST}; "
    old = lies if any((config / WORKSHOP / "old").glob("*")) else ""
    raise _problem(label, "E603", message, f"restore the files, as from Git; {old}then remove {label}/{WORKSHOP}")


def _own_list(config: Path) -> bytes:
    """The list; nothing where another than this program made it, or elsewhere. Raises FileNotFoundError."""
    file, beginning = config / WORKSHOP / LIST, _beginning(config)
    begun = plain_file(file, LIST, len(beginning))
    data = plain_file(file, LIST, MOST_BYTES) if isinstance(begun, bytes) and begun.startswith(beginning) else b""
    return data if isinstance(data, bytes) else b""


def _undone(config: Path, rows: Sequence[Row], *, keeps: bool) -> Iterator[str]:
    """Puts back each file that is as the edit made it; the paths of those that are something else by now.

    The last one first: so there is the room for each that there was in the edit.
    """
    failed: OSError | None = None
    copy = copy_name(config)
    for number, row in reversed([*enumerate(rows)]):
        try:
            if not _put_back(config, number, row, copy, keeps=keeps):
                yield row.path
        except OSError as error:
            failed = failed or error
    if failed:
        raise failed


def _put_back(config: Path, number: int, row: Row, copy: str, *, keeps: bool) -> bool:
    file, new, old = config / row.path, *(config / WORKSHOP / name / str(number) for name in _OF_FILES)
    now, beside = content_of(file), file.with_name(copy)
    taken_to = {row.before: (beside, old), row.after: (beside, new)}  # by an undo, and by the edit
    came = _came_meanwhile(row, taken_to.get(now, ()))
    _clear_beside(file, copy, but=came)
    is_done = now == row.before and not came
    if came:
        _put(came, file, now, copy)
        _clear_beside(file, copy)
    elif now == row.after and row.before is None:
        is_done = take_away(file, old, copy, lambda file: content_of(file) == now)
    elif now == row.after:
        is_done = _put(old, file, now, copy)
    if row.is_first:
        with suppress(OSError):  # never came, or is not empty: somebody else uses it by now
            file.parent.rmdir()
    if keeps and not is_done and row.before is not None and _is_plain(old):
        kept = config / WORKSHOP / _KEPT / row.path
        kept.parent.mkdir(parents=True, exist_ok=True)
        old.rename(_free(kept))
    return is_done


def _came_meanwhile(row: Row, places: Iterable[Path]) -> Path | None:
    """What was taken from its place by who was killed before a look at it, where it was saved there in this moment."""
    return next((it for it in places if _is_plain(it) and content_of(it) not in (row.before, row.after)), None)


def _clear_beside(file: Path, copy: str, *, but: Path | None = None) -> None:
    for left in (file.with_name(copy), file.with_name(copy + PARTIAL)):
        if left != but and os.path.lexists(left):  # nothing is asked of a directory in which nothing was made
            left.unlink()


def _put(was: Path, file: Path, now: str | None, copy: str) -> bool:
    """What was there in the place of what stands there now; False where one of the two is not there any more."""
    if not _is_plain(was):
        return False
    return put_new(was, file, copy) if now is None else put_over(was, file, copy, lambda file: content_of(file) == now)


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _free(file: Path) -> Path:
    """A name that nothing has: `x.yml`, or `x.yml.2` where an earlier edit has left that."""
    names = chain([file], (file.with_name(f"{file.name}.{number}") for number in count(2)))
    return next(path for path in names if not os.path.lexists(path))


def content_of(file: Path) -> str | None:
    """What stands there, as a list tells it: nothing else than a plain file has a content of its own."""
    if not os.path.lexists(file):
        return None
    data = plain_file(file, file.name, MOST_BYTES) if not file.parent.is_symlink() else None
    return digest(data) if isinstance(data, bytes) else "something else"


def _problem(path: str, code: str, message: str, help: str) -> EnvironmentProblem:
    return EnvironmentProblem(Problem(path=path, code=code, message=message, help=help))
