"""A text in, what it names of that which is internal out.

People write a name their way: in capitals or not, its words parted by `_`, by hyphens or by spaces, as in the titles that are
made of names, or as Markdown marks it: `_duo_next_`, and with a backslash before `_`. A title of one word may be a word of every
day, and is one only as its capitals are: `Core`, not `core`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .entities import Names

_BETWEEN = r"[\s\\_\-\u2010\u2011]+"
_PARTED = re.compile(rf"(?<=\w){_BETWEEN}(?=\w)")
# `_` before or after it makes a longer name of it only where there is more of that.
_BEGIN, _END = r"(?<![^\W_])(?<![^\W_]_)", r"(?!_*[^\W_])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What something internal is known by, and `around`: names of what is public that such a word is a part of."""

    internal: Names = ()
    around: Names = ()


def telling_words(internal: Iterable[str], names: Iterable[str], titles: Iterable[str] = ()) -> Words:
    """The words that tell of something internal: none that is a name or a title of something public as well."""
    public = {name: _form(name) for name in names}
    known = {"", *public.values(), *map(_form, titles)}
    left = {word: form for word in internal if (form := _form(word)) not in known}
    around = (name for name, form in public.items() if any(f" {part} " in f" {form} " for part in left.values()))
    return Words(internal=tuple(sorted(left)), around=tuple(sorted(around)))


def naming(words: Words, text: str) -> str:
    """The first of the internal words that stands in a text as a word of its own, as it stands there; else empty."""
    around = [found.span(1) for found in _pattern(words.around).finditer(text)]
    for found in _pattern(words.internal).finditer(text):
        if not any(start <= found.start(1) and found.end(1) <= end for start, end in around):
            return found[1]
    return ""


def _form(word: str) -> str:
    """The same for every way to write a name."""
    return _PARTED.sub(" ", word.strip()).lower()


@cache
def _pattern(words: Names) -> re.Pattern[str]:
    """Where any of the words begins: the longest of those that do."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"{_BEGIN}(?=({'|'.join(map(_any_way, longest_first)) or '(?!)'}){_END})", re.IGNORECASE)


def _any_way(word: str) -> str:
    parts = [re.escape(part) for part in _PARTED.split(word.strip())]
    return _BETWEEN.join(parts) if len(parts) > 1 or word.islower() else f"(?-i:{parts[0]})"
