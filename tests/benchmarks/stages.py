"""A configuration in, processor time of each stage of a build as JSON out: `python -m tests.benchmarks.stages --help`.

The program is run as it is, with a clock around its stages. Pages are made, laid out, filled into templates and written
one after the other, so the clock tells apart what happens inside of something else.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any, ParamSpec, TypeVar

import click

from site_builder.cli.options import as_of_option, cache_option, config_option, output_option, settings_from
from site_builder.output import Layouter
from site_builder.site import Site

P = ParamSpec("P")
R = TypeVar("R")

# In the order in which they begin. What belongs to none is "other": settings, schemas, hashes.
STAGES = ("start", "load", "link", "lint", "plan", "pages", "layout", "render", "exports", "write", "other")

_NOTHING = object()


class Clock:
    """Processor time by stage, in seconds. A stage within another has its time for itself."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)
        self._running = ["start"]
        self._counted = 0.0

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        """Counts what happens within for the stage."""
        self._count()
        self._running.append(stage)
        try:
            yield
        finally:
            self._count()
            self._running.pop()

    def around(self, stage: str, function: Callable[P, R]) -> Callable[P, R]:
        """The same function, counted for the stage."""

        def counted(*arguments: P.args, **named: P.kwargs) -> R:
            with self.running(stage):
                return function(*arguments, **named)

        return counted

    def around_each(self, stage: str, items: Iterable[R]) -> Iterator[R]:
        """The same items; taking each is counted for the stage."""
        rest = iter(items)
        take = self.around(stage, lambda: next(rest, _NOTHING))
        while (item := take()) is not _NOTHING:
            yield item  # type: ignore[misc]

    @property
    def seconds(self) -> Mapping[str, float]:
        """What was counted, in the order of the stages."""
        return {stage: self._seconds[stage] for stage in STAGES}

    def _count(self) -> None:
        now = process_time()
        self._seconds[self._running[-1]] += now - self._counted
        self._counted = now


def put_around(clock: Clock, program: Any) -> None:
    """Puts the clock around the stages that the module `site_builder.build` and its check call."""
    checking = import_module("site_builder.checking")
    for stage in ("load", "link", "lint"):
        setattr(checking, stage, clock.around(stage, getattr(checking, stage)))
    for stage, name in (("plan", "plan_with_earlier"), ("write", "publish")):
        setattr(program, name, clock.around(stage, getattr(program, name)))
    render, draw = program.render, Layouter.draw

    @contextmanager
    def counted_render(site: Site, templates: Path, layouter: Layouter, *, processes: int) -> Iterator[Any]:
        pages = (replace(page, make=clock.around("pages", page.make)) for page in site.pages)
        files = (replace(file, make=clock.around("exports", file.make)) for file in site.files)
        counted = replace(site, pages=tuple(pages), files=tuple(files))
        with render(counted, templates, layouter, processes=processes) as artifacts:
            yield clock.around_each("render", artifacts)

    program.render = counted_render
    Layouter.draw = clock.around("layout", draw)  # type: ignore[method-assign]


@click.command()
@config_option
@output_option
@cache_option
@as_of_option
def main(config: Path, output: Path, cache: Path, as_of: str | None) -> None:
    """Build, and print the seconds that each stage took."""
    clock = Clock()
    program = import_module("site_builder.build")
    put_around(clock, program)
    with clock.running("other"):
        settings = settings_from(config=config, output=output, cache=cache, as_of=as_of)
        program.build(settings)
    print(json.dumps(clock.seconds))


if __name__ == "__main__":
    main()
