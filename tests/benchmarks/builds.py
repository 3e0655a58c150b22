"""A config directory in, the costs of building and checking it out, each in a process of its own."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .children import Cost, cost_of, told_by

AS_OF = "2025-06-01T00:00:00Z"  # some of the made cut-off dates lie before it, others after
COMMITS = 1000  # of the history that is read

_REMARK = b"# A remark that comes and goes.\n"


@dataclass(frozen=True, slots=True)
class Bench:
    """A directory with a configuration, and beside it what building it leaves there."""

    root: Path

    @property
    def config(self) -> Path:
        """The configuration."""
        return self.root / "config"

    @property
    def repository(self) -> Path:
        """A repository with a long history of the configuration."""
        return self.root / "repository"

    @property
    def output(self) -> Path:
        """The site, once it has been built."""
        return self.root / "public"

    @property
    def cache(self) -> Path:
        """What builds keep to be faster next time."""
        return self.root / "cache"

    @property
    def arguments(self) -> tuple[str, ...]:
        """Of a command that builds."""
        places = (f"--config={self.config}", f"--output={self.output}", f"--cache={self.cache}")
        return (*places, f"--as-of={AS_OF}")

    def clear(self) -> None:
        """Removes all that was built and kept."""
        for directory in (self.output, self.cache):
            shutil.rmtree(directory, ignore_errors=True)


def bench_with(real: Path, root: Path, *, size: int | None, seed: int, commits: int = COMMITS) -> Bench:
    """A bench with a copy of the real configuration, or with a made one of `size` unit primitives.

    Beside it stands a repository with a history of so many commits, if any.
    """
    bench = Bench(root)
    if size is None:
        shutil.copytree(real, bench.config)
    else:
        told_by(
            "tests.benchmarks.config_files", f"{size}", f"{bench.config}", "--config", f"{real}", "--seed", f"{seed}"
        )
    if commits:
        told_by("tests.benchmarks.histories", f"{bench.config}", f"{bench.repository}", "--commits", f"{commits}")
    return bench


def cold(bench: Bench) -> Cost:
    """A build with nothing there: no site, nothing kept."""
    bench.clear()
    return build(bench)


def unchanged(bench: Bench) -> Cost:
    """A build of what has been built already."""
    return build(bench)


def one_file_changed(bench: Bench) -> Cost:
    """A build after a change to the file of one unit primitive."""
    file = min((bench.config / "unit_primitives").iterdir())
    text = file.read_bytes()
    file.write_bytes(text.removesuffix(_REMARK) if text.endswith(_REMARK) else text + _REMARK)
    return build(bench)


def check_only(bench: Bench) -> Cost:
    """The check alone."""
    return cost_of("site_builder", "check", "--config", f"{bench.config}")


def history(bench: Bench) -> Cost:
    """The history alone."""
    return cost_of("tests.benchmarks.histories", f"{bench.repository / 'config'}")


def build(bench: Bench) -> Cost:
    """A build, whatever there is."""
    return cost_of("site_builder", "build", *bench.arguments)


# In this order, so that each finds what it needs.
BUILDS: Mapping[str, Callable[[Bench], Cost]] = {
    "cold": cold,
    "unchanged": unchanged,
    "one file changed": one_file_changed,
    "check only": check_only,
    f"history of {COMMITS:,} commits": history,
}
