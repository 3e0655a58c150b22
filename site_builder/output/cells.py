"""Rows of unit primitives in, cells of tables out. As many pages show the same rows, they are no macros; see `links`.

`csv`: whether the table can be had as CSV, for which cells then carry their values; of what is not stated, the word
for that is in the cell. `only` holds the names of those that nothing else of the kind has.
"""

from collections.abc import Container, Sequence

from markupsafe import Markup, escape

from ..site import NOT_STATED, Link, PrimitiveRow, State
from .links import Href, link, unstated

_DEPRECATED = ' <span class="tag deprecated">Deprecated</span>'
_ONLY_HERE = ' <span class="tag only">Only here</span>'


def name_cell(href: Href, row: PrimitiveRow, only: Container[str] = (), csv: bool = True) -> Markup:
    """The heading of a row: its name, what is to be known at once, and its description."""
    name = escape(row.name)
    tags = (_DEPRECATED if row.deprecated else "") + (_ONLY_HERE if row.name in only else "")
    return Markup(
        f'<th scope="row" class="name" data-sort="{name}"{_csv(row.name, csv)}>{link(href, row.link)}{tags}'
        f'<span class="row-description">{escape(row.description)}</span></th>'
    )


def access_cell(row: PrimitiveRow, csv: bool = True) -> Markup:
    """Whether it is free or what opens it, and since or until when."""
    return Markup(
        f'<td class="access" data-sort="{escape(row.access_order)}"{_csv(f"{row.access}, {row.access_detail}", csv)}>'
        f'<span class="state {row.state.key}">'
        f'{mark(row.state)}{escape(row.access)}</span><span class="detail">{escape(row.access_detail)}</span></td>'
    )


def links_cell(href: Href, targets: Sequence[Link], label: str, csv: bool = True) -> Markup:
    """Links in one line; `label` stands before them where the table is too narrow for columns.

    A link and its comma are one thing to a line, so that a name is broken only where no line holds it.
    """
    *before, last = [str(link(href, target)) for target in targets] or [str(unstated())]
    listed = "".join(f"<span>{each},</span> " for each in before) + last
    return Markup(f'<td data-label="{label}"{_csv(_texts(targets, "; "), csv)}>{listed}</td>')


def realms_cell(href: Href, row: PrimitiveRow, csv: bool = True) -> Markup:
    """Most are available everywhere: one word says so, the names are there for those who search or listen."""
    if not row.in_all_realms:
        return links_cell(href, row.gitlab_realms, "Realms", csv)
    names = escape(_texts(row.gitlab_realms, ", "))
    cell = _csv(_texts(row.gitlab_realms, "; "), csv)
    return Markup(f'<td data-label="Realms"{cell}>All realms<span class="visually-hidden">: {names}</span></td>')


def text_cell(text: str, label: str) -> Markup:
    """A text, or the word for none."""
    return Markup(f'<td data-label="{label}">{escape(text) if text else unstated()}</td>')


def since_cell(row: PrimitiveRow, csv: bool = True) -> Markup:
    """The first version, and the one that access needs."""
    since = escape(row.since)
    needs = f'<span class="detail">needs {escape(row.min_version)}</span>' if row.min_version else ""
    cell = _csv(row.since or NOT_STATED, csv)
    return Markup(f'<td data-label="Since" data-sort="{since}"{cell}>{since or unstated()}{needs}</td>')


def mark(state: State) -> Markup:
    """The mark of a state."""
    return Markup(f'<svg class="mark {state.key}" aria-hidden="true"><use href="#mark-{state.key}"/></svg>')


def _csv(text: str, csv: bool) -> str:
    return f' data-csv="{escape(text)}"' if csv and text else ""


def _texts(targets: Sequence[Link], between: str) -> str:
    return between.join([target.text for target in targets])
