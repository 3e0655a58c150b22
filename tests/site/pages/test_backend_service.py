"""The page of a backend service: what it hosts, and what nothing else hosts."""

from site_builder.site import Link
from site_builder.site.pages.backend_service import BackendServicePage, backend_service_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    backend_services: [ai_gateway, duo_workflow_service]
    -- unit_primitives/complete_code --
    feature_category: code_suggestions
    backend_services: [ai_gateway]
    -- unit_primitives/self_made --
    -- backend_services/ai_gateway --
    -- backend_services/duo_workflow_service --
    """


def page_of(name: str) -> BackendServicePage:
    """The page of a backend service."""
    made = material(CONFIG)
    return backend_service_page(made.catalog.backend_services[name], made)


def test_what_it_hosts_and_what_has_no_other_host() -> None:
    page = page_of("ai_gateway")

    assert (page.total, page.everything, page.only_here) == (2, 3, frozenset({"complete_code"}))
    assert [(group.link.text, [row.name for row in group.rows]) for group in page.groups] == [
        ("code_suggestions", ["complete_code"]),
        ("duo_chat", ["duo_chat"]),
    ]
    assert page.in_list == Link(
        text="Filter this list", address="unit_primitives/index.html", query="?backend_services=ai_gateway"
    )


def test_nothing_is_only_where_others_are_too() -> None:
    assert page_of("duo_workflow_service").only_here == frozenset()
