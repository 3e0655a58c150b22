"""A text in, what it names of that which is internal out.

People write a name their way: in capitals or not, its words parted by `_`, by hyphens or by spaces, as in the titles
that are made of names, or as Markdown marks it: `_duo_next_`, `Duo **Next**`, `[Duo](address) Next`, and with a
backslash before `_`, over lines of a quotation; in an address or in HTML any letter may be written as its number, and
what has no width may stand anywhere. A title of one word may be a word of every day, and is one only as its capitals
are: `Core`, not `core`. A letter with an accent is the same, composed or not.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import accumulate, chain, islice
from typing import TypeAlias
from urllib.parse import unquote

from ..characters import with_spaces, without_unseen
from .entities import Names

_BETWEEN = r"[\s\\_\-\u2010\u2011*`~]+"
_RUN = re.compile(r"[^\W_]+")
_PARTED = re.compile(rf"(?<=\w){_BETWEEN}(?=\w)")
_PLUS = re.compile(r"(?<=\w)\+(?=\s*\w)")  # how an address that asks for something writes a space
# With its scheme, or as people say it: `gitlab.com/our/plans`.
_ADDRESS = re.compile(r"https?://[^\s\"<>]+|(?<![\w.-])(?:[a-z\d-]+\.)+[a-z]{2,}/[^\s\"<>]+", re.IGNORECASE)
_SCHEME, _ENDING = re.compile(r"^https?://"), ".,;:!?)]'`*_"
_DASH = re.compile(r"/-(?=/)")  # GitLab leads from `plans/issues/1`, as it was written once, to `plans/-/issues/1`
# May end an address with something right behind it, as a bracket of Markdown does, or lead to a place of it.
_CLOSING = re.compile(r"[,;|)\]#?/]")
# Brackets of links and images, and what is left in their place. Where they lead may have brackets itself, a title, or
# be a reference; what only looks so is text. No pattern is right of every text, so that each is one way to read it.
_LINKS = (
    (re.compile(r"""\](?:\((?:\s(?:"[^"]*"|'[^']*')(?=\s*\))|\([^()]*\)|[^()])*\)|\[[^\[\]]*\])?|!?\["""), ""),
    (re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"!?\[|\]"), ""),
)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)
_COMMENT, _TAG = re.compile(r"<!--.*?--!?>", re.DOTALL), re.compile(r"<[^<>]*>")
# `_` before or after it makes a longer name of it only where there is more of that.
_BEGIN, _END = r"(?<![^\W_])(?<![^\W_]_)", r"(?!_*[^\W_])"

# Nobody writes so many marks over one letter, or so many digits for it; to order the former, or to count by the latter,
# takes longer the more there are.
_CROWDED, _LONG_NUMBER = re.compile(r"([^\w\x00-\x7f]{30})[^\w\x00-\x7f]+"), re.compile(r"&#0*([0-9]{0,8})[0-9]*")

_Pattern: TypeAlias = tuple[int, re.Pattern[str]]  # with how many characters stand before the first run


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What something internal is known by, and `around`: names of what is public that such a word is a part of.

    `addresses` are those that nothing public states, and `past` what nothing internal is called any more, in one form.
    """

    internal: Names = ()
    around: Names = ()
    addresses: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()

    @property
    def present(self) -> Names:
        """What something internal is called."""
        return tuple(word for word in self.internal if _form(word) not in self.past)

    def state(self, found: str) -> str:
        """Whether what was found is internal, or was."""
        return "something internal was called" if _form(found) in self.past else "is internal"

    def ways(self, found: str, *ways: str) -> str:
        """What can be done about a text that names it: these, and what a word that tells of nothing any more allows."""
        if _form(found) in self.past:
            ways += ("list it in public_words of site.yml where it is a word of every day",)
        *others, last = ways
        return f"{', '.join(others)}, or {last}" if others else last


def telling_words(
    internal: Iterable[str], names: Iterable[str], titles: Iterable[str] = (), *, past: Iterable[str] = ()
) -> Words:
    """The words that tell of something internal: none that is a name or a title of something public as well."""
    public = {name: _form(name) for name in names}
    known = {"", *public.values(), *map(_form, titles)}
    left = {word: form for word in map(_seen, internal) if (form := _form(word)) not in known}
    forms = {*left.values()}
    around = (name for name, form in public.items() if not forms.isdisjoint(_parts(form)))
    former = {*map(_seen, past)}
    gone = frozenset(map(_form, former)) - {form for word, form in left.items() if word not in former}
    return Words(internal=tuple(sorted(left)), around=tuple(sorted(around)), past=gone)


def joined_words(known: Iterable[Words]) -> Words:
    """What is known by any of these. Of the past is what is so in one of them and present in none."""
    known = tuple(known)
    present = {_form(word) for words in known for word in words.present}
    return Words(
        internal=tuple(sorted({word for words in known for word in words.internal})),
        addresses=frozenset[str]().union(*(words.addresses for words in known)),
        past=frozenset[str]().union(*(words.past for words in known)) - present,
    )


def telling_addresses(internal: Iterable[str], public: Iterable[str]) -> frozenset[str]:
    """The addresses that tell of something internal, in one form: none that stands in one of something public too."""
    forms = frozenset(map(_address_form, internal))
    return forms - {_address_form(found) for address in public for found in _addresses_of(forms, address)}


def naming(words: Words, text: str) -> str:
    """The first internal word, or address, that a text has as a word of its own, as it stands there; else empty."""
    written = unescape(_LONG_NUMBER.sub(r"&#\1", unquote(text)))
    read = (written, with_spaces(written), with_spaces(written.replace("\ufffd", " ")))  # which may stand for a blank
    seen = dict.fromkeys(map(_seen, read))
    named = chain(
        _named_in(words, (_PLUS.sub(" ", it) for it in seen)),
        (found for found in _named_in(words, (it for it in seen if "+" in it)) if "+" in found),  # as a title may have
    )
    return next(chain(named, _addresses_of(words.addresses, text)), "")


def _named_in(words: Words, texts: Iterable[str]) -> Iterator[str]:
    for read in dict.fromkeys(chain.from_iterable(map(_readings, texts))):
        yield from _named(words, read)


def _readings(text: str) -> Iterator[str]:
    """A text as it is written, and without what may be marks of Markdown and of HTML."""
    yield text
    for lines in dict.fromkeys((text, _QUOTED.sub("", text))):
        for link, left in _LINKS:
            read = link.sub(left, lines)
            yield _TAG.sub(" ", read)
            yield _TAG.sub(" ", _without_comments(read))


def _without_comments(text: str) -> str:
    end = max(map(text.rfind, ("-->", "--!>")))  # nothing is looked for behind the last of them
    return _COMMENT.sub(" ", text[: end + 4]) + text[end + 4 :]


def _named(words: Words, text: str) -> Iterator[str]:
    around = sorted(_places(words.around, text))
    starts, furthest = [start for start, _ in around], [*accumulate((stop for _, stop in around), max)]
    for begin, end in _places(words.internal, text):
        before = bisect_right(starts, begin)
        if not before or furthest[before - 1] < end:
            yield text[begin:end]


def _address_form(address: str) -> str:
    """The same for every way to write an address that GitLab has one page for."""
    return _DASH.sub("", _SCHEME.sub("", address.lower())).rstrip("/")


def _addresses_of(forms: frozenset[str], text: str) -> Iterator[str]:
    """Those of the addresses that stand in a text, as they stand there."""
    lengths = _lengths(forms)
    for found in _ADDRESS.findall(text) if forms else ():
        address = found if len(found.lower()) == len(found) else found.lower()
        yield from (it for it in _beginnings(address, lengths) if _address_form(it) in forms)


@cache
def _lengths(forms: frozenset[str]) -> frozenset[int]:
    return frozenset(map(len, forms))


def _beginnings(address: str, lengths: Set[int]) -> Iterator[str]:
    """An address with and without the marks that may end the sentence or the bracket around it.

    Those whose form is as long as one of these: there may be as many as it has letters.
    """
    scheme = _SCHEME.match(address.lower())
    begin = scheme.end() if scheme else 0
    dashes = [*_DASH.finditer(address)]
    stops, left_out = [it.end() for it in dashes], [0, *accumulate(len(it[0]) for it in dashes)]
    ends = (len(address), len(address.rstrip(_ENDING)), *(closing.start() for closing in _CLOSING.finditer(address)))
    return (address[:end] for end in ends if end - begin - left_out[bisect_left(stops, end)] in lengths)


def _seen(text: str) -> str:
    """As it is read, each letter in one form; what stands for what could not be read is nothing."""
    return unicodedata.normalize("NFC", _CROWDED.sub(r"\1", without_unseen(text.replace("\ufffd", ""))))


def _form(word: str) -> str:
    """The same for every way to write a name."""
    return _PARTED.sub(" ", _seen(word).strip()).lower()


def _parts(form: str) -> Iterator[str]:
    """The words of a name, alone and together with those beside them."""
    words = form.split(" ")
    return (" ".join(words[begin:end]) for begin in range(len(words)) for end in range(begin + 1, len(words) + 1))


def _places(words: Names, text: str) -> Iterator[tuple[int, int]]:
    """Where any of the words stands: at each place the longest of those that begin there."""
    patterns, counts = _by_runs(words)
    found = [*_RUN.finditer(text)] if counts else []
    runs = tuple(run[0].casefold() for run in found)
    for place, run in enumerate(found):
        if many := counts.get(runs[place]):
            beginning = (it for count in many for it in patterns.get(runs[place : place + count], ()))
            standing = (pattern.match(text, max(run.start() - before, 0)) for before, pattern in beginning)
            yield from (it.span() for it in islice(filter(None, standing), 1))
    for _, pattern in patterns.get((), ()):
        yield from (it.span() for it in pattern.finditer(text))


@cache
def _by_runs(words: Names) -> tuple[Mapping[Names, Sequence[_Pattern]], Mapping[str, Sequence[int]]]:
    """The patterns of words by their runs of letters and digits; and by the first of these how many there may be.

    Long ones come first.
    """
    patterns: dict[Names, list[_Pattern]] = defaultdict(list)
    for word in sorted(map(str.strip, words), key=len, reverse=True):
        runs = [*_RUN.finditer(word)]
        patterns[tuple(run[0].casefold() for run in runs)].append((runs[0].start() if runs else 0, _pattern(word)))
    counts: dict[str, list[int]] = defaultdict(list)
    for first, many in sorted({(runs[0], len(runs)) for runs in patterns if runs}, reverse=True):
        counts[first].append(many)
    return patterns, counts


def _pattern(word: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in _PARTED.split(word)]
    case = re.IGNORECASE if len(parts) > 1 or word.islower() else re.NOFLAG
    return re.compile(f"{_BEGIN}{_BETWEEN.join(parts)}{_END}", case)
