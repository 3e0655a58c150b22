"""Markdown as HTML of a few harmless elements, whatever stands in it."""

import pytest

from site_builder.output.markdown import authors_markdown, render_markdown


def within(address: str) -> str | None:
    """A site that has one page."""
    return address if address.startswith("problems.html") else None


def test_a_text_with_headings_tables_and_places_to_link_to() -> None:
    text = """\
## Rules {#rules}

**Free**{: #free } means *free*. See [the rules](#rules), `code` and [the docs](https://docs.gitlab.com/?a=1&b=2).

| Word | Means |
| --- | --- |
| a | b |
"""

    assert render_markdown(text) == (
        '<h2 id="rules">Rules</h2>\n'
        '<p><strong id="free">Free</strong> means <em>free</em>. See <a href="#rules" rel="noopener">the rules</a>, '
        '<code>code</code> and <a href="https://docs.gitlab.com/?a=1&amp;b=2" rel="noopener">the docs</a>.</p>\n'
        "<table>\n<thead>\n<tr>\n"
        '<th scope="col">Word</th>\n<th scope="col">Means</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</tbody>\n</table>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a<script>alert(1)</script>", "<p>a</p>"),
        ("a<style>p { color: red }</style>", "<p>a</p>"),
        ('a <img src="https://example.com/x.png" onerror="alert(1)"> b', "<p>a  b</p>"),
        ('<p onclick="alert(1)" style="x">text</p>', "<p>text</p>"),
        ("[x](javascript:alert(1))", '<p><a rel="noopener">x</a></p>'),
        ("[x](data:text/html,y)", '<p><a rel="noopener">x</a></p>'),
        ("[x](http://example.com)", '<p><a rel="noopener">x</a></p>'),
        ("a <iframe src='https://example.com'></iframe> b", "<p>a  b</p>"),
        ("text{: onclick='alert(1)' class='x' id='y' }", "<p>text{: onclick='alert(1)' class='x' id='y' }</p>"),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
    ],
)
def test_what_could_run_or_load_something_is_left_out(text: str, html: str) -> None:
    assert render_markdown(text) == authors_markdown(text, within) == html


@pytest.mark.parametrize(
    "address",
    [
        *("//example.com/y", "/\\\\example.com", "\\\\example.com", "/absolute", "?x", "x:y", "https:example.com"),
        *("..", "../", "../index.html", "..?x", "..#x", "add_ons/..", "add_ons/../../other/index.html", "./../x"),
        *("%2e%2e/x", "add_ons/%2E./x", "add_ons/..\\\\..\\\\x", "add_ons//x"),
    ],
)
def test_a_link_that_may_leave_the_site_without_saying_so_is_none(address: str) -> None:
    assert "href" not in render_markdown(f"[x]({address})")
    assert "href" not in authors_markdown(f"[x]({address})", within)


@pytest.mark.parametrize(
    "address",
    [
        *("problems.html", "./problems.html", "add_ons/", "add_ons/duo_pro.html#facts", "feeds/a..b.atom"),
        *("unit_primitives/index.html?q=../x", "#rules"),
    ],
)
def test_a_link_within_the_site_stays(address: str) -> None:
    assert render_markdown(f"[x]({address})") == f'<p><a href="{address}" rel="noopener">x</a></p>'


def test_the_result_is_not_escaped_again() -> None:
    assert render_markdown("*a*").__html__() == "<p><em>a</em></p>"


def test_a_place_to_link_to_in_a_text_of_the_configuration_is_none_of_the_page() -> None:
    assert (
        authors_markdown("## Our limits {#search-shortcut}", within) == '<h2 id="data-search-shortcut">Our limits</h2>'
    )


def test_a_link_to_a_place_leads_to_one_of_the_same_text_of_the_configuration_or_nowhere() -> None:
    text = """\
See [limits](#our-limits), [free](#free), [the page's own](#availability), [what it is not called](#data-free) and [none](#).

## Our limits {#our-limits}

**Free**{: #free }, and <i id="gone">more</i> in [it](#gone)
"""

    assert authors_markdown(text, within) == (
        '<p>See <a href="#data-our-limits" rel="noopener">limits</a>, <a href="#data-free" rel="noopener">free</a>, '
        '<a rel="noopener">the page\'s own</a>, <a rel="noopener">what it is not called</a> and '
        '<a rel="noopener">none</a>.</p>\n'
        '<h2 id="data-our-limits">Our limits</h2>\n'
        '<p><strong id="data-free">Free</strong>, and more in <a rel="noopener">it</a></p>'
    )


def test_a_place_that_is_given_twice_is_that_of_the_first() -> None:
    text = "<p id='x'>a</p>\n\n## One {#x}\n\n### Two {#x}\n\n**Three**{: #x } [to it](#x)"

    assert authors_markdown(text, within) == (
        '<p>a</p>\n\n<h2 id="data-x">One</h2>\n<h3>Two</h3>\n'
        '<p><strong>Three</strong> <a href="#data-x" rel="noopener">to it</a></p>'
    )


@pytest.mark.parametrize("place", ["y z", "", " ", "y&#9;z"])
def test_what_can_be_no_place_is_none(place: str) -> None:
    text = f"## One {{id='{place}'}}\n\n<h3 id='{place}'>Two</h3>\n\n[to it](<#{place}>)"

    html = '<h2>One</h2>\n<h3>Two</h3>\n\n<p><a rel="noopener">to it</a></p>'
    assert authors_markdown(text, within) == html


def test_a_link_of_the_configuration_to_a_page_that_is_not_there_is_its_text() -> None:
    text = "[a](problems.html?x#y), [b](probelms.html), [c](https://docs.gitlab.com/)"

    assert authors_markdown(text, within) == (
        '<p><a href="problems.html?x#y" rel="noopener">a</a>, <a rel="noopener">b</a>, '
        '<a href="https://docs.gitlab.com/" rel="noopener">c</a></p>'
    )


@pytest.mark.parametrize(
    "text", ["[" * 201, "+ " * 5000, "1. " * 3000, f"{'[a] ' * 190}\n\n[a]: https://a.example/{'a' * 8000}\n"]
)
def test_a_text_of_the_configuration_that_nobody_could_lay_out_stays_as_it_is_written(text: str) -> None:
    assert authors_markdown(f"{text}<b>", within) == f"<pre>{text}&lt;b&gt;</pre>"
