"""A configuration in, benches out: a directory for each tool, what it builds from, what it leaves, its command."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from site_builder.catalog import link
from site_builder.installed import own_files
from site_builder.source import load, load_schemas
from tests.benchmarks import builds
from tests.benchmarks.children import Cost, cost_of_command

from .content import entries
from .sources import WRITERS

OURS = "site_builder"
PLAIN, DOT = "plain script", "plain script and dot"
_SCRIPT = Path(__file__).with_name("plain.py")
_REMARK = {"hugo": "\n<!-- changed -->\n", "mkdocs": "\n<!-- changed -->\n", "sphinx": "\n.. changed\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool at one configuration: how it builds, the file that is changed for it, and what it leaves."""

    name: str
    run: Callable[[], Cost]
    changed: Path  # a source file of one unit primitive
    remark: str  # what comes and goes in it
    output: Path
    kept: tuple[Path, ...] = ()  # beside the output

    def cold(self) -> Cost:
        """A build with nothing there."""
        for directory in (self.output, *self.kept):
            shutil.rmtree(directory, ignore_errors=True)
        return self.run()

    def unchanged(self) -> Cost:
        """A build of what has been built already."""
        return self.run()

    def one_file_changed(self) -> Cost:
        """A build after a change to the file of one unit primitive."""
        text = self.changed.read_text(encoding="utf-8")
        is_there = text.endswith(self.remark)
        self.changed.write_text(text.removesuffix(self.remark) if is_there else text + self.remark, encoding="utf-8")
        return self.run()

    @property
    def size(self) -> tuple[int, int]:
        """How many files and bytes the site has."""
        sizes = [path.stat().st_size for path in self.output.rglob("*") if path.is_file()]
        return len(sizes), sum(sizes)


def tools_for(bench: builds.Bench, environment: Path, dot: str | None) -> tuple[Tool, ...]:
    """Every tool with its own copy of the content. `environment`: where the peers are installed."""
    file = min((bench.config / "unit_primitives").iterdir())
    ours = Tool(
        name=OURS,
        run=lambda: builds.build(bench),
        changed=file,
        remark="# A remark that comes and goes.\n",
        output=bench.output,
        kept=(bench.cache,),
    )
    return (ours, *_peers(bench, environment / "bin"), *_plain(bench, file, dot))


def _peers(bench: builds.Bench, programs: Path) -> tuple[Tool, ...]:
    schemas = load_schemas(own_files("schemas"))
    catalog = link(load(bench.config, schemas).entities)
    content = tuple(entries(catalog, {kind: tuple(schema.fields) for kind, schema in schemas.items()}))
    commands = {
        "hugo": ("hugo", "--quiet", "--destination", "{output}"),
        "mkdocs": ("mkdocs", "build", "--quiet", "--site-dir", "{output}"),
        "sphinx": ("sphinx-build", "-q", "-d", "{kept}", ".", "{output}"),
    }
    tools = []
    for name, (program, *arguments) in commands.items():
        root = bench.root / name
        WRITERS[name](content, root)
        output, kept = bench.root / f"{name}-site", bench.root / f"{name}-kept"
        words = [word.format(output=output, kept=kept) for word in arguments]
        command = [f"{programs / program}", *words]
        (changed,) = root.rglob(f"unit_primitives/{content[0].name}.*")
        tools.append(
            Tool(
                name=name,
                run=lambda command=command, root=root: cost_of_command(*command, directory=root),  # type: ignore[misc]
                changed=changed,
                remark=_REMARK[name],
                output=output,
                kept=(kept,),
            )
        )
    return tuple(tools)


def _plain(bench: builds.Bench, file: Path, dot: str | None) -> tuple[Tool, ...]:
    tools = []
    for name, words in ((PLAIN, ()), (DOT, (dot,))):
        output = bench.root / name.replace(" ", "-")
        if None not in words:
            command = [sys.executable, f"{_SCRIPT}", f"{bench.config}", f"{output}", *map(str, words)]
            tools.append(
                Tool(
                    name=name,
                    run=lambda command=command: cost_of_command(*command),  # type: ignore[misc]
                    changed=file,
                    remark="# A remark that comes and goes.\n",
                    output=output,
                )
            )
    return tuple(tools)
