"""Every relation between kinds, one row each, with the words used on pages for both directions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .entities import Entity, Names, Ref, Service
from .kinds import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed edge. `source` states it in `field`; `link` fills `inverse_field` of `target`. Both are kinds' names."""

    source: str
    field: str
    target: str
    inverse_field: str
    label: str  # duo_chat «is bundled with» duo_pro
    inverse_label: str  # duo_pro «bundles» duo_chat
    decides: bool = False  # whether the matrix has columns for the target; the rule itself is in `availability`
    restricts: bool = False  # whether nothing stated means that nothing is restricted

    @property
    def key(self) -> str:
        """A name for the relation that is unique and fit for an address: `unit_primitive-add_ons`."""
        return f"{self.source}-{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A relation as one of its two kinds sees it: its own field, the other kind, and the words in between."""

    relation: Relation
    field: str
    other: str
    label: str
    stated_here: bool


RELATIONS = (
    Relation(
        source="unit_primitive",
        field="add_ons",
        target="add_on",
        inverse_field="unit_primitives",
        label="is bundled with",
        inverse_label="bundles",
        decides=True,
    ),
    Relation(
        source="unit_primitive",
        field="license_types",
        target="license_type",
        inverse_field="unit_primitives",
        label="is bundled with",
        inverse_label="bundles",
        decides=True,
        restricts=True,
    ),
    Relation(
        source="unit_primitive",
        field="gitlab_realms",
        target="gitlab_realm",
        inverse_field="unit_primitives",
        label="is available for",
        inverse_label="offers",
        decides=True,
        restricts=True,
    ),
    Relation(
        source="unit_primitive",
        field="backend_services",
        target="backend_service",
        inverse_field="unit_primitives",
        label="is hosted by",
        inverse_label="hosts",
    ),
    Relation(
        source="service",
        field="unit_primitives",
        target="unit_primitive",
        inverse_field="services",
        label="groups",
        inverse_label="is part of service",
    ),
    Relation(
        source="unit_primitive",
        field="group",
        target="group",
        inverse_field="unit_primitives",
        label="is owned by",
        inverse_label="owns",
    ),
    Relation(
        source="backend_service",
        field="group",
        target="group",
        inverse_field="backend_services",
        label="is owned by",
        inverse_label="owns",
    ),
    Relation(
        source="unit_primitive",
        field="feature_category",
        target="feature_category",
        inverse_field="unit_primitives",
        label="belongs to",
        inverse_label="contains",
    ),
)
_WITH_FILES = frozenset(kind.singular for kind in KINDS if kind.has_files)


def ends(kind: str) -> tuple[End, ...]:
    """Every relation that a kind takes part in, seen from its side: stated ones first, then the inverse ones."""
    stated = [
        End(relation=row, field=row.field, other=row.target, label=row.label, stated_here=True)
        for row in RELATIONS
        if row.source == kind
    ]
    inverse = [
        End(relation=row, field=row.inverse_field, other=row.source, label=row.inverse_label, stated_here=False)
        for row in RELATIONS
        if row.target == kind
    ]
    return (*stated, *inverse)


def related_names(entity: Entity, field: str) -> Names:
    """The names in a relation's field, as a tuple whether the field holds a list, one name or nothing."""
    value = getattr(entity, field)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def names_in(entity: Entity) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    """The fields in which an entity names others that have files, with what they name."""
    for relation in RELATIONS:
        if relation.source == entity.kind and relation.target in _WITH_FILES:
            names = related_names(entity, relation.field)
            yield relation.field, tuple(Ref(kind=relation.target, name=name) for name in names)


def calling(entity: Entity, called: Mapping[Ref, Ref]) -> Entity:
    """The same, which names others as they are called."""
    named: dict[str, Any] = {
        field: tuple(called.get(ref, ref).name for ref in refs)
        for field, refs in names_in(entity)
        if any(ref in called for ref in refs)
    }
    if isinstance(entity, Service) and entity.basic_unit_primitive:
        basic = Ref(kind="unit_primitive", name=entity.basic_unit_primitive)
        named |= {"basic_unit_primitive": called[basic].name} if basic in called else {}
    return replace(entity, **named) if named else entity


def field_path(entity: Entity, field: str, position: int) -> str:
    """Where one of these names stands: `add_ons[1]`, or `group` where the field holds one name only."""
    return f"{field}[{position}]" if isinstance(getattr(entity, field), tuple) else field
