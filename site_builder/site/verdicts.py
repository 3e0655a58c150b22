"""Verdicts in words: what works for a customer, why or why not, and what would open it, gathered by what is alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from packaging.version import Version

from ..catalog import (
    GITLAB_COM,
    KIND,
    KINDS,
    Alike,
    Catalog,
    Code,
    Context,
    Names,
    Reason,
    Ref,
    Step,
    UnitPrimitive,
    Unlock,
    Verdict,
    evaluate,
    steps,
    version_text,
)
from ..counting import clauses, number
from .states import FREE, INCLUDED, NEEDS, STATES, UNAVAILABLE, State, state_of
from .wording import Titles, day_and_time, listed, sentence_case

# State -> how a sentence says of some, and of one, that they are in it.
_WORKS = {INCLUDED: "included", FREE: "free for now"}
_FAILS = {NEEDS: ("needs something", "need something"), UNAVAILABLE: ("not available", "not available")}
UNDATED = "Where no end date is stated, the date or the add-on may just not be public."
_NO_END = "free, no end date stated"
_FREE_WITHOUT_END = Reason(code=Code.FREE)
_BY_NAME_ALONE: Mapping[Ref, str] = {}
_NEVER = datetime.max.replace(tzinfo=UTC)
NO_LICENSE = "free"  # stands for a license that is in no list, where no license type has that name
UNLICENSED = Ref(kind="license_type", name=NO_LICENSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Unit primitives of one verdict that leave the same unsaid: `license and realm not stated`, or nothing."""

    unstated: str
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedVerdict:
    """A verdict in words and the primitives it holds for: those that state everything come first."""

    state: State
    why: str
    unlock: str
    members: tuple[Members, ...]
    until: datetime | None  # when it ends, where it is free
    later: int  # of how many the documentation names a later version than the customer's
    tags: Mapping[str, Names]  # what a name must not be read without: `deprecated`, `first in GitLab 18.2`

    @property
    def is_undated(self) -> bool:
        """Whether they are free only because no cut-off date is stated."""
        return self.state is FREE and self.until is None

    @property
    def count(self) -> int:
        """How many primitives it holds for."""
        return sum(len(part.names) for part in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGroup:
    """The verdicts of one state with the number of primitives in it, and what a reader should know of them."""

    state: State
    count: int
    verdicts: tuple[SharedVerdict, ...]
    note: str = ""


def titles_beside(catalog: Catalog, by_name: Mapping[str, str], by_ref: Mapping[Ref, str] = _BY_NAME_ALONE) -> Titles:
    """What things are called in a catalog. `free` is the title of no license, unless something has that name."""
    free = (Ref(kind=kind.singular, name=NO_LICENSE) for kind in KINDS)
    named = [ref for ref in free if KIND[ref.kind].is_titled and ref in catalog]
    unlicensed = {UNLICENSED: "Free"} if named and UNLICENSED not in named else {}
    return Titles(by_name, {**unlicensed, **by_ref})


def verdict_groups(same_terms: Iterable[Alike], context: Context, titles: Titles) -> tuple[VerdictGroup, ...]:
    """Every primitive under its state, in the order of the five; in each what ends first, then what concerns most.

    `same_terms`: the primitives in groups, each of which is evaluated once.
    """
    found = sorted(_shared(same_terms, context, titles), key=_soonest_then_most)
    by_state = {state: tuple(verdict for verdict in found if verdict.state is state) for state in STATES}
    return tuple(
        VerdictGroup(
            state=state,
            count=sum(verdict.count for verdict in verdicts),
            verdicts=verdicts,
            note=UNDATED if any(verdict.is_undated for verdict in verdicts) else "",
        )
        for state, verdicts in by_state.items()
        if verdicts
    )


def _soonest_then_most(verdict: SharedVerdict) -> tuple[datetime, int, str]:
    return verdict.until or _NEVER, -verdict.count, verdict.why


def summary(groups: Iterable[VerdictGroup]) -> str:
    """The counts in a sentence that adds up: `21 of 61 unit primitives work: 7 included, 14 free for now; …`."""
    found = tuple(groups)
    counts = {group.state: group.count for group in found}
    works = [f"{counts[state]:,} {word}" for state, word in _WORKS.items() if state in counts]
    fails = [f"{counts[state]:,} {words[counts[state] != 1]}" for state, words in _FAILS.items() if state in counts]
    working, everything = sum(counts.get(state, 0) for state in _WORKS), sum(counts.values())
    first = f"{working:,} of {number(everything, 'unit primitive')} {'works' if 1 in (working, everything) else 'work'}"
    first = f"{first}: {', '.join(works)}" if works else first
    return " ".join([clauses(first, ", ".join(fails)) + ".", *_later_sentence(found)])


def _later_sentence(groups: Iterable[VerdictGroup]) -> Iterator[str]:
    """That the documentation names a later version for some of those that work: the rule does not ask, customers do."""
    later = sum(verdict.later for group in groups if group.state in _WORKS for verdict in group.verdicts)
    if later:
        yield f"Of those that work, {later:,} {'is' if later == 1 else 'are'} first in a later GitLab version."


def tags_of(unit_primitive: UnitPrimitive, context: Context) -> Names:
    """What a name must not be read without in a situation."""
    later = _later_milestone(unit_primitive, context)
    tags = (
        "deprecated" if unit_primitive.deprecated else "",
        f"first in GitLab {version_text(later)}" if later else "",
    )
    return tuple(filter(None, tags))


def _later_milestone(unit_primitive: UnitPrimitive, context: Context) -> Version | None:
    """The first version that the documentation names, where the customer's is older."""
    milestone, version = unit_primitive.milestone, context.version
    is_later = milestone is not None and version is not None and version < milestone and context.realm != GITLAB_COM
    return milestone if is_later else None


def next_steps(catalog: Catalog, context: Context, names: Iterable[str]) -> tuple[Step, ...]:
    """The steps that bring any of these primitives, those that bring most first; of the others nothing is said."""
    found = steps(catalog, context, frozenset(names))
    return tuple(sorted((step for step in found if step.gained), key=lambda step: -len(step.gained)))


def step_words(step: Step, titles: Titles) -> str:
    """`Add Duo Enterprise`, `Upgrade to GitLab 16.9`"""
    words = unlock_words((step.change,), titles)
    return sentence_case(words)


def customer(context: Context, titles: Titles) -> str:
    """The customer's situation without the moment: `Premium with Duo Pro, self-managed, GitLab 16.9`."""
    return f"{purchases(context, titles)}, {place(context, titles)}"


def purchases(context: Context, titles: Titles) -> str:
    """`Premium with Duo Pro`"""
    add_ons = listed(titles.all("add_on", tuple(context.add_ons)), "and") or "no add-on"
    return f"{titles.one('license_type', context.license_type)} with {add_ons}"


def place(context: Context, titles: Titles) -> str:
    """`GitLab.com`, or the realm with the version."""
    realm = realm_title(context, titles)
    if context.realm == GITLAB_COM:
        return realm
    return f"{realm}, GitLab {version_text(context.version)}" if context.version else f"{realm}, version unknown"


def realm_title(context: Context, titles: Titles) -> str:
    """`GitLab.com`"""
    return titles.one("gitlab_realm", context.realm) if context.realm else "any realm (none stated)"


def why(unit_primitive: UnitPrimitive, verdict: Verdict, titles: Titles) -> str:
    """What decided, in words: `included with Duo Pro`, or every condition that fails."""
    words = [reason_words(reason, titles) for reason in verdict.reasons]
    if verdict.reasons[0] == _FREE_WITHOUT_END:
        words.append("add-ons are listed, but not enforced" if unit_primitive.add_ons else "no add-on stated either")
    if verdict.available and verdict.from_version:
        words.append(f"from GitLab {version_text(verdict.from_version)}")
    return "; ".join(words)


def reason_words(reason: Reason, titles: Titles) -> str:
    """A reason as the domain names it."""
    match reason.code:
        case Code.FREE:
            return f"free until {day_and_time(reason.until)}" if reason.until else _NO_END
        case Code.ADD_ON:
            return f"included with {listed(titles.all('add_on', reason.any_of), 'and')}"
        case Code.MISSING_ADD_ON:
            return f"missing add-on ({_one_of('add_on', reason.any_of, titles)})"
        case Code.MISSING_LICENSE:
            return f"missing license ({_one_of('license_type', reason.any_of, titles)})"
        case Code.VERSION_TOO_OLD:
            return f"version too old (needs {version_text(reason.version)})" if reason.version else "version too old"
        case Code.NOT_IN_REALM:
            return f"not in this realm (only {listed(titles.all('gitlab_realm', reason.any_of), 'and')})"
        case Code.NO_ADD_ON_SELLS_IT:
            return "no add-on sells it"


def unlock_words(unlocks: Iterable[Unlock], titles: Titles) -> str:
    """The ways to open it: `change to Ultimate and add Duo Pro or Duo Enterprise`. Empty where there is none."""
    return ", or ".join(_way(unlock, titles) for unlock in unlocks)


def unstated_words(primitive: UnitPrimitive) -> str:
    """What restricts nothing because it is not stated: `license and realm not stated`."""
    words = [
        word for word, names in (("license", primitive.license_types), ("realm", primitive.gitlab_realms)) if not names
    ]
    return f"{listed(words, 'and')} not stated" if words else ""


def _shared(same_terms: Iterable[Alike], context: Context, titles: Titles) -> list[SharedVerdict]:
    by_words: dict[tuple[State, str, str, datetime | None], list[UnitPrimitive]] = {}
    for group in same_terms:
        verdict = evaluate(group[0], context)
        words = why(group[0], verdict, titles), unlock_words(verdict.unlocks, titles)
        key = (state_of(verdict), *words, verdict.reasons[0].until)
        by_words.setdefault(key, []).extend(group)
    return [
        SharedVerdict(
            state=state,
            why=reasons,
            unlock=unlock,
            members=_members(found),
            until=until,
            later=sum(_later_milestone(primitive, context) is not None for primitive in found),
            tags={primitive.name: tags for primitive in found if (tags := tags_of(primitive, context))},
        )
        for (state, reasons, unlock, until), found in by_words.items()
    ]


def _members(primitives: Iterable[UnitPrimitive]) -> tuple[Members, ...]:
    by_words: dict[str, list[str]] = {}
    for primitive in primitives:
        by_words.setdefault(unstated_words(primitive), []).append(primitive.name)
    return tuple(Members(unstated=words, names=tuple(sorted(names))) for words, names in sorted(by_words.items()))


def _one_of(kind: str, names: Names, titles: Titles) -> str:
    found = titles.all(kind, names)
    return f"one of {listed(found, 'or')}" if len(found) > 1 else found[0]


def _way(unlock: Unlock, titles: Titles) -> str:
    parts = list(_changes(unlock, titles))
    if unlock.from_version:
        parts[-1] += f" (from GitLab {version_text(unlock.from_version)})"
    return listed(parts, "and")


def _changes(unlock: Unlock, titles: Titles) -> Iterator[str]:
    for verb, kind, names in (
        ("move to", "gitlab_realm", unlock.realms),
        ("change to", "license_type", unlock.license_types),
        ("add", "add_on", unlock.add_ons),
    ):
        if names:
            yield f"{verb} {listed(titles.all(kind, names), 'or')}"
    if unlock.version:
        yield f"upgrade to GitLab {version_text(unlock.version)}"
