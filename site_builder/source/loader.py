"""Config directory in, entities out: reads and validates every file, and reports the problems of all of them at once."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..catalog import Entity, SourceFile
from ..problems import InvalidConfig, Problem, Severity, Span
from .files import File, config_files
from .formats import FORMATS, Complaint
from .nodes import Document
from .reader import read
from .schema_errors import problem_at
from .schemas import Schema
from .validator import spans, validate

# Windows gives these names to devices, so no checkout there could hold such a file or page.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_TAKEN_BY_PAGES = frozenset({"index"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a config directory states: its entities, the warnings of its files, and a hash of every byte read."""

    entities: tuple[Entity, ...]
    warnings: tuple[Problem, ...]
    content_hash: str


def load(config: Path, schemas: Mapping[str, Schema], label: str = "config") -> Configuration:
    """The entities that the directory's files state. `label` is what messages call the directory.

    Raises InvalidConfig with the problems of every file, EnvironmentProblem when the directory is not there.
    """
    entities: list[Entity] = []
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for found in config_files(config, label):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        digest.update(f"{found.path}\0{len(found.data)}\0".encode("utf-8", "surrogateescape") + found.data)
        entity, complaints = _entity(found, schemas[found.kind.singular], label)
        problems.extend(complaints)
        if entity:
            entities.append(entity)
    problems.extend(_none_at_all(entities, problems, label))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InvalidConfig(problems)
    warnings = tuple(sorted(problems, key=Problem.sort_key))
    return Configuration(entities=tuple(entities), warnings=warnings, content_hash=digest.hexdigest())


def _none_at_all(entities: list[Entity], problems: list[Problem], label: str) -> Iterator[Problem]:
    """E117: a site without a single unit primitive is a mistake, unless their files are what is wrong."""
    about_them = f"{label}/unit_primitives"
    if not any(entity.kind == "unit_primitive" for entity in entities) and not any(
        problem.path.startswith(about_them) and problem.severity is Severity.ERROR for problem in problems
    ):
        help = "each is a file in unit_primitives, with a name that ends in .yml"
        yield Problem(path=about_them, code="E117", message="no unit primitives at all", help=help)


def _entity(file: File, schema: Schema, label: str) -> tuple[Entity | None, tuple[Problem, ...]]:
    document, problems = read(f"{label}/{file.path}", file.data)
    if document is None:
        return None, problems
    validated = validate(document, schema)
    problems = (*problems, *validated.problems, *_name_problems(file, document, validated.values))
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    source = SourceFile(label=label, path=file.path, text=document.text, spans=spans(document))
    return file.kind.entity(source=source, **_meanings(validated.values, schema)), problems


def _name_problems(file: File, document: Document, values: Mapping[str, Any]) -> Iterator[Problem]:
    name = values.get("name")
    if not isinstance(name, str):
        return
    span = next((entry.value.span for entry in document.root.entries if entry.key == "name"), Span(1, 1))
    if complaint := _name_complaint(name, file):
        yield problem_at(document, span, complaint, field="name")
    category = values.get("feature_category")
    if isinstance(category, str) and (taken := _taken(category)):
        span = next(entry.value.span for entry in document.root.entries if entry.key == "feature_category")
        yield problem_at(document, span, taken, field="feature_category")


def _name_complaint(name: str, file: File) -> Complaint | None:
    if name.replace("-", "_") != file.stem:
        suggestion = f"rename the file to {name.replace('-', '_')}.yml, or write name: {file.stem}"
        return Complaint(code="E210", message=f"name '{name}' is not the file's name", suggestion=suggestion)
    return _taken(name)


def _taken(name: str) -> Complaint | None:
    if name in _DEVICES:
        return Complaint(code="E209", message=f"'{name}' is reserved on Windows", suggestion="choose another name")
    if name in _TAKEN_BY_PAGES:
        return Complaint(code="E214", message=f"'{name}' is the name of a page", suggestion="choose another name")
    return None


def _meanings(values: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    return {field: _meaning(value, schema.fields[field]) for field, value in values.items()}


def _meaning(value: Any, definition: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return tuple(_meaning(item, definition["items"]) for item in value)
    format = FORMATS.get(definition.get("format", ""))
    return format.parse(value) if format else value.strip()
