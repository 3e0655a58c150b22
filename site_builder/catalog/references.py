"""Catalog and entity in, every place out where a file names it."""

from collections.abc import Iterator
from dataclasses import dataclass

from .catalog import Catalog
from .entities import Entity, Names
from .relations import RELATIONS, field_path, related_names

# What names an entity without being a relation of its own: kind, field, the kind that is named.
_FURTHER = (("service", "basic_unit_primitive", "unit_primitive"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A field of an entity's file that names another entity; `path` is the value's field path: `add_ons[1]`."""

    entity: Entity
    field: str
    path: str

    @property
    def names(self) -> Names:
        """All that the field names."""
        return related_names(self.entity, self.field)

    @property
    def is_list(self) -> bool:
        """Whether the field may name several."""
        return self.path.endswith("]")


def references(entity: Entity, catalog: Catalog) -> Iterator[Reference]:
    """Each field that names the entity, in the order of kinds and names."""
    rows = (*((row.source, row.field, row.target) for row in RELATIONS), *_FURTHER)
    for source, field, target in rows:
        if target == entity.kind:
            for other in catalog.of_kind(source):
                yield from _reference(entity, other, field)


def _reference(entity: Entity, other: Entity, field: str) -> Iterator[Reference]:
    names = related_names(other, field)
    if entity.name in names:
        path = field_path(other, field, names.index(entity.name))
        yield Reference(entity=other, field=field, path=path)
