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

    assert (page.total, page.everything, page.unstated, page.kind_words) == (4, 5, 1, "add-ons")
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

    assert page.exclusive == (
        Link(text="resolve_vulnerability", address="unit_primitives/resolve_vulnerability.html", code=True),
    )
    assert page.exclusive_names == frozenset({"resolve_vulnerability"})
    assert (page_of("duo_core").exclusive, page_of("duo_core").figures[1]) == ((), Figure(title="Only here", count="0"))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("add_on", name) for name in ("duo_core", "duo_pro", "duo_enterprise", "empty")),
        *(("license_type", name) for name in ("premium", "ultimate")),
    ],
)
def test_the_parts_of_a_bundle_sum_to_the_whole(kind: str, name: str) -> None:
    page = page_of(name, kind)

    assert len(page.exclusive) + int(str(page.figures[2].count)) == page.total
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
            verdict="Duo Pro contains Duo Core and 2 more.",
        ),
        SiblingRow(
            link=Link(text="Duo Enterprise", address="add_ons/duo_enterprise.html"),
            only_here=0,
            both=3,
            only_there=1,
            verdict="Duo Enterprise contains Duo Pro and 1 more.",
        ),
        SiblingRow(
            link=Link(text="Empty", address="add_ons/empty.html"),
            only_here=3,
            both=0,
            only_there=0,
            verdict="They have nothing in common.",
        ),
    )


@pytest.mark.parametrize(
    ("only_core", "both", "only_pro", "verdict"),
    [
        (0, 0, 0, "They have nothing in common."),
        (3, 0, 3, "They have nothing in common."),
        (0, 2, 0, "They hold the same."),
        (0, 2, 5, "Duo Pro contains Duo Core and 5 more."),
        (5, 2, 0, "Duo Core contains Duo Pro and 5 more."),
        (1, 4, 9, "Duo Pro contains Duo Core, except for 1."),
        (9, 4, 1, "Duo Core contains Duo Pro, except for 1."),
        (2, 4, 2, "They overlap."),
        (1, 3, 1, "They overlap."),
    ],
)
def test_a_sentence_says_whether_one_bundle_holds_the_other(
    only_core: int, both: int, only_pro: int, verdict: str
) -> None:
    sold_with = [*["duo_core"] * only_core, *["duo_core, duo_pro"] * both, *["duo_pro"] * only_pro, ""]
    files = [f"-- unit_primitives/p{number} --\nadd_ons: [{names}]\n" for number, names in enumerate(sold_with)]

    page = page_of("duo_core", text="".join([*files, "-- add_ons/duo_core --\n-- add_ons/duo_pro --\n"]))

    assert page.siblings[0].verdict == verdict


def test_a_license_is_compared_with_licenses_only() -> None:
    page = page_of("premium", "license_type")

    assert [sibling.link.text for sibling in page.siblings] == ["Ultimate"]
    assert (page.kind_words, page.unstated) == ("license types", 3)


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


def test_a_bundle_can_be_copied_as_a_markdown_table() -> None:
    assert page_of("duo_enterprise").markdown == (
        "## Duo Enterprise (`duo_enterprise`)\n"
        "\n"
        "The largest add-on.\n"
        "\n"
        "| Unit primitive | Feature category | Only here | Deprecated |\n"
        "| --- | --- | --- | --- |\n"
        "| `complete_code` | a_first_category |  |  |\n"
        "| `duo_chat` | duo_chat |  |  |\n"
        "| `explain_code` | duo_chat |  | yes |\n"
        "| `resolve_vulnerability` | vulnerability_management | yes |  |\n"
    )
