"""The page of a pair: the verdict, counts that add up, differences first, and the way to more."""

from site_builder.site import Link
from site_builder.site.pages.comparison import ComparisonPage, Count, comparison_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_core, duo_pro]
    license_types: [premium, ultimate]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    license_types: [ultimate]
    -- unit_primitives/complete_code --
    add_ons: [duo_pro, duo_core]
    -- unit_primitives/unsold --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    """


def page_of(a: str, b: str, text: str = CONFIG) -> ComparisonPage:
    """The page of two bundles."""
    made = material(text)
    return next(
        comparison_page(pair, made)
        for pair in made.pairs.with_page.values()
        if [ref.name for ref in pair.bundles] == [a, b]
    )


def test_the_verdict_and_counts_that_add_up_to_every_unit_primitive() -> None:
    page = page_of("duo_core", "duo_pro")

    assert (page.address, page.title) == ("compare/add_ons/duo_core-vs-duo_pro.html", "Duo Core and Duo Pro")
    assert page.trail == (Link(text="Compare", address="compare/index.html"),)
    assert page.verdict == "Duo Core is contained in Duo Pro, which holds 1 more."
    assert page.counts == (
        Count(title="Only Duo Core", count=0),
        Count(title="Both", count=2, anchor="both"),
        Count(title="Only Duo Pro", count=1, anchor="only-duo_pro"),
        Count(
            title="No add-on stated",
            count=1,
            listing=Link(text="", address="unit_primitives/index.html", query="?add_ons=not-stated"),
        ),
    )
    assert sum(count.count for count in page.counts) == page.everything == 4


def test_differences_come_first_and_a_part_without_members_is_not_listed() -> None:
    page = page_of("duo_core", "duo_pro")

    assert [(part.anchor, part.title, [row.name for row in part.rows]) for part in page.parts] == [
        ("only-duo_pro", "Only Duo Pro", ["explain_code"]),
        ("both", "Both", ["complete_code", "duo_chat"]),
    ]


def test_rows_of_add_ons_name_licenses_and_rows_of_licenses_add_ons() -> None:
    add_ons, licenses = page_of("duo_core", "duo_pro"), page_of("premium", "ultimate")

    assert (add_ons.others, add_ons.others_title) == ("license_types", "Licenses")
    assert (licenses.others, licenses.others_title) == ("add_ons", "Add-ons")


def test_a_pair_leads_to_its_bundles_and_to_where_others_join() -> None:
    page = page_of("duo_core", "duo_pro")

    assert page.bundles == (
        Link(text="Duo Core", address="add_ons/duo_core.html"),
        Link(text="Duo Pro", address="add_ons/duo_pro.html"),
    )
    assert page.with_others == Link(
        text="compare them with others",
        address="compare/index.html",
        query="?bundle=duo_core&bundle=duo_pro",
    )


def test_a_name_of_two_kinds_says_its_kind_in_addresses() -> None:
    page = page_of("duo_core", "duo_pro", f"{CONFIG}-- license_types/duo_pro --\n")

    assert page.with_others.query == "?bundle=duo_core&bundle=add_on%2Fduo_pro"


def test_what_is_copied_says_of_which_moment_it_speaks() -> None:
    page = page_of("premium", "ultimate")

    assert page.markdown.startswith(
        "## Premium and Ultimate\n\nPremium is contained in Ultimate, which holds 1 more.\n"
    )
    assert page.markdown.endswith("\n\nCloud Connector catalog, as of 1 November 2024, 12:00 UTC.\n")
    assert page.csv_name == "premium-vs-ultimate.csv"
