"""A config directory in, edits out that repair what has one right answer; what is left is its author's to decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ..checking import checked
from ..installed import own_files
from ..problems import InvalidConfig, Problem
from ..source import FileEdit, Schema, load_schemas, plain_file, replaced, value_at

_ROUNDS = 5  # an error may hide others, which the next round finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The repairs, what each of them repairs, and the problems that are left after them."""

    edits: tuple[FileEdit, ...]
    fixed: tuple[Problem, ...]
    left: tuple[Problem, ...]


def fixing(config: Path) -> Fixes:
    """Every repair that a problem itself names. EnvironmentProblem where there is no such directory."""
    schemas, label = load_schemas(own_files("schemas")), config.as_posix()
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    fixed: list[Problem] = []
    problems = _problems(config, schemas, label, after)
    for _ in range(_ROUNDS):
        known = len(fixed)
        for path, found in _by_file(problems, label):
            data = after.get(path) or _read(config, path)
            repaired, done = _repaired(data, found)
            if done:
                before.setdefault(path, data)
                after[path] = repaired
                fixed += done
        if len(fixed) == known:
            break
        problems = _problems(config, schemas, label, after)
    edits = tuple(FileEdit(path=path, before=before[path], after=after[path]) for path in sorted(after))
    return Fixes(edits=edits, fixed=tuple(sorted(fixed, key=Problem.sort_key)), left=problems)


def _problems(
    config: Path, schemas: Mapping[str, Schema], label: str, edits: Mapping[str, bytes | None]
) -> tuple[Problem, ...]:
    try:
        return checked(config, schemas, label, edits=edits).problems
    except InvalidConfig as error:
        return error.problems


def _by_file(problems: Iterable[Problem], label: str) -> list[tuple[str, list[Problem]]]:
    """The problems that name their repair, by the path of their file below the directory."""
    found = [problem for problem in problems if problem.replacement and problem.line and problem.column]
    paths = groupby(found, key=lambda problem: problem.path)
    return [(path.removeprefix(f"{label}/"), list(group)) for path, group in paths]


def _read(config: Path, path: str) -> bytes:
    data = plain_file(config / path, path)
    return data if isinstance(data, bytes) else b""


def _repaired(data: bytes, found: Sequence[Problem]) -> tuple[bytes, list[Problem]]:
    """The file with each value in the place of what is wrong, and the problems that this has repaired."""
    text = data.decode("utf-8", "surrogateescape")
    places = [value_at(text, problem.line or 1, problem.column or 1) for problem in found]
    done = [(place, problem) for place, problem in zip(places, found, strict=True) if place]
    for (start, end), problem in sorted(done, key=lambda it: it[0], reverse=True):
        text = replaced(text, start, end, problem.replacement)
    return text.encode("utf-8", "surrogateescape"), [problem for _, problem in done]
