"""Verdicts in words: what works for a customer, why or why not, and what would open it, gathered by what is the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.version import Version

from ..catalog import (
    GITLAB_COM,
    Code,
    Context,
    Names,
    Reason,
    UnitPrimitive,
    Unlock,
    Verdict,
    evaluate,
    with_same_terms,
)
from .states import FREE, INCLUDED, NEEDS, STATES, UNAVAILABLE, State, state_of
from .wording import Titles, day_and_time, listed, number

_WORKS = ((INCLUDED, "included"), (FREE, "free for now"))
_FAILS = ((NEEDS, "need something"), (UNAVAILABLE, "not available"))
NO_LICENSE = "free"  # stands for a license that is in no list, where no license type has that name


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
    deprecated: frozenset[str]

    @property
    def count(self) -> int:
        """How many primitives it holds for."""
        return sum(len(part.names) for part in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGroup:
    """The verdicts of one state with the number of primitives in it."""

    state: State
    count: int
    verdicts: tuple[SharedVerdict, ...]


def verdict_groups(primitives: Iterable[UnitPrimitive], context: Context, titles: Titles) -> tuple[VerdictGroup, ...]:
    """Every primitive under its state, in the order of the five; within a state what concerns most comes first."""
    found = sorted(_shared(primitives, context, titles), key=lambda verdict: (-verdict.count, verdict.why))
    by_state = {state: tuple(verdict for verdict in found if verdict.state is state) for state in STATES}
    return tuple(
        VerdictGroup(state=state, count=sum(verdict.count for verdict in verdicts), verdicts=verdicts)
        for state, verdicts in by_state.items()
        if verdicts
    )


def summary(groups: Iterable[VerdictGroup]) -> str:
    """The counts in a sentence that adds up: `21 of 61 unit primitives work: 7 included, 14 free for now; …`."""
    counts = {group.state: group.count for group in groups}
    works = [f"{counts[state]:,} {word}" for state, word in _WORKS if state in counts]
    fails = [f"{counts[state]:,} {word}" for state, word in _FAILS if state in counts]
    working = sum(counts.get(state, 0) for state, _ in _WORKS)
    total = number(sum(counts.values()), "unit primitive")
    first = f"{working:,} of {total} {'works' if working == 1 else 'work'}"
    first = f"{first}: {', '.join(works)}" if works else first
    return "; ".join(part for part in (first, ", ".join(fails)) if part) + "."


def customer(context: Context, titles: Titles) -> str:
    """The customer's situation without the moment: `Premium with Duo Pro, self-managed, GitLab 16.9`."""
    add_ons = listed(titles.all("add_on", tuple(context.add_ons)), "and") or "no add-on"
    return ", ".join([f"{license_title(context.license_type, titles)} with {add_ons}", place(context, titles)])


def place(context: Context, titles: Titles) -> str:
    """`GitLab.com`, or the realm with the version."""
    (realm,) = titles.all("gitlab_realm", (context.realm,))
    if context.realm == GITLAB_COM:
        return realm
    return f"{realm}, GitLab {context.version}" if context.version else f"{realm}, version unknown"


def license_title(license: str, titles: Titles) -> str:
    """What people call a license; one that is in no list is free."""
    return titles.all("license_type", (license,))[0]


def why(verdict: Verdict, titles: Titles) -> str:
    """What decided, in words: `included with Duo Pro`, or every condition that fails."""
    words = [reason_words(reason, titles) for reason in verdict.reasons]
    if verdict.available and verdict.from_version:
        words.append(f"from GitLab {verdict.from_version}")
    return "; ".join(words)


def reason_words(reason: Reason, titles: Titles) -> str:
    """A reason as the domain names it."""
    match reason.code:
        case Code.FREE:
            return f"free until {day_and_time(reason.until)}" if reason.until else "free, no end date stated"
        case Code.ADD_ON:
            return f"included with {listed(titles.all('add_on', reason.any_of), 'and')}"
        case Code.MISSING_ADD_ON:
            return f"missing add-on ({_one_of('add_on', reason.any_of, titles)})"
        case Code.MISSING_LICENSE:
            return f"missing license ({_one_of('license_type', reason.any_of, titles)})"
        case Code.VERSION_TOO_OLD:
            return f"version too old (needs {reason.version})"
        case Code.NOT_IN_REALM:
            return f"not in this realm (only {listed(titles.all('gitlab_realm', reason.any_of), 'and')})"
        case Code.NO_ADD_ON_SELLS_IT:
            return "no add-on sells it"


def unlock_words(unlocks: Iterable[Unlock], titles: Titles) -> str:
    """The ways to open it: `change to Ultimate and add Duo Pro or Duo Enterprise`. Empty where there is none.

    Unlocks that need the same version differ in names only, each of which would do.
    """
    by_version: dict[tuple[Version | None, Version | None], list[Unlock]] = {}
    for unlock in unlocks:
        by_version.setdefault((unlock.version, unlock.from_version), []).append(unlock)
    return ", or ".join(_way(ways, titles) for ways in by_version.values())


def unstated_words(primitive: UnitPrimitive) -> str:
    """What restricts nothing because it is not stated: `license and realm not stated`."""
    words = [
        word for word, names in (("license", primitive.license_types), ("realm", primitive.gitlab_realms)) if not names
    ]
    return f"{listed(words, 'and')} not stated" if words else ""


def _shared(primitives: Iterable[UnitPrimitive], context: Context, titles: Titles) -> list[SharedVerdict]:
    by_words: dict[tuple[State, str, str], list[UnitPrimitive]] = {}
    for group in with_same_terms(primitives):
        verdict = evaluate(group[0], context)
        key = (state_of(verdict), why(verdict, titles), unlock_words(verdict.unlocks, titles))
        by_words.setdefault(key, []).extend(group)
    return [
        SharedVerdict(
            state=state,
            why=reasons,
            unlock=unlock,
            members=_members(found),
            deprecated=frozenset(primitive.name for primitive in found if primitive.deprecated),
        )
        for (state, reasons, unlock), found in by_words.items()
    ]


def _members(primitives: Iterable[UnitPrimitive]) -> tuple[Members, ...]:
    by_words: dict[str, list[str]] = {}
    for primitive in primitives:
        by_words.setdefault(unstated_words(primitive), []).append(primitive.name)
    return tuple(Members(unstated=words, names=tuple(sorted(names))) for words, names in sorted(by_words.items()))


def _one_of(kind: str, names: Names, titles: Titles) -> str:
    found = titles.all(kind, names)
    return f"one of {listed(found, 'or')}" if len(found) > 1 else found[0]


def _way(unlocks: list[Unlock], titles: Titles) -> str:
    parts = list(_changes(unlocks, titles))
    if unlocks[0].from_version:
        parts[-1] += f" (from GitLab {unlocks[0].from_version})"
    return listed(parts, "and")


def _changes(unlocks: list[Unlock], titles: Titles) -> Iterator[str]:
    for verb, field, kind in (
        ("move to", "realm", "gitlab_realm"),
        ("change to", "license_type", "license_type"),
        ("add", "add_on", "add_on"),
    ):
        names = tuple(dict.fromkeys(name for unlock in unlocks if (name := getattr(unlock, field))))
        if names:
            yield f"{verb} {listed(titles.all(kind, names), 'or')}"
    if unlocks[0].version:
        yield f"upgrade to GitLab {unlocks[0].version}"
