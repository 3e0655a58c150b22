"""What a team marks as internal in, the kinds and fields that its public catalog has none of out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .facts import own_fields
from .kinds import KIND_BY_PLURAL, KINDS
from .relations import RELATIONS

VISIBILITY = "visibility"
# Every page is made of these; without their values it would say that they are not stated, or that one with a new name
# is new.
NEVER_INTERNAL_FIELDS = frozenset({"name", "alias_names", "feature_category", "status", "milestone"})
NEVER_INTERNAL_KINDS = frozenset({"unit_primitives", "feature_categories"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Kinds, by singular, and pairs of kind and field that readers of a catalog are not shown, not even as empty."""

    kinds: frozenset[str] = frozenset()
    fields: frozenset[tuple[str, str]] = frozenset()

    def shows(self, kind: str, field: str) -> bool:
        """Whether the readers are shown a field of a kind."""
        return kind not in self.kinds and (kind, field) not in self.fields


# What arises from fields has no file that could state it.
NOTHING = LeftOut(fields=frozenset((kind.singular, VISIBILITY) for kind in KINDS if not kind.has_files))


def left_out(internal_fields: Iterable[str], internal_kinds: Iterable[str]) -> LeftOut:
    """What goes with fields of any kind and with kinds, by plural: what names them, and what arises from them alone."""
    kinds = {KIND_BY_PLURAL[plural].singular for plural in internal_kinds}
    wanted = {VISIBILITY, *internal_fields}
    stated = {(kind.singular, field) for kind in KINDS for field in wanted & {*own_fields(kind.singular)}}
    naming = {(row.source, row.field) for row in RELATIONS if row.target in kinds}
    gone = stated | naming
    kinds |= {kind.singular for kind in KINDS if not kind.has_files and _arises_from(kind.singular) <= gone}
    return LeftOut(kinds=frozenset(kinds), fields=frozenset({*gone, *_inverse(gone, kinds)}))


def _arises_from(kind: str) -> set[tuple[str, str]]:
    return {(row.source, row.field) for row in RELATIONS if row.target == kind}


def _inverse(gone: set[tuple[str, str]], kinds: set[str]) -> Iterator[tuple[str, str]]:
    """The other ends of relations that nobody is shown any more."""
    for row in RELATIONS:
        if row.source in kinds or (row.source, row.field) in gone:
            yield row.target, row.inverse_field
