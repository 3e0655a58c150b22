"""Files and what a program sets in their place in, files out: each entity's own text with the fields that were set.

What was set becomes text before it is read, so that it is checked by the very rules that a file is checked by.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import yaml

from ..catalog import KINDS, Kind
from ..problems import Problem, visible
from ..suggestions import did_you_mean
from .author import represent, serialize
from .files import DIRECTORIES, File, file_path, stem_of
from .reader import read

# Plural kind -> name -> field -> value; None in the place of a value leaves a field out, in that of fields an entity.
Override = Mapping[str, Mapping[str, Mapping[str, Any] | None]]

LABEL = "override"  # what messages call it, in the place of the config directory

_MAPPING = "tag:yaml.org,2002:map"


def overlaid(files: Iterable[File | Problem], override: Override) -> Iterator[File | Problem]:
    """The files with what is set merged over them; after those of a kind, entities that have no file yet.

    Raises TypeError where what is set has not the types of `Override`.
    """
    _refuse_other_types(override)
    yield from _unknown_kinds(override)
    yield from _named_twice(override)
    left = {
        (kind, stem_of(name)): (name, fields)
        for kind in KINDS
        if kind.has_files
        for name, fields in override.get(kind.plural, {}).items()
    }
    stems: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for file in files:
        if isinstance(file, Problem):
            yield file
            continue
        stems[file.kind].append(file.stem)
        key = (file.kind, file.stem)
        yield from _merged(file, left.pop(key)[1]) if key in left else [file]
    for (kind, stem), (name, fields) in sorted(left.items(), key=lambda item: (item[0][0].plural, item[0][1])):
        yield _added(kind, stem, name, fields, stems[kind])


def _refuse_other_types(override: Override) -> None:
    """What is set may come from a file of another program, as JSON."""
    _refuse_all_but_names(override, LABEL, "kinds")
    for kind, entities in override.items():
        _refuse_all_but_names(entities, f"{LABEL}[{kind!r}]", "names")
        for name, fields in entities.items():
            if fields is not None:
                _refuse_all_but_names(fields, f"{LABEL}[{kind!r}][{name!r}]", "fields")


def _refuse_all_but_names(value: object, place: str, what: str) -> None:
    if not isinstance(value, Mapping):
        raise TypeError(f"{place} is of type {type(value).__name__}, not a mapping of {what}")
    for key in value:
        if not isinstance(key, str):
            raise TypeError(f"{place} has {key!r} among its {what}, which are texts")


def _added(kind: Kind, stem: str, name: str, fields: Mapping[str, Any] | None, stems: Iterable[str]) -> File | Problem:
    """An entity that has no file; to leave it out is a mistake."""
    if fields is None:
        message = f"there is no {kind.noun} '{visible(name)}' to leave out"
        return _problem("E301", message, did_you_mean(name, stems))
    data = _with_fields("", {"name": name, **fields})
    return File(kind=kind, path=file_path(kind, visible(name)), stem=stem, data=data, label=LABEL)


def _named_twice(override: Override) -> Iterator[Problem]:
    for kind in KINDS:
        names: dict[str, str] = {}
        for name in override.get(kind.plural, {}):
            other = names.setdefault(stem_of(name), name)
            if other != name:
                yield _problem("E302", f"'{visible(other)}' and '{visible(name)}' are one {kind.noun}")


def _unknown_kinds(override: Override) -> Iterator[Problem]:
    for name in override:
        if name in DIRECTORIES:
            continue
        kinds = [kind for kind in KINDS if kind.plural == name]
        if kinds:
            yield _problem("E202", f"{kinds[0].nouns} have no files, so that nothing can be set for them")
        else:
            yield _problem("E202", f"unknown kind '{visible(name)}'", did_you_mean(name, DIRECTORIES))


def _problem(code: str, message: str, suggestion: str = "") -> Problem:
    return Problem(path=LABEL, code=code, message=message, suggestion=suggestion)


def _merged(file: File, fields: Mapping[str, Any] | None) -> Iterator[File]:
    """The file with the fields set; as it is where it cannot be read, so that its own problems are told."""
    if fields is None:
        return
    document, _ = read(f"{LABEL}/{file.path}", file.data)
    yield replace(file, data=_with_fields(document.text, fields), label=LABEL) if document else file


def _with_fields(text: str, fields: Mapping[str, Any]) -> bytes:
    """A text of fields with some set and some left out; each other value stands as its author wrote it."""
    root = cast(yaml.MappingNode, yaml.compose(text, Loader=yaml.CSafeLoader) or yaml.MappingNode(_MAPPING, []))
    entries = {key.value: (key, value) for key, value in root.value}
    for field, value in fields.items():
        if value is None:
            entries.pop(field, None)
        else:
            entries[field] = (represent(field), represent(value))
    root.value = list(entries.values())
    root.flow_style = False
    return serialize(root).encode("utf-8", "surrogatepass")
