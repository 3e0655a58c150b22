"""Lists in, one order out that as many of them as possible agree with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from itertools import pairwise


def agreed_order(names: Sequence[str], lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """All names, ordered as the lists order them. A list that contradicts those before it has no say.

    Where no list tells, names stand in the order in which they are given. Lists hold no other names.
    """
    before: dict[str, frozenset[str]] = {name: frozenset() for name in names}
    order = tuple(names)
    for listed in lists:
        tried = _with(before, listed)
        found = order if follows(listed, order) else tuple(_ordered(tried, names))
        if found:
            before, order = tried, found
    return order


def follows(listed: Sequence[str], order: Sequence[str]) -> bool:
    """Whether the items of a list stand in it as they do in the order."""
    places = {name: place for place, name in enumerate(order)}
    return all(places[one] < places[other] for one, other in pairwise(listed))


def _with(before: Mapping[str, frozenset[str]], listed: Sequence[str]) -> dict[str, frozenset[str]]:
    more = {other: before[other] | {one} for one, other in pairwise(listed)}
    return {**before, **more}


def _ordered(before: Mapping[str, frozenset[str]], names: Sequence[str]) -> Iterator[str]:
    """Each name behind those that come before it; nothing where that cannot be."""
    places = {name: place for place, name in enumerate(names)}
    sorter = TopologicalSorter(before)
    try:
        sorter.prepare()
    except CycleError:
        return
    ready: list[int] = []
    while sorter.is_active():
        for name in sorter.get_ready():
            heappush(ready, places[name])
        name = names[heappop(ready)]
        sorter.done(name)
        yield name
