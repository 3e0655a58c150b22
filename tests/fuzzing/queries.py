"""Query strings for the pages with scripts, sound and hostile: no error, no markup from them, the rows are still there.

They are made by chance from a seed: names and values that the page itself has, names of every object, markup, and bytes
that are no text.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page

PAGES = (
    "unit_primitives/index.html",
    "matrix.html",
    "compare/index.html",
    "check.html",
    "whats_new/index.html",
    "changes/index.html",
    "changes/all.html",
    "parity.html",
    "timeline.html",
    "problems.html",
    "add_ons/index.html",
)

_NAMES = ("q", "sort", "dir", "of", "with", "date", "version", "since", "license", "add_on", "realm", "gaps", "verdict")
_OF_OBJECTS = (
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "valueOf",
    "prototype",
    "then",
    "0",
    "",
)
_HOSTILE = (
    *(
        "<img src=x onerror=window.injected=1>",
        '"><script>window.injected=1</script>',
        "'-window.injected-'",
        "</script>",
    ),
    *(
        "javascript:window.injected=1",
        "<svg/onload=window.injected=1>",
        "{{7*7}}",
        "${window.injected=1}",
        "]]>",
        "<!--",
    ),
    *(
        "\u202e",
        "\ufeff",
        "\x00",
        "é",
        "😀",
        "%",
        "\\",
        "*",
        "[",
        "(?:",
        "a{99999}",
        "'",
        '"',
        "]",
        "::",
        "#",
        "../../x",
    ),
    *("-1", "1e999", "NaN", "99999999999999999999", "16.10", "2026-13-45", "2026-01-01T00:00:00Z", "x" * 3000, "0x10"),
)
_ODD_BYTES = ("%", "%ff", "%00", "%E0%A4", "%u0041", "%25", "+", "&", "=", "&&", "?", ";", "%0d%0a", "%3Cb%3E")

# What a page has of everything that could come from a query, and its rows.
_LOOK = """() => ({
    scripts: document.querySelectorAll("script").length,
    markup: document.querySelectorAll("main :is(img, iframe, object, embed, style, link, base, meta)").length,
    handlers: [...document.querySelectorAll("*")].filter(it => it.getAttributeNames().some(name => name.startsWith("on"))).length,
    links: [...document.links].filter(it => !/^(?:file|https?|mailto|webcal|blob|data):$/.test(it.protocol)).length,
    rows: document.querySelectorAll("main tr[data-row]").length,
    heading: document.querySelector("h1").textContent,
    injected: "injected" in window,
})"""


_FIELDS = (
    """() => [...document.querySelectorAll("main :is(input, select, option)")].map(it => [it.name ?? "", it.value])"""
)


@dataclass(frozen=True, slots=True)
class Form:
    """What a page asks in its address: names of its fields, and the values that they can have."""

    names: Sequence[str]
    values: Sequence[str]


def pages_promised(open_page: Callable[[str], Page], pages: Sequence[str], seed: int, count: int) -> None:
    """Opens every page with so many queries. `open_page` opens an address of the site.

    What is wrong in a window is for whoever lent it to tell.
    """
    for page_number, path in enumerate(pages):
        page = open_page(path)
        address, usual, form = page.url, look(page), form_of(page)
        for each in queries(form, seed + page_number, count):
            query_promised(page, address, each, usual)


def form_of(page: Page) -> Form:
    """The fields of the page that is open."""
    found = page.evaluate(_FIELDS)
    names = sorted({name for name, _ in found if name})
    return Form(names=(*_NAMES, *names), values=sorted({value for _, value in found if value}) or ("x",))


def query_promised(page: Page, address: str, query: str, usual: object) -> None:
    """Opens the address with the query: what `look` sees is what it is without."""
    page.goto(f"{address}?{query}")
    seen = look(page)
    assert seen == usual, (address, query, seen)


def look(page: Page) -> object:
    """What must not depend on any query."""
    return page.evaluate(_LOOK)


def queries(form: Form, seed: int, count: int) -> Iterator[str]:
    """So many query strings; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "&".join(_part(chance, form) for _ in range(chance.randint(0, 8)))


def _part(chance: random.Random, form: Form) -> str:
    name = chance.choice(form.names if chance.random() < 0.7 else (*_OF_OBJECTS, *_HOSTILE))
    value = chance.choice(form.values if chance.random() < 0.5 else (*_HOSTILE, *_OF_OBJECTS))
    text = f"{quote(name)}={quote(value)}"
    if chance.random() < 0.2:
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(_ODD_BYTES) + text[place:]
    return text
