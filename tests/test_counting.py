"""How many there are of something reads the same in every message and on every page."""

import pytest

from site_builder.counting import clauses, first_names, number


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 unit primitives"),
        (1, "1 unit primitive"),
        (61, "61 unit primitives"),
        (12345, "12,345 unit primitives"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, text: str) -> None:
    assert number(count, "unit primitive") == text


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert number(2, "feature category", "feature categories") == "2 feature categories"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a, b"),
        (("a", "b", "c"), "a, b and 1 more"),
        (("a", "b", *("c" * 1200)), "a, b and 1,200 more"),
    ],
    ids=len,
)
def test_of_many_names_the_first_are_listed_and_the_rest_is_counted(names: tuple[str, ...], text: str) -> None:
    assert first_names(names, 2) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [(("wrong", "mend it"), "wrong; mend it"), (("wrong", ""), "wrong"), (("", "mend it"), "mend it"), (("", ""), "")],
)
def test_of_several_clauses_those_that_say_nothing_leave_no_mark(parts: tuple[str, ...], text: str) -> None:
    assert clauses(*parts) == text
