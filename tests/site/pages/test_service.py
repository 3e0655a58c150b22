"""The page of a legacy service: each member's own values beside what the old format says of it."""

from site_builder.site import Link
from site_builder.site.pages.service import Member, MemberValue, ServicePage, service_page
from tests.site.making import material

CONFIG = """
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
    -- gitlab_realms/saas --
    legacy_realm: gitlab-com
    -- gitlab_realms/self-managed --
    legacy_realm: self-managed
    -- gitlab_realms/dedicated --
    legacy_realm: self-managed
    -- gitlab_realms/new --
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

    assert page.fields == ("cut_off_date", "min_gitlab_version", "min_gitlab_version_for_free_access", "license_types")
    assert page.members == (
        Member(
            link=member("duo_chat"),
            is_sample=True,
            values=(value("17 October 2024"), value("16.9"), value("Not stated"), value("premium, ultimate")),
        ),
        Member(
            link=member("include_context"),
            is_sample=False,
            values=(
                value("Not stated", read_as="17 October 2024"),
                value("Not stated", read_as="16.9"),
                value("Not stated"),
                value("Not stated", read_as="premium, ultimate"),
            ),
        ),
        Member(
            link=member("explain_code"),
            is_sample=False,
            values=(
                value("17 October 2024"),
                value("17.0", read_as="16.9"),
                value("Not stated"),
                value("ultimate, premium"),
            ),
        ),
    )
    assert (page.sample, page.differing) == (member("duo_chat"), 2)
    assert page.by_field == (("min_gitlab_version", 2), ("cut_off_date", 1), ("license_types", 1))


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

    assert page.members[1].values[1] == value("17.0", read_as="left out")


def test_a_service_says_in_which_realms_it_is_read() -> None:
    assert page_of("duo_chat").realms == "GitLab.com, Self-managed and Dedicated"
    assert page_of("cloud").realms == "GitLab.com"


def test_a_service_without_members_has_no_sample_and_nothing_to_read() -> None:
    page = page_of("empty")

    assert (page.members, page.sample, page.differing, page.legacy) == ((), None, 0, {})
