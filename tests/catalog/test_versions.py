"""GitLab versions: which texts are one, and how they are ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import instance_version, is_gitlab_version, parse_version, version_text

NUMBERS = st.integers(0, 9999)


@pytest.mark.parametrize("text", ["16.9", "16.10", "16.10.0", "0.1", "17.2.3", "9999.9999.9999"])
def test_two_or_three_numbers_are_a_version(text: str) -> None:
    assert is_gitlab_version(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "16.",
        ".9",
        "16.9.1.2",
        "v16.9",
        "16.9 ",
        " 16.9",
        "16.9\n",
        "16.09",
        "016.9",
        "16.9-ee",
        "16.x",
        "16,9",
        "16.9rc1",
        "16.9+1",
        "1!16.9",
        "١٦.٩",
        "12345.6",
        "-1.2",
        "16.-1",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert not is_gitlab_version(text)


def test_the_tenth_minor_version_is_later_than_the_ninth() -> None:
    assert parse_version("16.9") < parse_version("16.9.1") < parse_version("16.10") < parse_version("17.0")


def test_a_patch_of_zero_changes_nothing_but_stays_as_it_was_written() -> None:
    assert parse_version("16.10") == parse_version("16.10.0")
    assert str(parse_version("16.10.0")) == "16.10.0"


def test_another_form_raises() -> None:
    with pytest.raises(ValueError, match=r"^not a GitLab version: '16'$"):
        parse_version("16")


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_versions_are_ordered_like_their_numbers(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    ours, theirs = (".".join(map(str, numbers)) for numbers in (one, other))

    assert (parse_version(ours) < parse_version(theirs)) == (one < other)
    assert str(parse_version(ours)) == ours


@pytest.mark.parametrize(
    ("text", "called"),
    [("16.10", "16.10"), ("16.10.0", "16.10"), ("16.10.1", "16.10.1"), ("17.0", "17.0"), ("17.0.0", "17.0")],
)
def test_every_spelling_of_a_version_is_called_the_same(text: str, called: str) -> None:
    assert version_text(parse_version(text)) == called


@pytest.mark.parametrize(
    "text", ["17.4", "v17.4", " 17.4 ", "17.4-ee", "v17.4.0-ee", "17.4-pre", "V17.4-EE", "17.4.0-ee.0"]
)
def test_a_version_may_be_written_as_an_instance_shows_it(text: str) -> None:
    assert instance_version(text) == parse_version("17.4")


@pytest.mark.parametrize(
    "text", ["", "v", "17", "17.4.1.2", "17.04", "17.4ee", "x17.4", "17.4-rc1", "17.4-ee-", "17.4-ee.", "17.4.0-ee.0.1"]
)
def test_what_no_instance_shows_is_none(text: str) -> None:
    assert instance_version(text) is None
