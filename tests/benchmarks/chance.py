"""A seed in, choices, names and sentences out: what is left to chance in a made configuration."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

from site_builder.catalog import Catalog

T = TypeVar("T")

_SOMETHING_NEW = 1 / 8


class Chance:
    """Choices, the same for the same seed with every version of Python."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def below(self, limit: int) -> int:
        """Any whole number from 0 to just below the limit."""
        return int(self._random() * limit)

    def one_of(self, choices: Sequence[T]) -> T:
        """Any of the choices."""
        return choices[self.below(len(choices))]

    def instead(self, usual: Sequence[T], new: Sequence[T]) -> tuple[T, ...]:
        """What is usual; in one case of eight with something new for the last, mostly of the first there is."""
        if not usual or not new or self._random() >= _SOMETHING_NEW:
            return tuple(usual)
        return (*usual[:-1], new[int(self._random() ** 3 * len(new))])

    def shuffled(self, items: Sequence[T]) -> tuple[T, ...]:
        """All of the items, in any order."""
        places = sorted((self._random(), place) for place in range(len(items)))
        return tuple(items[place] for _, place in places)


class Words:
    """Names and sentences made of the words of a real configuration."""

    def __init__(self, real: Catalog, chance: Chance) -> None:
        names = [name.split("_") for name in real.unit_primitives.names]
        texts = [primitive.description or "" for primitive in real.unit_primitives]
        self._chance = chance
        self._verbs = [verb for verb, *_ in names]
        self._nouns = [noun for _, *nouns in names for noun in nouns]
        self._taken = Counter(entity.name for entity in real)
        self._lengths = [len(text) for text in texts]
        self._followers = _followers(texts)

    def name(self) -> str:
        """A name that nothing has yet, as long as the real ones are: `explain_merge_vulnerability`."""
        one_of = self._chance.one_of
        name = f"{one_of(self._verbs)}_{one_of(self._nouns)}_{one_of(self._nouns)}"
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}_{self._taken[name]}"

    def sentence(self) -> str:
        """A text as long as one of the real descriptions, in which each word follows one that it follows there."""
        left = self._chance.one_of(self._lengths)
        words = [""]
        while left > 0 or not words[-1]:
            words.append(self._chance.one_of(self._followers[words[-1]]))
            left -= len(words[-1]) + 1
        return f"{' '.join(filter(None, words)).rstrip('.,;')}."


def _followers(texts: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Each word with those that come after it; no word stands for the beginning and the end of a text."""
    followers: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for word, follower in pairwise(("", *text.split(), "")):
            followers[word].append(follower)
    return followers
