"""All entities of a configuration, linked both ways, by kind and name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

from packaging.version import Version

from ..moments import parse_moment
from .availability import Alike, with_same_terms
from .entities import (
    AddOn,
    BackendService,
    Entity,
    FeatureCategory,
    GitlabRealm,
    Group,
    LicenseType,
    Ref,
    Service,
    UnitPrimitive,
)
from .kinds import KIND, KIND_BY_PLURAL, KINDS, Kind
from .left_out import NOTHING, LeftOut
from .relations import RELATIONS, Relation
from .versions import parse_version

E = TypeVar("E", bound=Entity)


class Entities(Generic[E]):
    """The entities of one kind, `of`: iterates over them sorted by name, `entities["duo_chat"]` gives one."""

    __slots__ = ("_by_name", "_of")

    def __init__(self, entities: Iterable[E], *, of: type[E]) -> None:
        self._of = of
        self._by_name = {entity.name: entity for entity in sorted(entities, key=lambda entity: entity.name)}

    def __iter__(self) -> Iterator[E]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> E:
        return self._by_name[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entities) and self._by_name == other._by_name

    def __hash__(self) -> int:
        return hash(tuple(self._by_name))

    def __repr__(self) -> str:
        return f"Entities({', '.join(self._by_name)})"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted."""
        return tuple(self._by_name)

    @property
    def all(self) -> tuple[E, ...]:
        """Every entity, sorted by name."""
        return tuple(self._by_name.values())

    def find_by_name(self, name: str) -> E | None:
        """The entity of this name, or that has it as another name; None where there is none."""
        found = self._by_name.get(name)
        return found or next((entity for entity in self if name in getattr(entity, "alias_names", ())), None)

    def where(self, **wanted: object) -> "Entities[E]":
        """Those that state all of these: `where(add_ons="duo_pro", gitlab_realms="saas")`.

        A list holds the wanted value among others; a version or moment may be given as text; None and () mean not
        stated. AttributeError for a field that the kind does not have, ValueError for a text that is no version or
        moment, a number for a version, a moment without a time zone, and several values at once:
        `where(...).where(...)` asks for both.
        """
        meant = {field: _meant(self._of, field, value) for field, value in wanted.items()}
        return Entities((entity for entity in self if all(_states(entity, *it) for it in meant.items())), of=self._of)

    def pick(self, names: Iterable[str]) -> tuple[E, ...]:
        """The entities of these names, in that order. KeyError for a name that is not there."""
        return tuple(self._by_name[name] for name in names)


def _meant(entity: type[Entity], field: str, wanted: object) -> object:
    """What is wanted of a field, in the type that the field has; None where it is not to be stated."""
    types = get_args(get_type_hints(entity).get(field)) or (type(getattr(entity, field)),)
    if isinstance(wanted, str) and Version in types:
        return parse_version(wanted)
    if isinstance(wanted, int | float) and Version in types:
        raise ValueError(f"a number for {field}: write it as text, as '16.10', since 16.1 and 16.10 are one number")
    if isinstance(wanted, str) and datetime in types:
        return parse_moment(wanted)
    if isinstance(wanted, datetime) and wanted.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {wanted}")
    if isinstance(wanted, tuple | list | set | frozenset):
        if wanted:
            raise ValueError(f"several values at once for {field}: {wanted!r}")
        return None
    return wanted


def _states(entity: Entity, field: str, wanted: object) -> bool:
    value = getattr(entity, field)
    if wanted is None:
        return value is None or value == ()
    return wanted in value if isinstance(value, tuple) else bool(value == wanted)


@dataclass(frozen=True)
class Catalog:
    """What the whole configuration says. Each kind stands under its plural: `catalog.add_ons["duo_pro"]`.

    `left_out` says what its readers are not shown; of that the catalog holds nothing.
    """

    kinds: Mapping[str, Entities[Entity]]
    left_out: LeftOut = field(default=NOTHING, compare=False)

    @classmethod
    def of(cls, entities: Iterable[Entity], left_out: LeftOut = NOTHING) -> "Catalog":
        """A catalog of entities that are linked already."""
        by_kind: dict[str, list[Entity]] = {kind.plural: [] for kind in KINDS}
        for entity in entities:
            by_kind[KIND[entity.kind].plural].append(entity)
        kinds = {kind.plural: Entities(by_kind[kind.plural], of=kind.entity) for kind in KINDS}
        return cls(MappingProxyType(kinds), left_out)

    def __getattr__(self, plural: str) -> Entities[Any]:
        if plural not in KIND_BY_PLURAL:
            raise AttributeError(plural)
        return self.kinds[plural]

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickle and copy: its entities, not what was computed from them."""
        return Catalog.of, (tuple(self), self.left_out)

    @cached_property
    def same_terms(self) -> tuple[Alike, ...]:
        """All unit primitives, in groups that work for the same customers."""
        return with_same_terms(self.unit_primitives)

    @property
    def listed(self) -> tuple[Kind, ...]:
        """The kinds that its readers are shown, be there entities of them or not."""
        return tuple(kind for kind in KINDS if kind.singular not in self.left_out.kinds)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that its readers are shown."""
        return tuple(row for row in RELATIONS if self.left_out.shows(row.source, row.field))

    def of_kind(self, kind: str) -> Entities[Entity]:
        """The entities of a kind, by the kind's singular name: `catalog.of_kind("add_on")`."""
        return self.kinds[KIND[kind].plural]

    def __getitem__(self, ref: Ref) -> Entity:
        return self.of_kind(ref.kind)[ref.name]

    def __contains__(self, ref: object) -> bool:
        return isinstance(ref, Ref) and ref.name in self.of_kind(ref.kind)

    def __iter__(self) -> Iterator[Entity]:
        for entities in self.kinds.values():
            yield from entities

    if TYPE_CHECKING:
        # What __getattr__ gives, for the kinds that code asks for by name. ClassVar says that these are no fields.
        unit_primitives: ClassVar[Entities[UnitPrimitive]]
        add_ons: ClassVar[Entities[AddOn]]
        license_types: ClassVar[Entities[LicenseType]]
        gitlab_realms: ClassVar[Entities[GitlabRealm]]
        backend_services: ClassVar[Entities[BackendService]]
        services: ClassVar[Entities[Service]]
        groups: ClassVar[Entities[Group]]
        feature_categories: ClassVar[Entities[FeatureCategory]]
