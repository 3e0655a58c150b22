"""Numbers at moments in, a step chart out, as values: a number holds until the next one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT = 240, 48  # of the field that the numbers lie in


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChart:
    """A line of steps and the field below it, in px from the left and the top; `y` is how high it ends.

    `title` says what the picture shows, for those who do not see it.
    """

    title: str
    line: str
    field: str
    y: int


def step_chart(
    points: Sequence[tuple[datetime, int]], *, since: datetime, until: datetime, highest: int, title: str
) -> StepChart:
    """The chart of at least one number, oldest first, within a time; all charts with the same `highest` compare."""
    # Of several in one place the last.
    (start, first), *steps = {_x(moment, since, until): _y(count, highest) for moment, count in points}.items()
    line = f"M{start} {first}" + "".join(f"H{x}V{y}" for x, y in steps) + f"H{WIDTH}"
    return StepChart(title=title, line=line, field=f"{line}V{HEIGHT}H{start}Z", y=_y(points[-1][1], highest))


def tick_marks(moments: Iterable[datetime], *, since: datetime, until: datetime) -> str:
    """Lines from top to bottom at moments within the time, one for those that fall together; empty for none."""
    xs = dict.fromkeys(_x(moment, since, until) for moment in moments if since < moment < until)
    return "".join(f"M{x} 0V{HEIGHT}" for x in xs)


def _x(moment: datetime, since: datetime, until: datetime) -> int:
    whole = (until - since).total_seconds()
    return round(WIDTH * min(max((moment - since).total_seconds() / whole, 0), 1)) if whole > 0 else 0


def _y(count: int, highest: int) -> int:
    return HEIGHT - round(HEIGHT * count / highest) if highest else HEIGHT
