"""Text in Markdown shows just that, and calls nobody: no mark, no mention, no reference, no quick action."""

import pytest

from site_builder.site.as_markdown import as_markdown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a plain text, 100 % of it!", "a plain text, 100 % of it!"),
        ("a*b_c|d", r"a\*b\_c\|d"),
        ("# x", r"\# x"),
        ("1. x", r"1\. x"),
        ("ask @root or @all", r"ask \@root or \@all"),
        ("as in !12, #7, $3 and %16.9", r"as in \!12, \#7, \$3 and \%16.9"),
        ('%"next milestone" and ^alert', r'\%"next milestone" and \^alert'),
        ("/close", r"\/close"),
        ("and/or", "and/or"),
        ("mail@example.com", r"mail\@example.com"),
        (" two\n lines ", "two lines"),
    ],
)
def test_a_text_is_written_so_that_it_shows_just_that(text: str, written: str) -> None:
    assert as_markdown(text) == written
