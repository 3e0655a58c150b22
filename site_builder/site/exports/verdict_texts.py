"""Verdicts for people who do not look at a page: as text for a terminal, and as Markdown for a message or an issue."""

import textwrap
from collections.abc import Iterator, Sequence

from ...catalog import Context, UnitPrimitive
from ..as_markdown import as_markdown
from ..verdicts import Members, SharedVerdict, VerdictGroup, customer, summary, verdict_groups
from ..wording import Titles, day_and_time

_WIDTH = 100  # characters of a line of names


def verdicts_text(primitives: Sequence[UnitPrimitive], context: Context, titles: Titles) -> str:
    """The answer first, then every primitive under what decided."""
    groups = verdict_groups(primitives, context, titles)
    head = f"{customer(context, titles)}, as of {day_and_time(context.moment)}"
    return "\n".join([head, summary(groups), *(line for group in groups for line in _text_of(group))])


def verdicts_markdown(
    primitives: Sequence[UnitPrimitive], context: Context, titles: Titles, notice: str | None = None
) -> str:
    """The same as a document with a table per state; `notice` stands at its end."""
    groups = verdict_groups(primitives, context, titles)
    parts = [
        f"## {as_markdown(customer(context, titles))}\n\nAs of {day_and_time(context.moment)}: {summary(groups)}\n",
        *("\n".join(_markdown_of(group)) for group in groups),
        *((f"_{as_markdown(notice)}_\n",) if notice else ()),
    ]
    return "\n".join(parts)


def _text_of(group: VerdictGroup) -> Iterator[str]:
    yield ""
    yield f"{group.state.word} ({group.count:,})"
    for verdict in group.verdicts:
        yield f"  {verdict.why}{f' -> {verdict.unlock}' if verdict.unlock else ''}"
        yield from (_filled(_names(part, verdict, "{}")) for part in verdict.members)


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)


def _markdown_of(group: VerdictGroup) -> Iterator[str]:
    yield f"### {group.state.word} ({group.count:,})\n"
    yield "| Why | What would open it | Unit primitives |"
    yield "| --- | --- | --- |"
    for verdict in group.verdicts:
        names = "; ".join(_names(part, verdict, "`{}`") for part in verdict.members)
        yield f"| {as_markdown(verdict.why)} | {as_markdown(verdict.unlock)} | {names} |"
    yield ""


def _names(part: Members, verdict: SharedVerdict, form: str) -> str:
    named = (form.format(name) + (" (deprecated)" if name in verdict.deprecated else "") for name in part.names)
    return ": ".join(words for words in (part.unstated, ", ".join(named)) if words)
