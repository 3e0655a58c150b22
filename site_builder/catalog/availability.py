"""Unit primitive and customer's situation in, verdict out: what works, why or why not, and what would open it.

The rule, of the project's own description of the domain: realm **and** license **and** (free access **or** paid
access). While free access lasts, add-ons are no condition; once it is over, the add-on and the version for paid access
are. Any one of the listed add-ons opens a primitive, and a list that is not stated restricts nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from packaging.version import Version

from .entities import Names, UnitPrimitive

Alike = tuple[UnitPrimitive, ...]  # unit primitives with the same terms: at least one

GITLAB_COM = "saas"  # always runs the newest GitLab, so versions are not checked there


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A customer's situation. `version` None means unknown; `moment` is an aware time, in UTC."""

    license_type: str
    add_ons: frozenset[str] = frozenset()
    realm: str
    version: Version | None = None
    moment: datetime


class Code(StrEnum):
    """What decided: the first two make a primitive available, each of the others is a condition that failed."""

    FREE = "free"
    ADD_ON = "add_on"
    MISSING_ADD_ON = "missing_add_on"
    MISSING_LICENSE = "missing_license"
    VERSION_TOO_OLD = "version_too_old"
    NOT_IN_REALM = "not_in_realm"
    NO_ADD_ON_SELLS_IT = "no_add_on_sells_it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that decided. `any_of`: the names of which one would do or did; `version`: the oldest that would do."""

    code: Code
    any_of: Names = ()
    version: Version | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlock:
    """A smallest set of changes that opens a primitive, with the choices for each.

    Any one name of each list that is not empty, and the version where there is one: all of them together are needed.
    `version` is the oldest that would do. `from_version`: with an unknown version, the oldest for which the unlock
    holds.
    """

    realms: Names = ()
    license_types: Names = ()
    add_ons: Names = ()
    version: Version | None = None
    from_version: Version | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one primitive in one context. `from_version`: with an unknown version, the oldest it holds for.

    `unlocks` are the ways to open what is not available, one for all realms that need the same version; their names
    stand in the order of the primitive's own lists.
    """

    available: bool
    reasons: tuple[Reason, ...]
    from_version: Version | None = None
    unlocks: tuple[Unlock, ...] = ()


def evaluate(unit_primitive: UnitPrimitive, context: Context) -> Verdict:
    """Whether the primitive is available in the context; every condition that fails is named, not only the first."""
    verdict = without_unlocks(unit_primitive, context)
    if verdict.available:
        return verdict
    failed = {failure.code for failure in verdict.reasons}
    return replace(verdict, unlocks=_unlocks(unit_primitive, context, failed))


def without_unlocks(unit_primitive: UnitPrimitive, context: Context) -> Verdict:
    """The same, for where nobody is told what would open it: most of the work is finding that."""
    failures = tuple(_failures(unit_primitive, context))
    return Verdict(
        available=not failures,
        reasons=failures or (_access(unit_primitive, context),),
        from_version=_needed_version(unit_primitive, context) if context.version is None else None,
    )


def is_available(unit_primitive: UnitPrimitive, context: Context) -> bool:
    """The same answer without its reasons, for counting over many contexts."""
    return next(_failures(unit_primitive, context), None) is None


def with_same_terms(unit_primitives: Iterable[UnitPrimitive]) -> tuple[Alike, ...]:
    """The primitives in groups that state the same realms, licenses, add-ons, cut-off date and versions.

    What is true of one in any context is true of its group, so that a question over many asks once for each group.
    """
    groups: dict[tuple[object, ...], list[UnitPrimitive]] = {}
    for primitive in unit_primitives:
        terms = (
            primitive.gitlab_realms,
            primitive.license_types,
            primitive.add_ons,
            primitive.cut_off_date,
            primitive.min_gitlab_version_for_free_access,
            primitive.min_gitlab_version,
        )
        groups.setdefault(terms, []).append(primitive)
    return tuple(map(tuple, groups.values()))


def is_free(unit_primitive: UnitPrimitive, moment: datetime) -> bool:
    """Whether add-ons are not enforced yet; at the very instant of the cut-off, free access is over."""
    return unit_primitive.cut_off_date is None or unit_primitive.cut_off_date > moment


def oldest_version(unit_primitive: UnitPrimitive, moment: datetime) -> Version | None:
    """The oldest GitLab version that will do where versions are checked; None for any."""
    if is_free(unit_primitive, moment):
        return unit_primitive.min_gitlab_version_for_free_access
    return unit_primitive.min_gitlab_version


def _needed_version(unit_primitive: UnitPrimitive, context: Context) -> Version | None:
    return None if context.realm == GITLAB_COM else oldest_version(unit_primitive, context.moment)


def _failures(unit_primitive: UnitPrimitive, context: Context) -> Iterator[Reason]:
    if unit_primitive.gitlab_realms and context.realm not in unit_primitive.gitlab_realms:
        yield Reason(code=Code.NOT_IN_REALM, any_of=unit_primitive.gitlab_realms)
    if unit_primitive.license_types and context.license_type not in unit_primitive.license_types:
        yield Reason(code=Code.MISSING_LICENSE, any_of=unit_primitive.license_types)
    if not is_free(unit_primitive, context.moment):
        if not unit_primitive.add_ons:
            yield Reason(code=Code.NO_ADD_ON_SELLS_IT)
        elif context.add_ons.isdisjoint(unit_primitive.add_ons):
            yield Reason(code=Code.MISSING_ADD_ON, any_of=unit_primitive.add_ons)
    needed = _needed_version(unit_primitive, context)
    if needed is not None and context.version is not None and context.version < needed:
        yield Reason(code=Code.VERSION_TOO_OLD, version=needed)


def _access(unit_primitive: UnitPrimitive, context: Context) -> Reason:
    if is_free(unit_primitive, context.moment):
        return Reason(code=Code.FREE, until=unit_primitive.cut_off_date)
    held = tuple(name for name in unit_primitive.add_ons if name in context.add_ons)
    return Reason(code=Code.ADD_ON, any_of=held)


def _unlocks(unit_primitive: UnitPrimitive, context: Context, failed: set[Code]) -> tuple[Unlock, ...]:
    """One change for each condition that fails; nobody is sent to another realm for a version.

    A realm may need a later version than the customer has, or none: that is told after the move only.
    """
    if Code.NO_ADD_ON_SELLS_IT in failed:
        return ()
    moves = unit_primitive.gitlab_realms if Code.NOT_IN_REALM in failed else ()
    by_versions: dict[tuple[Version | None, Version | None], list[str]] = {}
    for realm in moves or (context.realm,):
        by_versions.setdefault(_versions(unit_primitive, replace(context, realm=realm)), []).append(realm)
    return tuple(
        Unlock(
            realms=tuple(realms) if moves else (),
            license_types=unit_primitive.license_types if Code.MISSING_LICENSE in failed else (),
            add_ons=unit_primitive.add_ons if Code.MISSING_ADD_ON in failed else (),
            version=version,
            from_version=from_version,
        )
        for (version, from_version), realms in by_versions.items()
    )


def _versions(unit_primitive: UnitPrimitive, there: Context) -> tuple[Version | None, Version | None]:
    """The version that is to be upgraded to; and where the customer's is not known, the oldest that would do."""
    needed = _needed_version(unit_primitive, there)
    if there.version is None:
        return None, needed
    return (needed if needed is not None and there.version < needed else None), None
