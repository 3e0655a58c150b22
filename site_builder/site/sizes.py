"""The chronicle in, how large each bundle was at the end of each period out: a row with a chart, and all numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from ..catalog import KIND, KINDS, Ref, Sizes, as_gone
from ..counting import number
from . import urls
from .bounds import MOST_BYTES, MOST_CELLS, beginning, more, rows_within, text_weight
from .charts import StepChart, step_chart, tick_marks
from .links import Link, link_to
from .material import Material
from .periods import has_page, period_title
from .wording import day

_CELL = 40  # bytes of a number in the table of all

# A bundle, and in which step another took its name, 0 where none did; None stands for all unit primitives.
_Subject: TypeAlias = tuple[Ref, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRow:
    """A bundle, or all unit primitives: how many it had at the beginning and has at the end; empty before it came."""

    link: Link | None  # none for what is gone
    name: str
    kind: str
    first: str
    last: str
    difference: str  # `+7`, `−1`; `0` where it is again what it was, and `unchanged` where it always was
    chart: StepChart


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeTable:
    """Every number: a column for each row above, a line for each period, newest first, and how many older are left out.

    Empty: it was not there.
    """

    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleSizes:
    """The sizes of everything over the whole record."""

    since: str
    until: str
    highest: int
    ticks: str  # a path through all charts
    tick: str  # what a line of it stands for: `release`, `new year`
    rows: tuple[SizeRow, ...]
    table: SizeTable


def bundle_sizes(material: Material) -> BundleSizes | None:
    """None where nothing is known of the past."""
    told = material.chronicle
    if told.first_sizes is None or told.beginning is None:
        return None
    periods = [period for period in reversed(told.periods) if has_page(period)]
    known = (told.first_sizes, *(period.sizes for period in periods))
    subjects = tuple(_subjects(known, material))
    counts = [[_count(sizes, it) for sizes in known] for it, _ in subjects]
    highest = max((count or 0 for line in counts for count in line), default=0)
    rows = (_row(it, name, line, known, highest, material) for (it, name), line in zip(subjects, counts, strict=True))
    titles = ("When the record began", *(period_title(period, told) for period in periods))
    lines = [
        (title, tuple("" if line[at] is None else f"{line[at]:,}" for line in counts))
        for at, title in reversed(list(enumerate(titles)))
    ]
    weights = (text_weight(title) + _CELL * len(counts) for title, counts in lines)
    most = rows_within(weights, max(1, MOST_CELLS // len(subjects)), MOST_BYTES // 4)
    return BundleSizes(
        since=day(known[0].moment),
        until=day(material.as_of),
        highest=highest,
        ticks=tick_marks(_ticks(material), since=known[0].moment, until=material.as_of),
        tick="release" if told.by_release else "new year",
        rows=tuple(rows),
        table=SizeTable(
            columns=tuple(name for _, name in subjects), lines=beginning(lines, most), more=more(len(lines), most)
        ),
    )


def _ticks(material: Material) -> Iterator[datetime]:
    """When the releases were made; without any, when the years began."""
    told = material.chronicle
    if told.by_release:
        yield from (period.until for period in reversed(told.periods) if period.release)
    elif told.beginning is not None:
        yield from (
            datetime(year, 1, 1, tzinfo=UTC) for year in range(told.beginning.moment.year + 1, material.as_of.year + 1)
        )


def _subjects(known: Sequence[Sizes], material: Material) -> Iterator[tuple[_Subject, str]]:
    """All unit primitives, then the bundles that there are or were; after each those that had its name."""
    yield None, "All unit primitives"
    found = {it for sizes in known for it in sizes.bundles}
    for kind in (kind.singular for kind in KINDS if kind.is_bundle):
        names = {ref.name for ref, _ in found if ref.kind == kind}
        for ref in (Ref(kind=kind, name=name) for name in material.titles.ordered(names)):
            for taken in sorted(taken for it, taken in found if it == ref):
                yield (ref, taken), material.titles.head(as_gone(ref) if taken else ref)


def _count(sizes: Sizes, subject: _Subject) -> int | None:
    return sizes.bundles.get(subject) if subject else sizes.unit_primitives


def _row(
    subject: _Subject, name: str, counts: list[int | None], known: Sequence[Sizes], highest: int, material: Material
) -> SizeRow:
    at = next(at for at, count in enumerate(counts) if count is not None)
    points = [(sizes.moment, count or 0) for sizes, count in zip(known[at:], counts[at:], strict=True)]
    (start, first), last = points[0], counts[-1]
    end = "is gone" if last is None else f"{number(last, 'unit primitive')} on {day(material.as_of)}"
    chart = step_chart(
        points,
        since=known[0].moment,
        until=material.as_of,
        highest=highest,
        title=f"{name}: {first:,} on {day(start)}, {end}",
    )
    return SizeRow(
        link=_link(subject, material),
        name=name,
        kind=subject[0].kind if subject else "unit_primitive",
        first="" if counts[0] is None else f"{first:,}",
        last="gone" if last is None else f"{last:,}",
        difference=_difference(counts),
        chart=chart,
    )


def _difference(counts: Sequence[int | None]) -> str:
    first, last = counts[0], counts[-1]
    if len(set(counts)) == 1:
        return "unchanged"
    return f"{(last or 0) - (first or 0):+,}".replace("-", "−") if last != first else "0"


def _link(subject: _Subject, material: Material) -> Link | None:
    if subject is None:
        return Link(text=KIND["unit_primitive"].title_plural, address=urls.kind_list("unit_primitive"))
    ref, taken = subject
    return link_to(ref, material.titles) if ref in material.catalog and not taken else None
