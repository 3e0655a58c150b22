"""A history until today in, what became of anything that a release held out."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Self

from ..problems import printable
from .catalog import Catalog
from .changes import ChangeClass
from .chronicle import Chronicle
from .entities import Entity, Ref
from .later_names import LaterNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What is there today after a release, of which `step` is the last; None where no history tells of it.

    `new` is what came since, or may have, by the name that it has now: all, where nothing is told of that.
    """

    catalog: Catalog
    names: LaterNames
    step: int | None
    new: Set[Ref]

    @classmethod
    def of(cls, told: Chronicle, catalog: Catalog, release: str) -> Self:
        """`told`: until today, beside the catalog of today. `release`: its tag."""
        step = next((it.step for it in told.periods if it.release == printable(release)), None)
        if step is None:
            return cls(catalog=catalog, names=told.later_names, step=None, new={entity.ref for entity in catalog})
        changes = (change for period in told.periods for change in period.changes)
        came = (it for it in changes if it.change.sort is ChangeClass.ADDED and it.step > step)
        called = (told.later_names.after(it.change.ref, it.step) for it in came)
        new = told.new | {ref for ref, taken in called if not taken}
        return cls(catalog=catalog, names=told.later_names, step=step, new=new)

    def became(self, ref: Ref) -> tuple[Entity | None, bool]:
        """What to read today of something that the release held, and whether it is known to be the same.

        Else it is what is called so now.
        """
        known, taken = (ref, 0) if self.step is None else self.names.after(ref, self.step)
        found = None if taken else self._called(known)
        if found and found.ref not in self.new:
            return found, True
        return self._called(ref), False

    def _called(self, ref: Ref) -> Entity | None:
        return self.catalog.of_kind(ref.kind).find_by_name(ref.name)
