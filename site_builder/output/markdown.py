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
_ID = re.compile(r"\S+")
_Checked = Callable[[str, str, str], str | None]  # of an element, an attribute and its value
_Linked = Callable[[str], str | None]  # an address of the site as it is written -> the link there, if it is one
_MOST_BRACKETS = 200  # for each, what follows is looked through for its end
_MOST_LETTERS = 300_000  # laid out: a long address may be named very often


def render_markdown(text: str) -> Markup:
    """The text as HTML of a few harmless elements; links lead to https addresses or within the site."""
    return _cleaned(_html(text), _checked)


def authors_markdown(text: str, linked: _Linked) -> Markup:
    """The same for a text of the configuration, whose places to link to begin with `data-`, as none of the page do.

    Its links to places lead to its own. It stays as it is written where it nests deeper than Python goes, has more
    brackets than can be paired soon, or is laid out with more letters than a page has room for.
    """
    if text.count("[") <= _MOST_BRACKETS:
        with suppress(RecursionError):
            html = render_markdown(text)
            if len(html) <= _MOST_LETTERS:
                places = _places(html)
                return _cleaned(html, partial(_authors, places, set(places), linked))
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


def _places(html: str) -> frozenset[str]:
    """The ids in a text that was cleaned."""
    found = set()

    def noted(tag: str, attribute: str, value: str) -> str:
        if attribute == "id":
            found.add(value)
        return value

    _cleaned(html, noted)
    return frozenset(found)


def _checked(tag: str, attribute: str, value: str) -> str | None:
    is_right = {"href": _LINK, "id": _ID}.get(attribute)
    return value if is_right is None or is_right.fullmatch(value) else None


def _authors(
    places: Container[str], waiting: set[str], linked: _Linked, tag: str, attribute: str, value: str
) -> str | None:
    """`waiting`: the places that no element has yet, of which the first keeps it."""
    if attribute == "id":
        if value not in waiting:
            return None
        waiting.remove(value)
        return f"data-{value}"
    if value.startswith("#"):
        return f"#data-{value[1:]}" if value[1:] in places else None
    return linked(value) if attribute == "href" and not value.startswith("https://") else value
