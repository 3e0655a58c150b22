"""Text of a file that reuses lists and fields by YAML's own means in, its values with all of that resolved out.

An anchor stands for a text, a list or fields. An alias within a list gives its items, whatever was listed already left
out; a merge key `<<` gives its fields, those stated beside it left out. What an alias stands for is counted, not
copied, until it is known to be of sensible size.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...characters import quotable
from ...problems import Problem, Span
from ...suggestions import did_you_mean
from .. import reader_refusals as refusals
from ..nodes import Entry, Mapping, Node, Scalar, Sequence
from ..reader_text import SourceText
from ..reader_tree import MAX_DEPTH, Enough, span_of
from .whole import CountingComposer

_MERGE = "<<"


@dataclass(frozen=True, slots=True)
class AliasedList(Sequence):
    """A list that stands there by the name of its anchor."""

    name: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What an anchor stands for, how many values that is with all aliases followed, and how deep they are nested."""

    node: Node
    values: int
    depth: int


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still open: its anchor, how many values stood before it, and how deep it is so far."""

    anchor: str | None
    before: int
    depth: int = 0


class FollowingComposer(CountingComposer):
    """Builds values as for any other file, and remembers what anchors stand for."""

    counted = "with all aliases followed, the file holds"

    def __init__(self, source: SourceText) -> None:
        super().__init__(source)
        self._anchors: dict[str, _Anchor] = {}
        self._opened: list[_Open] = []
        self._done = _Open(None, 0)  # what the next finished value is called, and what it counts for

    def _scalar(self, event: Any) -> None:
        self._done = _Open(event.anchor, self.values)
        super()._scalar(event)

    def _open(self, event: Any) -> None:
        self._opened.append(_Open(event.anchor, self.values))
        super()._open(event)

    def _close(self, event: Any) -> None:
        self._done = self._opened.pop()
        self._done.depth += 1
        self._deepen(self._done.depth)
        super()._close(event)

    def _alias(self, event: Any) -> None:
        level = self._levels[-1] if self._levels else None
        if level and level.mapping and level.key is None:
            super()._alias(event)  # no key is an alias
        elif event.anchor in self._anchors:
            self._follow(self._anchors[event.anchor], event)
        else:
            self._refuse_unknown(event.anchor, span_of(event))

    def _follow(self, anchor: _Anchor, event: Any) -> None:
        span, level = span_of(event), self._levels[-1] if self._levels else None
        self._count(anchor.values, span)
        # What is poured into the list or the fields around it stands on their level.
        is_poured = level is not None and (level.key.text == _MERGE if level.key else isinstance(anchor.node, Sequence))
        depth = anchor.depth - 1 if is_poured else anchor.depth
        if len(self._levels) + depth > MAX_DEPTH:
            self._refuse(refusals.too_deep, span, MAX_DEPTH)
            raise Enough
        self._deepen(depth)
        self._done = _Open(None, self.values)
        self._add(_at(anchor.node, span, event.anchor))

    def _add(self, node: Node) -> None:
        if isinstance(node, Mapping):
            node = self._merged(node)
        elif isinstance(node, Sequence) and not isinstance(node, AliasedList):
            node = _flattened(node)
        if self._done.anchor is not None:
            self._anchors[self._done.anchor] = _Anchor(node, self.values - self._done.before, self._done.depth)
        super()._add(node)

    def _refuse(self, refusal: Callable[..., Problem], span: Span, *details: object) -> None:
        is_anchor = refusal is refusals.anchor_or_tag and str(details[0]).startswith("&")
        if refusal is not refusals.merge_key and not is_anchor:
            super()._refuse(refusal, span, *details)

    def _deepen(self, depth: int) -> None:
        if self._opened:
            self._opened[-1].depth = max(self._opened[-1].depth, depth)

    def _refuse_unknown(self, name: str, span: Span) -> None:
        message = f"alias '*{quotable(name)}' has no anchor before it"
        hint = did_you_mean(name, self._anchors)
        help = "an anchor stands before the value that it names: add_ons: &duo_pro"
        problem = self.source.problem("E107", span, message, suggestion=hint, help=help, field=self._field())
        self.problems.append(problem)
        self._done = _Open(None, self.values)
        self._add(Scalar("*", False, span))

    def _merged(self, node: Mapping) -> Mapping:
        merges = [entry for entry in node.entries if entry.key == _MERGE]
        if not merges:
            return node
        own = [entry for entry in node.entries if entry.key != _MERGE]
        more = (entry for merge in merges for fields in self._fields_of(merge) for entry in fields.entries)
        return replace(node, entries=tuple(_first_of_each_key([*own, *more])))

    def _fields_of(self, merge: Entry) -> Iterator[Mapping]:
        """What a merge key gives: fields, or each fields of a list."""
        listed = merge.value.items if isinstance(merge.value, Sequence) else (merge.value,)
        if listed and all(isinstance(item, Mapping) for item in listed):
            yield from (item for item in listed if isinstance(item, Mapping))
        else:
            self.problems.append(self._no_fields(merge))

    def _no_fields(self, merge: Entry) -> Problem:
        """E107: `- <<: *duo_pro`, where a list is meant."""
        what = "a list" if isinstance(merge.value, Sequence) else "a text"
        in_list = bool(self._levels) and not self._levels[-1].mapping
        suggestion = "write the fields themselves, or an alias of fields"
        if isinstance(merge.value, AliasedList):
            alias = f"*{quotable(merge.value.name)}"
            suggestion = f"write '- {alias}'" if in_list else f"write {alias} alone, without '<<:'"
        message = f"the merge key '<<' takes fields, and this is {what}"
        help = "an alias of a list, as an item of another list, gives its items"
        span = replace(merge.key_span, width=_width(merge))
        return self.source.problem("E107", span, message, suggestion=suggestion, help=help, field=self._field())


def _at(node: Node, span: Span, name: str) -> Node:
    if isinstance(node, Sequence):
        return AliasedList(node.items, span, name)
    return replace(node, span=span)


def _flattened(node: Sequence) -> Sequence:
    """The list with the items of aliased lists in their place, but for texts that it has already."""
    if not any(isinstance(item, AliasedList) for item in node.items):
        return node
    items: list[Node] = []
    seen: set[str] = set()
    for item in node.items:
        aliased = isinstance(item, AliasedList)
        for one in item.items if isinstance(item, AliasedList) else (item,):
            if not (aliased and isinstance(one, Scalar) and one.text in seen):
                items.append(one)
            if isinstance(one, Scalar):
                seen.add(one.text)
    return replace(node, items=tuple(items))


def _first_of_each_key(entries: list[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _width(merge: Entry) -> int:
    """From the key to the end of its value, where both stand on one line."""
    value = merge.value.span
    on_one_line = value.line == merge.key_span.line
    return value.column + value.width - merge.key_span.column if on_one_line else merge.key_span.width
