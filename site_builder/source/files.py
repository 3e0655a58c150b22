"""Config directory in, bytes of its files out, and a problem for everything in it that is no plain readable file.

Links are not followed and pipes not opened for reading, so that nothing hangs and nothing from elsewhere is shown.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..catalog import KIND_BY_PLURAL, KINDS, Kind
from ..disk import refuse_linked_config, unfollowed
from ..problems import EnvironmentProblem, Problem, printable
from ..suggestions import did_you_mean
from .reader import MAX_BYTES

SUFFIX = ".yml"
SITE_FILE = "site.yml"
PROVENANCE_FILE = "PROVENANCE.csv"
DIRECTORIES = tuple(kind.plural for kind in KINDS if kind.has_files)
COMMON = ("services",)  # of these, what many programs call a directory of theirs
OTHER_DIRECTORIES = frozenset({"schemas"})
# Where an edit keeps what it exchanges, and the list that is there as long as it has not ended.
WORKSHOP, LIST = ".site-builder-edit", "exchange.json"
# Endings of names that look as if their author meant them to be read.
_NEARLY = (".yaml", ".yml", ".yml~", ".yaml~", ".yml.bak", ".yml.orig", ".yml.save")
# How the ending begins of what may hold settings: also `yml~` and `yml.txt`.
_OF_SETTINGS = ("yml", "yaml", "json", "txt", "toml")
_LOCKS = ".#"  # how editors mark a file that is being written


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a kind's directory: its path below the config directory and at most MAX_BYTES + 1 of its bytes.

    `label` is what messages call the directory, where that is another than the one of all files.
    """

    kind: Kind
    path: str
    stem: str
    data: bytes
    label: str | None = None


def config_files(config: Path, label: str) -> Iterator[File | Problem]:
    """Every file of every kind, sorted by kind and name, and a problem in the place of each that cannot be read.

    Raises EnvironmentProblem when the config directory is not there or cannot be read.
    """
    yield from _strangers(config, _names_in(config), label)
    for kind in KINDS:
        if kind.has_files:
            yield from _files_of(config, kind, label)


def file_paths(config: Path, label: str) -> tuple[str, ...]:
    """What messages call each file of each kind. EnvironmentProblem as `config_files`."""
    found = config_files(config, label)
    return tuple(file.path if isinstance(file, Problem) else f"{label}/{file.path}" for file in found)


def with_edits(files: Iterable[File | Problem], edits: Mapping[str, bytes | None]) -> Iterator[File | Problem]:
    """The files as they would be: by path below the config directory, new bytes, or None for a file that goes."""
    left = dict(edits)
    for file in files:
        if isinstance(file, Problem) or file.path not in left:
            yield file
        elif (data := left.pop(file.path)) is not None:
            yield replace(file, data=data)
    for path, data in sorted(left.items()):
        plural, _, name = path.partition("/")
        if data is not None and plural in KIND_BY_PLURAL:
            yield File(kind=KIND_BY_PLURAL[plural], path=path, stem=name.removesuffix(SUFFIX), data=data)


def file_path(kind: Kind, name: str) -> str:
    """Where the file of an entity stands below the config directory: `gitlab_realms/self_managed.yml`."""
    return f"{kind.plural}/{stem_of(name)}{SUFFIX}"


def stem_of(name: str) -> str:
    """What the file of an entity is called, without its ending."""
    return name.replace("-", "_")


def plain_file(file: Path, shown: str, limit: int = MAX_BYTES) -> bytes | Problem:
    """At most `limit` + 1 bytes of a file, or why it is not read. `shown` is how messages call it."""
    try:
        mode = os.lstat(file).st_mode
        if not stat.S_ISREG(mode):
            return not_regular(shown, _sort_of(mode))
        with open(file, "rb", opener=unfollowed) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # changed since it was looked at
                return not_regular(shown, "something that changed while it was read")
            return stream.read(limit + 1)
    except OSError as error:
        return _unreadable(shown, error)


def is_told_of(name: str) -> bool:
    """Whether messages may tell of a file with this name, which is not read."""
    return _is_nearly_read(name) or _is_nearly_site_file(name)


def not_regular(path: str, what: str, help: str = "put the text itself here, in a plain file") -> Problem:
    """E113 for what stands where a plain file belongs."""
    return Problem(path=path, code="E113", message=f"this is {what}, and is not read", help=help)


def _names_in(config: Path) -> list[str]:
    shown = printable(str(config))
    try:
        refuse_linked_config(config)
        return sorted(path.name for path in config.iterdir())
    except (FileNotFoundError, NotADirectoryError) as error:
        help = "name it with --config; it holds a directory for each kind, such as unit_primitives"
        raise EnvironmentProblem(
            Problem(path=shown, code="E703", message="no config directory here", help=help)
        ) from error
    except OSError as error:
        raise EnvironmentProblem(_unreadable(shown, error)) from error


def _strangers(config: Path, names: list[str], label: str) -> Iterator[Problem]:
    """Directories and YAML files beside those that are read, and an edit that did not end."""
    if os.path.lexists(config / WORKSHOP / LIST):
        help = "wait until it has ended; site-builder fix undoes what a killed one did; in a copy, restore the files, as from Git"
        message = "an edit has not ended: some files may be as before, others as after it"
        yield Problem(path=f"{label}/{WORKSHOP}", code="E116", message=message, help=help)
    known = {*DIRECTORIES, *OTHER_DIRECTORIES}
    for name in names:
        shown = f"{label}/{printable(name)}"
        if name in known or name in (SITE_FILE, PROVENANCE_FILE):
            continue
        if os.path.isdir(config / name):  # noqa: PTH112 never raises, whatever the name
            if not name.startswith("."):
                yield _unread_directory(shown, f"the directories are {', '.join(sorted(known))}", known)
        elif _is_nearly_read(name):
            help = f"{SITE_FILE} is read here; every other file stands in the directory of its kind"
            yield _unread_file(shown, did_you_mean(printable(name), [SITE_FILE]), help)


def unread_marks(names: Collection[str], label: str, remedy: str) -> tuple[Problem, ...]:
    """E119 for every file that is nearly called as the one with the marks of what is internal, where that is not there.

    `names` are those of the files beside the directories of kinds.
    """
    nearly = () if SITE_FILE in names else filter(_is_nearly_site_file, sorted(names))
    help = f"what it marks as internal would be shown: {remedy}"
    return tuple(
        Problem(path=f"{label}/{printable(name)}", code="E119", message="this file is not read", help=help)
        for name in nearly
    )


def _is_nearly_site_file(name: str) -> bool:
    """Whether a slip may have made it of the name: another ending of a text, capitals, a letter at the end."""
    stem, _, ending = name.casefold().lstrip(".").partition(".")
    known = SITE_FILE.removesuffix(SUFFIX)
    return stem in (known, f"{known}s", known[:-1]) and (not ending or ending.startswith(_OF_SETTINGS))


def _files_of(config: Path, kind: Kind, label: str) -> Iterator[File | Problem]:
    directory, shown = config / kind.plural, f"{label}/{kind.plural}"
    try:
        mode = os.lstat(directory).st_mode
        if not stat.S_ISDIR(mode):
            yield not_regular(shown, _sort_of(mode), "a directory of its own belongs here, with the files in it")
            return
        names = sorted(path.name for path in directory.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        yield _unreadable(shown, error)
        return
    for name in names:
        yield from _file(directory / name, name, kind, label)


def _file(file: Path, name: str, kind: Kind, label: str) -> Iterator[File | Problem]:
    path = f"{kind.plural}/{printable(name)}"
    shown = f"{label}/{path}"
    if name.endswith(SUFFIX) and not name.startswith("."):
        data = plain_file(file, shown)
        stem = printable(name).removesuffix(SUFFIX)
        yield File(kind=kind, path=path, stem=stem, data=data) if isinstance(data, bytes) else data
    elif os.path.isdir(file):  # noqa: PTH112 never raises, whatever the name
        if not name.startswith("."):
            yield _unread_directory(shown, f"files stand directly in {kind.plural}")
    elif _is_nearly_read(name):
        rule = "do not begin with a dot" if name.startswith(".") else f"end in {SUFFIX}"
        yield _unread_file(shown, f"names of files that are read {rule}")


def _is_nearly_read(name: str) -> bool:
    return name.casefold().endswith(_NEARLY) and not name.startswith(_LOCKS)


def _sort_of(mode: int) -> str:
    sorts = (
        (stat.S_ISREG, "a file"),
        (stat.S_ISLNK, "a link"),
        (stat.S_ISDIR, "a directory"),
        (stat.S_ISFIFO, "a pipe"),
    )
    return next((name for test, name in sorts if test(mode)), "a device or socket")


def _unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or "unknown reason").lower()
    return Problem(path=path, code="E114", message=f"cannot be read: {reason}")


def _unread_file(path: str, suggestion: str, help: str = "") -> Problem:
    return Problem(path=path, code="W115", message="this file is not read", suggestion=suggestion, help=help)


def _unread_directory(path: str, help: str, known: Iterable[str] = ()) -> Problem:
    suggestion = did_you_mean(path.rpartition("/")[2], known)
    return Problem(path=path, code="W704", message="this directory is not read", suggestion=suggestion, help=help)
