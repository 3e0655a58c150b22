"""A case of the corpus: a file that a person can read, with what is given and what is told, in and out.

    One sentence that says what is tried.
    -- config/add_ons/duo_max.yml --
    name: duo_max«U+200B»
    $ check --strict
    ==== ends with 1
    what is printed
    ==== json
    a problem in each line

Files stand on top of the sound configuration in `base`. What is no text is written between « and »: `«U+200B»` is a
character, `«0xFF»` a byte, `«300 × x{n}: 1⏎»` so many of something, each with its number, ⏎ being a line break. A
header may say what stands there in the place of a plain file: `link to /dev/zero`, `pipe`, `socket`, `directory`,
`nothing`, `no permission`, `locked`, `UTF-16`. Without a command it is `check`, and its JSON is expected too.
"""

import codecs
import fcntl
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = HERE / "cases"

_HEADER = re.compile(
    r"^-- (.+?)(?:: (link to .+|pipe|socket|directory|nothing|no permission|locked|UTF-16))? --\n", re.MULTILINE
)
_ENDING = re.compile(r"^==== ends with ([0-9]+)\n", re.MULTILINE)
_JSON = "==== json\n"
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
_SPECIAL = re.compile(r"«(?:U\+([0-9A-F]+)|0x([0-9A-F]{2})|([0-9]+) × ([^»]*))»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands at a path: text, or what `sort` says."""

    path: str
    sort: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is given. `commands` are empty where the configuration is checked in every way."""

    name: str
    about: str
    given: str
    entries: tuple[Entry, ...]
    commands: tuple[str, ...]

    @property
    def needs_rights(self) -> bool:
        """Whether it is about rights, which root does not heed."""
        return any(entry.sort == "no permission" for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How the last command ended, all that was printed, and each problem of the JSON report as a line."""

    status: int
    text: str
    json: str = ""


def case_files() -> list[Path]:
    """Every case, sorted."""
    return sorted(CASES.rglob("*.txt"))


def read_case(file: Path) -> tuple[Case, Told | None]:
    """What is given and what is expected; None where nobody has looked at that yet."""
    text = file.read_bytes().decode("utf-8")
    given, *expected = _ENDING.split(text)
    about, rest = given.split("\n", 1)
    commands = tuple(_special(line) for line in _COMMAND.findall(rest))
    _, *parts = _HEADER.split(_COMMAND.sub("", rest))
    entries = (
        Entry(path=_special(path), sort=sort or "", text=lines)
        for path, sort, lines in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )
    name = file.relative_to(CASES).with_suffix("").as_posix()
    case = Case(name=name, about=about, given=given, entries=tuple(entries), commands=commands)
    return case, _told(*expected) if expected else None


def write_case(file: Path, case: Case, told: Told) -> None:
    """The same with what is told now."""
    json = f"{_JSON}{told.json}" if not case.commands else ""
    file.write_bytes(f"{case.given}==== ends with {told.status}\n{told.text}{json}".encode())


@contextmanager
def laid_out(case: Case, directory: Path) -> Iterator[None]:
    """The configuration of a case, in the place of the one that stands there; for so long, locks are held."""
    shutil.copytree(BASE, directory / "config")
    with ExitStack() as locks:
        with chdir(directory):  # the path of a socket is short
            for entry in case.entries:
                Path(entry.path).parent.mkdir(parents=True, exist_ok=True)
                if entry.sort == "locked":
                    locks.enter_context(_locked(Path(entry.path)))
                else:
                    _SORTS[entry.sort.partition(" to ")[0]](entry)
        yield


def _told(status: str, printed: str) -> Told:
    text, _, json = printed.partition(_JSON)
    return Told(status=int(status), text=text, json=json)


def _special(text: str) -> str:
    """The text with what stands between « and » put in; bytes that are no text as surrogates."""

    def instead(match: re.Match[str]) -> str:
        character, byte, count, repeated = match.groups()
        if character:
            return chr(int(character, 16))
        if byte:
            return bytes([int(byte, 16)]).decode("utf-8", "surrogateescape")
        return "".join(repeated.replace("⏎", "\n").replace("{n}", str(number)) for number in range(1, int(count) + 1))

    return _SPECIAL.sub(instead, text)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """As another build, or another edit, would hold it."""
    if not path.is_dir():
        path.touch()
    held = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _plain(entry: Entry) -> None:
    Path(entry.path).write_bytes(_special(entry.text).encode("utf-8", "surrogateescape"))


def _closed(entry: Entry) -> None:
    path = Path(entry.path)
    if not path.exists():
        _plain(entry)
    path.chmod(0)


def _gone(entry: Entry) -> None:
    path = Path(entry.path)
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _link(entry: Entry) -> None:
    path = Path(entry.path)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(entry.sort.removeprefix("link to "))


def _socket(entry: Entry) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(entry.path)


_SORTS: Mapping[str, Callable[[Entry], object]] = {
    "": _plain,
    "UTF-16": lambda entry: Path(entry.path).write_bytes(codecs.BOM_UTF16_LE + entry.text.encode("utf-16-le")),
    "directory": lambda entry: Path(entry.path).mkdir(exist_ok=True),
    "link": _link,
    "no permission": _closed,
    "nothing": _gone,
    "pipe": lambda entry: os.mkfifo(entry.path),
    "socket": _socket,
}


def places(directory: Path) -> Iterator[Path]:
    """What a case may have left in the place where all of them are tried; the site, and what builds keep, stay."""
    return (path for path in directory.iterdir() if path.name not in ("public", ".cache"))
