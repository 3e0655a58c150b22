"""What an author asks for in, edits of the files that it takes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..catalog import KIND, RELATIONS, Entity, Kind, Reference, references
from ..problems import InvalidConfig, Problem
from ..source import FileEdit, Value, complain_of_value
from .file_edits import Renamed, Wishes, file_edits
from .new_files import new_entity, path_of
from .open_config import OpenConfig
from .restrictions import last_restrictions


def adding(config: OpenConfig, kind: Kind, name: str, fields: Mapping[str, Value]) -> tuple[FileEdit, ...]:
    """A file for a new entity. InvalidConfig for a name that cannot be one, or that is taken."""
    return (new_entity(config, kind, name, fields),)


def updating(config: OpenConfig, entity: Entity, fields: Mapping[str, Value | None]) -> tuple[FileEdit, ...]:
    """Fields of an entity's file set, or left out for None."""
    return file_edits(config, {entity.ref: dict(fields)})


def removing(config: OpenConfig, entity: Entity, *, cascade: bool = False) -> tuple[FileEdit, ...]:
    """An entity's file gone. `cascade`: with every mention of it; without, InvalidConfig with the place of each."""
    found = tuple(references(entity, config.checked.catalog))
    if found and not cascade:
        raise InvalidConfig(_still_named(entity, found))
    if opening := tuple(last_restrictions(found)):
        raise InvalidConfig(opening)
    return file_edits(config, _without_mentions(found, entity.name), Renamed(entity=entity, name=None, path=None))


def renaming(config: OpenConfig, entity: Entity, name: str) -> tuple[FileEdit, ...]:
    """An entity under a new name, in its own file and wherever named; the old name becomes an alias where there are."""
    kind = KIND[entity.kind]
    wishes = _with_mentions(references(entity, config.checked.catalog), entity.name, name)
    if not kind.has_files:
        _check_value(config, kind, name)
        return file_edits(config, wishes, names={entity.name: name})
    own: dict[str, Value | None] = {"name": name}
    if "alias_names" in config.schemas[kind.singular].fields:
        aliases = getattr(entity, "alias_names", ())
        own["alias_names"] = [*(alias for alias in aliases if alias != name), entity.name]
    path = path_of(config, kind, name, instead_of=entity)
    return file_edits(config, {**wishes, entity.ref: own}, Renamed(entity=entity, name=name, path=path))


def _check_value(config: OpenConfig, kind: Kind, name: str) -> None:
    """InvalidConfig, once, for a name that no file could state of a kind without files."""
    for relation in RELATIONS:
        if relation.target == kind.singular:
            problem = complain_of_value(config.schemas[relation.source], relation.field, name)
            if problem:
                raise InvalidConfig([replace(problem, path=kind.plural, line=None, column=None, excerpt=None)])


def _still_named(entity: Entity, found: Sequence[Reference]) -> Iterator[Problem]:
    for reference in found:
        yield reference.entity.problem(
            reference.path,
            code="E301",
            message=f"still names {KIND[entity.kind].noun} '{entity.name}'",
            help="take it out here first, or remove it with --cascade, which edits every place",
        )


def _with_mentions(found: Iterable[Reference], old: str, new: str) -> Wishes:
    """What the files that name an entity shall state, for it to be called otherwise."""
    wishes: Wishes = {}
    for reference in found:
        names = [new if name == old else name for name in reference.names]
        wishes.setdefault(reference.entity.ref, {})[reference.field] = names if reference.is_list else new
    return wishes


def _without_mentions(found: Iterable[Reference], gone: str) -> Wishes:
    wishes: Wishes = {}
    for reference in found:
        left = [name for name in reference.names if name != gone]
        wishes.setdefault(reference.entity.ref, {})[reference.field] = left if reference.is_list else None
    return wishes
