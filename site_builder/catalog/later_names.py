"""Renames and when they were made in, what anything is called today out, whatever it was called at a time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Self

from .entities import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterNames:
    """What is called so today that was called otherwise before or after a step.

    A step is a number that is higher for what happened later. `known` says of an address until which steps it stood for
    what is called so today, and in which step another took that name, or 0; it stands for itself where it is not there,
    and after the last of them.
    """

    known: Mapping[Ref, Sequence[tuple[int, Ref, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, renamed: Mapping[int, Mapping[Ref, Ref | None]]) -> Self:
        """`renamed`: for each step old address -> new one, or None for what was gone as something else got its name.

        What is not there any more keeps its name. Anything else that comes by a name is what had it, as when a removal
        is taken back, also where it is renamed later.
        """
        called: dict[Ref, tuple[Ref, int]] = {}
        known: dict[Ref, list[tuple[int, Ref, int]]] = defaultdict(list)
        for step, names in sorted(renamed.items(), reverse=True):
            before = {old: called.get(new, (new, 0)) if new else (old, step) for old, new in names.items()}
            before |= {ref: (ref, step) for ref in names.values() if ref and ref not in before}
            called |= before
            for ref, now in before.items():
                known[ref].append((step, *now))
        return cls(known={ref: tuple(reversed(steps)) for ref, steps in known.items()})

    def before(self, ref: Ref, step: int) -> tuple[Ref, int]:
        """What an address stood for just before a step, as it is called today.

        And in which step another took that name since; 0 where none did.
        """
        steps = self.known.get(ref, ())
        place = bisect_left(steps, step, key=itemgetter(0))
        return steps[place][1:] if place < len(steps) else (ref, 0)

    def after(self, ref: Ref, step: int) -> tuple[Ref, int]:
        """The same for just after it."""
        return self.before(ref, step + 1)
