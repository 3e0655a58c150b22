"""The page of a bundle: what is in it, what only there, how it differs from its siblings; numbers that add up."""

import pytest

from site_builder.catalog.bundles import Bundle
from site_builder.site import Link
from site_builder.site.pages.bundle import BundlePage, Figure, SiblingRow, bundle_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_core, duo_pro, duo_enterprise]
    license_types: [premium]
    -- unit_primitives/explain_code --
    cut_off_date: 2024-10-17T00:00:00Z
    deprecation_message: Use duo_chat.
    add_ons: [duo_pro, duo_enterprise]
    -- unit_primitives/resolve_vulnerability --
    feature_category: vulnerability_management
    add_ons: [duo_enterprise]
    license_types: [ultimate]
    -- unit_primitives/complete_code --
    feature_category: a_first_category
    add_ons: [duo_pro, duo_enterprise]
    -- unit_primitives/unsold --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    description: The largest add-on.
    -- add_ons/empty --
    -- license_types/premium --
    -- license_types/ultimate --
    """


def page_of(name: str, kind: str = "add_on", text: str = CONFIG) -> BundlePage:
    """The page of a bundle."""
    made = material(text)
    bundle = made.catalog.of_kind(kind)[name]
    assert isinstance(bundle, Bundle)
    return bundle_page(bundle, made)


def test_the_numbers_of_a_bundle_lead_to_what_they_count() -> None:
    page = page_of("duo_enterprise")

    assert (page.total, page.kind_words) == (4, "add-ons")
    assert page.sentence == "4 of 5 unit primitives, 1 of them only here; 1 of 5 state none of the add-ons."
    assert page.figures == (
        Figure(title="In it", count=rows("4", "?add_ons=duo_enterprise")),
        Figure(title="Only here", count=Link(text="1", address="add_ons/duo_enterprise.html", anchor="only")),
        Figure(title="Shared", count="3"),
        Figure(title="Free for now", count=rows("2", "?access=free&add_ons=duo_enterprise")),
        Figure(title="Deprecated", count=rows("1", "?add_ons=duo_enterprise&deprecated=yes")),
    )


def rows(count: str, query: str) -> Link:
    """A number that leads to the rows it counts."""
    return Link(text=count, address="unit_primitives/index.html", query=query)


def test_what_is_only_here_is_named() -> None:
    page = page_of("duo_enterprise")

    assert page.exclusive.links == (
        Link(text="resolve_vulnerability", address="unit_primitives/resolve_vulnerability.html", code=True),
    )
    assert page.exclusive_names == frozenset({"resolve_vulnerability"})
    assert (page_of("duo_core").exclusive.links, page_of("duo_core").figures[1]) == (
        (),
        Figure(title="Only here", count="0"),
    )


def test_no_number_leads_to_an_empty_list() -> None:
    assert page_of("empty").figures == tuple(
        Figure(title=title, count="0") for title in ("In it", "Only here", "Shared", "Free for now", "Deprecated")
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("add_on", name) for name in ("duo_core", "duo_pro", "duo_enterprise", "empty")),
        *(("license_type", name) for name in ("premium", "ultimate")),
    ],
)
def test_the_parts_of_a_bundle_sum_to_the_whole(kind: str, name: str) -> None:
    page = page_of(name, kind)

    assert len(page.exclusive.links) + int(str(page.figures[2].count)) == page.total
    assert sum(len(group.rows) for group in page.groups) == page.total
    for sibling in page.siblings:
        assert sibling.only_here + sibling.both == page.total
        assert sibling.both + sibling.only_there == page_of(_name(sibling.link), kind).total


def _name(link: Link) -> str:
    return link.address.rpartition("/")[2].removesuffix(".html")


def test_members_stand_by_category_and_those_only_here_come_first() -> None:
    with_exclusive = CONFIG + "-- unit_primitives/zoom --\nadd_ons: [duo_enterprise]\n"

    page = page_of("duo_enterprise", text=with_exclusive)

    assert [(group.link.text, [row.name for row in group.rows]) for group in page.groups] == [
        ("a_first_category", ["complete_code"]),
        ("duo_chat", ["zoom", "duo_chat", "explain_code"]),
        ("vulnerability_management", ["resolve_vulnerability"]),
    ]


def test_a_bundle_stands_beside_each_of_its_siblings_in_the_order_readers_know() -> None:
    page = page_of("duo_pro")

    assert page.siblings == (
        SiblingRow(
            link=Link(text="Duo Core", address="add_ons/duo_core.html"),
            only_here=2,
            both=1,
            only_there=0,
            verdict=Link(
                text="Duo Core is contained in Duo Pro, which holds 2 more.",
                address="compare/add_ons/duo_core-vs-duo_pro.html",
            ),
        ),
        SiblingRow(
            link=Link(text="Duo Enterprise", address="add_ons/duo_enterprise.html"),
            only_here=0,
            both=3,
            only_there=1,
            verdict=Link(
                text="Duo Pro is contained in Duo Enterprise, which holds 1 more.",
                address="compare/add_ons/duo_pro-vs-duo_enterprise.html",
            ),
        ),
        SiblingRow(
            link=Link(text="Empty", address="add_ons/empty.html"),
            only_here=3,
            both=0,
            only_there=0,
            verdict=Link(
                text="Duo Pro and Empty have nothing in common.", address="compare/add_ons/duo_pro-vs-empty.html"
            ),
        ),
    )


def test_a_sibling_without_a_page_of_the_pair_is_compared_all_the_same() -> None:
    crowd = "".join(f"-- add_ons/a{number} --\n" for number in range(46))
    page = page_of("empty", text=f"{CONFIG}{crowd}")

    assert page.siblings[0] == SiblingRow(
        link=Link(text="Duo Core", address="add_ons/duo_core.html"),
        only_here=0,
        both=0,
        only_there=1,
        verdict="Empty and Duo Core have nothing in common.",
    )


def test_of_very_many_siblings_those_that_sell_most_are_shown_and_the_others_counted() -> None:
    crowd = "".join(f"-- add_ons/a{number} --\n" for number in range(150))
    page = page_of("duo_pro", text=f"{CONFIG}{crowd}")

    assert [row.link.text for row in page.siblings[:2]] == ["Duo Core", "Duo Enterprise"]
    assert (len(page.siblings), page.siblings_more) == (100, 53)
    assert page.compare == Link(text="compare any of them", address="compare/index.html")


def test_a_license_is_compared_with_licenses_only() -> None:
    page = page_of("premium", "license_type")

    assert [sibling.link.text for sibling in page.siblings] == ["Ultimate"]
    assert page.sentence == "1 of 5 unit primitives, 1 of them only here; 3 of 5 state none of the license types."


def test_a_bundle_leads_to_its_rows_in_the_list() -> None:
    assert page_of("duo_pro").in_list == Link(
        text="Filter this list", address="unit_primitives/index.html", query="?add_ons=duo_pro"
    )
    assert page_of("premium", "license_type").in_list.query == "?license_types=premium"


def test_the_cut_offs_of_a_bundle_have_a_feed_and_a_calendar() -> None:
    assert page_of("duo_pro").subscriptions == (
        Link(text="Feed", address="feeds/add_ons/duo_pro.atom"),
        Link(text="Calendar", address="calendar/add_ons/duo_pro.ics"),
    )


def test_a_bundle_is_copied_with_its_counts_what_is_only_here_and_each_access() -> None:
    assert page_of("duo_enterprise").markdown == (
        "## Duo Enterprise (`duo_enterprise`)\n"
        "\n"
        "The largest add-on.\n"
        "\n"
        "4 of 5 unit primitives, 1 of them only here; 1 of 5 state none of the add-ons.\n"
        "\n"
        "### Only here (1)\n"
        "\n"
        "| Unit primitive | Access | Add-ons | Licenses | Realms |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `resolve_vulnerability` | Free for now, no end date stated | Duo Enterprise | Ultimate | Not stated |\n"
        "\n"
        "### Shared (3)\n"
        "\n"
        "| Unit primitive | Access | Add-ons | Licenses | Realms |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `complete_code` | Free for now, no end date stated | Duo Pro, Duo Enterprise | Not stated | Not stated |\n"
        "| `duo_chat` | With an add-on, since 17 Oct 2024 | Duo Core, Duo Pro, Duo Enterprise | Premium | Not stated |\n"
        "| `explain_code` (deprecated) | With an add-on, since 17 Oct 2024 | Duo Pro, Duo Enterprise | Not stated | Not stated |\n"
        "\n"
        "Cloud Connector catalog, as of 1 November 2024, 12:00 UTC.\n"
    )


def test_a_bundle_without_members_is_copied_without_tables() -> None:
    assert page_of("empty").markdown == (
        "## Empty (`empty`)\n"
        "\n"
        "0 of 5 unit primitives, 0 of them only here; 1 of 5 state none of the add-ons.\n"
        "\n"
        "Cloud Connector catalog, as of 1 November 2024, 12:00 UTC.\n"
    )
