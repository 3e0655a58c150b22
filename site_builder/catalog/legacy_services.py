"""Catalog and legacy realm in, the services format that older GitLab versions read out; and what that format loses.

The format knows services only. Each takes its dates, versions and licenses from one *sample* primitive, so what its
other members state differently does not survive: `disagreements` lists it.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from packaging.version import Version

from .catalog import Catalog
from .entities import Names, Service, UnitPrimitive
from .left_out import LeftOut

LEGACY_REALMS = ("gitlab-com", "self-managed")
NO_ADD_ON = "_irrelevant"  # the format's own word for primitives that no add-on bundles
SELF_HOSTED_MODELS = "self_hosted_models"  # keeps one bundle only
SELF_HOSTED_MODELS_BUNDLE = "duo_enterprise"

SAMPLED_FIELDS = ("cut_off_date", "min_gitlab_version", "min_gitlab_version_for_free_access", "license_types")

LegacyService = dict[str, Any]
Bundles = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A value that the sample states otherwise than a member, so that the services format is wrong of it."""

    unit_primitive: str
    field: str
    own: Any
    sampled: Any


def legacy_services(catalog: Catalog, legacy_realm: str) -> dict[str, LegacyService]:
    """Every service of the format for a legacy realm, sorted by name. ValueError for a realm that it does not know."""
    if legacy_realm not in LEGACY_REALMS:
        raise ValueError(f"legacy realm must be one of {', '.join(LEGACY_REALMS)}, not {legacy_realm!r}")
    grouped = {
        service.name: legacy_service(service, catalog)
        for service in catalog.services
        if is_read_by(service, legacy_realm) and service.unit_primitives
    }
    single = {primitive.name: _entry(primitive, _bundles((primitive,)), catalog) for primitive in own_services(catalog)}
    return dict(sorted({**grouped, **single}.items()))


def own_services(catalog: Catalog) -> tuple[UnitPrimitive, ...]:
    """Unit primitives that the format makes a service of their own: those whose name is no service file's name.

    A service that is left out for a realm still suppresses the primitive of its name there.
    """
    return tuple(primitive for primitive in catalog.unit_primitives if primitive.name not in catalog.services)


def is_read_by(service: Service, legacy_realm: str) -> bool:
    """Whether instances of the legacy realm read this service; no list stated means all do."""
    return not service.gitlab_realm or legacy_realm in service.gitlab_realm


def legacy_service(service: Service, catalog: Catalog) -> LegacyService:
    """The entry of one service file that has members."""
    members = catalog.unit_primitives.pick(service.unit_primitives)
    kept = bundled_add_ons(service, members)
    bundles = {name: it for name, it in _bundles(members).items() if name in kept or service.name != SELF_HOSTED_MODELS}
    return _entry(sample(service, catalog), bundles, catalog)


def sample(service: Service, catalog: Catalog) -> UnitPrimitive:
    """The member whose values the format gives to the whole service, which has some."""
    name = sample_name(service)
    assert name is not None
    return catalog.unit_primitives[name]


def sample_name(service: Service) -> str | None:
    """The name of that member; None where a service has no members."""
    members, basic = service.unit_primitives, service.basic_unit_primitive
    return basic if basic in members else next(iter(members), None)


def disagreements(service: Service, catalog: Catalog) -> Iterator[Disagreement]:
    """Each value of a member that the sample states otherwise, in the service's order."""
    if not service.unit_primitives:
        return
    chosen = sample(service, catalog)
    for member in catalog.unit_primitives.pick(service.unit_primitives):
        for field in SAMPLED_FIELDS:
            if stated(member, field) != stated(chosen, field):
                own, sampled = getattr(member, field), getattr(chosen, field)
                yield Disagreement(unit_primitive=member.name, field=field, own=own, sampled=sampled)


def stated(primitive: UnitPrimitive, field: str) -> Hashable:
    """What a primitive states in a field, to be compared: the order of a list says nothing."""
    value = getattr(primitive, field)
    return frozenset(value) if isinstance(value, tuple) else value


def _entry(chosen: UnitPrimitive, bundles: Bundles, catalog: Catalog) -> LegacyService:
    values = {
        "backend": audience(chosen, catalog),
        **{field: _plain(getattr(chosen, field)) for field in SAMPLED_FIELDS},
        "bundled_with": bundles,
    }
    return {field: value for field, value in values.items() if value}


def bundled_add_ons(service: Service, members: Iterable[UnitPrimitive]) -> frozenset[str]:
    """The add-ons that the format bundles a service with, which has these members."""
    names = frozenset(name for member in members for name in member.add_ons)
    return names & {SELF_HOSTED_MODELS_BUNDLE} if service.name == SELF_HOSTED_MODELS else names


def tells_audience(left_out: LeftOut) -> bool:
    """Whether readers are shown which audience the format names: it is that of a backend service."""
    return left_out.shows("backend_service", "jwt_aud") and left_out.shows("unit_primitive", "backend_services")


def audience(primitive: UnitPrimitive, catalog: Catalog) -> str | None:
    """The token audience of the backend service that a primitive names first."""
    if not primitive.backend_services:
        return None
    return catalog.backend_services[primitive.backend_services[0]].jwt_aud


def _plain(value: datetime | Version | Names | None) -> str | list[str] | None:
    if isinstance(value, datetime):
        return f"{value.replace(tzinfo=None).isoformat(' ', 'seconds')} UTC"
    return list(value) if isinstance(value, tuple) else str(value) if value is not None else None


def _bundles(members: tuple[UnitPrimitive, ...]) -> Bundles:
    bundles: dict[str, list[str]] = {}
    for member in members:
        for name in member.add_ons or (NO_ADD_ON,):
            bundles.setdefault(name, []).append(member.name)
    return {name: {"unit_primitives": bundles[name]} for name in bundles}
