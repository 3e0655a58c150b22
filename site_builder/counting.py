"""Counts and names in, what messages and pages write of them out, in English and without regard to any locale."""

from collections.abc import Sequence


def number(count: int, noun: str, plural: str = "") -> str:
    """`1 unit primitive`, `1,200 unit primitives`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def first_names(names: Sequence[str], most: int) -> str:
    """`duo_chat, duo_core and 3 more`: at most so many of them, and how many are left."""
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left:,} more" if left > 0 else "")


def clauses(*parts: str) -> str:
    """`not in a git repository; clone the whole of it`: those parts that say something."""
    return "; ".join(part for part in parts if part)
