"""What changed for a customer: asked on one page, answered on the next, as the rule of availability says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder.build import build
from site_builder.catalog import Catalog, Chronicle, Context, UnitPrimitive, chronicle_from, is_available
from site_builder.installed import own_files
from site_builder.source import load_schemas, record_of
from tests.browser.test_csv import downloaded, records
from tests.browser.visiting import AS_OF, Visit, settings, texts
from tests.browser.windows import NARROW

INDEX, ALL = "changes/index.html", "changes/all.html"
WORDS = {(False, True): "Newly works", (True, False): "No longer works", (True, True): "Still works"}
TELLING = {"added", "gained", "became_free", "lost", "became_paid", "removed"}
CUSTOMERS = [
    ("premium", ("duo_pro",), "self-managed"),
    ("premium", ("duo_core",), "saas"),
    ("premium", ("no-add-on",), "saas"),
    ("ultimate", ("duo_enterprise",), "dedicated"),
    ("ultimate", ("duo_core", "duo_enterprise"), "self-managed"),
    ("free", ("duo_pro",), "saas"),
]


@pytest.fixture(scope="module")
def told(config: Path, catalog: Catalog) -> Chronicle:
    return chronicle_from(record_of(config, load_schemas(own_files("schemas"))), catalog, AS_OF)


def rows(page: Page) -> list[tuple[str, str, str]]:
    """Class, name and what it does for the customer, of every row that is shown."""
    found: list[list[str]] = page.locator("#changes-list tr[data-row]:visible").evaluate_all(
        "rows => rows.map(row => [row.dataset.change, row.cells[0].dataset.csv, "
        "(row.querySelector('.outcome') || {}).textContent || ''])"
    )
    return sorted((sort, name, outcome) for sort, name, outcome in found)


def by_rule(
    told: Chronicle, periods: int, license: str, add_ons: tuple[str, ...], realm: str
) -> list[tuple[str, str, str]]:
    """The same as the rule of availability says of each unit primitive just before and after each change."""

    def works(entity: object, moment: datetime) -> bool:
        context = Context(license_type=license, add_ons=frozenset(add_ons), realm=realm, moment=moment)
        return isinstance(entity, UnitPrimitive) and is_available(entity, context)

    def found() -> Iterator[tuple[str, str, str]]:
        for period in told.periods[:periods]:
            for it in period.changes:
                just_before = it.moment if it.edit else it.moment - timedelta(microseconds=1)
                became = works(it.change.before, just_before), works(it.change.after, it.moment)
                is_of_version = str(it.change.sort).startswith("version_")
                if any(became) and not (is_of_version and realm == "saas"):  # which always runs the newest
                    yield str(it.change.sort), it.change.ref.name, WORDS[became] if it.change.sort in TELLING else ""

    return sorted(found())


def test_without_a_customer_every_change_is_there(visit: Visit, told: Chronicle) -> None:
    page = visit(ALL)
    everything = sum(len(period.changes) for period in told.periods)

    assert len(rows(page)) == everything
    expect(page.locator("#shown")).to_have_text(f"{everything} of {everything}")
    expect(page.locator("#customer-note")).to_be_empty()
    expect(page.locator(".outcome")).to_have_count(0)


@pytest.mark.parametrize(("license", "add_ons", "realm"), CUSTOMERS)
@pytest.mark.parametrize("since", ["", "2026-10", "2026-06", "2026-05", "three-months"])
def test_what_is_different_for_a_customer_is_what_the_rule_says(
    visit: Visit, told: Chronicle, since: str, license: str, add_ons: tuple[str, ...], realm: str
) -> None:
    have = "".join(f"&add_on={name}" for name in add_ons)
    page = visit(f"{ALL}?since={since}&license={license}&realm={realm}{have}")
    periods = {"": 5, "2026-10": 2, "2026-06": 3, "2026-05": 4, "three-months": 3}[since]

    assert len(told.periods) == 5
    assert rows(page) == by_rule(told, periods, license, add_ons, realm)


def test_the_answer_of_a_minute(visit: Visit) -> None:
    """An architect comes back after three months, with a Premium customer who has Duo Pro on self-managed."""
    page = visit(INDEX)
    expect(page.get_by_label("Since")).to_have_value("three-months")
    page.get_by_label("License", exact=True).select_option("Premium")
    page.get_by_label("Realm").select_option("self-managed")
    page.get_by_role("checkbox", name="Duo Pro").check()
    page.get_by_role("button", name="Show what changed").click()

    page.wait_for_url(f"**/{ALL}?*")
    expect(page.locator("#customer-note strong")).to_have_text(
        "Premium with Duo Pro on self-managed, since 22 August 2026, three months ago"
    )
    assert texts(page.locator("#customer-note li")) == [
        "Newly works: 1 codebase_search",
        (
            "Still works: 11 complete_code, documentation_search, duo_chat, explain_code, fix_code, generate_code, "
            "include_file_context, refactor_code, write_tests, duo_agent_platform, generate_embeddings_codebase"
        ),
    ]


def test_what_works_on_but_is_no_longer_free_is_told_apart(visit: Visit) -> None:
    page = visit(f"{ALL}?since=2026-05&license=premium&realm=self-managed&add_on=duo_pro")

    assert texts(page.locator("#customer-note li")) == [
        "Newly works: 1 codebase_search",
        "Still works, now by an add-on: 1 write_tests",
        (
            "Still works: 10 complete_code, documentation_search, duo_chat, explain_code, fix_code, generate_code, "
            "include_file_context, refactor_code, duo_agent_platform, generate_embeddings_codebase"
        ),
    ]


def test_a_choice_is_kept_in_the_address_has_chips_and_is_reset(visit: Visit) -> None:
    page = visit(ALL)
    page.get_by_label("License", exact=True).select_option("Ultimate")
    page.get_by_label("Since").select_option("1 October 2026")
    page.locator(".customer").get_by_label("Duo Enterprise").check()

    assert page.url.endswith("all.html?since=2026-10&license=ultimate&add_on=duo_enterprise")
    assert texts(page.locator("#chips button")) == [
        "Remove filter Since: 1 October 2026 ×",
        "Remove filter With: Ultimate ×",
        "Remove filter Has: Duo Enterprise ×",
        "Reset",
    ]
    page.get_by_role("button", name="Remove filter With: Ultimate").click()
    expect(page.get_by_label("License", exact=True)).to_have_value("")
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_label("Since")).to_have_value("")
    expect(page.locator("#customer-note")).to_be_empty()
    expect(page.locator(".outcome")).to_have_count(0)
    assert page.url.endswith("all.html")


def test_what_the_address_asks_and_nobody_knows_is_left_out_and_said(visit: Visit) -> None:
    page = visit(f"{ALL}?since=1999-01&license=gold&add_on=duo_pro&add_on=duo_plus")

    expect(page.locator("#customer-note")).to_contain_text(
        "Unknown, and left out: since “1999-01”, license “gold”, add_on “duo_plus”."
    )
    expect(page.locator("#customer-note strong")).to_have_text("Any license with Duo Pro")


def test_who_has_an_add_on_is_not_without_one_whatever_the_address_says(visit: Visit) -> None:
    page = visit(f"{ALL}?license=premium&add_on=no-add-on&add_on=duo_pro")

    expect(page.locator("#customer-note strong")).to_have_text("Premium with Duo Pro")
    expect(page.get_by_label("No add-on")).not_to_be_checked()


def test_facets_and_a_customer_narrow_each_other(visit: Visit) -> None:
    page = visit(f"{ALL}?license=premium&add_on=duo_core&realm=saas&change=gained&since=2026-10")

    assert {sort for sort, _, _ in rows(page)} == {"gained"}
    assert {outcome for _, _, outcome in rows(page)} == {"Newly works"}


def test_a_page_of_a_period_asks_for_a_customer_too(visit: Visit, told: Chronicle) -> None:
    page = visit("changes/2026-10.html?license=premium&add_on=duo_core&realm=saas")
    october = Chronicle(periods=tuple(period for period in told.periods if period.until.month == 10))

    assert rows(page) == by_rule(october, 1, "premium", ("duo_core",), "saas")
    expect(page.locator("#customer-note strong")).to_have_text("Premium with Duo Core on GitLab.com")


def test_what_is_shown_can_be_had_as_csv(visit: Visit) -> None:
    page = visit(f"{ALL}?change=removed")

    header, *lines = records(downloaded(page)[1])
    assert header == ["Change", "What", "What is different", "When", "Commit"]
    assert [line[:4] for line in lines] == [
        [
            "Removed",
            "triage_vulnerability",
            "Removed; Ultimate customers with Duo Enterprise lose it.",
            "2026-09-20T10:00:00Z",
        ]
    ]


def test_the_pictures_of_sizes_say_what_they_show(visit: Visit) -> None:
    page = visit(INDEX)

    pictures = page.get_by_role("img")
    assert pictures.first.get_attribute("aria-label") == (
        "All unit primitives: 60 on 3 November 2025, 61 unit primitives on 22 November 2026"
    )
    expect(pictures).to_have_count(8)


def test_on_paper_the_customer_and_the_answer_are_there_and_the_form_is_not(visit: Visit) -> None:
    page = visit(f"{ALL}?license=premium&add_on=duo_core&realm=saas&since=2026-10")
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="What is different for a customer?")).to_be_visible()
    expect(page.locator("#customer-note strong")).to_be_visible()
    expect(page.locator("#customer-note li:visible")).not_to_have_count(0)
    expect(page.locator(".customer .form-field:visible")).to_have_count(0)


def test_with_nobody_chosen_the_box_says_what_to_do_and_is_not_printed(visit: Visit) -> None:
    page = visit(ALL)
    hint, heading = (
        page.locator(".customer-hint"),
        page.get_by_role("heading", name="What is different for a customer?"),
    )

    expect(hint).to_be_visible()
    page.get_by_label("License", exact=True).select_option("Premium")
    expect(hint).to_be_hidden()
    page.get_by_label("License", exact=True).select_option("any")
    expect(hint).to_be_visible()
    page.emulate_media(media="print")
    expect(heading).to_be_hidden()


def test_on_a_phone_a_period_names_the_classes_that_it_has_and_no_others(visit: Visit) -> None:
    page = visit(INDEX, viewport=NARROW)

    cells = page.locator(".periods tbody tr").first.locator("td:visible")
    labels = cells.evaluate_all("cells => cells.map(cell => `${cell.dataset.label}: ${cell.textContent}`)")
    assert labels == ["All: 3", "New: 2", "Version lowered: 1", "Commits: 1"]


def test_where_the_list_does_not_reach_back_the_answer_says_so(
    visit: Visit, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.site.material.MOST_CHANGES", 5)
    monkeypatch.setattr("site_builder.site.pages.change_period.MOST_CHANGES", 5)
    build(settings(tmp_path / "site", config))
    place, premium = f"{(tmp_path / 'site').as_uri()}/", "license=premium&add_on=duo_core"
    who = "Premium with Duo Core"

    page = visit(f"{place}{ALL}?{premium}")
    expect(page.locator("#customer-note strong")).to_have_text(f"{who}, as far back as changes are listed")
    expect(page.locator("main > .left-out")).to_have_text(
        "5 are listed here: what customers notice before other facts, the newest first. 17 more are not; "
        "the history of what they are about has the newest of each, unless that is gone or the calendar did it."
    )
    assert texts(page.locator("#since-choice option")) == ["as far back as changes are listed", "1 November 2026"]
    expect(page.locator("#chips")).not_to_contain_text("Since")
    page.get_by_label("Since").select_option("1 November 2026")
    expect(page.locator("#customer-note strong")).to_have_text(f"{who}, since 1 November 2026")

    page = visit(f"{place}changes/2026-10.html?{premium}")
    expect(page.locator("#customer-note strong")).to_have_text(f"{who}, by what is listed here")
    page = visit(f"{place}changes/2026-11.html?{premium}")
    expect(page.locator("#customer-note strong")).to_have_text(who)


def test_any_number_of_unknown_values_is_counted(visit: Visit) -> None:
    chips = """() => {
      const [filter] = window.siteFilters;
      filter.restore(new URLSearchParams(Array.from({ length: 150000 }, (_, at) => ['realm', `x${at}`])));
      return filter.chips().length;
    }"""

    assert visit(ALL).evaluate(chips) == 0


def test_the_csv_for_a_customer_says_for_whom_and_keeps_what_became_of_it_apart(visit: Visit) -> None:
    page = visit(f"{ALL}?license=premium&add_on=duo_pro&realm=saas")
    tags = page.locator("#changes-list tr[data-row]:visible .outcome").all_text_contents()

    name, text = downloaded(page)
    header, *lines = records(text)
    told = [line[header.index("What is different")] for line in lines]

    assert name == "changes-only-With_Premium_On_GitLab_com_Has_Duo_Pro.csv"
    assert [it.split(": ")[0] for it in told if it.startswith(tuple(tags))] == tags != []
