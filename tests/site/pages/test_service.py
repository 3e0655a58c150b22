"""The page of a legacy service: each member's own values beside what the old format says of it."""

import textwrap
from dataclasses import replace

import pytest

from site_builder.catalog import Catalog, LeftOut
from site_builder.site import Link
from site_builder.site.bounds import MOST_ROWS
from site_builder.site.pages.service import Difference, Member, MemberValue, ServicePage, service_page
from tests.site.making import material

REALMS = """
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- gitlab_realms/dedicated --
    legacy_realm: self-managed
    -- gitlab_realms/new --
    """
CONFIG = f"""
    -- unit_primitives/duo_chat --
    backend_services: [ai_gateway]
    cut_off_date: 2024-10-17T00:00:00Z
    min_gitlab_version: '16.9'
    add_ons: [duo_pro]
    license_types: [premium, ultimate]
    -- unit_primitives/explain_code --
    cut_off_date: 2024-10-17T00:00:00Z
    min_gitlab_version: '17.0'
    license_types: [ultimate, premium]
    -- unit_primitives/include_context --
    -- backend_services/ai_gateway --
    jwt_aud: gitlab-ai-gateway
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- services/duo_chat --
    basic_unit_primitive: duo_chat
    unit_primitives: [explain_code, duo_chat, include_context]
    -- services/cloud --
    gitlab_realm: [gitlab-com]
    unit_primitives: [duo_chat]
    -- services/empty --
    {REALMS}
    """


def page_of(name: str) -> ServicePage:
    """The page of a service."""
    made = material(CONFIG)
    return service_page(made.catalog.services[name], made)


def value(text: str, read_as: str = "") -> MemberValue:
    """A value that is stated unless its text says otherwise."""
    return MemberValue(text=text, stated=text != "Not stated", read_as=read_as)


def test_the_sample_comes_first_and_then_members_with_the_most_differences_from_it() -> None:
    page = page_of("duo_chat")

    assert page.with_backend
    assert page.fields == (
        "backend",
        "cut_off_date",
        "min_gitlab_version",
        "min_gitlab_version_for_free_access",
        "license_types",
        "bundled_with",
        "gitlab_realms",
    )
    assert page.members == (
        Member(
            link=member("duo_chat"),
            is_sample=True,
            values=(
                value("gitlab-ai-gateway"),
                value("17 October 2024"),
                value("16.9"),
                value("Not stated"),
                value("premium, ultimate"),
                value("duo_pro"),
                value("Not stated"),
            ),
        ),
        Member(
            link=member("include_context"),
            is_sample=False,
            values=(
                value("Not stated", read_as="gitlab-ai-gateway"),
                value("Not stated", read_as="17 October 2024"),
                value("Not stated", read_as="16.9"),
                value("Not stated"),
                value("Not stated", read_as="premium, ultimate"),
                value("Not stated"),
                value("Not stated"),
            ),
        ),
        Member(
            link=member("explain_code"),
            is_sample=False,
            values=(
                value("Not stated", read_as="gitlab-ai-gateway"),
                value("17 October 2024"),
                value("17.0", read_as="16.9"),
                value("Not stated"),
                value("ultimate, premium"),
                value("Not stated"),
                value("Not stated"),
            ),
        ),
    )
    assert (page.sample, page.differing) == (member("duo_chat"), 2)


def test_every_difference_is_listed_with_the_members_that_share_it_by_name() -> None:
    page = page_of("duo_chat")

    assert page.differences == (
        Difference(
            field="backend",
            value=value("Not stated", read_as="gitlab-ai-gateway"),
            members=(member("explain_code"), member("include_context")),
        ),
        Difference(
            field="cut_off_date",
            value=value("Not stated", read_as="17 October 2024"),
            members=(member("include_context"),),
        ),
        Difference(
            field="min_gitlab_version", value=value("Not stated", read_as="16.9"), members=(member("include_context"),)
        ),
        Difference(field="min_gitlab_version", value=value("17.0", read_as="16.9"), members=(member("explain_code"),)),
        Difference(
            field="license_types",
            value=value("Not stated", read_as="premium, ultimate"),
            members=(member("include_context"),),
        ),
    )
    assert page.differing_values == 6


@pytest.mark.parametrize(
    ("read_by", "stated", "read_as"),
    [
        ("", "", ""),
        ("", "[saas, self-managed, dedicated]", ""),
        ("", "[new, saas, self-managed, dedicated]", ""),  # of which the old format knows nothing
        ("", "[saas]", "dedicated, saas, self-managed"),
        ("", "[saas, self-managed]", "dedicated, saas, self-managed"),
        ("[gitlab-com]", "[saas]", ""),
        ("[gitlab-com]", "", "saas"),
        ("[self-managed]", "[self-managed, dedicated]", ""),
        ("[self-managed]", "[self-managed]", "dedicated, self-managed"),
        ("", "[new]", "dedicated, saas, self-managed"),
    ],
)
def test_a_member_that_is_read_where_it_is_not_available_differs(read_by: str, stated: str, read_as: str) -> None:
    made = material(
        "-- unit_primitives/one --\n"
        + (f"gitlab_realms: {stated}\n" if stated else "")
        + "-- services/all --\nunit_primitives: [one]\n"
        + (f"gitlab_realm: {read_by}\n" if read_by else "")
        + textwrap.dedent(REALMS)
    )

    page = service_page(made.catalog.services["all"], made)
    (only,) = page.members
    assert (page.fields[-1], only.values[-1].read_as) == ("gitlab_realms", read_as)
    assert [it.field for it in page.differences] == (["gitlab_realms"] if read_as else [])


def test_moments_on_one_day_are_told_apart() -> None:
    made = material("""
        -- unit_primitives/morning --
        cut_off_date: 2024-10-17T00:00:00Z
        -- unit_primitives/noon --
        cut_off_date: 2024-10-17T12:00:00Z
        -- services/both --
        unit_primitives: [morning, noon]
        """)

    page = service_page(made.catalog.services["both"], made)

    assert page.members[1].values[1] == value("17 October 2024, 12:00 UTC", read_as="17 October 2024")


def test_what_the_service_of_self_hosted_models_loses_of_its_bundles() -> None:
    made = material("""
        -- unit_primitives/both --
        add_ons: [duo_pro, duo_enterprise]
        -- unit_primitives/enterprise --
        add_ons: [duo_enterprise]
        -- unit_primitives/none --
        -- unit_primitives/pro --
        add_ons: [duo_pro]
        -- add_ons/duo_enterprise --
        -- add_ons/duo_pro --
        -- services/self_hosted_models --
        unit_primitives: [both, enterprise, none, pro]
        """)

    page = service_page(made.catalog.services["self_hosted_models"], made)

    assert {it.link.text: it.values[-1] for it in page.members} == {
        "both": value("duo_pro, duo_enterprise", read_as="duo_enterprise"),
        "enterprise": value("duo_enterprise"),
        "none": value("Not stated", read_as="left out"),
        "pro": value("duo_pro", read_as="left out"),
    }


def test_of_self_hosted_models_without_the_one_bundle_nothing_is_left() -> None:
    made = material("-- unit_primitives/a --\n-- services/self_hosted_models --\nunit_primitives: [a]\n")

    page = service_page(made.catalog.services["self_hosted_models"], made)

    assert page.members[0].values[-1] == value("Not stated", read_as="left out")
    assert page.legacy == {"services": {"self_hosted_models": {}}}


def member(name: str) -> Link:
    """The link to a member."""
    return Link(text=name, address=f"unit_primitives/{name}.html", code=True)


def test_the_old_format_as_older_versions_read_it() -> None:
    assert page_of("duo_chat").legacy == {
        "services": {
            "duo_chat": {
                "backend": "gitlab-ai-gateway",
                "cut_off_date": "2024-10-17 00:00:00 UTC",
                "min_gitlab_version": "16.9",
                "license_types": ["premium", "ultimate"],
                "bundled_with": {
                    "_irrelevant": {"unit_primitives": ["explain_code", "include_context"]},
                    "duo_pro": {"unit_primitives": ["duo_chat"]},
                },
            }
        }
    }


def test_a_value_that_only_a_member_states_is_left_out_of_the_old_format() -> None:
    made = material("""
        -- unit_primitives/plain --
        -- unit_primitives/stated --
        min_gitlab_version: '17.0'
        -- services/both --
        unit_primitives: [plain, stated]
        """)

    page = service_page(made.catalog.services["both"], made)

    assert page.members[1].values[2] == value("17.0", read_as="left out")


def test_a_service_says_in_which_realms_it_is_read() -> None:
    assert page_of("duo_chat").realms == "GitLab.com, Self-managed and Dedicated"
    assert page_of("cloud").realms == "GitLab.com"


def test_a_service_leads_to_the_files_that_it_is_in() -> None:
    cloud, own = "legacy/gitlab-com.yml", "legacy/self-managed.yml"

    assert page_of("duo_chat").files == (Link(text=cloud, address=cloud), Link(text=own, address=own))
    assert page_of("cloud").files == (Link(text=cloud, address=cloud),)


def test_a_service_without_members_has_no_sample_and_nothing_to_read() -> None:
    page = page_of("empty")

    assert (page.members, page.sample, page.differing, page.legacy) == ((), None, 0, {})


@pytest.mark.parametrize(
    ("read_by", "told"),
    [("", "GitLab.com and self-managed"), ("[self-managed]", "self-managed"), ("[gitlab-com]", "GitLab.com")],
)
def test_where_no_realm_states_a_legacy_realm_it_is_called_as_the_old_format_does(read_by: str, told: str) -> None:
    made = material(
        "-- gitlab_realms/saas --\nlegacy_realm: gitlab-com\n"
        "-- unit_primitives/one --\n-- services/all --\nunit_primitives: [one]\n"
        + (f"gitlab_realm: {read_by}\n" if read_by else "")
    )

    assert service_page(made.catalog.services["all"], made).realms == told


@pytest.mark.parametrize(
    ("stated", "own", "read_as"),
    [("[saas]", "saas", "self-managed"), ("", "Not stated", "self-managed")],
)
def test_a_member_differs_also_by_a_legacy_realm_that_no_realm_states(stated: str, own: str, read_as: str) -> None:
    made = material(
        "-- gitlab_realms/saas --\nlegacy_realm: gitlab-com\n"
        "-- services/all --\nunit_primitives: [one]\ngitlab_realm: [self-managed]\n-- unit_primitives/one --\n"
        + (f"gitlab_realms: {stated}\n" if stated else "")
    )

    page = service_page(made.catalog.services["all"], made)

    assert [(it.field, it.value.text, it.value.read_as) for it in page.differences] == [("gitlab_realms", own, read_as)]


@pytest.mark.parametrize("hidden", [("unit_primitive", "gitlab_realms"), ("service", "gitlab_realm")])
def test_realms_are_compared_where_both_sides_of_it_are_shown(hidden: tuple[str, str]) -> None:
    made = material("-- unit_primitives/one --\n-- services/all --\nunit_primitives: [one]\n" + textwrap.dedent(REALMS))
    shown = Catalog.of(tuple(made.catalog), LeftOut(fields=frozenset({hidden})))

    pages = [service_page(on.services["all"], replace(made, catalog=on)) for on in (made.catalog, shown)]

    assert ["gitlab_realms" in page.fields for page in pages] == [True, False]


def test_of_realms_that_do_not_state_what_the_old_format_calls_them_no_difference_is_told() -> None:
    made = material(
        "-- gitlab_realms/saas --\nlegacy_realm: gitlab-com\n-- gitlab_realms/dedicated --\n"
        "-- services/all --\nunit_primitives: [one]\n-- unit_primitives/one --\ngitlab_realms: [saas, dedicated]\n"
    )

    assert service_page(made.catalog.services["all"], made).differences == ()


def test_of_very_many_differences_those_of_most_members_are_told_in_the_order_of_the_fields() -> None:
    count = MOST_ROWS + 100
    names = [f"p{number:03}" for number in range(count)]
    text = "".join(
        f"-- unit_primitives/{name} --\nmin_gitlab_version: '1.{number}'\ngitlab_realms: [saas]\n"
        for number, name in enumerate(names)
    )
    made = material(textwrap.dedent(REALMS) + f"{text}-- services/s --\nunit_primitives: [{', '.join(names)}]\n")
    page = service_page(made.catalog.services["s"], made)

    told = [(it.field, len(it.members) + it.more) for it in page.differences]
    assert told == [*[("min_gitlab_version", 1)] * (MOST_ROWS - 1), ("gitlab_realms", count)]
    assert page.more_differences == count - 1 - (MOST_ROWS - 1)
