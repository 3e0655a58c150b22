"""What is compared in, its catalog and moment out: a directory, a commit, or the working tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..checking import Checked, checked, checked_at
from ..problems import Problem
from ..site import Side
from ..source import Schema, moment_at
from .progress import progress
from .report import visible

WORKING_TREE = "the working tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One side: what it is called, as of which moment it is taken, and what its configuration says."""

    side: Side
    checked: Checked


def compared(
    word: str | None, config: Path, now: datetime, schemas: Mapping[str, Schema], found: Iterable[Problem]
) -> Compared:
    """The side that a word names: a directory, else a commit; the working tree for none. `found`: problems of its `site.yml`.

    A commit is taken as of its date, everything else as of now. Raises InvalidConfig, and EnvironmentProblem (E707).
    """
    label = config.as_posix()
    with progress("Checking both configurations"):
        if word is None:
            side = Side(name=WORKING_TREE, moment=now)
            return Compared(side=side, checked=checked(config, schemas, label, found=found))
        if Path(word).is_dir():
            directory = Path(word)
            side = Side(name=visible(word), moment=now)
            return Compared(side=side, checked=checked(directory, schemas, directory.as_posix()))
        there = checked_at(config, schemas, label, word)
        return Compared(side=Side(name=visible(word), moment=moment_at(config, word, label=label)), checked=there)
