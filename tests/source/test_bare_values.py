"""Texts without quotes that YAML tools would not read as text."""

import pytest

from site_builder.problems import Span
from site_builder.source.bare_values import bare_value_complaint
from site_builder.source.nodes import Scalar


def said(text: str, *, format: str = "", plain: bool = True) -> str:
    complaint = bare_value_complaint(Scalar(text, plain, Span(1, 1)), format)
    return f"{complaint.code} {complaint.message} ({complaint.suggestion})" if complaint else ""


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        *((word, "true or false") for word in ("yes", "no", "on", "off", "true", "False", "ON", "No")),
        *(
            (number, "a number")
            for number in ("1", "-1", "16.10", "0x1F", "017", "1_000", "1.5e+3", ".inf", ".nan", "16:30")
        ),
        *((moment, "a date") for moment in ("2024-10-17", "2024-10-17T00:00:00Z", "2024-10-17 00:00:00")),
        ("=", "something else"),
        ("<<", "something else"),
    ],
)
def test_without_quotes_it_is_read_as_something_else(text: str, read_as: str) -> None:
    assert said(text) == f"E204 without quotes, {text} is read as {read_as} by YAML tools (write '{text}')"


def test_a_bare_version_is_shown_in_quotes() -> None:
    assert said("16.10", format="gitlab-version") == (
        "E204 without quotes, 16.10 is read as a number by YAML tools (write '16.10')"
    )
    assert said("17", format="gitlab-version") == (
        "E204 without quotes, 17 is read as a number by YAML tools (write '17.0')"
    )


@pytest.mark.parametrize("text", ["yes", "16.10", "2024-10-17"])
def test_in_quotes_everything_is_text(text: str) -> None:
    assert said(text, plain=False) == ""


@pytest.mark.parametrize(
    "text", ["", "~", "null", "y", "n", "duo_chat", "16.10.1", "yes it is", "1st", "a: b", "-", "٣"]
)
def test_other_texts_need_no_quotes(text: str) -> None:
    assert said(text) == ""


def test_a_bare_date_is_fine_where_a_date_belongs() -> None:
    assert said("2024-10-17T00:00:00Z", format="utc-date-time") == ""
    assert said("16.10", format="utc-date-time") != ""


def test_a_very_long_number_is_cut_in_the_message() -> None:
    assert len(said("1" * 100_000)) < 250
