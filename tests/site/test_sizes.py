"""How bundles grew: a number at each end, a picture of steps that says in words what it shows, and every number."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from site_builder.catalog import Ref
from site_builder.site import Material
from site_builder.site.charts import StepChart, step_chart, tick_marks
from site_builder.site.sizes import SizeTable, bundle_sizes
from tests.site.making import material
from tests.site.past import made, ref


def day(number: int) -> datetime:
    return datetime(2024, 1, number, tzinfo=UTC)


def chart(*points: tuple[int, int], highest: int = 4) -> StepChart:
    dated = [(day(number), count) for number, count in points]
    return step_chart(dated, since=day(1), until=day(5), highest=highest, title="Growing")


@pytest.mark.parametrize(
    ("points", "line"),
    [
        ([(1, 0), (3, 4)], "M0 48H120V0H240"),
        ([(1, 4)], "M0 0H240"),
        ([(2, 1), (4, 3)], "M60 36H180V12H240"),
        ([(1, 2), (5, 4)], "M0 24H240V0H240"),
        ([(1, 1), (1, 2), (3, 3), (3, 4)], "M0 24H120V0H240"),
    ],
)
def test_a_number_holds_until_the_next_one(points: list[tuple[int, int]], line: str) -> None:
    assert chart(*points).line == line


def test_the_field_below_the_line_ends_where_the_line_does() -> None:
    assert chart((2, 1), (4, 3)) == StepChart(
        title="Growing", line="M60 36H180V12H240", field="M60 36H180V12H240V48H60Z", y=12
    )


def test_where_there_is_nothing_and_no_time_passes_it_is_a_line_all_the_same() -> None:
    assert chart((1, 0), highest=0).line == "M0 48H240"
    assert step_chart([(day(1), 1)], since=day(1), until=day(1), highest=1, title="").line == "M0 0H240"


def test_ticks_stand_at_moments_within_the_time() -> None:
    assert tick_marks([day(1), day(2), day(2), day(4), day(5)], since=day(1), until=day(5)) == "M60 0V48M180 0V48"


@pytest.mark.parametrize(("tags", "ticks", "tick"), [(False, "M190 0V48", "new year"), (True, "M175 0V48", "release")])
def test_a_line_stands_for_each_release_or_for_each_new_year(tags: bool, ticks: str, tick: str) -> None:
    sizes = bundle_sizes(made(tags=tags))

    assert sizes is not None
    assert (sizes.ticks, sizes.tick) == (ticks, tick)


def test_only_what_never_had_another_size_is_unchanged() -> None:
    sizes = bundle_sizes(_without(ref("add_on", "duo_pro"), (1,)))

    assert sizes is not None
    assert [row.difference for row in sizes.rows if row.kind != "unit_primitive"] == ["+1", "0", "unchanged"]


def test_the_sizes_of_everything() -> None:
    sizes = bundle_sizes(made())

    assert sizes is not None
    assert (sizes.since, sizes.until, sizes.highest) == ("1 August 2024", "10 February 2025", 2)
    assert [(row.name, row.kind, row.first, row.last, row.difference, row.chart.title) for row in sizes.rows] == [
        (
            *("All unit primitives", "unit_primitive", "2", "1", "−1"),
            "All unit primitives: 2 on 1 August 2024, 1 unit primitive on 10 February 2025",
        ),
        (
            *("Duo Core", "add_on", "", "1", "+1"),
            "Duo Core: 1 on 2 December 2024, 1 unit primitive on 10 February 2025",
        ),
        (
            *("Duo Pro", "add_on", "1", "1", "unchanged"),
            "Duo Pro: 1 on 1 August 2024, 1 unit primitive on 10 February 2025",
        ),
        (
            *("Premium", "license_type", "1", "1", "unchanged"),
            "Premium: 1 on 1 August 2024, 1 unit primitive on 10 February 2025",
        ),
    ]
    assert sizes.table == SizeTable(
        columns=("All unit primitives", "Duo Core", "Duo Pro", "Premium"),
        lines=(
            ("January 2025", ("1", "1", "1", "1")),
            ("December 2024", ("2", "1", "1", "1")),
            ("October 2024", ("2", "", "1", "1")),
            ("When the record began", ("2", "", "1", "1")),
        ),
    )


@pytest.mark.parametrize(
    ("periods", "last", "line"),
    [((1,), "1", "M0 24H114V24H153V48H206V24H240"), ((0, 1), "gone", "M0 24H114V24H153V48H206V48H240")],
)
def test_what_is_not_there_any_more_falls_to_nothing_when_it_goes(
    periods: tuple[int, ...], last: str, line: str
) -> None:
    sizes = bundle_sizes(_without(ref("add_on", "duo_pro"), periods))

    assert sizes is not None
    assert [(row.last, row.chart.line) for row in sizes.rows if row.name == "Duo Pro"] == [(last, line)]


def test_what_is_gone_has_a_row_of_its_own_where_another_has_its_name() -> None:
    known, bundle = made(), ref("add_on", "duo_core")
    first = known.chronicle.first_sizes
    assert first is not None
    gone = replace(first, bundles={**first.bundles, (bundle, 3): 2})
    sizes = bundle_sizes(replace(known, chronicle=replace(known.chronicle, first_sizes=gone)))

    assert sizes is not None
    rows = [(row.name, row.link is None, row.first, row.last, row.difference) for row in sizes.rows[1:3]]
    assert rows == [("Duo Core", False, "", "1", "+1"), ("The former Duo core", True, "2", "gone", "−2")]
    assert sizes.table.columns[1:3] == ("Duo Core", "The former Duo core")


def test_without_a_history_there_are_none() -> None:
    assert bundle_sizes(material("-- unit_primitives/chat --")) is None


def _without(bundle: Ref, periods: tuple[int, ...]) -> Material:
    """The small past, where in some periods, counted from the newest, a bundle was not there."""
    known = made()
    told = list(known.chronicle.periods)
    for at in periods:
        sizes = told[at].sizes
        others = {other: count for other, count in sizes.bundles.items() if other != (bundle, 0)}
        told[at] = replace(told[at], sizes=replace(sizes, bundles=others))
    return replace(known, chronicle=replace(known.chronicle, periods=tuple(told)))
