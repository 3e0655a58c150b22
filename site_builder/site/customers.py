"""What a reader says of a customer to see what changed for them: since when, license, add-ons and realm."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from ..catalog import GITLAB_COM, Chronicle
from .bounds import MOST_BYTES, MOST_NAMES, beginning, more, rows_within, text_weight
from .change_rows import ChangeRow, ListedChanges
from .facet_values import Option
from .material import Material, in_order
from .news_rows import NO_ADD_ON
from .periods import has_page, month_key, period_key
from .verdicts import NO_LICENSE
from .wording import day

_A_WHILE, A_WHILE = 3, "three-months"  # after how many somebody comes back, unless they say otherwise
_MOST_MONTHS, _MOST_RELEASES = 36, 100  # that are offered although nothing changed in them
_OPTION = 60  # bytes of an option without what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """A moment from which on changes are shown: those of every step `after` one, so that they sum up to what is now."""

    value: str
    text: str
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFields:
    """The fields of the form. `a_while_ago` is what somebody who comes back means; empty where the record is younger.

    `since` is None where one period is asked about; `more` older ones are left out. `extent` says what an answer
    covers where customers notice more than is listed: `missed` other changes. `versionless` is the realm that always
    runs the newest GitLab.
    """

    since: tuple[Since, ...] | None
    more: int
    extent: str
    missed: int
    a_while_ago: str
    license_types: tuple[Option, ...]
    add_ons: tuple[Option, ...]
    gitlab_realms: tuple[Option, ...]
    versionless: str = GITLAB_COM


def customer_fields(material: Material) -> CustomerFields:
    """Those that ask about all changes."""
    listed = material.listed_changes
    since = tuple(it for it in _since(material) if listed.gap is None or _is_after(it, listed.gap))
    return _fields(since, "as far back as changes are listed", listed, material)


def fields_of_period(listed: ListedChanges, material: Material) -> CustomerFields:
    """Those that ask about the changes of one period."""
    return _fields(None, "by what is listed here", listed, material)


def _fields(since: tuple[Since, ...] | None, extent: str, listed: ListedChanges, material: Material) -> CustomerFields:
    """The choices that the catalog of today offers; counts are of their unit primitives."""
    weights = (_OPTION + text_weight(it.value) + text_weight(it.text) for it in since or ())
    most = rows_within(weights, MOST_NAMES, MOST_BYTES // 4)
    return CustomerFields(
        since=since and beginning(since, most),
        more=more(len(since or ()), most),
        extent=extent,
        missed=listed.missed,
        a_while_ago=A_WHILE if any(it.value == A_WHILE for it in since or ()) else "",
        license_types=(*_options("license_types", material), *_unlisted(material)),
        add_ons=(Option(value=NO_ADD_ON, text="No add-on", count=0), *_options("add_ons", material)),
        gitlab_realms=_options("gitlab_realms", material),
    )


def _is_after(since: Since, gap: ChangeRow) -> bool:
    """Whether all that changed from then on is listed."""
    return since.after >= gap.step


def _since(material: Material) -> Iterator[Since]:
    """Three months ago, then every release or month."""
    told = material.chronicle
    if told.beginning is None:
        return
    wanted, last_before = _midnight(_months_before(material.as_of, _A_WHILE)), _last_before(told)
    if told.beginning.moment < wanted:
        yield Since(value=A_WHILE, text=f"{day(wanted)}, three months ago", after=last_before(wanted))
    months = _first_days(told.beginning.moment, material.as_of)
    yield from _releases(told) if told.by_release else _months(told, months, last_before)


def _last_before(told: Chronicle) -> Callable[[datetime], int]:
    """The last step as of an earlier moment than one; 0 where there is none."""
    steps = sorted({(it.as_of, it.step) for period in told.periods for it in period.changes})

    def found(moment: datetime) -> int:
        count = bisect_left(steps, moment, key=itemgetter(0))
        return steps[count - 1][1] if count else 0

    return found


def _months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _releases(told: Chronicle) -> Iterator[Since]:
    """The newest ones, and those that brought something: which is old, since a release is what the customer has."""
    for place, period in enumerate(told.periods):
        if period.release and (place < _MOST_RELEASES or has_page(period)):
            text = f"catalog release {period.release}, {day(period.until)}"
            yield Since(value=period.release, text=text, after=period.step)


def _months(told: Chronicle, first_days: Iterable[datetime], last_before: Callable[[datetime], int]) -> Iterator[Since]:
    """The newest ones, and those in which something changed. A month counts from its first day."""
    changed = {period_key(period, told) for period in told.periods}
    for age, first in enumerate(first_days):
        key = month_key(first)
        if age < _MOST_MONTHS or key in changed:
            yield Since(value=key, text=day(first), after=last_before(first))


def _first_days(since: datetime, until: datetime) -> Iterator[datetime]:
    """Of each month that begins after one moment, until another, the newest first."""
    first = _midnight(until.replace(day=1))
    while first > since:
        yield first
        first = _months_before(first, 1)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _options(plural: str, material: Material) -> tuple[Option, ...]:
    entities = material.catalog.kinds[plural]
    return tuple(
        Option(value=it.name, text=material.titles.of(it), count=len(getattr(it, "unit_primitives", ())))
        for it in in_order(entities, material)
    )


def _unlisted(material: Material) -> Iterator[Option]:
    """A license that is in no list, unless one has that name."""
    if NO_LICENSE not in material.catalog.license_types:
        yield Option(value=NO_LICENSE, text=material.titles.one("license_type", NO_LICENSE), count=0)
