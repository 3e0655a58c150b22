"""What was measured in, Markdown tables out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from .builds import BUILDS
from .children import Cost

Rows = Iterable[Sequence[str]]

_MIB, _KIB, _MB = 1 << 20, 1 << 10, 1_000_000

# What the page of an entity may come to, compressed, with everything that it asks for at once.
LIMITS = {"total": 25 * _KIB, "requests": 5, "scripts": 10 * _KIB, "styles": 8 * _KIB}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything about one configuration: each run of each build, the stages of one, the site as `weights` has it."""

    unit_primitives: int
    made: bool
    costs: Mapping[str, Sequence[Cost]]
    stages: Mapping[str, float]  # seconds
    site: Mapping[str, Any]
    answers: Mapping[str, float]  # milliseconds in the browser

    @property
    def title(self) -> str:
        """`61 (real)`, `1,000`."""
        return f"{self.unit_primitives:,}{'' if self.made else ' (real)'}"

    def middle(self, build: str, cost: str) -> float:
        """The median of a build's `processor`, `wall` (seconds) or `memory` (bytes)."""
        return float(median(getattr(run, cost) for run in self.costs[build]))

    def per_entity(self, seconds: float) -> float:
        """The milliseconds that fall to each entity of any kind."""
        return 1000 * seconds / int(self.site["entities"])


def as_markdown(measured: Sequence[Measured], heading: Iterable[str]) -> str:
    """The whole report."""
    titles = [run.title for run in measured]
    parts = [
        "# Benchmark",
        "\n".join(heading),
        "## Builds",
        "Processor time also for each entity of any kind, and how that compares with the first size.",
        _table(_BUILDS, _builds(measured)),
        "## Sites",
        _table(_SITES, _sites(measured)),
        "## Answers in the browser",
        "Milliseconds: the rule for every unit primitive by itself, and one choice on check.html until its answer is laid out.",
        _table(("unit primitives", "rule", "µs for each", "choice"), _answers(measured)),
        "## Stages of one cold build",
        "Processor time in seconds, and in brackets the milliseconds per entity.",
        _table(("stage", *titles), _stages(measured)),
        "## Heaviest page of each kind",
        f"KiB, compressed, with everything that the page asks for at once. {_limits()}",
        _table(_WEIGHTS, _weights(measured)),
    ]
    return "\n\n".join(parts) + "\n"


_BUILDS = ("unit primitives", "build", "processor, s", "wall, s", "ms per entity", "ratio", "peak memory, MiB")


def _builds(measured: Sequence[Measured]) -> Rows:
    for run in measured:
        for build in BUILDS:
            each = run.per_entity(run.middle(build, "processor"))
            first = measured[0].per_entity(measured[0].middle(build, "processor"))
            yield (
                run.title,
                build,
                f"{run.middle(build, 'processor'):.2f}",
                f"{run.middle(build, 'wall'):.2f}",
                f"{each:.2f}",
                f"{each / first:.2f}",
                f"{run.middle(build, 'memory') / _MIB:.0f}",
            )


_SITES = ("unit primitives", "entities", "files", "MB", "KB per entity")


def _sites(measured: Sequence[Measured]) -> Rows:
    for run in measured:
        entities, files, size = (int(run.site[what]) for what in ("entities", "files", "bytes"))
        yield run.title, f"{entities:,}", f"{files:,}", f"{size / _MB:,.1f}", f"{size / entities / 1000:.1f}"


def _answers(measured: Sequence[Measured]) -> Rows:
    for run in measured:
        rule, choice = run.answers["rule"], run.answers["choice"]
        yield run.title, f"{rule:.1f}", f"{1000 * rule / run.unit_primitives:.2f}", f"{choice:.1f}"


def _stages(measured: Sequence[Measured]) -> Rows:
    for stage in measured[0].stages:
        yield stage, *(_seconds(run.stages[stage], run) for run in measured)
    yield "all", *(_seconds(sum(run.stages.values()), run) for run in measured)


def _seconds(seconds: float, run: Measured) -> str:
    return f"{seconds:.3f} ({run.per_entity(seconds):.2f})"


_WEIGHTS = ("unit primitives", "page", "total", "page alone", "scripts", "styles", "requests", "too much")


def _weights(measured: Sequence[Measured]) -> Rows:
    for run in measured:
        for page in run.site["heaviest"]:
            sizes = (f"{page[part] / _KIB:.1f}" for part in ("total", "page", "scripts", "styles"))
            too_much = ", ".join(part for part, most in LIMITS.items() if page[part] > most)
            yield run.title, page["address"], *sizes, f"{page['requests']}", too_much


def _limits() -> str:
    total, scripts, styles = (f"{LIMITS[part] // _KIB} KiB" for part in ("total", "scripts", "styles"))
    return f"At the most: {total} in {LIMITS['requests']} requests, scripts {scripts}, styles {styles}."


def _table(columns: Sequence[str], rows: Rows) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
