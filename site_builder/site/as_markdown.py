"""Texts and unit primitives in, Markdown out: the parts of what readers copy into their own documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ..catalog import UnitPrimitive
from .answers import short_answer
from .bounds import MOST_ROWS, first_within, text_weight
from .material import Material
from .wording import NOT_STATED, Titles, minute

_ROW = 20  # bytes of a row without what its cells say

# Marks; what GitLab takes for a mention or a reference, `@root` and `!12`; at the beginning a heading, a list, a quick
# action.
_OBEYED = re.compile(r"[\\`*_\[\]<>|~&]|[@!#%$^](?=[\"0-9A-Za-z_])|^[#+/-]|^(?P<number>[0-9]+)(?=[.)])")


def as_markdown(text: str) -> str:
    """The text on one line, as Markdown that shows just that; also within the cell of a table."""
    return _OBEYED.sub(_escaped, " ".join(text.split()))


def _escaped(mark: re.Match[str]) -> str:
    return f"{mark[0]}\\" if mark["number"] else f"\\{mark[0]}"


def markdown_rows(
    primitives: Sequence[UnitPrimitive], titles: Titles, as_of: datetime | None, room: int | None = None
) -> Iterator[str]:
    """The lines of a table and an empty one; nothing where there are no primitives. Access: as of a moment, if given.

    `room`: for how many bytes a page has room; what does not fit is counted.
    """
    if not primitives:
        return
    columns = ("Unit primitive", *(("Access",) if as_of else ()), "Add-ons", "Licenses", "Realms")
    rows = [_cells(primitive, titles, as_of) for primitive in (primitives[:MOST_ROWS] if room else primitives)]
    if room:
        rows = rows[: first_within((_ROW + sum(map(text_weight, row)) for row in rows), MOST_ROWS, room)]
    yield from markdown_table(columns, rows)
    yield ""
    if len(primitives) > len(rows):
        yield f"and {len(primitives) - len(rows):,} more"
        yield ""


def markdown_table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table whose cells are Markdown already."""
    for row in (columns, ("---" for _ in columns), *rows):
        yield f"| {' | '.join(row)} |"


def _cells(primitive: UnitPrimitive, titles: Titles, as_of: datetime | None) -> tuple[str, ...]:
    name = f"`{primitive.name}`" + (" (deprecated)" if primitive.deprecated else "")
    access = (_access(primitive, as_of),) if as_of else ()
    related = (
        titles.all(kind, names)
        for kind, names in (
            ("add_on", primitive.add_ons),
            ("license_type", primitive.license_types),
            ("gitlab_realm", primitive.gitlab_realms),
        )
    )
    return (name, *access, *(as_markdown(", ".join(names) or NOT_STATED) for names in related))


def markdown_note(material: Material) -> str:
    """Where a text comes from, of which moment it speaks, and what the site says of all its data."""
    site = material.site
    return as_markdown(f"{site.title}, as of {minute(material.as_of)}. {site.notice or ''}")


def _access(primitive: UnitPrimitive, as_of: datetime) -> str:
    _, access, detail = short_answer(primitive, as_of)
    return f"{access}, {detail}"
