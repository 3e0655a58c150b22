"""Edits in, what became of each entity out: each edit that touched it, with the fields that it changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .entities import Entity, Names, Ref
from .facts import differing_fields
from .record import Edit


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
        kept = {before.ref: found.pop(before.ref, []) for before, _ in edit.entities if before}
        for before, after in edit.entities:
            if after:
                found[after.ref] = [*(kept[before.ref] if before else []), *_revision(edit, before, after)]
    return {ref: tuple(reversed(told)) for ref, told in found.items() if told}


def _revision(edit: Edit, before: Entity | None, after: Entity) -> Iterator[Revision]:
    if before is None:
        yield Revision(edit=edit, before=None, after=after)
        return
    names = ("alias_names",) if getattr(before, "alias_names", ()) != getattr(after, "alias_names", ()) else ()
    found = Revision(edit=edit, before=before, after=after, fields=(*differing_fields(before, after), *names))
    if found.fields or found.former_name:
        yield found
