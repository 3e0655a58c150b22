"""The list of all unit primitives: every one is a row, whatever the filters can do."""

from site_builder.site import Link
from site_builder.site.bounds import MOST_LISTED
from site_builder.site.pages.unit_primitives import ListRow, UnitPrimitivesPage, unit_primitives_page
from site_builder.site.rows import facets, facets_of
from tests.site.making import material


def test_the_list_holds_every_primitive_sorted_by_name_and_every_facet() -> None:
    made = material("-- unit_primitives/b --\n-- unit_primitives/a --\n")
    primitives = tuple(made.catalog.unit_primitives)

    assert [primitive.name for primitive in primitives] == ["a", "b"]
    assert unit_primitives_page(made) == UnitPrimitivesPage(
        address="unit_primitives/index.html",
        title="Unit primitives",
        description="All 2 unit primitives, to be filtered by add-on, license, realm, owner and more.",
        section="unit_primitives/index.html",
        rows=tuple(ListRow(row=made.rows[it.name], facets=facets_of(it, made)) for it in primitives),
        facets=facets(primitives, made),
        table=Link(text="CSV of all", address="data/unit_primitives.csv"),
        with_owners=True,
        parts=(),
        most=MOST_LISTED,
    )


def test_every_facet_that_cannot_be_left_out_sums_to_all() -> None:
    page = unit_primitives_page(
        material("-- unit_primitives/a --\nstatus: beta\n-- unit_primitives/b --\n-- unit_primitives/c --\n")
    )
    one_value_each = ("access", "status", "group", "feature_category", "deprecated")

    sums = {facet.name: sum(option.count for option in facet.options) for facet in page.facets}

    assert {name: sums[name] for name in one_value_each} == dict.fromkeys(one_value_each, len(page.rows))
