"""The catalog as JSON: one file with everything, one per entity, and an index of them.

Every object has all fields of its kind and both ends of every relation as lists of names. A field that is not stated is
null, a relation that is not stated an empty list. Versions and dates are texts; dates are in UTC.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from packaging.version import Version

from ...catalog import NOTHING, Entity, LeftOut
from .. import urls
from ..material import Material
from ..wording import iso

SCHEMA_VERSION = 1


def api_catalog(material: Material) -> bytes:
    """`catalog.json`: a list of objects under each plural kind."""
    catalog = material.catalog
    kinds = {
        kind.plural: [entity_object(entity, catalog.left_out) for entity in catalog.of_kind(kind.singular)]
        for kind in catalog.listed
    }
    return _file({**_head(material), **kinds})


def api_entity(entity: Entity, material: Material) -> bytes:
    """`<kind>/<name>.json`: one entity."""
    return _file(
        {**_head(material), "kind": entity.kind, entity.kind: entity_object(entity, material.catalog.left_out)}
    )


def api_index(material: Material) -> bytes:
    """`index.json`: where everything is, with counts."""
    kinds = {
        kind.plural: {
            "kind": kind.singular,
            "count": len(material.catalog.of_kind(kind.singular)),
            "entities": {
                entity.name: _below_api(urls.api_entity(entity.ref))
                for entity in material.catalog.of_kind(kind.singular)
            },
        }
        for kind in material.catalog.listed
    }
    return _file({**_head(material), "catalog": _below_api(urls.API_CATALOG), "kinds": kinds})


def entity_object(entity: Entity, left_out: LeftOut = NOTHING) -> dict[str, Any]:
    """An entity as plain data, in the order of its fields, without those that are left out."""
    names = (field.name for field in fields(entity) if field.name != "source")
    return {name: _plain(getattr(entity, name)) for name in names if left_out.shows(entity.kind, name)}


def json_document(content: Mapping[str, Any]) -> str:
    """The text of an object that says by which version of these forms it is to be read."""
    return json.dumps({"schema_version": SCHEMA_VERSION, **content}, ensure_ascii=False, indent=1)


def _head(material: Material) -> dict[str, Any]:
    return {
        "title": material.site.title,
        "notice": material.site.notice,
        "as_of": iso(material.as_of),
        "config": {"content_hash": material.content_hash, "commit": material.commit},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Version):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _below_api(address: str) -> str:
    return address.removeprefix("api/v1/")


def _file(content: Mapping[str, Any]) -> bytes:
    return json_document(content).encode("utf-8") + b"\n"
