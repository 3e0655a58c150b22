"""Parts of an entity's page in, HTML out: boxes of a diagram, values of facts, lines of a file.

Each stands on every page many times, so that macros for them would take most of the time of a build; see `links`.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from ..site import FactValue
from .drawing import Drawing, DrawnBox
from .links import Href, link


def boxes(href: Href, drawing: Drawing) -> Markup:
    """The boxes of a drawing as SVG, a line each."""
    return Markup("".join([f"{_box(href, drawn)}\n" for drawn in drawing.boxes]))


def fact_value(href: Href, value: FactValue) -> Markup:
    """A value of a fact: a link within the site or elsewhere, a moment, code or text, and where it comes from."""
    return Markup(_value(href, value) + _origin(value))


def source_lines(lines: Iterable[str]) -> Markup:
    """The lines of a file as rows of a table, with their numbers and an anchor each."""
    row = '<tr id="L{0}"><th scope="row">{0}</th><td><code>{1}</code></td></tr>\n'
    return Markup("".join([row.format(number, escape(line)) for number, line in enumerate(lines, 1)]))


def _box(href: Href, drawn: DrawnBox) -> str:
    box, x, y, height = drawn.box, drawn.x, drawn.y, drawn.height
    sort = f"{escape(box.kind.replace('_', '-'))}{' center' if box.center else ''}"
    title = f"<title>{escape(box.text)}</title>" if drawn.text != box.text else ""
    stripe = f'<rect class="kind" x="{x}" y="{y}" width="4" height="{height}" rx="2"/>' if box.kind != "words" else ""
    shape = (
        f'<g class="box {sort}">{title}<rect x="{x}" y="{y}" width="{drawn.width}" height="{height}" rx="4"/>{stripe}'
        f'<text x="{x + 12}" y="{y + 17}">{escape(drawn.text)}</text></g>'
    )
    return f'<a href="{escape(href(box.link))}">{shape}</a>' if box.link else shape


def _value(href: Href, value: FactValue) -> str:
    if value.link:
        return str(link(href, value.link))
    text = str(escape(value.text))
    if value.url:
        return f'<a class="outside" href="{escape(value.url)}" rel="noopener">{text}</a>'
    if value.moment:
        return f'<time datetime="{escape(value.moment)}">{text}</time>'
    return f"<code>{text}</code>" if value.code else text


def _origin(value: FactValue) -> str:
    if value.origin is None:
        return ""
    confidence, source = escape(value.origin.confidence), escape(value.origin.source)
    return f' <details class="origin {confidence}"><summary>{confidence}</summary><p>{source}</p></details>'
