"""A word nobody knows and the words that exist in, the likeliest meant one out."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, pairwise

# Words are alike by the pairs of neighbouring letters they share: 1 is the same word, 0 has none in common.
_ALIKE = 0.4
_LONGEST = 100
_CANDIDATES = 50
# A config full of misspelt names must not take minutes: this many steps are well below a second.
_STEPS = 5_000_000

# Cyrillic and Greek letters, and two odd Latin ones, that look like a plain Latin letter.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7\u0131\u0251",
    "abekmopctyxsijhdqwaikvopuxia",
)


class Suggester:
    """Knows the words that exist; remembers what it found, and stops looking when that would take too long."""

    def __init__(self, choices: Iterable[str]) -> None:
        self._choices = tuple(sorted(choices))
        self._known: dict[str, str] = {}
        self._left = _STEPS

    def did_you_mean(self, word: str) -> str:
        """`did you mean 'duo_pro'?`, with the foreign letter named where one looks like a Latin one; else empty."""
        if word not in self._known:
            closest = self._closest(word)
            meant = f"did you mean '{closest}'?" if closest else ""
            self._known[word] = " ".join(part for part in (meant, foreign_letters(word)) if part)
        return self._known[word]

    def _closest(self, word: str) -> str:
        pairs = _pairs(word)
        listed = [self._by_pair[pair] for pair in pairs if pair in self._by_pair]
        self._left -= sum(map(len, listed))
        if self._left < 0:
            return ""
        shared = Counter(chain.from_iterable(listed)).most_common(_CANDIDATES)
        likeness = {at: 2 * count / (len(pairs) + self._sizes[at]) for at, count in shared}
        best = max(sorted(likeness), key=likeness.__getitem__, default=-1)
        return self._choices[best] if best >= 0 and likeness[best] >= _ALIKE else ""

    @cached_property
    def _by_pair(self) -> Mapping[str, list[int]]:
        """Which choices hold a pair of letters, by their positions."""
        by_pair: dict[str, list[int]] = defaultdict(list)
        for at, choice in enumerate(self._choices):
            for pair in _pairs(choice):
                by_pair[pair].append(at)
        return by_pair

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(len(_pairs(choice)) for choice in self._choices)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The same for a single word."""
    return Suggester(choices).did_you_mean(word)


def foreign_letters(word: str) -> str:
    """Names letters outside ASCII, which may look like Latin ones: `'о' is CYRILLIC SMALL LETTER O (U+043E)`."""
    letters = sorted({letter for letter in word if ord(letter) > 127})[:3]
    return ", ".join(f"'{letter}' is {unicodedata.name(letter, 'unnamed')} (U+{ord(letter):04X})" for letter in letters)


def latin(word: str) -> str:
    """The word with a Latin letter for each foreign one that looks like it, and without accents."""
    plain = unicodedata.normalize("NFKD", word).translate(_LOOK_ALIKES)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _pairs(word: str) -> frozenset[str]:
    """Neighbouring letters, the edges of the word included: `^a`, `ab`, `b$` for `ab`."""
    folded = f"^{latin(word[:_LONGEST]).casefold().replace('-', '_').replace(' ', '_')}$"
    return frozenset(map("".join, pairwise(folded)))
