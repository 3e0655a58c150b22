"""Two configurations in, the review of one against the other out, as a value: one file that stands alone shows it.

A review asks what an edit does: it takes both sides as of one moment, so that the calendar is not taken for the edit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..catalog import KIND, Catalog, Change, Entity, Ref, related_names
from ..problems import Problem
from .change_words import CLASS_TITLES, change_sentence
from .matrix_cells import COLUMNS, DECIDING
from .sides import Side, summary
from .wording import Titles

# Cells of the matrix: what a unit primitive named before and names now.
SAME, ADDED, DROPPED, NEVER = "same", "added", "dropped", "never"


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
class ReviewRow:
    """A unit primitive in the matrix: `state` is that of the whole row, each cell one of the four."""

    name: str
    state: str
    cells: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in the row is different."""
        return self.state != SAME or any(cell in (ADDED, DROPPED) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer needs to see. `columns`, `rows` and `touched` are empty where only changes were asked for.

    `errors` are those of the configuration under review: then there is nothing else to tell.
    """

    title: str
    notice: str
    summary: str
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
    return Review(
        title=title, notice=notice, summary=summary(changes, base, head), sections=tuple(_sections(changes, titles))
    )


def review_rows(
    before: Catalog, after: Catalog, titles: Titles
) -> tuple[tuple[ReviewColumns, ...], tuple[ReviewRow, ...]]:
    """The matrix of both: every unit primitive that one of them has, against everything that decides in one of them.

    What is different comes first.
    """
    names = {
        relation.field: titles.ordered({*before.of_kind(relation.target).names, *after.of_kind(relation.target).names})
        for relation in COLUMNS
    }
    columns = tuple(
        ReviewColumns(
            title=KIND[relation.target].title_plural,
            names=tuple(titles.of_ref(Ref(kind=relation.target, name=name)) for name in names[relation.field]),
        )
        for relation in COLUMNS
    )
    primitives = sorted({*before.unit_primitives.names, *after.unit_primitives.names})
    rows = (_row(name, before, after, names) for name in primitives)
    return columns, tuple(sorted(rows, key=lambda row: not row.is_changed))


def differing_problems(
    before: Iterable[Problem], after: Iterable[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems that are new, and those that are gone; moved lines are neither."""
    old, new = {_what(problem): problem for problem in before}, {_what(problem): problem for problem in after}
    return (
        tuple(problem for what, problem in new.items() if what not in old),
        tuple(problem for what, problem in old.items() if what not in new),
    )


def _sections(changes: Sequence[Change], titles: Titles) -> Iterator[ChangeSection]:
    for sort, found in groupby(changes, key=lambda change: change.sort):
        lines = tuple(
            ChangeLine(
                name=change.ref.name,
                kind="" if change.ref.kind == "unit_primitive" else KIND[change.ref.kind].noun,
                sentence=change_sentence(change, titles),
            )
            for change in found
        )
        yield ChangeSection(key=sort.replace("_", "-"), title=CLASS_TITLES[sort], lines=lines)


def _row(name: str, before: Catalog, after: Catalog, names: dict[str, tuple[str, ...]]) -> ReviewRow:
    old, new = before.unit_primitives.find_by_name(name), after.unit_primitives.find_by_name(name)
    was, stays = name in before.unit_primitives, name in after.unit_primitives
    state = SAME if was and stays else ADDED if stays else DROPPED
    cells = tuple(
        _cell(other in _named(old if was else None, field), other in _named(new if stays else None, field))
        for field, others in names.items()
        for other in others
    )
    return ReviewRow(name=name, state=state, cells=cells)


def _named(entity: Entity | None, field: str) -> tuple[str, ...]:
    return related_names(entity, field) if entity else ()


def _cell(before: bool, after: bool) -> str:
    if before and after:
        return SAME
    return ADDED if after else DROPPED if before else NEVER


def _what(problem: Problem) -> tuple[str, str, str, str]:
    """What a problem is about, wherever its line has moved to."""
    return problem.path, problem.code, problem.field.partition("[")[0], problem.message
