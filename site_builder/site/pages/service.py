"""The page of a legacy service: what the old format says of its members, beside what each says of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...catalog import (
    LEGACY_REALMS,
    NO_ADD_ON,
    SAMPLED_FIELDS,
    Catalog,
    Names,
    Service,
    UnitPrimitive,
    audience,
    is_read_by,
    legacy_service,
    sample,
    tells_audience,
)
from .. import urls
from ..bounds import MOST_BYTES, MOST_ROWS, beginning, beginnings, more, name_weight, rows_within, text_weight
from ..links import Link, link_to
from ..material import Material
from ..wording import NOT_STATED, day_and_time, listed
from .entity import EntityPage, common

# Of the old format, whose words these are, beside `backend`; it has no realms, but is read in some.
_FIELDS = (*SAMPLED_FIELDS, "bundled_with")
_REALMS = "gitlab_realms"
LEFT_OUT = "left out"
_ROW, _CELL = 250, 80  # bytes of a row of differences, and of a cell of the members, without what they say


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberValue:
    """A value of a member, and what the old format says of it where that is another."""

    text: str
    stated: bool
    read_as: str  # what the old format says instead; empty where it says the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the service with its own values, one for each field."""

    link: Link
    is_sample: bool
    values: tuple[MemberValue, ...]

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        return name_weight(self.link.text) + sum(_CELL + _weight(value) for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field in which the old format says the same wrong thing of these members."""

    field: str
    value: MemberValue
    members: tuple[Link, ...]
    more: int = 0  # members that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage(EntityPage):
    """`services/<name>.html`"""

    template = "service.html"

    fields: tuple[str, ...]
    with_backend: bool  # whether they are told with the backend, which is left out for the public
    members: tuple[Member, ...]
    more: int  # members that the page leaves out
    deprecated: frozenset[str]  # members
    sample: Link | None
    differences: tuple[Difference, ...]
    more_differences: int  # that the page leaves out
    differing: int  # members
    differing_values: int
    realms: str
    files: tuple[Link, ...]  # of the legacy realms whose instances read the service
    legacy: Mapping[str, Any]  # what older GitLab versions read, as the old format has it; too long: nothing


def service_page(service: Service, material: Material) -> ServicePage:
    """The page of one legacy service."""
    catalog = material.catalog
    chosen = sample(service, catalog) if service.unit_primitives else None
    members = _members(service, chosen, material) if chosen else ()
    with_backend = tells_audience(catalog.left_out)
    fields = (*(("backend",) if with_backend else ()), *_FIELDS, *((_REALMS,) if _tells_realms(catalog) else ()))
    differences, more_differences = _differences(members, fields)
    most = rows_within((member.weight for member in members), material.most_rows, MOST_BYTES // 3)
    return ServicePage(
        **common(service, material),
        fields=fields,
        with_backend=with_backend,
        members=beginning(members, most),
        more=more(len(members), most),
        deprecated=frozenset(
            member.name for member in catalog.unit_primitives.pick(service.unit_primitives) if member.deprecated
        ),
        sample=link_to(chosen.ref, material.titles) if chosen else None,
        differences=differences,
        more_differences=more_differences,
        differing=len([member for member in members if _count(member)]),
        differing_values=sum(map(_count, members)),
        realms=_realms(service, material),
        files=_files(service),
        legacy={"services": {service.name: legacy_service(service, catalog)}}
        if chosen and len(members) <= most
        else {},
    )


def _members(service: Service, chosen: UnitPrimitive, material: Material) -> tuple[Member, ...]:
    """The sample, then those with the most differences."""
    bundles = legacy_service(service, material.catalog).get("bundled_with", {})
    realms = _reading(service, material.catalog)
    found = (
        Member(
            link=link_to(member.ref, material.titles),
            is_sample=member.name == chosen.name,
            values=tuple(_value(own, read) for own, read in _values(member, chosen, bundles, realms, material.catalog)),
        )
        for member in material.catalog.unit_primitives.pick(service.unit_primitives)
    )
    return tuple(sorted(found, key=lambda member: (not member.is_sample, -_count(member))))


def _values(
    member: UnitPrimitive, chosen: UnitPrimitive, bundles: Mapping[str, Any], realms: Names, catalog: Catalog
) -> Iterator[tuple[Any, Any]]:
    """What a member states in each field, and what the old format says of it."""
    if tells_audience(catalog.left_out):
        yield audience(member, catalog), audience(chosen, catalog)
    for field in SAMPLED_FIELDS:
        yield getattr(member, field), getattr(chosen, field)
    kept = tuple(name for name in member.add_ons or (NO_ADD_ON,) if name in bundles)
    yield member.add_ons, tuple(name for name in kept if name != NO_ADD_ON) if kept else None
    if _tells_realms(catalog):
        yield member.gitlab_realms, realms if _is_read_elsewhere(member, realms, catalog) else member.gitlab_realms


def _tells_realms(catalog: Catalog) -> bool:
    """Whether readers are shown where a unit primitive is available, and where a service is read."""
    shows = catalog.left_out.shows
    return shows("unit_primitive", "gitlab_realms") and shows("service", "gitlab_realm") and any(catalog.gitlab_realms)


def _is_read_elsewhere(member: UnitPrimitive, realms: Names, catalog: Catalog) -> bool:
    """Whether older versions read a member in other realms than it states: all, where it states none.

    Of realms that do not state what the old format calls them nobody knows.
    """
    known = {realm.name for realm in catalog.gitlab_realms if realm.legacy_realm}
    return known.intersection(member.gitlab_realms or known) != known.intersection(realms)


def _value(own: Any, read: Any) -> MemberValue:
    agrees = set(own) == set(read) if isinstance(own, tuple) and isinstance(read, tuple) else own == read
    return MemberValue(text=_text(own), stated=own not in (None, ()), read_as="" if agrees else _text(read, LEFT_OUT))


def _text(value: Any, missing: str = NOT_STATED) -> str:
    if value in (None, ()):
        return missing
    if isinstance(value, datetime):
        return day_and_time(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _count(member: Member) -> int:
    return len([value for value in member.values if value.read_as])


def _differences(members: tuple[Member, ...], fields: tuple[str, ...]) -> tuple[tuple[Difference, ...], int]:
    """Every difference, in the order of the fields; in each, what most members differ in first.

    Of very many those in which most do, and how many more there are.
    """
    found: dict[tuple[int, MemberValue], list[Link]] = {}
    for member in members:
        for at, value in enumerate(member.values):
            if value.read_as:
                found.setdefault((at, value), []).append(member.link)
    by_name = {key: sorted(links, key=lambda link: link.text) for key, links in found.items()}
    by_size = dict(sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0][0])))
    weights = (
        name_weight(link.text) + (0 if place else _ROW + _weight(value))
        for (_, value), links in by_size.items()
        for place, link in enumerate(links)
    )
    parts = beginnings(by_size, rows_within(weights, MOST_ROWS, MOST_BYTES // 3))
    shown = sorted(((key, *part) for key, part in parts.items() if part[0]), key=lambda it: it[0][0])
    differences = (
        Difference(field=fields[at], value=value, members=links, more=rest) for (at, value), links, rest in shown
    )
    return tuple(differences), len(parts) - len(shown)


def _weight(value: MemberValue) -> int:
    return text_weight(value.text) + text_weight(value.read_as)


def _realms(service: Service, material: Material) -> str:
    """The realms whose instances read the service, in words."""
    names, known = _reading(service, material.catalog), material.catalog.gitlab_realms
    titles = material.titles.all("gitlab_realm", [name for name in names if name in known])
    return listed((*titles, *(name for name in names if name not in known)), "and")


def _reading(service: Service, catalog: Catalog) -> Names:
    """The realms whose instances read the service."""
    return tuple(name for name, legacy_realm in _legacy_realms(catalog) if is_read_by(service, legacy_realm))


def _legacy_realms(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Realms with their legacy names; where none states one, the old format's own name stands for it."""
    stated = [(realm.name, realm.legacy_realm) for realm in catalog.gitlab_realms if realm.legacy_realm]
    known = {legacy_realm for _, legacy_realm in stated}
    return (*stated, *((name, name) for name in LEGACY_REALMS if name not in known))


def _files(service: Service) -> tuple[Link, ...]:
    addresses = (urls.legacy(realm) for realm in LEGACY_REALMS if is_read_by(service, realm))
    return tuple(Link(text=address, address=address) for address in addresses)
