"""A catalog of more than a thousand: counts are written with separators, no more is drawn than a reader waits for."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from site_builder.build import build
from tests.browser.visiting import COMPARE, LIST, MATRIX, Place, Visit, settings, texts
from tests.site.making import write_config

SIZE = 1_200
PARTS = 12  # add-ons that sell a hundred each; one sells all
CHECK = "check.html?license=premium&realm=saas&as_of=2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of so many unit primitives, of one category, all of which are paid for."""
    directory = tmp_path_factory.mktemp("large")
    sold = "".join(
        f"-- unit_primitives/primitive_{number:04} --\n"
        f"cut_off_date: 2025-01-01T00:00:00+00:00\nadd_ons: [all, part_{number % PARTS}]\n"
        for number in range(SIZE)
    )
    parts = "".join(f"-- add_ons/part_{number} --\n" for number in range(PARTS))
    others = "-- add_ons/all --\n-- add_ons/empty --\n-- license_types/premium --\n-- gitlab_realms/saas --\n"
    build(settings(directory / "site", write_config(directory / "config", sold + parts + others)))
    return directory / "site"


@pytest.fixture
def place(large_site: Path) -> Place:
    """Pages are opened from the disk."""
    return lambda address: f"{large_site.as_uri()}/{address}"


def test_the_list_counts_rows_and_options(visit: Visit) -> None:
    page = visit(f"{LIST}?add_ons=all")

    expect(page.locator("#shown")).to_have_text("1,200 of 1,200, the first 100 stand here")
    count = page.locator("#facets label:has(input[name=add_ons][value=all]) .count")
    expect(count).to_have_text("1,200")


def test_the_matrix_counts_the_rows_of_a_group_that_stand_there_and_all(visit: Visit) -> None:
    page = visit(f"{MATRIX}?add_ons=all")

    expect(page.locator("#shown")).to_contain_text("1,200 of 1,200")
    here = page.locator("#matrix tr[data-row]").count()
    expect(page.locator("#matrix .group-count")).to_have_text(f"{here} of 1,200")


@pytest.mark.parametrize(
    ("query", "headings", "rows"),
    [
        ("bundle=all&bundle=empty", ["Only All 200 of 1,200; all are in the Markdown"], 200),
        (
            "bundle=all&bundle=part_0",
            ["Only All 100 of 1,100; all are in the Markdown", "Both 100"],
            200,
        ),
        ("bundle=part_0&bundle=part_1", ["Only Part 0 100", "Only Part 1 100"], 200),
        (
            "bundle=part_0&bundle=part_1&bundle=part_2",
            [f"Only Part {number} 66 of 100; all are in the Markdown" for number in range(3)],
            198,
        ),
    ],
)
def test_a_comparison_draws_two_hundred_rows_of_each_part_as_many(
    visit: Visit, query: str, headings: list[str], rows: int
) -> None:
    page = visit(f"{COMPARE}?{query}")

    expect(page.locator("#parts .group-row th")).to_have_text(headings)
    assert page.locator("#parts tbody tr:not(.group-row)").count() == rows


def test_an_answer_names_some_of_each_row_and_a_button_brings_the_rest(visit: Visit) -> None:
    page = visit(CHECK)
    rows = page.locator(".verdicts tbody tr")

    assert [rows.nth(place).locator(".names a").count() for place in range(rows.count())] == [25] * PARTS
    rows.nth(0).get_by_role("button", name="75 more").click()
    assert texts(rows.nth(0).locator(".names a")) == [f"primitive_{number:04}" for number in range(0, SIZE, PARTS)]
    expect(page.locator(".verdicts h2")).to_have_text("Needs something 1,200 of 1,200")


def test_steps_name_some_of_what_they_bring_and_end_and_one_at_least(visit: Visit) -> None:
    page = visit(CHECK)
    named = """count => {
      const some = Array.from({ length: 70 }, (_, at) => ({ name: `primitive_${at}`, tags: [] }));
      const step = { text: 'Step', there: {}, gained: some, lost: some };
      const section = window.siteVerdicts.stepsSection(Array(count).fill(step), '', () => ({}));
      return Array.from(section.querySelectorAll('.names p'), (row) => row.querySelectorAll('a').length);
    }"""

    assert {count: page.evaluate(named, count) for count in (1, 6, 301)} == {
        1: [60] * 2,
        6: [50] * 12,
        301: [6] * 100,
    }


def test_of_very_many_reasons_fifty_are_drawn_and_a_button_brings_as_many_more(visit: Visit) -> None:
    page = visit(CHECK)
    page.evaluate("""() => {
      const rows = Array.from({ length: 101 }, (_, at) => (
        { why: `reason ${at}`, unlock: '', count: 1, parts: [['', [{ name: `primitive_${at}`, tags: [] }]]] }));
      const group = { key: 'needs', word: 'Needs something', rows, count: 101, note: '' };
      document.getElementById('verdicts').replaceChildren(window.siteVerdicts.verdictSection(group, 101, ''));
    }""")
    rows = page.locator("#verdicts tbody tr:has(th)")

    assert rows.count() == 50
    expect(page.locator("#verdicts tr").last).to_have_text("and 51 more reasons. Show 50 more reasons")
    page.get_by_role("button", name="Show 50 more reasons").click()
    assert rows.count() == 100
    expect(rows.nth(50).locator("a")).to_be_focused()
    page.get_by_role("button", name="Show 1 more reason", exact=True).click()
    assert texts(rows.locator("th")) == [f"Reason {at}" for at in range(101)]
    expect(page.locator("#verdicts button")).to_have_count(0)


def test_of_very_many_steps_the_first_stand_in_the_line_and_a_link_leads_to_all(visit: Visit) -> None:
    page = visit(f"{CHECK}&q=primitive_0")  # each part would bring some

    expect(page.locator("#next a")).to_have_count(13)
    page.locator("#next").get_by_role("link", name="1 more", exact=True).click()
    expect(page.locator("#steps")).to_be_in_viewport()
    expect(page.locator(".steps tbody tr")).to_have_count(13)


def test_a_difference_names_some_of_both(visit: Visit) -> None:
    page = visit(CHECK)
    named = """() => {
      const some = Array.from({ length: 1070 }, (_, at) => ({ name: `primitive_${at}`, tags: [] }));
      const section = window.siteVerdicts.differenceSection({ gained: some, lost: some }, 'it', '');
      return Array.from(section.querySelectorAll('tbody tr'), (row) => [
        row.querySelector('.number').textContent, row.querySelectorAll('a').length, row.querySelector('button').textContent,
      ]);
    }"""

    assert page.evaluate(named) == [["1,070", 60, "1,010 more"]] * 2
