"""The list of the entities of a kind: each a row with counts."""

import pytest

from site_builder.catalog import KIND, KINDS
from site_builder.site import Link
from site_builder.site.pages.kind import EntityRow, KindPage, kind_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    group: group::ai framework
    backend_services: [ai_gateway]
    cut_off_date: 2024-10-17T00:00:00Z
    deprecation_message: Use agents.
    add_ons: [duo_pro, duo_core]
    -- unit_primitives/explain_code --
    group: group::ai framework
    -- unit_primitives/zoom --
    -- backend_services/ai_gateway --
    group: group::ai framework
    -- add_ons/duo_core --
    description: An add-on.
    -- add_ons/duo_pro --
    -- services/chat --
    """


def page_of(kind: str) -> KindPage:
    """The list of a kind."""
    return kind_page(KIND[kind], material(CONFIG))


def test_the_list_of_add_ons() -> None:
    assert page_of("add_on") == KindPage(
        address="add_ons/index.html",
        title="Add-ons",
        description="What does each product bring? 2 add-ons with counts.",
        section="add_ons/index.html",
        noun="add-on",
        nouns="add-ons",
        question="What does each product bring?",
        columns=("Unit primitives", "Only here", "Free for now", "Deprecated"),
        with_free=True,
        rows=(
            EntityRow(
                link=Link(text="Duo Core", address="add_ons/duo_core.html"),
                name="duo_core",
                description="An add-on.",
                counts=(1, 0, 0, 1),
                problems=0,
            ),
            EntityRow(
                link=Link(text="Duo Pro", address="add_ons/duo_pro.html"),
                name="duo_pro",
                description="",
                counts=(1, 0, 0, 1),
                problems=0,
            ),
        ),
        more=0,
        named_apart=True,
        schema=Link(text="How to write add-ons", address="schema/add_on.html"),
        table=Link(text="CSV", address="data/add_ons.csv"),
        unstated=Link(text="2", address="unit_primitives/index.html", query="?add_ons=not-stated"),
        everything=3,
    )


def test_a_group_counts_what_it_owns_and_the_findings_in_it() -> None:
    page = page_of("group")

    assert page.columns == ("Unit primitives", "Backend services", "Free for now", "Deprecated")
    assert [(row.name, row.counts, row.problems) for row in page.rows] == [
        ("group::ai framework", (2, 1, 1, 1), 3),
        ("group::duo_chat", (1, 0, 1, 0), 1),
    ]
    assert (page.schema, page.unstated, page.named_apart) == (None, None, False)


@pytest.mark.parametrize("kind", [kind.singular for kind in KINDS if kind.singular != "unit_primitive"])
def test_every_entity_is_a_row_with_a_count_for_each_column(kind: str) -> None:
    page = page_of(kind)

    assert len(page.rows) == len(material(CONFIG).catalog.of_kind(kind))
    assert {len(row.counts) for row in page.rows} <= {len(page.columns)}


@pytest.mark.parametrize("kind", ["group", "feature_category"])
def test_where_each_primitive_has_exactly_one_the_counts_sum_to_all(kind: str) -> None:
    page = page_of(kind)

    assert sum(row.counts[0] for row in page.rows) == page.everything


def test_one_of_a_kind_is_counted_in_the_singular() -> None:
    assert page_of("backend_service").description == "Which service hosts what? 1 backend service with counts."


def test_of_very_many_that_say_much_the_others_are_counted() -> None:
    files = "".join(f"-- add_ons/a{number:03} --\ndescription: '{'&' * 1000}'\n" for number in range(350))
    page = kind_page(KIND["add_on"], material(f"-- unit_primitives/p --\n{files}"))

    assert page.more > 0
    assert len(page.rows) + page.more == 350
    assert [row.name for row in page.rows[:2]] == ["a000", "a001"]
