"""One order that as many lists as possible agree with."""

import pytest

from site_builder.source.layouts.orders import agreed_order, follows


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ([], "abcd"),
        (["d"], "abcd"),
        (["ac", "bd"], "abcd"),
        (["ca"], "bcad"),
        (["db", "ba"], "cdba"),
        (["ba", "ab"], "bacd"),  # the second contradicts the first
        (["ba", "abd", "dc"], "badc"),  # and has no say at all
        (["bc", "ca", "ab"], "bcad"),  # nor has one that closes a circle
    ],
)
def test_names_stand_as_lists_order_them_else_as_they_are_given(lists: list[str], expected: str) -> None:
    assert agreed_order("abcd", lists) == tuple(expected)


@pytest.mark.parametrize(("listed", "expected"), [("", True), ("b", True), ("ac", True), ("ca", False), ("abcd", True)])
def test_a_list_follows_an_order_when_its_items_stand_so(listed: str, expected: bool) -> None:
    assert follows(listed, "abcd") is expected
