"""The two configurations that are compared, and how many changes there are between them, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..catalog import Change
from ..counting import number
from .commits import with_short_ids
from .wording import minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two configurations that are compared: what it is called, and as of which moment it is taken."""

    name: str
    moment: datetime


def summary(changes: Sequence[Change], base: Side, head: Side) -> str:
    """`5 changes between v1 (…) and the working tree (…)`"""
    if base.moment == head.moment:
        sides = f"{base.name} and {head.name}, both as of {_when(head)}"
    else:
        sides = f"{base.name} ({_when(base)}) and {head.name} ({_when(head)})"
    count = number(len(changes), "change") if changes else "No changes"
    return with_short_ids(f"{count} between {sides}")


def _when(side: Side) -> str:
    """To the minute: the seconds of a commit, or of now, tell nobody anything."""
    return minute(side.moment.replace(second=0))
