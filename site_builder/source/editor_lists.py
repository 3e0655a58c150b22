"""Lists and mappings of a YAML text in, the text with items added, changed and removed out; others stay as they are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from .author import scalar
from .editor_text import (
    CannotEdit,
    Part,
    Parts,
    cut,
    insert_lines,
    line_break_of,
    line_end,
    line_start,
    new_scalar,
    next_line,
    parts_of,
    replaced,
    without_last_break,
)

_BESIDE = re.compile(r"(?:[ \t]*,)?([ \t]*#.*)")


def with_items(text: str, field: str, wanted: Sequence[str], names: Mapping[str, str]) -> str:
    """The text with these items in the list of a field, by as few changes as there can be.

    `names`: items that only have another name now, and keep what is said of them.
    """
    items = _list(text, field)
    changes = _changes([str(item.value.value) for item in items], wanted)
    if not items.in_flow and items:
        with_break = text if text.endswith(("\n", "\r")) else text + line_break_of(text)
        changed = _with_lines(with_break, items, changes, names)
        return changed if with_break == text else without_last_break(changed)
    for place, old, new in changes:
        items = _list(text, field)  # commas move
        if old is None:
            text = with_part(text, items, place, scalar(str(new), in_flow=True))
        elif new is None:
            text = without_part(text, items, place)
        else:  # what is said of the old one is not said of the new one
            said = text if names.get(old) == new else _without_comment(text, items[place])
            text = new_scalar(said, items[place], new, in_flow=True)
    return text


# A single change: at which place, from what, to what.
_Changes = Iterable[tuple[int, str | None, str | None]]


def _with_lines(text: str, items: Parts, changes: _Changes, names: Mapping[str, str]) -> str:
    """The changes in a list of lines. What stands before a change stays where it is, so that places are found once."""
    starts = [_dash_line(text, item) for item in items]
    dashes = [text[start : item.start] for item, start in zip(items, starts, strict=True)]
    ends = [next_line(text, item.end) for item in items]
    lines = {
        str(item.value.value): text[start : line_end(text, item.end)] for item, start in zip(items, starts, strict=True)
    }
    for place, old, new in changes:
        if new is None:
            text = cut(text, [(starts[place], ends[place])])
            continue
        like = min(place, len(items) - 1)
        line = lines.get(new) or dashes[like] + scalar(new)
        if old is None:
            text = insert_lines(text, starts[place] if place < len(items) else ends[-1], [line])
        elif new not in lines and (names.get(old) == new or not _has_comment(text, items[place])):
            text = new_scalar(text, items[place], new, in_flow=False)
        else:  # what is said of the old one is not said of the new one, which brings its own line if it had one
            text = replaced(text, starts[place], line_end(text, items[place].end), line)
    return text


def _list(text: str, field: str) -> Parts:
    return next(parts_of(text, part.value) for part in parts_of(text) if part.name == field)


def _changes(stated: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, str | None, str | None]]:
    """Single changes: at which place, from what, to what. From the end to the start, so that places stay right."""
    for change, start, end, first, last in reversed(SequenceMatcher(None, stated, wanted, False).get_opcodes()):
        if change == "equal":
            continue
        both = min(end - start, last - first)
        yield from ((start + both, None, item) for item in reversed(wanted[first + both : last]))
        yield from ((place, stated[place], None) for place in reversed(range(start + both, end)))
        yield from (
            (start + number, stated[start + number], wanted[first + number]) for number in reversed(range(both))
        )


def _has_comment(text: str, item: Part) -> bool:
    return "#" in text[item.end : line_end(text, item.end)]


def _without_comment(text: str, item: Part) -> str:
    """The text without what is said beside an item between brackets, on its line and behind its comma."""
    beside = _BESIDE.match(text, item.end, line_end(text, item.end))
    return cut(text, [beside.span(1)]) if beside else text


def with_part(text: str, parts: Parts, place: int, new: str) -> str:
    """The text with one more part between brackets, before the part at the place."""
    if not parts:
        return replaced(text, parts.start + 1, parts.start + 1, new)
    between = _between(text, parts)
    if place == 0:
        return replaced(text, parts[0].start, parts[0].start, new + between)
    before = parts[place - 1]
    rest = text[before.end : line_end(text, before.end)].strip()
    ends_line = rest.removeprefix(",").strip()[:1] in ("", "#")
    if "\n" not in between or not ends_line:
        return replaced(text, before.end, before.end, between + new)
    has_comma = rest.startswith(",")
    at = line_end(text, before.end)
    text = replaced(text, at, at, between.removeprefix(",") + new + ("," if has_comma else ""))
    return text if has_comma else replaced(text, before.end, before.end, ",")


def without_part(text: str, parts: Parts, place: int) -> str:
    """The text without one of several parts between brackets, and without its comma."""
    part = parts[place]
    start, end = line_start(text, part.start), next_line(text, part.end)
    behind = text[part.end : line_end(text, part.end)].strip().removeprefix(",").strip()
    if not text[start : part.start].strip() and behind[:1] in ("", "#"):
        return cut(text, [(start, end)])
    if place + 1 < len(parts):
        end = parts[place + 1].start
        return cut(text, [(part.start, end if "#" not in text[part.end : end] else _behind_comma(text, part.end))])
    begin = parts[place - 1].end if place else part.start
    if "#" in text[begin : part.start]:  # a comma may stand before it, and one behind it
        return cut(text, [(part.start, _behind_comma(text, part.end))])
    return cut(text, [(begin, part.end)])


def _behind_comma(text: str, at: int) -> int:
    """Behind the comma of a part and the spaces around it, on the same line."""
    return at + len(text[at : line_end(text, at)]) - len(text[at : line_end(text, at)].lstrip(" \t,"))


def _between(text: str, parts: Parts) -> str:
    """What stands between two parts of these brackets: a comma, and a space or a line break with its indentation."""
    first = parts[0]
    lead = text[line_start(text, first.start) : first.start]
    is_first_of_line = not lead.strip() and line_start(text, first.start) > parts.start
    return f",{line_break_of(text)}{lead}" if is_first_of_line else ", "


def _dash_line(text: str, part: Part) -> int:
    """The start of the line with an item's dash."""
    start = line_start(text, part.start)
    if text[start : part.start].strip() != "-":
        raise CannotEdit("a list with an item that does not stand beside its dash")
    return start
