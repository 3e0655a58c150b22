"""Verdicts for people who do not look at a page: as text for a terminal, and as Markdown for a message or an issue."""

import textwrap
from collections.abc import Iterator, Sequence

from ...catalog import Catalog, Context, Step, UnitPrimitive, with_same_terms
from ..as_markdown import as_markdown, markdown_table
from ..verdicts import (
    Members,
    SharedVerdict,
    VerdictGroup,
    customer,
    next_steps,
    step_words,
    summary,
    tags_of,
    verdict_groups,
)
from ..wording import Titles, day_and_time

STEPS = "What one more purchase or upgrade would bring"
_WIDTH = 100  # characters of a line of names


def verdicts_text(catalog: Catalog, primitives: Sequence[UnitPrimitive], context: Context, titles: Titles) -> str:
    """The answer first, then every primitive under what decided, then what each single step would bring."""
    groups = verdict_groups(with_same_terms(primitives), context, titles)
    lines = [f"{customer(context, titles)}, as of {day_and_time(context.moment)}", _answer(groups, primitives, catalog)]
    lines += [line for group in groups for line in _text_of(group)]
    if found := _steps(catalog, primitives, context):
        lines += ["", STEPS]
        lines += [line for step in found for line in _text_of_step(step, catalog, titles)]
    return "\n".join(lines)


def verdicts_markdown(
    catalog: Catalog, primitives: Sequence[UnitPrimitive], context: Context, titles: Titles, notice: str | None = None
) -> str:
    """The same as a document with a table per state; `notice` stands at its end."""
    groups = verdict_groups(with_same_terms(primitives), context, titles)
    lines = [f"## {as_markdown(customer(context, titles))}", ""]
    lines += [f"As of {day_and_time(context.moment)}: {_answer(groups, primitives, catalog)}", ""]
    lines += [line for group in groups for line in _markdown_of(group)]
    if found := _steps(catalog, primitives, context):
        rows = (_step_cells(step, catalog, titles) for step in found)
        lines += [f"### {STEPS}", "", *markdown_table(("Step", "Brings", "Ends", "Unit primitives"), rows), ""]
    return "\n".join([*lines, *((f"_{as_markdown(notice)}_", "") if notice else ())])


def _answer(groups: Sequence[VerdictGroup], primitives: Sequence[UnitPrimitive], catalog: Catalog) -> str:
    """The counts, and that not all were asked for: who reads only this would take it for the whole."""
    asked, all_there_are = len(primitives), len(catalog.unit_primitives)
    only = "" if asked == all_there_are else f" Only those asked for: {asked:,} of {all_there_are:,}."
    return f"{summary(groups)}{only}"


def _steps(catalog: Catalog, primitives: Sequence[UnitPrimitive], context: Context) -> tuple[Step, ...]:
    return next_steps(catalog, context, (primitive.name for primitive in primitives))


def _text_of(group: VerdictGroup) -> Iterator[str]:
    yield ""
    yield f"{group.state.word} ({group.count:,})"
    if group.note:
        yield f"  {group.note}"
    for verdict in group.verdicts:
        yield f"  {verdict.why}{f' -> {verdict.unlock}' if verdict.unlock else ''}"
        yield from (_filled(_names(part, verdict, "{}")) for part in verdict.members)


def _text_of_step(step: Step, catalog: Catalog, titles: Titles) -> Iterator[str]:
    gained, lost = (_step_names(names, step.there, catalog, "{}") for names in (step.gained, step.lost))
    ends = f", ends {len(step.lost):,}: {lost}" if lost else ""
    yield f"  {step_words(step, titles)}: +{len(step.gained):,}{ends}"
    yield _filled(gained)


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)


def _markdown_of(group: VerdictGroup) -> Iterator[str]:
    yield from (f"### {group.state.word} ({group.count:,})", "")
    if group.note:
        yield from (group.note, "")
    yield from markdown_table(("Why", "What would open it", "Unit primitives"), map(_verdict_cells, group.verdicts))
    yield ""


def _verdict_cells(verdict: SharedVerdict) -> tuple[str, ...]:
    names = "; ".join(_names(part, verdict, "`{}`") for part in verdict.members)
    return as_markdown(verdict.why), as_markdown(verdict.unlock), names


def _step_cells(step: Step, catalog: Catalog, titles: Titles) -> tuple[str, ...]:
    gained, lost = (_step_names(names, step.there, catalog, "`{}`") for names in (step.gained, step.lost))
    named = f"{gained}; ends {lost}" if lost else gained
    return as_markdown(step_words(step, titles)), f"{len(step.gained):,}", f"{len(step.lost):,}", named


def _step_names(names: Sequence[str], there: Context, catalog: Catalog, form: str) -> str:
    primitives = catalog.unit_primitives.pick(names)
    return ", ".join(_tagged(form.format(it.name), tags_of(it, there)) for it in primitives)


def _names(part: Members, verdict: SharedVerdict, form: str) -> str:
    named = (_tagged(form.format(name), verdict.tags.get(name, ())) for name in part.names)
    return ": ".join(words for words in (part.unstated, ", ".join(named)) if words)


def _tagged(name: str, tags: Sequence[str]) -> str:
    return f"{name} ({', '.join(tags)})" if tags else name
