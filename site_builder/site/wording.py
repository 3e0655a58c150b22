"""How pages write lists, dates and names of things, in English and without regard to any locale."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..catalog import GONE, KIND, KINDS, Entity, Ref, is_gone
from ..counting import number

NOT_STATED = "Not stated"

# Kinds whose entities pages call by the very name that stands in the YAML; of a group they leave out its beginning.
NAMED_BY_NAME = frozenset(kind.singular for kind in KINDS if not kind.is_titled) - {"group"}

_FORMER = "the former "
_MOST_NAMED = 5
_MONTHS = "January February March April May June July August September October November December".split()


def day(moment: datetime) -> str:
    """`17 October 2024`, in UTC."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def day_and_time(moment: datetime) -> str:
    """`17 October 2024`, in UTC; with the time where it is not midnight: `17 October 2024, 12:30 UTC`."""
    is_midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return day(moment) if is_midnight else minute(moment)


def month(moment: datetime) -> str:
    """`October 2024`, in UTC."""
    return f"{_MONTHS[moment.month - 1]} {moment.year}"


def short_day(moment: datetime) -> str:
    """`17 Oct 2024`, in UTC."""
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]} {moment.year}"


def minute(moment: datetime) -> str:
    """`17 October 2024, 09:05 UTC`; with seconds where there are any."""
    return f"{day(moment)}, {moment:{'%H:%M:%S' if moment.second else '%H:%M'}} UTC"


def iso(moment: datetime) -> str:
    """`2024-10-17T00:00:00Z`, in UTC."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # %Y has four digits on some platforms only


def listed(words: Sequence[str], conjunction: str) -> str:
    """`Duo Core, Duo Pro or Duo Enterprise`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def some_of(names: Sequence[str], joiner: str = "and") -> str:
    """`a, b, c, d, e and 3 others`: no more names of a long list."""
    shown = listed(names[:_MOST_NAMED], joiner) if len(names) <= _MOST_NAMED else ", ".join(names[:_MOST_NAMED])
    left = len(names) - _MOST_NAMED
    return f"{shown} {joiner} {number(left, 'other')}" if left > 0 else shown


def sentence_case(text: str) -> str:
    """The text with a capital at its beginning; the others stay."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int) -> str:
    """The text where it has at most so many characters, else its beginning with `…`."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Titles:
    """What people call entities: by the table of the settings, else by their name.

    `by_ref` goes before: what the table cannot say, as of what is gone or had another's name then.
    """

    by_name: Mapping[str, str]
    by_ref: Mapping[Ref, str] = field(default_factory=dict)
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _places_of_titles: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _lists: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        titles = enumerate(self.by_name.values())
        object.__setattr__(self, "_places", {name: place for place, name in enumerate(self.by_name)})
        object.__setattr__(self, "_places_of_titles", {title.strip(): place for place, title in titles})

    def of(self, entity: Entity) -> str:
        """`Duo Pro` for add_on/duo_pro. Unit primitives and legacy services go by their names everywhere."""
        return self.of_ref(entity.ref)

    def of_ref(self, ref: Ref) -> str:
        """The same for the address of an entity, also of one that is gone while another has its name."""
        if ref in self.by_ref:
            return self.by_ref[ref]
        if is_gone(ref):  # a title of its name may be that of what has it now
            return _former(_untitled(Ref(kind=ref.kind, name=ref.name.removesuffix(GONE))))
        has_title = ref.kind not in NAMED_BY_NAME and ref.kind != "group"
        return (has_title and self.by_name.get(ref.name, "").strip()) or _untitled(ref)

    def head(self, ref: Ref) -> str:
        """The same at the head of a row or column: `The former Duo Pro`."""
        title = self.of_ref(ref)
        return sentence_case(title) if title.startswith(_FORMER) else title

    def one(self, kind: str, name: str) -> str:
        """What people call the entity of a kind and a name."""
        return self.of_ref(Ref(kind=kind, name=name))

    def ordered(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names in the order of the settings' table, which readers know; those it does not name follow, sorted."""
        last = len(self._places)
        return tuple(sorted(names, key=lambda name: (self._places.get(name, last), name)))

    def all(self, kind: str, names: Sequence[str]) -> tuple[str, ...]:
        """What people call the entities of a kind, in the order of the settings' table.

        A former name has the place of what is called so today.
        """
        known = (kind, tuple(names))  # many unit primitives state the same list
        if known not in self._lists:
            titles = [(name, self.one(kind, name)) for name in self.ordered(names)]
            self._lists[known] = tuple(title for _, title in sorted(titles, key=self._place))
        return self._lists[known]

    def _place(self, titled: tuple[str, str]) -> int:
        name, title = titled
        return self._places.get(name, self._places_of_titles.get(title, len(self._places)))


def _untitled(ref: Ref) -> str:
    """What something without a title is called."""
    if ref.kind in NAMED_BY_NAME:
        return ref.name
    return ref.name.removeprefix("group::") if ref.kind == "group" else ref.name.replace("_", " ").capitalize()


def titles_between(
    before: Mapping[str, str], after: Mapping[str, str], were: Iterable[Entity], there: Iterable[Entity]
) -> Titles:
    """What things are called on the later side; before only where it is not `there` on the later side.

    What is named by its name has no title. `were`: all that was there on the other side; of that, what is gone while
    something else has its name is called as before, and is the former while something else is called so.
    """
    titled = [entity for entity in there if KIND[entity.kind].is_titled]
    names = {entity.name for entity in titled}
    titles = {**after, **{name: title for name, title in before.items() if name not in names}}
    present = {entity.ref for entity in titled}
    gone = (entity.ref for entity in were if KIND[entity.kind].is_titled and entity.ref not in present)
    called = {ref: Titles(before if ref.name in names else titles).of_ref(ref) for ref in gone}
    return Titles(titles, told_apart(called, titles_shown(titled, Titles(titles))))


def more_titles(
    titles: Mapping[str, str], more: Iterable[tuple[str, str]], there: Iterable[Entity]
) -> Mapping[str, str]:
    """Of these names and titles, those that what is `there` may have beside `titles`, the first before the others.

    None that is given to the name already, nor by which anything else is called, by its title or its name.
    """
    asked = {name: title for name, title in more if name not in titles}
    shown, named = Titles(titles), defaultdict[str, set[str]](set)  # what is read as a title -> what is named so
    read: dict[str, set[str]] = defaultdict(
        set
    )  # a name -> how it is read without any of the titles that are asked for
    for entity in (it for it in there if KIND[it.kind].is_titled):
        read[entity.name].add(_read(shown.of(entity)))
    for name in read.keys() - asked.keys():
        for title in read[name]:
            named[title].add(name)
    given: dict[str, str] = {}
    refused: list[str] = []
    for name, title in asked.items():
        if named[_read(title)] <= {name} and given.setdefault(_read(title), name) == name:
            continue
        refused.append(name)
    while refused:  # what goes by its name may be in the way of what was given
        name = refused.pop()
        refused += (given.pop(title) for title in read[name] if given.get(title, name) != name)
    return {name: title for name, title in asked.items() if given.get(_read(title)) == name}


def titles_shown(there: Iterable[Entity], titles: "Titles") -> frozenset[str]:
    """What these are called, whatever the case."""
    return frozenset(_read(titles.of(entity)) for entity in there)


def told_apart(called: Mapping[Ref, str], taken: Container[str]) -> dict[Ref, str]:
    """What is gone by what it is called: as the former one, where something that is there is called so by now.

    `taken`: what that is called, whatever the case.
    """
    return {ref: _former(title) if _read(title) in taken else title for ref, title in called.items()}


def _read(title: str) -> str:
    """As readers read a title: two that differ in the case alone are one."""
    return title.strip().casefold()


def _former(title: str) -> str:
    return f"{_FORMER}{title}"
