"""An entity that is to be added in, its file out: where it stands, and written as others of its kind are."""

import os
from collections.abc import Iterable, Mapping

from ..catalog import Entity, Kind
from ..problems import InvalidConfig, Problem
from ..source import FileEdit, Value, complain_of_value, file_path, new_file
from .open_config import OpenConfig

_LIKE_OTHERS = 20  # files of a kind that are looked at for how they are written


def check_name(config: OpenConfig, kind: Kind, name: str) -> None:
    """InvalidConfig for a name that cannot be one, or that is taken."""
    path_of(config, kind, name)


def new_entity(config: OpenConfig, kind: Kind, name: str, fields: Mapping[str, Value]) -> FileEdit:
    """The file of a new entity. InvalidConfig for a name that cannot be one, or that is taken."""
    path = path_of(config, kind, name)
    order = config.order(kind.singular)
    text = new_file({"name": name, **fields}, order, head=_head(config, kind), indent=_indent(config, kind))
    return FileEdit(path=path, before=None, after=text.encode("utf-8", "surrogatepass"))


def path_of(config: OpenConfig, kind: Kind, name: str, instead_of: Entity | None = None) -> str:
    """Where an entity of this name has its file. InvalidConfig where it can have none, or another has it."""
    where = f"{config.label}/{kind.plural}"
    complaint = complain_of_value(config.schemas[kind.singular], "name", name)
    if complaint:
        raise InvalidConfig(
            [Problem(path=where, code=complaint.code, message=complaint.message, suggestion=complaint.suggestion)]
        )
    other = config.checked.catalog.of_kind(kind.singular).find_by_name(name)
    path = file_path(kind, name)
    if other is not None and other != instead_of:
        also = "" if other.name == name else f", as another name of '{other.name}'"
        message = f"there is {kind.a_noun} '{name}' already{also}"
        raise InvalidConfig([other.problem("name", code="E302", message=message)])
    own = instead_of.source.path if instead_of and instead_of.source else None
    if other is None and path != own and os.path.lexists(config.directory / path):
        message = f"the file of {kind.noun} '{name}' would be one that is there already"
        raise InvalidConfig([Problem(path=f"{config.label}/{path}", code="E302", message=message)])
    return path


def _head(config: OpenConfig, kind: Kind) -> str:
    """What a new file begins with: where editors find its schema, and the marker that the others of its kind have."""
    schema = config.directory / "schemas" / f"{kind.singular}.json"
    line = f"# yaml-language-server: $schema=../schemas/{kind.singular}.json\n" if schema.is_file() else ""
    return line + ("---\n" if _most(map(_has_marker, _others(config, kind))) else "")


def _has_marker(text: str) -> bool:
    """Whether a document begins with its marker; comments may stand before it."""
    return next((line for line in text.splitlines() if not line.startswith("#")), "").startswith("---")


def _indent(config: OpenConfig, kind: Kind) -> int:
    """Spaces before the items of a list, as most files of the kind have it."""
    lists = [text for text in _others(config, kind) if "\n- " in text or "\n  - " in text]
    return 0 if lists and _most("\n- " in text for text in lists) else 2


def _others(config: OpenConfig, kind: Kind) -> list[str]:
    entities = config.checked.catalog.of_kind(kind.singular).all[:_LIKE_OTHERS]
    return [entity.source.text for entity in entities if entity.source]


def _most(answers: Iterable[bool]) -> bool:
    found = list(answers)
    return sum(found) * 2 > len(found)
