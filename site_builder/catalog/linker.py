"""Entities in, catalog out: resolves every name an entity mentions and fills in the other end of each relation."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..problems import InvalidConfig, Problem
from ..suggestions import Suggester
from .catalog import Catalog
from .entities import Entity, Ref, Service, UnitPrimitive
from .kinds import KIND, KINDS, Kind
from .left_out import NOTHING, LeftOut
from .relations import RELATIONS, Relation, field_path, related_names

_LONGEST = 80  # characters of a name that is shown; none that exists has more

ByKind = Mapping[str, Sequence[Entity]]


def link(entities: Iterable[Entity], left_out: LeftOut = NOTHING) -> Catalog:
    """The catalog of these entities, with both ends of every relation and the kinds that arise from fields.

    `left_out`: what the readers of the catalog are not shown, and the entities do not state.

    Raises InvalidConfig with every name that is unknown, ambiguous or of the wrong kind.
    """
    stated = tuple(entities)
    if problems := tuple(name_problems(stated, ())):
        raise InvalidConfig(problems)
    return linked(stated, left_out)


def linked(entities: Iterable[Entity], left_out: LeftOut = NOTHING) -> Catalog:
    """As `link`, of names as they are: where what is told of a past lags behind, an alias may be that of two."""
    stated = _by_kind(entities)
    return Catalog.of(_with_inverse_ends({**stated, **_arising(stated)}), left_out)


def arising(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities of kinds without files that `link` would add."""
    for found in _arising(_by_kind(entities)).values():
        yield from found


def name_problems(entities: Iterable[Entity], unread: Iterable[Ref]) -> Iterator[Problem]:
    """What `link` would complain of, where `unread` entities exist as well but could not be made sense of.

    One without a name stands for any of its kind.
    """
    stated = _by_kind(entities)
    yield from _names_alike(stated)
    yield from _aliases_taken(stated["unit_primitive"])
    yield from _unknown_references(stated, frozenset(unread))
    yield from _strange_basic_unit_primitives(stated["service"])


def _by_kind(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    by_kind: dict[str, list[Entity]] = {kind.singular: [] for kind in KINDS}
    for entity in sorted(entities, key=lambda entity: entity.name):
        by_kind[entity.kind].append(entity)
    return by_kind


def _arising(stated: ByKind) -> dict[str, list[Entity]]:
    """Entities of the kinds without files: one for each name that a field mentions."""
    names: dict[str, set[str]] = {kind.singular: set() for kind in KINDS if not kind.has_files}
    for relation in RELATIONS:
        if relation.target in names:
            for entity in stated[relation.source]:
                names[relation.target].update(related_names(entity, relation.field))
    return {kind: [KIND[kind].entity(name=name) for name in sorted(found)] for kind, found in names.items()}


def _names_alike(stated: ByKind) -> Iterator[Problem]:
    """E302: names of one kind that a reader, or a file system, could not tell apart."""
    for kind, entities in stated.items():
        first: dict[str, Entity] = {}
        for entity in entities:
            other = first.setdefault(_folded(entity.name), entity)
            if other is not entity:
                where = other.source.path if other.source else "another place"
                same = (
                    "the same name" if entity.name == other.name else f"'{other.name}', the same but for case or form"
                )
                yield entity.problem(
                    "name",
                    code="E302",
                    message=f"{KIND[kind].noun} '{entity.name}' cannot be told from that of {where}: {same}",
                    help="give one of the two another name, or remove it",
                )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _aliases_taken(unit_primitives: Sequence[Entity]) -> Iterator[Problem]:
    """E310: an alias that already names another primitive."""
    owners = {entity.name: entity for entity in unit_primitives}
    for entity in unit_primitives:
        assert isinstance(entity, UnitPrimitive)
        for position, alias in enumerate(entity.alias_names):
            owner = owners.setdefault(alias, entity)
            if owner is not entity or alias == entity.name:
                whose = "its own name" if owner is entity else f"a name of unit primitive '{owner.name}'"
                yield entity.problem(
                    f"alias_names[{position}]",
                    code="E310",
                    message=f"alias '{alias}' is already {whose}",
                    help="a name stands for one unit primitive only; remove the alias here or there",
                )


def _unknown_references(stated: ByKind, unread: frozenset[Ref]) -> Iterator[Problem]:
    """E301 and E307: a name that does not exist, or exists but is of another kind."""
    known = {kind: {entity.name for entity in entities} for kind, entities in stated.items()}
    for ref in unread:
        known[ref.kind].add(ref.name)
    aliases = {
        alias: entity.name for entity in stated["unit_primitive"] for alias in related_names(entity, "alias_names")
    }
    unsure = {name for ref in unread if "-" in (name := ref.name)}  # an unread file may be called so, but most are not
    suggesters = {kind: Suggester(names - unsure) for kind, names in known.items()}
    for relation in RELATIONS:
        if not KIND[relation.target].has_files or "" in known[relation.target]:
            continue
        for entity in stated[relation.source]:
            for position, name in enumerate(related_names(entity, relation.field)):
                if name and name not in known[relation.target]:  # an empty one is complained of where it is read
                    path = field_path(entity, relation.field, position)
                    words = _what_is_wrong(name, relation, known, aliases, suggesters[relation.target])
                    yield entity.problem(path, **words, help=_where_they_are(KIND[relation.target], entity))


def _what_is_wrong(
    name: str, relation: Relation, known: Mapping[str, set[str]], aliases: Mapping[str, str], suggester: Suggester
) -> dict[str, str]:
    target = KIND[relation.target]
    others = [kind for kind in known if name in known[kind]]
    if others:
        return {
            "code": "E307",
            "message": f"'{name}' is {KIND[others[0]].a_noun}, not {target.a_noun}",
            "suggestion": _right_field(relation.source, others[0]),
        }
    former = aliases.get(name) if relation.target == "unit_primitive" else None
    return {
        "code": "E301",
        "message": f"unknown {target.noun} '{name if len(name) <= _LONGEST else f'{name[:_LONGEST]}…'}'",
        "suggestion": f"it is an alias of '{former}': write that" if former else suggester.did_you_mean(name),
    }


def _where_they_are(kind: Kind, entity: Entity) -> str:
    directory = f"{entity.source.label}/{kind.plural}" if entity.source else kind.plural
    return f"{kind.nouns} are the files in {directory}"


def _right_field(source: str, target: str) -> str:
    fields = [row.field for row in RELATIONS if row.source == source and row.target == target]
    return f"name it under {fields[0]}" if fields else ""


def _strange_basic_unit_primitives(services: Sequence[Entity]) -> Iterator[Problem]:
    """E308: a service whose basic unit primitive is none of its members."""
    for service in services:
        assert isinstance(service, Service)
        basic = service.basic_unit_primitive
        if basic is not None and basic not in service.unit_primitives:
            yield service.problem(
                "basic_unit_primitive",
                code="E308",
                message=f"'{basic}' is not among the unit_primitives of this service",
                suggestion=Suggester(service.unit_primitives).did_you_mean(basic),
                help="name one of the members, or add it to them",
            )


def _with_inverse_ends(complete: ByKind) -> Iterator[Entity]:
    inverse: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for relation in RELATIONS:
        for entity in complete[relation.source]:
            for name in related_names(entity, relation.field):
                inverse[relation.target, name][relation.inverse_field].append(entity.name)
    for kind, entities in complete.items():
        for entity in entities:
            fields: dict[str, Any] = {field: tuple(names) for field, names in inverse[kind, entity.name].items()}
            yield replace(entity, **fields)
