"""The list of earlier releases."""

from dataclasses import replace
from datetime import UTC, datetime

from site_builder.site import EarlierRelease, Link
from site_builder.site.pages.earlier_releases import EarlierReleasesPage, ReleaseRow, earlier_releases_page
from tests.site.making import AS_OF, material

TODAY = "-- unit_primitives/duo_chat --\n-- unit_primitives/write_tests --\n"
THEN = "-- unit_primitives/duo_chat --\n"


def test_the_list_begins_with_today_and_says_of_when_each_is_and_how_much_it_has() -> None:
    then = material(THEN, as_of=datetime(2024, 5, 1, 12, tzinfo=UTC))
    made = replace(material(TODAY), earlier=(EarlierRelease(name="release/1.0", material=then),))

    assert datetime(2024, 11, 1, 12, tzinfo=UTC) == AS_OF
    assert earlier_releases_page(made) == EarlierReleasesPage(
        address="releases/index.html",
        title="Earlier releases",
        description="The catalog as it was in 1 earlier release.",
        changes=Link(text="What changed from release to release", address="changes/index.html"),
        rows=(
            ReleaseRow(
                link=Link(text="Today", address="index.html"),
                day="1 November 2024",
                moment="2024-11-01T12:00:00Z",
                unit_primitives=2,
            ),
            ReleaseRow(
                link=Link(
                    text="release/1.0", address="releases/release-1-0--05c07dbfbae008d1653fc8212974ac46/index.html"
                ),
                day="1 May 2024",
                moment="2024-05-01T12:00:00Z",
                unit_primitives=1,
            ),
        ),
    )


def test_a_release_that_is_later_than_the_site_is_not_passed_off_as_earlier() -> None:
    releases = tuple(
        EarlierRelease(name=f"v{year}", material=material(THEN, as_of=AS_OF.replace(year=year)))
        for year in (2026, 2024)
    )

    rows = earlier_releases_page(replace(material(TODAY), earlier=releases)).rows

    assert [(row.link.text, row.day) for row in rows] == [
        ("Today", "1 November 2024"),
        ("v2026", "1 November 2026, later than this site"),
        ("v2024", "1 November 2024"),
    ]
