"""The second layout: the file of each bundle lists the unit primitives in it. Catalog to texts, files to texts.

Everything else stands as in the chosen layout. Bundles carry a position where their names would not give the order in
which unit primitives list them; a unit primitive that lists them in another order keeps its own list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...catalog import KIND, RELATIONS, Catalog, Entity, Relation, SourceFile
from ...problems import Problem
from ...suggestions import Suggester
from ..files import File, config_files, file_path
from ..nodes import split_lines
from ..reader import read
from ..schemas import Schema
from .drafts import Draft, Imported, drafted, linked, raise_errors
from .orders import agreed_order, follows
from .writing import chosen_layout, stated, yaml_text

POSITION = "position"
# What stands at its other end here: which bundles include a unit primitive.
_BUNDLED = tuple(relation for relation in RELATIONS if KIND[relation.target].is_bundle)

_POSITION_DEFINITION = {
    "title": "Position",
    "description": "Its place in the lists of unit primitives, as a whole number in quotes; without one, behind the others.",
    "type": "string",
    "minLength": 1,
    "maxLength": 4,
    "examples": ["1", "2"],
}


def export_bundle_lists(catalog: Catalog, schemas: Mapping[str, Schema]) -> dict[str, str]:
    """The files of the layout that say what the catalog says: path -> text."""
    orders = {relation: _order(relation, catalog) for relation in _BUNDLED}
    return {
        file_path(KIND[entity.kind], entity.name): yaml_text(_fields(entity, schemas[entity.kind], orders))
        for entity in catalog
        if KIND[entity.kind].has_files
    }


def import_bundle_lists(directory: Path, schemas: Mapping[str, Schema], label: str) -> Imported:
    """The chosen layout of what the directory says; `label` is what messages call it.

    Raises InvalidConfig with everything wrong in its files, or else with every name that is; EnvironmentProblem where
    there is no such directory.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    layout = {name: _schema(schema, schemas) for name, schema in schemas.items()}
    for found in config_files(directory, label):
        draft, complaints = (None, (found,)) if isinstance(found, Problem) else _draft(found, layout, label)
        drafts += [draft] if draft else []
        problems.extend(complaints)
    raise_errors(problems)
    raise_errors([*problems, *(problem for relation in _BUNDLED for problem in _wrong_lists(relation, drafts))])
    for relation in _BUNDLED:
        drafts = list(_moved(relation, drafts))
    return Imported(files=chosen_layout(linked(drafts, schemas, label), schemas), problems=tuple(problems))


def _order(relation: Relation, catalog: Catalog) -> tuple[str, ...]:
    """The bundles of a relation in the order that most unit primitives list them in."""
    counts = Counter(getattr(entity, relation.field) for entity in catalog.of_kind(relation.source))
    commonest_first = sorted(counts, key=lambda listed: (-counts[listed], listed))
    return agreed_order(catalog.of_kind(relation.target).names, commonest_first)


def _fields(entity: Entity, schema: Schema, orders: Mapping[Relation, Sequence[str]]) -> dict[str, Any]:
    fields = stated(entity, schema)
    for relation, order in orders.items():
        if entity.kind == relation.source and follows(fields.get(relation.field, ()), order):
            fields.pop(relation.field, None)
        if entity.kind == relation.target:
            if list(order) != sorted(order):
                fields[POSITION] = str(order.index(entity.name) + 1)
            if members := getattr(entity, relation.inverse_field):
                fields[relation.inverse_field] = list(members)
    return fields


def _schema(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """The schema of a kind in this layout: bundles have a position and the other end of their relation."""
    lists = {
        relation.inverse_field: schemas[relation.source].fields[relation.field]
        for relation in _BUNDLED
        if relation.target == schema.name
    }
    if not lists:
        return schema
    properties = {**schema.fields, POSITION: _POSITION_DEFINITION, **lists}
    return Schema(name=schema.name, definition={**schema.definition, "properties": properties})


def _draft(file: File, layout: Mapping[str, Schema], label: str) -> tuple[Draft | None, tuple[Problem, ...]]:
    document, problems = read(f"{label}/{file.path}", file.data)
    if document is None:
        return None, problems
    source = SourceFile(label=label, path=file.path, lines=split_lines(document.text), spans={})
    draft, complaints = drafted(file.kind, document.root, layout[file.kind.singular], source)
    return draft, (*problems, *complaints)


def _wrong_lists(relation: Relation, drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Positions that are none, listed names that do not exist, and own lists of bundles that do not list them."""
    members = {draft.name for draft in drafts if draft.kind.singular == relation.source}
    suggester = Suggester(members)
    bundles = [draft for draft in drafts if draft.kind.singular == relation.target]
    for bundle in bundles:
        if not bundle.values.get(POSITION, "0").isdecimal():
            message = "a whole number belongs here"
            yield bundle.source.problem(POSITION, code="E203", message=message, suggestion="write it like '1'")
        yield from _unknown_members(bundle, relation, members, suggester)
    listed = {bundle.name: set(bundle.values.get(relation.inverse_field, ())) for bundle in bundles}
    for draft in drafts:
        if draft.kind.singular == relation.source:
            yield from _not_listed(draft, relation, listed)


def _unknown_members(bundle: Draft, relation: Relation, members: set[str], suggester: Suggester) -> Iterator[Problem]:
    source = KIND[relation.source]
    for position, name in enumerate(bundle.values.get(relation.inverse_field, ())):
        if name not in members:
            yield bundle.source.problem(
                f"{relation.inverse_field}[{position}]",
                code="E301",
                message=f"unknown {source.noun} '{name}'",
                suggestion=suggester.did_you_mean(name),
                help=f"{source.nouns} are the files in {bundle.source.label}/{source.plural}",
            )


def _not_listed(draft: Draft, relation: Relation, listed: Mapping[str, set[str]]) -> Iterator[Problem]:
    """E301: in this layout the file of the bundle decides; a unit primitive's own list only orders."""
    for position, name in enumerate(draft.values.get(relation.field, ())):
        if name in listed and draft.name not in listed[name]:
            yield draft.source.problem(
                f"{relation.field}[{position}]",
                code="E301",
                message=f"{KIND[relation.target].noun} '{name}' does not list this {KIND[relation.source].noun}",
                suggestion="list it there, or remove this item",
                help=f"what a bundle includes stands in its own file, under {relation.inverse_field}",
            )


def _moved(relation: Relation, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts with the relation stated where the chosen layout has it."""
    bundles = sorted((draft for draft in drafts if draft.kind.singular == relation.target), key=_place)
    listing: dict[str, list[str]] = defaultdict(list)
    for bundle in bundles:
        for member in bundle.values.get(relation.inverse_field, ()):
            listing[member].append(bundle.name)
    for draft in drafts:
        if draft.kind.singular == relation.source:
            own = draft.values.get(relation.field, [])
            names = list(dict.fromkeys([*own, *listing[draft.name]]))
            yield replace(draft, values={**draft.values, relation.field: names})
        elif draft.kind.singular == relation.target:
            left = (field for field in draft.values if field not in (POSITION, relation.inverse_field))
            yield replace(draft, values={field: draft.values[field] for field in left})
        else:
            yield draft


def _place(bundle: Draft) -> tuple[bool, int, str]:
    position = bundle.values.get(POSITION)
    return position is None, int(position or 0), bundle.name
