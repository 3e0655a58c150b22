"""Text of a file and new values for its fields in, the new text out, with every other character as its author left it.

Nothing is written anew that need not be: comments, quotes, order, indentation, line breaks and a byte order mark stay.
A comment behind a value that goes, goes with it. What comes out is read again and compared with what was asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

import yaml

from .author import Style, scalar
from .editor_lists import with_items, with_part, without_part
from .editor_text import (
    CannotEdit,
    NotReadable,
    Part,
    Parts,
    cut,
    insert_lines,
    last_of,
    line_end,
    line_start,
    new_scalar,
    next_line,
    parts_of,
    replaced,
    without_mark,
)

# A text, or the texts of a list; None in its place leaves the field out, as does an empty list.
Value = str | Sequence[str]

_BY_HAND = "written in a form that only an editor can change"

__all__ = ["CannotEdit", "Value", "edited", "new_file", "values_of", "with_key"]


def edited(
    text: str, fields: Mapping[str, Value | None], order: Sequence[str], names: Mapping[str, str] | None = None
) -> str:
    """The text with fields set, or left out where None. A new field stands where `order`, the schema's, has it.

    `names`: items of lists that only have another name now, so that a comment beside one is still about it.

    Raises CannotEdit where the text is written in a form that this cannot change.
    """
    mark, text = without_mark(text)
    wanted = values_of(text)
    for field, value in fields.items():
        wanted.pop(field, None)
        if value:
            wanted[field] = value if isinstance(value, str) else list(value)
        try:
            text = _with_field(text, field, value or None, order, names or {})
            is_as_wanted = values_of(text) == wanted  # now, as the next change may hide what this one spoilt
        except NotReadable as error:
            raise CannotEdit(_BY_HAND) from error
        if not is_as_wanted:
            raise CannotEdit(_BY_HAND)
    return mark + text


def new_file(fields: Mapping[str, Value], order: Sequence[str], *, head: str = "", indent: int = 2) -> str:
    """A whole new file: the head, then the fields in the schema's order. `indent`: spaces before items of a list."""
    lines = [line for field in order if fields.get(field) for line in _lines(field, fields[field], " " * indent)]
    return head + "".join(f"{line}\n" for line in lines)


def with_key(text: str, field: str, old: str, new: str | None, *, keep: bool = False) -> str:
    """The text with one key of a field that is a mapping renamed, or left out for None; as it is without such a key.

    `keep`: the old key stays too, and the new one has its value. A new key that is there already stays in its place
    where it has this value, and else goes.

    Raises CannotEdit where the text is written in a form that this cannot change.
    """
    mark, text = without_mark(text)
    fields = parts_of(text)
    for part in fields:
        if part.name == field and isinstance(part.value, yaml.MappingNode):
            inner = parts_of(text, part.value)
            values = {key.name: _plain(key.value) for key in inner}
            if old not in values or old == new:
                break
            if new in values:
                is_same = values[new] == values[old]
                left = text if is_same else with_key(text, field, new, None)
                return mark + with_key(left, field, old, None if is_same else new, keep=keep)
            changed = _with_key_at(text, fields, part, inner, [*values].index(old), new, keep=keep)
            _check_keys(text, changed, field, old, new, keep=keep)
            return mark + changed
    return mark + text


def _with_key_at(
    text: str, fields: Parts, whole: Part, parts: Parts, place: int, new: str | None, *, keep: bool
) -> str:
    part = parts[place]
    if keep:
        return _with_new(text, parts, new, _plain(part.value), place + 1) if new else text
    if new is not None:
        quote = cast(Style, text[part.start] if text[part.start] in "'\"" else "")
        return replaced(text, part.start, part.key_end, scalar(new, style=quote, in_flow=parts.in_flow))
    if len(parts) > 1:
        return _without(text, parts, part)
    if len(fields) > 1 or fields.in_flow:
        return _without(text, fields, whole)
    if parts.in_flow:
        return replaced(text, whole.key_end, whole.value.end_mark.index, ": {}")
    return replaced(_without(text, parts, part), whole.key_end, text.index(":", whole.key_end) + 1, ": {}")


def _check_keys(text: str, changed: str, field: str, old: str, new: str | None, *, keep: bool) -> None:
    """Raises CannotEdit where the changed text states anything else than what was asked for."""
    wanted = values_of(text)
    names = {old: (*((old,) if keep else ()), *((new,) if new else ()))}
    wanted[field] = [(name, value) for key, value in wanted[field] for name in names.get(key, (key,))]
    try:
        found = {field: [], **values_of(changed)}  # without any, the field may be gone
    except NotReadable as error:
        raise CannotEdit(_BY_HAND) from error
    if found != wanted:
        raise CannotEdit(_BY_HAND)


def values_of(text: str) -> dict[str, Any]:
    """What the text states, as texts and lists of texts; the spaces around a block of text say nothing."""
    return {part.name: _plain(part.value) for part in parts_of(text)}


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip() if node.style in ("|", ">") else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return [(_plain(key), _plain(value)) for key, value in node.value]


def _with_field(text: str, field: str, value: Value | None, order: Sequence[str], names: Mapping[str, str]) -> str:
    parts = parts_of(text)
    part = next((part for part in parts if part.name == field), None)
    if value is None:
        return _without(text, parts, part) if part else text
    if part is None:
        return _with_new(text, parts, field, value, _place(parts, field, order))
    if isinstance(value, str) and isinstance(part.value, yaml.ScalarNode):
        return new_scalar(text, part, value, in_flow=parts.in_flow)
    if not isinstance(value, str) and isinstance(part.value, yaml.SequenceNode):
        return with_items(text, field, value, names)
    place = list(parts).index(part)
    return _with_new(_without(text, parts, part), parts_of(_without(text, parts, part)), field, value, place)


def _place(parts: Parts, field: str, order: Sequence[str]) -> int:
    """Behind the last of those fields that the schema has before it."""
    rank = {name: number for number, name in enumerate(order)}
    before = [number for number, part in enumerate(parts) if rank.get(part.name, -1) < rank.get(field, len(rank))]
    return before[-1] + 1 if before else 0


def _with_new(text: str, parts: Parts, field: str, value: Value, place: int) -> str:
    if parts.in_flow:
        return with_part(text, parts, place, f"{scalar(field, in_flow=True)}: {_flow(value)}")
    column = " " * parts[0].column
    lines = _lines(field, value, " " * _list_indent(parts), in_brackets=_prefers_brackets(parts))
    at = _behind(text, parts[place - 1]) if place else line_start(text, parts[0].start)
    return insert_lines(text, at, [column + line for line in lines])


def _behind(text: str, part: Part) -> int:
    """The start of the line after a field, and after comments below it that are indented as its own."""
    at = behind = next_line(text, part.end)
    while at < len(text):
        line = text[at : line_end(text, at)]
        said = line.lstrip(" \t")
        if said and (not said.startswith("#") or len(line) - len(said) <= part.column):
            break
        at = next_line(text, at)
        behind = at if said else behind
    return behind


def _without(text: str, parts: Parts, part: Part) -> str:
    if parts.in_flow:
        return without_part(text, parts, list(parts).index(part))
    behind = _behind(text, part)
    stated = [*_stated(text, part), (behind, behind)]
    gaps = [(end, start) for (_, end), (start, _) in pairwise(stated)]
    kept = [line for start, end in gaps for line in _lines_of_no_item(text, start, end)]
    spaces: Iterable[tuple[int, int]] = ()
    if _is_behind_block(parts, part):  # which would take in what is further to the right
        kept = [(_moved_left(text, start, part.column), end) for start, end in kept]
        spaces = _spaces_alone(text, behind)
    starts, ends = [line_start(text, part.start), *(end for _, end in kept)], [start for start, _ in kept]
    return cut(text, [*zip(starts, [*ends, behind], strict=True), *spaces])


def _spaces_alone(text: str, at: int) -> Iterator[tuple[int, int]]:
    """What stands on the lines from here on that say nothing."""
    while at < len(text) and not text[at : line_end(text, at)].strip(" \t"):
        yield at, line_end(text, at)
        at = next_line(text, at)


def _is_behind_block(parts: Parts, part: Part) -> bool:
    """Whether a block of text is right before a field."""
    before = max((other for other in parts if other.start < part.start), key=lambda other: other.start, default=None)
    return before is not None and getattr(last_of(before.value), "style", None) in ("|", ">")


def _moved_left(text: str, start: int, column: int) -> int:
    """From where on a line is kept that shall begin at a column, or before."""
    line = text[start : line_end(text, start)]
    return start + max(0, len(line) - len(line.lstrip(" ")) - column)


def _stated(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """From where to where the key and each single value of a field stand."""
    yield part.start, part.key_end
    if isinstance(part.value, yaml.CollectionNode):
        yield from (place for inner in parts_of(text, part.value) for place in _stated(text, inner))
    else:
        yield part.value.start_mark.index, part.end


def _lines_of_no_item(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines between two places that hold a comment or nothing."""
    at = next_line(text, start)
    while at < end:
        if text[at : line_end(text, at)].lstrip(" \t")[:1] in ("", "#"):
            yield at, next_line(text, at)
        at = next_line(text, at)


def _lines(field: str, value: Value, indent: str, *, in_brackets: bool = False) -> list[str]:
    key = scalar(field)
    if isinstance(value, str):
        return [f"{key}: {scalar(value)}"]
    if in_brackets:
        return [f"{key}: {_flow(value)}"]
    return [f"{key}:", *(f"{indent}- {scalar(item)}" for item in value)]


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    return f"[{', '.join(scalar(item, in_flow=True) for item in value)}]"


def _list_indent(parts: Parts) -> int:
    """How far this file's lists stand in, before the dash; 2 where it has none."""
    for part in parts:
        if _is_block_list(part):
            return int(part.value.start_mark.column) - part.column
    return 2


def _prefers_brackets(parts: Parts) -> bool:
    lists = [part for part in parts if isinstance(part.value, yaml.SequenceNode)]
    return bool(lists) and not any(_is_block_list(part) for part in lists)


def _is_block_list(part: Part) -> bool:
    return isinstance(part.value, yaml.SequenceNode) and not part.value.flow_style
