"""How much of its lists a page shows, so that no page grows with the catalog: lists in, their beginnings out.

What is left out is counted where it would stand. Each unit primitive has a page of its own and a row in the list of
all, which comes in parts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from html import escape
from itertools import accumulate, islice
from typing import TypeVar

from .links import Link

MOST_ROWS = 500  # in the tables of one page together
MOST_BYTES = 1_400_000  # of what grows on it, so that with the rest of it a page stays below 2 MB
MOST_NAMES = 300  # in one list of names
MOST_IN_CELL = 40  # names in a cell of a table
MOST_OPTIONS = 200  # of one facet
MOST_LISTED = 300  # rows that a table shows whose rows are all in a script
MOST_CELLS = 4_000  # the same for a table of many columns
MOST_CHANGES = 1_000  # of which a page tells what each does for a customer
MOST_DRAWN = 100  # rows that a script shows at a time, so that an answer comes while one types
MOST_DRAWN_CELLS = 600

_LONG, _STEP, _BREAK = 24, 8, 18  # of a word that may break: longer than, every so many letters, bytes of a break
_NAME = 110  # bytes of such a link without the name

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many rows a page leaves out, and where all of them are."""

    count: int
    all: Link


@lru_cache(maxsize=1_000)  # titles come again and again
def text_weight(text: str) -> int:
    """Bytes of a text in a page."""
    return len(escape(text).encode("utf-8"))


def link_weight(text: str) -> int:
    """The same in a link, with the places where a long word may break."""
    words = [word for word in text.split() if len(word) > _LONG]
    breaks = sum(len(word) // _STEP + word.count("_") + word.count("/") for word in words)
    return text_weight(text) + _BREAK * breaks


def name_weight(name: str) -> int:
    """About how many bytes the link to what has this name takes."""
    return _NAME + len(name) + link_weight(name)


def rows_within(weights: Iterable[int], most: int = MOST_ROWS, room: int = MOST_BYTES) -> int:
    """How many rows of so many bytes fit into the room, whichever they are: `most` at most, and one at least of any."""
    heaviest = list(accumulate(nlargest(most, weights)))
    fitting = bisect_right(heaviest, room)
    return max(1, fitting) if fitting < len(heaviest) else most


def first_within(weights: Iterable[int], most: int = MOST_ROWS, room: int = MOST_BYTES) -> int:
    """The same of rows that stand in a certain order: the first of them, up to the one that does not fit."""
    return max(1, bisect_right(list(accumulate(islice(weights, most))), room))


def names_within(names: Iterable[str], room: int, most: int = MOST_NAMES) -> int:
    """How many links to what has these names fit into so many bytes, whichever they are."""
    return rows_within(map(name_weight, names), most, room)


def shares(sizes: Sequence[int], most: int = MOST_ROWS) -> tuple[int, ...]:
    """How much of each list is shown, `most` together: short lists whole, of the long ones equally much.

    The first of these show one more where that does not come out even; where not all can show one, the others none.
    """
    left = most
    for waiting, size in zip(range(len(sizes), 0, -1), sorted(sizes), strict=True):
        if size * waiting > left:
            equal, rest = divmod(left, waiting)
            first = set(islice((place for place, size in enumerate(sizes) if size > equal), rest))
            return tuple(min(size, equal) + (place in first) for place, size in enumerate(sizes))
        left -= size
    return tuple(sizes)


def beginnings(lists: Mapping[K, Sequence[T]], most: int = MOST_ROWS) -> dict[K, tuple[tuple[T, ...], int]]:
    """As much of each list as is shown, and how many more it has."""
    shown = shares([len(items) for items in lists.values()], most)
    return {
        key: (tuple(items[:count]), len(items) - count)
        for (key, items), count in zip(lists.items(), shown, strict=True)
    }


def beginning(items: Iterable[T], most: int = MOST_NAMES) -> tuple[T, ...]:
    """As many of the items as are shown in one list."""
    return tuple(islice(items, most))


def more(size: int, most: int = MOST_NAMES) -> int:
    """How many of so many items are left out."""
    return max(0, size - most)
