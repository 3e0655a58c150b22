"""Catalog in, its GitLab versions out: which unit primitives each version names, and as what.

A primitive names up to three: the version in which it first appeared, and the oldest ones for free and for paid access.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from packaging.version import Version

from .catalog import Catalog
from .entities import UnitPrimitive


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
    """A GitLab version with the primitives that name it, new ones first, each sort by name."""

    version: Version
    arrivals: tuple[Arrival, ...]


def releases(catalog: Catalog) -> tuple[Release, ...]:
    """Every version that a primitive names, newest first; 16.10 and 16.10.0 are one."""
    named: dict[Version, list[Arrival]] = defaultdict(list)
    for primitive in catalog.unit_primitives:
        for version, roles in _roles(primitive).items():
            named[version].append(Arrival(unit_primitive=primitive.name, roles=tuple(roles)))
    return tuple(
        Release(version=version, arrivals=tuple(sorted(arrivals, key=lambda arrival: not arrival.is_new)))
        for version, arrivals in sorted(named.items(), reverse=True)
    )


def _roles(primitive: UnitPrimitive) -> dict[Version, list[Role]]:
    roles: dict[Version, list[Role]] = {}
    for role in Role:
        version = getattr(primitive, role)
        if version is not None:
            roles.setdefault(version, []).append(role)
    return roles
