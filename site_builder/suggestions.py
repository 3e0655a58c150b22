"""A word nobody knows and the words that exist in, the likeliest meant one out."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

# Comparing a misspelt name with ten thousand others takes about 10 ms; a config full of them must not take minutes.
_COMPARISONS = 300_000
_LONGEST = 100


class Suggester:
    """Knows the words that exist; remembers what it found, and stops looking when that would take too long."""

    def __init__(self, choices: Iterable[str]) -> None:
        self._choices = {_fold(choice): choice for choice in sorted(choices)}
        self._known: dict[str, str] = {}
        self._left = _COMPARISONS

    def did_you_mean(self, word: str) -> str:
        """`did you mean 'duo_pro'?`, with the foreign letter named where one looks like a Latin one; else empty."""
        if word not in self._known:
            self._left -= len(self._choices)
            meant = _closest(word, self._choices) if self._left > 0 else ""
            self._known[word] = "; ".join(part for part in (meant, foreign_letters(word)) if part)
        return self._known[word]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The same for a single word."""
    return Suggester(choices).did_you_mean(word)


def foreign_letters(word: str) -> str:
    """Names the letters outside ASCII, which may look just like Latin ones: `'о' is CYRILLIC SMALL LETTER O (U+043E)`."""
    letters = sorted({letter for letter in word if ord(letter) > 127})[:3]
    return ", ".join(f"'{letter}' is {unicodedata.name(letter, 'unnamed')} (U+{ord(letter):04X})" for letter in letters)


def _closest(word: str, choices: dict[str, str]) -> str:
    close = get_close_matches(_fold(word[:_LONGEST]), choices, n=1, cutoff=0.6)
    return f"did you mean '{choices[close[0]]}'?" if close else ""


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("-", "_").replace(" ", "_")
