"""Changes as an Atom feed (RFC 4287): all, or those that concern a bundle or a group."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ...catalog import Ref
from ...counting import number
from .. import urls
from ..announcements import NEVER, absolute, stable_id
from ..change_rows import ChangeRow
from ..change_words import LOSSES_FIRST
from ..commits import UNNAMED
from ..material import Material
from ..periods import period_address
from ..wording import day_and_time, iso, listed
from .atom import Entry, Feed, atom

MOST_ENTRIES = 50  # the newest; whoever reads a feed less often finds the others on the pages
_WEIGHT: dict[str, int] = {sort: place for place, sort in enumerate(LOSSES_FIRST)}


def change_feed(ref: Ref | None, material: Material) -> bytes:
    """The feed of a bundle or group, or of all changes. A change has the same id in every feed.

    The newest first, and of one moment what customers lose.
    """
    by_weight = sorted(_entries(ref, material), key=lambda entry: _WEIGHT[entry.category])
    entries = sorted(by_weight, key=lambda entry: entry.updated, reverse=True)
    subject = f"Changes: {material.titles.of_ref(ref)}" if ref else "Changes"
    return atom(
        Feed(
            id=stable_id(material, ref, "changes"),
            title=f"{subject} · {material.site.title}",
            notice=material.site.notice or "",
            updated=entries[0].updated if entries else NEVER,
            site=material.site.title,
            address=absolute(urls.change_feed(ref) if ref else urls.CHANGE_FEED, material),
            url=absolute(urls.entity(ref) if ref else urls.CHANGES, material),
            entries=(*entries[:MOST_ENTRIES], *_left_out(entries, ref, material)),
        )
    )


def _entries(ref: Ref | None, material: Material) -> Iterator[Entry]:
    told = material.chronicle
    for period, rows in zip(told.periods, material.changes, strict=True):
        address = period_address(period, told)
        yield from (_entry(row, address, material) for row in rows if ref is None or ref in row.concerns)


def _entry(row: ChangeRow, address: str, material: Material) -> Entry:
    return Entry(
        id=stable_id(material, None, row.identity),
        title=row.heading,
        updated=datetime.fromisoformat(row.moment),
        category=row.sort,
        url=absolute(address, material, row.sort),
        content="\n\n".join(filter(None, (row.sentence, _made_by(row), material.site.notice))),
    )


def _left_out(entries: Sequence[Entry], ref: Ref | None, material: Material) -> Iterator[Entry]:
    """Where the feed has no room for all of its newest moment, that it has not: no reading would be often enough."""
    count = sum(entry.updated == entries[0].updated for entry in entries[MOST_ENTRIES:])
    if count:
        moment = entries[0].updated
        told = f"{MOST_ENTRIES:,} of {MOST_ENTRIES + count:,} are in this feed, what customers lose first"
        yield Entry(
            id=stable_id(material, ref, f"left out {iso(moment)}"),
            title=f"{number(count, 'more change')} of {day_and_time(moment)}",
            updated=moment,
            category="left_out",
            url=absolute(urls.ALL_CHANGES, material),
            content="\n\n".join(filter(None, (f"{told}; more stand on the page of changes.", material.site.notice))),
        )


def _made_by(row: ChangeRow) -> str:
    """`Commit 7340761a, Introduce Duo Core; merge request !80.`"""
    if row.commit in (None, UNNAMED):
        return ""
    requests = listed([request.text for request in row.merge_requests], "and")
    return f"Commit {row.commit.text}, {row.commit.title}{f'; merge request {requests}' if requests else ''}."
