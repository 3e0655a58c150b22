"""A review in, what GitLab shows of it out: a note in Markdown, and figures in OpenMetrics."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ...catalog import KINDS, Catalog, Change
from ..as_markdown import as_markdown
from ..periods import counted
from ..review import Review
from ..wording import number

_MOST_LINES = 100  # of changes in a note; the page of the review has them all
_METRIC = "cloud_connector_unit_primitives"


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
    yield as_markdown(review.summary)
    left = _MOST_LINES
    for section in review.sections:
        yield ""
        yield f"### {section.title} ({len(section.lines):,})"
        yield ""
        for line in section.lines[: max(left, 0)]:
            kind = f" ({line.kind})" if line.kind else ""
            yield f"- `{line.name}`{kind}: {as_markdown(line.sentence)}"
        if len(section.lines) > max(left, 0):
            yield f"- … and {len(section.lines) - max(left, 0):,} more: see the page of this review"
        left -= len(section.lines)
    yield from _problems("New problems", review.new_problems)
    yield from _problems("Problems that are gone", review.gone_problems)
    if review.touched:
        yield ""
        yield f"{number(len(review.touched), 'page')} of the site change."


def metrics(catalog: Catalog) -> str:
    """How many unit primitives there are, and how many each entity of the other kinds names, as OpenMetrics."""
    lines = [
        f"# TYPE {_METRIC} gauge",
        f"# HELP {_METRIC} Unit primitives of the catalog, and of each bundle, realm, service and owner.",
        f"{_METRIC} {len(catalog.unit_primitives)}",
    ]
    for kind in KINDS:
        for entity in catalog.of_kind(kind.singular):
            members = getattr(entity, "unit_primitives", None)
            if members is not None:
                lines.append(f'{_METRIC}{{kind="{kind.singular}",name="{_label(entity.name)}"}} {len(members)}')
    return "\n".join([*lines, "# EOF", ""])


def _problems(title: str, problems: tuple[object, ...]) -> Iterator[str]:
    if problems:
        yield ""
        yield f"### {title} ({len(problems):,})"
        yield ""
        yield from (f"- {as_markdown(str(problem))}" for problem in problems[:_MOST_LINES])


def _label(text: str) -> str:
    """A value of a label, as OpenMetrics escapes it."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
