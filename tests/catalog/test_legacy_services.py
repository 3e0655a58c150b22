"""The services format that older GitLab versions read, rule by rule, and what is lost in it."""

from typing import Any

import pytest

from site_builder.catalog import (
    NO_ADD_ON,
    BackendService,
    Disagreement,
    Entity,
    Service,
    audience,
    disagreements,
    left_out,
    legacy_service,
    legacy_services,
    own_services,
    sample,
    tells_audience,
)
from site_builder.catalog.legacy_services import bundled_add_ons, sample_name
from tests.catalog.makers import catalog, moment, primitive


def exported(*entities: Entity, realm: str = "gitlab-com") -> dict[str, dict[str, Any]]:
    return legacy_services(catalog(*entities), realm)


def test_a_service_is_its_sample_and_the_bundles_of_its_members() -> None:
    assert exported(
        primitive(
            "duo_chat",
            backend_services=("ai_gateway",),
            cut_off_date="2024-10-17T00:00:00",
            min_gitlab_version="16.9",
            min_gitlab_version_for_free_access="16.8",
            add_ons=("duo_pro",),
            license_types=("premium", "ultimate"),
        ),
        primitive("explain_code", add_ons=("duo_enterprise", "duo_pro"), min_gitlab_version="17.1"),
        Service(name="duo_chat", basic_unit_primitive="duo_chat", unit_primitives=("explain_code", "duo_chat")),
    ) == {
        "duo_chat": {
            "backend": "gitlab-ai-gateway",
            "cut_off_date": "2024-10-17 00:00:00 UTC",
            "min_gitlab_version": "16.9",
            "min_gitlab_version_for_free_access": "16.8",
            "license_types": ["premium", "ultimate"],
            "bundled_with": {
                "duo_enterprise": {"unit_primitives": ["explain_code"]},
                "duo_pro": {"unit_primitives": ["explain_code", "duo_chat"]},
            },
        },
        "explain_code": {
            "min_gitlab_version": "17.1",
            "bundled_with": {
                "duo_enterprise": {"unit_primitives": ["explain_code"]},
                "duo_pro": {"unit_primitives": ["explain_code"]},
            },
        },
    }


def test_services_are_sorted_by_name() -> None:
    found = exported(primitive("b"), primitive("d"), primitive("a"), Service(name="c", unit_primitives=("d",)))

    assert list(found) == ["a", "b", "c", "d"]


def test_a_service_with_a_realm_list_is_left_out_for_another_realm() -> None:
    listed = Service(name="sast", gitlab_realm=("gitlab-com",), unit_primitives=("security_scans",))

    assert list(exported(primitive("security_scans"), listed)) == ["sast", "security_scans"]
    assert list(exported(primitive("security_scans"), listed, realm="self-managed")) == ["security_scans"]


def test_a_primitive_is_a_service_of_its_own_unless_a_service_file_has_its_name() -> None:
    made = catalog(
        primitive("sast"),
        primitive("duo_chat"),
        Service(name="sast", gitlab_realm=("gitlab-com",), unit_primitives=("duo_chat",)),
    )

    assert [found.name for found in own_services(made)] == ["duo_chat"]
    assert list(legacy_services(made, "self-managed")) == ["duo_chat"]


def test_the_audience_is_that_of_the_backend_service_named_first() -> None:
    other = BackendService(name="other", jwt_aud="gitlab-other")
    both, none = primitive("a", backend_services=("other", "ai_gateway")), primitive("b")
    made = catalog(other, both, none)

    assert (audience(both, made), audience(none, made)) == ("gitlab-other", None)


def test_a_service_without_a_realm_list_is_in_both() -> None:
    for realm in ("gitlab-com", "self-managed"):
        assert "s" in exported(primitive(), Service(name="s", unit_primitives=("duo_chat",)), realm=realm)


def test_a_service_left_out_for_the_realm_still_suppresses_the_primitive_of_that_name() -> None:
    listed = Service(name="duo_chat", gitlab_realm=("gitlab-com",), unit_primitives=("duo_chat",))

    assert exported(primitive("duo_chat"), listed, realm="self-managed") == {}


def test_a_service_without_members_is_left_out_and_suppresses_too() -> None:
    assert exported(primitive("duo_chat"), Service(name="duo_chat")) == {}


def test_the_sample_is_the_basic_unit_primitive() -> None:
    service = Service(name="s", basic_unit_primitive="b", unit_primitives=("a", "b"))

    assert sample(service, catalog(primitive("a"), primitive("b"))).name == "b"


@pytest.mark.parametrize("basic", [None, "c"])
def test_without_a_basic_unit_primitive_among_the_members_it_is_the_first_listed(basic: str | None) -> None:
    service = Service(name="s", basic_unit_primitive=basic, unit_primitives=("b", "a"))

    assert sample(service, catalog(primitive("a"), primitive("b"), primitive("c"))).name == "b"


def test_a_service_without_members_has_no_sample() -> None:
    assert sample_name(Service(name="s", basic_unit_primitive="b")) is None


def test_the_backend_is_the_audience_of_the_first_backend_service() -> None:
    other = BackendService(name="duo_workflow_service", jwt_aud="gitlab-duo-workflow-service")

    found = exported(primitive("a", backend_services=("duo_workflow_service", "ai_gateway")), other)

    assert found == {
        "a": {
            "backend": "gitlab-duo-workflow-service",
            "bundled_with": {"_irrelevant": {"unit_primitives": ["a"]}},
        }
    }


def test_a_backend_without_an_audience_is_blank_and_so_left_out() -> None:
    found = exported(primitive("a", backend_services=("silent",)), BackendService(name="silent"))

    assert found == {"a": {"bundled_with": {"_irrelevant": {"unit_primitives": ["a"]}}}}


def test_bundles_stand_in_the_order_in_which_members_bring_them() -> None:
    found = exported(
        primitive("a", add_ons=("duo_pro",)),
        primitive("b", add_ons=("duo_core", "duo_pro")),
        primitive("c"),
        Service(name="s", unit_primitives=("c", "b", "a")),
    )

    assert list(found["s"]["bundled_with"].items()) == [
        ("_irrelevant", {"unit_primitives": ["c"]}),
        ("duo_core", {"unit_primitives": ["b"]}),
        ("duo_pro", {"unit_primitives": ["b", "a"]}),
    ]


def test_self_hosted_models_keeps_one_bundle_only() -> None:
    found = exported(
        primitive("a", add_ons=("duo_pro", "duo_enterprise")),
        primitive("b"),
        Service(name="self_hosted_models", unit_primitives=("a", "b")),
    )

    assert found["self_hosted_models"] == {"bundled_with": {"duo_enterprise": {"unit_primitives": ["a"]}}}


def test_self_hosted_models_without_that_bundle_has_none() -> None:
    found = exported(primitive("a", add_ons=("duo_pro",)), Service(name="self_hosted_models", unit_primitives=("a",)))

    assert found["self_hosted_models"] == {}


@pytest.mark.parametrize(
    ("name", "members", "bundled"),
    [
        ("old", ("a", "b", "c"), {"duo_pro", "duo_enterprise"}),
        ("old", ("b", "c"), {"duo_pro"}),
        ("old", ("b",), set()),
        ("self_hosted_models", ("a", "b", "c"), {"duo_enterprise"}),
        ("self_hosted_models", ("b", "c"), set()),
    ],
)
def test_the_add_ons_that_a_service_is_bundled_with_are_those_of_its_entry(
    name: str, members: tuple[str, ...], bundled: set[str]
) -> None:
    stated = {
        "a": primitive("a", add_ons=("duo_pro", "duo_enterprise")),
        "b": primitive("b"),
        "c": primitive("c", add_ons=("duo_pro",)),
    }
    service = Service(name=name, unit_primitives=members)

    assert bundled_add_ons(service, [stated[member] for member in members]) == bundled
    entry = exported(*stated.values(), service)[name]
    assert entry.get("bundled_with", {}).keys() - {NO_ADD_ON} == bundled


def test_a_moment_is_written_in_utc_to_the_second_with_four_digits_of_the_year() -> None:
    found = exported(primitive("a", cut_off_date=moment("0999-01-02T03:04:05.678")))

    assert found["a"]["cut_off_date"] == "0999-01-02 03:04:05 UTC"


@pytest.mark.parametrize("realm", ["saas", "dedicated", "", "GitLab-com"])
def test_a_realm_that_the_format_does_not_know_is_an_error(realm: str) -> None:
    with pytest.raises(ValueError, match=f"^legacy realm must be one of gitlab-com, self-managed, not '{realm}'$"):
        exported(realm=realm)


def test_disagreements_are_what_members_state_and_the_format_loses() -> None:
    service = Service(name="s", basic_unit_primitive="b", unit_primitives=("a", "b", "c"))
    linked = catalog(
        primitive("a", cut_off_date="2024-10-17T00:00:00", license_types=("ultimate", "premium")),
        primitive("b", min_gitlab_version="16.9", license_types=("premium", "ultimate")),
        primitive("c", min_gitlab_version="16.9.0", license_types=("premium", "ultimate")),
        service,
    )
    sampled = linked.unit_primitives["b"]

    assert list(disagreements(service, linked)) == [
        Disagreement(
            unit_primitive="a", field="cut_off_date", own=linked.unit_primitives["a"].cut_off_date, sampled=None
        ),
        Disagreement(unit_primitive="a", field="min_gitlab_version", own=None, sampled=sampled.min_gitlab_version),
    ]


def test_a_service_without_members_disagrees_with_nobody() -> None:
    assert list(disagreements(Service(name="s"), catalog())) == []


def test_one_service_alone_is_the_same_as_among_all() -> None:
    service = Service(name="s", unit_primitives=("duo_chat",))
    linked = catalog(primitive("duo_chat", add_ons=("duo_pro",)), service)

    assert legacy_service(service, linked) == legacy_services(linked, "self-managed")["s"]


@pytest.mark.parametrize(
    ("fields", "kinds", "tells"),
    [
        ((), (), True),
        (("description", "group", "project_url"), ("groups",), True),
        (("jwt_aud",), (), False),
        (("backend_services",), (), False),
        ((), ("backend_services",), False),
    ],
)
def test_the_audience_is_told_unless_it_or_the_way_to_it_is_left_out(
    fields: tuple[str, ...], kinds: tuple[str, ...], tells: bool
) -> None:
    assert tells_audience(left_out(fields, kinds)) is tells
