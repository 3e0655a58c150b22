"""Markdown text in, safe HTML out."""

import re
from contextlib import suppress

import markdown
import nh3
from markupsafe import Markup

_TAGS = frozenset(
    "a abbr blockquote br code dd del dl dt em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split()
)
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "strong": {"id"}, "th": {"scope"}}
# `//example.com` would lead to another host.
_LINK = re.compile(r"https://|#|[\w.-]+(?:[/?#]|$)")
_MOST_BRACKETS = 200  # for each, what follows is looked through for its end


def render_markdown(text: str, id_prefix: str | None = None) -> Markup:
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
        id_prefix=id_prefix,
    )
    return Markup(cleaned)


def authors_markdown(text: str) -> Markup:
    """The same for a text of the configuration, whose places to link to begin with `data-`, as none of the page do.

    It stays as it is written where it nests deeper than Python goes, or has more brackets than can be paired soon.
    """
    if text.count("[") <= _MOST_BRACKETS:
        with suppress(RecursionError):
            return render_markdown(text, id_prefix="data-")
    return Markup("<pre>{}</pre>").format(text)


def _checked(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or _LINK.match(value) else None
