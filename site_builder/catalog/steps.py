"""A customer's situation in, its next steps out: what each purchase or upgrade would bring, and what it would end."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from packaging.version import Version

from .availability import GITLAB_COM, Alike, Context, Unlock, is_available
from .catalog import Catalog
from .entities import Names, UnitPrimitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of one name or the version, with the situation after it; what is held besides stays.

    The primitives that work there and do not before, and the reverse, are sorted.
    """

    change: Unlock
    there: Context
    gained: Names
    lost: Names  # another license may lack what the present one has


def steps(catalog: Catalog, context: Context, names: Container[str] | None = None) -> tuple[Step, ...]:
    """Each add-on that is not held, each other license, each newer version that brings more than the ones before it.

    An add-on or license that brings and ends nothing is among them. Moving to another realm is none: nobody buys that.
    Where names are given, only those count.
    """
    groups = catalog.same_terms
    before = [is_available(group[0], context) for group in groups]
    bought = tuple(_step(*change, groups, before, names) for change in _purchases(catalog, context))
    upgrades = (_step(*change, groups, before, names) for change in _upgrades(catalog, context))
    return (*bought, *_bringing_more(upgrades))


def _purchases(catalog: Catalog, context: Context) -> Iterator[tuple[Unlock, Context]]:
    for name in catalog.add_ons.names:
        if name not in context.add_ons:
            yield Unlock(add_ons=(name,)), replace(context, add_ons=context.add_ons | {name})
    for name in catalog.license_types.names:
        if name != context.license_type:
            yield Unlock(license_types=(name,)), replace(context, license_type=name)


def _upgrades(catalog: Catalog, context: Context) -> Iterator[tuple[Unlock, Context]]:
    """To every version that some primitive needs, the oldest first; none where versions are unknown or not checked."""
    version = context.version
    if version is not None and context.realm != GITLAB_COM:
        newer = {stated for stated in _minimums(group[0] for group in catalog.same_terms) if stated > version}
        yield from ((Unlock(version=stated), replace(context, version=stated)) for stated in sorted(newer))


def _bringing_more(upgrades: Iterable[Step]) -> Iterator[Step]:
    most = 0
    for step in upgrades:
        if len(step.gained) > most:
            most = len(step.gained)
            yield step


def _minimums(primitives: Iterable[UnitPrimitive]) -> Iterator[Version]:
    for primitive in primitives:
        for version in (primitive.min_gitlab_version, primitive.min_gitlab_version_for_free_access):
            if version:
                yield version


def _step(
    change: Unlock, there: Context, groups: Iterable[Alike], before: Iterable[bool], names: Container[str] | None
) -> Step:
    gained: list[str] = []
    lost: list[str] = []
    for group, was in zip(groups, before, strict=True):
        works = is_available(group[0], there)
        if works != was:
            asked = (primitive.name for primitive in group if names is None or primitive.name in names)
            (gained if works else lost).extend(asked)
    return Step(change=change, there=there, gained=tuple(sorted(gained)), lost=tuple(sorted(lost)))
