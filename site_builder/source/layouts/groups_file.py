"""The third layout: one file with unit primitives in groups, and a section for every other kind. Catalog in, text out.

Unit primitives of one group are sold on the same terms. What all members of a group state alike stands once, in the
group; a list that is written twice is an anchor and its aliases.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...catalog import KIND, KINDS, RELATIONS, SAMPLED_FIELDS, Catalog, Entity, UnitPrimitive
from ..schemas import Schema
from .writing import stated, yaml_text

GROUPS = "unit_primitive_groups"
MEMBERS = "unit_primitives"
MEMBER_KIND = KIND["unit_primitive"]

# What makes unit primitives one group: everything that decides who has bought them.
_TERMS = tuple(
    dict.fromkeys((*(row.field for row in RELATIONS if KIND[row.target].is_bundle), *SAMPLED_FIELDS))
)  # fmt: skip
_LISTED_IN_NAME = 3

Values = dict[str, Any]


def export_groups_file(catalog: Catalog, schemas: Mapping[str, Schema]) -> str:
    """The file that says what the catalog says."""
    groups = {name: _group(members, schemas["unit_primitive"]) for name, members in _groups(catalog)}
    sections: Values = {GROUPS: groups} if groups else {}
    for kind in KINDS:
        if kind.has_files and kind is not MEMBER_KIND:
            entities = catalog.of_kind(kind.singular)
            sections[kind.plural] = {entity.name: _without_name(entity, schemas[kind.singular]) for entity in entities}
    return yaml_text(_with_shared_lists({name: section for name, section in sections.items() if section}), anchors=True)


def _groups(catalog: Catalog) -> Iterator[tuple[str, Sequence[UnitPrimitive]]]:
    """Unit primitives of the same terms, with a name for each group: sorted by what sells them, then first member."""
    by_terms: dict[tuple[Any, ...], list[UnitPrimitive]] = defaultdict(list)
    for primitive in catalog.unit_primitives:
        by_terms[tuple(getattr(primitive, field) for field in _TERMS)].append(primitive)
    groups = sorted(by_terms.values(), key=lambda members: (members[0].add_ons, members[0].name))
    taken: set[str] = set()
    for members in groups:
        base = _name(members[0].add_ons)
        name = next(
            it for it in (base, *(f"{base}_{number}" for number in range(2, len(groups) + 2))) if it not in taken
        )
        taken.add(name)
        yield name, members


def _name(add_ons: Sequence[str]) -> str:
    if len(add_ons) > _LISTED_IN_NAME:
        return f"{add_ons[0]}_and_{len(add_ons) - 1}_more"
    return "_and_".join(add_ons) or "no_add_on"


def _group(members: Sequence[UnitPrimitive], schema: Schema) -> Values:
    """What the members share, then each member with the rest."""
    fields = [_without_name(member, schema) for member in members]
    first, *others = fields
    shared = {
        field: value
        for field, value in first.items()
        if field in _TERMS or (others and all(other.get(field) == value for other in others))
    }
    own = ({field: value for field, value in each.items() if field not in shared} for each in fields)
    return {**shared, MEMBERS: dict(zip([member.name for member in members], own, strict=True))}


def _without_name(entity: Entity, schema: Schema) -> Values:
    return {field: value for field, value in stated(entity, schema).items() if field != "name"}


def _with_shared_lists(value: Any, known: dict[tuple[str, ...], list[str]] | None = None) -> Any:
    """The same value, in which equal lists of several items are one object."""
    known = {} if known is None else known
    if isinstance(value, dict):
        return {key: _with_shared_lists(item, known) for key, item in value.items()}
    if isinstance(value, list) and len(value) > 1:
        return known.setdefault(tuple(value), value)
    return value
