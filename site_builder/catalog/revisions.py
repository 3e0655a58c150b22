"""Edits in, what became of each entity out: each edit that touched it, with the fields that it changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .catalog import Entities
from .changes import differing_fields
from .entities import Entity, Names, Ref
from .record import Edit
from .renames import renames


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an edit did to an entity; `before` is None where there was none. `fields` are those that differ."""

    edit: Edit
    before: Entity | None
    after: Entity
    fields: Names = ()

    @property
    def former_name(self) -> str:
        """What the entity was called before, where the edit gave it another name."""
        return self.before.name if self.before and self.before.name != self.after.name else ""


def revisions(edits: Iterable[Edit]) -> Mapping[Ref, tuple[Revision, ...]]:
    """Those of each entity that is there at the end, newest first, also from when it had another name."""
    found: dict[Ref, list[Revision]] = {}
    for edit in edits:
        gone = [before for before, after in edit.entities if before and not after]
        came = [after for before, after in edit.entities if after and not before]
        former = dict(_renamed(gone, came)) if gone and came else {}
        kept = {entity.ref: found.pop(entity.ref, []) for entity in gone}
        for before, after in edit.entities:
            if after is None:
                continue
            was = before or former.get(after.ref)
            revision = _revision(edit, was, after)
            if revision:
                earlier = kept.get(was.ref, []) if was and before is None else found.get(after.ref, [])
                found[after.ref] = [*earlier, revision]
    return {ref: tuple(reversed(told)) for ref, told in found.items()}


def _renamed(gone: list[Entity], came: list[Entity]) -> Iterator[tuple[Ref, Entity]]:
    for kind in sorted({entity.kind for entity in came}):
        old = Entities(entity for entity in gone if entity.kind == kind)
        new = Entities(entity for entity in came if entity.kind == kind)
        for name, was in renames(old, new).items():
            yield new[name].ref, old[was]


def _revision(edit: Edit, before: Entity | None, after: Entity) -> Revision | None:
    if before is None:
        return Revision(edit=edit, before=None, after=after)
    names = ("alias_names",) if getattr(before, "alias_names", ()) != getattr(after, "alias_names", ()) else ()
    found = Revision(edit=edit, before=before, after=after, fields=(*differing_fields(before, after), *names))
    return found if found.fields or found.former_name else None
