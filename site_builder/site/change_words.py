"""A change in, the sentence that a product manager would write of it out: what differs, and who gains or loses it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from ..catalog import (
    GITLAB_COM,
    KIND,
    RELATIONS,
    Change,
    ChangeClass,
    Customers,
    Names,
    Reach,
    Ref,
    UnitPrimitive,
    Version,
    version_text,
)
from ..counting import number
from .facts import plain_text
from .wording import NOT_STATED, Titles, day_and_time, listed, sentence_case, some_of

# Class -> how lists, filters and headings call it.
CLASS_TITLES = {
    ChangeClass.ADDED: "New",
    ChangeClass.GAINED: "Gained",
    ChangeClass.BECAME_FREE: "Became free",
    ChangeClass.LOST: "Lost",
    ChangeClass.BECAME_PAID: "Became paid",
    ChangeClass.CUT_OFF_MOVED: "Cut-off moved",
    ChangeClass.VERSION_RAISED: "Version raised",
    ChangeClass.VERSION_LOWERED: "Version lowered",
    ChangeClass.RENAMED: "Renamed",
    ChangeClass.DEPRECATED: "Deprecated",
    ChangeClass.REMOVED: "Removed",
    ChangeClass.FACTS_ONLY: "Facts only",
}
# The order for who reads of one edit, a reviewer or subscriber, and asks first what customers lose.
LOSSES_FIRST = (
    *(ChangeClass.LOST, ChangeClass.BECAME_PAID, ChangeClass.REMOVED, ChangeClass.VERSION_RAISED),
    *(ChangeClass.CUT_OFF_MOVED, ChangeClass.DEPRECATED, ChangeClass.RENAMED, ChangeClass.ADDED, ChangeClass.GAINED),
    *(ChangeClass.BECAME_FREE, ChangeClass.VERSION_LOWERED, ChangeClass.FACTS_ONLY),
)
_TARGETS = {(relation.source, relation.field): relation.target for relation in RELATIONS}
_OF_ONE_VALUE = frozenset({ChangeClass.CUT_OFF_MOVED, ChangeClass.VERSION_RAISED, ChangeClass.VERSION_LOWERED})
# Of these a reader takes that somebody has it: what is deprecated says so beside it.
_OF_USE = frozenset(
    {
        *(ChangeClass.ADDED, ChangeClass.GAINED, ChangeClass.BECAME_FREE),
        *(ChangeClass.CUT_OFF_MOVED, ChangeClass.VERSION_LOWERED),
    }
)
_LONGEST = 60  # characters of a value that is shown as it was and as it is
# Minimum -> for what use it is asked.
_USES = {"min_gitlab_version": "with an add-on", "min_gitlab_version_for_free_access": "for free use"}
# Field -> the words before what it names: `now also with Duo Core`, `no longer on Dedicated`.
_TERMS = {
    "add_ons": ("add_on", "with"),
    "license_types": ("license_type", "with"),
    "gitlab_realms": ("gitlab_realm", "on"),
}


def change_sentence(change: Change, titles: Titles) -> str:
    """`Now also with Duo Core; Premium and Ultimate customers with Duo Core, but not Duo Pro, gain it.`"""
    return f"{sentence_case(_WORDS[change.sort](change, titles))}{_if_deprecated(change)}."


def _if_deprecated(change: Change) -> str:
    is_deprecated = isinstance(change.after, UnitPrimitive) and change.after.deprecated
    return "; it is deprecated" if is_deprecated and change.sort in _OF_USE else ""


def change_heading(change: Change, titles: Titles) -> str:
    """What a change is called by itself: `Gained: duo_chat`, `Version raised: duo_chat, 17.2 (16.9 before)`."""
    name = with_noun(titles.of_ref(change.ref), change.ref)
    return f"{CLASS_TITLES[change.sort]}: {name}{_what_of_it(change, titles)}"


def with_noun(name: str, ref: Ref) -> str:
    """`Duo Core (add-on)`; the name alone where that is of a unit primitive."""
    return f"{name} ({noun_of(ref)})" if noun_of(ref) else name


def noun_of(ref: Ref) -> str:
    """What it is; empty for unit primitives, which everything else stands beside."""
    return "" if ref.kind == "unit_primitive" else KIND[ref.kind].noun


def _what_of_it(change: Change, titles: Titles) -> str:
    if change.sort is ChangeClass.FACTS_ONLY:
        return f", {listed([_field_words(field) for field in change.fields], 'and')}"
    if change.sort is ChangeClass.RENAMED and change.before:
        return f", {change.before.name} before"
    if change.sort not in _OF_ONE_VALUE:
        return ""
    old, new = _value(getattr(change.before, change.fields[0])), _value(getattr(change.after, change.fields[-1]))
    return f", {new} ({old} before)"


def _value(value: datetime | Version | None) -> str:
    if value is None:
        return NOT_STATED.lower()
    return day_and_time(value) if isinstance(value, datetime) else version_text(value)


def who(reach: Reach, titles: Titles) -> str:
    """`Premium customers with Duo Core and not Duo Pro, and Ultimate customers with Duo Core on Dedicated`"""
    groups = groupby(reach.customers, key=lambda it: (it.license_types, it.every_license))
    told = [_customers(tuple(group), titles) for _, group in groups]
    if any(" and " in it or ", " in it for it in told) and len(told) > 1:
        return f"{', '.join(told[:-1])}, and {told[-1]}"
    return listed(told, "and")


def _customers(alike: Sequence[Customers], titles: Titles) -> str:
    """Those with the same licenses: `Premium customers with Duo Core on Dedicated, or with Duo Pro on GitLab.com`."""
    conditions = ", or".join(f"{_add_ons(it, titles)}{_realms(it, titles)}" for it in alike)
    return f"{_licenses(alike[0], titles)}{conditions}"


def _licenses(some: Customers, titles: Titles) -> str:
    if some.every_license:
        return "all customers"
    named = titles.all("license_type", [name for name in some.license_types if name])
    if "" not in some.license_types:
        return f"{listed(named, 'and')} customers"
    return (
        f"customers with {listed((*named, 'no listed license'), 'or')}"
        if named
        else "customers without a listed license"
    )


def _add_ons(some: Customers, titles: Titles) -> str:
    without = titles.all("add_on", some.without)
    if "" in some.add_ons:
        return f" without {listed(without, 'or')}" if without else ""
    return f" with {listed(titles.all('add_on', some.add_ons), 'or')}{_but(without)}"


def _but(names: Names) -> str:
    """What they must not have beside it: who has one of these gains or loses nothing."""
    match len(names):
        case 0:
            return ""
        case 1:
            return f" and not {names[0]}"
        case 2:
            return f" and neither {names[0]} nor {names[1]}"
    return f" and none of {listed(names, 'or')}"


def _realms(some: Customers, titles: Titles) -> str:
    return "" if some.every_realm else f" on {listed(titles.all('gitlab_realm', some.gitlab_realms), 'and')}"


def _added(change: Change, titles: Titles) -> str:
    what = f"new {KIND[change.ref.kind].noun}"
    if change.reach is None:
        return what
    if not change.reach.contexts:
        return f"{what}; nobody has it yet"
    return f"{what}; {who(change.reach, titles)} have it{_with_version(change)}{_until(change)}"


def _with_version(change: Change) -> str:
    """The GitLab version that those need who have it now; none on GitLab.com, which runs the newest."""
    assert change.reach is not None
    if not isinstance(change.after, UnitPrimitive) or {*change.reach.gitlab_realms} <= {GITLAB_COM}:
        return ""
    after = change.after
    version = after.min_gitlab_version_for_free_access if _is_without_add_on(change) else after.min_gitlab_version
    return f", with GitLab {version_text(version)} or later" if version else ""


def _until(change: Change) -> str:
    """When those will lose it who have it without an add-on, where that is stated."""
    date = change.after.cut_off_date if isinstance(change.after, UnitPrimitive) else None
    return f", free until {day_and_time(date)}" if date and _is_without_add_on(change) else ""


def _is_without_add_on(change: Change) -> bool:
    """Whether it reaches those who have no add-on."""
    return change.reach is not None and "" in change.reach.add_ons


def _removed(change: Change, titles: Titles) -> str:
    if change.reach is None:
        return "removed"
    return f"removed; {who(change.reach, titles)} lose it" if change.reach.contexts else "removed; nobody had it"


def _gained(change: Change, titles: Titles) -> str:
    return f"{_terms(change, titles, verb='gain')}{_with_version(change)}{_until(change)}"


def _lost(change: Change, titles: Titles) -> str:
    return _terms(change, titles, verb="lose")


def _terms(change: Change, titles: Titles, *, verb: str) -> str:
    assert change.reach is not None
    before, after = _both(change)
    clauses = []
    for field in change.fields:
        if field in _TERMS:
            kind, preposition = _TERMS[field]
            clauses += _clauses(getattr(before, field), getattr(after, field), kind, preposition, titles)
    people = f"{who(change.reach, titles)} {verb} it"
    since = f" from {day_and_time(change.moment)} on" if change.moment else ""
    return f"{', '.join(clauses)}; {people}{since}"


def _clauses(before: Names, after: Names, kind: str, preposition: str, titles: Titles) -> list[str]:
    """What is named more and less. Where nothing was named, nothing was restricted, and the reverse."""
    if not before or not after:
        what = KIND[kind].noun
        now = listed(titles.all(kind, after), "and") if after else f"any {what}"
        was = listed(titles.all(kind, before), "and") if before else f"any {what}"
        if kind == "add_on":
            return [f"now {preposition} {now}" if after else f"no longer {preposition} {was}"]
        return [f"now {preposition} {now}, where it was {preposition} {was}"]
    more, less = [name for name in after if name not in before], [name for name in before if name not in after]
    return [
        *([f"now also {preposition} {listed(titles.all(kind, more), 'and')}"] if more else []),
        *([f"no longer {preposition} {listed(titles.all(kind, less), 'or')}"] if less else []),
    ]


def _became_paid(change: Change, titles: Titles) -> str:
    _, after = _both(change)
    assert after.cut_off_date is not None
    date = day_and_time(after.cut_off_date)
    ended = f"free use is now stated to have ended on {date}" if change.is_late else f"free use ended on {date}"
    sold = "" if after.add_ons else ", and no add-on sells it"
    return f"{ended}{sold}; {_who_or_nobody(change, titles, 'lose')}"


def _became_free(change: Change, titles: Titles) -> str:
    _, after = _both(change)
    until = f"free until {day_and_time(after.cut_off_date)}" if after.cut_off_date else "free, no end date stated"
    return f"{until}; {_who_or_nobody(change, titles, 'gain')}{_with_version(change)}"


def _who_or_nobody(change: Change, titles: Titles, verb: str) -> str:
    assert change.reach is not None
    return f"{who(change.reach, titles)} {verb} it" if change.reach.contexts else f"nobody {verb}s it"


def _cut_off_moved(change: Change, titles: Titles) -> str:
    before, after = _both(change)
    old, new = before.cut_off_date, after.cut_off_date
    if new is None:
        return "free use has no end date any more"
    ends = "is now stated to have ended" if change.is_late else "ends"
    was = f"{_days(old, new)} than before ({day_and_time(old)})" if old else "no end was stated before"
    losing = f"; then {who(change.reach, titles)} lose it" if change.reach and change.reach.contexts else ""
    return f"free use {ends} on {day_and_time(new)}, {was}{losing}"


def _days(old: datetime, new: datetime) -> str:
    days = abs(new - old).days
    much = f"{number(days, 'day')} " if days else ""
    return f"{much}{'later' if new > old else 'earlier'}"


def _version(change: Change, titles: Titles) -> str:
    """What it takes now; where that is another use than before, what was enough for that one."""
    was, now = change.fields[0], change.fields[-1]
    old, new = getattr(change.before, was), getattr(change.after, now)
    since = f" from {day_and_time(change.moment)} on" if change.moment else ""
    before = "before" if was == now else _USES[was]
    if new is None:
        return f"needs no certain GitLab version {_USES[now]}{since}{' any more' if was == now else ''}, {version_text(old)} {before}"
    asked = f"needs GitLab {version_text(new)} or later {_USES[now]}{_where_asked(change, titles)}{since}"
    enough = "was enough" if change.sort is ChangeClass.VERSION_RAISED else "was needed"
    return f"{asked}; {version_text(old) if old else 'any version'} {enough} {before}"


def _where_asked(change: Change, titles: Titles) -> str:
    """Where versions are looked at, before and after: not on GitLab.com."""
    before, after = (entity.gitlab_realms for entity in _both(change))
    realms = [name for name in after or before if name in (before or after) and name != GITLAB_COM]
    return f", on {listed(titles.all('gitlab_realm', realms), 'and')}" if realms else ""


def _renamed(change: Change, titles: Titles) -> str:
    """Both names: what it is called may be neither, or what another was called before."""
    assert change.before is not None
    assert change.after is not None
    return f"renamed from {change.before.name} to {change.after.name}"


def _deprecated(change: Change, titles: Titles) -> str:
    _, after = _both(change)
    return f"deprecated: {after.deprecation_message.strip().rstrip('.')}" if after.deprecation_message else "deprecated"


def _facts_only(change: Change, titles: Titles) -> str:
    return "; ".join(_fact(field, change, titles) for field in change.fields)


def _fact(field: str, change: Change, titles: Titles) -> str:
    old, new = getattr(change.before, field), getattr(change.after, field)
    name = _field_words(field)
    if isinstance(old, tuple):
        target = _TARGETS.get((change.ref.kind, field))
        told = _fact_of_list(name, old, new, partial(titles.all, target) if target else tuple)
        is_free = field == "add_ons" and isinstance(change.after, UnitPrimitive) and change.after.cut_off_date is None
        return f"{told}, which counts for nobody while it is free" if is_free else told
    was, now = ("" if value is None else _quoted(plain_text(value)) for value in (old, new))
    if max(len(was), len(now)) > _LONGEST:
        return f"{name} changed" if was and now else f"{name} {'stated' if now else 'no longer stated'}"
    if not was:
        return f"{name} stated: {now}"
    return f"{name} {now}, {was} before" if now else f"{name} no longer stated, {was} before"


def _field_words(field: str) -> str:
    return "add-ons" if field == "add_ons" else field.replace("_", " ")


def _quoted(text: str) -> str:
    """A text of several words stands in quotes, so that one sees where it ends."""
    return f"“{text}”" if " " in text else text


def _fact_of_list(name: str, old: Names, new: Names, called: Callable[[Sequence[str]], Names]) -> str:
    more, fewer = [it for it in new if it not in old], [it for it in old if it not in new]
    parts = [f"{word} {some_of(called(names))}" for word, names in (("more", more), ("fewer", fewer)) if names]
    return f"{name}: {', '.join(parts)}" if parts else f"{name} in another order"


def _both(change: Change) -> tuple[UnitPrimitive, UnitPrimitive]:
    """The unit primitive as it was and as it is."""
    assert isinstance(change.before, UnitPrimitive)
    assert isinstance(change.after, UnitPrimitive)
    return change.before, change.after


_WORDS: Mapping[ChangeClass, Callable[[Change, Titles], str]] = {
    ChangeClass.ADDED: _added,
    ChangeClass.GAINED: _gained,
    ChangeClass.BECAME_FREE: _became_free,
    ChangeClass.LOST: _lost,
    ChangeClass.BECAME_PAID: _became_paid,
    ChangeClass.CUT_OFF_MOVED: _cut_off_moved,
    ChangeClass.VERSION_RAISED: _version,
    ChangeClass.VERSION_LOWERED: _version,
    ChangeClass.RENAMED: _renamed,
    ChangeClass.DEPRECATED: _deprecated,
    ChangeClass.REMOVED: _removed,
    ChangeClass.FACTS_ONLY: _facts_only,
}
