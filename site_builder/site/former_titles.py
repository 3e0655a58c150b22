"""The past in, how pages call what is not there any more out: by the title that it had, or as the former one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from ..catalog import Entity, Pair, Record, Ref
from .verdicts import NO_LICENSE
from .wording import Titles, former, is_titled, titles_shown

_NO_LICENSE = Ref(kind="license_type", name=NO_LICENSE)  # what customers have today who have none that is listed


def with_former_titles(
    today: Mapping[str, str], past: Record, there: Iterable[Entity], ever: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """The titles of today, and by its address that of what is not `there`: the only one that its name ever had.

    It is the former one where something that is there is called so. What was renamed keeps a title that it still has.
    Where an address stood for several things, or a title for several that are gone, these go by their names.
    """
    titled = [entity for entity in there if is_titled(entity.ref)]
    shown, present = Titles(today), {entity.ref for entity in titled}
    came, later = _lives(past)
    called, of_name = titles_shown(titled, shown), _only_titles(ever, {*came, *present})
    gone = (ref for ref in sorted(came, key=str) if ref not in present and ref != _NO_LICENSE and came[ref] == 1)
    last = {ref: _followed(ref, later) for ref in gone}
    titles = {ref: of_name.get(ref.name) or shown.of_ref(ref) for ref in last}
    of_gone = Counter(titles[ref].casefold() for ref in last if ref not in later)
    found: dict[str, str] = {}
    for ref, title in titles.items():
        if ref in later:
            if shown.of_ref(last[ref]).casefold() == title.casefold():
                found[str(ref)] = title
        else:
            alone = title if of_gone[title.casefold()] == 1 else shown.of_ref(ref)
            found[str(ref)] = former(alone) if alone.casefold() in called else alone
    return dict(today) | found


def _lives(past: Record) -> tuple[Counter[Ref], Mapping[Ref, Ref]]:
    """How often something came to each address that pages call by a title, and to which it was renamed."""
    begun: tuple[Pair, ...] = tuple((None, entity) for entity in past.beginning)
    pairs = chain(begun, *(edit.entities for edit in past.edits))
    came: Counter[Ref] = Counter()
    later: dict[Ref, Ref] = {}
    for before, after in pairs:
        if after and is_titled(after.ref) and (before is None or before.ref != after.ref):
            came[after.ref] += 1
            if before:
                later[before.ref] = after.ref
    return came, later


def _only_titles(ever: Iterable[tuple[str, str]], refs: Iterable[Ref]) -> Mapping[str, str]:
    """The title of each name that never had another, and was that of one thing only."""
    kinds = Counter(ref.name for ref in refs)
    titles: dict[str, set[str]] = defaultdict(set)
    for name, title in ever:
        titles[name].add(title.strip())
    return {name: min(them) for name, them in titles.items() if len(them) == 1 and kinds[name] == 1}


def _followed(ref: Ref, later: Mapping[Ref, Ref]) -> Ref:
    """Where renames led."""
    seen = {ref}
    while (ref := later.get(ref, ref)) not in seen:
        seen.add(ref)
    return ref
