"""Every change, to be narrowed down to what is different for a customer since a moment."""

from dataclasses import dataclass

from ...counting import number
from .. import urls
from ..change_lists import ChangeList, change_list
from ..customers import customer_fields
from ..links import Link
from ..material import Material
from ..page import Page
from ..wording import day


@dataclass(frozen=True, slots=True, kw_only=True)
class AllChangesPage(Page):
    """`changes/all.html`"""

    template = "all_changes.html"
    scripts = ("changes.js", "sticky.js")
    styles = ("sticky.css", "facets.css", "changes.css")

    since: str
    total: int
    changes: ChangeList


def all_changes_page(material: Material) -> AllChangesPage:
    """The changes of all periods, as many as a page can have."""
    total = sum(map(len, material.changes))
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
        changes=change_list(material.listed_changes, customer_fields(material), "changes.csv", material),
    )
