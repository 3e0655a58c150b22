"""Markdown text in, safe HTML out."""

import re

import markdown
import nh3
from markupsafe import Markup

_TAGS = frozenset(
    "a abbr blockquote br code dd del dl dt em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split()
)
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "strong": {"id"}, "th": {"scope"}}
# `//example.com` would lead to another host.
_LINK = re.compile(r"https://|#|[\w.-]+(?:[/?#]|$)")


def render_markdown(text: str) -> Markup:
    """The text as HTML of a few harmless elements; links lead to https addresses or within the site."""
    html = markdown.markdown(text, extensions=["tables", "attr_list"], output_format="html")
    html = html.replace("<th>", '<th scope="col">')
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_checked,
        url_schemes={"https"},
        link_rel="noopener",
    )
    return Markup(cleaned)


def _checked(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or _LINK.match(value) else None
