"""Edits in, those that the public is told of as one step out.

Nothing is told of a state that says nowhere what the public may read of it. Nor while something that it was told of is
internal under another name than it was told with: another may have that by then.
"""

from collections.abc import Callable, Iterable

from .entities import Entity, Ref
from .record import Edit, Pair


class Step:
    """What edits did together since the last step was taken. `is_seen`: whether the public sees an entity as it is."""

    def __init__(self, beginning: Iterable[Entity], is_seen: Callable[[Entity], bool]) -> None:
        self._is_seen = is_seen
        self._changed: dict[Ref, tuple[Entity | None, Entity]] = {}  # by its name now, as it was before the step and is
        self._gone: list[Entity] = []
        self._told: dict[Ref, Ref] = {}  # what is called so now, and what it was called when it was told of
        self._untold: set[Ref] = set()  # of those what is internal under another name
        self._follow(tuple((None, entity) for entity in beginning))

    def go_on(self, edit: Edit) -> bool:
        """With one edit more; whether the public may be told of what is there with it."""
        self._follow(edit.entities)
        return edit.is_open and not self._untold

    def take(self) -> tuple[Pair, ...]:
        """All that changed, as it was and is, also under another name; and a step begins."""
        pairs = (*((entity, None) for entity in self._gone), *self._changed.values())
        self._told |= {ref: ref for ref, (_, it) in self._changed.items() if self._is_seen(it)}
        self._changed, self._gone = {}, []
        return pairs

    def _follow(self, pairs: tuple[Pair, ...]) -> None:
        was = {before.ref: self._changed.pop(before.ref, (before, before))[0] for before, _ in pairs if before}
        told = {ref: self._told.pop(ref) for ref in was if ref in self._told}
        self._untold.difference_update(was)
        for old, after in pairs:
            former = was[old.ref] if old else None
            if after:
                self._changed[after.ref] = former, after
                if old and old.ref in told:
                    self._told[after.ref] = told[old.ref]
                    if told[old.ref] != after.ref and not self._is_seen(after):
                        self._untold.add(after.ref)
            elif former:
                self._gone.append(former)
