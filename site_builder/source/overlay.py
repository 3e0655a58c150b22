"""Files and what a program sets in their place in, files out: each entity's own text with the fields that were set.

What was set becomes text before it is read, so that it is checked by the very rules that a file is checked by.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..catalog import KIND_BY_PLURAL, KINDS, Kind
from ..problems import Problem, visible
from ..suggestions import did_you_mean
from .files import SUFFIX, File
from .nodes import Document, Node, Scalar, Sequence
from .reader import read

# Plural kind -> name -> field -> value; None in the place of a value leaves a field out, in that of fields an entity.
Override = Mapping[str, Mapping[str, Mapping[str, Any] | None]]

LABEL = "override"  # what messages call it, in the place of the config directory

# Texts that mean the same with quotes around them and without, but for what YAML tools take them for.
_BARE = re.compile(r"[A-Za-z0-9_.+:-]*[A-Za-z0-9_.+-](?: [A-Za-z0-9_.+-]+)*")


def overlaid(files: Iterable[File | Problem], override: Override) -> Iterator[File | Problem]:
    """The files with what is set merged over them; after those of a kind, entities that have no file yet."""
    wanted = {
        (kind.plural, name.replace("-", "_")): (name, fields)
        for kind in KINDS
        if kind.has_files
        for name, fields in override.get(kind.plural, {}).items()
    }
    yield from _unknown_kinds(override)
    for file in files:
        key = (file.kind.plural, file.stem) if isinstance(file, File) else None
        if isinstance(file, Problem) or key not in wanted:
            yield file
        else:
            yield from _merged(file, wanted.pop(key)[1])
    for (plural, stem), (name, fields) in sorted(wanted.items()):
        if fields is not None:
            yield _new(KIND_BY_PLURAL[plural], stem, {"name": name, **fields})


def _unknown_kinds(override: Override) -> Iterator[Problem]:
    known = [kind.plural for kind in KINDS if kind.has_files]
    for name in override:
        if name not in known:
            hint = did_you_mean(name, known)
            yield Problem(path=LABEL, code="E202", message=f"unknown kind '{visible(name)}'", suggestion=hint)


def _merged(file: File, fields: Mapping[str, Any] | None) -> Iterator[File]:
    """The file with the fields set; as it is where it cannot be read, so that its own problems are told."""
    if fields is None:
        return
    document, _ = read(f"{LABEL}/{file.path}", file.data)
    if document is None:
        yield file
        return
    texts = _texts_of(document) | {field: _written(value) for field, value in fields.items()}
    yield replace(
        file,
        data=_as_yaml({field: text for field, text in texts.items() if fields.get(field, "") is not None}),
        label=LABEL,
    )


def _new(kind: Kind, stem: str, fields: Mapping[str, Any]) -> File:
    texts = {field: _written(value) for field, value in fields.items() if value is not None}
    return File(kind=kind, path=f"{kind.plural}/{stem}{SUFFIX}", stem=stem, data=_as_yaml(texts), label=LABEL)


def _as_yaml(texts: Mapping[str, str]) -> bytes:
    lines = [f"{_scalar(field, plain=True)}: {text}\n" for field, text in texts.items()]
    return "".join(lines).encode("utf-8", "surrogatepass")


def _texts_of(document: Document) -> dict[str, str]:
    return {entry.key: _as_it_stood(entry.value) for entry in document.root.entries}


def _as_it_stood(node: Node) -> str:
    if isinstance(node, Scalar):
        return _scalar(node.text, plain=node.plain)
    if isinstance(node, Sequence):
        return f"[{', '.join(map(_as_it_stood, node.items))}]"
    return f"{{{', '.join(f'{json.dumps(entry.key)}: {_as_it_stood(entry.value)}' for entry in node.entries)}}}"


def _written(value: Any) -> str:
    """A value of Python as an author would write it; what has no such form reads as what it is, and is refused."""
    if isinstance(value, str):
        return _scalar(value, plain=False)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{json.dumps(str(key))}: {_written(item)}' for key, item in value.items())}}}"
    if isinstance(value, Iterable):
        return f"[{', '.join(map(_written, value))}]"
    return "null" if value is None else _scalar(str(value), plain=True)


def _scalar(text: str, *, plain: bool) -> str:
    return text if plain and _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)
