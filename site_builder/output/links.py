"""Links in, HTML out: what stands on pages by the thousand, so that a macro would take most of the time of a build.

Templates call these as they call macros: `link(href, target)`.
"""

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from ..site import Link

Href = Callable[[Link], str]

_UNSTATED = Markup('<span class="unstated">Not stated</span>')


def link(href: Href, target: Link) -> Markup:
    """A link within the site, in the code font where its text is a name."""
    return Markup(_link(href, target))


def link_list(href: Href, targets: Sequence[Link], more: int = 0) -> Markup:
    """Links in one line with the count of those that are left out, or a word for none."""
    listed = ", ".join([_link(href, target) for target in targets])
    return Markup(listed + (f" and {more:,} more" if more else "")) if listed else _UNSTATED


def name(text: str) -> Markup:
    """A name in the code font, which may break after an underscore and nowhere else."""
    return Markup(_name(text))


def unstated() -> Markup:
    """The word for what no file states."""
    return _UNSTATED


def _link(href: Href, target: Link) -> str:
    return f'<a href="{escape(href(target))}">{_name(target.text) if target.code else escape(target.text)}</a>'


def _name(text: str) -> str:
    return f"<code>{str(escape(text)).replace('_', '_<wbr>')}</code>"
