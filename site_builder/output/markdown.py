"""Markdown text in, safe HTML out."""

import re
from collections.abc import Callable, Container
from contextlib import suppress
from functools import partial

import markdown
import nh3
from markupsafe import Markup

_TAGS = frozenset(
    "a abbr blockquote br code dd del dl dt em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split()
)
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "strong": {"id"}, "th": {"scope"}}
# `//example.com` would lead to another host, and `..` out of the site: all pages with such texts stand at its root.
_PART = r"(?!\.\.(?:[/?#]|$))[\w.-]+"
_LINK = re.compile(rf"https://.*|#.*|{_PART}(?:/{_PART})*/?(?:[?#].*)?", re.DOTALL)
_Checked = Callable[[str, str, str], str | None]  # of an element, an attribute and its value
_MOST_BRACKETS = 200  # for each, what follows is looked through for its end


def render_markdown(text: str) -> Markup:
    """The text as HTML of a few harmless elements; links lead to https addresses or within the site."""
    return _cleaned(_html(text), _checked)


def authors_markdown(text: str) -> Markup:
    """The same for a text of the configuration, whose places to link to begin with `data-`, as none of the page do.

    Its links to places lead to its own. It stays as it is written where it nests deeper than Python goes, or has more
    brackets than can be paired soon.
    """
    if text.count("[") <= _MOST_BRACKETS:
        with suppress(RecursionError):
            html = _html(text)
            return _cleaned(html, partial(_authors, _places(html)))
    return Markup("<pre>{}</pre>").format(text)


def _html(text: str) -> str:
    html = markdown.markdown(text, extensions=["tables", "attr_list"], output_format="html")
    return html.replace("<th>", '<th scope="col">')


def _cleaned(html: str, checked: _Checked) -> Markup:
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=checked,
        url_schemes={"https"},
        link_rel="noopener",
    )
    return Markup(cleaned)


def _places(html: str) -> Container[str]:
    """The ids that are left of those in a text."""
    found = set()

    def noted(tag: str, attribute: str, value: str) -> str:
        if attribute == "id" and attribute in _ATTRIBUTES.get(tag, ()):
            found.add(value)
        return value

    _cleaned(html, noted)
    return found


def _checked(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or _LINK.fullmatch(value) else None


def _authors(places: Container[str], tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id":
        return f"data-{value}"
    if value.startswith("#"):
        return f"#data-{value[1:]}" if value[1:] in places else None
    return _checked(tag, attribute, value)
