"""What an edit takes the last restriction from: where no license or realm is stated, none is asked for."""

from collections.abc import Iterable, Iterator

from ..catalog import KIND, RELATIONS, Catalog, Reference, related_names
from ..problems import Problem

_RESTRICTING = tuple(relation for relation in RELATIONS if relation.restricts)


def opened_to_everybody(before: Catalog, after: Catalog) -> Iterator[Problem]:
    """W410: entities that stated a license or a realm, and state none any more."""
    for relation in _RESTRICTING:
        old = before.of_kind(relation.source)
        for entity in after.of_kind(relation.source):
            former = old.find_by_name(entity.name)
            if former and related_names(former, relation.field) and not related_names(entity, relation.field):
                noun = KIND[relation.target].noun
                yield entity.problem(
                    relation.field,
                    code="W410",
                    message=f"no {noun} is stated any more, so none is asked for: it is open to every one",
                    help=f"name another {noun}, or remove what nobody shall use",
                )


def last_restrictions(found: Iterable[Reference]) -> Iterator[Problem]:
    """E410: references that are all that an entity restricts itself to."""
    fields = {(relation.source, relation.field): KIND[relation.target].noun for relation in _RESTRICTING}
    for reference in found:
        noun = fields.get((reference.entity.kind, reference.field))
        if noun and len(reference.names) == 1:
            yield reference.entity.problem(
                reference.path,
                code="E410",
                message=f"names this {noun} only: without it, it would be open to every one",
                help=f"name another {noun} here first, or remove this {KIND[reference.entity.kind].noun}",
            )
