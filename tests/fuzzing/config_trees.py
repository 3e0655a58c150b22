"""Whole configurations, sound and broken in some places: an answer for each, and what is sound goes out and comes back.

A broken one is a sound one in which a few things were done that people and programs do to files.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from site_builder.catalog import Catalog
from site_builder.checking import checked
from site_builder.cli.ci_reports import as_code_quality, as_junit
from site_builder.cli.configs import problems_of
from site_builder.cli.report import as_json, as_text
from site_builder.problems import InvalidConfig, Severity
from site_builder.settings import SiteSettings
from site_builder.site import plan
from site_builder.source import file_paths
from tests.site.making import material_of
from tests.source.layouts.test_round_trips import SCHEMAS, through_bundle_lists, through_groups_file
from tests.source.test_reader_any_input import PIECES

NAMES = (
    "x.yaml",
    ".x.yml",
    "X.YML",
    "con.yml",
    "index.yml",
    "é.yml",
    "a b.yml",
    "x\n.yml",
    "x.yml~",
    "\udcff.yml",
    "x" * 200,
)
WORDS = (
    "yes",
    "16.10",
    "null",
    "[]",
    "{}",
    "duo_pro",
    "saas",
    "group:x",
    "2024-10-17",
    "'",
    '"x',
    "&a",
    "*a",
    "\u202e",
    "é",
)
KINDS = ("unit_primitives", "add_ons", "license_types", "gitlab_realms", "backend_services", "services", "operators")


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is done to one file of a configuration; `at` says where in it, of a thousand parts."""

    how: str
    file: int
    at: int
    text: str


def damages() -> st.SearchStrategy[tuple[Damage, ...]]:
    """From one damage to four."""
    texts = st.sampled_from((*PIECES, *WORDS, *NAMES, *KINDS)) | st.text(max_size=20)
    one = st.builds(Damage, st.sampled_from(sorted(_DAMAGES)), st.integers(0, 30), st.integers(0, 1000), texts)
    return st.lists(one, min_size=1, max_size=4).map(tuple)


def sound_promised(catalog: Catalog) -> None:
    """A catalog that is written down is read back the same, in every layout, and its site can be planned."""
    with TemporaryDirectory() as directory:
        root = Path(directory)
        (root / "other").mkdir()
        assert through_bundle_lists(catalog, root) == catalog
        assert through_groups_file(catalog, root / "other") == catalog
        try:
            checked(root / "config", SCHEMAS, "config")
            plan(material_of(root / "config", site=SiteSettings()))
        except InvalidConfig as error:
            wrong = {problem.code[:2] for problem in error.problems if problem.severity is Severity.ERROR}
            if wrong != {"E4"}:  # values that contradict each other; of these the strategy takes no care
                raise


def damaged_promised(catalog: Catalog, damage: tuple[Damage, ...]) -> None:
    """A check of what is left gives problems in every form, or a configuration whose site can be planned."""
    with TemporaryDirectory() as directory:
        root = Path(directory)
        through_bundle_lists(catalog, root)
        config = root / "config"
        for one in damage:
            files = sorted(path for path in config.rglob("*") if not path.is_dir())
            if files:
                _DAMAGES[one.how](config, files[one.file % len(files)], one)
        problems, failed = problems_of(config)
        told = (as_text(problems, colour=False), as_json(problems), as_code_quality(problems))
        assert all(told) or not problems
        as_junit(problems, file_paths(config, "config"))
        if not failed:
            plan(material_of(config, site=SiteSettings()))


def _cut(config: Path, file: Path, damage: Damage) -> None:
    data = _data(file)
    _write(file, data[: len(data) * damage.at // 1000])


def _insert(config: Path, file: Path, damage: Damage) -> None:
    data = _data(file)
    place = len(data) * damage.at // 1000
    _write(file, data[:place] + _bytes(damage.text) + data[place:])


def _set(config: Path, file: Path, damage: Damage) -> None:
    lines = _data(file).split(b"\n")
    number = damage.at % len(lines)
    lines[number] = lines[number].partition(b":")[0] + b": " + _bytes(damage.text)
    _write(file, b"\n".join(lines))


def _twice(config: Path, file: Path, damage: Damage) -> None:
    lines = _data(file).split(b"\n")
    number = damage.at % len(lines)
    _write(file, b"\n".join([*lines[:number], lines[number], *lines[number:]]))


def _rename(config: Path, file: Path, damage: Damage) -> None:
    if name := _name(damage.text):
        file.rename(file.with_name(name))


def _move(config: Path, file: Path, damage: Damage) -> None:
    target = config / KINDS[damage.at % len(KINDS)]
    if not target.exists() or target.is_dir():
        target.mkdir(exist_ok=True)
        file.replace(target / file.name)


def _remove(config: Path, file: Path, damage: Damage) -> None:
    if damage.at % 2 or file.parent == config:
        file.unlink()
    else:
        shutil.rmtree(file.parent)


def _directory(config: Path, file: Path, damage: Damage) -> None:
    file.unlink()
    file.mkdir()


def _link(config: Path, file: Path, damage: Damage) -> None:
    file.unlink()
    file.symlink_to(_name(damage.text) or file.name)


def _pipe(config: Path, file: Path, damage: Damage) -> None:
    file.unlink()
    os.mkfifo(file)


def _beside(config: Path, file: Path, damage: Damage) -> None:
    (config / ("site.yml", "PROVENANCE.csv", "notes.txt")[damage.at % 3]).write_bytes(_bytes(damage.text))


_DAMAGES: Mapping[str, Callable[[Path, Path, Damage], None]] = {
    "cut": _cut,
    "insert": _insert,
    "set": _set,
    "twice": _twice,
    "rename": _rename,
    "move": _move,
    "remove": _remove,
    "directory": _directory,
    "link": _link,
    "pipe": _pipe,
    "beside": _beside,
}


def _data(file: Path) -> bytes:
    """Nothing for what is no plain file any more."""
    return file.read_bytes() if file.is_file() and not file.is_symlink() else b""


def _write(file: Path, data: bytes) -> None:
    if file.is_file() and not file.is_symlink():
        file.write_bytes(data)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _name(text: str) -> str:
    """What may be the name of a file, of any text; empty where nothing is left."""
    name = os.fsdecode(_bytes(text.replace("/", "").replace("\0", ""))[:80])
    return "" if name in (".", "..") else name
