"""The same input gives the same site to the last byte and mode, whatever surrounds the build.

The real configuration with a past and an earlier release is built once as usual, and again where everything is
otherwise: clock, zone, language, hash seed, umask, place, order of directories, fonts, cache, number of processes,
Python. `SITE_BUILDER_PYTHONS` names other Pythons (with `:` between them) that have what the site needs; the pipeline
runs this with every one of them.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.browser.history import with_history
from tests.cli.running import ROOT, surroundings
from tests.source.repositories import Repository
from tests.trees import CONFIG

EPOCH = "1795305600"  # 2026-11-22
RELEASE = "v1.0"
PYTHONS = tuple(filter(None, os.environ.get("SITE_BUILDER_PYTHONS", "").split(":")))

# Read by a Python as it starts: from then on every directory is listed the other way round.
BACKWARDS = """
import os
listdir, scandir = os.listdir, os.scandir
class Backwards:
    def __init__(self, *arguments):
        with scandir(*arguments) as entries:
            self.entries = reversed(list(entries))
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): self.close()
    def close(self): self.entries = iter(())
os.scandir = Backwards
os.listdir = lambda *arguments: listdir(*arguments)[::-1]
"""

Entry = tuple[int, bytes]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the configuration, its past, and a tag in it."""
    config = with_history(CONFIG, tmp_path_factory.mktemp("project"))
    Repository(config.parent).tag(RELEASE, "HEAD~1")
    return config.parent


@pytest.fixture(scope="module")
def usual(project: Path) -> Mapping[str, Entry]:
    """The site as it is built in the repository, with the moment as an option and nothing special around it."""
    return built(project, "public", "--as-of", "2026-11-22T00:00:00Z")


def built(
    project: Path,
    output: str,
    *options: str,
    python: str = sys.executable,
    flags: Sequence[str] = (),
    prefix: Sequence[str] = (),
    umask: int = 0o022,
    around: Mapping[str, str] | None = None,
    before: str = "",
) -> Mapping[str, Entry]:
    """What a build in a process of its own publishes: each path with kind, permissions and bytes.

    `around` is set in its environment; `before` is a directory whose modules a Python finds first.
    """
    path = os.pathsep.join(filter(None, (before, str(ROOT))))
    command = [
        *prefix,
        python,
        *flags,
        "-m",
        "site_builder",
        "build",
        "--output",
        output,
        "--release",
        RELEASE,
        *options,
    ]
    done = subprocess.run(
        command,
        cwd=project,
        env={**surroundings(SOURCE_DATE_EPOCH=EPOCH), **(around or {}), "PYTHONPATH": path},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    site = project / output
    paths = (site, *sorted(site.rglob("*")))
    return {str(path.relative_to(site)): (path.stat().st_mode, _content(path)) for path in paths}


def _content(path: Path) -> bytes:
    return path.read_bytes() if stat.S_ISREG(path.stat().st_mode) else b""


def unlike(usual: Mapping[str, Entry], other: Mapping[str, Entry]) -> list[str]:
    """The paths at which two sites differ."""
    return sorted(path for path in usual.keys() | other.keys() if usual.get(path) != other.get(path))


def test_a_site_with_a_past_and_a_release_is_what_is_compared(usual: Mapping[str, Entry]) -> None:
    assert {"index.html", f"releases/{RELEASE}/unit_primitives/duo_chat.html", "diagrams/add_ons/duo_pro.svg"} <= set(
        usual
    )
    assert b"Introduce Duo Core" in usual[f"changes/{RELEASE}.html"][1]
    changed = dict(usual) | {"index.html": (usual["index.html"][0] | 0o111, usual["index.html"][1])}
    del changed["about.html"]
    assert unlike(usual, changed) == ["about.html", "index.html"]


def test_zone_language_umask_and_order_of_directories_change_nothing(
    project: Path, usual: Mapping[str, Entry], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS, encoding="utf-8")
    listed, backwards = (_listed(CONFIG, before) for before in ("", str(tmp_path)))

    around = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.ISO-8859-9", "PYTHONUTF8": "0", "PYTHONHASHSEED": "0"}
    found = built(project, "backwards", umask=0o077, before=str(tmp_path), around=around)

    assert backwards == [names[::-1] for names in listed]
    assert unlike(usual, found) == []


def _listed(directory: Path, before: str) -> list[list[str]]:
    """The names in a directory as a new Python gets them, in both ways."""
    code = "import json, os; print(json.dumps([[entry.name for entry in os.scandir()], os.listdir()]))"
    environment = {**surroundings(), "PYTHONPATH": before}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=directory, env=environment, stdout=subprocess.PIPE, check=True
    )
    names: list[list[str]] = json.loads(done.stdout)
    return names


def test_place_hash_seed_fonts_and_cache_change_nothing(
    project: Path, usual: Mapping[str, Entry], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "some where" / ("far" * 60) / ("away" * 50) / "project"
    shutil.copytree(project, elsewhere)
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig/>", encoding="utf-8")  # none at all
    around = {"FONTCONFIG_FILE": str(fonts), "TZ": "America/St_Johns", "LC_ALL": "C", "HOME": "/nonexistent"}
    cache = ("--cache", str(tmp_path / "cache"))

    cold = built(elsewhere, "cold", *cache, around={**around, "PYTHONHASHSEED": "4242"})
    (kept,) = (tmp_path / "cache").glob("layouts-*")
    assert kept.stat().st_size > 1000
    cached = built(elsewhere, "cached", *cache, umask=0, around={**around, "PYTHONHASHSEED": "1"})

    assert unlike(usual, cold) == []
    assert unlike(usual, cached) == []


def test_however_many_processes_work_nothing_changes(project: Path, usual: Mapping[str, Entry]) -> None:
    alone, many = (built(project, f"by-{number}", "--processes", number) for number in ("1", "7"))

    assert unlike(usual, alone) == []
    assert unlike(usual, many) == []


@pytest.mark.skipif(shutil.which("faketime") is None, reason="no faketime here (a package of Debian)")
def test_the_clock_of_the_machine_changes_nothing(project: Path, usual: Mapping[str, Entry]) -> None:
    clock = ("faketime", "-f", "@2031-05-05 05:05:05")
    told = subprocess.run(
        [*clock, sys.executable, "-c", "import time; print(time.gmtime().tm_year)"], stdout=subprocess.PIPE, check=True
    )
    assert told.stdout == b"2031\n"

    assert unlike(usual, built(project, "later", flags=("-OO",), prefix=clock)) == []


@pytest.mark.skipif(not PYTHONS, reason="SITE_BUILDER_PYTHONS names no other Python")
@pytest.mark.parametrize("python", PYTHONS)
def test_another_python_changes_nothing(project: Path, usual: Mapping[str, Entry], python: str) -> None:
    assert unlike(usual, built(project, "other", python=python)) == []
