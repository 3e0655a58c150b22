"""The matrix: groups fold, headings and names stay in sight, a cell leads to its reason, row and column stand out."""

from playwright.sync_api import Locator, Page, expect

from site_builder.catalog import Catalog
from tests.browser.visiting import MATRIX, Visit, shown_names, texts
from tests.browser.windows import NARROW


def edges(element: Locator) -> tuple[float, float]:
    """Left and top, in pixels of the window."""
    box = element.bounding_box()
    assert box is not None
    return box["x"], box["y"]


def scroll(page: Page, left: int, top: int) -> None:
    page.locator(".matrix-scroll").evaluate(
        "(element, [left, top]) => element.scrollTo({ left, top, behavior: 'instant' })", [left, top]
    )


def test_every_primitive_and_every_column_is_there(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    columns = len(catalog.license_types) + len(catalog.add_ons) + len(catalog.gitlab_realms)

    assert sorted(shown_names(page)) == list(catalog.unit_primitives.names)
    assert texts(page.locator("#matrix thead tr:first-child th")) == [
        "Unit primitive",
        "License types",
        "Add-ons",
        "GitLab realms",
    ]
    expect(page.locator("#matrix thead tr:nth-child(2) th")).to_have_count(columns)
    expect(page.locator("#matrix tr[data-row] td")).to_have_count(columns * len(catalog.unit_primitives))


def test_a_group_folds_by_click_and_key(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    members = set(catalog.feature_categories["duo_chat"].unit_primitives)
    heading = page.locator("#matrix .group-row").get_by_role("button", name=f"duo_chat {len(members)}", exact=True)
    expect(heading).to_have_attribute("aria-expanded", "true")

    heading.click()
    expect(heading).to_have_attribute("aria-expanded", "false")
    expect(heading).to_be_visible()
    assert set(shown_names(page)) == set(catalog.unit_primitives.names) - members
    heading.press("Enter")
    expect(heading).to_have_attribute("aria-expanded", "true")
    assert members < set(shown_names(page))


def test_all_groups_fold_and_unfold(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert shown_names(page) == []
    expect(page.locator("#matrix .group-row:visible")).to_have_count(len(catalog.feature_categories))
    expect(page.locator("#shown")).to_have_text(f"{len(catalog.unit_primitives)} of {len(catalog.unit_primitives)}")

    page.get_by_role("button", name="Unfold all").click()
    assert len(shown_names(page)) == len(catalog.unit_primitives)


def test_headings_and_names_stay_in_sight(visit: Visit) -> None:
    page = visit(MATRIX, viewport=NARROW)
    heading, corner = page.locator("#matrix thead tr:nth-child(2) th").nth(3), page.locator("#matrix .corner")
    name = page.locator("#matrix tr[data-row] th").nth(40)
    (_, heading_top), corner_before = edges(heading), edges(corner)
    name_left, _ = edges(name)
    cell_left, _ = edges(page.locator("#matrix tr[data-row] td").first)
    scroll(page, 60, 500)

    assert edges(page.locator("#matrix tr[data-row] td").first)[0] == cell_left - 60
    assert edges(heading)[1] == heading_top
    assert edges(corner) == corner_before
    assert edges(name)[0] == name_left


def test_what_stays_in_sight_covers_what_scrolls_beneath(visit: Visit) -> None:
    page = visit(MATRIX, viewport=NARROW)
    page.locator(".matrix-scroll").scroll_into_view_if_needed()
    scroll(page, 60, 500)
    seen = page.locator("#matrix :is(.corner, thead th, tr[data-row] th)").evaluate_all(
        """cells => cells.filter(cell => {
            const box = cell.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return cell.contains(top);
        }).map(cell => [cell.innerText, getComputedStyle(cell).backgroundColor])"""
    )

    assert {"Unit primitive", "Duo Core"} < {text for text, _ in seen}
    assert {colour for _, colour in seen} == {"rgb(255, 255, 255)"}


def test_row_and_column_of_the_cell_in_question_stand_out(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    page.locator("#matrix tr[data-row] td:nth-child(4)").nth(2).hover()
    expect(page.locator("#matrix td.is-current")).to_have_count(len(catalog.unit_primitives))
    expect(page.locator("#matrix tr.is-current")).to_have_count(1)
    expect(page.locator("#matrix thead th.is-current")).to_have_text("Duo Core")

    page.locator("h1").hover()
    expect(page.locator("#matrix .is-current")).to_have_count(0)


def test_a_cell_names_its_state_and_leads_to_the_reason(visit: Visit) -> None:
    page = visit(MATRIX)
    row = page.locator("#matrix tr[data-row]", has=page.locator("th[data-csv=duo_chat]"))
    link = row.locator("td").nth(2).locator("a")
    expect(link).to_have_accessible_name("Included")
    link.click()

    page.wait_for_url("**/unit_primitives/duo_chat.html#grid")
    expect(page.locator("#grid")).to_be_in_viewport()


def test_the_legend_explains_every_mark_in_use(visit: Visit) -> None:
    page = visit(MATRIX)
    used = set(page.locator("#matrix tr[data-row] td").evaluate_all("cells => cells.map(cell => cell.dataset.csv)"))

    assert set(texts(page.locator(".legend .state"))) == used
