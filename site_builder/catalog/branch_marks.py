"""A record in, the same out with a mark for what branches marked as internal that the line never knew to be so.

The line takes a merge for one step. What a branch marked before that, and the merge has no more, is another than what
the line had by that name, or was internal when it was last there.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from .entities import Entity, Ref
from .kinds import KIND
from .public import INTERNAL
from .record import BranchMarks, Edit, Record


def with_branch_marks(record: Record, certain: Container[str]) -> Record:
    """The record in which what a branch marked is internal until the merge that shows it, or took it away.

    So is what the branch took away and brought back, of a kind of which it marked anything. What is called by one of
    the names that are `certain` is not.
    """
    until = {ref: place for ref, place in _until(record) if place and ref.name not in certain}
    if not until:
        return record
    for place, edit in reversed([*enumerate(record.edits)]):  # what was called otherwise before is the same
        for old, new in edit.entities:
            if old and new and place < until.get(new.ref, 0):
                until[old.ref] = max(until.get(old.ref, 0), place)

    def as_then(entity: Entity, place: int) -> Entity:
        return replace(entity, visibility=INTERNAL) if place < until.get(entity.ref, 0) else entity

    there = {it.ref: it for it in record.beginning}
    edits: list[Edit] = []
    for place, edit in enumerate(record.edits):
        touched = {it.ref for pair in edit.entities for it in pair if it}
        shown = (it for ref, it in there.items() if until.get(ref) == place and ref not in touched)
        pairs = (*edit.entities, *((it, it) for it in shown))
        marked = ((old and as_then(old, place - 1), new and as_then(new, place)) for old, new in pairs)
        edits.append(replace(edit, entities=tuple(marked)))
        edit.apply_to(there)
    beginning = tuple(as_then(it, 0) for it in record.beginning)
    return replace(record, beginning=beginning, edits=tuple(edits))


def _until(record: Record) -> Iterator[tuple[Ref, int]]:
    """What is internal before an edit, by its place: the later, the later told. A merge may have made none itself."""
    merged: dict[int, list[BranchMarks]] = defaultdict(list)
    for branch in record.branches:
        merged[min(branch.edits, len(record.edits) - 1)].append(branch)
    there = {it.ref: it for it in record.beginning}
    for place, edit in enumerate(record.edits):
        before = {**there} if place in merged else {}
        edit.apply_to(there)
        for branch in merged.get(place, ()):
            yield from ((ref, place) for ref in _marked(branch, before, there, edit))


def _marked(
    branch: BranchMarks, before: Mapping[Ref, Entity], after: Mapping[Ref, Entity], edit: Edit
) -> Iterator[Ref]:
    """Of what was there before a merge, what its branch marked, or may have put another in the place of.

    But what is internal with the merge, also under another name: that is told of as the line tells.
    """
    kinds = {ref.kind for ref in branch.marked}
    replaced = {ref for ref in branch.taken if ref.kind in kinds and ref in after}
    became = {old.ref: new for old, new in edit.entities if old}
    for ref in before:
        plural = KIND[ref.kind].plural
        if ref in branch.marked or ref in replaced or plural in branch.kinds:
            now = became.get(ref, after.get(ref))
            if now is None or not (now.visibility == INTERNAL or plural in edit.internal_kinds):
                yield ref
