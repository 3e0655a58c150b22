"""What the page of any entity has: heading, facts, relations, diagram, its file, and what is wrong with it."""

from site_builder.catalog import Ref
from site_builder.settings import SiteSettings
from site_builder.site import Link
from site_builder.site.pages.entity import EntityPage, RelatedNames, SourceText, entity_page
from tests.site.making import TITLES, material

CONFIG = """
    -- unit_primitives/duo_chat --
    group: group::ai framework
    add_ons: [duo_pro, duo_core]
    license_types: [premium]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    description: An add-on for developers.
    documentation_url: https://about.gitlab.com/pricing/
    -- license_types/premium --
    """
KNOWN = SiteSettings(
    titles=TITLES,
    repository_url="https://gitlab.com/example/catalog",
    default_branch="a branch",
    config_path="some/config",
)


def page_of(kind: str, name: str, site: SiteSettings | None = None) -> EntityPage:
    """The plain page of an entity."""
    made = material(CONFIG, site=site)
    return entity_page(made.catalog[Ref(kind=kind, name=name)], made)


def test_the_page_of_an_entity_is_found_by_its_title_and_its_name() -> None:
    page = page_of("add_on", "duo_pro")

    assert (page.address, page.title, page.description) == (
        "add_ons/duo_pro.html",
        "Duo Pro (duo_pro)",
        "An add-on for developers.",
    )
    assert (page.section, page.trail) == ("add_ons/index.html", (Link(text="Add-ons", address="add_ons/index.html"),))


def test_an_entity_that_goes_by_its_name_is_not_named_twice() -> None:
    assert page_of("unit_primitive", "duo_chat").title == "duo_chat"
    assert page_of("license_type", "premium").title == "Premium"
    assert page_of("group", "group::ai framework").title == "ai framework (group::ai framework)"


def test_an_entity_without_a_description_says_what_it_is() -> None:
    assert page_of("license_type", "premium").description == "Premium: license type in the Cloud Connector catalog."


def test_the_heading_is_what_people_call_it() -> None:
    add_on, primitive = page_of("add_on", "duo_pro").parts, page_of("unit_primitive", "duo_chat").parts

    assert (add_on.heading, add_on.heading_is_name, add_on.name) == ("Duo Pro", False, "duo_pro")
    assert (primitive.heading, primitive.heading_is_name, primitive.name) == ("duo_chat", True, "duo_chat")
    assert (add_on.kind_title, primitive.kind_title) == ("Add-on", "Unit primitive")


def test_every_relation_is_a_sentence_from_this_side() -> None:
    assert page_of("add_on", "duo_pro").parts.related == (
        RelatedNames(
            label="bundles",
            kind="unit primitives",
            links=(
                Link(text="duo_chat", address="unit_primitives/duo_chat.html", code=True),
                Link(text="explain_code", address="unit_primitives/explain_code.html", code=True),
            ),
        ),
    )
    assert [
        (related.label, related.kind, [link.text for link in related.links])
        for related in page_of("unit_primitive", "duo_chat").parts.related
    ] == [
        ("is bundled with", "add-ons", ["Duo Pro", "Duo Core"]),
        ("is bundled with", "license types", ["Premium"]),
        ("is available for", "GitLab realms", []),
        ("is hosted by", "backend services", []),
        ("is owned by", "groups", ["ai framework"]),
        ("belongs to", "feature categories", ["duo_chat"]),
        ("is part of service", "legacy services", []),
    ]


def test_what_is_deprecated_is_known_wherever_a_relation_names_it() -> None:
    made = material("""
        -- unit_primitives/old_chat --
        deprecation_message: Use duo_chat.
        add_ons: [old_chat]
        -- unit_primitives/duo_chat --
        add_ons: [old_chat]
        -- add_ons/old_chat --
        """)

    (of_an_add_on,) = entity_page(made.catalog.add_ons["old_chat"], made).parts.related
    of_a_primitive = entity_page(made.catalog.unit_primitives["duo_chat"], made).parts.related

    assert ([link.text for link in of_an_add_on.links], of_an_add_on.deprecated) == (
        ["duo_chat", "old_chat"],
        frozenset({"old_chat"}),
    )
    assert {related.deprecated for related in of_a_primitive} == {frozenset()}  # the add-on of that name is not


def test_the_file_is_shown_as_its_author_wrote_it() -> None:
    assert page_of("add_on", "duo_pro").parts.source == SourceText(
        path="config/add_ons/duo_pro.yml",
        lines=(
            "---",
            "name: duo_pro",
            "description: An add-on for developers.",
            "documentation_url: https://about.gitlab.com/pricing/",
        ),
        edit_url="",
        report_url="",
    )


def test_a_known_repository_gives_links_to_edit_the_file_and_to_report_a_problem() -> None:
    source = page_of("add_on", "duo_pro", KNOWN).parts.source

    assert source
    assert source.path == "some/config/add_ons/duo_pro.yml"
    assert source.edit_url == ("https://gitlab.com/example/catalog/-/edit/a%20branch/some/config/add_ons/duo_pro.yml")
    assert source.report_url == (
        "https://gitlab.com/example/catalog/-/issues/new?issue%5Btitle%5D=Catalog%3A+duo_pro"
        "&issue%5Bdescription%5D=File%3A+some%2Fconfig%2Fadd_ons%2Fduo_pro.yml%0A%0A"
    )


def test_an_entity_that_arises_from_a_field_has_no_file_and_no_facts() -> None:
    parts = page_of("group", "group::ai framework").parts

    assert (parts.source, parts.facts) == (None, ())


def test_the_page_shows_what_was_found_in_its_file_and_nothing_of_others() -> None:
    found = [str(problem) for problem in page_of("unit_primitive", "explain_code").parts.problems]

    assert found == [
        (
            "config/unit_primitives/explain_code.yml: warning[W309] backend_services: no backend service is stated, so "
            "no token can be made for it"
        ),
        (
            "config/unit_primitives/explain_code.yml:7:1: warning[W402] add_ons: add-ons are listed without a "
            "cut_off_date, so they are not enforced"
        ),
    ]


def test_the_diagram_of_the_page_is_that_of_the_entity_and_its_data_are_a_file() -> None:
    page = page_of("group", "group::ai framework")

    assert page.diagrams == (page.parts.diagram,)
    assert page.parts.diagram.name == "groups/ai-framework"
    assert page.parts.api == Link(text="JSON", address="api/v1/group/ai-framework.json")
