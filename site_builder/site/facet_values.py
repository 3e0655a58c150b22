"""What a table can be filtered by: facets, their options, and values as pages and links write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from .bounds import MOST_OPTIONS

NOT_STATED_VALUE = "not-stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a facet and how many rows have it."""

    value: str
    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to filter rows; `open` where its options stand unfolded from the start.

    Of very many options, those that most rows have, and what is not stated; an address may name any of the others.
    """

    name: str
    title: str
    options: tuple[Option, ...]
    open: bool
    more: int = 0  # options that the form leaves out


def facet_of(name: str, title: str, options: Sequence[Option], *, is_open: bool) -> Facet:
    """A facet with as many of the options as a form holds."""
    largest = {it.value for it in nlargest(MOST_OPTIONS, options, key=lambda it: it.count)} | {NOT_STATED_VALUE}
    shown = tuple(it for it in options if it.value in largest)
    return Facet(name=name, title=title, options=shown, open=is_open, more=len(options) - len(shown))


def facet_value(value: str) -> str:
    """A value as it stands in a page's data and query: without spaces, which separate values there."""
    return value.removeprefix("group::").replace(" ", "+")
