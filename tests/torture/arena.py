"""Two configurations in, a published site to build over: which of the two sites stands there, and what else is there.

Both sites are built once, where nobody disturbs them; every later look at the published one is compared with these.
"""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.output.artifact import Artifact
from site_builder.output.manifest import MANIFEST
from site_builder.output.publisher import publish
from tests.cli.running import surroundings

from .forked import Forked

OLD, NEW, NONE, MIXTURE, BROKEN = "old", "new", "none", "mixture", "broken"

# What is nobody's business, beside the site, with names much like those that publishing uses itself.
FOREIGN = (
    ".site.site-builder-notes",
    ".site-builder",
    "site.html",
    "site.kept/index.html",
    ".other.site-builder/new/x",
)
_OURS = frozenset({"site", "cache"})
_FOREIGN = frozenset(name.partition("/")[0] for name in FOREIGN)
_OF_THE_VOLUME = "lost+found"

Entry = tuple[int, bytes]  # kind and permissions; the bytes of a file
Trace = tuple[int, bytes, int, int]  # the same; inode; modified (ns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pristine:
    """The old and the new site as they are when nothing happens: every path with its mode and bytes."""

    root: Path
    sites: Mapping[str, Mapping[str, Entry]]

    def config(self, which: str) -> Path:
        """The configuration that the old or the new site is built from."""
        return self.root / which / "config"

    def name(self, found: Mapping[str, Entry]) -> str:
        """Which of the sites this is; MIXTURE where every part of it belongs to one of them."""
        if not found:
            return NONE
        for name, site in self.sites.items():
            if found == site:
                return name
        known = all(any(site.get(path) == entry for site in self.sites.values()) for path, entry in found.items())
        return MIXTURE if known else BROKEN

    def room(self, block: int = 4096) -> int:
        """How many bytes of a disk the new site needs beside the old one, in whole blocks."""
        added = [content for path, (_, content) in self.sites[NEW].items() if (_, content) != self.sites[OLD].get(path)]
        return sum(-(-len(content) // block) * block for content in added)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """A place where a site is published."""

    pristine: Pristine
    root: Path  # holds the site, the cache and what is not ours
    prefix: Sequence[str] = ()  # what builds are started with
    inside: bool = False  # whether a site is prepared in the output itself, which cannot be renamed
    at_once: bool = True  # whether one site takes the place of the other in one step
    rendered: bool = False  # whether builds only publish what was rendered before, and so take a tenth of the time

    @property
    def output(self) -> Path:
        """Where the site is published."""
        return self.root / "site"

    @property
    def workspace(self) -> Path:
        """Where a build prepares it."""
        return self.output / ".site-builder" if self.inside else self.root / ".site.site-builder"

    def start(
        self, which: str, prepare: Callable[[], None] | None = None, program: Sequence[str] = ("site_builder",)
    ) -> subprocess.Popen[bytes] | Forked:
        """The command that builds a site, begun. `prepare` runs in the new process before it."""
        if self.rendered:
            return Forked(lambda: self._publish(which, prepare))
        options = ("--config", self.pristine.config(which), "--output", self.output, "--cache", self.root / "cache")
        return subprocess.Popen(
            [*self.prefix, sys.executable, "-m", *program, "build", *options, "--as-of", "2026-01-01T00:00:00Z"],
            cwd=self.pristine.root,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=prepare,
        )

    def build(self, which: str) -> None:
        """A good build. AssertionError with what it says where it is none."""
        if self.rendered:
            self._publish(which)
            return
        with self.start(which) as process:
            said, _ = process.communicate()
        assert process.returncode == 0, said.decode()

    def standing(self) -> str:
        """Which site stands there now."""
        return self.pristine.name({path: trace[:2] for path, trace in self.site().items()})

    def site(self) -> dict[str, Trace]:
        """Every path of the site that stands there now."""
        return traces(self.output, ignored=(self.workspace.name, _OF_THE_VOLUME))

    def foreign(self) -> dict[str, Trace]:
        """Everything beside the site that is not ours."""
        return {f"{name}/{path}": trace for name in _FOREIGN for path, trace in traces(self.root / name).items()}

    def leftovers(self) -> tuple[str, ...]:
        """What builds have left, beside the site, inside it and in the cache."""
        beside = {path.name for path in self.root.iterdir()} - _OURS - _FOREIGN
        cached = {
            f"cache/{path.name}" for path in (self.root / "cache").glob("*") if path.suffix not in (".json", ".TAG")
        }
        return tuple(sorted(beside | cached | ({self.workspace.name} if self.workspace.exists() else set())))

    def _publish(self, which: str, prepare: Callable[[], None] | None = None) -> None:
        if prepare:
            prepare()
        site = self.pristine.sites[which]
        files = (Artifact(path, content) for path, (mode, content) in site.items() if stat.S_ISREG(mode))
        publish((file for file in files if file.path != MANIFEST), self.output)


def pristine(root: Path, config: Path, change: Callable[[Path], None]) -> Pristine:
    """The sites of a configuration and of a copy of it that is changed, both built below `root`."""
    sites = {}
    for which in (OLD, NEW):
        shutil.copytree(config, root / which / "config")
        if which == NEW:
            change(root / which / "config")
        made = Arena(pristine=Pristine(root=root, sites={}), root=root / which)
        made.build(which)
        sites[which] = {path: trace[:2] for path, trace in made.site().items()}
        shutil.rmtree(made.output)
    assert sites[OLD] != sites[NEW], "the change is none"
    return Pristine(root=root, sites=sites)


def populate(arena: Arena) -> Arena:
    """Puts the old site into a place, and beside it what is not ours."""
    for name in FOREIGN:
        (arena.root / name).parent.mkdir(parents=True, exist_ok=True)
        (arena.root / name).write_text("not ours", encoding="utf-8")
    arena.build(OLD)
    return arena


def traces(directory: Path, ignored: Sequence[str] = ()) -> dict[str, Trace]:
    """What is at a path and below it, itself as `.`; nothing where it is not there. `ignored` are names at the top."""
    found: dict[str, Trace] = {}
    waiting = [directory] if os.path.lexists(directory) else []
    while waiting:
        path = waiting.pop()
        status = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
        found[path.relative_to(directory).as_posix()] = (status.st_mode, content, status.st_ino, status.st_mtime_ns)
        if stat.S_ISDIR(status.st_mode):
            waiting += (inner for inner in path.iterdir() if path != directory or inner.name not in ignored)
    return found
