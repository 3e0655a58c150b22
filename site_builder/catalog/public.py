"""Entities in, what the public may see of them out: no entities, kinds and fields that are internal, nor their names.

What is left out must not make what is left say something wrong. Where it would, today's author is told (E411, E412);
of the past such an entity is told only since it is right (E411), and such a text as it was before, or as left out
(E412).
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ..problems import Problem
from .entities import BackendService, Entity, GitlabRealm, Ref, Service, UnitPrimitive
from .left_out import NOTHING, LeftOut
from .legacy_services import bundled_add_ons, sample_name, tells_audience
from .naming import Words, naming
from .relations import names_in

INTERNAL = "internal"
_NO_WORDS = Words()
# Lists that say something else when they are empty, and values that decide.
_TERMS = ("add_ons", "license_types", "gitlab_realms")
_DECIDING = ("cut_off_date", "min_gitlab_version", "min_gitlab_version_for_free_access", "deprecated")
# What says in which realms older GitLab versions read a service.
_OF_REALMS = ("gitlab_realm", "legacy_realm")
# What says whose values they read for the whole of it.
_OF_SAMPLES = ("unit_primitives", "basic_unit_primitive")
# Fields with a choice of words that the schema gives: they say nothing of what an author calls so.
_CHOICES = frozenset({"status", "legacy_realm", "gitlab_realm", "visibility"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Internal:
    """What the public does not see. `refs` are entities, also by former names; `words` what they are known by.

    `untold` are others of which it is not told, and which are no secret.
    """

    left_out: LeftOut = NOTHING
    refs: frozenset[Ref] = frozenset()
    words: Words = _NO_WORDS
    untold: frozenset[Ref] = frozenset()

    def hides(self, entity: Entity) -> bool:
        """Whether the public sees nothing of an entity."""
        return entity.ref in self.untold or self.is_secret(entity)

    def is_secret(self, entity: Entity) -> bool:
        """Whether nothing may name an entity either, since it is internal."""
        return entity.visibility == INTERNAL or entity.kind in self.left_out.kinds or entity.ref in self.refs


def public(entities: Iterable[Entity], internal: Internal) -> tuple[Entity, ...]:
    """The entities that the public sees, with what it may see of them, to be linked."""
    shown = {entity.ref: entity for entity in entities if not internal.hides(entity)}
    return tuple(public_form(entity, shown, internal.left_out) for entity in shown.values())


def public_problems(entities: Iterable[Entity], internal: Internal, *, is_site: bool = True) -> Iterator[Problem]:
    """E411 and E412: where leaving out what is internal would say something wrong, or say it all the same.

    Only a site says what is told of today alone.
    """
    every = {entity.ref: entity for entity in entities}
    forms = {entity.ref: entity for entity in public(every.values(), internal)}
    audiences = {entity.name: entity.jwt_aud for entity in every.values() if isinstance(entity, BackendService)}
    tells_services = is_site and "service" not in internal.left_out.kinds
    for ref, seen in forms.items():
        entity = every[ref]
        yield from other_answers(entity, seen, internal.left_out)
        yield from _naming_problems(entity, seen, internal.words)
        yield from _no_backend(entity, seen, internal.left_out) if is_site else ()
        if tells_services:
            yield from _other_add_ons(entity, seen, every, forms)
            yield from _other_realms_of_service(entity, seen)
            yield from _other_audience(entity, seen, audiences, internal.left_out)
    for entity in every.values():
        if isinstance(entity, Service) and internal.hides(entity) and tells_services:
            yield from _service_that_suppresses(entity, forms)


def other_realms(entities: Iterable[Entity], internal: Internal) -> Iterator[Problem]:
    """E411: the answer of GraphQL's `cloudConnectorAccess`, which no page gives, would be of other realms."""
    every = {entity.ref: entity for entity in entities}
    legacy_realms = {entity.name: entity.legacy_realm for entity in every.values() if isinstance(entity, GitlabRealm)}
    for seen in public(every.values(), internal):
        yield from _other_realms(every[seen.ref], seen, legacy_realms)


def public_form(entity: Entity, there: Container[Ref], left_out: LeftOut) -> Entity:
    """An entity without what is internal in it, its file's text included; of names in it, those of what is there."""
    values: dict[str, Any] = {"source": entity.source and entity.source.without_text}
    for name, named in names_in(entity):
        values[name] = tuple(ref.name for ref in named if ref in there)
    for field in fields(entity):
        if not left_out.shows(entity.kind, field.name):
            values[field.name] = nothing_like(getattr(entity, field.name))
    if isinstance(entity, Service) and entity.basic_unit_primitive not in values.get("unit_primitives", ()):
        values["basic_unit_primitive"] = None
    return replace(entity, **values)


def nothing_like(value: Any) -> Any:
    """What stands in a field of the public form whose value the public does not see."""
    return () if isinstance(value, tuple) else None


def other_answers(entity: Entity, seen: Entity, left_out: LeftOut) -> Iterator[Problem]:
    """E411: what the public form of an entity would say otherwise."""
    if isinstance(entity, UnitPrimitive):
        yield from _other_terms(entity, seen, left_out)
    if isinstance(entity, Service):
        yield from _other_sample(entity, seen, left_out)


def naming_texts(seen: Entity, words: Words) -> Iterator[tuple[str, str, str]]:
    """Each text of a public form that names what is internal: its field, the field path, and what it names."""
    for field, path, text in _texts(seen):
        if found := naming(words, text):
            yield field, path, found


def _naming_problems(entity: Entity, seen: Entity, words: Words) -> Iterator[Problem]:
    """E412: a text of the public form names what is internal."""
    for field, path, found in naming_texts(seen, words):
        change = "take the former name out" if field == "alias_names" else f"write in {field} what the public may read"
        yield entity.problem(
            path,
            code="E412",
            message=f"names '{found}', which {words.state(found)}",
            help=words.ways(found, change, f"give this visibility: {INTERNAL} as well"),
        )


def _other_terms(entity: UnitPrimitive, seen: Entity, left_out: LeftOut) -> Iterator[Problem]:
    """E411: the answer to who can use a unit primitive would be another."""
    for field in _TERMS:
        if getattr(entity, field) and not getattr(seen, field):
            is_shown = left_out.shows(entity.kind, field)
            what = "all of them are" if is_shown else "this field is"
            instead = "leave one of them public" if is_shown else f"take {field} out of what site.yml marks as internal"
            yield entity.problem(
                field,
                code="E411",
                message=f"{what} internal, and an empty list gives the public another answer",
                help=f"{instead}, or give this unit primitive visibility: {INTERNAL}",
            )
    for field in _DECIDING:
        if getattr(entity, field) != getattr(seen, field):
            stated = "deprecation_message" if field == "deprecated" else field
            yield entity.problem(
                stated if getattr(entity, stated) else "deprecated_by_url",
                code="E411",
                message="this is internal, and without it the public gets another answer",
                help=f"take it out of internal_fields of site.yml, or give this unit primitive visibility: {INTERNAL}",
            )


def _no_backend(entity: Entity, seen: Entity, left_out: LeftOut) -> Iterator[Problem]:
    """E411: no backend service would be said to be stated. It is told of today alone: nobody's access hangs on it."""
    is_told = left_out.shows("unit_primitive", "backend_services") and "backend_service" not in left_out.kinds
    if not (is_told and isinstance(entity, UnitPrimitive) and isinstance(seen, UnitPrimitive)):
        return
    if entity.backend_services and not seen.backend_services:
        yield entity.problem(
            "backend_services",
            code="E411",
            message="all of them are internal, and the public would read that none is stated",
            help="leave one of them public, or add backend_services to internal_fields of site.yml",
        )


def _other_sample(service: Service, seen: Entity, left_out: LeftOut) -> Iterator[Problem]:
    """E411: older GitLab versions would be said to read the values of another member."""
    chosen = sample_name(service)
    if chosen != (sample_name(seen) if isinstance(seen, Service) else None):
        hidden = next((field for field in _OF_SAMPLES if not left_out.shows(service.kind, field)), "")
        what = f"the field {hidden}" if hidden else f"'{chosen}'"
        instead = f"take {hidden} out of internal_fields" if hidden else "name a public member as basic_unit_primitive"
        yield service.problem(
            "basic_unit_primitive" if service.basic_unit_primitive == chosen else "unit_primitives",
            code="E411",
            message=f"older GitLab versions read the values of '{chosen}' for the whole service, and {what} is internal",
            help=f"{instead}, or give this service visibility: {INTERNAL}",
        )


def _other_add_ons(
    entity: Entity, seen: Entity, every: Mapping[Ref, Entity], forms: Mapping[Ref, Entity]
) -> Iterator[Problem]:
    """E411: the services format would name no add-on of a service, or not all public ones. Told of today alone."""
    if not isinstance(entity, Service) or not isinstance(seen, Service) or not seen.unit_primitives:
        return
    bundled, told = bundled_add_ons(entity, _members(entity, every)), bundled_add_ons(seen, _members(seen, forms))
    known = {name for name in bundled if Ref(kind="add_on", name=name) in forms}
    lacking = known.difference(told)
    if lacking or (bundled and not told):
        add_on = f"'{min(lacking or bundled)}'"
        sold = f"sold with {add_on}" if lacking else "sold"
        yield entity.problem(
            "unit_primitives",
            code="E411",
            message=f"older GitLab versions read that it is bundled with {add_on}, but not for the public",
            help=f"make all legacy services internal with internal_kinds of site.yml, or name a public member that is {sold}",
        )


def _members(service: Service, entities: Mapping[Ref, Entity]) -> Iterator[UnitPrimitive]:
    found = (entities.get(Ref(kind="unit_primitive", name=name)) for name in service.unit_primitives)
    return (it for it in found if isinstance(it, UnitPrimitive))


def _other_realms_of_service(entity: Entity, seen: Entity) -> Iterator[Problem]:
    """E411: the services format would not say of which realms a service is."""
    for field in _OF_REALMS:
        if getattr(entity, field, None) and not getattr(seen, field):
            yield entity.problem(
                field,
                code="E411",
                message="this is internal, and without it older GitLab versions of other realms are said to read something else",
                help="take it out of internal_fields of site.yml, or make all legacy services internal with internal_kinds",
            )


def _other_realms(entity: Entity, seen: Entity, legacy_realms: Mapping[str, str | None]) -> Iterator[Problem]:
    """E411: what is told of a unit primitive would be for other realms."""
    if not isinstance(entity, UnitPrimitive) or not isinstance(seen, UnitPrimitive):
        return
    by_all, by_these = ({legacy_realms.get(name) for name in it.gitlab_realms} - {None} for it in (entity, seen))
    if seen.gitlab_realms and by_all != by_these:
        yield entity.problem(
            "gitlab_realms",
            code="E411",
            message="without those that are internal, older GitLab versions of other realms are said to read this",
            help=f"leave these realms public, or give this unit primitive visibility: {INTERNAL}",
        )


def _other_audience(
    entity: Entity, seen: Entity, audiences: Mapping[str, str | None], left_out: LeftOut
) -> Iterator[Problem]:
    """E411: the services format would name another audience, since it is that of another backend service."""
    if not isinstance(entity, UnitPrimitive) or not isinstance(seen, UnitPrimitive):
        return
    if tells_audience(left_out):
        named, told = entity.backend_services, seen.backend_services
        if told and audiences.get(named[0]) != audiences.get(told[0]):
            yield entity.problem(
                "backend_services[0]",
                code="E411",
                message=f"older GitLab versions read the jwt_aud of '{named[0]}', which is internal, not that of '{told[0]}'",
                help="name a public backend service first, or make all legacy services internal with internal_kinds of site.yml",
            )


def _service_that_suppresses(service: Service, there: Container[Ref]) -> Iterator[Problem]:
    """E411: the services format makes a service of a unit primitive whose name no service has."""
    if Ref(kind="unit_primitive", name=service.name) in there:
        yield service.problem(
            "name",
            code="E411",
            message=f"without this service the public reads that unit primitive '{service.name}' is one of its own",
            help="make all legacy services internal with internal_kinds of site.yml, or leave this one public",
        )


def _texts(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """Every text of an entity that its author chose freely: its field, the field path, and what it says."""
    for field in fields(entity):
        value = None if field.name in _CHOICES else getattr(entity, field.name)
        if isinstance(value, str):
            yield field.name, field.name, value
        elif isinstance(value, tuple):
            yield from ((field.name, f"{field.name}[{at}]", item) for at, item in enumerate(value))
