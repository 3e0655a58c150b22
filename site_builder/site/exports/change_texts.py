"""Changes between two catalogs in, what the command prints out: for a terminal, for a note, and for programs."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ...catalog import Change, ChangeClass, Reach
from ..as_markdown import as_markdown
from ..change_words import CLASS_TITLES, change_sentence, with_noun
from ..sides import Side, summary
from ..wording import Titles, iso
from .json_api import json_document


def changes_text(changes: Sequence[Change], base: Side, head: Side, titles: Titles) -> Iterator[str]:
    """Lines: how many, then each class with its changes, those that customers notice first."""
    yield summary(changes, base, head)
    for sort, found in _by_class(changes):
        yield ""
        yield f"{CLASS_TITLES[sort]} ({len(found):,})"
        width = max(len(_name(change)) for change in found)
        yield from (f"  {_name(change):{width}}  {change_sentence(change, titles)}" for change in found)


def changes_markdown(changes: Sequence[Change], base: Side, head: Side, titles: Titles) -> Iterator[str]:
    """The same as Markdown, with nothing in it that is obeyed."""
    yield as_markdown(summary(changes, base, head))
    for sort, found in _by_class(changes):
        yield ""
        yield f"### {CLASS_TITLES[sort]} ({len(found):,})"
        yield ""
        yield from (
            f"- {with_noun(f'`{change.ref.name}`', change.ref)}: {as_markdown(change_sentence(change, titles))}"
            for change in found
        )


def changes_json(changes: Sequence[Change], base: Side, head: Side, titles: Titles) -> str:
    """An object with both sides, how many changes there are of each class, and every change."""
    counts = {str(sort): sum(change.sort is sort for change in changes) for sort in ChangeClass}
    return json_document(
        {
            "schema_version": 1,
            "base": {"name": base.name, "as_of": iso(base.moment)},
            "head": {"name": head.name, "as_of": iso(head.moment)},
            "counts": counts,
            "changes": [_object(change, titles) for change in changes],
        }
    )


def _by_class(changes: Sequence[Change]) -> Iterator[tuple[ChangeClass, list[Change]]]:
    """Changes come by class."""
    for sort, found in groupby(changes, key=lambda change: change.sort):
        yield sort, list(found)


def _name(change: Change) -> str:
    return with_noun(change.ref.name, change.ref)


def _object(change: Change, titles: Titles) -> dict[str, Any]:
    return {
        "class": str(change.sort),
        "kind": change.ref.kind,
        "name": change.ref.name,
        "former_name": change.before.name if change.before and change.after else None,
        "fields": list(change.fields),
        "reach": _reach(change.reach),
        "from": iso(change.moment) if change.moment else None,
        "sentence": change_sentence(change, titles),
    }


def _reach(reach: Reach | None) -> dict[str, Any] | None:
    """What occurs in all of it, and each combination. An empty name stands for no listed license, or no add-on.

    `!` stands behind the name of what is gone while another has that name.
    """
    if reach is None:
        return None
    return {
        "situations": reach.contexts,
        "of": reach.of,
        "license_types": list(reach.license_types),
        "add_ons": list(reach.add_ons),
        "gitlab_realms": list(reach.gitlab_realms),
        "customers": [
            {
                "license_types": list(some.license_types),
                "add_ons": list(some.add_ons),
                "without_add_ons": list(some.without),
                "gitlab_realms": list(some.gitlab_realms),
            }
            for some in reach.customers
        ],
    }
