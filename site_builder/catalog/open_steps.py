"""Edits in, what the public is told of as one step out: nothing is told of a state that says not what it may read."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from .entities import Entity, Ref
from .public import INTERNAL
from .record import Pair, Record


def open_steps(record: Record) -> tuple[tuple[Sequence[Pair], ...], Set[Ref]]:
    """What each open edit did, together with those before it that are not: as it was, and as it is.

    The first made all that there is with it. What something was is taken from the state before, with the mark there; it
    has one also where it has been internal since. What was so since the last open edit comes beside, as it was called.
    """
    made = _Made()
    made.follow((None, entity) for entity in record.beginning)
    steps: list[Sequence[Pair]] = []
    for edit in record.edits:
        made.mark(edit.passed.internal)
        made.follow(edit.entities)
        if edit.is_open:
            steps.append(made.take())
    made.mark(record.passed.internal)
    left = (before for before, _ in made.take() if before and before.visibility == INTERNAL)
    return tuple(steps), frozenset(it.ref for it in left)


class _Made:
    """What edits did together since it was taken last."""

    def __init__(self) -> None:
        self._there: dict[Ref, Entity] = {}
        self._changed: dict[Ref, Entity | None] = {}  # by its name now, as it was
        self._gone: list[Entity] = []

    def follow(self, pairs: Iterable[Pair]) -> None:
        """What an edit did besides."""
        pairs = tuple(pairs)
        last = {before.ref: self._there.pop(before.ref) for before, _ in pairs if before}
        was = {ref: self._changed.pop(ref, entity) for ref, entity in last.items()}
        for before, after in pairs:
            former = was[before.ref] if before else None
            if after:
                self._there[after.ref] = after
                if former and after.visibility == INTERNAL:
                    former = replace(former, visibility=INTERNAL)
                self._changed[after.ref] = former
            elif former:
                self._gone.append(former)

    def mark(self, refs: Set[Ref]) -> None:
        """Marks what has been internal since it was taken last."""
        for ref in refs & self._there.keys():
            if former := self._changed.get(ref, self._there[ref]):
                self._changed[ref] = replace(former, visibility=INTERNAL)

    def take(self) -> Sequence[Pair]:
        """As it was, and as it is, also under another name."""
        pairs = (
            *((entity, None) for entity in self._gone),
            *((old, self._there[ref]) for ref, old in self._changed.items()),
        )
        self._changed.clear()
        self._gone.clear()
        return pairs
