"""Catalog and moment in, the GitLab versions out that unit primitives name: which ones, and as what.

A primitive names up to three: the version in which it first appeared, and the oldest ones for free and for paid access.
A minimum counts where free use lasts, or ends and an add-on takes its place, and where versions are looked at.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from packaging.version import Version

from .availability import GITLAB_COM, is_free
from .catalog import Catalog
from .entities import Names, UnitPrimitive


class Role(StrEnum):
    """As what a version is named; the value is the field that names it."""

    FIRST = "milestone"
    FREE = "min_gitlab_version_for_free_access"
    PAID = "min_gitlab_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A unit primitive that names a version, and as what: once, whatever the number of roles."""

    unit_primitive: str
    roles: tuple[Role, ...]

    @property
    def is_new(self) -> bool:
        """Whether this is the version in which it first appeared."""
        return Role.FIRST in self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A GitLab version with the primitives that name it, new ones first, each sort by name.

    `unneeded`: those that name it as a minimum that does not count, and as nothing else.
    """

    version: Version
    arrivals: tuple[Arrival, ...]
    unneeded: Names = ()


def releases(catalog: Catalog, moment: datetime) -> tuple[Release, ...]:
    """Every version that a primitive names, newest first; 16.10 and 16.10.0 are one."""
    named: dict[Version, list[Arrival]] = defaultdict(list)
    for primitive in catalog.unit_primitives:
        counting = frozenset(_counting(primitive, moment))
        for version, roles in _roles(primitive).items():
            arrival = Arrival(unit_primitive=primitive.name, roles=tuple(role for role in roles if role in counting))
            named[version].append(arrival)
    return tuple(
        Release(
            version=version,
            arrivals=tuple(sorted((it for it in arrivals if it.roles), key=lambda arrival: not arrival.is_new)),
            unneeded=tuple(it.unit_primitive for it in arrivals if not it.roles),
        )
        for version, arrivals in sorted(named.items(), reverse=True)
    )


def _counting(primitive: UnitPrimitive, moment: datetime) -> Iterator[Role]:
    yield Role.FIRST
    if primitive.gitlab_realms == (GITLAB_COM,):
        return
    if is_free(primitive, moment):
        yield Role.FREE
    if primitive.cut_off_date and primitive.add_ons:
        yield Role.PAID


def _roles(primitive: UnitPrimitive) -> dict[Version, list[Role]]:
    roles: dict[Version, list[Role]] = {}
    for role in Role:
        version = getattr(primitive, role)
        if version is not None:
            roles.setdefault(version, []).append(role)
    return roles
