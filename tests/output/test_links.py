"""Links as HTML: every text and address is escaped, and names break after underscores and slashes only."""

from site_builder.output.links import link, link_list, name, option_text, unstated, whole
from site_builder.site import Link


def to(target: Link) -> str:
    return f"{target.address}{target.query}"


def test_a_link_leads_where_the_page_says() -> None:
    assert link(to, Link(text="Duo Pro", address="../add_ons/duo_pro.html")) == (
        '<a href="../add_ons/duo_pro.html">Duo Pro</a>'
    )


def test_a_text_in_the_place_of_a_link_leads_nowhere() -> None:
    assert link(to, "7 <b>_&") == "7 &lt;b&gt;_&amp;"


def test_a_name_is_in_the_code_font_and_breaks_after_underscores() -> None:
    assert link(to, Link(text="duo_chat", address="x.html", code=True)) == (
        '<a href="x.html"><code>duo_<wbr>chat</code></a>'
    )
    assert name("a_b_") == "<code>a_<wbr>b_<wbr></code>"


def test_an_address_breaks_after_slashes_too() -> None:
    assert name("data/add_ons.csv") == "<code>data/<wbr>add_<wbr>ons.csv</code>"


def test_a_name_wider_than_a_phone_may_break_wherever_it_stands() -> None:
    assert name("abc_" * 10) == f"<code>{'abc_<wbr>' * 10}</code>"
    assert name("abc_" * 11) == "<code>" + 'abc_<wbr class="long">' * 11 + "</code>"


def test_texts_and_addresses_are_escaped() -> None:
    target = Link(text="<b>_&", address="x.html", query='?a=1&b="')

    assert link(to, target) == '<a href="x.html?a=1&amp;b=&#34;">&lt;b&gt;_&amp;</a>'
    assert name("<b>_&") == "<code>&lt;b&gt;_<wbr>&amp;</code>"


def test_a_list_of_links_stands_in_one_line() -> None:
    one, other = Link(text="<a>", address="a.html"), Link(text="b", address="b.html")

    assert link_list(to, (one, other)) == '<a href="a.html">&lt;a&gt;</a>, <a href="b.html">b</a>'


def test_what_stands_beside_a_box_breaks_after_underscores_and_slashes() -> None:
    assert option_text("a_b/<c>") == 'a_<wbr class="long">b/<wbr class="long">&lt;c&gt;'


def test_a_date_and_each_name_of_a_list_stand_in_one_line_while_a_column_holds_it() -> None:
    assert whole("17 October 2024, 12:30 UTC") == (
        '<span class="whole">17 October 2024,</span> <span class="whole">12:30 UTC</span>'
    )
    assert whole(f"{'a' * 20}, {'b' * 21}, <c>") == (
        f'<span class="whole">{"a" * 20},</span> {"b" * 21}, <span class="whole">&lt;c&gt;</span>'
    )
    assert whole("") == '<span class="whole"></span>'


def test_an_empty_list_says_that_nothing_is_stated() -> None:
    assert link_list(to, ()) == unstated() == '<span class="unstated">Not stated</span>'
