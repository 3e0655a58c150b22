"""The past in, how pages call what is there no more, or had another name, out: by a title, or as the former one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..catalog import KIND, ChangeClass, Chronicle, Entity, Pair, Record, Ref, as_gone
from .verdicts import UNLICENSED
from .wording import Titles, titles_shown, told_apart

_UNTITLED = Titles({})
_COMING = frozenset({ChangeClass.ADDED, ChangeClass.RENAMED})


def titles_of_gone(
    today: Mapping[str, str], past: Record, there: Iterable[Entity], ever: Iterable[tuple[str, str]]
) -> Mapping[Ref, str]:
    """The title of what is not `there`: the only one that its name ever had.

    It is the former one where something that is there is called so. What was renamed keeps a title that it still has.
    Where an address stood for several things, or a title for several that are gone, these go by their names; so does
    what is gone while something else has its name, since nobody knows whose title it was. What was renamed before that
    is called as it is today.
    """
    titled = [entity for entity in there if KIND[entity.kind].is_titled]
    shown, present = Titles(today), {entity.ref for entity in titled}
    came, became = _comings(past), _ends(past)
    of_name = _only_titles(_titles_of_names(ever), {*came, *present})
    others = {entity.name for entity in titled}
    gone = [ref for ref in sorted(came, key=str) if ref not in present and ref != UNLICENSED]
    plain = {ref: _UNTITLED.of_ref(ref) for ref in gone}
    called = {ref: plain[ref] for ref in gone if ref.name in others or came[ref] > 1}
    titles = {ref: of_name.get(ref.name, shown.of_ref(ref)) for ref in gone if ref not in called}
    called |= _apart({ref: title for ref, title in titles.items() if ref not in became}, called, plain)
    kept: dict[Ref, str] = {}
    for ref, (end, is_there) in became.items():
        stays = is_there and end in present
        now = shown.of_ref(end) if stays else titles.get(end, shown.of_ref(end))
        if ref in titles and titles[ref].casefold() == now.casefold():
            (kept if stays else called)[ref] = titles[ref] if stays else called.get(end, plain[ref])
        elif ref in called and came[ref] == 1 and stays:
            kept[ref] = now
    return told_apart(called, titles_shown(titled, shown)) | kept


def _apart(titles: Mapping[Ref, str], called: Mapping[Ref, str], plain: Mapping[Ref, str]) -> dict[Ref, str]:
    """What is gone by these titles; by its name where another's title, or name, is read so too, as `called` may be."""
    read: dict[str, set[Ref]] = defaultdict(set)
    for words in (titles, called, {ref: plain[ref] for ref in titles}):
        for ref, title in words.items():
            read[title.casefold()].add(ref)
    return {ref: title if read[title.casefold()] == {ref} else plain[ref] for ref, title in titles.items()}


class TitlesThen:
    """What things are called in what is told of a step, where another has come to the address that they had then.

    By their titles of today, since a reader takes a name for what has it now; what is gone is the former one.
    """

    def __init__(self, chronicle: Chronicle, titles: Titles) -> None:
        self._titles, self._names = titles, chronicle.later_names
        changes = (dated for period in chronicle.periods for dated in period.changes)
        came: dict[Ref, int] = {}  # in which step another did last
        for dated in changes:
            ref = dated.change.ref
            if dated.change.sort in _COMING and ref in self._names.known and KIND[ref.kind].is_titled:
                came[ref] = max(dated.step, came.get(ref, 0))
        self._came = came
        self._made: dict[int, Titles] = {}

    def after(self, step: int) -> Titles:
        """The titles for what is told of a step: there what was before is called as it is after it already."""
        if step not in self._made:
            found = dict(self._others(step))
            titles = self._titles
            self._made[step] = Titles(titles.by_name, {**titles.by_ref, **found}) if found else titles
        return self._made[step]

    def _others(self, step: int) -> Iterator[tuple[Ref, str]]:
        for ref, came in self._came.items():
            today, taken = self._names.after(ref, step)
            if came > step and (today, taken) != (ref, 0):
                yield ref, self._titles.of_ref(as_gone(today) if taken else today)
                yield as_gone(ref), self._titles.of_ref(as_gone(ref))


def _comings(past: Record) -> Counter[Ref]:
    """How often something came to each address that pages call by a title."""
    begun: tuple[Pair, ...] = tuple((None, entity) for entity in past.beginning)
    pairs = chain(begun, *(edit.entities for edit in past.edits))
    found = (after.ref for before, after in pairs if after and (before is None or before.ref != after.ref))
    return Counter(ref for ref in found if KIND[ref.kind].is_titled)


def _ends(past: Record) -> Mapping[Ref, tuple[Ref, bool]]:
    """For what was renamed: its last address, and whether it was there in the end."""
    found: dict[Ref, tuple[Ref, bool]] = {}
    ends: dict[Ref, tuple[Ref, bool]] = {}  # of what is there before an edit
    for edit in reversed(past.edits):
        came = {after.ref for _, after in edit.entities if after}
        since = {
            before.ref: ends.get(after.ref, (after.ref, True)) if after else (before.ref, False)
            for before, after in edit.entities
            if before
        }
        found |= {
            before.ref: since[before.ref]
            for before, after in edit.entities
            if before and after and before.ref != after.ref
        }
        ends = {ref: end for ref, end in ends.items() if ref not in came} | since
    return found


def _titles_of_names(ever: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    titles: dict[str, set[str]] = defaultdict(set)
    for name, title in ever:
        titles[name].add(title.strip())
    return titles


def _only_titles(of_names: Mapping[str, set[str]], refs: Iterable[Ref]) -> Mapping[str, str]:
    """The title of each name that never had another, and was that of one thing only."""
    kinds = Counter(ref.name for ref in refs)
    return {name: min(titles) for name, titles in of_names.items() if len(titles) == 1 and kinds[name] == 1}
