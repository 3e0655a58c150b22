"""All changes: each with its age, and for whom it worked before and works after, so that a script can narrow them down."""

import pytest

from site_builder.site.pages import all_changes
from site_builder.site.pages.all_changes import all_changes_page
from tests.site.past import made


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
        (group.title, row.age, row.step, row.name, row.now, row.key, row.had, row.has)
        for group in page.changes.groups
        for row in group.rows
    ] == [
        ("New", 1, 2, "Duo Core", "", "", "", ""),
        ("Gained", 1, 2, "chat", "talk", "talk", "premium/duo_pro/*", "premium/duo_core duo_pro/*"),
        ("Became paid", 2, 1, "chat", "talk", "talk", "premium/*/*", "premium/duo_pro/*"),
        ("Renamed", 0, 3, "talk", "", "talk", "premium/duo_core duo_pro/*", "premium/duo_core duo_pro/*"),
        ("Removed", 0, 3, "explain", "", "explain", "*/*/*", ""),
    ]


def test_a_reader_who_comes_back_finds_three_months_chosen() -> None:
    fields = all_changes_page(made()).changes.fields

    assert [(since.value, since.text, since.periods) for since in fields.since] == [
        ("2025-01", "1 January 2025", 1),
        ("2024-12", "1 December 2024", 2),
        ("2024-10", "1 October 2024", 3),
    ]
    assert fields.a_while_ago == "2024-10"
    assert [option.value for option in fields.license_types] == ["premium", "free"]
    assert [option.value for option in fields.add_ons] == ["no-add-on", "duo_core", "duo_pro"]


def test_since_a_release_leaves_out_what_it_brought() -> None:
    fields = all_changes_page(made(tags=True)).changes.fields

    assert [(since.value, since.text, since.periods) for since in fields.since] == [
        ("17.7", "catalog release 17.7, 20 December 2024", 1)
    ]
    assert fields.a_while_ago == "17.7"


def test_of_too_many_the_newest_are_there_and_the_number_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_changes, "MOST_CHANGES", 3)

    page = all_changes_page(made())

    assert (page.total, page.changes.total) == (5, 3)
    assert [(group.title, row.step) for group in page.changes.groups for row in group.rows] == [
        ("New", 2),
        ("Renamed", 3),
        ("Removed", 3),
    ]
