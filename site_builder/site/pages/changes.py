"""What changed, by release or by month: the latest, every period in numbers, how bundles grew, how to hear of more."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from ...catalog import KIND, ChangeClass, Period, Skipped
from ...counting import clauses, number
from .. import urls
from ..announcements import subjects
from ..bounds import MOST_BYTES, beginning, more, rows_within, text_weight
from ..change_rows import JoinedChanges, joined, newest_first
from ..change_words import CLASS_TITLES
from ..commits import Outside, commit_link, outside_weight
from ..customers import CustomerFields, customer_fields
from ..histories import UNTOLD
from ..links import Link, link_to
from ..material import Material
from ..page import Page
from ..periods import class_counts, counted, has_changes, has_page, period_days, period_link, period_title
from ..sizes import BundleSizes, bundle_sizes
from ..wording import day, iso, sentence_case, short_day

MOST_LATEST = 8
_PERIOD, _SKIPPED = 600, 400  # bytes of a period, and of a commit that was passed over, without what they say
_HOW_TO = "a site that is built from a whole clone of a Git repository tells what changed, and for whom"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A period with the number of its changes of each class; or all of them, without a link."""

    title: str
    link: Link | None
    days: str
    total: int
    counts: tuple[int, ...]
    commits: int

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        return _PERIOD + text_weight(self.title) + (len(self.link.address) if self.link else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A commit that was passed over, and the first thing that is wrong with its configuration."""

    commit: Outside
    subject: str
    moment: str
    when: str
    place: str
    code: str
    message: str

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        texts = (self.subject, self.place, self.message)
        return _SKIPPED + outside_weight(self.commit, ()) + sum(map(text_weight, texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """The feeds of one kind."""

    title: str
    links: tuple[Link, ...]
    more: int = 0  # each has its own on its page


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Page):
    """`changes/index.html`. `missing` says why nothing is known, or not all; `more_…` how many are left out."""

    template = "changes.html"
    styles = ("changes.css",)

    missing: str
    is_known: bool
    answer: str
    latest_period: Link | None
    note: str
    fields: CustomerFields
    all_changes: Link
    latest: tuple[JoinedChanges, ...]
    unit: str  # `month`, `release`
    columns: tuple[str, ...]
    periods: tuple[PeriodRow, ...]
    more_periods: int
    sums: PeriodRow
    sizes: BundleSizes | None
    beginning: str
    skipped: tuple[SkippedRow, ...]
    more_skipped: int
    feed: Link
    feeds: tuple[FeedGroup, ...]

    @property
    def passed_over(self) -> int:
        """How many commits were, whether or not the page has room for them."""
        return len(self.skipped) + self.more_skipped


def changes_page(material: Material) -> ChangesPage:
    """The page of all periods, as of the material's moment."""
    told = material.chronicle
    is_known = told.beginning is not None
    classes = [sort for sort in ChangeClass if any(row.sort is sort for rows in material.changes for row in rows)]
    passed_over = tuple(_skipped(it, material) for it in beginning(reversed(told.skipped)))
    skipped = passed_over[: rows_within((row.weight for row in passed_over), room=MOST_BYTES // 4)]
    newest = next((period for period in told.periods if period.changes), None)
    rows = tuple(_period(period, classes, material) for period in filter(has_page, told.periods))
    periods = beginning(rows, rows_within((row.weight for row in rows), room=MOST_BYTES // 4))
    return ChangesPage(
        address=urls.CHANGES,
        title="Changes",
        description="What changed in the catalog, by release or month, and what it means for customers.",
        section=urls.CHANGES,
        missing=_missing(material),
        is_known=is_known,
        answer=f"{counted(class_counts(newest))}." if newest else "",
        latest_period=period_link(newest, told) if newest else None,
        note=untold_note(material),
        fields=customer_fields(material),
        all_changes=Link(text="All changes", address=urls.ALL_CHANGES if has_changes(told) else urls.CHANGES),
        latest=latest_changes(material, MOST_LATEST),
        unit="release" if told.by_release else "month",
        columns=tuple(CLASS_TITLES[sort] for sort in classes),
        periods=periods,
        more_periods=len(rows) - len(periods),
        sums=_sums(classes, material),
        sizes=bundle_sizes(material),
        beginning=_beginning(material),
        skipped=skipped,
        more_skipped=len(told.skipped) - len(skipped),
        feed=Link(text="All changes", address=urls.CHANGE_FEED if is_known else urls.CHANGES),
        feeds=tuple(_feeds(material)) if is_known else (),
    )


def latest_changes(material: Material, most: int) -> tuple[JoinedChanges, ...]:
    """The newest changes that customers notice."""
    rows = (row for rows in material.changes for row in rows if row.sort is not ChangeClass.FACTS_ONLY)
    return tuple(islice(joined(newest_first(rows)), most))


def untold_note(material: Material) -> str:
    """What no page of changes can tell of the site around it."""
    if material.chronicle.is_current:
        return ""
    return UNTOLD


def _missing(material: Material) -> str:
    told = material.chronicle
    reason = clauses(told.missing, told.help)
    if told.beginning is None:
        return f"The history is not available: {reason}. {sentence_case(_HOW_TO)}."
    return f"The history is not whole: {reason}." if reason else ""


def _beginning(material: Material) -> str:
    told = material.chronicle
    if told.beginning is None or told.first_sizes is None:
        return ""
    count = number(told.first_sizes.unit_primitives, "unit primitive")
    return f"The record began on {day(told.beginning.moment)}, with {count}. What was there then is no change."


def _period(period: Period, classes: list[ChangeClass], material: Material) -> PeriodRow:
    told, counts = material.chronicle, class_counts(period)
    return PeriodRow(
        title=period_title(period, told),
        link=period_link(period, told),
        days=period_days(period, told, short_day),
        total=len(period.changes),
        counts=tuple(counts[sort] for sort in classes),
        commits=len(period.edits),
    )


def _sums(classes: list[ChangeClass], material: Material) -> PeriodRow:
    periods = material.chronicle.periods
    counts = [class_counts(period) for period in periods]
    return PeriodRow(
        title="All",
        link=None,
        days="",
        total=sum(len(period.changes) for period in periods),
        counts=tuple(sum(count[sort] for count in counts) for sort in classes),
        commits=sum(len(period.edits) for period in periods),
    )


def _skipped(skipped: Skipped, material: Material) -> SkippedRow:
    return SkippedRow(
        commit=commit_link(skipped.edit, material.site),
        subject=skipped.edit.subject,
        moment=iso(skipped.edit.moment),
        when=short_day(skipped.edit.moment),
        place=material.place_of(skipped.problem),
        code=skipped.problem.code,
        message=skipped.problem.message,
    )


def _feeds(material: Material) -> Iterator[FeedGroup]:
    for kind, refs in groupby(subjects(material), key=lambda ref: ref.kind):
        members = tuple(refs)
        links = (Link(text=link_to(ref, material.titles).text, address=urls.change_feed(ref)) for ref in members)
        yield FeedGroup(title=KIND[kind].title_plural, links=beginning(links), more=more(len(members)))
