"""Files and what a program sets in their place in, files out: each entity's own text with the fields that were set.

What was set becomes text before it is read, so that it is checked by the very rules that a file is checked by.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import yaml

from ..catalog import KINDS, Kind, Version
from ..problems import Problem, visible
from ..suggestions import did_you_mean
from .files import SUFFIX, File
from .formats import complain_of_moment
from .reader import read

# Plural kind -> name -> field -> value; None in the place of a value leaves a field out, in that of fields an entity.
Override = Mapping[str, Mapping[str, Mapping[str, Any] | None]]

LABEL = "override"  # what messages call it, in the place of the config directory

_MAPPING = "tag:yaml.org,2002:map"
_WIDE = 1_000_000  # characters of a line, so that no text is folded


def overlaid(files: Iterable[File | Problem], override: Override) -> Iterator[File | Problem]:
    """The files with what is set merged over them; after those of a kind, entities that have no file yet."""
    yield from _unknown_kinds(override)
    yield from _named_twice(override)
    left = {
        (kind, name.replace("-", "_")): (name, fields)
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


def _added(kind: Kind, stem: str, name: str, fields: Mapping[str, Any] | None, stems: Iterable[str]) -> File | Problem:
    """An entity that has no file; to leave it out is a mistake."""
    if fields is None:
        message = f"there is no {kind.noun} '{visible(name)}' to leave out"
        return _problem("E301", message, did_you_mean(name, stems))
    data = _with_fields("", {"name": name, **fields})
    return File(kind=kind, path=f"{kind.plural}/{stem}{SUFFIX}", stem=stem, data=data, label=LABEL)


def _named_twice(override: Override) -> Iterator[Problem]:
    for kind in KINDS:
        names: dict[str, str] = {}
        for name in override.get(kind.plural, {}):
            other = names.setdefault(name.replace("-", "_"), name)
            if other != name:
                yield _problem("E302", f"'{visible(other)}' and '{visible(name)}' are one {kind.noun}")


def _unknown_kinds(override: Override) -> Iterator[Problem]:
    known = [kind.plural for kind in KINDS if kind.has_files]
    for name in override:
        if name in known:
            continue
        kinds = [kind for kind in KINDS if kind.plural == name]
        if kinds:
            yield _problem("E202", f"{kinds[0].nouns} have no files, so that nothing can be set for them")
        else:
            yield _problem("E202", f"unknown kind '{visible(name)}'", did_you_mean(name, known))


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
    root = cast(yaml.MappingNode, yaml.compose(text, Loader=yaml.SafeLoader) or yaml.MappingNode(_MAPPING, []))
    author = _Author(io.StringIO())
    entries = {key.value: (key, value) for key, value in root.value}
    for field, value in fields.items():
        if value is None:
            entries.pop(field, None)
        else:
            entries[field] = (author.represent_data(field), author.represent_data(value))
    root.value = list(entries.values())
    root.flow_style = False
    written: str = yaml.serialize(root, Dumper=_Author, allow_unicode=True, width=_WIDE)
    return written.encode("utf-8", "surrogatepass")


class _Author(yaml.SafeDumper):
    """Writes values of Python as an author would; what has no such form reads as what it is, and is refused."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.Node:
        """With quotes where YAML tools would take it for something else, but for a moment, which needs none."""
        if complain_of_moment(text) is None:
            tag = self.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
            return self.represent_scalar(tag, text)
        return self.represent_str(str(text))

    def represent_moment(self, moment: datetime) -> yaml.Node:
        return self.represent_scalar("tag:yaml.org,2002:timestamp", moment.isoformat(timespec="seconds"))

    def represent_other(self, value: Any) -> yaml.Node:
        """What is of none of the types that YAML knows, but of some kind of them."""
        match value:
            case str():
                return self.represent_text(value)
            case Mapping():
                return self.represent_dict(dict(value))
            case Set():
                return self.represent_list(sorted(value))
            case Iterable():
                return self.represent_list(list(value))
        return self.represent_str(str(value))


_Author.add_representer(str, _Author.represent_text)
_Author.add_representer(datetime, _Author.represent_moment)
_Author.add_representer(Version, lambda author, version: author.represent_str(str(version)))
_Author.add_representer(set, _Author.represent_other)
_Author.add_multi_representer(object, _Author.represent_other)
