"""Sorting: by click or key, numbers and versions as such, what is not stated last, and back to the page's order."""

from pathlib import Path

import pytest
from packaging.version import Version
from playwright.sync_api import Locator, Page, expect

from site_builder.build import build
from tests.browser.visiting import LIST, Visit, settings, shown_names, texts
from tests.site.making import write_config

NOT_STATED = "Not stated"


def column(page: Page, title: str) -> list[str]:
    """The cells under a heading, from top to bottom, each by its first line."""
    heading = page.locator("th[data-column]", has_text=title)
    place = heading.evaluate("cell => cell.cellIndex")
    cells = page.locator("#unit-primitives tr[data-row]").evaluate_all(
        "(rows, place) => rows.map(row => row.cells[place].innerText.split('\\n')[0])", place
    )
    return [str(cell) for cell in cells]


def button(page: Page, title: str) -> Locator:
    return page.locator("thead").get_by_role("button", name=title, exact=True)


def groups_of_names(page: Page) -> list[list[str]]:
    """Per group of rows: its heading and the names under it."""
    groups: list[list[str]] = page.locator("#members tbody").evaluate_all(
        "bodies => bodies.map(body => Array.from(body.rows, ({ cells }) => cells[0].dataset.csv || cells[0].innerText))"
    )
    return groups


def test_versions_sort_as_versions(visit: Visit) -> None:
    page = visit(LIST)
    versions = [Version(text) for text in column(page, "Since") if text != NOT_STATED]
    unstated = [NOT_STATED] * (len(column(page, "Since")) - len(versions))
    assert unstated
    # Sorted as text or as numbers, these would come in another order.
    assert {"16.2", "16.7", "16.11"} <= set(map(str, versions))

    button(page, "Since").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Since")
    assert column(page, "Since") == [*map(str, sorted(versions)), *unstated]

    button(page, "Since").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Since")
    assert column(page, "Since") == [*map(str, sorted(versions, reverse=True)), *unstated]


def test_a_tenth_minor_version_comes_after_the_ninth(visit: Visit) -> None:
    page = visit(LIST)
    cells = page.locator("#unit-primitives tr[data-row] td[data-label=Since]")
    cells.evaluate_all(
        """cells => cells.forEach((cell, at) => {
            cell.dataset.sort = cell.textContent = ['16.10', '', '9.5', '16.9', '16.10.1', '17.0'][at] ?? '16.1';
        })"""
    )
    button(page, "Since").click()
    shown = list(dict.fromkeys(column(page, "Since")))

    assert shown == ["9.5", "16.1", "16.9", "16.10", "16.10.1", "17.0", ""]


def test_the_third_time_restores_the_order_of_the_page(visit: Visit) -> None:
    page = visit(LIST)
    rows = shown_names(page)
    for _ in range(3):
        assert shown_names(page) == rows or page.locator("th[aria-sort]").count()
        button(page, "Maturity").click()

    assert shown_names(page) == rows
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert page.url.endswith(LIST)


def test_equal_cells_keep_the_order_of_the_page(visit: Visit) -> None:
    page = visit(LIST)
    before = {name: place for place, name in enumerate(shown_names(page))}
    maturity = dict(zip(shown_names(page), column(page, "Maturity"), strict=True))
    button(page, "Maturity").click()
    button(page, "Maturity").click()

    order = ["Generally available", "Experiment", "Beta", NOT_STATED]
    assert shown_names(page) == sorted(before, key=lambda name: (order.index(maturity[name]), before[name]))


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_sorts_as_a_click_does_and_the_focus_stays(visit: Visit, key: str) -> None:
    page = visit(LIST)
    button(page, "Unit primitive").focus()
    page.keyboard.press(key)
    page.keyboard.press(key)

    assert shown_names(page) == sorted(shown_names(page), reverse=True)
    expect(button(page, "Unit primitive")).to_be_focused()
    assert page.url.endswith(f"{LIST}?sort=name&dir=desc")


def test_every_heading_of_the_list_sorts(visit: Visit) -> None:
    page = visit(LIST)
    rows = shown_names(page)
    headings = texts(page.locator("thead th"))
    assert len(headings) == 8
    for heading in headings:
        button(page, heading).click()
        expect(page.locator("th[aria-sort=ascending]")).to_have_text(heading)
        assert sorted(shown_names(page)) == rows


def test_filtering_keeps_the_order_and_sorting_keeps_the_filters(visit: Visit) -> None:
    page = visit(f"{LIST}?add_ons=duo_pro")
    chosen = shown_names(page)
    button(page, "Unit primitive").click()
    button(page, "Unit primitive").click()
    assert shown_names(page) == sorted(chosen, reverse=True)

    page.locator("#facets input[value=duo_enterprise]").check()
    wider = shown_names(page)
    assert set(wider) > set(chosen)
    assert wider == sorted(wider, reverse=True)


def test_rows_stay_under_their_heading(visit: Visit) -> None:
    page = visit("add_ons/duo_enterprise.html")
    members = groups_of_names(page)
    heading = page.locator("#members thead").get_by_role("button", name="Unit primitive")
    heading.click()
    heading.click()

    assert groups_of_names(page) == [[group[0], *sorted(group[1:], reverse=True)] for group in members]
    assert max(map(len, members)) > 10
    assert page.url.endswith("add_ons/duo_enterprise.html")


def test_counts_and_sizes_sort_as_numbers(visit: Visit) -> None:
    counts = visit("groups/index.html")
    counts.get_by_role("button", name="Unit primitives").click()
    numbers = [int(text) for text in texts(counts.locator("tr[data-row] td:nth-child(2)"))]
    assert numbers == sorted(numbers)
    assert numbers[-1] > 9

    sizes = visit("data.html")
    sizes.get_by_role("button", name="Size").click()
    kilobytes = [float(text.removesuffix(" kB").replace(",", "")) for text in texts(sizes.locator("td.number"))]
    assert kilobytes == sorted(kilobytes)
    assert kilobytes[-1] > 100


def test_the_headings_of_a_long_list_stay_in_reach(visit: Visit) -> None:
    page = visit(LIST)
    page.locator("tr[data-row]").last.scroll_into_view_if_needed()
    expect(page.locator(".site-title")).to_be_in_viewport(ratio=1)
    expect(button(page, "Since")).to_be_in_viewport(ratio=1)
    button(page, "Since").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Since")


def test_what_cannot_be_sorted_has_no_button(visit: Visit) -> None:
    page = visit("problems.html")

    assert texts(page.locator("table.coverage thead button")) == ["Field", "Kind", "Stated"]


def test_access_is_sorted_by_the_moment_at_which_it_changes(visit: Visit, tmp_path: Path) -> None:
    days = ("2027-02-03", "2026-12-20", "2027-01-15", "2025-10-17", "2026-02-03")
    text = "".join(
        f"-- unit_primitives/p_{day.replace('-', '_')} --\nadd_ons: [a]\ncut_off_date: {day}T00:00:00Z\n"
        for day in days
    )
    config = write_config(tmp_path / "config", f"{text}-- unit_primitives/undated --\nadd_ons: [a]\n-- add_ons/a --")
    build(settings(tmp_path / "site", config))

    for address in (LIST, "add_ons/a.html"):
        page = visit(f"{(tmp_path / 'site').as_uri()}/{address}")
        button(page, "Access").click()
        free = ["p_2026_12_20", "p_2027_01_15", "p_2027_02_03", "undated"]
        paid = ["p_2025_10_17", "p_2026_02_03"]
        assert page.locator("tr[data-row] th").evaluate_all("cells => cells.map(it => it.dataset.sort)") == free + paid


def test_a_name_that_reads_like_nothing_is_a_name(visit: Visit, tmp_path: Path) -> None:
    text = "-- unit_primitives/aa --\n-- unit_primitives/unknown --\n-- unit_primitives/zz --\n"
    build(settings(tmp_path / "site", write_config(tmp_path / "config", text)))
    page = visit(f"{(tmp_path / 'site').as_uri()}/{LIST}?sort=name&dir=desc")

    assert page.locator("tr[data-row] th").evaluate_all("cells => cells.map(it => it.dataset.sort)") == [
        "zz",
        "unknown",
        "aa",
    ]


def test_shares_are_sorted_by_their_size(visit: Visit) -> None:
    page = visit("problems.html")
    page.locator("table.coverage thead").get_by_role("button", name="Stated").click()

    shares = [
        int(stated) / int(total)
        for stated, _, total in (text.split() for text in texts(page.locator("table.coverage td.number")))
    ]
    assert shares == sorted(shares)
    assert len(set(shares)) > 9
