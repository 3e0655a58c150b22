"""Config directory in, entities out: reads and validates every file, and reports the problems of all at once."""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from ..catalog import DEVICES, KIND_BY_PLURAL, RELATIONS, TAKEN_BY_PAGES, Entity, Kind, Ref, SourceFile
from ..problems import InvalidConfig, Problem, Severity, errors_in
from .at_rest import read_at_rest
from .files import SUFFIX, File, config_files, stem_of, with_edits
from .formats import FORMATS, Complaint
from .nodes import Document, split_lines
from .overlay import Override, overlaid
from .provenance import provenance_problems
from .reader import read
from .schema_errors import problem_at
from .schemas import Schema
from .validator import Validated, validate

# Fields whose texts become the names of pages.
NAMES = frozenset({"name", "feature_category"})
_PLAIN_STEM = re.compile(r"[a-z][a-z0-9_]{0,63}")  # as long as the schemas allow
_ANY_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # and no text, of which a word may be one of every day
_OWN_NAME = re.compile(
    rb"""(?:^|[{,])[^\w\n]{0,9}name['"]?[ ]?:[ \t]*['"]?([a-zA-Z0-9_-]{1,64})['"]?[ \t\r]*(?:[#,}].*)?$""", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a config directory states: its entities, the warnings of its files, and a hash of every byte read."""

    entities: tuple[Entity, ...]
    warnings: tuple[Problem, ...]
    content_hash: str


class InvalidFiles(InvalidConfig):
    """Some files cannot be made sense of.

    `entities` are those of the others, `unread` what the broken ones are called: without a name, all of a kind.
    """

    def __init__(self, problems: Iterable[Problem], entities: Iterable[Entity], unread: Iterable[Ref]) -> None:
        super().__init__(problems)
        self.entities = tuple(entities)
        self.unread = frozenset(unread)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems, self.entities, self.unread)


def load(
    config: Path,
    schemas: Mapping[str, Schema],
    label: str = "config",
    override: Override | None = None,
    edits: Mapping[str, bytes | None] | None = None,
) -> Configuration:
    """The entities that the directory's files state. `label` is what messages call the directory.

    `override`: what is set in the place of what files state. `edits`: what files hold in the place of what stands on
    the disk, by path; None for one that is not to be there.

    Raises InvalidFiles with the problems of every file, EnvironmentProblem when the directory is not there.
    """
    found = read_at_rest(config, lambda: tuple(config_files(config, label)))
    files = overlaid(with_edits(found, edits or {}), {} if override is None else override)
    return configuration_of((*files, *provenance_problems(config, label)), schemas, label)


def configuration_of(files: Iterable[File | Problem], schemas: Mapping[str, Schema], label: str) -> Configuration:
    """The entities that the files of one configuration state. Raises InvalidFiles with the problems of every file."""
    entities: list[Entity] = []
    problems: list[Problem] = []
    unread: list[Ref] = []
    digest = hashlib.sha256()
    for found in files:
        if isinstance(found, Problem):
            problems.append(found)
            unread += _unread(found, label)
            continue
        digest.update(f"{found.path}\0{len(found.data)}\0".encode("utf-8", "surrogateescape") + found.data)
        entity, complaints = entity_of(found, schemas[found.kind.singular], found.label or label)
        problems.extend(complaints)
        if entity:
            entities.append(entity)
        if entity is None or entity.name != found.stem:
            unread += _called(found.kind, found.stem)
    problems.extend(none_at_all(entities, problems, label))
    if errors_in(problems):
        raise InvalidFiles(problems, entities, unread)
    warnings = tuple(sorted(problems, key=Problem.sort_key))
    return Configuration(entities=tuple(entities), warnings=warnings, content_hash=digest.hexdigest())


def _unread(problem: Problem, label: str) -> list[Ref]:
    """What the file is called that a problem stands in the place of; a ref without a name for a whole directory."""
    plural, _, name = problem.path.removeprefix(f"{label}/").partition("/")
    if problem.severity is not Severity.ERROR or plural not in KIND_BY_PLURAL:
        return []
    return _called(KIND_BY_PLURAL[plural], name.removesuffix(SUFFIX))


def _called(kind: Kind, stem: str) -> list[Ref]:
    return [Ref(kind=kind.singular, name=name) for name in sorted({stem, stem.replace("_", "-")})]


def none_at_all(entities: Iterable[Entity], problems: Iterable[Problem], label: str) -> Iterator[Problem]:
    """E117: a site without a single unit primitive is a mistake, unless their files are what is wrong."""
    about_them = f"{label}/unit_primitives"
    if not any(entity.kind == "unit_primitive" for entity in entities) and not any(
        problem.path.startswith(about_them) for problem in errors_in(problems)
    ):
        help = "each is a file in unit_primitives, with a name that ends in .yml"
        yield Problem(path=about_them, code="E117", message="no unit primitives at all", help=help)


def entity_of(file: File, schema: Schema, label: str) -> tuple[Entity | None, tuple[Problem, ...]]:
    """What one file states, with everything wrong in it; with errors, only the names that can be made out, or None."""
    document, problems = read(f"{label}/{file.path}", file.data)
    if document is None:
        return None, problems
    validated = validate(document, schema)
    problems = (*problems, *validated.problems, *_name_problems(file, document, validated))
    source = SourceFile(label=label, path=file.path, lines=split_lines(document.text), spans=validated.spans)
    if errors_in(problems):
        return _names_only(file, source, validated), problems
    return file.kind.entity(source=source, **meanings(validated.values, schema)), problems


def _names_only(file: File, source: SourceFile, validated: Validated) -> Entity:
    """What a file with errors says of other entities, so that wrong names in it are told in the same run."""
    values = validated.values
    named = {
        relation.field: tuple(values[relation.field])
        for relation in RELATIONS
        if relation.source == file.kind.singular and _are_names(values.get(relation.field))
    }
    name = values["name"] if isinstance(values.get("name"), str) else file.stem
    return _bare(file.kind, name=name, source=source, **named)


def called_itself(file: File, schema: Schema, label: str) -> tuple[str, ...]:
    """By what names a file says that it is, also one with errors; where it is no YAML, every one that it may."""
    document, _ = read(f"{label}/{file.path}", file.data)
    if document is None:
        return tuple(name.decode("ascii") for name in _OWN_NAME.findall(file.data))
    name = validate(document, schema).values.get("name")
    return (name,) if isinstance(name, str) and _ANY_NAME.fullmatch(name) else ()


def made_out(file: File, schema: Schema, label: str) -> Entity:
    """What a file with errors states all the same, in the fields that have none; by the file's name if not its own."""
    document, _ = read(f"{label}/{file.path}", file.data)
    if document is None:
        return _bare(file.kind, name=file.stem)
    validated = validate(document, schema)
    wrong = {problem.field.partition("[")[0] for problem in validated.problems}
    right = {field: it for field, it in validated.values.items() if field in schema.fields and field not in wrong}
    known = meanings(right, schema)
    if stem_of(str(known.get("name"))) != file.stem:
        known = {**known, "name": file.stem}
    return _bare(file.kind, **known)


def _bare(kind: Kind, **known: Any) -> Entity:
    """One of which nothing else is known."""
    needed: dict[str, Any] = {field.name: "" for field in fields(kind.entity) if field.default is MISSING}
    return kind.entity(**{**needed, **known})


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _name_problems(file: File, document: Document, validated: Validated) -> Iterator[Problem]:
    """E209, E210 and E214: names that are well formed, but are not the file's or cannot have a page."""
    refused = {problem.field for problem in validated.problems}
    for entry in document.root.entries:
        value = validated.values.get(entry.key)
        if entry.key not in NAMES or entry.key in refused or not isinstance(value, str):
            continue
        differs = _not_the_stem(value, file.stem) if entry.key == "name" else None
        if complaint := complain_of_name(value) or differs:
            yield problem_at(document, entry.value.span, complaint, field=entry.key)


def _not_the_stem(name: str, stem: str) -> Complaint | None:
    expected = stem_of(name)
    if stem == expected:
        return None
    rename = f"rename the file to {expected}.yml"
    is_fine = _PLAIN_STEM.fullmatch(stem) and complain_of_name(stem) is None
    suggestion = f"{rename}, or write name: {stem}" if is_fine else rename
    return Complaint(code="E210", message=f"name '{name}' is not the file's name", suggestion=suggestion)


def complain_of_name(name: str) -> Complaint | None:
    """Why an entity, or what arises from a field, cannot have this name, however well it is formed."""
    if name in DEVICES:
        return Complaint(code="E209", message=f"'{name}' is reserved on Windows", suggestion="choose another name")
    if name in TAKEN_BY_PAGES:
        return Complaint(code="E214", message=f"'{name}' is the name of a page", suggestion="choose another name")
    return None


def meanings(values: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """Values that the schema allows, as what they mean: moments, versions, tuples."""
    return {field: _meaning(value, schema.fields[field]) for field, value in values.items()}


def _meaning(value: Any, definition: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return tuple(_meaning(item, definition["items"]) for item in value)
    if format := FORMATS.get(definition.get("format", "")):
        return format.parse(value)
    return sys.intern(value) if type(value) is str else value  # kept once, however many versions of files say it
