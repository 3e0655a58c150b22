"""The page of a group or feature category: what is theirs, and what needs them."""

from site_builder.site import Link
from site_builder.site.bounds import MOST_NAMES
from site_builder.site.pages.owner import Ahead, OwnerPage, owner_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    group: group::ai framework
    backend_services: [ai_gateway]
    cut_off_date: 2030-01-01T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/explain_code --
    group: group::ai framework
    feature_category: code_suggestions
    backend_services: [ai_gateway]
    cut_off_date: 2024-10-17T00:00:00Z
    -- unit_primitives/zoom --
    backend_services: [ai_gateway]
    -- backend_services/ai_gateway --
    group: group::ai framework
    -- backend_services/unused --
    group: group::ai framework
    -- add_ons/duo_pro --
    """


def page_of(kind: str, name: str) -> OwnerPage:
    """The page of an owner."""
    made = material(CONFIG)
    return owner_page(made.catalog.of_kind(kind)[name], made)  # type: ignore[arg-type] # one of the two kinds it takes


def test_what_a_group_owns_stands_by_category() -> None:
    page = page_of("group", "group::ai framework")

    assert page.total == 2
    assert [(group.link.text, [row.name for row in group.rows]) for group in page.groups] == [
        ("code_suggestions", ["explain_code"]),
        ("duo_chat", ["duo_chat"]),
    ]
    assert page.backend_services == (
        Link(text="Ai gateway", address="backend_services/ai_gateway.html"),
        Link(text="Unused", address="backend_services/unused.html"),
    )


def test_what_a_category_holds_stands_by_owner() -> None:
    page = page_of("feature_category", "duo_chat")

    assert [(group.link.text, [row.name for row in group.rows]) for group in page.groups] == [
        ("ai framework", ["duo_chat"]),
        ("duo_chat", ["zoom"]),
    ]
    assert page.backend_services == ()


def test_what_needs_a_group_are_the_findings_in_everything_it_owns() -> None:
    page = page_of("group", "group::ai framework")

    assert [(finding.link.text, finding.problem.code) for finding in page.findings] == [
        ("explain_code", "W401"),
        ("Unused", "W306"),
    ]
    assert page_of("feature_category", "duo_chat").findings == ()


def test_cut_offs_that_are_over_are_not_ahead() -> None:
    assert page_of("group", "group::ai framework").ahead == (
        Ahead(
            link=Link(text="duo_chat", address="unit_primitives/duo_chat.html", code=True),
            deprecated=False,
            when="1 January 2030",
        ),
    )
    assert page_of("group", "group::duo_chat").ahead == ()


def test_the_cut_offs_of_a_group_have_a_feed_and_a_calendar_and_those_of_a_category_have_none() -> None:
    assert page_of("group", "group::ai framework").subscriptions == (
        Link(text="Feed", address="feeds/groups/ai-framework.atom"),
        Link(text="Calendar", address="calendar/groups/ai-framework.ics"),
    )
    assert page_of("feature_category", "duo_chat").subscriptions == ()


def test_of_very_many_backend_services_the_first_are_named_and_the_others_counted() -> None:
    services = "".join(f"-- backend_services/b{number:03} --\ngroup: group::g\n" for number in range(MOST_NAMES + 2))
    made = material(f"-- unit_primitives/p --\ngroup: group::g\n{services}")
    page = owner_page(made.catalog.groups["group::g"], made)

    assert [link.text for link in (page.backend_services[0], page.backend_services[-1])] == ["B000", "B299"]
    assert page.backend_services_more == 2
