"""Config directories for tests: written as one text, and what the program finds wrong with them.

The text has a header `-- path --` before the lines of each file. `primitive` writes the five fields that a unit
primitive must state, so that a test shows only what it is about; what a test adds begins on line 6.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent

from site_builder.catalog import Catalog, link, lint
from site_builder.problems import InvalidConfig, Problem
from site_builder.source import Schema, load, load_schemas

CONFIG = Path(__file__).parents[1] / "config"

_HEADER = re.compile(r"^-- (\S+) --\n", re.MULTILINE)


def write_tree(root: Path, text: str) -> Path:
    """Writes the files that the text holds into a directory, and gives the directory."""
    root.mkdir(parents=True, exist_ok=True)
    _, *parts = _HEADER.split(dedent(text).lstrip("\n"))
    for path, lines in zip(parts[::2], parts[1::2], strict=True):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(lines.encode("utf-8"))
    return root


def primitive(name: str = "duo_chat", more: str = "") -> str:
    """The file of a unit primitive: header, what it must state in lines 1 to 5, then more."""
    return (
        f"-- unit_primitives/{name}.yml --\n"
        f"name: {name}\n"
        "description: Opens a chat.\n"
        "group: group::duo_chat\n"
        "feature_category: duo_chat\n"
        "documentation_url: https://docs.gitlab.com/\n"
    ) + dedent(more).lstrip("\n")


def schemas() -> Mapping[str, Schema]:
    """The schemas that come with the program."""
    return load_schemas(CONFIG / "schemas")


def catalog(config: Path) -> Catalog:
    """What a config directory without errors says."""
    return link(load(config, schemas()).entities)


def problems(config: Path) -> tuple[Problem, ...]:
    """Everything found: the errors of the first stage that has some, else every warning."""
    try:
        loaded = load(config, schemas())
        return tuple(sorted((*loaded.warnings, *lint(link(loaded.entities))), key=Problem.sort_key))
    except InvalidConfig as error:
        return error.problems


def printed(found: Iterable[Problem], *codes: str) -> list[str]:
    """The problems as their author reads them; with codes, only those."""
    return [str(problem) for problem in found if not codes or problem.code in codes]
