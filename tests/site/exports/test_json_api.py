"""JSON that says everything the catalog says: every field, both ends of every relation, and the moment it speaks of."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from site_builder.catalog import KINDS, RELATIONS, Catalog, parse_version
from site_builder.settings import SiteSettings
from site_builder.site.exports import api_catalog, api_entity, api_index
from tests.site.making import TITLES, material

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Opens a chat — in “UTF-8”.
    status: beta
    milestone: '16.6'
    group: group::ai framework
    cut_off_date: 2024-02-15 00:00:00 UTC
    min_gitlab_version: '16.10'
    alias_names: [old_chat]
    backend_services: [ai_gateway]
    add_ons: [duo_pro, duo_core]
    -- backend_services/ai_gateway --
    group: group::ai framework
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- services/chat --
    gitlab_realm: [gitlab-com]
    unit_primitives: [duo_chat]
    """
HEAD = {
    "schema_version": 1,
    "title": "Our catalog",
    "notice": "Not official.",
    "as_of": "2024-10-17T00:00:00Z",
    "config": {"content_hash": "0123abcd", "commit": "4567ef"},
}
MADE = material(
    CONFIG,
    as_of=datetime(2024, 10, 17, tzinfo=UTC),
    site=SiteSettings(titles=TITLES, title="Our catalog", notice="Not official."),
    content_hash="0123abcd",
    commit="4567ef",
)
DUO_CHAT = {
    "name": "duo_chat",
    "description": "Opens a chat — in “UTF-8”.",
    "visibility": None,
    "status": "beta",
    "milestone": "16.6",
    "group": "group::ai framework",
    "feature_category": "duo_chat",
    "documentation_url": "https://docs.gitlab.com/",
    "introduced_by_url": None,
    "unit_primitive_issue_url": None,
    "cut_off_date": "2024-02-15T00:00:00Z",
    "min_gitlab_version_for_free_access": None,
    "min_gitlab_version": "16.10",
    "min_backend_version": None,
    "alias_names": ["old_chat"],
    "deprecated_by_url": None,
    "deprecation_message": None,
    "backend_services": ["ai_gateway"],
    "add_ons": ["duo_pro", "duo_core"],
    "license_types": [],
    "gitlab_realms": [],
    "services": ["chat"],
}


def test_an_entity_s_file_holds_every_field_and_where_it_is_from() -> None:
    assert json.loads(api_entity(MADE.catalog.unit_primitives["duo_chat"], MADE)) == {
        **HEAD,
        "kind": "unit_primitive",
        "unit_primitive": DUO_CHAT,
    }


def test_the_catalog_s_file_holds_every_kind_under_its_plural_with_both_ends_of_relations() -> None:
    found = json.loads(api_catalog(MADE))

    assert list(found) == [*HEAD, *(kind.plural for kind in KINDS)]
    assert {name: found[name] for name in HEAD} == HEAD
    assert found["unit_primitives"] == [DUO_CHAT]
    assert found["add_ons"] == [
        {
            "name": name,
            "description": None,
            "visibility": None,
            "documentation_url": None,
            "unit_primitives": ["duo_chat"],
        }
        for name in ("duo_core", "duo_pro")
    ]
    assert found["groups"] == [
        {
            "name": "group::ai framework",
            "description": None,
            "unit_primitives": ["duo_chat"],
            "backend_services": ["ai_gateway"],
        }
    ]
    assert found["services"] == [
        {
            "name": "chat",
            "description": None,
            "visibility": None,
            "basic_unit_primitive": None,
            "gitlab_realm": ["gitlab-com"],
            "unit_primitives": ["duo_chat"],
        }
    ]


def test_reading_the_file_back_gives_the_catalog() -> None:
    document = json.loads(api_catalog(MADE))

    assert Catalog.of(
        kind.entity(**{field: _meaning(field, value) for field, value in values.items()})
        for kind in KINDS
        for values in document[kind.plural]
    ) == Catalog.of(MADE.catalog)


def _meaning(field: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if value and (field == "milestone" or "version" in field):
        return parse_version(value)
    return datetime.fromisoformat(value) if value and field == "cut_off_date" else value


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.singular) for kind in KINDS])
def test_each_object_has_exactly_the_fields_of_its_kind_and_lists_for_what_can_be_many(kind: Any) -> None:
    many = {field.name for field in fields(kind.entity) if field.default == ()}
    ends = {row.field for row in RELATIONS if row.source == kind.singular} | {
        row.inverse_field for row in RELATIONS if row.target == kind.singular
    }

    for values in json.loads(api_catalog(MADE))[kind.plural]:
        gone = {"source"} if kind.has_files else {"source", "visibility"}
        assert list(values) == [field.name for field in fields(kind.entity) if field.name not in gone]
        assert {name for name, value in values.items() if isinstance(value, list)} == many
        assert ends <= set(values)


def test_the_index_says_where_the_file_of_each_entity_is() -> None:
    found = json.loads(api_index(MADE))

    assert {name: found[name] for name in HEAD} == HEAD
    assert found["catalog"] == "catalog.json"
    assert list(found["kinds"]) == [kind.plural for kind in KINDS]
    assert found["kinds"]["groups"] == {
        "kind": "group",
        "count": 1,
        "entities": {"group::ai framework": "group/ai-framework.json"},
    }


def test_the_files_are_utf_8_as_it_is_and_end_with_a_line_break() -> None:
    text = api_catalog(MADE)

    assert "— in “UTF-8”".encode() in text
    assert text.endswith(b"}\n")
    assert b"\r" not in text


def test_a_commit_that_is_not_known_is_null() -> None:
    assert json.loads(api_index(material(CONFIG)))["config"]["commit"] is None
