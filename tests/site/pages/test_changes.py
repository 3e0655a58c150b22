"""What changed, in numbers: every change is in one period and one class, and what is not known is said."""

from collections.abc import Iterable
from dataclasses import replace

from site_builder.catalog import Chronicle
from site_builder.site import Link, Material
from site_builder.site.bounds import MOST_CELLS, MOST_NAMES, MOST_ROWS
from site_builder.site.change_rows import JoinedChanges, joined
from site_builder.site.commits import Outside
from site_builder.site.customers import customer_fields
from site_builder.site.pages.changes import ChangesPage, FeedGroup, PeriodRow, SkippedRow, changes_page
from site_builder.site.sizes import bundle_sizes
from tests.site.making import material
from tests.site.past import REPOSITORY, made
from tests.site.sites import Built


def told(lines: Iterable[JoinedChanges]) -> list[str]:
    return [f"{line.when}: {', '.join(row.name for row in line.rows)} + {line.more}: {line.sentence}" for line in lines]


def test_the_page_of_all_periods() -> None:
    of = made()
    page = changes_page(of)

    assert page == ChangesPage(
        address="changes/index.html",
        title="Changes",
        description="What changed in the catalog, by release or month, and what it means for customers.",
        section="changes/index.html",
        missing="",
        is_known=True,
        answer="1 renamed and 1 removed.",
        latest_period=Link(text="January 2025", address="changes/2025-01.html"),
        note="",
        fields=customer_fields(of),
        all_changes=Link(text="All changes", address="changes/all.html"),
        latest=page.latest,
        unit="month",
        columns=("New", "Gained", "Became paid", "Renamed", "Removed"),
        periods=(
            PeriodRow(
                title="January 2025",
                link=Link(text="January 2025", address="changes/2025-01.html"),
                days="",
                total=2,
                counts=(0, 0, 0, 1, 1),
                commits=1,
            ),
            PeriodRow(
                title="December 2024",
                link=Link(text="December 2024", address="changes/2024-12.html"),
                days="",
                total=2,
                counts=(1, 1, 0, 0, 0),
                commits=1,
            ),
            PeriodRow(
                title="October 2024",
                link=Link(text="October 2024", address="changes/2024-10.html"),
                days="",
                total=1,
                counts=(0, 0, 1, 0, 0),
                commits=0,
            ),
        ),
        more_periods=0,
        sums=PeriodRow(title="All", link=None, days="", total=5, counts=(1, 1, 1, 1, 1), commits=2),
        sizes=bundle_sizes(of),
        beginning="The record began on 1 August 2024, with 2 unit primitives. What was there then is no change.",
        skipped=(
            SkippedRow(
                commit=Outside(text="44444444", url=f"{REPOSITORY}/-/commit/4444444444", title="Try"),
                subject="Try",
                moment="2025-01-13T00:00:00Z",
                when="13 Jan 2025",
                place="config/unit_primitives/chat.yml:4",
                code="E301",
                message="unknown add-on 'x'",
            ),
        ),
        more_skipped=0,
        feed=Link(text="All changes", address="feeds/changes.atom"),
        feeds=(
            FeedGroup(
                title="Add-ons",
                links=(
                    Link(text="Duo Core", address="feeds/changes/add_ons/duo_core.atom"),
                    Link(text="Duo Pro", address="feeds/changes/add_ons/duo_pro.atom"),
                ),
            ),
            FeedGroup(
                title="License types",
                links=(Link(text="Premium", address="feeds/changes/license_types/premium.atom"),),
            ),
            FeedGroup(title="Groups", links=(Link(text="duo_chat", address="feeds/changes/groups/duo_chat.atom"),)),
        ),
    )


def test_the_latest_are_those_that_customers_notice_newest_first() -> None:
    assert told(changes_page(made()).latest) == [
        "14 Jan 2025: talk + 0: Renamed from chat to talk.",
        "14 Jan 2025: explain + 0: Removed; all customers lose it.",
        "2 Dec 2024: Duo Core + 0: New add-on.",
        "2 Dec 2024: chat + 0: Now also with Duo Core; Premium customers with Duo Core and not Duo Pro gain it.",
        "17 Oct 2024: chat + 0: Free use ended on 17 October 2024; Premium customers without Duo Pro lose it.",
    ]


def test_what_is_said_of_neighbours_at_once_is_said_once() -> None:
    row = next(row for rows in made().changes for row in rows if row.name == "explain")
    fates = [("a", "Gone."), ("b", "Gone."), ("c", "Gone."), ("d", "Gone."), ("e", "Back."), ("f", "Gone.")]

    assert told(joined(replace(row, name=name, sentence=sentence) for name, sentence in fates)) == [
        "14 Jan 2025: a, b, c + 1: Gone.",
        "14 Jan 2025: e + 0: Back.",
        "14 Jan 2025: f + 0: Gone.",
    ]


def test_numbers_of_periods_and_classes_add_up() -> None:
    page = changes_page(made())

    assert all(sum(row.counts) == row.total for row in (*page.periods, page.sums))
    assert page.sums.total == sum(row.total for row in page.periods)
    assert page.sums.counts == tuple(map(sum, zip(*(row.counts for row in page.periods), strict=True)))


def test_with_releases_each_is_a_period_with_its_days() -> None:
    page = changes_page(made(tags=True))

    assert page.unit == "release"
    assert [(row.title, row.link.address if row.link else "", row.days, row.total) for row in page.periods] == [
        ("Since release 17.7", "changes/unreleased.html", "20 Dec 2024 to 10 Feb 2025", 2),
        ("Release 17.7", "changes/17.7.html", "1 Aug 2024 to 20 Dec 2024", 3),
    ]


def test_releases_in_which_nothing_was_done_are_left_out() -> None:
    page = changes_page(_of_releases(9, changed=3))

    assert [row.title for row in page.periods] == ["Release v8", "Release v5", "Release v2"]
    assert page.sizes is not None
    assert [title for title, _ in page.sizes.table.lines] == [
        *("Release v8", "Release v5", "Release v2"),
        "When the record began",
    ]
    assert page.fields.since is not None
    assert len(page.fields.since) == 1 + 9  # a customer may have any of them


def test_of_very_many_periods_the_newest_are_shown_and_the_others_counted() -> None:
    lines = MOST_CELLS // 4  # in columns of three bundles and of all
    count = MOST_ROWS + lines
    page = changes_page(_of_releases(count))

    newest = f"Release v{count - 1}"
    assert (len(page.periods), page.more_periods, page.periods[0].title) == (MOST_ROWS, lines, newest)
    assert page.sums.total == 3 * count
    assert page.sizes is not None
    table = page.sizes.table
    assert (len(table.lines), table.more, table.lines[0][0]) == (lines, MOST_ROWS + 1, newest)  # and the beginning
    assert len(page.sizes.rows[0].chart.line) < 40


def test_of_very_many_releases_a_reader_chooses_the_newest_and_those_that_changed_something() -> None:
    fields = changes_page(_of_releases(500, changed=50)).fields
    assert fields.since is not None
    assert (len(fields.since), fields.more, fields.since[-1].value) == (1 + 100 + 8, 0, "v49")

    fields = changes_page(_of_releases(MOST_NAMES + 7)).fields
    assert fields.since is not None
    assert (len(fields.since), fields.more) == (MOST_NAMES, 8)
    assert [since.value for since in fields.since[:2]] == ["three-months", f"v{MOST_NAMES + 6}"]


def test_of_very_many_commits_with_errors_the_newest_are_listed() -> None:
    known = made()
    skipped = known.chronicle.skipped * (MOST_NAMES + 7)
    page = changes_page(replace(known, chronicle=replace(known.chronicle, skipped=skipped)))

    assert (len(page.skipped), page.more_skipped) == (MOST_NAMES, 7)
    html = Built(replace(known, chronicle=replace(known.chronicle, skipped=skipped))).pages["changes/index.html"]
    captions = [it.text for it in html.all("caption") if "passed over" in it.text]
    assert [caption.partition(",")[0] for caption in captions] == [f"{MOST_NAMES + 7} commits were passed over"]
    assert captions[0].endswith("7 older ones are not listed")


def test_without_a_history_the_page_says_why_and_how_to_get_one() -> None:
    page = changes_page(material("-- unit_primitives/chat --", chronicle=Chronicle(missing="git is not installed")))

    assert page.missing == (
        "The history is not available: git is not installed. A site that is built from a whole clone of a Git repository "
        "tells what changed, and for whom."
    )
    assert (page.is_known, page.periods, page.latest, page.sizes, page.feeds, page.beginning) == (
        False,
        (),
        (),
        None,
        (),
        "",
    )


def test_of_very_many_feeds_the_first_are_listed_and_the_others_counted() -> None:
    many = "".join(f"-- add_ons/a{number:03} --\n" for number in range(MOST_NAMES + 2))
    of = material(f"-- unit_primitives/chat --\n{many}")
    page = changes_page(replace(made(), catalog=of.catalog, site=of.site))

    (add_ons, *_) = page.feeds
    assert (add_ons.title, len(add_ons.links), add_ons.more) == ("Add-ons", MOST_NAMES, 2)


def test_where_the_repository_is_not_known_commits_are_texts() -> None:
    row = changes_page(made(repository_url=None)).latest[0].rows[0]

    assert row.commit == Outside(text="33333333", title="Rename chat")
    assert row.merge_requests == (Outside(text="group/other!7"),)


def _of_releases(count: int, changed: int = 1) -> Material:
    """The small past with so many releases, each so many of which brought what the first one does."""
    known = made(tags=True)
    one = known.chronicle.periods[-1]
    none = replace(one, edits=(), changes=())
    periods = (
        replace(none if (number + 1) % changed else one, release=f"v{number}") for number in reversed(range(count))
    )
    return replace(known, chronicle=replace(known.chronicle, periods=tuple(periods)))
