"""The five states a reader meets on every page, each with a word, a shape and a colour of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..catalog import Code, Context, Reason, UnitPrimitive, Verdict, version_text, without_unlocks
from .wording import Titles, day_and_time, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One of the five. `key` names its mark and colour, `word` is what is read aloud, `meaning` stands in legends."""

    key: str
    word: str
    meaning: str


INCLUDED = State(key="included", word="Included", meaning="An add-on or license that sells it is there.")
FREE = State(key="free", word="Free for now", meaning="Works without an add-on: no cut-off date has passed.")
NEEDS = State(key="needs", word="Needs something", meaning="A purchase or an upgrade would open it.")
UNAVAILABLE = State(key="unavailable", word="Not available", meaning="Nothing that a customer adds would open it.")
UNSTATED = State(key="unstated", word="Not stated", meaning="The configuration does not say; this is not a no.")

STATES = (INCLUDED, FREE, NEEDS, UNAVAILABLE, UNSTATED)

_CLOSED = frozenset({Code.NOT_IN_REALM, Code.NO_ADD_ON_SELLS_IT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A state at one place of a grid or matrix, with the reason behind it in words."""

    state: State
    reason: str


def cell(unit_primitive: UnitPrimitive, context: Context, titles: Titles) -> Cell:
    """The verdict for a context, as one of the states with its reasons."""
    verdict = without_unlocks(unit_primitive, context)
    reasons = [text for reason in verdict.reasons if (text := reason_text(reason, titles))]
    if verdict.from_version is not None and verdict.available:
        reasons.append(f"GitLab {version_text(verdict.from_version)} or later")
    return Cell(state=state_of(verdict), reason="; ".join(reasons))


def state_of(verdict: Verdict) -> State:
    """Which of the five a verdict is."""
    if verdict.available:
        return FREE if verdict.reasons[0].code is Code.FREE else INCLUDED
    return UNAVAILABLE if any(reason.code in _CLOSED for reason in verdict.reasons) else NEEDS


def reason_text(reason: Reason, titles: Titles) -> str:
    """A reason in words: `needs Duo Pro or Duo Enterprise`. Empty for the add-on that a cell is about anyway."""
    match reason.code:
        case Code.FREE:
            return f"until {day_and_time(reason.until)}" if reason.until else "no end date stated"
        case Code.ADD_ON:
            return ""
        case Code.MISSING_ADD_ON:
            return f"needs {_any(reason.any_of, 'add_on', titles)}"
        case Code.MISSING_LICENSE:
            return f"needs {_any(reason.any_of, 'license_type', titles)}"
        case Code.VERSION_TOO_OLD:
            return f"needs GitLab {version_text(reason.version)}" if reason.version else ""
        case Code.NOT_IN_REALM:
            return f"only on {listed(titles.all('gitlab_realm', reason.any_of), 'and')}"
        case Code.NO_ADD_ON_SELLS_IT:
            return "no add-on sells it"


def _any(names: Iterable[str], kind: str, titles: Titles) -> str:
    return listed(titles.all(kind, tuple(names)), "or")
