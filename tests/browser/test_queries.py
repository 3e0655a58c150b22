"""The short run over query strings: a fixed number, the same every time. `python -m tests.fuzzing queries` goes on."""

import pytest

from tests.browser.visiting import Visit
from tests.fuzzing.queries import PAGES, pages_promised


@pytest.mark.parametrize("address", PAGES)
def test_no_query_makes_a_page_fail_show_markup_or_lose_rows(visit: Visit, address: str) -> None:
    pages_promised(visit, [address], seed=1, count=15)


def test_what_comes_from_a_query_would_be_seen(visit: Visit) -> None:
    page = visit(PAGES[0])
    page.evaluate("document.querySelector('tr[data-row]').remove()")
    with pytest.raises(AssertionError, match="rows"):
        pages_promised(lambda _: page, PAGES[:1], seed=1, count=1)
