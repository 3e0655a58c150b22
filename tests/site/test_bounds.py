"""What a page shows of long lists: short ones whole, of the long ones equally much, and the rest is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.output.links import link
from site_builder.site.bounds import (
    MOST_BYTES,
    MOST_NAMES,
    MOST_ROWS,
    beginning,
    beginnings,
    link_weight,
    more,
    name_weight,
    rows_within,
    shares,
    text_weight,
)
from site_builder.site.links import Link
from site_builder.site.pages.bundle import bundle_page
from site_builder.site.pages.unit_primitives import list_part_page, unit_primitives_page
from tests.site.making import material


@pytest.mark.parametrize(
    ("sizes", "most", "shown"),
    [
        ((), 10, ()),
        ((3, 4), 10, (3, 4)),
        ((3, 40), 10, (3, 7)),
        ((40, 3, 40), 11, (4, 3, 4)),
        ((9, 9, 9), 10, (4, 3, 3)),
        ((9, 1, 9, 1), 11, (5, 1, 4, 1)),
        ((1, 1, 1), 2, (1, 1, 0)),
        ((9, 1, 0, 2), 2, (1, 1, 0, 0)),
    ],
    ids=str,
)
def test_short_lists_are_shown_whole_and_of_long_ones_equally_much(
    sizes: tuple[int, ...], most: int, shown: tuple[int, ...]
) -> None:
    assert shares(sizes, most) == shown


@given(st.lists(st.integers(0, 1000)), st.integers(0, 2000))
def test_all_that_fits_is_shown_and_never_more(sizes: list[int], most: int) -> None:
    shown = shares(sizes, most)

    assert sum(shown) == min(sum(sizes), most)
    assert all(some <= size for some, size in zip(shown, sizes, strict=True))


@pytest.mark.parametrize(
    ("weights", "rows"),
    [
        ([], 3),
        ([MOST_BYTES], 3),
        ([MOST_BYTES // 3] * 9, 3),
        ([MOST_BYTES // 2] * 9, 2),
        ([1, 1, 1, MOST_BYTES // 2, 1, MOST_BYTES // 2 + 1], 1),
        ([MOST_BYTES + 1] * 9, 1),
    ],
    ids=str,
)
def test_so_many_rows_are_shown_as_are_light_enough_whichever_they_are(weights: list[int], rows: int) -> None:
    assert rows_within(weights, 3) == rows


@pytest.mark.parametrize(
    "name", ["a", "x" * 24, "x" * 25, "x" * 64, "_".join("x" * 32), "x" * 20 + "_" * 4 + "x" * 40, "a_" + "x" * 60]
)
def test_a_name_weighs_about_what_its_link_takes(name: str) -> None:
    target = Link(text=name, address=f"unit_primitives/{name}.html", code=True)
    written = len(link(lambda it: f"../../../{it.address}", target).encode())

    assert written - 40 <= name_weight(name) <= written + 200
    assert name_weight(name) - link_weight(name) >= len(name)


def test_a_text_weighs_what_it_takes_in_a_page() -> None:
    assert [text_weight(it) for it in ("a&", "漢", "a b")] == [6, 3, 3]


def test_what_is_left_out_is_counted() -> None:
    assert beginnings({"a": "xyz", "b": "x" * 9}, 6) == {"a": (("x", "y", "z"), 0), "b": (("x", "x", "x"), 6)}
    assert beginning(range(9), 2) == (0, 1)
    assert (more(9, 2), more(2, 2)) == (7, 0)


def test_a_bundle_of_very_many_shows_some_of_each_category_and_leads_to_all() -> None:
    many = MOST_ROWS + 20
    made = material(
        "-- add_ons/duo_pro --\n"
        + "".join(f"-- unit_primitives/ask_{number} --\nadd_ons: [duo_pro]\n" for number in range(many))
        + "-- unit_primitives/explain --\nadd_ons: [duo_pro]\nfeature_category: code_review\n"
    )

    page = bundle_page(made.catalog.add_ons["duo_pro"], made)

    assert [(group.link.text, len(group.rows), group.more) for group in page.groups] == [
        ("code_review", 1, 0),
        ("duo_chat", MOST_ROWS - 1, 21),
    ]
    assert page.left_out is not None
    assert page.left_out.count == 21
    assert page.left_out.all == Link(text="the list", address="unit_primitives/index.html", query="?add_ons=duo_pro")
    assert (len(page.exclusive.links), page.exclusive.more) == (MOST_NAMES, many + 1 - MOST_NAMES)
    assert page.markdown.count("\n| `ask_") + page.markdown.count("\n| `explain`") == MOST_ROWS
    assert "\nand 21 more\n" in page.markdown


@pytest.mark.parametrize(("description", "fewest", "most"), [("Short.", MOST_ROWS, MOST_ROWS), ("&" * 1000, 200, 225)])
def test_the_parts_of_a_long_list_hold_every_row_once(description: str, fewest: int, most: int) -> None:
    text = f"description: '{description}'"
    count = MOST_ROWS + 1
    made = material("".join(f"-- unit_primitives/ask_{number} --\n{text}\n" for number in range(count)))

    page = unit_primitives_page(made)
    parts = [list_part_page(number, made) for number in range(1, len(page.parts) + 1)]

    assert page.is_long
    assert [part.address for part in parts] == [link.address for link in page.parts]
    assert fewest <= made.most_rows <= most
    firsts = range(0, count, made.most_rows)
    assert [(part.first, len(part.rows)) for part in parts] == [
        (first + 1, min(made.most_rows, count - first)) for first in firsts
    ]
    assert [row.name for part in parts for row in part.rows] == list(made.catalog.unit_primitives.names)
