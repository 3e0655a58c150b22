"""The list of legacy services, with what the old format holds beside them: single unit primitives as services."""

from collections.abc import Collection
from dataclasses import dataclass

from ...catalog import KIND, LEGACY_REALMS, UnitPrimitive, is_read_by, legacy_services, own_services
from .. import urls
from ..bounds import MOST_BYTES, beginning, more, names_within
from ..links import Link, link_to
from ..material import Material
from ..wording import listed
from .kind import KindPage, fields_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyFile:
    """What GitLab instances of a legacy realm read: how many services, and which of the list above are not."""

    link: Link
    realms: str  # the realms that have this legacy name
    services: int
    grouped: int  # of these, made from a service file
    single: int  # of these, made from one unit primitive
    elsewhere: int  # of the latter, those that state other realms only
    left_out: tuple[Link, ...]
    left_out_more: int = 0  # names that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesPage(KindPage):
    """`services/index.html`"""

    template = "services.html"

    files: tuple[LegacyFile, ...]
    read_elsewhere: tuple[LegacyFile, ...]  # of these, those with single ones that are not available there
    own_services: tuple[Link, ...]  # unit primitives that the format makes a service of their own
    covered: tuple[Link, ...]  # those for which a service file of the same name stands
    own_services_more: int = 0  # names that the page leaves out
    covered_more: int = 0


def services_page(material: Material) -> ServicesPage:
    """The list page of legacy services."""
    own = own_services(material.catalog)
    services = material.catalog.services
    covered = [it for it in material.catalog.unit_primitives if it.name in services]
    names = [entity.name for entities in (services, own) for entity in entities]
    most = names_within(names, MOST_BYTES // 4 // (2 + len(LEGACY_REALMS)))  # in each list
    files = tuple(_file(realm, own, material, most) for realm in LEGACY_REALMS)
    return ServicesPage(
        **fields_of(KIND["service"], material),
        files=files,
        read_elsewhere=tuple(file for file in files if file.elsewhere),
        own_services=tuple(link_to(primitive.ref, material.titles) for primitive in beginning(own, most)),
        own_services_more=more(len(own), most),
        covered=tuple(link_to(primitive.ref, material.titles) for primitive in beginning(covered, most)),
        covered_more=more(len(covered), most),
    )


def _file(legacy_realm: str, single: Collection[UnitPrimitive], material: Material, most: int) -> LegacyFile:
    catalog = material.catalog
    services = len(legacy_services(catalog, legacy_realm))
    named = [realm.name for realm in catalog.gitlab_realms.where(legacy_realm=legacy_realm)]
    left_out = [it for it in catalog.services if not (it.unit_primitives and is_read_by(it, legacy_realm))]
    return LegacyFile(
        link=Link(text=urls.legacy(legacy_realm), address=urls.legacy(legacy_realm)),
        realms=listed(material.titles.all("gitlab_realm", named), "and"),
        services=services,
        grouped=services - len(single),
        single=len(single),
        elsewhere=sum(bool(named and it.gitlab_realms) and {*named}.isdisjoint(it.gitlab_realms) for it in single),
        left_out=tuple(link_to(service.ref, material.titles) for service in beginning(left_out, most)),
        left_out_more=more(len(left_out), most),
    )
