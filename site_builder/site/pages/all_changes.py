"""Every change, to be narrowed down to what is different for a customer since a moment."""

from dataclasses import dataclass

from ...counting import number
from .. import urls
from ..change_lists import ChangeList, change_list
from ..change_rows import newest_first
from ..links import Link
from ..material import Material
from ..page import Page
from ..wording import day

MOST_CHANGES = 1000  # with more, browsers would have to wait


@dataclass(frozen=True, slots=True, kw_only=True)
class AllChangesPage(Page):
    """`changes/all.html`"""

    template = "all_changes.html"
    scripts = ("changes.js",)
    styles = ("facets.css", "changes.css")

    since: str
    total: int
    changes: ChangeList


def all_changes_page(material: Material) -> AllChangesPage:
    """The newest changes of all periods."""
    total = sum(map(len, material.changes))
    rows = newest_first(row for rows in material.changes for row in rows)[:MOST_CHANGES]
    beginning = material.chronicle.beginning
    since = day(beginning.moment) if beginning else ""
    return AllChangesPage(
        address=urls.ALL_CHANGES,
        title="All changes",
        description=f"{number(total, 'change')} since {since}, to be narrowed down to what is different for a customer.",
        section=urls.CHANGES,
        trail=(Link(text="Changes", address=urls.CHANGES),),
        since=since,
        total=total,
        changes=change_list(rows, "changes.csv", material),
    )
