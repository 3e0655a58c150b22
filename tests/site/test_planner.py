"""The inventory: every page and file of the site is planned once, and what is planned can be made."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from site_builder.catalog import KINDS, Catalog, UnitPrimitive
from site_builder.settings import SiteSettings
from site_builder.site import ASSETS, Frame, plan
from site_builder.site.navigation import MORE, NAVIGATION
from site_builder.site.pages.entity import EntityPage, entity_page
from site_builder.site.planner import ENTITY_PAGES, LIST_PAGES
from tests.site.making import TITLES, material

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_pro]
    gitlab_realms: [self-managed]
    -- add_ons/duo_pro --
    -- gitlab_realms/self-managed --
    -- services/duo_chat --
    """
STANDING = [
    "404.html",
    "about.html",
    "changes/index.html",
    "check.html",
    "compare/index.html",
    "data.html",
    "deprecations.html",
    "editors.html",
    "graph.html",
    "index.html",
    "matrix.html",
    "parity.html",
    "problems.html",
    "codes.html",
    "timeline.html",
    "whats_new/index.html",
    *(f"{kind.plural}/index.html" for kind in KINDS),
    *(f"schema/{kind.singular}.html" for kind in KINDS if kind.has_files),
]
SITUATIONS = ["check/free/duo_pro/self-managed.html", "check/free/no-add-on/self-managed.html"]
ENTITIES = {
    "add_ons/duo_pro": "add_on/duo_pro",
    "feature_categories/duo_chat": "feature_category/duo_chat",
    "gitlab_realms/self-managed": "gitlab_realm/self-managed",
    "groups/duo_chat": "group/duo_chat",
    "services/duo_chat": "service/duo_chat",
    "unit_primitives/duo_chat": "unit_primitive/duo_chat",
}
ANNOUNCED = ("add_ons/duo_pro", "groups/duo_chat")
RELATIONS = [
    *(f"unit_primitive-{field}" for field in ("add_ons", "backend_services", "feature_category", "gitlab_realms")),
    *("service-unit_primitives", "unit_primitive-group", "unit_primitive-license_types"),
]


def test_the_pages_of_a_site() -> None:
    pages = [planned.address for planned in plan(material(CONFIG)).pages]

    assert sorted(pages) == sorted([*STANDING, *SITUATIONS, *(f"{name}.html" for name in ENTITIES)])


def test_two_bundles_of_a_kind_have_a_page_together() -> None:
    more = "-- add_ons/duo_core --\n-- license_types/premium --\n-- license_types/ultimate --\n"
    pages = [planned.address for planned in plan(material(f"{CONFIG}{more}")).pages]

    assert [address for address in pages if address.startswith("compare/") and "-vs-" in address] == [
        "compare/add_ons/duo_core-vs-duo_pro.html",
        "compare/license_types/premium-vs-ultimate.html",
    ]


def test_every_version_that_a_primitive_names_has_a_page_and_two_spellings_share_one() -> None:
    site = plan(
        material("""
            -- unit_primitives/a --
            milestone: '16.10'
            min_gitlab_version: '17.2'
            -- unit_primitives/b --
            milestone: '16.10.0'
            min_gitlab_version_for_free_access: '16.9'
            """)
    )

    assert [planned.address for planned in site.pages if planned.address.startswith("whats_new/")] == [
        "whats_new/index.html",
        "whats_new/17.2.html",
        "whats_new/16.10.html",
        "whats_new/16.9.html",
    ]


def test_the_files_of_a_site() -> None:
    files = [planned.address for planned in plan(material(CONFIG)).files]

    assert sorted(files) == sorted(
        [
            *("api/v1/catalog.json", "api/v1/index.json", *(f"api/v1/{name}.json" for name in ENTITIES.values())),
            *(
                "data/catalog.graphml",
                "data/catalog.xlsx",
                "data/matrix.csv",
                "data/warehouse.csv",
                *(f"data/{kind.plural}.csv" for kind in KINDS),
            ),
            *(f"feeds/{name}.atom" for name in ("cut_offs", *ANNOUNCED)),
            *(f"calendar/{name}.ics" for name in ("cut_offs", *ANNOUNCED)),
            *(f"schema/{kind.singular}.json" for kind in KINDS if kind.has_files),
            *("legacy/gitlab-com.yml", "legacy/self-managed.yml"),
            *("robots.txt", "sitemap.xml"),
        ]
    )


def test_links_may_lead_to_pages_files_assets_and_diagrams_and_nowhere_else() -> None:
    site = plan(material(CONFIG))

    diagrams: list[str] = ["kinds", *ENTITIES, *(f"relations/{name}" for name in RELATIONS)]
    assert site.addresses == {
        *(page.address for page in site.pages),
        *(file.address for file in site.files),
        *("assets/search-data.js", "assets/terms-data.js"),
        *(asset.address for asset in ASSETS),
        *(f"diagrams/{name}.{ending}" for name in diagrams for ending in ("svg", "dot")),
    }


def test_every_planned_page_stands_at_its_own_address_and_is_the_same_each_time() -> None:
    site = plan(material(CONFIG))

    for planned in site.pages:
        page = planned.make()
        assert page.address == planned.address
        assert page == planned.make() == site.page(planned.address)


def test_the_diagrams_of_the_pages_are_those_that_are_planned() -> None:
    site = plan(material(CONFIG))

    drawn = {f"diagrams/{diagram.name}.svg" for planned in site.pages for diagram in planned.make().diagrams}

    assert drawn == {address for address in site.addresses if address.endswith(".svg") and "diagrams" in address}


def test_the_origin_of_values_is_published_when_it_is_known() -> None:
    made = material(CONFIG, provenance_csv=b"file,field,value,source,confidence\n")

    files = {planned.address: planned.make() for planned in plan(made).files}

    assert files["data/provenance.csv"] == b"file,field,value,source,confidence\r\n"


def test_two_pages_at_one_address_are_an_error_that_names_it() -> None:
    made = material(CONFIG)
    stranger = UnitPrimitive(
        name="index", group="group::duo_chat", feature_category="duo_chat", documentation_url="https://docs.gitlab.com/"
    )
    crowded = replace(made, catalog=Catalog.of([*made.catalog, stranger]))

    with pytest.raises(ValueError, match=r"^two pages or files at one address: unit_primitives/index\.html$"):
        plan(crowded)


def test_the_frame_says_what_the_site_is_and_what_it_was_built_from() -> None:
    made = material(
        CONFIG,
        as_of=datetime(2024, 10, 17, 9, 5, tzinfo=UTC),
        site=SiteSettings(
            title="Our catalog",
            notice="Not official.",
            base_url="https://example.com/catalog/",
            repository_url="https://gitlab.com/example/catalog",
            default_branch="a b?",
            config_path="some/where",
        ),
        content_hash="0123456789abcdef",
        commit="fedcba9876543210",
    )

    assert plan(made).frame == Frame(
        title="Our catalog",
        notice="Not official.",
        base_url="https://example.com/catalog/",
        repository_url="https://gitlab.com/example/catalog",
        files_url="https://gitlab.com/example/catalog/-/tree/a%20b%3F/some/where",
        report_url="https://gitlab.com/example/catalog/-/issues/new",
        navigation=NAVIGATION,
        more=MORE,
        as_of="2024-10-17T09:05:00Z",
        as_of_text="17 October 2024, 09:05 UTC",
        content_hash="0123456789abcdef",
        commit="fedcba9876543210",
        problems=len(made.problems),
    )


def test_a_site_whose_repository_is_not_known_leads_nowhere_outside() -> None:
    frame = plan(material(CONFIG)).frame

    assert (frame.repository_url, frame.files_url, frame.report_url) == (None, None, None)


def test_a_kind_without_a_page_of_its_own_making_gets_the_plain_page_of_an_entity() -> None:
    made = material(CONFIG, site=SiteSettings(titles=TITLES))

    for entity in made.catalog:
        page = entity_page(entity, made)
        assert type(page) is EntityPage
        assert page.parts == plan(made).page(page.address).parts  # type: ignore[attr-defined] # each has these parts
    assert set(ENTITY_PAGES) | set(LIST_PAGES) <= {kind.singular for kind in KINDS}


def test_the_data_page_lists_every_download_with_its_true_size() -> None:
    site = plan(material(CONFIG))
    files = {planned.address: planned.make() for planned in site.files}

    listed = {file.link.address: file.bytes for file in site.page("data.html").files}  # type: ignore[attr-defined]

    assert listed == {address: len(files[address]) for address in listed}
    assert set(listed) == {address for address in files if address.startswith(("data/", "legacy/"))} | {
        "api/v1/catalog.json",
        "api/v1/index.json",
    }
    assert json.loads(files["api/v1/index.json"])["catalog"] == "catalog.json"
