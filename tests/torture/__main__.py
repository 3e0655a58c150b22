"""`python -m tests.torture`: prints how often a build was struck where, and what happened that must never happen."""

import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from tests.output.publishing import mounting

from .arena import pristine
from .program import Amounts, Result, torture

_APART = "SITE_BUILDER_APART"  # set where mounts are this program's own
_AMOUNT = click.IntRange(min=0)
_DIRECTORY = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(context_settings={"show_default": True})
@click.option("--kills", type=_AMOUNT, default=500, help="How often to kill what publishes, and what builds.")
@click.option("--strokes", type=_AMOUNT, default=50, help="How often to interrupt it, and to kill it elsewhere.")
@click.option("--full-disks", type=_AMOUNT, default=50, help="At how many points the disk is full.")
@click.option("--pairs", type=_AMOUNT, default=20, help="How many times to start two builds at once.")
@click.option(
    "--share",
    type=click.IntRange(min=1),
    default=10,
    help="Of all but kills, do one in so many with whole commands too.",
)
@click.option("--seed", default=1, help="The same seed strikes at the same moments after the start.")
@click.option("--config", type=_DIRECTORY, default="config", help="The configuration of the old site.")
@click.option("--work", type=_DIRECTORY, help="Where to build, instead of the directory for temporary files.")
def main(
    kills: int, strokes: int, full_disks: int, pairs: int, share: int, seed: int, config: Path, work: Path | None
) -> None:
    """Try to break a published site, and print as Markdown how it came through."""
    _mount_for_this_program_alone()
    amounts = Amounts(kills=kills, strokes=strokes, full_disks=full_disks, pairs=pairs)
    with tempfile.TemporaryDirectory(dir=work, prefix="torture-") as directory:
        root = Path(directory).resolve()
        sites = pristine(root / "pristine", config.resolve(), change)
        results = tuple(torture(sites, root, amounts, amounts.part(share), seed, partial(click.echo, err=True)))
    click.echo("\n".join(as_markdown(results)))
    sys.exit(any(result.complaints for result in results))


def change(config: Path) -> None:
    """What makes the new site: another title on every page, a unit primitive more and one less."""
    site = config / "site.yml"
    others = re.sub(r"^title:.*\n", "", site.read_text(encoding="utf-8"), flags=re.MULTILINE)
    site.write_text(f"title: Another catalog\n{others}", encoding="utf-8")
    gone, like, *_ = sorted((config / "unit_primitives").glob("*.yml"))
    text = like.read_text(encoding="utf-8").replace(f"name: {like.stem}\n", "name: a_new_one\n")
    (config / "unit_primitives" / "a_new_one.yml").write_text(text, encoding="utf-8")
    gone.unlink()


def as_markdown(results: Iterable[Result]) -> Iterator[str]:
    """A table of what was done and how it ended, then every complaint."""
    results = tuple(results)
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()}."
    yield ""
    yield "| ordeal | trials | how far the build had come, or how it ended | broken |"
    yield "| --- | --: | --- | --: |"
    for result in results:
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in result.outcomes.most_common())
        yield f"| {result.ordeal} | {result.outcomes.total()} | {outcomes or result.skipped} | {len(result.complaints)} |"
    for result in results:
        yield from (f"- {complaint}" for complaint in result.complaints)


def _mount_for_this_program_alone() -> None:
    """Starts this program once more where what it mounts is seen by nobody else, if that is permitted."""
    prefix = mounting()
    if prefix and _APART not in os.environ:
        command = [*prefix, sys.executable, "-m", "tests.torture", *sys.argv[1:]]
        os.execvpe(command[0], command, os.environ | {_APART: "1"})


if __name__ == "__main__":
    main()
