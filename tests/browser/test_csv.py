"""CSV of what is shown: the rows in sight in their order, every cell in words, and nothing a spreadsheet would run."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_builder.catalog import Catalog
from tests.browser.visiting import COMPARE, LIST, MATRIX, Visit, shown_names


def downloaded(page: Page) -> tuple[str, str]:
    """The file that the button gives: its name and its text."""
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of what is shown").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode("utf-8")


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_all_rows_with_every_relation_in_words(visit: Visit, catalog: Catalog) -> None:
    page = visit(LIST)
    name, text = downloaded(page)
    header, *rows = records(text)

    assert name == "unit_primitives.csv"
    assert header == [
        *("Unit primitive", "Access", "Add-ons", "Licenses", "Realms", "Maturity", "Since", "Owner", "Deprecated"),
    ]
    assert [row[0] for row in rows] == list(catalog.unit_primitives.names)
    assert {len(row) for row in rows} == {len(header)}
    by_name = {row[0]: row for row in rows}
    assert by_name["duo_chat"][2:4] == ["Duo Core; Duo Pro; Duo Enterprise", "Premium; Ultimate"]
    assert by_name["duo_chat"][4].split("; ")[::2] == ["GitLab.com", "Dedicated"]
    assert by_name["feature_discovery_search"][2:7] == ["Not stated"] * 5
    assert text.count("\r\n") == len(rows) + 1
    assert text.endswith("\r\n")


def test_what_is_filtered_and_sorted_comes_out_so(visit: Visit) -> None:
    page = visit(f"{LIST}?add_ons=duo_pro&sort=name&dir=desc")
    name, text = downloaded(page)
    shown = shown_names(page)

    assert name == "unit_primitives-only-Add_on_Duo_Pro.csv"
    assert [row[0] for row in records(text)[1:]] == shown == sorted(shown, reverse=True)


def test_the_matrix_gives_a_word_per_cell_and_folded_rows_too(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    page.get_by_role("button", name="Fold all", exact=True).click()
    name, text = downloaded(page)
    header, *rows = records(text)

    assert name == "matrix.csv"
    columns = page.locator("#matrix thead tr:nth-child(2) th").all_inner_texts()
    assert header == ["Unit primitive", *columns, "Deprecated"]
    assert sorted(row[0] for row in rows) == list(catalog.unit_primitives.names)
    chat = dict(zip(header, next(row for row in rows if row[0] == "duo_chat"), strict=True))
    assert (chat["Premium"], chat["Duo Core"], chat["Duo with Amazon Q"]) == ("Included", "Included", "Needs something")


@pytest.mark.parametrize(
    "address",
    [
        *(LIST, MATRIX, "whats_new/index.html", "compare/license_types/premium-vs-ultimate.html"),
        f"{COMPARE}?bundle=premium&bundle=ultimate",
    ],
)
def test_each_says_at_every_row_whether_it_is_deprecated(visit: Visit, catalog: Catalog, address: str) -> None:
    page = visit(address)
    tagged = page.locator("tr[data-row]", has=page.locator(".tag.deprecated")).locator("th").all()
    header, *rows = records(downloaded(page)[1])

    assert header[-1] == "Deprecated"
    name = header.index("Unit primitive")
    assert {row[-1] for row in rows} == {"yes", "no"}
    assert [(row[name], row[-1]) for row in rows] == [
        (row[name], "yes" if catalog.unit_primitives[row[name]].deprecated else "no") for row in rows
    ]
    assert len(tagged) == sum(row[-1] == "yes" for row in rows)


def test_no_cell_is_blank(visit: Visit) -> None:
    for address in (
        LIST,
        MATRIX,
        "whats_new/index.html",
        "changes/all.html",
        f"{COMPARE}?bundle=premium&bundle=duo_pro",
    ):
        assert [row for row in records(downloaded(visit(address))[1]) if "" in row] == []


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_becomes_text(visit: Visit, formula: str) -> None:
    page = visit(f"{LIST}?q=duo_classic_chat")
    cell = page.locator("tr[data-row]:visible td[data-label=Owner]")
    cell.evaluate("(cell, text) => { cell.dataset.csv = text; }", formula)
    _, text = downloaded(page)

    assert records(text)[1][-2] == f"'{formula}"


def test_commas_quotes_and_lines_stay_within_their_cell(visit: Visit) -> None:
    page = visit(f"{LIST}?q=duo_classic_chat")
    cell = page.locator("tr[data-row]:visible td[data-label=Owner]")
    cell.evaluate("(cell, text) => { cell.dataset.csv = text; }", 'a "b", c\nd\u20ac')
    _, text = downloaded(page)

    assert records(text)[1][-2] == 'a "b", c\nd\u20ac'
    assert text.endswith(',"a ""b"", c\nd\u20ac",no\r\n')
