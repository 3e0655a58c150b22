"""`python -m tests.mutation`: tries every mutant of the core, and fails where one survives that nobody explained."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from .mutants import Mutant, mutants
from .survivors import contradictions, reasons
from .targets import ROOT, TARGETS
from .trial import PACKAGE, Trial, outcomes


@click.command()
@click.argument("modules", nargs=-1, type=click.Choice(tuple(TARGETS)), metavar="[MODULE]...")
@click.option("--every", type=click.IntRange(min=1), default=1, show_default=True, help="Try one mutant in so many.")
@click.option("--tests", type=click.Path(path_type=Path, exists=True), help="Other tests than those of the module.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count(), help="How many to try at once.")
def main(modules: Sequence[str], every: int, tests: Path | None, jobs: int) -> None:
    """Change one thing at a time in modules of the core, and tell which changes no test notices."""
    is_wrong = False
    for module in modules or TARGETS:
        asked = Trial(module=f"{PACKAGE}.catalog.{module}", tests=(f"{tests}",) if tests else TARGETS[module])
        tried = tuple(mutants((ROOT / PACKAGE / "catalog" / f"{module}.py").read_text(encoding="utf-8")))[::every]
        survivors = _survivors(asked, tried, jobs)
        click.echo(f"{module}: {len(tried)} mutants, {len(tried) - len(survivors)} caught, {len(survivors)} survived")
        for told in contradictions(tried, survivors, reasons(module), all_tried=every == 1):
            click.echo(f"  {told}")
            is_wrong = True
    raise SystemExit(is_wrong)


def _survivors(asked: Trial, tried: Sequence[Mutant], jobs: int) -> tuple[Mutant, ...]:
    """In the order of the module; first its tests have to pass without any mistake."""
    if not all(passed for _, passed in outcomes([asked])):
        raise click.ClickException(f"{', '.join(asked.tests)}: they fail as it is")
    trials = [replace(asked, mutant=mutant) for mutant in tried]
    with click.progressbar(outcomes(trials, jobs), len(trials), asked.module, file=sys.stderr) as ends:
        names = {trial.mutant.name for trial, survived in ends if survived and trial.mutant}
    return tuple(mutant for mutant in tried if mutant.name in names)


if __name__ == "__main__":
    main()
