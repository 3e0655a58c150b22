"""Edits in, those that the public is told of as one step out.

Nothing is told of a state that says nowhere what the public may read of it. Nor while something that it was told of is
internal under another name than it was told with: another may have that by then.
"""

from collections.abc import Iterable

from .entities import Entity, Ref
from .public import INTERNAL
from .record import Edit, Pair


class Step:
    """What edits did together since the last step was taken."""

    def __init__(self, beginning: Iterable[Entity]) -> None:
        self._was: dict[Ref, Entity | None] = {}  # what is called so now, as it was before the step
        self._is: dict[Ref, Entity] = {}
        self._gone: list[Entity] = []
        self._closed: dict[Ref, Ref] = {}  # what is internal now, and what it was called when it was public
        self._follow(tuple((None, entity) for entity in beginning))

    def go_on(self, edit: Edit) -> bool:
        """With one edit more; whether the public may be told of what is there with it."""
        self._follow(edit.entities)
        return edit.is_open and all(now == then for now, then in self._closed.items())

    def take(self) -> tuple[Pair, ...]:
        """All that changed, as it was and is, also under another name; and a step begins."""
        pairs = (*((entity, None) for entity in self._gone), *((self._was[ref], it) for ref, it in self._is.items()))
        self._was, self._is, self._gone = {}, {}, []
        return pairs

    def _follow(self, pairs: tuple[Pair, ...]) -> None:
        was = {before.ref: self._was.pop(before.ref, before) for before, _ in pairs if before}
        closed = {before.ref: self._closed.pop(before.ref, _if_public(before)) for before, _ in pairs if before}
        for ref in was:
            self._is.pop(ref, None)
        for old, after in pairs:
            former = was[old.ref] if old else None
            if after is None:
                self._gone += [former] if former else []
                continue
            self._was[after.ref], self._is[after.ref] = former, after
            name = closed[old.ref] if old else None
            if name and after.visibility == INTERNAL:
                self._closed[after.ref] = name


def _if_public(entity: Entity) -> Ref | None:
    return None if entity.visibility == INTERNAL else entity.ref
