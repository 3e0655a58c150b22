"""What changed in one month, or until a release: every change with what it means for customers, and the commits."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...catalog import Chronicle, Edit, Period
from ...counting import number
from .. import urls
from ..bounds import MOST_BYTES, MOST_CHANGES, rows_within, text_weight
from ..change_lists import ChangeList, change_list
from ..change_rows import listed_changes
from ..commits import Outside, commit_link, merge_request_links, outside_weight
from ..customers import fields_of_period
from ..links import Link
from ..material import Material
from ..page import Page
from ..periods import (
    class_counts,
    counted,
    has_changes,
    has_page,
    made_by,
    period_address,
    period_days,
    period_link,
    period_title,
)
from ..wording import iso, sentence_case, short_day

MOST_COMMITS = 100
_FRAME = 400  # bytes of a commit without what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitRow:
    """A commit of the period."""

    commit: Outside
    subject: str
    author: str
    moment: str
    when: str
    merge_requests: tuple[Outside, ...]

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        outside = outside_weight(self.commit, self.merge_requests)
        return _FRAME + outside + text_weight(self.subject) + text_weight(self.author)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePeriodPage(Page):
    """`changes/<release or month>.html`"""

    template = "change_period.html"
    scripts = ("changes.js", "sticky.js")
    styles = ("sticky.css", "facets.css", "changes.css")

    days: str
    answer: str
    changes: ChangeList
    commits: tuple[CommitRow, ...]
    more_commits: int
    older: Link | None
    newer: Link | None
    all_changes: Link


def change_period_page(place: int, material: Material) -> ChangePeriodPage:
    """The page of a period, by its place from the newest on."""
    told = material.chronicle
    period, title = told.periods[place], period_title(told.periods[place], told)
    rows, named = material.changes[place], tuple(edit for edit in period.edits if edit.id)
    counts = counted(class_counts(period))
    address, listed = period_address(period, told), listed_changes(rows, MOST_CHANGES)
    commits = tuple(_commit(edit, material) for edit in named[:MOST_COMMITS])
    most = rows_within((row.weight for row in commits), room=MOST_BYTES // 4)
    return ChangePeriodPage(
        address=address,
        title=title,
        description=f"What changed for customers, {_within(title) if told.by_release else title}: {counts}.",
        section=urls.CHANGES,
        trail=(Link(text="Changes", address=urls.CHANGES),),
        days=sentence_case(period_days(period, told)),
        answer=f"{sentence_case(number(len(rows), 'change'))} by {made_by(period)}: {counts}." if rows else "",
        changes=change_list(listed, fields_of_period(listed, material), _csv(address), material),
        commits=commits[:most],
        more_commits=len(named) - len(commits[:most]),
        older=_nearest(told.periods[place + 1 :], told),
        newer=_nearest(reversed(told.periods[:place]), told),
        all_changes=Link(text="All changes", address=urls.ALL_CHANGES if has_changes(told) else urls.CHANGES),
    )


def _nearest(periods: Iterable[Period], told: Chronicle) -> Link | None:
    """The first with a page."""
    return next((period_link(period, told) for period in periods if has_page(period)), None)


def _within(title: str) -> str:
    return title[0].lower() + title[1:]


def _csv(address: str) -> str:
    return f"changes-{address.removeprefix('changes/').removesuffix('.html')}.csv"


def _commit(edit: Edit, material: Material) -> CommitRow:
    return CommitRow(
        commit=commit_link(edit, material.site),
        subject=edit.subject,
        author=edit.author,
        moment=iso(edit.moment),
        when=short_day(edit.moment),
        merge_requests=merge_request_links(edit, material.site),
    )
