"""A YAML text in, the places of its fields and items out; and the changes of text that every edit is made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import yaml

from .author import Style, scalar

_LAST_BREAK = re.compile(r"(?:\r\n|\n|\r)\Z")
_BREAK = re.compile(r"\r\n|\n|\r")


class CannotEdit(ValueError):
    """The text is written in a form that only a person can change."""


class NotReadable(CannotEdit):
    """The text is no YAML, or no mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a mapping or an item of a list: it stands from `start` to `end`, its key, if any, to `key_end`."""

    name: str
    start: int
    key_end: int
    end: int
    column: int
    value: Any  # a yaml.Node, which has no useful type


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(Sequence[Part]):
    """The fields of a mapping, or the items of a list, in the order of the file. `start` is that of the whole."""

    start: int
    in_flow: bool  # between brackets
    all: tuple[Part, ...]

    def __getitem__(self, place: Any) -> Any:
        return self.all[place]

    def __len__(self) -> int:
        return len(self.all)


def without_mark(text: str) -> tuple[str, str]:
    """The byte order mark that the text begins with, or nothing, and the text behind it: no place counts the mark."""
    rest = text.removeprefix("\ufeff")
    return text[: len(text) - len(rest)], rest


def parts_of(text: str, node: yaml.Node | None = None) -> Parts:
    """The parts of a node of the text, or of its root."""
    root: Any = node or _root(text)
    made = _fields(text, root) if isinstance(root, yaml.MappingNode) else _items(text, root)
    return Parts(start=root.start_mark.index, in_flow=bool(root.flow_style), all=tuple(made))


def _root(text: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeError) as error:
        raise NotReadable("not YAML") from error
    if not isinstance(root, yaml.MappingNode):
        raise NotReadable("not a mapping")
    return root


def _fields(text: str, node: yaml.MappingNode) -> Iterator[Part]:
    for key, value in node.value:
        yield Part(
            name=str(key.value),
            start=key.start_mark.index,
            key_end=key.end_mark.index,
            end=max(end_of(text, value), text.find(":", key.end_mark.index) + 1),
            column=key.start_mark.column,
            value=value,
        )


def _items(text: str, node: yaml.Node) -> Iterator[Part]:
    for item in cast(yaml.SequenceNode, node).value:
        start, end = item.start_mark.index, end_of(text, item)
        yield Part(name="", start=start, key_end=start, end=end, column=item.start_mark.column, value=item)


def end_of(text: str, node: yaml.Node) -> int:
    """Where the last character of a node stands that is neither a line break nor a comment, plus one."""
    node = last_of(node)
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        keeps = "+" in text[node.start_mark.index : line_end(text, node.start_mark.index)].partition("#")[0]
        return len(without_last_break(text[:end])) if keeps else len(text[:end].rstrip(" \r\n"))
    return end


def last_of(node: yaml.Node) -> yaml.Node:
    """The last value within lists and mappings that stand on lines; any other node is its own."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def value_at(text: str, line: int, column: int) -> tuple[int, int, str] | None:
    """From where to where the text at a place stands, quotes included, and the comment within; None where none begins.

    A comment is within a block of text, beside its sign.
    """
    mark, text = without_mark(text)
    for node in _nodes(_root(text)):
        start = node.start_mark
        if isinstance(node, yaml.ScalarNode) and (start.line + 1, start.column + 1) == (line, column):
            return len(mark) + start.index, len(mark) + end_of(text, node), _comment_within(text, node)
    return None


def _nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from (inner for part in pair for inner in _nodes(part))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nodes(item)


def new_scalar(text: str, part: Part, value: str, *, in_flow: bool) -> str:
    """The text with another value in the place of a text: in its quotes or block, if it can stand there."""
    node = part.value
    start, end = int(node.start_mark.index), end_of(text, node)
    if start == end:  # nothing stood there
        return replaced(text, part.end, part.end, " " + scalar(value, in_flow=in_flow))
    style = cast(Style, node.style if node.style in ("'", '"') else "")
    if node.style in ("|", ">"):
        first = next_line(text, start)
        if first < end and "\n" not in value and value == value.strip() != "":
            block = text[first:end]
            indent = block[: len(block) - len(block.lstrip(" "))]
            return replaced(text, first, end, indent + value)
    return replaced(text, start, end, scalar(value, style=style, in_flow=in_flow) + _comment_within(text, node))


def _comment_within(text: str, node: yaml.ScalarNode) -> str:
    """The comment beside the sign of a block of text, and the spaces before it; nothing for any other text."""
    start = node.start_mark.index
    line = text[start : line_end(text, start)] if node.style in ("|", ">") else ""
    sign = line.partition("#")[0]
    return line[len(sign.rstrip(" \t")) :] if sign != line else ""


def replaced(text: str, start: int, end: int, new: str) -> str:
    """The text with another between two places."""
    return text[:start] + new + text[end:]


def insert_lines(text: str, at: int, lines: Sequence[str]) -> str:
    """The text with more lines, at the start of a line or at the end of a text that ends in the midst of one."""
    line_break = line_break_of(text)
    block = line_break.join(lines)
    if at == len(text) and not text.endswith(("\n", "\r")):
        return text + line_break + block
    return replaced(text, at, at, block + line_break)


def cut(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The text without these parts of it; without a line break at its end where it had none."""
    had_break = text.endswith(("\n", "\r"))
    for start, end in sorted(ranges, reverse=True):
        text = text[:start] + text[end:]
    return text if had_break else without_last_break(text)


def without_last_break(text: str) -> str:
    """The text without the line break that ends it."""
    return _LAST_BREAK.sub("", text)


def line_break_of(text: str) -> str:
    """The line break of the text: that of its first line."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line ends, before its line break."""
    found = _BREAK.search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, at: int) -> int:
    """Where the next line begins; the end of the text after its last line."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)
