"""`python -m tests.benchmarks`: builds sites of several sizes, again and again, and prints what they cost.

This process only waits, and stays small: systems count the memory of whoever starts a process for that process too.
"""

import json
import os
import platform
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from .builds import AS_OF, BUILDS, Bench, bench_with
from .children import Cost, told_by
from .report import Measured, as_markdown

_REAL = "real"
_DIRECTORY = click.Path(path_type=Path, exists=True, file_okay=False)


def _sizes(context: click.Context, option: click.Parameter, given: str) -> tuple[int | None, ...]:
    """Numbers of unit primitives, each once; None for the real configuration."""
    number = click.IntRange(min=1)
    named = dict.fromkeys(given.split(","))
    return tuple(None if size == _REAL else int(number(size, option, context)) for size in named)


@click.command()
@click.option(
    "--sizes", default=f"{_REAL},1000,10000", show_default=True, callback=_sizes,
    help="How many unit primitives each configuration has; 'real' is the configuration as it stands.",
)  # fmt: skip
@click.option("--repeat", type=click.IntRange(min=1), default=5, show_default=True, help="How often to run each build.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same configurations.")
@click.option("--config", type=_DIRECTORY, default="config", show_default=True, help="The real configuration.")
@click.option("--work", type=_DIRECTORY, help="Where to build.  [default: the directory for temporary files]")
@click.option("--json", "figures", type=click.Path(path_type=Path), help="Write every figure to this file as well.")
def main(
    sizes: tuple[int | None, ...], repeat: int, seed: int, config: Path, work: Path | None, figures: Path | None
) -> None:
    """Measure what building sites of several sizes costs, and print it as Markdown."""
    heading = _heading(repeat, seed)
    with tempfile.TemporaryDirectory(dir=work, prefix="benchmarks-") as root:
        places = [Path(root) / f"{size or _REAL}" for size in sizes]
        benches = [
            bench_with(config.resolve(), at, size=size, seed=seed) for at, size in zip(places, sizes, strict=True)
        ]
        costs = _costs(benches, repeat)
        measured = [_measured(bench, size, runs) for bench, size, runs in zip(benches, sizes, costs, strict=True)]
    if figures:
        figures.write_text(json.dumps([asdict(each) for each in measured], indent=1) + "\n", encoding="utf-8")
    click.echo(as_markdown(measured, heading), nl=False)


def _heading(repeat: int, seed: int) -> tuple[str, ...]:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return (
        f"Python {platform.python_version()} on {machine}, load {os.getloadavg()[0]:.1f} at the start.",
        f"Medians of {repeat} runs, each in a process of its own, from the start of the interpreter to its end.",
        f"Configurations of seed {seed}, sites as of {AS_OF}.",
    )


def _costs(benches: Sequence[Bench], repeat: int) -> list[dict[str, list[Cost]]]:
    """Every run of every build. Sizes take turns, so that a busy minute of the machine falls to all of them."""
    costs: list[dict[str, list[Cost]]] = [{name: [] for name in BUILDS} for _ in benches]
    for turn in range(repeat):
        for bench, runs in zip(benches, costs, strict=True):
            for name, build in BUILDS.items():
                runs[name].append(build(bench))
                said = f"{bench.root.name}, {name}: {runs[name][-1].processor:.2f} s"
                click.echo(f"run {turn + 1} of {repeat}, {said}", err=True)
    return costs


def _measured(bench: Bench, size: int | None, costs: dict[str, list[Cost]]) -> Measured:
    bench.clear()
    return Measured(
        unit_primitives=len(list((bench.config / "unit_primitives").iterdir())),
        made=size is not None,
        costs=costs,
        stages=json.loads(told_by("tests.benchmarks.stages", *bench.arguments)),
        site=json.loads(told_by("tests.benchmarks.weights", f"{bench.output}")),
        answers=json.loads(told_by("tests.benchmarks.answers", f"{bench.output}")),
    )


if __name__ == "__main__":
    main()
