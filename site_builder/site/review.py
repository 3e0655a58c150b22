"""Two configurations in, the review of one against the other out, as a value: one file that stands alone shows it.

A review asks what an edit does: it takes both sides as of one moment, so that the calendar is not taken for the edit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..catalog import KIND, Catalog, Change, ChangeClass, Entity, Ref, called_now, calling, related_names
from ..problems import Problem
from .change_words import CLASS_TITLES, LOSSES_FIRST, change_sentence, noun_of
from .matrix_cells import COLUMNS, DECIDING
from .periods import counted
from .sides import Side, summary
from .wording import Titles, listed, some_of

# Cells of the matrix: what a unit primitive named before and names now.
SAME, ADDED, DROPPED, NEVER = "same", "added", "dropped", "never"

# What changes do to customers, where they do it to any.
_CONSEQUENCES = {
    "lose": (ChangeClass.LOST, ChangeClass.BECAME_PAID, ChangeClass.REMOVED),
    "may need a later GitLab for": (ChangeClass.VERSION_RAISED,),
    "gain": (ChangeClass.GAINED, ChangeClass.BECAME_FREE, ChangeClass.ADDED),
}
_TOLD_BY_ROWS = {ChangeClass.ADDED, ChangeClass.REMOVED, ChangeClass.FACTS_ONLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A change: what it is of, with its kind where that is no unit primitive, and the sentence."""

    name: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSection:
    """All changes of one class."""

    key: str
    title: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewColumns:
    """The columns of one kind."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTag:
    """What became of a row beside its cells: a class of changes."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A unit primitive in the matrix: `state` is that of the whole row, each cell one of the four."""

    name: str
    state: str
    tags: tuple[ReviewTag, ...]
    cells: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in the row is different."""
        return self.state != SAME or bool(self.tags) or any(cell in (ADDED, DROPPED) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer needs to see. `columns`, `rows` and `touched` are empty where only changes were asked for.

    `errors` are those of the configuration under review: then there is nothing else to tell.
    """

    title: str
    notice: str
    summary: str
    answer: str = ""  # what customers lose and gain, and how many changes there are of each class; empty for none
    deciding: str = DECIDING  # what the columns are, each
    sections: tuple[ChangeSection, ...] = ()
    columns: tuple[ReviewColumns, ...] = ()
    rows: tuple[ReviewRow, ...] = ()
    touched: tuple[str, ...] = ()
    new_problems: tuple[Problem, ...] = ()
    gone_problems: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()

    @property
    def changed_rows(self) -> int:
        """How many rows of the matrix are different."""
        return sum(row.is_changed for row in self.rows)


def review_of_changes(
    changes: Sequence[Change], base: Side, head: Side, titles: Titles, *, title: str, notice: str
) -> Review:
    """The changes alone."""
    by_class = [(sort, found) for sort in LOSSES_FIRST if (found := [it for it in changes if it.sort is sort])]
    return Review(
        title=title,
        notice=notice,
        summary=summary(changes, base, head),
        answer=_answer(dict(by_class)) if changes else "",
        sections=tuple(_section(sort, found, titles) for sort, found in by_class),
    )


def _answer(by_class: Mapping[ChangeClass, Sequence[Change]]) -> str:
    """`Customers lose duo_chat and gain code_review: 1 lost and 1 new`"""
    told = []
    for words, classes in _CONSEQUENCES.items():
        found = (change for sort in classes for change in by_class.get(sort, ()))
        concerned = (it for it in found if not noun_of(it.ref) and (it.reach is None or it.reach.contexts))
        if names := dict.fromkeys(it.ref.name for it in concerned):
            told.append(f"{words} {some_of(tuple(names))}")
    counts = counted({sort: len(found) for sort, found in by_class.items()})
    return f"Customers {listed(told, 'and')}: {counts}" if told else counts


def review_rows(
    before: Catalog, after: Catalog, changes: Sequence[Change], titles: Titles
) -> tuple[tuple[ReviewColumns, ...], tuple[ReviewRow, ...]]:
    """The matrix of both: every unit primitive that one of them has, against everything that decides in one of them.

    What is different comes first, and what was renamed is one row, or column.
    """
    former = {it.ref: it.before.ref for it in changes if it.sort is ChangeClass.RENAMED and it.before}
    called = called_now(before, former)
    names = {
        relation.field: titles.ordered(
            {
                *(called.get(it.ref, it.ref).name for it in before.of_kind(relation.target)),
                *after.of_kind(relation.target).names,
            }
        )
        for relation in COLUMNS
    }
    columns = tuple(
        ReviewColumns(
            title=KIND[relation.target].title_plural,
            names=tuple(titles.head(Ref(kind=relation.target, name=name)) for name in names[relation.field]),
        )
        for relation in COLUMNS
    )
    found: dict[str, list[Change]] = {
        name: [] for name in (*before.unit_primitives.names, *after.unit_primitives.names)
    }
    for change in changes:
        if change.ref.kind == "unit_primitive":
            found[change.ref.name].append(change)
    old = {called.get(it.ref, it.ref).name: calling(it, called) for it in before.unit_primitives}
    new = {it.name: it for it in after.unit_primitives}
    rows = (
        _row(
            titles.head(Ref(kind="unit_primitive", name=name)), old.get(name), new.get(name), found.get(name, ()), names
        )
        for name in sorted({*old, *new})
    )
    return columns, tuple(sorted(rows, key=lambda row: not row.is_changed))


def differing_problems(
    before: Iterable[Problem], after: Iterable[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems that are new, and those gone; moved lines are neither, nor are those that name more or fewer."""
    old, new = {_what(problem): problem for problem in before}, {_what(problem): problem for problem in after}
    return (
        tuple(problem for what, problem in new.items() if what not in old),
        tuple(problem for what, problem in old.items() if what not in new),
    )


def _section(sort: ChangeClass, found: Sequence[Change], titles: Titles) -> ChangeSection:
    lines = tuple(
        ChangeLine(
            name=change.ref.name,
            kind=noun_of(change.ref),
            sentence=change_sentence(change, titles),
        )
        for change in found
    )
    return ChangeSection(key=_key(sort), title=CLASS_TITLES[sort], lines=lines)


def _key(sort: ChangeClass) -> str:
    return sort.replace("_", "-")


def _row(
    name: str,
    old: Entity | None,
    new: Entity | None,
    changes: Sequence[Change],
    names: Mapping[str, Sequence[str]],
) -> ReviewRow:
    cells = tuple(
        _cell(other in _named(old, field), other in _named(new, field))
        for field, others in names.items()
        for other in others
    )
    state = SAME if old and new else ADDED if new else DROPPED
    return ReviewRow(name=name, state=state, tags=tuple(_tags(changes)), cells=cells)


def _tags(changes: Iterable[Change]) -> Iterator[ReviewTag]:
    """What the state of the row and its cells do not say: another cut-off or version, for instance."""
    found = {change.sort for change in changes} - _TOLD_BY_ROWS
    yield from (ReviewTag(key=_key(sort), title=CLASS_TITLES[sort]) for sort in LOSSES_FIRST if sort in found)


def _named(entity: Entity | None, field: str) -> tuple[str, ...]:
    return related_names(entity, field) if entity else ()


def _cell(before: bool, after: bool) -> str:
    if before and after:
        return SAME
    return ADDED if after else DROPPED if before else NEVER


def _what(problem: Problem) -> tuple[str, str, str, str]:
    """What a problem is about, wherever its line or its place in a list has moved to."""
    path, code, field, about = problem.identity
    return path, code, field.partition("[")[0], about
