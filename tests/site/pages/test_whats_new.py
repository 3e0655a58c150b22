"""What is new since a version: every version newest first, and numbers that add up."""

from datetime import UTC, datetime

from site_builder.catalog import releases
from site_builder.site import Link
from site_builder.site.news_rows import news_facets, news_rows
from site_builder.site.pages.whats_new import MOST_VERSIONS, WhatsNewPage, whats_new_page
from tests.site.making import material

CONFIG = """
    -- unit_primitives/ask_build --
    milestone: '16.9'
    -- unit_primitives/ask_issue --
    milestone: '16.10'
    -- unit_primitives/duo_chat --
    min_gitlab_version_for_free_access: '16.8'
    min_gitlab_version: '16.9'
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/unstated --
    -- add_ons/duo_pro --
    """


def test_the_page_of_all_versions() -> None:
    made = material(CONFIG)
    found = releases(made.catalog, made.as_of)

    assert whats_new_page(made) == WhatsNewPage(
        address="whats_new/index.html",
        title="What’s new",
        description="What each of 2 GitLab versions brought, to be filtered by add-on, license and realm.",
        section="whats_new/index.html",
        total=4,
        dated=2,
        undated=Link(text="2", address="unit_primitives/index.html", query="?gaps=milestone"),
        versions=(
            Link(text="16.10", address="whats_new/16.10.html"),
            Link(text="16.9", address="whats_new/16.9.html"),
        ),
        more_versions=0,
        rows=(*news_rows(found[0], made), *news_rows(found[1], made)),
        facets=news_facets(found, made),
        most=3,
    )


def test_a_minimum_that_nobody_needs_any_more_has_no_row() -> None:
    free = whats_new_page(material(CONFIG, as_of=datetime(2024, 10, 16, tzinfo=UTC)))

    assert (free.rows[-1].version.text, free.rows[-1].role) == ("16.8", "Oldest for free access")
    assert [row.version.text for row in whats_new_page(material(CONFIG)).rows] == ["16.10", "16.9", "16.9"]


def test_who_names_a_first_version_and_who_names_none_is_everything() -> None:
    page = whats_new_page(material(CONFIG))

    assert page.dated + int(page.undated.text) == page.total
    assert [(row.version.text, row.row.name, row.role) for row in page.rows] == [
        ("16.10", "ask_issue", "New"),
        ("16.9", "ask_build", "New"),
        ("16.9", "duo_chat", "Oldest for paid access"),
    ]


def test_where_no_version_is_named_the_page_is_empty_and_says_so() -> None:
    page = whats_new_page(material("-- unit_primitives/duo_chat --"))

    assert (page.rows, page.versions, page.dated, page.undated.text) == ((), (), 0, "1")


def test_of_very_many_versions_the_newest_are_named_and_the_others_counted() -> None:
    made = material(
        "".join(
            f"-- unit_primitives/p{number:04} --\nmilestone: '{1 + number // 1_000}.{number % 1_000}'\n"
            for number in range(MOST_VERSIONS + 3)
        )
    )
    page = whats_new_page(made)

    assert [page.versions[0].text, page.versions[-1].text] == ["3.2", "1.3"]
    assert (len(page.versions), page.more_versions) == (MOST_VERSIONS, 3)
