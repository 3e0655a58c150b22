"""A review in, the note in Markdown that a merge request shows of it out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ...catalog import Change
from ...counting import number
from ..as_markdown import as_markdown
from ..periods import counted
from ..review import Review

_MOST_LINES = 100  # of changes in a note, and of problems of a sort; the page of the review has them all


def review_markdown(review: Review, failing: Sequence[Change]) -> Iterator[str]:
    """The lines of a note: what it fails on, what changes for customers, then what is wrong."""
    yield f"## {as_markdown(review.title)}"
    yield ""
    if review.errors:
        yield f"The configuration has {number(len(review.errors), 'error')}, so that nothing else can be told of it."
        yield from _problems("Errors", review.errors)
        return
    if failing:
        yield f"**Fails on: {counted(Counter(change.sort for change in failing))}.**"
        yield ""
    if review.answer:
        yield f"{as_markdown(review.answer)}."
        yield ""
    yield as_markdown(review.summary)
    left = _MOST_LINES
    for section in review.sections:
        yield ""
        yield f"### {section.title} ({len(section.lines):,})"
        yield ""
        for line in section.lines[: max(left, 0)]:
            kind = f" ({line.kind})" if line.kind else ""
            yield f"- `{line.name}`{kind}: {as_markdown(line.sentence)}"
        yield from _more(len(section.lines) - max(left, 0))
        left -= len(section.lines)
    yield from _problems("New problems", review.new_problems)
    yield from _problems("Problems that are gone", review.gone_problems)
    if review.touched:
        yield ""
        yield f"{number(len(review.touched), 'page')} of the site {'changes' if len(review.touched) == 1 else 'change'}."


def _problems(title: str, problems: tuple[object, ...]) -> Iterator[str]:
    if problems:
        yield ""
        yield f"### {title} ({len(problems):,})"
        yield ""
        yield from (f"- {as_markdown(str(problem))}" for problem in problems[:_MOST_LINES])
        yield from _more(len(problems) - _MOST_LINES)


def _more(left_out: int) -> Iterator[str]:
    if left_out > 0:
        yield f"- … and {left_out:,} more: see the page of this review"
