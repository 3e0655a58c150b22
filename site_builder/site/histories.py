"""An entity in, what became of it out: each field as it was and as it is, with the commit, as far as there is room."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..catalog import NEVER_INTERNAL_FIELDS, Chronicle, Entity, Ref, Revision
from ..settings import Audience
from . import urls
from .announcements import ANNOUNCED
from .bounds import MOST_BYTES, rows_within, text_weight
from .change_rows import RELATED, newest_first
from .commits import Outside, commit_link, merge_request_links, outside_weight
from .facet_values import facet_value
from .facts import plain_text
from .links import Link
from .material import Material
from .periods import has_changes
from .wording import day, day_and_time, iso, short_day, shortened

# Rows on a page: a unit primitive's has room for more, since it lists no members.
MOST_ROWS, MOST_ROWS_BESIDE_MEMBERS = 20, 4
_LONGEST = 140  # characters of a value
_FRAME = 400  # bytes of a row without what it says
UNTOLD = "What is shown here is not what was last told of: it was added or changed without a commit, or later."


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """What a commit did to a field; an empty value was, or is, not stated. `field` is empty where a whole entity came.

    Of what the public is not told it does not know whether it is stated.
    """

    field: str
    before: str
    after: str
    moment: str
    when: str
    commit: Outside
    merge_requests: tuple[Outside, ...]

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        outside = outside_weight(self.commit, self.merge_requests)
        return _FRAME + outside + text_weight(self.before) + text_weight(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityHistory:
    """What is told of an entity's past. `sentence`: how far it is known; `changes`: to what it meant for customers."""

    sentence: str
    rows: tuple[HistoryRow, ...]
    left_out: int
    changes: Link
    feed: Link | None


def entity_history(entity: Entity, material: Material) -> EntityHistory:
    """The history for the page of an entity, newest first."""
    told = material.chronicle
    rows = tuple(row for it in told.revisions.get(entity.ref, ()) for row in _rows(it, material))
    most = MOST_ROWS if entity.kind == "unit_primitive" else MOST_ROWS_BESIDE_MEMBERS
    most = rows_within((row.weight for row in rows), most, MOST_BYTES // 4)
    is_announced = told.beginning is not None and entity.kind in ANNOUNCED
    return EntityHistory(
        sentence=_sentence(entity, material),
        rows=rows[:most],
        left_out=len(rows[most:]),
        changes=_changes(entity, material),
        feed=Link(text="Feed", address=urls.change_feed(entity.ref)) if is_announced else None,
    )


def history_sentence(ref: Ref, chronicle: Chronicle) -> str:
    """How often an entity has changed, and from when on that is told, in a sentence."""
    if chronicle.beginning is None:
        return "The history is not available here."
    found = chronicle.revisions.get(ref, ())
    return _as_far_as_told(_revised(found, day(chronicle.beginning.moment)), len(found), {ref}, chronicle)


def _revised(found: Sequence[Revision], begins: str) -> str:
    if not found:
        return f"Nothing that is told here has changed since the record began, on {begins}."
    if found[-1].before is None:
        return f"It was added on {day(found[-1].edit.moment)} and {_changed(len(found) - 1)} since then."
    return f"It was there when the record began, on {begins}, and {_changed(len(found))} since then."


def _as_far_as_told(sentence: str, times: int, shown: Iterable[Ref], told: Chronicle) -> str:
    """The sentence, and whether it ends before what is shown; that nothing changed is not said of that."""
    if told.beginning is None or told.untold.isdisjoint(shown):
        return sentence
    return f"{sentence if times else f'The record began on {day(told.beginning.moment)}.'} {UNTOLD}"


def _rows(revision: Revision, material: Material) -> Iterator[HistoryRow]:
    if revision.before is None:
        yield _row("", "", "", revision, material)
    elif revision.former_name:
        yield _row("name", revision.former_name, revision.after.name, revision, material)
    nothing = "Not stated, or left out" if material.audience is Audience.PUBLIC else ""
    for field in revision.fields:
        unknown = "" if field in NEVER_INTERNAL_FIELDS else nothing
        before, after = (_text(getattr(it, field)) or unknown for it in (revision.before, revision.after))
        yield _row(field, before, after, revision, material)


def _row(field: str, before: str, after: str, revision: Revision, material: Material) -> HistoryRow:
    return HistoryRow(
        field=field,
        before=before,
        after=after,
        moment=iso(revision.edit.moment),
        when=short_day(revision.edit.moment),
        commit=commit_link(revision.edit, material.site),
        merge_requests=merge_request_links(revision.edit, material.site),
    )


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return shortened(", ".join(value), _LONGEST)
    if isinstance(value, datetime):
        return day_and_time(value)
    return shortened(plain_text(value), _LONGEST) if value is not None else ""


def _sentence(entity: Entity, material: Material) -> str:
    told = material.chronicle
    if told.beginning is not None and entity.kind in RELATED.values():
        begins = f"since the record began, on {day(told.beginning.moment)}"
        rows = newest_first(row for rows in material.changes for row in rows if entity.ref in row.concerns)
        latest = f", the latest on {rows[0].when}" if rows else ""
        members = (Ref(kind="unit_primitive", name=name) for name in getattr(entity, "unit_primitives", ()))
        sentence = f"What belongs here {_changed(len(rows))} {begins}{latest}."
        return _as_far_as_told(sentence, len(rows), (entity.ref, *members), told)
    return history_sentence(entity.ref, told)


def _changed(times: int) -> str:
    if not times:
        return "has not changed"
    return "has changed once" if times == 1 else f"has changed {times:,} times"


def _changes(entity: Entity, material: Material) -> Link:
    """Where its changes stand, in words about customers."""
    if not has_changes(material.chronicle):
        return Link(text="Changes", address=urls.CHANGES)
    return Link(text="What changed for customers", address=urls.ALL_CHANGES, query=_query(entity.ref))


def _query(ref: Ref) -> str:
    field = next((field for field, kind in RELATED.items() if kind == ref.kind), "")
    return urls.query(**{field: facet_value(ref.name)}) if field else urls.query(q=ref.name)
