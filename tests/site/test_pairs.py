"""Which pairs of bundles have a page: all of them, until their pages would hold too many rows together."""

from site_builder.catalog import Ref
from site_builder.site import Material, plan
from site_builder.site.exports import difference_rows
from site_builder.site.pairs import FEWEST_ROWS, MOST_ROWS, Pairs, pairs_of
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    add_ons: [duo_core, duo_pro, duo_enterprise]
    license_types: [ultimate]
    -- unit_primitives/explain_code --
    add_ons: [duo_pro, duo_enterprise]
    -- unit_primitives/resolve_vulnerability --
    add_ons: [duo_enterprise]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- add_ons/duo_enterprise --
    -- add_ons/another --
    -- license_types/premium --
    -- license_types/ultimate --
    """


def names(pairs: Pairs) -> list[str]:
    """The pairs with a page, in their order."""
    return [f"{a.name}-vs-{b.name}" for a, b in pairs.with_page]


def test_every_pair_of_a_kind_has_a_page_in_the_order_readers_know() -> None:
    made = material(CONFIG)

    assert names(made.pairs) == [
        "duo_core-vs-duo_pro",
        "duo_core-vs-duo_enterprise",
        "duo_core-vs-another",
        "duo_pro-vs-duo_enterprise",
        "duo_pro-vs-another",
        "duo_enterprise-vs-another",
        "premium-vs-ultimate",
    ]
    assert made.pairs.without_page == 0
    assert all(pair == found.bundles for pair, found in made.pairs.with_page.items())


def test_a_pair_is_found_whichever_comes_first() -> None:
    pairs = material(CONFIG).pairs
    core, pro, premium = (
        Ref(kind=kind, name=name)
        for kind, name in (("add_on", "duo_core"), ("add_on", "duo_pro"), ("license_type", "premium"))
    )

    assert pairs.of(core, pro) == pairs.of(pro, core) == pairs.with_page[core, pro]
    assert pairs.of(core, premium) is None


def test_the_pairs_of_the_largest_bundles_come_first_when_there_is_no_room_for_all() -> None:
    made = material(CONFIG)

    def with_room_for(pages: int) -> Pairs:
        return pairs_of(made.catalog, made.titles, most_rows=pages * FEWEST_ROWS)

    assert names(with_room_for(1)) == ["duo_pro-vs-duo_enterprise"]
    assert names(with_room_for(3)) == ["duo_core-vs-duo_pro", "duo_core-vs-duo_enterprise", "duo_pro-vs-duo_enterprise"]
    assert [with_room_for(pages).without_page for pages in (0, 1, 3, 7)] == [7, 6, 4, 0]


def crowd(bundles: int, primitives: int) -> Material:
    """A configuration in which add-on number n holds every primitive but n of them."""
    return material(
        "".join(
            [
                *(f"-- add_ons/a{bundle:02} --\n" for bundle in range(bundles)),
                *(
                    f"-- unit_primitives/p{number:03} --\nadd_ons: [{', '.join(f'a{n:02}' for n in range(bundles) if n <= number)}]\n"
                    for number in range(primitives)
                ),
            ]
        )
    )


def test_the_pages_of_forty_bundles_hold_no_more_rows_than_they_may() -> None:
    made = crowd(40, 180)
    site = plan(made)
    pages = [planned for planned in site.pages if planned.address.startswith("compare/add_ons/")]
    totals = [pair.total for pair in made.pairs.with_page.values()]

    assert len(pages) == len(totals) < 40 * 39 // 2
    assert len(pages) + made.pairs.without_page == 40 * 39 // 2
    assert MOST_ROWS - 180 < sum(totals) <= MOST_ROWS
    assert pages[0].address == "compare/add_ons/a00-vs-a01.html"
    assert "compare/add_ons/a38-vs-a39.html" not in {planned.address for planned in pages}
    assert len(difference_rows(made).rows) <= MOST_ROWS
    index = site.page("compare/index.html")
    assert index.without_page.startswith(f"{made.pairs.without_page} pairs of smaller bundles have no page")  # type: ignore[attr-defined]


def test_three_hundred_pages_are_the_most_however_small_they_are() -> None:
    pairs = crowd(60, 1).pairs

    assert len(pairs.with_page) == MOST_ROWS // FEWEST_ROWS == 300
    assert pairs.without_page == 60 * 59 // 2 - 300
