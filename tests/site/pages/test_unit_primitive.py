"""The page of a unit primitive: the answer first, then what else a reader may ask."""

from site_builder.site import Link
from site_builder.site.answers import answer, grids
from site_builder.site.named import Names
from site_builder.site.pages.unit_primitive import MOST_RELATED, Deprecation, UnitPrimitivePage, unit_primitive_page
from tests.site.making import AS_OF, material


def page_of(name: str, text: str) -> UnitPrimitivePage:
    """The page of a primitive."""
    made = material(text)
    return unit_primitive_page(made.catalog.unit_primitives[name], made)


def test_the_answer_and_the_grids_are_as_of_the_moment_of_the_build() -> None:
    made = material("""
        -- unit_primitives/duo_chat --
        cut_off_date: 2024-10-17T00:00:00Z
        add_ons: [duo_pro]
        -- add_ons/duo_pro --
        """)
    primitive = made.catalog.unit_primitives["duo_chat"]

    page = unit_primitive_page(primitive, made)

    assert page.answer == answer(primitive, AS_OF, made.titles)
    assert page.grids == grids(primitive, made.catalog, AS_OF, made.titles)
    assert page.check == Link(text="Check it for a customer", address="check.html", query="?q=duo_chat")
    assert page.address == "unit_primitives/duo_chat.html"


def test_how_far_it_is_who_owns_it_and_where_it_is_documented_stand_at_the_top() -> None:
    beta = page_of("a", "-- unit_primitives/a --\nstatus: beta\ngroup: group::ai framework\n")

    assert beta.maturity == "Beta"
    assert beta.owner == Link(text="ai framework", address="groups/ai-framework.html")
    assert beta.documentation_url == "https://docs.gitlab.com/"
    assert page_of("a", "-- unit_primitives/a --").maturity == ""


def test_a_deprecated_primitive_says_so_with_its_author_s_words_and_where_that_was_decided() -> None:
    whole = page_of(
        "a",
        "-- unit_primitives/a --\ndeprecation_message: Use b.\ndeprecated_by_url: https://gitlab.com/x/-/issues/1\n",
    )
    message = page_of("a", "-- unit_primitives/a --\ndeprecation_message: Use b.\n")
    link = page_of("a", "-- unit_primitives/a --\ndeprecated_by_url: https://gitlab.com/x/-/issues/1\n")

    assert whole.deprecation == Deprecation(message="Use b.", url="https://gitlab.com/x/-/issues/1")
    assert message.deprecation == Deprecation(message="Use b.", url="")
    assert link.deprecation == Deprecation(message="", url="https://gitlab.com/x/-/issues/1")
    assert page_of("a", "-- unit_primitives/a --").deprecation is None


def test_former_names_stand_on_the_page() -> None:
    assert page_of("a", "-- unit_primitives/a --\nalias_names: [b, c]\n").aliases == ("b", "c")


def test_neighbours_are_those_of_the_same_category_without_the_primitive_itself() -> None:
    page = page_of(
        "b",
        "-- unit_primitives/a --\ndeprecation_message: Use b.\n-- unit_primitives/b --\n"
        "-- unit_primitives/c --\nfeature_category: other\n",
    )

    assert page.neighbours == Names(
        links=(Link(text="a", address="unit_primitives/a.html", code=True),), deprecated=frozenset({"a"}), more=0
    )
    assert page.all_neighbours == Link(text="all 2", address="feature_categories/duo_chat.html")


def test_of_many_neighbours_the_first_are_named_and_all_are_counted() -> None:
    page = page_of("p05", "\n".join(f"-- unit_primitives/p{number:02} --" for number in range(20)))

    assert [link.text for link in page.neighbours.links] == [
        f"p{number:02}" for number in range(MOST_RELATED + 1) if number != 5
    ]
    assert page.all_neighbours.text == "all 20"
