"""What is new since a version: by hand, by address, beside the other filters; and what is no version is said so."""

import re

import pytest
from packaging.version import Version
from playwright.sync_api import Page, expect

from site_builder.catalog import Catalog, Context, is_available, is_free, releases
from tests.browser.test_csv import downloaded, records
from tests.browser.visiting import AS_OF, Visit, shown_names, texts

NEWS = "whats_new/index.html"


def newer(catalog: Catalog, version: str) -> list[str]:
    """The primitives in the order of the page that name a version later than this one."""
    return [
        arrival.unit_primitive
        for release in releases(catalog, AS_OF)
        if release.version > Version(version)
        for arrival in release.arrivals
    ]


def since(page: Page, text: str) -> None:
    page.get_by_label("Since GitLab").fill(text)


def test_without_a_version_every_row_is_there(visit: Visit, catalog: Catalog) -> None:
    page = visit(NEWS)
    everything = newer(catalog, "0.0")

    assert shown_names(page) == everything
    expect(page.locator("#shown")).to_have_text(f"{len(everything)} of {len(everything)}")
    expect(page.locator("#since-note")).to_be_empty()
    assert page.get_by_label("Since GitLab").evaluate("input => input.list.options.length") == len(
        [release for release in releases(catalog, AS_OF) if release.arrivals]
    )


@pytest.mark.parametrize("version", ["17.4", "16.9", "16.8.5", "15.0", "99.0", "16.10"])
def test_what_is_newer_than_a_version_is_left(visit: Visit, catalog: Catalog, version: str) -> None:
    page = visit(NEWS)
    since(page, version)

    found = newer(catalog, version)
    assert shown_names(page) == found
    expect(page.locator("#shown")).to_have_text(f"{len(found)} of {len(newer(catalog, '0.0'))}")
    expect(page.locator("#none-shown")).to_be_visible(visible=not found)
    assert page.url.endswith(f"{NEWS}?since={version}")


@pytest.mark.parametrize("text", ["v17.4", "17.4.0", "17.4.0-ee", "V17.4.0-CE", "17.4.0-ee.0", " 17.4 "])
def test_a_version_may_be_written_as_an_instance_shows_it(visit: Visit, catalog: Catalog, text: str) -> None:
    page = visit(NEWS)
    since(page, text)

    assert shown_names(page) == newer(catalog, "17.4")
    assert texts(page.locator("#chips button"))[0] == "Remove filter Since: GitLab 17.4 ×"
    expect(page.locator("#since-note")).to_be_empty()


def test_what_a_customer_gets_since_a_version_is_what_the_rule_says(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?since=16.2")
    for facet, value in (("license", "premium"), ("add_on", "duo_pro"), ("realm", "self-managed")):
        page.locator(f'#facets input[name="{facet}"][value="{value}"]').check()

    context = Context(
        license_type="premium", add_ons=frozenset({"duo_pro"}), realm="self-managed", version=None, moment=AS_OF
    )
    expected = [name for name in newer(catalog, "16.2") if is_available(catalog.unit_primitives[name], context)]
    assert shown_names(page) == expected
    assert 0 < len(expected) < len(newer(catalog, "16.2"))
    assert page.url.endswith("?since=16.2&license=premium&add_on=duo_pro&realm=self-managed")
    assert texts(page.locator("#chips button")) == [
        "Remove filter Since: GitLab 16.2 ×",
        "Remove filter Works with license: Premium ×",
        "Remove filter Works with add-on: Duo Pro ×",
        "Remove filter Works on realm: self-managed ×",
        "Reset",
    ]
    assert shown_names(visit(page.url)) == expected


def test_without_an_add_on_is_what_is_free(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?add_on=no-add-on")

    assert shown_names(page) == [
        name for name in newer(catalog, "0.0") if is_free(catalog.unit_primitives[name], AS_OF)
    ]


def test_every_option_counts_what_is_newer(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?since=17.4")
    counts = (
        page.locator("#facets fieldset")
        .nth(2)
        .locator("label")
        .evaluate_all(
            "labels => labels.map(label => [label.control.value, Number(label.lastElementChild.textContent)])"
        )
    )

    for realm, count in counts:
        primitives = catalog.unit_primitives.pick(newer(catalog, "17.4"))
        assert count == len([it for it in primitives if realm in (it.gitlab_realms or (realm,))])


@pytest.mark.parametrize(
    "text", ["17", "17.", "abc", "17.4.1.2", "<b>17.4</b>", "-1.2", "17.4-rc1", "\u0661\u0667.\u0664"]
)
def test_what_is_no_version_is_shown_as_such_and_left_out(visit: Visit, catalog: Catalog, text: str) -> None:
    page = visit(NEWS)
    since(page, text)
    page.reload()

    expect(page.locator("#since-note")).to_have_text(f"“{text}” is no GitLab version such as 17.4 and is left out.")
    expect(page.get_by_label("Since GitLab")).to_have_value(text)
    expect(page.get_by_label("Since GitLab")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#chips button")).to_have_count(0)
    assert shown_names(page) == newer(catalog, "0.0")


def test_names_that_are_not_known_are_said_once_and_left_out(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?since=17.4&add_on=duo_prro&license=premium&realm=%3Cb%3E&x=y")

    expect(page.locator("#shown")).to_contain_text(
        ". Unknown, and left out: add_on “duo_prro”, realm “<b>”, parameter “x”."
    )
    expect(page.locator("#since-note")).to_have_text("")
    assert shown_names(page) == shown_names(visit(f"{NEWS}?since=17.4&license=premium"))
    assert shown_names(page)


def test_what_was_not_known_is_forgotten_once_the_reader_chooses(visit: Visit) -> None:
    page = visit(f"{NEWS}?realm=moon")
    expect(page.locator("#shown")).to_contain_text("Unknown, and left out: realm “moon”.")
    page.get_by_label("Filter by word").fill("chat")

    expect(page.locator("#shown")).to_have_text(re.compile(r"^\d+ of \d+$"))


def test_chip_and_reset_take_the_version_away(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?since=17.4&license=premium")
    page.get_by_role("button", name="Remove filter Since").click()
    expect(page.get_by_label("Since GitLab")).to_have_value("")
    assert page.url.endswith("?license=premium")

    since(page, "nonsense")
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_label("Since GitLab")).to_have_value("")
    expect(page.locator("#since-note")).to_be_empty()
    assert shown_names(page) == newer(catalog, "0.0")
    assert page.url.endswith(NEWS)


def test_going_back_brings_the_version_back(visit: Visit, catalog: Catalog) -> None:
    page = visit(NEWS)
    since(page, "17.4")
    page.locator("tr[data-row]:visible th a").first.click()
    page.wait_for_url("**/unit_primitives/*.html")
    page.go_back()

    expect(page.get_by_label("Since GitLab")).to_have_value("17.4")
    assert shown_names(page) == newer(catalog, "17.4")


def test_the_page_of_a_version_leads_to_what_came_after(visit: Visit, catalog: Catalog) -> None:
    page = visit("whats_new/17.4.html")
    page.get_by_role("link", name="What came after 17.4").click()
    page.wait_for_url("**/whats_new/index.html?since=17.4")

    assert shown_names(page) == newer(catalog, "17.4")


def test_csv_holds_what_is_shown_with_version_and_role(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?since=18.2")
    name, text = downloaded(page)
    header, *rows = records(text)

    assert name == "whats_new-only-Since_GitLab_18_2.csv"
    assert header == ["Version", "Unit primitive", "Access", "Add-ons", "Licenses", "Realms", "Maturity", "Deprecated"]
    assert [row[1] for row in rows] == newer(catalog, "18.2")
    assert rows[0][0].endswith(", New")


def test_versions_sort_as_versions(visit: Visit, catalog: Catalog) -> None:
    page = visit(NEWS)
    page.get_by_role("button", name="Version").click()

    versions = [
        Version(text)
        for text in page.locator("tr[data-row]").evaluate_all("rows => rows.map(row => row.dataset.version)")
    ]
    assert versions == sorted(versions)


def test_without_scripts_every_version_is_there(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{NEWS}?since=17.4&add_on=duo_pro", java_script_enabled=False)

    assert shown_names(page) == newer(catalog, "0.0")
    expect(page.locator("#since-version")).to_be_hidden()
