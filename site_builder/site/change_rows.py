"""The chronicle in, its changes as rows of tables out: what is different, since when, by which commit, and for whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TypeAlias

from ..catalog import (
    SITUATION_KINDS,
    Catalog,
    Change,
    ChangeClass,
    Chronicle,
    DatedChange,
    Holders,
    LaterNames,
    Names,
    Ref,
    UnitPrimitive,
    as_gone,
    is_gone,
    related_names,
    version_text,
)
from ..settings import SiteSettings
from .bounds import link_weight, rows_within, text_weight
from .change_words import CLASS_TITLES, change_heading, change_sentence, noun_of
from .commits import Outside, commit_link, merge_request_links, outside_weight
from .facet_values import NOT_STATED_VALUE, facet_value
from .former_titles import TitlesThen
from .links import Link, link_to
from .wording import Titles, iso, short_day

ANY = "*"
_FRAME = 1_200  # bytes of a row without what it says
MOST_NAMED = 3  # in a line
# Facets by relations of the entity, as it was and as it is.
RELATED = {"add_ons": "add_on", "license_types": "license_type", "gitlab_realms": "gitlab_realm", "group": "group"}

# What an address stood for, as it is called today, and in which step another took that name; 0 where none did.
_Today: TypeAlias = Callable[[Ref], tuple[Ref, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change in a table. `link` is missing where the entity has no page now; `noun` is empty for unit primitives.

    `had` and `has` say for whom it worked before and works after, in the form that the script reads: licenses, add-ons
    and realms, `*` for any, and the oldest version; empty for nobody. `key` is what a unit primitive is called today,
    with a number where it is gone and another has its name. `had`, `has`, `facets` and `concerns` have the names of
    today, whatever anything was called then; the name of what is gone while another has it stands in the former two
    alone, with `!`. `was` is what it was called before, where the same edit renamed it; `deprecated` says whether it
    was, and is: `before`, `after`, both, or neither.
    """

    sort: ChangeClass
    title: str
    ref: Ref
    name: str
    link: Link | None
    noun: str
    now: str  # what it is called today, where that is something else
    sentence: str
    heading: str  # what a feed calls it
    moment: str
    when: str
    commit: Outside | None  # None where a cut-off passed
    merge_requests: tuple[Outside, ...]
    facets: tuple[tuple[str, str], ...]
    concerns: frozenset[Ref]  # bundles, realms and groups
    identity: str  # the same in every build
    step: int  # what happened later has a higher number
    had: str = ""
    has: str = ""
    key: str = ""
    was: str = ""
    deprecated: str = ""

    @property
    def weight(self) -> int:
        """About how many bytes a page holds of it."""
        values = (self.had, self.has, *(values for _, values in self.facets))
        said = text_weight(self.sentence) + sum(map(len, (*values, self.key, self.was)))
        said += outside_weight(self.commit, self.merge_requests)
        return _FRAME + said + 3 * link_weight(self.name) + 2 * link_weight(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Changes of one class."""

    sort: ChangeClass
    title: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChanges:
    """What a page lists of many changes, newest first, and how many more there are.

    `missed` of these are such as customers notice, and `gap` is the newest of them: after that the list is whole.
    """

    rows: tuple[ChangeRow, ...]
    more: int
    missed: int
    gap: ChangeRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedChanges:
    """What is said of one thing, or of several at once: the first of them, and how many more there are."""

    moment: str
    when: str
    rows: tuple[ChangeRow, ...]
    more: int
    sentence: str


def change_rows(
    chronicle: Chronicle, catalog: Catalog, titles: Titles, site: SiteSettings
) -> tuple[tuple[ChangeRow, ...], ...]:
    """For each period, newest first, a row for each change, in the order of the period."""
    steps: dict[str, list[int]] = {}  # in which the same is different
    for dated in sorted((it for period in chronicle.periods for it in period.changes), key=lambda it: it.step):
        steps.setdefault(_difference(dated), []).append(dated.step)
    then = TitlesThen(chronicle, titles)
    return tuple(
        tuple(_row(dated, catalog, titles, then, site, chronicle.later_names, steps) for dated in period.changes)
        for period in chronicle.periods
    )


def listed_changes(rows: Iterable[ChangeRow], most: int) -> ListedChanges:
    """What customers notice before other facts, of either the newest: `most`, fewer where they say very much."""
    noticed_first = sorted(newest_first(rows), key=_is_other_fact)
    most = rows_within((row.weight for row in noticed_first), most)
    left_out = noticed_first[most:]
    missed = [row for row in left_out if not _is_other_fact(row)]
    return ListedChanges(
        rows=tuple(newest_first(noticed_first[:most])),
        more=len(left_out),
        missed=len(missed),
        gap=next(iter(missed), None),
    )


def _is_other_fact(row: ChangeRow) -> bool:
    """That a unit primitive is deprecated no more customers notice too, though no class of change tells of it."""
    return row.sort is ChangeClass.FACTS_ONLY and row.deprecated != "before"


def by_class(rows: Iterable[ChangeRow]) -> tuple[ChangeGroup, ...]:
    """Rows under their classes; in each the newest first."""
    found: dict[ChangeClass, list[ChangeRow]] = {}
    for row in newest_first(rows):
        found.setdefault(row.sort, []).append(row)
    return tuple(
        ChangeGroup(sort=sort, title=CLASS_TITLES[sort], rows=tuple(found[sort]))
        for sort in ChangeClass
        if sort in found
    )


def joined(rows: Iterable[ChangeRow]) -> Iterator[JoinedChanges]:
    """Rows in their order; neighbours of one moment and with the same sentence are one line."""
    for (moment, sentence), found in groupby(rows, key=lambda row: (row.moment, row.sentence)):
        first, *others = found
        yield JoinedChanges(
            moment=moment,
            when=first.when,
            rows=(first, *others[: MOST_NAMED - 1]),
            more=len(others[MOST_NAMED - 1 :]),
            sentence=sentence,
        )


def newest_first(rows: Iterable[ChangeRow]) -> list[ChangeRow]:
    """Rows in the order in which it happened, turned round; those of one edit keep theirs."""
    return sorted(rows, key=lambda row: row.step, reverse=True)


def related_in(catalog: Catalog) -> Mapping[str, str]:
    """The facets by relations that its readers are shown."""
    return {field: kind for field, kind in RELATED.items() if kind not in catalog.left_out.kinds}


def _row(
    dated: DatedChange,
    catalog: Catalog,
    titles: Titles,
    titles_then: TitlesThen,
    site: SiteSettings,
    names: LaterNames,
    steps: Mapping[str, Sequence[int]],
) -> ChangeRow:
    change, ref = dated.change, dated.change.ref
    before, after = (partial(today, step=dated.step) for today in (names.before, names.after))
    shown, taken = after(ref) if change.after else before(ref)
    concerned = {field: _concerned(change, field, before, after) for field in RELATED}
    then = titles_then.after(dated.step)
    own = then if change.after else titles_then.after(dated.step - 1)  # another may have come by its name with the step
    name, now = own.head(ref), titles.head(shown)
    link = link_to(shown, titles) if shown in catalog and not taken else None
    return ChangeRow(
        sort=change.sort,
        title=CLASS_TITLES[change.sort],
        ref=ref,
        name=name,
        link=Link(text=name, address=link.address, code=link.code) if link else None,
        now=now if shown != ref and now != name else "",
        noun=noun_of(ref),
        sentence=change_sentence(change, then),
        heading=change_heading(change, own),
        moment=iso(dated.moment),
        when=short_day(dated.moment),
        commit=commit_link(dated.edit, site) if dated.edit else None,
        merge_requests=merge_request_links(dated.edit, site) if dated.edit else (),
        facets=tuple(_facets_of(change, {field: concerned[field] for field in related_in(catalog)})),
        concerns=frozenset(
            Ref(kind=RELATED[field], name=name)
            for field, found in concerned.items()
            for name in found
            if name != NOT_STATED_VALUE
        ),
        identity=_identity(dated, steps),
        step=dated.step,
        had=_holders(dated.had, after),
        has=_holders(dated.has, after),
        key=(f"{shown.name} {taken}" if taken else shown.name) if ref.kind == "unit_primitive" else "",
        was=change.before.name if change.before and change.before.name != ref.name else "",
        deprecated=" ".join(_deprecated(change)),
    )


def _identity(dated: DatedChange, steps: Mapping[str, Sequence[int]]) -> str:
    """The difference, and which it is of those that have one moment, and no commit that would tell them apart."""
    difference = _difference(dated)
    place = steps[difference].index(dated.step)
    return f"{difference} {place + 1}" if place else difference


def _difference(dated: DatedChange) -> str:
    """What is different, from when on where that is later, and by which commit.

    When, where a cut-off passed, or for the public.
    """
    change = dated.change
    later = (iso(change.moment),) if change.moment else ()
    made = dated.edit.id if dated.edit and dated.edit.id else iso(dated.moment)
    return " ".join(("change", change.sort, str(change.ref), *change.fields, *later, made))


def _facets_of(change: Change, concerned: Mapping[str, Names]) -> Iterator[tuple[str, str]]:
    yield "change", str(change.sort)
    for field, found in concerned.items():
        if found:
            yield field, " ".join(map(facet_value, found))
    yield "kind", change.ref.kind


def _concerned(change: Change, field: str, before: _Today, after: _Today) -> Names:
    """What it names in a field, before or after; itself where it is of that kind, nothing where it has no such field.

    Also whom it reaches by that field: where it named some and now any, no file names them. What it was before names
    others as they are called after it already.
    """
    kind, own = RELATED[field], change.entity
    sides = [(it, today) for it, today in ((change.before, before), (change.after, after)) if it]
    if own.kind == kind:
        found = [today(entity.ref) for entity, today in sides]
    elif own.kind == "unit_primitive" or (field == "group" and hasattr(own, field)):
        stated = [related_names(entity, field) for entity, _ in sides]
        found = [after(Ref(kind=kind, name=name)) for names in stated for name in names]
        if not found:
            return (NOT_STATED_VALUE,)
        if field in change.fields and change.reach:
            found += [after(Ref(kind=kind, name=name)) for name in getattr(change.reach, field) if name]
    else:
        return ()
    return tuple(dict.fromkeys(ref.name for ref, taken in found if not taken and not is_gone(ref)))


def _deprecated(change: Change) -> Iterator[str]:
    for when, entity in (("before", change.before), ("after", change.after)):
        if isinstance(entity, UnitPrimitive) and entity.deprecated:
            yield when


def _holders(holders: Holders | None, today: _Today) -> str:
    """`premium ultimate/duo_pro/*/16.9`: what a customer has for whom it works, by the names of today."""
    if holders is None:
        return ""
    stated = zip(SITUATION_KINDS, (holders.license_types, holders.add_ons, holders.gitlab_realms), strict=True)
    axes = (" ".join(_asked_for(*today(Ref(kind=kind, name=name))) for name in names) or ANY for kind, names in stated)
    return "/".join((*axes, version_text(holders.version) if holders.version else ""))


def _asked_for(ref: Ref, taken: int) -> str:
    return (as_gone(ref) if taken else ref).name
