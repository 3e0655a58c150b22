"""The page of a legacy service: what the old format says of its members, beside what each says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...catalog import LEGACY_REALMS, SAMPLED_FIELDS, Service, UnitPrimitive, is_read_by, legacy_service, sample
from ..links import Link, link_to
from ..material import Material
from ..wording import NOT_STATED, day, listed
from .entity import EntityPage, common


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberValue:
    """A value of a member, and what the old format says of it where that is another."""

    text: str
    stated: bool
    read_as: str  # what the old format says instead; empty where it says the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the service with its own values, one for each sampled field."""

    link: Link
    is_sample: bool
    values: tuple[MemberValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage(EntityPage):
    """`services/<name>.html`"""

    template = "service.html"

    fields: tuple[str, ...]
    members: tuple[Member, ...]
    sample: Link | None
    differing: int
    by_field: tuple[tuple[str, int], ...]  # how many members differ in each field, most first
    realms: str
    legacy: Mapping[str, Any]  # what older GitLab versions read, as the old format has it


def service_page(service: Service, material: Material) -> ServicePage:
    """The page of one legacy service."""
    catalog = material.catalog
    chosen = sample(service, catalog) if service.unit_primitives else None
    members = tuple(
        _member(member, chosen, material) for member in catalog.unit_primitives.pick(service.unit_primitives) if chosen
    )
    members = tuple(sorted(members, key=lambda member: (not member.is_sample, -_differences(member))))
    return ServicePage(
        **common(service, material),
        fields=SAMPLED_FIELDS,
        members=members,
        sample=link_to(chosen.ref, material.titles) if chosen else None,
        by_field=_by_field(members),
        differing=len([member for member in members if any(value.read_as for value in member.values)]),
        realms=_realms(service, material),
        legacy={"services": {service.name: legacy_service(service, catalog)}} if chosen else {},
    )


def _by_field(members: tuple[Member, ...]) -> tuple[tuple[str, int], ...]:
    counts = [len([member for member in members if member.values[at].read_as]) for at in range(len(SAMPLED_FIELDS))]
    found = [(field, count) for field, count in zip(SAMPLED_FIELDS, counts, strict=True) if count]
    return tuple(sorted(found, key=lambda row: -row[1]))


def _differences(member: Member) -> int:
    return len([value for value in member.values if value.read_as])


def _realms(service: Service, material: Material) -> str:
    """The realms whose instances read the service; the old format's own names where no realm states its legacy name."""
    names = [
        realm.name
        for realm in material.catalog.gitlab_realms
        if realm.legacy_realm and is_read_by(service, realm.legacy_realm)
    ]
    legacy = tuple(realm for realm in LEGACY_REALMS if is_read_by(service, realm))
    return listed(material.titles.all("gitlab_realm", names) or legacy, "and")


def _member(member: UnitPrimitive, chosen: UnitPrimitive, material: Material) -> Member:
    return Member(
        link=link_to(member.ref, material.titles),
        is_sample=member.name == chosen.name,
        values=tuple(_value(getattr(member, field), getattr(chosen, field)) for field in SAMPLED_FIELDS),
    )


def _value(own: Any, sampled: Any) -> MemberValue:
    agrees = set(own) == set(sampled) if isinstance(own, tuple) else own == sampled
    return MemberValue(
        text=_text(own), stated=own not in (None, ()), read_as="" if agrees else _text(sampled, missing="left out")
    )


def _text(value: Any, missing: str = NOT_STATED) -> str:
    if value in (None, ()):
        return missing
    if isinstance(value, datetime):
        return day(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
