"""Edits in, what became of each entity out: each edit that touched it, with the fields that it changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .catalog import Entities
from .entities import Entity, Names, Ref
from .facts import differing_fields
from .kinds import KIND
from .record import Edit, Pair
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
        former = formerly(edit.entities)
        kept = {before.ref: found.pop(before.ref, []) for before, _ in edit.entities if before}
        for _, after in edit.entities:
            if after:
                was = former.get(after.ref)
                found[after.ref] = [*(kept[was.ref] if was else []), *_revision(edit, was, after)]
    return {ref: tuple(reversed(told)) for ref, told in found.items() if told}


def formerly(pairs: Iterable[Pair]) -> dict[Ref, Entity]:
    """What each entity was before an edit of these, be it under another name or in another file."""
    pairs = tuple(pairs)
    gone = [before for before, after in pairs if before and not after]
    came = [after for before, after in pairs if after and not before]
    moved = {entity.ref: entity for entity in gone} | (dict(_renamed(gone, came)) if gone and came else {})
    return moved | {after.ref: before for before, after in pairs if before and after}


def _renamed(gone: list[Entity], came: list[Entity]) -> Iterator[tuple[Ref, Entity]]:
    for kind in sorted({entity.kind for entity in came}):
        old = Entities((entity for entity in gone if entity.kind == kind), of=KIND[kind].entity)
        new = Entities((entity for entity in came if entity.kind == kind), of=KIND[kind].entity)
        for name, was in renames(old, new).items():
            yield new[name].ref, old[was]


def _revision(edit: Edit, before: Entity | None, after: Entity) -> Iterator[Revision]:
    if before is None:
        yield Revision(edit=edit, before=None, after=after)
        return
    names = ("alias_names",) if getattr(before, "alias_names", ()) != getattr(after, "alias_names", ()) else ()
    found = Revision(edit=edit, before=before, after=after, fields=(*differing_fields(before, after), *names))
    if found.fields or found.former_name:
        yield found
