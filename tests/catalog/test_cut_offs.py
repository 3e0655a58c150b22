"""When free use ends: what is ahead and how near, what is past, and what has no date; each primitive once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import CutOff, CutOffs, Nearness, SoldTogether, cut_offs, near_since, nearness
from tests.catalog.makers import moment, primitive

PRIMITIVES = (
    primitive("zoom", cut_off_date="2024-10-17T00:00:00", add_ons=("duo_pro", "duo_core")),
    primitive("duo_chat", cut_off_date="2024-10-17T00:00:00", add_ons=("duo_core", "duo_pro")),
    primitive("explain_code", cut_off_date="2024-10-17T00:00:00"),
    primitive("complete_code", cut_off_date="2024-02-15T12:30:00", add_ons=("duo_pro",)),
    primitive("ask_build", add_ons=("duo_enterprise",)),
    primitive("ask_issue"),
)
MOMENTS = st.datetimes(timezones=st.just(UTC))


def test_every_primitive_stands_once_by_date_and_by_what_sells_it() -> None:
    assert cut_offs(PRIMITIVES, moment("2024-10-01T00:00:00")) == CutOffs(
        dated=(
            CutOff(
                moment=moment("2024-02-15T12:30:00"),
                nearness=Nearness.PAST,
                parts=(SoldTogether(add_ons=("duo_pro",), unit_primitives=("complete_code",)),),
            ),
            CutOff(
                moment=moment("2024-10-17T00:00:00"),
                nearness=Nearness.WITHIN_30_DAYS,
                parts=(
                    SoldTogether(add_ons=("duo_core", "duo_pro"), unit_primitives=("duo_chat", "zoom")),
                    SoldTogether(add_ons=(), unit_primitives=("explain_code",)),
                ),
            ),
        ),
        undated=(SoldTogether(add_ons=("duo_enterprise",), unit_primitives=("ask_build",)),),
        neither=("ask_issue",),
    )


def test_what_lies_ahead_and_what_is_past() -> None:
    found = cut_offs(PRIMITIVES, moment("2024-10-16T23:59:59"))

    assert [cut_off.unit_primitives for cut_off in found.ahead] == [("duo_chat", "explain_code", "zoom")]
    assert [cut_off.unit_primitives for cut_off in found.past] == [("complete_code",)]
    assert cut_offs(PRIMITIVES, moment("2024-10-17T00:00:00")).ahead == ()


def test_without_primitives_there_is_nothing() -> None:
    assert cut_offs((), moment("2024-10-17T00:00:00")) == CutOffs(dated=(), undated=(), neither=())


@pytest.mark.parametrize(
    ("cut_off", "near"),
    [
        ("2024-10-17T00:00:00", Nearness.PAST),
        ("2024-10-17T00:00:01", Nearness.WITHIN_30_DAYS),
        ("2024-11-16T00:00:00", Nearness.WITHIN_30_DAYS),
        ("2024-11-16T00:00:01", Nearness.WITHIN_90_DAYS),
        ("2025-01-15T00:00:00", Nearness.WITHIN_90_DAYS),
        ("2025-01-15T00:00:01", Nearness.LATER),
        ("9999-12-31T23:59:59", Nearness.LATER),
        ("0001-01-01T00:00:00", Nearness.PAST),
    ],
)
def test_exactly_thirty_days_are_within_thirty_days_and_the_very_instant_is_past(cut_off: str, near: Nearness) -> None:
    assert nearness(moment(cut_off), moment("2024-10-17T00:00:00")) is near


@pytest.mark.parametrize(
    ("as_of", "since"),
    [
        ("2021-10-18T00:00:00", "2021-10-18T00:00:00"),  # 3 × 365 days before: one of the years is longer
        ("2023-10-17T23:59:59", "2022-10-18T00:00:00"),
        ("2023-10-18T00:00:00", "2023-10-18T00:00:00"),
        ("2024-07-18T23:59:59", "2023-10-18T00:00:00"),
        ("2024-07-19T00:00:00", "2024-07-19T00:00:00"),  # 90 days before
        ("2024-09-16T23:59:59", "2024-07-19T00:00:00"),
        ("2024-09-17T00:00:00", "2024-09-17T00:00:00"),  # 30 days before
        ("2024-10-16T23:59:59", "2024-09-17T00:00:00"),
        ("2024-10-17T00:00:00", "2024-10-17T00:00:00"),
        ("2026-11-22T00:00:00", "2024-10-17T00:00:00"),
    ],
)
def test_a_cut_off_is_as_near_as_it_is_since_one_of_few_moments(as_of: str, since: str) -> None:
    assert near_since(moment("2024-10-17T00:00:00"), moment(as_of)) == moment(since)


@given(cut_off=MOMENTS, as_of=MOMENTS)
def test_the_step_is_never_ahead_and_stays_the_same_from_then_on(cut_off: datetime, as_of: datetime) -> None:
    since = near_since(cut_off, as_of)

    assert since <= as_of
    assert near_since(cut_off, since) == since or since == datetime.min.replace(tzinfo=UTC)
    assert nearness(cut_off, as_of) is Nearness.LATER or nearness(cut_off, since) is nearness(cut_off, as_of)


def test_at_the_beginning_of_time_nothing_breaks() -> None:
    earliest = datetime.min.replace(tzinfo=UTC)

    assert near_since(earliest + timedelta(days=3), earliest) == earliest
