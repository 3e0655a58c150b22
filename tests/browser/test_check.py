"""check.html: a customer's situation in, the answer out, without leaving the page and without losing the way back."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from packaging.version import Version
from playwright.sync_api import Browser, Page, expect

from site_builder import load_catalog
from site_builder.build import build
from site_builder.catalog import Catalog, Context
from site_builder.site import Titles, as_markdown, verdicts_csv, verdicts_markdown
from tests.browser.visiting import Place, Visit, settings, texts
from tests.browser.walking import walked
from tests.browser.windows import window
from tests.site.making import write_config

CHECK = "check.html"
MOMENT = datetime(2024, 10, 16, 23, 59, 59, tzinfo=UTC)
ASKED = "license=premium&add_on=duo_pro&realm=self-managed&gitlab_version=16.8&as_of=2024-10-16T23:59:59Z"
CONTEXT = Context(
    license_type="premium",
    add_ons=frozenset({"duo_pro"}),
    realm="self-managed",
    version=Version("16.8"),
    moment=MOMENT,
)


@pytest.fixture
def titles(tmp_path: Path) -> Titles:
    return Titles(settings(tmp_path).site.titles)


def answer(page: Page) -> str:
    return page.locator("#answer").inner_text()


def state(page: Page) -> list[str]:
    """What is chosen, as the address would say it."""
    checked = page.locator("#check input:checked").evaluate_all("all => all.map(it => `${it.name}=${it.value}`)")
    return sorted(checked)


def markdown(page: Page) -> str:
    return page.locator("#as-markdown").input_value()


def csv_rows(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of what is shown").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    return [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def test_a_situation_in_the_address_gets_the_answer_of_the_program(
    visit: Visit, catalog: Catalog, titles: Titles, tmp_path: Path
) -> None:
    page = visit(f"{CHECK}?{ASKED}")
    primitives = tuple(catalog.unit_primitives)

    assert state(page) == ["add_on=duo_pro", "license=premium", "realm=self-managed"]
    assert page.locator("#situation").inner_text() == (
        "Premium with Duo Pro, self-managed, GitLab 16.8, as of 16 October 2024, 23:59:59 UTC"
    )
    assert markdown(page) == verdicts_markdown(catalog, primitives, CONTEXT, titles, settings(tmp_path).site.notice)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of what is shown").click()
    assert Path(download.value.path()).read_bytes() == verdicts_csv(primitives, CONTEXT, titles)


def test_what_ends_first_comes_first_and_a_step_says_what_is_deprecated(visit: Visit, tmp_path: Path) -> None:
    text = """
        -- unit_primitives/old --
        cut_off_date: 2024-10-16T00:00:00Z
        add_ons: [duo_pro]
        deprecation_message: Gone.
        -- unit_primitives/later --
        cut_off_date: 2025-01-02T00:00:00Z
        -- unit_primitives/later_too --
        cut_off_date: 2025-01-02T00:00:00Z
        -- unit_primitives/sooner --
        cut_off_date: 2024-11-03T00:00:00Z
        -- unit_primitives/undated --
        -- add_ons/duo_pro --
        -- license_types/premium --
        -- gitlab_realms/saas --
        """
    config = write_config(tmp_path / "config", text)
    build(settings(tmp_path / "site", config))
    page = visit(f"{(tmp_path / 'site' / CHECK).as_uri()}?license=premium&realm=saas&as_of=2024-10-16T23:59:59Z")
    catalog, site = load_catalog(config), settings(tmp_path, config).site
    asked = Context(license_type="premium", add_ons=frozenset(), realm="saas", moment=MOMENT)

    assert page.locator(".verdicts.free th[scope=row]").all_text_contents() == [
        "free until 3 November 2024",
        "free until 2 January 2025",
        "free, no end date stated; no add-on stated either",
    ]
    assert page.locator(".steps td.names").all_text_contents() == ["old Deprecated"]
    assert "| Add Duo pro | 1 | 0 | `old` (deprecated) |\n" in markdown(page)
    assert markdown(page) == verdicts_markdown(
        catalog, tuple(catalog.unit_primitives), asked, Titles(site.titles), site.notice
    )


def test_a_step_says_what_came_with_a_later_version(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&add_on=duo_pro&realm=dedicated&gitlab_version=17.4")

    step = page.locator(".steps tbody tr", has_text="Change to Ultimate")
    assert "malware_advisories first in GitLab 19.3" in step.inner_text()


def test_every_choice_is_answered_at_once_and_stands_in_the_address(visit: Visit) -> None:
    page = visit(CHECK)
    before = answer(page)
    page.get_by_label("Ultimate", exact=True).check()
    page.get_by_label("Duo Enterprise", exact=True).check()
    page.get_by_label("Dedicated", exact=True).check()
    page.get_by_label("GitLab version").fill("16.10")
    page.get_by_label("As of (UTC)").fill("2024-10-17T00:00")
    after, address = answer(page), page.url

    assert before != after
    assert address.endswith(
        "check.html?license=ultimate&add_on=duo_enterprise&realm=dedicated&gitlab_version=16.10"
        "&as_of=2024-10-17T00%3A00%3A00Z"
    )
    assert answer(visit(address)) == after
    page.reload()
    assert answer(page) == after


def test_the_states_add_up_to_all_unit_primitives(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{CHECK}?{ASKED}")

    counts = [int(text.split(" of ")[0]) for text in texts(page.locator("#verdicts h2 .count"))]
    links = page.locator("#verdicts .verdicts td a").all_inner_texts()
    assert len(counts) > 2
    assert sum(counts) == len(catalog.unit_primitives)
    assert sorted(links) == list(catalog.unit_primitives.names)


def test_a_link_leads_to_the_page_of_its_unit_primitive(visit: Visit) -> None:
    page = visit(f"{CHECK}?{ASKED}")
    page.locator("#verdicts .verdicts a[href='unit_primitives/duo_chat.html']").click()

    page.wait_for_url("**/unit_primitives/duo_chat.html")


def test_the_answer_without_a_script_is_the_same(visit: Visit) -> None:
    static = visit("check/premium/duo_pro/self-managed.html", java_script_enabled=False)
    page = visit(f"{CHECK}?license=premium&add_on=duo_pro&realm=self-managed&as_of=2026-11-22T00:00:00Z")

    assert answer(page) == static.locator(".answer-sentence").inner_text()
    for part in (".verdicts h2", ".verdicts tbody tr", ".steps tbody tr"):
        assert texts(page.locator(part)) == texts(static.locator(part))


@pytest.mark.parametrize("where", ["#next", ".steps"])
def test_a_step_is_taken_by_a_click_and_brings_what_it_said(visit: Visit, where: str) -> None:
    page = visit(f"{CHECK}?license=premium&realm=saas&as_of=2026-11-22T00:00:00Z")
    step = page.locator(".steps tbody tr", has_text="Add Duo Enterprise")
    brought = int(step.locator("td").first.inner_text())
    before = int(answer(page).split(" of ")[0])
    page.locator(where).get_by_role("link", name="Add Duo Enterprise").click()

    assert brought > 10
    assert int(answer(page).split(" of ")[0]) == before + brought
    assert state(page) == ["add_on=duo_enterprise", "license=premium", "realm=saas"]
    assert "as_of=2026-11-22T00" in page.url
    page.get_by_label("Duo Enterprise", exact=True).uncheck()
    assert int(answer(page).split(" of ")[0]) == before


def test_an_upgrade_is_to_the_oldest_version_that_brings_as_much(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&add_on=duo_pro&realm=self-managed&gitlab_version=16.7")

    upgrades = [text for text in texts(page.locator("#next a")) if "Upgrade" in text]
    assert upgrades == ["Upgrade to GitLab 16.9 +4", "Upgrade to GitLab 16.8 +3"]


def test_however_many_versions_are_stated_each_of_the_terms_is_looked_at_as_often(visit: Visit) -> None:
    page = visit(CHECK)
    looks = """count => {
      let looks = 0;
      const terms = Array.from({ length: 60 }, (_, at) => ({
        get realms() { looks += 1; return []; },
        licenses: [], addOns: [], cutOff: null, free: `16.${at % count}`, paid: null,
      }));
      const primitives = terms.map((_, place) => ({ name: `primitive_${place}`, terms: place, tags: [] }));
      const titles = { add_ons: new Map([['a', 'A']]), license_types: new Map([['l', 'L']]), gitlab_realms: new Map() };
      const asked = { license: 'l', addOns: new Set(), realm: 'dedicated', version: '15.0', moment: 0 };
      const found = window.siteAnswers.steps(primitives, asked, { terms, titles, about: new Map(), gitlabCom: 'saas' });
      return [looks, found.map(({ text, gained }) => `${text} ${gained.length}`)];
    }"""
    (few, steps), (many, others) = page.evaluate(looks, 3), page.evaluate(looks, 60)

    assert steps == ["Upgrade to GitLab 16.2 60", "Upgrade to GitLab 16.1 40", "Upgrade to GitLab 16.0 20"]
    assert (len(others), few) == (60, many)


def test_two_situations_are_set_side_by_side(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&add_on=duo_core&realm=saas&as_of=2026-11-22T00:00:00Z")
    before = int(answer(page).split(" of ")[0])
    page.get_by_role("button", name="Compare from here").click()
    expect(page.locator("#difference")).to_have_text("Compared with Premium with Duo Core, GitLab.com")
    expect(page.locator("[aria-labelledby=difference]")).to_contain_text("The same works in both.")
    page.get_by_label("Ultimate", exact=True).check()
    page.get_by_label("Duo Core", exact=True).uncheck()
    page.get_by_label("Duo Enterprise", exact=True).check()
    after = int(answer(page).split(" of ")[0])

    rows = texts(page.locator("[aria-labelledby=difference] tbody tr"))
    assert len(rows) == 1
    assert rows[0].startswith(f"Works here only {after - before} ")
    page.reload()
    assert texts(page.locator("[aria-labelledby=difference] tbody tr")) == rows
    page.get_by_role("button", name="Stop comparing").click()
    expect(page.locator("#difference")).to_have_count(0)
    assert "from=" not in page.url


def test_the_copied_link_holds_the_other_situation_and_an_empty_one_is_none(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=ultimate&realm=saas&from=license%3Dpremium%26realm%3Dsaas")
    title = page.locator("#difference").inner_text()
    again = visit(page.locator("#pinned-link").input_value())

    assert again.locator("#difference").inner_text() == title
    assert texts(again.locator("[aria-labelledby=difference] tr")) == texts(
        page.locator("[aria-labelledby=difference] tr")
    )
    expect(visit(f"{CHECK}?from=").locator("#difference")).to_have_count(0)


def test_what_is_not_known_of_the_other_situation_is_said_until_nothing_is_compared(visit: Visit) -> None:
    page = visit(f"{CHECK}?from=license%3Dgold%26realm%3Dsaas")

    expect(page.locator("#unknown")).to_have_text(
        "Unknown, and left out: license “gold” (the answer is for Premium) in what it is compared with."
    )
    page.get_by_role("button", name="Stop comparing").click()
    expect(page.locator("#unknown")).to_be_hidden()


def test_what_no_longer_works_is_among_the_differences(visit: Visit) -> None:
    page = visit(
        f"{CHECK}?license=premium&realm=dedicated&from=license%3Dpremium%26realm%3Dsaas&as_of=2026-11-22T00:00:00Z"
    )

    titles = [row.split(" ")[:3] for row in texts(page.locator("[aria-labelledby=difference] tbody th"))]
    assert titles == [["Works", "there", "only"]]


def test_a_feature_that_came_later_than_the_customers_version_is_marked(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&add_on=duo_pro&realm=self-managed&gitlab_version=16.7")

    assert "Of those that work, 7 are first in a later GitLab version." in answer(page)
    assert "fix_code first in GitLab 17.3" in " ".join(texts(page.locator(".verdicts.included td.names")))
    assert "`fix_code` (first in GitLab 17.3)" in markdown(page)
    page.get_by_label("GitLab.com", exact=True).check()
    assert "later GitLab version" not in answer(page)


def test_what_is_new_since_the_customers_version_is_one_click_away(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&add_on=duo_pro&realm=self-managed")
    link = page.locator("#check-whats-new")
    expect(link).to_be_hidden()
    page.get_by_label("GitLab version").fill("17.4")
    link.click()

    page.wait_for_url("**/whats_new/index.html?since=17.4&license=premium&add_on=duo_pro&realm=self-managed")
    expect(page.locator("#since-version")).to_have_value("17.4")
    expect(page.locator("#facets input:checked")).to_have_count(3)


def test_who_holds_no_add_on_is_not_shown_what_needs_one(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&realm=self-managed&gitlab_version=16.8")
    page.locator("#check-whats-new").click()

    page.wait_for_url("**/whats_new/index.html?*&add_on=no-add-on")
    expect(page.locator("#facets input[name=add_on]:checked")).to_have_value("no-add-on")


def test_the_copied_link_holds_the_moment_too(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&realm=saas&q=chat")
    link = page.locator("#pinned-link").input_value()

    assert "as_of" not in page.url
    assert "&as_of=20" in link
    assert answer(visit(link)) == answer(page)


def test_a_preset_sets_license_add_on_and_realm_and_keeps_version_and_date(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=ultimate&add_on=duo_core&realm=saas&gitlab_version=17.4&as_of=2025-01-01T00:00:00Z")
    page.get_by_label("Preset").select_option(label="Premium with Duo Pro, self-managed", index=None)

    chosen = page.locator("#preset option:checked")
    assert chosen.inner_text() == "Premium with Duo Pro, self-managed"
    assert state(page) == ["add_on=duo_pro", "license=premium", "realm=self-managed"]
    expect(page.get_by_label("GitLab version")).to_have_value("17.4")
    expect(page.get_by_label("As of (UTC)")).to_have_value("2025-01-01T00:00")
    page.get_by_label("Ultimate", exact=True).check()
    expect(page.get_by_label("Preset")).to_have_value("")


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("license=gold", "license “gold” (the answer is for Premium)"),
        ("license=premium&license=ultimate", "license “ultimate” (only one counts)"),
        ("add_on=duo_x&add_on=duo_pro&add_on=<b>", "add-on “duo_x”, add-on “<b>”"),
        ("realm=__proto__", "realm “__proto__” (the answer is for GitLab.com)"),
        ("gitlab_version=16", "version “16”"),
        ("as_of=tomorrow", "date “tomorrow”"),
        ("as_of=2024-13-01", "date “2024-13-01”"),
        ("as_of=2024-02-30", "date “2024-02-30”"),
        ("as_of=2024-10-17T24:00Z", "date “2024-10-17T24:00Z”"),
        ("as_of=2024-10-17T00:00:00-00:99", "date “2024-10-17T00:00:00-00:99”"),
        ("as_of=2024-10-17T00:00:00-2400", "date “2024-10-17T00:00:00-2400”"),
        ("as_of=0000-01-01", "date “0000-01-01”"),
        ("as_of=9999-12-31T23:59:59-12:00", "date “9999-12-31T23:59:59-12:00”"),
        ("as_of=9999999999-01-01T00:00:00Z", "date “9999999999-01-01T00:00:00Z”"),
        (f"add_on={'x' * 99}", f"add-on “{'x' * 60}…”"),
        (
            "&".join(f"add_on=x{number}" for number in range(3000)),
            "add-on “x0”, add-on “x1”, add-on “x2”, add-on “x3” and 2,996 more",
        ),
        ("add_ons=duo_core&add_ons=duo_x&q=chat", "parameter “add_ons”"),
    ],
    ids=lambda value: value[:30],
)
def test_what_the_address_names_and_nobody_knows_is_said_and_left_out(visit: Visit, query: str, complaint: str) -> None:
    page = visit(f"{CHECK}?{query}")

    expect(page.locator("#unknown")).to_have_text(f"Unknown, and left out: {complaint}.")
    assert len(state(page)) == (3 if "duo_pro" in query else 2)
    expect(page.locator("#verdicts .verdicts").first).to_be_visible()
    assert page.locator("#unknown b").count() == 0
    page.get_by_label("Free", exact=True).check()
    expect(page.locator("#unknown")).to_be_hidden()


def test_names_are_found_in_any_case_and_by_what_people_call_them(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=Premium&add_on=Duo Pro&realm=gitlab.com")

    assert state(page) == ["add_on=duo_pro", "license=premium", "realm=saas"]
    expect(page.locator("#unknown")).to_be_hidden()


@pytest.mark.parametrize(
    "moment",
    [
        "2024-10-17T02:00:00%2B02:00",
        "2024-10-17T02:00:00+02:00",
        "2024-10-17T02:00:00%2B0200",
        "2024-10-17 02:00:00+0200",
        "2024-10-16 18:30:00-0530",
        "2024-10-17 00:00:00 UTC",
        "2024-10-17+00:00:00+UTC",
        "2024-10-17 00:00:00Z",
        "2024-10-17 00:00",
        "2024-10-17",
        "2024-10-17T00:00Z",
    ],
)
def test_a_moment_may_be_written_in_several_ways(visit: Visit, moment: str) -> None:
    page = visit(f"{CHECK}?license=premium&realm=saas&as_of={moment}")

    assert page.locator("#situation").inner_text() == "Premium with no add-on, GitLab.com, as of 17 October 2024"
    expect(page.locator("#unknown")).to_be_hidden()


def test_a_version_that_is_none_is_taken_as_unknown(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&realm=self-managed&add_on=duo_pro")
    page.get_by_label("GitLab version").fill("16.x")

    expect(page.locator("#version-note")).to_have_text("Not a version: write it like 16.10. Taken as unknown.")
    expect(page.get_by_label("GitLab version")).to_have_attribute("aria-invalid", "true")
    assert "version unknown" in page.locator("#situation").inner_text()
    assert "gitlab_version" not in page.url
    page.get_by_label("GitLab.com", exact=True).check()
    page.get_by_label("GitLab version").fill("16.9")
    expect(page.locator("#version-note")).to_have_text("Versions are not checked on GitLab.com.")


def test_a_version_may_be_pasted_as_an_instance_shows_it(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&realm=self-managed&add_on=duo_pro")
    page.get_by_label("GitLab version").fill(" v16.8.2-ee")

    assert "GitLab 16.8.2" in page.locator("#situation").inner_text()
    assert page.url.endswith("&gitlab_version=16.8.2")
    expect(page.locator("#version-note")).to_have_text("")


def test_without_a_date_the_readers_own_counts(visit: Visit) -> None:
    page = visit(CHECK)
    own = page.evaluate("new Date().toISOString().slice(0, 10)")

    assert page.get_by_label("As of (UTC)").input_value()[:10] == own
    assert "as_of" not in page.url


def test_words_narrow_the_answer_to_some_unit_primitives(visit: Visit) -> None:
    page = visit(f"{CHECK}?q=duo chat")
    assert "Only those with “duo chat”: 3 of 61." in answer(page)

    page.get_by_label("Only unit primitives with").fill("duo_chat")
    assert "Only those with “duo_chat”: 1 of 61." in answer(page)  # its name, though others have it in theirs

    page.get_by_label("Only unit primitives with").fill("nothing has this name")
    assert answer(page) == "No unit primitive has “nothing has this name” in its name."


def test_reset_goes_back_to_where_everybody_begins(visit: Visit) -> None:
    begun = state(visit(CHECK))
    page = visit(f"{CHECK}?{ASKED}&q=chat")
    page.get_by_role("button", name="Reset").click()

    assert state(page) == begun
    assert page.url.endswith("check.html")
    expect(page.get_by_label("Only unit primitives with")).to_have_value("")


def test_customers_are_kept_in_this_browser_until_they_are_forgotten(visit: Visit) -> None:
    page = visit(f"{CHECK}?{ASKED}")
    page.locator(".set-ups summary").click()
    name = page.get_by_label("Keep this situation as")
    name.fill("ACME <b>")
    name.press("Enter")
    expect(name).to_have_value("")
    there, kept = answer(page), page.get_by_role("button", name="ACME <b>", exact=True)
    page.get_by_role("button", name="Reset").click()
    assert answer(page) != there

    page.reload()
    page.locator(".set-ups summary").click()
    expect(page.locator("#kept-count")).to_have_text("1")
    kept.click()
    assert answer(page) == there
    assert state(page) == ["add_on=duo_pro", "license=premium", "realm=self-managed"]
    page.get_by_role("button", name="Forget ACME <b>").click()
    expect(kept).to_have_count(0)
    assert page.evaluate("localStorage.getItem('site-builder set-ups')") == "[]"


@pytest.mark.parametrize("memory", ["{", "7", '[{"name": 1}, null, {"name": "A", "query": "license=ultimate"}]'])
def test_what_others_left_in_the_browsers_memory_does_no_harm(visit: Visit, memory: str) -> None:
    page = visit(CHECK)
    page.evaluate("text => localStorage.setItem('site-builder set-ups', text)", memory)
    page.reload()

    expect(page.locator("#verdicts .verdicts").first).to_be_visible()
    expect(page.locator("#kept-count")).to_have_text("1" if "query" in memory else "0")


def test_a_browser_that_keeps_nothing_still_answers(browser: Browser, place: Place) -> None:
    with window(browser) as page:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('off'); } })"
        )
        page.goto(place(CHECK))
        page.locator(".set-ups summary").click()
        page.get_by_label("Keep this situation as").fill("ACME")
        page.get_by_role("button", name="Keep", exact=True).click()

        expect(page.locator("#verdicts .verdicts").first).to_be_visible()
        expect(page.locator("#set-up-note")).to_have_text(
            "This browser keeps nothing here: its memory is off, or full. “Copy link” has the same."
        )
        expect(page.get_by_label("Keep this situation as")).to_have_value("ACME")


def test_where_the_address_cannot_be_written_every_control_still_works(browser: Browser, place: Place) -> None:
    with window(browser) as page:
        page.add_init_script("history.replaceState = () => { throw new Error('too often'); }")
        page.goto(f"{place(CHECK)}?license=premium&add_on=duo_pro&realm=saas")
        page.locator("#next a", has_text="Add Duo Enterprise").click()
        assert state(page) == ["add_on=duo_enterprise", "add_on=duo_pro", "license=premium", "realm=saas"]

        page.get_by_role("button", name="Compare from here").click()
        expect(page.locator("#difference")).to_be_visible()
        page.get_by_label("Preset").select_option(label="Ultimate with Duo Core, GitLab.com")
        assert state(page) == ["add_on=duo_core", "license=ultimate", "realm=saas"]
        page.get_by_role("button", name="Reset").click()
        assert state(page) == ["license=premium", "realm=saas"]
        expect(page.locator("#difference")).to_have_count(0)


def test_a_step_keeps_the_readers_place_and_leads_to_the_same_in_a_new_window(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&realm=saas&q=chat&from=license%3Dultimate")
    step = page.locator("#next a", has_text="Add Duo Enterprise")
    address = str(step.get_attribute("href"))
    step.press("Enter")

    expect(page.locator("#answer")).to_be_focused()
    assert page.url.endswith(address)


def test_a_date_that_is_none_is_said_to_be_none(visit: Visit) -> None:
    page = visit(f"{CHECK}?license=premium&realm=saas")
    page.get_by_label("As of (UTC)").evaluate(
        "it => { it.value = '20255-01-01T15:54'; it.dispatchEvent(new Event('input', { bubbles: true })); }"
    )

    expect(page.locator("#date-note")).to_contain_text("Not a whole date of the years 1 to 9999: taken as ")
    expect(page.get_by_label("As of (UTC)")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("As of (UTC)").fill("2025-01-01T15:54")
    expect(page.locator("#date-note")).to_have_text("")


def test_on_a_phone_only_steps_are_said_to_bring_something(visit: Visit) -> None:
    page = visit(
        f"{CHECK}?license=ultimate&add_on=duo_core&realm=saas&from=license%3Dpremium%26realm%3Dsaas",
        viewport={"width": 390, "height": 800},
    )
    said = "all => all.map(it => getComputedStyle(it, '::before').content)"

    assert set(page.locator("[aria-labelledby=difference] td.number").evaluate_all(said)) == {"none"}
    assert set(page.locator("[aria-labelledby=steps] td.number").evaluate_all(said)) == {'"brings "'}


@pytest.mark.parametrize("width", [1280, 900, 700, 390])
def test_the_choices_of_a_question_stand_together(visit: Visit, width: int) -> None:
    page = visit(CHECK, viewport={"width": width, "height": 560})
    gaps = """all => all.flatMap(({ children }) => {
      const texts = Array.from(children, (it) => {
        const text = document.createRange();
        text.selectNodeContents(it);
        return text.getBoundingClientRect();
      });
      return texts.slice(1).map(({ top }, place) => top - texts[place].bottom);
    })"""

    assert [gap for gap in page.locator("#check fieldset").evaluate_all(gaps) if gap > 12] == []


@pytest.mark.parametrize("size", [(320, 256), (320, 400), (320, 500), (390, 664)])
def test_the_answer_that_stays_never_covers_what_has_the_focus(visit: Visit, size: tuple[int, int]) -> None:
    width, height = size
    query = "license=premium&add_on=duo_pro&realm=self-managed&gitlab_version=15.1&q=o"
    page = visit(f"{CHECK}?{query}", viewport={"width": width, "height": height})
    page.locator("h1").evaluate("it => { it.tabIndex = -1; it.focus(); }")

    assert walked(page, "Tab", times=40)["unseen"] == []


def test_the_table_needs_no_script_and_leads_to_every_situation(visit: Visit) -> None:
    page = visit(CHECK, java_script_enabled=False)
    expect(page.locator("#check")).to_be_hidden()
    page.locator(".situations tr", has_text="Duo Core").first.get_by_role("link").first.click()

    page.wait_for_url("**/check/premium/duo_core/saas.html")
    page.locator(".switches").get_by_role("link", name="Ultimate").click()
    page.wait_for_url("**/check/ultimate/duo_core/saas.html")


def test_the_csv_of_a_narrowed_answer_has_its_lines_only(visit: Visit) -> None:
    page = visit(f"{CHECK}?q=chat")
    with page.expect_download() as download:
        rows = csv_rows(page)

    names = [row["unit_primitive"] for row in rows]
    assert re.fullmatch(r"check-premium-saas-20\d\d-\d\d-\d\d-only-chat\.csv", download.value.suggested_filename)
    assert names == sorted(texts(page.locator("#verdicts .verdicts td a"))) != []
    assert all("chat" in name for name in names)


def test_the_markdown_of_a_narrowed_answer_says_by_what_and_names_no_others(visit: Visit) -> None:
    page = visit(f"{CHECK}?{ASKED}&q=duo chat *")
    page.get_by_label("Only unit primitives with").fill("duo chat")

    assert "Only those with “duo chat”: 3 of 61." in answer(page)
    assert f"As of 16 October 2024, 23:59:59 UTC: {answer(page)}\n" in markdown(page)
    names = re.findall(r"`(\w+)`", markdown(page).partition("### What one more")[0])
    assert sorted(names) == sorted(texts(page.locator("#verdicts .verdicts td a")))


def test_where_nothing_has_the_words_nothing_is_answered_or_compared(visit: Visit) -> None:
    page = visit(f"{CHECK}?{ASKED}&q=zzz*&from=license%3Dultimate")

    assert answer(page) == "No unit primitive has “zzz*” in its name."
    assert "UTC: No unit primitive has “zzz\\*” in its name.\n" in markdown(page)
    expect(page.locator("#difference")).to_have_count(0)


def test_what_is_said_in_the_same_words_has_its_own_version_in_the_csv(visit: Visit, tmp_path: Path) -> None:
    text = """
        -- unit_primitives/a --
        cut_off_date: 2024-10-17T00:00:00Z
        min_gitlab_version: '16.9'
        -- unit_primitives/b --
        cut_off_date: 2024-10-17T00:00:00Z
        min_gitlab_version: '17.2'
        -- license_types/premium --
        -- gitlab_realms/dedicated --
        """
    build(settings(tmp_path / "site", write_config(tmp_path / "config", text)))
    page = visit(f"{(tmp_path / 'site' / CHECK).as_uri()}?license=premium&realm=dedicated")

    assert [(row["unit_primitive"], row["from_gitlab_version"]) for row in csv_rows(page)] == [
        ("a", "16.9"),
        ("b", "17.2"),
    ]


def test_a_name_counts_before_what_another_is_called_and_a_license_in_no_list_has_its_title(
    visit: Visit, tmp_path: Path
) -> None:
    text = """
        -- unit_primitives/a --
        cut_off_date: 2024-10-17T00:00:00Z
        add_ons: [duo_pro]
        -- add_ons/duo_pro --
        -- add_ons/code_suggestions --
        -- license_types/premium --
        -- gitlab_realms/saas --
        """
    config = write_config(tmp_path / "config", text)
    titles = "titles:\n  code_suggestions: Duo_Pro\n  free: Free of charge\n"
    (config / "site.yml").write_text(titles, encoding="utf-8")
    build(settings(tmp_path / "site", config))
    page = visit(f"{(tmp_path / 'site' / CHECK).as_uri()}?license=free&add_on=duo_pro&realm=saas")

    assert state(page) == ["add_on=duo_pro", "license=free", "realm=saas"]
    assert page.locator("#situation").inner_text().startswith("Free of charge with Duo pro, Saas")
    assert answer(page).startswith("1 of 1 unit primitive works")


def test_a_catalog_without_realms_is_answered_for_any(visit: Visit, tmp_path: Path) -> None:
    config = write_config(tmp_path / "config", "-- unit_primitives/a --\n-- license_types/premium --")
    build(settings(tmp_path / "site", config))
    page = visit((tmp_path / "site" / CHECK).as_uri())

    assert (
        page.locator("#situation").inner_text().startswith("Premium with no add-on, any realm (none stated), version")
    )
    assert "undefined" not in markdown(page)


MARKS = [
    "a*b",
    "\\",
    "`x`",
    "[x](y)",
    "<b>",
    "a|b",
    "~~x~~",
    "&lt;",
    "# x",
    "- x",
    "+x",
    "1. x",
    "1) x",
    "a\nb  c",
    "@root and @all",
    "!12 #7 $3 %16.9 ^alert",
    "/close",
    "_a_",
]


def test_markdown_is_escaped_as_the_program_does(visit: Visit) -> None:
    page = visit(CHECK)

    escaped = page.evaluate("texts => texts.map(window.siteWords.asMarkdown)", MARKS)
    assert escaped == [as_markdown(text) for text in MARKS]
    assert all(ours != text for ours, text in zip(escaped, MARKS, strict=True))


def test_a_name_is_kept_once(visit: Visit) -> None:
    page = visit(f"{CHECK}?{ASKED}")
    page.locator(".set-ups summary").click()
    for _ in range(2):
        page.get_by_label("Keep this situation as").fill("ACME")
        page.get_by_role("button", name="Keep", exact=True).click()
        page.get_by_label("Ultimate", exact=True).check()

    expect(page.locator("#kept-count")).to_have_text("1")
    page.get_by_role("button", name="ACME", exact=True).click()
    assert "license=ultimate" in state(page)


def test_of_very_many_the_first_are_shown_and_a_button_brings_the_rest(visit: Visit, tmp_path: Path) -> None:
    text = "".join(f"-- unit_primitives/primitive_{number:03} --\n" for number in range(70))
    config = write_config(tmp_path / "config", f"{text}-- gitlab_realms/saas --\n-- license_types/premium --\n")
    build(settings(tmp_path / "site", config))
    page = visit((tmp_path / "site" / CHECK).as_uri())
    links = page.locator("#verdicts td a")

    assert links.count() == 60
    page.get_by_role("button", name="10 more").click()
    assert links.all_inner_texts() == [f"primitive_{number:03}" for number in range(70)]
    expect(links.nth(60)).to_be_focused()
    assert page.locator("#verdicts td").last.inner_text().count(",") == 69
