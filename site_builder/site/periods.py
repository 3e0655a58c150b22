"""Periods of the chronicle as pages name them: title, address, and how many changes of each class."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from ..catalog import ChangeClass, Chronicle, Period
from ..counting import number
from . import urls
from .change_words import CLASS_TITLES
from .links import Link
from .wording import day, listed, month

# Classes in the words of a sentence that counts them: one, several.
_COUNTED = {
    ChangeClass.ADDED: ("new", "new"),
    ChangeClass.REMOVED: ("removed", "removed"),
    ChangeClass.CUT_OFF_MOVED: ("cut-off moved", "cut-offs moved"),
    ChangeClass.VERSION_RAISED: ("version raised", "versions raised"),
    ChangeClass.VERSION_LOWERED: ("version lowered", "versions lowered"),
    ChangeClass.FACTS_ONLY: ("of facts only", "of facts only"),
}


def period_title(period: Period, chronicle: Chronicle) -> str:
    """`October 2024`, `Release 17.4`, `Since release 17.7`."""
    if not chronicle.by_release:
        return month(period.until)
    if period.release:
        return f"Release {period.release}"
    return f"Since release {_last_release(chronicle)}"


def period_address(period: Period, chronicle: Chronicle) -> str:
    """Where its page stands."""
    if not chronicle.by_release:
        return urls.changes_in(period_key(period, chronicle))
    return urls.changes_in(period.release) if period.release else urls.changes_since_release()


def period_key(period: Period, chronicle: Chronicle) -> str:
    """The period in the query of a link: `2024-10`, `17.4`, and nothing for what came after the last release."""
    return period.release if chronicle.by_release else month_key(period.until)


def month_key(moment: datetime) -> str:
    """The month in the query of a link: `2024-10`."""
    return f"{moment.year:04}-{moment.month:02}"


def period_link(period: Period, chronicle: Chronicle) -> Link:
    """The link to its page."""
    return Link(text=period_title(period, chronicle), address=period_address(period, chronicle))


def has_page(period: Period) -> bool:
    """A release in which nothing was done has none."""
    return bool(period.changes or period.edits)


def has_changes(chronicle: Chronicle) -> bool:
    """Whether there is anything to list."""
    return any(period.changes for period in chronicle.periods)


def period_days(period: Period, chronicle: Chronicle, written: Callable[[datetime], str] = day) -> str:
    """From when to when: for a release both days, for a month only how far it has come; `written` says how."""
    if chronicle.by_release:
        return f"{written(period.since)} to {written(period.until)}"
    return f"so far, until {written(period.until)}" if period.is_open else ""


def class_counts(period: Period) -> Mapping[ChangeClass, int]:
    """How many changes there are of each class; the classes in the order in which readers want to know of them."""
    counts = Counter(dated.change.sort for dated in period.changes)
    return {sort: counts[sort] for sort in ChangeClass}


def counted(counts: Mapping[ChangeClass, int]) -> str:
    """`2 new, 1 lost and 3 of facts only`; `no change` where there is none."""
    words = [f"{count:,} {_word(sort, count)}" for sort, count in counts.items() if count]
    return listed(words, "and") or "no change"


def made_by(period: Period) -> str:
    """`3 commits`; a period may have changes without any."""
    return number(len(period.edits), "commit") if period.edits else "no commit"


def _word(sort: ChangeClass, count: int) -> str:
    one, several = _COUNTED.get(sort, (CLASS_TITLES[sort].lower(),) * 2)
    return one if count == 1 else several


def _last_release(chronicle: Chronicle) -> str:
    return next(period.release for period in chronicle.periods if period.release)
