"""The page where bundles are compared: every pair in a table, and every bundle to choose."""

from site_builder.site import Link
from site_builder.site.pages.compare import BundleChoice, BundleOption, PairRow, PairTable, compare_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_core, duo_pro]
    license_types: [premium]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro]
    -- add_ons/duo_pro --
    -- add_ons/duo_core --
    -- license_types/premium --
    """


def test_every_pair_of_a_kind_stands_in_a_table_in_the_order_readers_know() -> None:
    page = compare_page(material(CONFIG))

    assert page.tables == (
        PairTable(
            kind="add_ons",
            title="Add-ons",
            rows=(
                PairRow(
                    link=Link(text="Duo Core and Duo Pro", address="compare/add_ons/duo_core-vs-duo_pro.html"),
                    only_a=0,
                    both=1,
                    only_b=1,
                    verdict="Duo Core is contained in Duo Pro, which holds 1 more.",
                ),
            ),
        ),
    )
    assert (page.everything, page.without_page) == (2, "")


def test_every_bundle_can_be_chosen_and_says_how_much_it_holds() -> None:
    page = compare_page(material(CONFIG))

    assert page.choices == (
        BundleChoice(
            title="Add-ons",
            kind="add_on",
            plural="add_ons",
            noun="add-on",
            nouns="add-ons",
            options=(
                BundleOption(value="duo_core", title="Duo Core", count=1),
                BundleOption(value="duo_pro", title="Duo Pro", count=2),
            ),
        ),
        BundleChoice(
            title="License types",
            kind="license_type",
            plural="license_types",
            noun="license type",
            nouns="license types",
            options=(BundleOption(value="premium", title="Premium", count=1),),
        ),
    )


def test_a_name_of_two_kinds_is_chosen_with_its_kind() -> None:
    page = compare_page(material(f"{CONFIG}-- license_types/duo_pro --\n"))

    assert [option.value for choice in page.choices for option in choice.options] == [
        "duo_core",
        "add_on/duo_pro",
        "premium",
        "license_type/duo_pro",
    ]


def test_pairs_without_a_page_are_counted() -> None:
    add_ons = "".join(f"-- add_ons/a{number} --\n" for number in range(26))
    page = compare_page(material(f"-- unit_primitives/duo_chat --\n{add_ons}"))

    assert [len(table.rows) for table in page.tables] == [300]
    assert page.without_page == (
        "25 pairs of smaller bundles have no page: all pages together hold at most 30,000 rows, each at least 100 of them."
    )
