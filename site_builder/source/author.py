"""Values of Python in, YAML out as an author of the configuration would write it."""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from typing import Any, Literal

import yaml

from ..catalog import Version, is_gitlab_version
from .formats import complain_of_moment

# How a text stands in a file: as it is, in one of two quotes, or as the author would choose.
Style = Literal["", "'", '"']

TEXT = "tag:yaml.org,2002:str"
_SEQUENCE = "tag:yaml.org,2002:seq"
_PRIVATE = range(0xE000, 0xF8FF)  # letters that nobody writes
WIDE = 1_000_000  # characters of a line, so that no text is folded


def scalar(text: str, *, style: Style = "", in_flow: bool = False) -> str:
    """One text as it stands in a file: with quotes where a YAML tool would need them, or of the style that is told.

    `in_flow`: between brackets, where a comma ends it. A text of several lines stands on one, with escapes.
    """
    node = _author().represent_text(text)
    if style or in_flow:
        node.tag = TEXT
    node.style = '"' if "\n" in text or "\r" in text else style or node.style
    written = serialize(yaml.SequenceNode(_SEQUENCE, [node], flow_style=in_flow))
    return written[1:-2] if in_flow else written[2:-1]


def represent(value: Any) -> yaml.Node:
    """A value as a node, for documents that are put together by hand."""
    return _author().represent_data(value)


def serialize(node: yaml.Node) -> str:
    """The text of a node, each text on one line, however long; letters stand there as they are, not as escapes."""
    stand_ins = dict(zip(sorted(_wide_letters(node)), map(chr, _PRIVATE), strict=False))
    written: str = yaml.serialize(_replaced(node, stand_ins), Dumper=Author, allow_unicode=True, width=WIDE)
    return written.translate({ord(stand_in): letter for letter, stand_in in stand_ins.items()})


def _wide_letters(node: yaml.Node) -> set[str]:
    """Letters that PyYAML would escape between double quotes, unless a stand-in for them is in use itself."""
    text = "".join(_texts(node))
    return set() if any(ord(letter) in _PRIVATE for letter in text) else {it for it in text if it > "\uffff"}


def _texts(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    elif isinstance(node, yaml.MappingNode):
        yield from (text for pair in node.value for part in pair for text in _texts(part))
    else:
        yield from (text for item in node.value for text in _texts(item))


def _replaced(node: yaml.Node, stand_ins: Mapping[str, str]) -> yaml.Node:
    """The node with stand-ins in the place of these letters. It is a tree made here: nobody else has it."""
    if not stand_ins:
        return node
    if isinstance(node, yaml.ScalarNode):
        node.value = node.value.translate({ord(letter): stand_in for letter, stand_in in stand_ins.items()})
    elif isinstance(node, yaml.MappingNode):
        node.value = [tuple(_replaced(part, stand_ins) for part in pair) for pair in node.value]
    else:
        node.value = [_replaced(item, stand_ins) for item in node.value]
    return node


class Author(yaml.SafeDumper):
    """Writes values of Python as an author would; what has no such form reads as what it is, and is refused."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """With quotes where YAML tools would take it for something else, but for a moment, which needs none.

        A version always has quotes: one of two parts would be a number, and authors quote all.
        """
        if is_gitlab_version(text):
            return self.represent_scalar(TEXT, str(text), style="'")
        if complain_of_moment(text) is None:
            tag = self.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
            return self.represent_scalar(tag, text)
        return self.represent_str(str(text))

    def represent_moment(self, moment: datetime) -> yaml.Node:
        return self.represent_scalar("tag:yaml.org,2002:timestamp", moment.isoformat(timespec="seconds"))

    def represent_other(self, value: Any) -> yaml.Node:
        """What is of none of the types that YAML knows, but of some kind of them."""
        match value:
            case str():
                return self.represent_text(value)
            case Mapping():
                return self.represent_dict(dict(value))
            case Set():
                return self.represent_list(sorted(value))
            case Iterable():
                return self.represent_list(list(value))
        return self.represent_str(str(value))


def _author() -> Author:
    return Author(_Nowhere())


class _Nowhere:
    """Where nodes are made and nothing is written."""

    def write(self, text: str) -> None:
        """Takes nothing."""


Author.add_representer(str, Author.represent_text)
Author.add_representer(datetime, Author.represent_moment)
Author.add_representer(Version, lambda author, version: author.represent_text(str(version)))
Author.add_representer(set, Author.represent_other)
Author.add_multi_representer(object, Author.represent_other)
