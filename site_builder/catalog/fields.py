"""What the fields of each kind's files are and mean, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind's files, as its schema describes it. The last five restrict each item where it is a list."""

    name: str
    title: str
    description: str
    examples: tuple[Any, ...] = ()
    required: bool = False
    is_list: bool = False
    format: str | None = None
    pattern: str | None = None
    longest: int | None = None  # in characters
    choices: tuple[str, ...] = ()


# kind (singular) -> its fields, in the order in which authors should write them
Fields = Mapping[str, tuple[Field, ...]]
