"""The list of mutants that may survive, each with why no test can tell it from its module, and what contradicts it."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from .mutants import Mutant

# A table for each module: the name of a mutant, and why it does what the module does.
LIST = Path(__file__).with_name("survivors.toml")


def reasons(module: str) -> Mapping[str, str]:
    """The mutants of a module that are explained, by name."""
    listed: Mapping[str, str] = tomllib.loads(LIST.read_text(encoding="utf-8")).get(module, {})
    return listed


def contradictions(
    tried: Collection[Mutant], survivors: Collection[Mutant], listed: Mapping[str, str], *, all_tried: bool
) -> Iterator[str]:
    """What trying some or all mutants of a module has shown otherwise than the list has it."""
    for mutant in survivors:
        if mutant.name not in listed:
            yield f"line {mutant.line}: survives, and nobody has said why: {mutant.name}"
    for mutant in tried:
        if mutant.name in listed and mutant not in survivors:
            yield f"line {mutant.line}: is said to survive, but a test notices it: {mutant.name}"
    if all_tried:
        for name in sorted(listed.keys() - {mutant.name for mutant in tried}):
            yield f"is said to survive, but there is none: {name}"
