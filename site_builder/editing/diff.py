"""Edits in, what they change out, line by line, in the form that `git apply` takes."""

import re
from collections.abc import Iterator, Sequence
from difflib import unified_diff

from ..source import FileEdit

_NOWHERE = "/dev/null"
_NO_BREAK = "\\ No newline at end of file"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile('[\x00-\x1f\x7f"\\\\\udc80-\udcff]')  # git reads a name with any of these between quotes only


def diff(edits: Sequence[FileEdit], label: str) -> Iterator[str]:
    """The lines of a unified diff, with every character of the files. `label`: how the config directory is called.

    Bytes that are not UTF-8 stand there as surrogates, as in names of files.
    """
    moved = {edit.moved_from: edit.before for edit in edits if edit.moved_from}
    gone = {edit.path: edit.before for edit in edits if edit.path in moved}
    for edit in edits:
        if edit.path in moved:
            continue
        before = edit.before if edit.moved_from is None else gone[edit.moved_from]
        old = f"{label}/{edit.moved_from or edit.path}".lstrip("/")
        new = f"{label}/{edit.path}".lstrip("/")
        names = _name(f"a/{old}"), _name(f"b/{new}")
        yield f"diff --git {' '.join(names)}"
        yield from _mode(edit, old, new)
        yield from _hunks(before, edit.after, *names)


def _name(path: str) -> str:
    quoted = _QUOTED.sub(lambda sign: f"\\{ord(sign[0]) & 0xFF:03o}", path)
    return path if quoted == path else f'"{quoted}"'


def _mode(edit: FileEdit, old: str, new: str) -> Iterator[str]:
    if edit.moved_from is not None:
        yield f"rename from {_name(old)}"
        yield f"rename to {_name(new)}"
    elif edit.before is None:
        yield "new file mode 100644"
    elif edit.after is None:
        yield "deleted file mode 100644"


def _hunks(before: bytes | None, after: bytes | None, old: str, new: str) -> Iterator[str]:
    names = _NOWHERE if before is None else old, _NOWHERE if after is None else new
    for number, line in enumerate(unified_diff(_lines(before), _lines(after), *names, lineterm="")):
        yield line.removesuffix("\n")
        if number > 1 and not line.startswith("@@") and not line.endswith("\n"):
            yield _NO_BREAK


def _lines(data: bytes | None) -> list[str]:
    return _LINE.findall((data or b"").decode("utf-8", "surrogateescape"))
