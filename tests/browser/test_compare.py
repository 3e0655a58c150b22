"""Bundles compared by script: the same answer and words as the core's, kept in the address, ready to be copied."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from site_builder.catalog import AddOn, Bundle, Catalog, compare
from site_builder.settings import SiteSettings
from site_builder.site import Titles, comparison_markdown
from site_builder.site.comparisons import comparison_sentences
from tests.browser.visiting import COMPARE, Place, Visit, is_scrolled_sideways, settings, shown_names, texts
from tests.browser.windows import NARROW, window
from tests.site.making import write_config

PRO_AND_ENTERPRISE = f"{COMPARE}?bundle=duo_pro&bundle=duo_enterprise"
GO_TO = "query => { history.replaceState(null, '', query); dispatchEvent(new PopStateEvent('popstate')); }"
READ = datetime(2026, 11, 29, 8, 30, tzinfo=UTC)
NAMES = ("duo_core", "duo_pro", "duo_enterprise", "duo_amazon_q", "self_hosted_dap", "premium", "ultimate")


def asked(*names: str) -> str:
    """The page with these bundles in its address."""
    return f"{COMPARE}?{urlencode([('bundle', name) for name in names])}"


def chosen(page: Page) -> list[str]:
    """The values of the boxes that are checked."""
    values: list[str] = page.locator("#compare input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    return values


def bundle(catalog: Catalog, name: str) -> Bundle:
    return catalog.add_ons[name] if name in catalog.add_ons else catalog.license_types[name]


@pytest.fixture(scope="module")
def site_settings() -> SiteSettings:
    """The names by which people know the bundles, and the notice."""
    return settings(Path("public")).site


@pytest.fixture
def reading(browser: Browser, place: Place) -> Iterator[Page]:
    """The page as somebody reads it a week after the site was built."""
    with window(browser) as page:
        page.clock.set_fixed_time(READ)
        page.goto(place(COMPARE))
        yield page


@pytest.mark.parametrize("size", [2, 3, 4])
def test_any_bundles_are_compared_in_the_words_of_the_core_as_of_the_readers_moment(
    reading: Page, catalog: Catalog, site_settings: SiteSettings, size: int
) -> None:
    page = reading
    for names in combinations(NAMES, size):
        page.evaluate(GO_TO, asked(*names).removeprefix(COMPARE))

        note = f"{site_settings.title}, as of 29 November 2026, 08:30 UTC. {site_settings.notice}"
        comparison = compare(*(bundle(catalog, name) for name in names))
        titles = Titles(site_settings.titles)
        assert page.locator("#as-markdown").input_value() == comparison_markdown(
            comparison, catalog, titles, as_of=READ, note=note
        )
        assert shown_names(page) == [name for part in comparison.parts for name in part.unit_primitives]
        assert texts(page.locator("#compared dd"))[-1].endswith(str(len(catalog.unit_primitives)))


def test_a_pair_reads_as_its_own_page_does(visit: Visit) -> None:
    by_script, own = visit(PRO_AND_ENTERPRISE), visit("compare/add_ons/duo_pro-vs-duo_enterprise.html")

    def but_for_the_moment(page: Page) -> str:
        return re.sub(r"as of .* UTC", "as of then", page.locator("#as-markdown").input_value())

    assert but_for_the_moment(by_script) == but_for_the_moment(own)
    for what in (".answer-sentence", ".figures dt", ".figures dd", ".group-row", "td.access"):
        assert texts(by_script.locator(f"#compared {what}")) == texts(own.locator(what))
    by_script.get_by_role("link", name="the page of this pair").click()
    expect(by_script.locator("h1")).to_have_text("Duo Pro and Duo Enterprise")


def test_choices_are_written_into_the_address_and_read_from_it(visit: Visit) -> None:
    page = visit(COMPARE)
    expect(page.locator("#compared")).to_be_hidden()
    expect(page.locator("#compare-hint")).to_have_text("Choose two to four bundles of any kind.")
    page.get_by_role("checkbox", name="Duo Pro").check()
    expect(page.locator("#compare-hint")).to_have_text("Duo Pro is chosen: choose one to three more.")
    expect(page.locator("#compared")).to_be_hidden()
    page.get_by_role("checkbox", name="Premium").check()

    expect(page.locator("#compared h2")).to_have_text("Duo Pro and Premium")
    expect(page.locator("body > [role=status]")).to_contain_text("Both hold 15 of the 35 unit primitives")
    assert page.url.endswith("?bundle=duo_pro&bundle=premium")
    address, rows = page.url, shown_names(page)
    page.reload()
    assert (chosen(page), shown_names(page)) == (["duo_pro", "premium"], rows)
    assert shown_names(visit(address)) == rows


def test_going_on_and_coming_back_keeps_what_was_chosen(visit: Visit) -> None:
    page = visit(PRO_AND_ENTERPRISE)
    page.get_by_role("checkbox", name="Duo Core").check()
    there, rows = page.url, shown_names(page)
    page.locator("#parts tr[data-row] th a").first.click()
    page.wait_for_url(f"**/unit_primitives/{rows[0]}.html")

    page.go_back()
    assert (page.url, shown_names(page)) == (there, rows)
    assert chosen(page) == ["duo_core", "duo_pro", "duo_enterprise"]


def test_back_and_forward_between_two_choices_on_one_page(visit: Visit) -> None:
    page = visit(PRO_AND_ENTERPRISE)
    page.evaluate("history.pushState(null, '', '?bundle=duo_core&bundle=ultimate')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator("#compared h2")).to_have_text("Duo Core and Ultimate")

    page.go_back()
    expect(page.locator("#compared h2")).to_have_text("Duo Pro and Duo Enterprise")
    assert chosen(page) == ["duo_pro", "duo_enterprise"]


def test_four_are_the_most(visit: Visit) -> None:
    page = visit(asked("duo_core", "duo_pro", "premium"))
    page.get_by_role("checkbox", name="Ultimate").check()

    expect(page.locator("#compare-hint")).to_have_text("Four are the most.")
    expect(page.locator("#compare input:disabled")).to_have_count(3)
    page.get_by_role("checkbox", name="Ultimate").uncheck()
    expect(page.locator("#compare input:disabled")).to_have_count(0)


@pytest.mark.parametrize(
    ("names", "kept", "hint"),
    [
        (["duo_prro", "duo_pro", "duo_core"], ["duo_core", "duo_pro"], "Unknown, and left out: “duo_prro”. Up to two more can be chosen."),
        (["saas", "duo_pro"], ["duo_pro"], "Unknown, and left out: “saas”. Duo Pro is chosen: choose one to three more."),
        (["add_on/duo_pro", "license_type/premium"], ["duo_pro", "premium"], "Up to two more can be chosen."),
        (["license_type/duo_pro"], [], "Unknown, and left out: “license_type/duo_pro”. Choose two to four bundles of any kind."),
        (["duo_pro", "duo_pro", "add_on/duo_pro"], ["duo_pro"], "Duo Pro is chosen: choose one to three more."),
        (["", "__proto__", "<b>"], [], "Unknown, and left out: “__proto__”, “<b>”. Choose two to four bundles of any kind."),
        (["a", "b", "c", "d", "e", "f"], [], "Unknown, and left out: “a”, “b”, “c”, “d” and 2 more. Choose two to four bundles of any kind."),
        (["x" * 5000], [], f"Unknown, and left out: “{'x' * 60}…”. Choose two to four bundles of any kind."),
        (
            ["ultimate", "premium", "duo_core", "duo_pro", "duo_enterprise"],
            ["duo_core", "duo_pro", "premium", "ultimate"],
            "Four at most: Duo Enterprise left out. Four are the most.",
        ),
    ],
)  # fmt: skip
def test_what_means_nothing_in_the_address_is_said_and_left_out(
    visit: Visit, names: list[str], kept: list[str], hint: str
) -> None:
    page = visit(asked(*names))

    assert chosen(page) == kept
    expect(page.locator("#compare-hint")).to_have_text(hint)
    expect(page.locator("#compared")).to_be_visible(visible=len(kept) > 1)
    expect(page.locator(".pairs").first).to_be_visible()
    assert not is_scrolled_sideways(page)


def test_a_name_of_several_is_said_to_be_one(visit: Visit, tmp_path: Path) -> None:
    text = "-- unit_primitives/a --\nadd_ons: [twin]\nlicense_types: [twin, gold]\n"
    config = write_config(
        tmp_path / "config", f"{text}-- add_ons/twin --\n-- license_types/twin --\n-- license_types/gold --\n"
    )
    build(settings(tmp_path / "site", config))
    page = visit(f"{(tmp_path / 'site').as_uri()}/{asked('twin', 'gold', 'silver')}")

    assert chosen(page) == ["gold"]
    expect(page.locator("#compare-hint")).to_have_text(
        "Unknown, and left out: “silver”. “twin” is the name of several: write add_on/twin or license_type/twin. "
        "Gold is chosen: choose one to three more."
    )


def test_the_link_and_the_text_are_copied(visit: Visit) -> None:
    page = visit(PRO_AND_ENTERPRISE)
    page.get_by_role("checkbox", name="Duo Core").check()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").press("Control+V")
    assert page.locator("#paste").input_value() == page.url

    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator("[data-copy='#as-markdown']")).to_have_text("Copied")
    page.locator("#paste").fill("")
    page.locator("#paste").press("Control+V")
    assert page.locator("#paste").input_value().startswith("## Duo Core, Duo Pro and Duo Enterprise\n")


@pytest.mark.parametrize("address", [PRO_AND_ENTERPRISE, "compare/add_ons/duo_pro-vs-duo_enterprise.html"])
def test_csv_says_of_each_row_where_it_is(visit: Visit, catalog: Catalog, address: str) -> None:
    page = visit(address)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of what is shown").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"), newline="")))

    found = compare(catalog.add_ons["duo_pro"], catalog.add_ons["duo_enterprise"])
    assert download.value.suggested_filename == "duo_pro-vs-duo_enterprise.csv"
    assert [row["Unit primitive"] for row in rows] == shown_names(page)
    assert [row["In"] for row in rows] == (
        ["Only Duo Pro"] * len(found.only[0].unit_primitives)
        + ["Only Duo Enterprise"] * len(found.only[1].unit_primitives)
        + ["Both"] * len(found.both.unit_primitives)
    )


def test_the_result_fits_a_phone_and_paper(visit: Visit) -> None:
    page = visit(asked("duo_core", "duo_enterprise", "premium", "ultimate"), viewport=NARROW)
    assert not is_scrolled_sideways(page)
    rows = shown_names(page)

    page.emulate_media(media="print")
    assert shown_names(page) == rows
    expect(page.locator("#compare")).to_be_hidden()


# Nine in ten of what the smaller holds, then four in five, then less; more exceptions than a sentence names; all, and
# none.
EDGES = (
    (10, 1, 60),
    (5, 1, 60),
    (4, 1, 60),
    (40, 5, 60),
    (40, 6, 60),
    (40, 8, 60),
    (9, 0, 1),
    (9, 0, 0),
    (1, 0, 0),
    (2, 2, 3),
)


@pytest.mark.parametrize(("size", "exceptions", "more"), EDGES)
def test_the_script_draws_the_line_and_names_exceptions_where_the_core_does(
    visit: Visit, size: int, exceptions: int, more: int
) -> None:
    names = [f"p{number:02}" for number in range(size + more)]
    inner, outer = names[:size], names[exceptions:]
    page = visit(COMPARE)

    told = page.evaluate(
        """([names, inner, outer]) => {
            const bundles = [inner, outer].map((held, place) => ({
                title: ['Duo Core', 'Duo Pro'][place], plural: 'add_ons', held: new Set(held),
            }));
            const primitives = names.map((name) => ({ name }));
            const { compare, sentences } = window.siteComparison;
            return sentences(compare(bundles, primitives, (bundle, { name }) => bundle.held.has(name)));
        }""",
        [names, inner, outer],
    )
    found = compare(
        AddOn(name="duo_core", unit_primitives=tuple(inner)), AddOn(name="duo_pro", unit_primitives=tuple(outer))
    )
    assert told == list(comparison_sentences(found, Titles({"duo_core": "Duo Core", "duo_pro": "Duo Pro"})))


def test_at_the_very_instant_of_a_cut_off_free_use_is_over(browser: Browser, place: Place) -> None:
    def access(moment: datetime) -> str:
        with window(browser) as page:
            page.clock.set_fixed_time(moment)
            page.goto(place(PRO_AND_ENTERPRISE))
            row = page.locator("#compared tr[data-row]", has=page.get_by_role("link", name="explain_code", exact=True))
            return " ".join(row.locator("td.access").inner_text().split())

    cut_off = datetime(2024, 10, 17, tzinfo=UTC)
    assert access(cut_off - timedelta(minutes=1)) == "Free for now until 17 Oct 2024"
    assert access(cut_off) == "With an add-on since 17 Oct 2024"
