"""Links in, HTML out: what stands on pages by the thousand, so that a macro would take most of the time of a build.

Templates call these as they call macros: `link(href, target)`.
"""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from ..site import NOT_STATED, Link

Href = Callable[[Link], str]

# Longer than a column: a word, and what is between the underscores of one. Neither is a part of a character reference.
_LONG_WORD, _LONG_RUN = re.compile(r"[^\s&;-]{25,}"), re.compile(r"[^\s_&;-]{25,}")
_MAY_BREAK = '<wbr class="long">'
_WIDEST = 40  # characters: a longer name may break wherever it stands, a shorter one where columns are narrow
_NARROWEST = 20  # characters that any column holds
_UNSTATED = Markup(f'<span class="unstated">{NOT_STATED}</span>')


def link(href: Href, target: Link | str) -> Markup:
    """A link within the site, in the code font where its text is a name; or a text that leads nowhere."""
    return Markup(escape(target) if isinstance(target, str) else _link(href, target))


def link_list(href: Href, targets: Sequence[Link], more: int = 0) -> Markup:
    """Links in one line with the count of those that are left out, or a word for none."""
    listed = ", ".join([_link(href, target) for target in targets])
    return Markup(listed + (f" and {more:,} more" if more else "")) if listed else _UNSTATED


def name(text: str) -> Markup:
    """A name or an address in the code font, which may break after an underscore or a slash and nowhere else."""
    return Markup(_name(str(text)))


def option_text(text: str) -> Markup:
    """What stands beside a box to tick, often a name: it may break after an underscore or a slash."""
    return Markup(_parted(str(escape(text)), _MAY_BREAK))


def whole(text: str) -> Markup:
    """A date, or each name of a list, in one line where any column holds it."""
    *others, last = text.split(", ")
    return Markup(" ".join(_in_one_line(part) for part in (*(f"{it}," for it in others), last)))


def unstated() -> Markup:
    """The word for what no file states."""
    return _UNSTATED


def _link(href: Href, target: Link) -> str:
    return f'<a href="{escape(href(target))}">{_name(target.text) if target.code else _words(target.text)}</a>'


def _name(text: str) -> str:
    may_break = _MAY_BREAK if max(map(len, text.split()), default=0) > _WIDEST else "<wbr>"
    return f"<code>{_parted(_LONG_RUN.sub(_in_parts, str(escape(text))), may_break)}</code>"


def _parted(written: str, may_break: str) -> str:
    return written.replace("_", f"_{may_break}").replace("/", f"/{may_break}")


def _in_one_line(part: str) -> str:
    written = str(escape(part))
    return f'<span class="whole">{written}</span>' if len(part.rstrip(",")) <= _NARROWEST else written


def _words(text: str) -> str:
    """The text; a word that is longer than a column may break in it, after an underscore or a slash if it has one."""
    written = str(escape(text))
    return _LONG_WORD.sub(_in_words, written) if len(text) > 24 else written


def _in_words(word: re.Match[str]) -> str:
    return _parted(_LONG_RUN.sub(_in_parts, word[0]), _MAY_BREAK)


def _in_parts(run: re.Match[str]) -> str:
    return re.sub(".{8}(?=.)", rf"\g<0>{_MAY_BREAK}", run[0])
