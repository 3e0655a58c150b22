"""What a reader chose stands in the address: it can be shared, reloaded and come back to, and cannot be abused."""

import re

import pytest
from playwright.sync_api import expect

from site_builder.catalog import Catalog
from site_builder.characters import is_forbidden, with_spaces, without_unseen
from tests.browser.visiting import LIST, MATRIX, Visit, shown_names

CHOSEN = "add_ons=duo_pro&license_types=premium"


def test_choices_are_written_into_the_address_and_read_from_it(visit: Visit) -> None:
    page = visit(LIST)
    page.locator("#facets input[name=q]").fill("code & <b>")
    page.locator("#facets input[name=q]").fill("code")
    page.locator("#facets input[value=duo_pro]").check()
    page.locator("#facets input[name=license_types][value=premium]").check()
    page.get_by_role("button", name="Since").click()
    rows = shown_names(page)
    address = page.url

    assert address.endswith(f"{LIST}?q=code&{CHOSEN}&sort=since")
    page.reload()
    assert shown_names(page) == rows
    assert shown_names(visit(address)) == rows
    expect(page.locator("#facets input[name=q]")).to_have_value("code")
    expect(page.locator("#facets input:checked")).to_have_count(2)
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Since")


@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_going_on_and_coming_back_keeps_what_was_chosen(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator("#facets input[value=duo_pro]").check()
    page.locator("#facets input[name=q]").fill("chat")
    rows, there = shown_names(page), page.url
    page.locator("tr[data-row]:visible th a").first.click()
    page.wait_for_url(f"**/unit_primitives/{rows[0]}.html")

    page.go_back()
    assert (page.url, shown_names(page)) == (there, rows)
    expect(page.locator("#facets input[value=duo_pro]")).to_be_checked()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(rows[0])


def test_back_and_forward_between_two_choices_on_one_page(visit: Visit) -> None:
    page = visit(f"{LIST}?add_ons=duo_pro&sort=name&dir=desc")
    pro = shown_names(page)
    page.evaluate("history.pushState(null, '', '?add_ons=duo_core')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    core = shown_names(page)
    assert core == sorted(core) != pro

    page.go_back()
    expect(page.locator("#facets input[value=duo_pro]")).to_be_checked()
    assert shown_names(page) == pro == sorted(pro, reverse=True)
    page.go_forward()
    expect(page.locator("#facets input[value=duo_core]")).to_be_checked()
    assert shown_names(page) == core


def test_what_the_address_chooses_stands_unfolded(visit: Visit) -> None:
    page = visit(LIST)
    folded = page.locator("#facets details:not([open]) input")
    name, value = folded.first.get_attribute("name"), folded.first.get_attribute("value")
    last = folded.last.get_attribute("name")
    page = visit(f"{LIST}?{name}={value}")

    expect(page.locator(f"#facets input[name={name}][value={value}]")).to_be_visible()
    expect(page.locator(f"#facets input[name={last}]").first).to_be_hidden()


def test_what_others_put_into_the_address_stays_there(visit: Visit) -> None:
    page = visit(f"{LIST}?from=mail&add_ons=duo_pro#unit-primitives")
    page.locator("#facets input[value=duo_core]").check()

    assert page.url.endswith(f"{LIST}?from=mail&add_ons=duo_core&add_ons=duo_pro#unit-primitives")


@pytest.mark.parametrize(
    "query",
    [
        "add_ons=<script>alert(1)</script>",
        "add_ons=duo_pro%22%5D",
        "add_ons=&add_ons=%00&license_types=%ff%fe",
        "__proto__=x&constructor=y&toString=z&hasOwnProperty=1",
        "sort=__proto__&dir=desc",
        "sort=99&dir=%3Cscript%3E",
        "sort=&dir=",
        "group=group::duo_chat&gaps=../../etc/passwd",
        "&&&=&%&?",
        "x=" + "y" * 20_000,
    ],
)
def test_values_that_mean_nothing_change_nothing(visit: Visit, catalog: Catalog, query: str) -> None:
    page = visit(f"{LIST}?{query}")

    assert shown_names(page) == list(catalog.unit_primitives.names)
    expect(page.locator("#chips button")).to_have_count(0)
    expect(page.locator("th[aria-sort]")).to_have_count(0)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "a+b", "%", "'\"><svg/onload=alert(1)>", "\u202eabc"])
def test_hostile_words_are_text(visit: Visit, text: str) -> None:
    page = visit(LIST)
    page.locator("#facets input[name=q]").fill(text)
    page.reload()

    expect(page.locator("#facets input[name=q]")).to_have_value(text)
    seen = text.replace("\u202e", r"\u202e")
    expect(page.locator("#chips button").first).to_contain_text(f"Text: {seen}")
    expect(page.locator("#chips :is(img, svg, script)")).to_have_count(0)


def test_known_values_among_unknown_ones_still_count(visit: Visit) -> None:
    expected = shown_names(visit(f"{LIST}?add_ons=duo_pro"))

    assert shown_names(visit(f"{LIST}?add_ons=nope&add_ons=duo_pro&add_ons=duo_pro&licence=x&sort=nope")) == expected


@pytest.mark.parametrize("address", [LIST, MATRIX, "changes/all.html", "whats_new/index.html"])
def test_what_the_address_names_and_nobody_knows_is_said_until_something_is_chosen(visit: Visit, address: str) -> None:
    query = "add_ons=duo_max&add_ons=duo_pro&add_ons=<b>gold</b>&licence=ultimate&licence=premium&a%E2%80%AEb=1"
    page = visit(f"{address}?{query}")
    shown = page.locator("#shown")

    expect(shown).to_have_text(
        re.compile(
            r"^\d+ of \d+\. Unknown, and left out: add_ons “duo_max”, add_ons “<b>gold</b>”, "
            r"parameter “licence”, parameter “a\\u202eb”\.$"
        )
    )
    page.locator("#facets input[name=q]").fill("duo")
    expect(shown).to_have_text(re.compile(r"^\d+ of \d+$"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", r"a\u202eb"),
        ("\u3164\u2800\u034f❤\ufe0f\t", r"\u3164\u2800\u034f❤\ufe0f\u0009"),
        ("\U000e0001a \U0001f469é", "\\u{e0001}a \U0001f469é"),
        ("a" * 59 + "\u202e", "a" * 59 + r"\u202e"),
        ("a" * 58 + "\u202e" * 3, "a" * 58 + r"\u202e\u202e…"),
        ("\U0001f469" * 61, "\U0001f469" * 60 + "…"),
    ],
)
def test_what_is_unknown_is_quoted_so_that_all_of_it_is_seen(visit: Visit, text: str, shown: str) -> None:
    assert visit(LIST).evaluate("text => window.siteWords.quoted(text)", text) == f"“{shown}”"


def test_what_no_file_may_hold_or_is_blank_is_never_quoted_as_it_is(visit: Visit) -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    unseen = [it for it in characters if is_forbidden(it) or not without_unseen(it) or with_spaces(it) != it]

    left = visit(LIST).evaluate("texts => texts.filter(text => window.siteWords.quoted(text).includes(text))", unseen)

    assert left == []


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("sort=name&dir=down", "dir “down”"),
        ("sort=price&dir=desc", "sort “price”"),
        ("sort=__proto__&dir=constructor", "sort “__proto__”, dir “constructor”"),
    ],
)
def test_an_order_that_the_table_has_not_is_said_until_a_column_is_chosen(
    visit: Visit, query: str, unknown: str
) -> None:
    page = visit(f"{LIST}?{query}")
    shown = page.locator("#shown")

    expect(shown).to_have_text(re.compile(rf"^\d+ of \d+\. Unknown, and left out: {unknown}\.$"))
    page.locator("#unit-primitives th button.sort-button").first.click()
    expect(shown).to_have_text(re.compile(r"^\d+ of \d+$"))


@pytest.mark.parametrize(
    ("address", "said"),
    [(f"{LIST}?sort=name&dir=asc", ""), (f"{MATRIX}?sort=name", r"\. Unknown, and left out: sort “name”\.")],
)
def test_an_order_is_unknown_where_no_column_has_it(visit: Visit, address: str, said: str) -> None:
    expect(visit(address).locator("#shown")).to_have_text(re.compile(rf"^\d+ of \d+{said}$"))
