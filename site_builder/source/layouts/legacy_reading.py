"""A file in the services format in, its services out as they stand there, or everything that is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...catalog import KIND, NO_ADD_ON, SAMPLED_FIELDS, SourceFile
from ...problems import Problem
from ..nodes import Document, Entry, split_lines
from ..nodes import Mapping as Fields
from ..schemas import Schema
from .drafts import drafted, fields_below, is_blank, named, problem_at_key, whole_file
from .whole import read_whole

SERVICES, BACKEND, BUNDLES, MEMBERS = "services", "backend", "bundled_with", "unit_primitives"
# What a service states once for all its members.
SHARED = (BACKEND, *SAMPLED_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyFile:
    """A file in the services format: whose it is (`gitlab-com`), where it is, and what messages call it."""

    realm: str
    path: Path
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedService:
    """A service as one realm's file has it. `shared` holds texts; `bundles` the members that each add-on includes.

    `empty_bundles`: add-ons that are named, and include none.
    """

    realm: str
    name: str
    source: SourceFile
    shared: Mapping[str, Any]
    bundles: Mapping[str, tuple[str, ...]]
    empty_bundles: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Every unit primitive of the service, once."""
        return tuple(dict.fromkeys(name for names in self.bundles.values() for name in names))

    def is_single(self) -> bool:
        """Whether this is a unit primitive that became a service of its own."""
        return self.members == (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    """What the fields of a service and of a bundle in it may be."""

    service: Schema
    bundle: Schema


def read_services(file: LegacyFile, schemas: Mapping[str, Schema]) -> Iterator[StatedService | Problem]:
    """Every service of the file, or what is wrong with it. Warnings stand beside the services."""
    document, problems = read_whole(file.path, file.label)
    yield from problems
    if document is None:
        return
    source = whole_file(file.label, split_lines(document.text))
    forms = _Forms(service=_service_schema(schemas), bundle=_bundle_schema(schemas))
    for entry in _services(document, source):
        yield from [entry] if isinstance(entry, Problem) else _service(entry, file.realm, source, forms)


def _services(document: Document, source: SourceFile) -> Iterator[Entry | Problem]:
    for entry in document.root.entries:
        if entry.key == SERVICES:
            yield from fields_below(source, entry)
        else:
            yield problem_at_key(
                source, entry, code="E202", message="unknown field", help=f"everything stands below {SERVICES}"
            )


def _service(entry: Entry, realm: str, source: SourceFile, forms: _Forms) -> Iterator[StatedService | Problem]:
    found = tuple(fields_below(source, entry))
    yield from (problem for problem in found if isinstance(problem, Problem))
    # A key with nothing behind it is how the format may leave out a value.
    fields = named(entry, [field for field in found if isinstance(field, Entry) and not is_blank(field)])
    draft, problems = drafted(KIND["service"], fields, forms.service, source)
    yield from problems
    spans = {**draft.source.spans, **{field.key: field.key_span for field in fields.entries if field.key == BUNDLES}}
    bundles: dict[str, tuple[str, ...]] = {}
    for bundle in _bundles(fields, source):
        if isinstance(bundle, Problem):
            yield bundle
        else:
            listed, problems = drafted(KIND["add_on"], bundle, forms.bundle, source)
            yield from problems
            bundles[str(listed.name)] = tuple(listed.values.get(MEMBERS, ()))
            spans[f"{BUNDLES}.{listed.name}"] = bundle.span
    shared = {field: draft.values[field] for field in SHARED if draft.values.get(field)}
    yield StatedService(
        realm=realm,
        name=entry.key,
        source=replace(draft.source, spans=spans),
        shared=shared,
        bundles={name: members for name, members in bundles.items() if members},
        empty_bundles=tuple(name for name, members in bundles.items() if not members),
    )


def _bundles(fields: Fields, source: SourceFile) -> Iterator[Fields | Problem]:
    for field in fields.entries:
        # Anything but fields is complained of already, by the schema of the service.
        for bundle in field.value.entries if field.key == BUNDLES and isinstance(field.value, Fields) else ():
            found = tuple(fields_below(source, bundle))
            yield from (problem for problem in found if isinstance(problem, Problem))
            yield named(bundle, [entry for entry in found if isinstance(entry, Entry) and not is_blank(entry)])


def _service_schema(schemas: Mapping[str, Schema]) -> Schema:
    primitive = schemas["unit_primitive"].fields
    return _schema(
        "legacy service",
        {
            "name": schemas["service"].fields["name"],
            BACKEND: schemas["backend_service"].fields["jwt_aud"],
            **{field: primitive[field] for field in SAMPLED_FIELDS},
            "license_types": _names(schemas["license_type"]),
            BUNDLES: {"title": "Bundles", "description": "Its unit primitives by add-on.", "type": "object"},
        },
    )


def _bundle_schema(schemas: Mapping[str, Schema]) -> Schema:
    add_on = schemas["add_on"].fields["name"]
    name = {**add_on, "pattern": f"{add_on['pattern']}|^{NO_ADD_ON}$"}
    return _schema("legacy bundle", {"name": name, MEMBERS: _names(schemas["unit_primitive"])})


def _names(of: Schema) -> Mapping[str, Any]:
    """A list of names, which become files of their own here."""
    name = of.fields["name"]
    item = {rule: name[rule] for rule in ("type", "pattern", "maxLength")}
    return {"title": of.definition["title"], "description": "", "type": "array", "items": item, "uniqueItems": True}


def _schema(name: str, properties: Mapping[str, Any]) -> Schema:
    return Schema(name=name, definition={"type": "object", "additionalProperties": False, "properties": properties})


def listing(services: Iterable[StatedService]) -> dict[str, list[StatedService]]:
    """The services that list each unit primitive; those first that speak of it most directly.

    First the ones that are this unit primitive alone, then those of its name, then the others.
    """
    found: dict[str, list[StatedService]] = {}
    for service in services:
        for name in service.members:
            found.setdefault(name, []).append(service)
    return {name: sorted(found[name], key=lambda service: directness(service, name)) for name in sorted(found)}


def directness(service: StatedService, unit_primitive: str) -> int:
    """How directly a service speaks of a unit primitive: 0 is best."""
    if service.name != unit_primitive:
        return 2
    return 0 if service.is_single() else 1
