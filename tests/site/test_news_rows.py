"""Rows of news: as what a version is named, and for whom each works as of the material's moment."""

from datetime import UTC, datetime

from site_builder.catalog import releases
from site_builder.site import Link
from site_builder.site.news_rows import NewsRow, news_facets, news_rows
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    milestone: '16.8'
    min_gitlab_version_for_free_access: '16.8'
    min_gitlab_version: '16.9'
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_core, duo_pro]
    license_types: [premium, ultimate]
    gitlab_realms: [saas, self-managed]
    -- unit_primitives/free_use --
    milestone: '16.9'
    add_ons: [duo_pro]
    license_types: [ultimate]
    -- unit_primitives/not_sold --
    milestone: '16.9'
    cut_off_date: 2024-10-17T00:00:00Z
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- gitlab_realms/saas --
    -- gitlab_realms/self-managed --
    """


def test_a_row_says_as_what_its_version_is_named_and_leads_to_it() -> None:
    made = material(CONFIG, as_of=datetime(2024, 10, 16, tzinfo=UTC))
    oldest = releases(made.catalog, made.as_of)[-1]

    assert news_rows(oldest, made) == (
        NewsRow(
            version=Link(text="16.8", address="whats_new/16.8.html"),
            role="New, oldest for free access",
            row=made.rows["duo_chat"],
            facets=(
                ("license", "premium ultimate"),
                ("add_on", "*"),
                ("realm", "saas self-managed"),
                ("named", "first free"),
                ("add_ons", "duo_core duo_pro"),
                ("access", "free"),
                ("status", "not-stated"),
                ("gaps", "backend_services status"),
            ),
        ),
    )


def test_a_row_works_with_what_the_rule_says_and_not_only_with_what_is_listed() -> None:
    made = material(CONFIG)

    works = {
        row.row.name: dict(row.facets)
        for release in releases(made.catalog, made.as_of)
        for row in news_rows(release, made)
    }

    held = ("license", "add_on", "realm")
    assert [works["free_use"][name] for name in held] == ["ultimate", "*", "*"]
    assert [works["not_sold"][name] for name in held] == ["", "", ""]


def test_every_option_counts_the_rows_that_it_would_show() -> None:
    made = material(CONFIG)

    facets = news_facets(releases(made.catalog, made.as_of), made)

    assert [(facet.name, facet.open) for facet in facets] == [
        ("license", True),
        ("add_on", True),
        ("realm", True),
        ("access", True),
        ("named", False),
        ("status", False),
        ("add_ons", False),
        ("gaps", False),
    ]
    counts = {facet.name: [(option.text, option.count) for option in facet.options] for facet in facets}
    assert counts["license"] == [("Premium", 2), ("Ultimate", 3), ("Free", 0)]
    assert counts["add_on"] == [("No add-on", 1), ("Duo Core", 3), ("Duo Pro", 3)]
    assert counts["realm"] == [("GitLab.com", 3), ("Self-managed", 3)]
    assert counts["named"] == [("New", 3), ("Oldest for free access", 0), ("Oldest for paid access", 1)]
    assert counts["add_ons"] == [("Duo Core", 2), ("Duo Pro", 3), ("Not stated", 1)]
