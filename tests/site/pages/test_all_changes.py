"""All changes: each with its step, and for whom it worked before and works after, for a script to narrow them down."""

from dataclasses import replace
from itertools import pairwise

import pytest

from site_builder.catalog import Record, chronicle_from, link
from site_builder.site.customers import Since
from site_builder.site.pages.all_changes import all_changes_page
from site_builder.site.pages.changes import changes_page
from tests.catalog.makers import edit, primitive
from tests.site.past import AS_OF, made

LISTED = "as far back as changes are listed"


def test_every_change_of_every_period_by_class() -> None:
    page = all_changes_page(made())

    assert (page.address, page.title, page.since, page.total, page.changes.total, page.changes.csv) == (
        "changes/all.html",
        "All changes",
        "1 August 2024",
        5,
        5,
        "changes.csv",
    )
    assert page.description == "5 changes since 1 August 2024, to be narrowed down to what is different for a customer."
    assert [
        (group.title, row.step, row.name, row.now, row.key, row.had, row.has)
        for group in page.changes.groups
        for row in group.rows
    ] == [
        ("New", 2, "Duo Core", "", "", "", ""),
        ("Gained", 2, "chat", "talk", "talk", "premium/duo_pro/*/", "premium/duo_core duo_pro/*/"),
        ("Became paid", 1, "chat", "talk", "talk", "premium/*/*/", "premium/duo_pro/*/"),
        ("Renamed", 3, "talk", "", "talk", "premium/duo_core duo_pro/*/", "premium/duo_core duo_pro/*/"),
        ("Removed", 3, "explain", "", "explain", "*/*/*/", ""),
    ]


def test_a_reader_who_comes_back_finds_three_months_chosen() -> None:
    fields = all_changes_page(made()).changes.fields

    assert fields.since == (
        Since(value="three-months", text="10 November 2024, three months ago", after=1),
        Since(value="2025-02", text="1 February 2025", after=3),
        Since(value="2025-01", text="1 January 2025", after=2),
        Since(value="2024-12", text="1 December 2024", after=1),
        Since(value="2024-11", text="1 November 2024", after=1),
        Since(value="2024-10", text="1 October 2024", after=0),
        Since(value="2024-09", text="1 September 2024", after=0),
    )
    assert fields.a_while_ago == "three-months"
    assert [option.value for option in fields.license_types] == ["premium", "free"]
    assert [option.value for option in fields.add_ons] == ["no-add-on", "duo_core", "duo_pro"]


def test_since_a_release_leaves_out_what_it_brought() -> None:
    fields = all_changes_page(made(tags=True)).changes.fields

    assert fields.since == (
        Since(value="three-months", text="10 November 2024, three months ago", after=1),
        Since(value="17.7", text="catalog release 17.7, 20 December 2024", after=2),
    )


@pytest.mark.parametrize(
    ("days", "after"),
    [
        (("2024-10-20", "2024-12-02", "2025-01-14"), 1),
        (("2024-12-02", "2024-10-20", "2025-01-14"), 0),  # one that was behind is no older than what came before
        (("2024-12-02", "2025-01-14", "2024-10-20"), 0),
        (("2025-02-09", "2024-10-20", "2024-11-02"), 3),  # nor one that ran ahead newer than what came after
        (("2024-10-20", "2099-02-09", "2024-11-02"), 3),
        (("2024-10-20", "2099-02-09", "2024-12-02"), 1),
    ],
)
def test_whatever_clocks_say_what_counts_since_a_moment_is_what_happened_last(
    days: tuple[str, ...], after: int
) -> None:
    states = pairwise(primitive("chat", status=status) for status in (None, "experiment", "beta", None))
    edits = (edit("2024-10-01"), *(edit(day, pair) for day, pair in zip(days, states, strict=True)))
    known = Record(edits=edits, beginning=(primitive("chat"),))
    of = replace(made(), chronicle=chronicle_from(known, link(known.beginning), AS_OF))

    fields = all_changes_page(of).changes.fields

    assert (fields.since or ())[0] == Since(
        value="three-months", text="10 November 2024, three months ago", after=after
    )


def test_of_long_ago_only_the_months_are_offered_in_which_something_changed() -> None:
    of = made()
    late = replace(of, as_of=of.as_of.replace(year=2034))

    assert [since.value for since in (all_changes_page(late).changes.fields.since or ())[-6:]] == [
        *("2031-05", "2031-04", "2031-03"),
        *("2025-01", "2024-12", "2024-10"),
    ]


def test_of_too_many_the_newest_are_there_and_the_number_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.site.material.MOST_CHANGES", 3)

    page = all_changes_page(made())

    assert (page.total, page.changes.total, page.changes.more) == (5, 3, 2)
    assert [(group.title, row.step) for group in page.changes.groups for row in group.rows] == [
        ("New", 2),
        ("Renamed", 3),
        ("Removed", 3),
    ]


@pytest.mark.parametrize(
    ("most", "is_cut", "since"),
    [
        (5, False, ["three-months", "2025-02", "2025-01", "2024-12", "2024-11", "2024-10", "2024-09"]),
        (4, True, ["three-months", "2025-02", "2025-01", "2024-12", "2024-11"]),
        (3, True, ["2025-02", "2025-01"]),
        (1, True, ["2025-02"]),
    ],
)
def test_only_moments_are_offered_from_which_on_the_list_is_whole(
    monkeypatch: pytest.MonkeyPatch, most: int, is_cut: bool, since: list[str]
) -> None:
    monkeypatch.setattr("site_builder.site.material.MOST_CHANGES", most)

    for fields in (all_changes_page(made()).changes.fields, changes_page(made()).fields):
        assert (fields.extent, [it.value for it in fields.since or ()]) == (LISTED, since)
        assert (fields.missed > 0) == is_cut
        assert fields.a_while_ago == ("three-months" if "three-months" in since else "")
