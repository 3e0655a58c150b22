"""The page of one period: every change once, under its class, with where it comes from."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from site_builder.site import Link
from site_builder.site.bounds import MOST_CHANGES
from site_builder.site.change_lists import change_list
from site_builder.site.change_rows import listed_changes
from site_builder.site.commits import Outside
from site_builder.site.customers import fields_of_period
from site_builder.site.pages.change_period import ChangePeriodPage, CommitRow, change_period_page
from site_builder.site.periods import period_days
from tests.site.past import REPOSITORY, made

OTHER = Outside(text="group/other!7", url="https://gitlab.com/group/other/-/merge_requests/7", title="group/other!7")


def test_the_page_of_a_month() -> None:
    of = made()
    listed = listed_changes(of.changes[0], MOST_CHANGES)

    assert change_period_page(0, of) == ChangePeriodPage(
        address="changes/2025-01.html",
        title="January 2025",
        description="What changed for customers, January 2025: 1 renamed and 1 removed.",
        section="changes/index.html",
        trail=(Link(text="Changes", address="changes/index.html"),),
        days="",
        answer="2 changes by 1 commit: 1 renamed and 1 removed.",
        changes=change_list(listed, fields_of_period(listed, of), "changes-2025-01.csv", of),
        commits=(
            CommitRow(
                commit=Outside(text="33333333", url=f"{REPOSITORY}/-/commit/3333333333", title="Rename chat"),
                subject="Rename chat",
                author="Ada",
                moment="2025-01-14T09:30:00Z",
                when="14 Jan 2025",
                merge_requests=(OTHER,),
            ),
        ),
        more_commits=0,
        older=Link(text="December 2024", address="changes/2024-12.html"),
        newer=None,
        all_changes=Link(text="All changes", address="changes/all.html"),
    )


def test_a_month_in_which_only_the_calendar_did_something() -> None:
    page = change_period_page(2, made())

    assert (page.title, page.answer, page.commits) == (
        "October 2024",
        "1 change by no commit: 1 became paid.",
        (),
    )
    assert (page.older, page.newer) == (None, Link(text="December 2024", address="changes/2024-12.html"))


def test_a_month_that_goes_on_says_how_far_it_has_come() -> None:
    told = made().chronicle
    going_on = replace(told.periods[0], until=datetime(2025, 1, 20, tzinfo=UTC), is_open=True)

    assert period_days(going_on, told) == "so far, until 20 January 2025"


def test_a_release_and_what_came_after_it() -> None:
    of = made(tags=True)

    assert [
        (page.address, page.title, page.description, page.days)
        for page in (change_period_page(0, of), change_period_page(1, of))
    ] == [
        (
            "changes/unreleased.html",
            "Since release 17.7",
            "What changed for customers, since release 17.7: 1 renamed and 1 removed.",
            "20 December 2024 to 10 February 2025",
        ),
        (
            "changes/17.7.html",
            "Release 17.7",
            "What changed for customers, release 17.7: 1 new, 1 gained and 1 became paid.",
            "1 August 2024 to 20 December 2024",
        ),
    ]


def test_groups_hold_every_change_once_and_facets_count_them() -> None:
    page = change_period_page(1, made())

    assert [(group.title, [row.name for row in group.rows]) for group in page.changes.groups] == [
        ("New", ["Duo Core"]),
        ("Gained", ["chat"]),
    ]
    assert page.changes.total == 2
    assert {
        facet.title: [(option.text, option.count) for option in facet.options] for facet in page.changes.facets
    } == {
        "Change": [("New", 1), ("Gained", 1)],
        "Add-on": [("Duo Core", 2), ("Duo Pro", 1)],
        "License type": [("Premium", 1)],
        "Group": [("duo_chat", 1)],
        "GitLab realm": [("GitLab.com", 0), ("Not stated", 1)],
        "Kind": [("Unit primitive", 1), ("Add-on", 1)],
    }


def test_of_too_many_changes_the_page_of_a_month_lists_the_first_and_counts_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("site_builder.site.pages.change_period.MOST_CHANGES", 1)

    page = change_period_page(0, made())

    assert page.answer.startswith("2 changes by 1 commit")
    assert (page.changes.total, page.changes.more) == (1, 1)
    assert (page.changes.fields.since, page.changes.fields.extent) == (None, "by what is listed here")
