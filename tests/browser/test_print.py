"""On paper: every row and every fold, no control, dark ink on white, and nothing wider than the sheet."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.visiting import HOME, LIST, MATRIX, PAGES, Visit, is_scrolled_sideways, shown_names

# A4 upright and, for the matrix, A3 across, less the margins, in pixels of CSS.
A4: ViewportSize = {"width": 680, "height": 1010}
A3: ViewportSize = {"width": 1511, "height": 1047}

# Headings that sort or fold are headings on paper.
CONTROLS = "button:not(.sort-button, .group-button), input, select, textarea, nav, [role=search], kbd"
# All but the way here and the file itself; a bundle is printed as one sheet for customers, an answer without the table
# of all others, and addresses to subscribe to are of no use on paper, nor is a list of links to what follows, or of
# questions that pages answer.
ROWS = """main :is(tr, li, dd):not(.trail *, [aria-labelledby=source] *, .bundle-page :is([aria-labelledby=siblings],
    [aria-labelledby=facts], [aria-labelledby=findings], [aria-labelledby=relations]) *,
    .check-page [aria-labelledby=situations] *, [aria-labelledby=subscribe] *, [aria-labelledby=questions] *, .code-list *)"""
ROWS_NOT_SHOWN = """
rows => rows.filter(row => !row.checkVisibility({ contentVisibilityAuto: true })).map(row => row.textContent.trim())
"""


def printed(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("address", PAGES)
def test_every_fact_is_on_paper_and_no_control(visit: Visit, address: str) -> None:
    page = printed(visit(address, viewport=A3 if address == MATRIX else A4))

    expect(page.locator(CONTROLS).locator("visible=true")).to_have_count(0)
    assert page.locator(ROWS).evaluate_all(ROWS_NOT_SHOWN) == []
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_the_filters_are_gone_and_all_rows_there(visit: Visit, address: str) -> None:
    page = visit(address)
    everything = shown_names(page)
    printed(page)

    expect(page.locator("#facets, .facet-panel, #chips, .result-actions").locator("visible=true")).to_have_count(0)
    assert shown_names(page) == everything


def test_what_was_filtered_is_printed_and_says_so(visit: Visit) -> None:
    page = visit(f"{LIST}?add_ons=duo_pro")
    chosen = shown_names(page)
    printed(page)

    assert shown_names(page) == chosen
    expect(page.locator("#shown")).to_be_visible()
    expect(page.locator("#shown")).to_have_text(re.compile(rf"^{len(chosen)} of \d+$"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{LIST}?add_ons=duo_pro&add_ons=duo_core&q=code", "Text: code; Add-on: Duo Core; Add-on: Duo Pro"),
        (f"{MATRIX}?add_ons=duo_pro", "Add-on: Duo Pro"),
        ("whats_new/index.html?since=18.2&license=premium", "Since: GitLab 18.2; Works with license: Premium"),
        (LIST, ""),
    ],
)
def test_a_filtered_page_says_on_paper_by_what_it_is_filtered(visit: Visit, address: str, words: str) -> None:
    shown = visit(address).locator("#shown")
    said = "it => getComputedStyle(it, '::after').content"
    assert shown.evaluate(said) == "none"

    shown.page.emulate_media(media="print")
    assert shown.evaluate(said) == (f'". {words}"' if words else "none")


def test_folded_groups_of_the_matrix_are_printed(visit: Visit) -> None:
    page = visit(MATRIX)
    everything = shown_names(page)
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert shown_names(printed(page)) == everything


def test_paper_is_always_light(visit: Visit) -> None:
    page = visit(HOME, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(24, 23, 29)"
    assert printed(page).evaluate(background) == "rgb(255, 255, 255)"

    page.emulate_media(media="screen")
    page.locator("#theme-switch").click()
    page.locator("#theme-switch").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert printed(page).evaluate(background) == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("address", "sheet"), [(MATRIX, (1191, 842)), ("add_ons/duo_pro.html", None)])
def test_the_matrix_takes_a_larger_sheet(visit: Visit, address: str, sheet: tuple[int, int] | None) -> None:
    pdf = printed(visit(address)).pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    sizes = {(round(float(width)), round(float(height))) for width, height in boxes}

    assert sizes == ({sheet} if sheet else {(612, 792)})
