"""A config directory in, edits out that repair what has one right answer; what is left is its author's to decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from ..installed import own_files
from ..problems import InvalidConfig, Problem
from ..source import (
    PROVENANCE_FILE,
    CannotEdit,
    FileEdit,
    Schema,
    load_schemas,
    plain_file,
    replaced,
    value_at,
    values_of,
    with_values,
)
from .open_config import Beside, checked_with, read_beside, settled

_ROUNDS = 5  # an error may hide others, which the next round finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The repairs, what each of them repairs, and the problems that are left after them.

    `beside`: what stood beside the kinds when they were read.
    `undone`: how many files an edit was about that was killed half way, and is undone.
    """

    edits: tuple[FileEdit, ...]
    fixed: tuple[Problem, ...]
    left: tuple[Problem, ...]
    beside: Beside
    undone: int = 0


def fixing(config: Path, *, undoes: bool = True) -> Fixes:
    """Every repair that a problem itself names. EnvironmentProblem where there is no such directory.

    `undoes`: without it, what a killed edit left half done stays, and nothing is written.
    """
    schemas, label = load_schemas(own_files("schemas")), config.as_posix()
    with settled(config, label, undoes=undoes) as undone:
        return replace(_fixes(config, schemas, label), undone=undone)


def _fixes(config: Path, schemas: Mapping[str, Schema], label: str) -> Fixes:
    beside = read_beside(config)
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    fixed: dict[str, list[Problem]] = defaultdict(list)
    given_up: set[str] = set()

    def problems_with(data: Mapping[str, bytes]) -> tuple[Problem, ...]:
        """Those of files that hold this, or else what was read of them first: in no other text are places known."""
        found = _problems(config, schemas, label, {**before, **data})
        unread = {path for path, _ in _by_file(found, label)} - before.keys()
        read = {path: _read(config, path) for path in unread}
        before.update((path, it) for path, it in read.items() if isinstance(it, bytes))
        given_up.update(read.keys() - before.keys())  # names are told as they can be shown
        return problems_with(data) if unread - given_up else found

    problems = problems_with(after)
    for _ in range(_ROUNDS):
        repaired = dict(_repairs(_by_file(problems, label), {**before, **after}, given_up))
        if not repaired:
            break
        tried = problems_with({**after, **{path: data for path, (data, _) in repaired.items()}})
        for path, (data, done) in repaired.items():
            if _made_worse(f"{label}/{path}", problems, tried):
                given_up.add(path)
            else:
                after[path] = data
                fixed[path] += done
        problems = problems_with(after) if given_up else tried
    edits = [FileEdit(path=path, before=before[path], after=after[path]) for path in sorted(after)]
    told = sorted((problem for found in fixed.values() for problem in found), key=Problem.sort_key)
    return Fixes(
        edits=(*edits, *_origins(beside[PROVENANCE_FILE], edits)), fixed=tuple(told), left=problems, beside=beside
    )


def _repairs(
    by_file: Iterable[tuple[str, list[Problem]]], texts: Mapping[str, bytes], given_up: Set[str]
) -> Iterator[tuple[str, tuple[bytes, list[Problem]]]]:
    for path, found in by_file:
        if path not in given_up:
            data, done = _repaired(texts[path], found)
            if done:
                yield path, (data, done)


def _origins(before: bytes, edits: Iterable[FileEdit]) -> Iterator[FileEdit]:
    """The table of origins with the repaired values, which are from where the others were."""
    values = {(edit.path, field, old): new for edit in edits for field, old, new in _other_values(edit)}
    after = with_values(before, {}, values)
    if after != before:
        yield FileEdit(path=PROVENANCE_FILE, before=before, after=after)


def _other_values(edit: FileEdit) -> Iterator[tuple[str, str, str]]:
    """Each field whose value was repaired, what it was, and what it is. In lists nothing has another value then."""
    try:
        old, new = (values_of((data or b"").decode("utf-8", "surrogateescape")) for data in (edit.before, edit.after))
    except CannotEdit:
        return
    for field in old.keys() & new.keys():
        if isinstance(old[field], str) and old[field] != new[field]:
            yield field, old[field], new[field]


def _made_worse(path: str, before: Iterable[Problem], after: Iterable[Problem]) -> bool:
    """Whether a file has an error of its own text that it did not have; names in other files may have been hidden."""
    known = {(problem.code, problem.field) for problem in before if problem.path == path}
    return any(
        problem.path == path and problem.code < "E3" and (problem.code, problem.field) not in known for problem in after
    )


def _problems(
    config: Path, schemas: Mapping[str, Schema], label: str, edits: Mapping[str, bytes | None]
) -> tuple[Problem, ...]:
    try:
        return checked_with(config, schemas, label, edits).problems
    except InvalidConfig as error:
        return error.problems


def _by_file(problems: Iterable[Problem], label: str) -> list[tuple[str, list[Problem]]]:
    """The problems that name their repair, by the path of their file below the directory."""
    found = [problem for problem in problems if problem.replacement and problem.line and problem.column]
    paths = groupby(found, key=lambda problem: problem.path)
    return [(path.removeprefix(f"{label}/"), list(group)) for path, group in paths]


def _read(config: Path, path: str) -> bytes | Problem:
    return plain_file(config / path, path)


def _repaired(data: bytes, found: Sequence[Problem]) -> tuple[bytes, list[Problem]]:
    """The file with each value in the place of what is wrong, and the problems that this has repaired."""
    text = data.decode("utf-8", "surrogateescape")
    places = [value_at(text, problem.line or 1, problem.column or 1) for problem in found]
    done = [(place, problem) for place, problem in zip(places, found, strict=True) if place]
    for (start, end, comment), problem in sorted(done, key=lambda it: it[0], reverse=True):
        text = replaced(text, start, end, problem.replacement + comment)
    return text.encode("utf-8", "surrogateescape"), [problem for _, problem in done]
