"""The answer of GraphQL's `CloudConnectorAccess`: services in the older form, unit primitives with all they state."""

import json
from typing import Any

import pytest

from site_builder.site.exports.access import access_json
from tests.site.making import catalog

CONFIG = """
    -- unit_primitives/duo_chat --
    description: Opens a chat.
    status: beta
    milestone: '16.6'
    introduced_by_url: https://gitlab.com/a
    cut_off_date: 2024-10-17T02:00:00+02:00
    min_gitlab_version: '16.10'
    min_gitlab_version_for_free_access: '16.8'
    alias_names: [old_chat]
    backend_services: [ai_gateway]
    add_ons: [duo_pro, duo_core]
    license_types: [premium]
    gitlab_realms: [saas, dedicated]
    -- unit_primitives/cloud_only --
    gitlab_realms: [saas]
    -- unit_primitives/nowhere_stated --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/dedicated --
    legacy_realm: self-managed
    -- gitlab_realms/new --
    -- backend_services/ai_gateway --
    -- services/chat --
    gitlab_realm: [gitlab-com]
    unit_primitives: [duo_chat, cloud_only]
    """


def access(legacy_realm: str, config: str = CONFIG) -> Any:
    """What stands within the document."""
    document = json.loads(access_json(legacy_realm, catalog(config)))
    assert list(document) == ["data"]
    assert list(document["data"]) == ["cloudConnectorAccess"]
    return document["data"]["cloudConnectorAccess"]


def test_services_are_those_of_the_old_format_with_the_moment_from_which_they_are_paid() -> None:
    assert access("gitlab-com")["availableServices"] == [
        {"name": "chat", "serviceStartTime": "2024-10-17T00:00:00Z", "bundledWith": ["duo_pro", "duo_core"]},
        {"name": "cloud_only", "serviceStartTime": None, "bundledWith": []},
        {"name": "duo_chat", "serviceStartTime": "2024-10-17T00:00:00Z", "bundledWith": ["duo_pro", "duo_core"]},
        {"name": "nowhere_stated", "serviceStartTime": None, "bundledWith": []},
    ]
    assert [it["name"] for it in access("self-managed")["availableServices"]] == [
        "cloud_only",
        "duo_chat",
        "nowhere_stated",
    ]


def test_a_unit_primitive_has_all_that_its_file_may_state_in_camel_case() -> None:
    (found,) = (it for it in access("gitlab-com")["availableUnitPrimitives"] if it["name"] == "duo_chat")

    assert found == {
        "name": "duo_chat",
        "description": "Opens a chat.",
        "status": "beta",
        "milestone": "16.6",
        "group": "group::duo_chat",
        "featureCategory": "duo_chat",
        "documentationUrl": "https://docs.gitlab.com/",
        "introducedByUrl": "https://gitlab.com/a",
        "unitPrimitiveIssueUrl": None,
        "cutOffDate": "2024-10-17T00:00:00Z",
        "minGitlabVersionForFreeAccess": "16.8",
        "minGitlabVersion": "16.10",
        "minBackendVersion": None,
        "aliasNames": ["old_chat"],
        "deprecatedByUrl": None,
        "deprecationMessage": None,
        "backendServices": ["ai_gateway"],
        "addOns": ["duo_pro", "duo_core"],
        "licenseTypes": ["premium"],
        "gitlabRealms": ["saas", "dedicated"],
    }


@pytest.mark.parametrize(
    ("legacy_realm", "names"),
    [
        ("gitlab-com", ["cloud_only", "duo_chat", "nowhere_stated"]),
        ("self-managed", ["duo_chat", "nowhere_stated"]),
    ],
)
def test_unit_primitives_are_those_for_a_realm_of_that_legacy_name_or_without_a_stated_realm(
    legacy_realm: str, names: list[str]
) -> None:
    assert [it["name"] for it in access(legacy_realm)["availableUnitPrimitives"]] == names


def test_where_no_realm_has_the_legacy_name_those_that_state_none_are_left() -> None:
    config = "-- unit_primitives/a --\ngitlab_realms: [saas]\n-- unit_primitives/b --\n-- gitlab_realms/saas --\n"

    assert [it["name"] for it in access("gitlab-com", config)["availableUnitPrimitives"]] == ["b"]


def test_a_realm_that_the_format_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="legacy realm must be one of gitlab-com, self-managed, not 'saas'"):
        access_json("saas", catalog(CONFIG))
