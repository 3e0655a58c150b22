"""The catalog in the shape of GraphQL's `CloudConnectorAccess`, as GitLab instances of a legacy realm ask for it.

Services are the older form of the answer, unit primitives the newer one. Names of fields are in camel case, moments in
UTC.
"""

import json
from collections.abc import Iterator
from typing import Any

from ...catalog import NO_ADD_ON, VISIBILITY, Catalog, UnitPrimitive, legacy_services, own_fields
from ...moments import parse_moment
from ..wording import iso
from .json_api import entity_object


def access_json(legacy_realm: str, catalog: Catalog) -> str:
    """What the query answers in a legacy realm. ValueError for a realm that the services format does not know."""
    access = {
        "availableServices": [_service(*it) for it in legacy_services(catalog, legacy_realm).items()],
        "availableUnitPrimitives": [_unit_primitive(it) for it in available_in(legacy_realm, catalog)],
    }
    return json.dumps({"data": {"cloudConnectorAccess": access}}, ensure_ascii=False, indent=1)


def available_in(legacy_realm: str, catalog: Catalog) -> Iterator[UnitPrimitive]:
    """Unit primitives for a GitLab realm that has this legacy name, or that state no realm and so no restriction."""
    realms = {realm.name for realm in catalog.gitlab_realms.where(legacy_realm=legacy_realm)}
    for primitive in catalog.unit_primitives:
        if not primitive.gitlab_realms or not realms.isdisjoint(primitive.gitlab_realms):
            yield primitive


def in_no_answer(catalog: Catalog) -> tuple[UnitPrimitive, ...]:
    """Unit primitives that name only GitLab realms without a legacy name."""
    named = {realm.name for realm in catalog.gitlab_realms if realm.legacy_realm}
    return tuple(it for it in catalog.unit_primitives if it.gitlab_realms and named.isdisjoint(it.gitlab_realms))


def _service(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    cut_off = entry.get("cut_off_date")
    return {
        "name": name,
        "serviceStartTime": iso(parse_moment(cut_off)) if cut_off else None,
        "bundledWith": [add_on for add_on in entry.get("bundled_with", ()) if add_on != NO_ADD_ON],
    }


def _unit_primitive(primitive: UnitPrimitive) -> dict[str, Any]:
    """Everything that its file may state, but for what is this catalog's own."""
    own = {*own_fields(primitive.kind)} - {VISIBILITY}
    return {_camel(name): value for name, value in entity_object(primitive).items() if name in own}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
