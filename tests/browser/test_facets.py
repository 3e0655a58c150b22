"""The filters of a list: what they show, count, disable and say, compared with what the catalog itself holds."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from site_builder.build import build
from site_builder.catalog import Catalog, UnitPrimitive
from site_builder.site.bounds import MOST_OPTIONS
from tests.browser.visiting import HOME, LIST, MATRIX, Visit, settings, shown_names, texts
from tests.site.making import write_config

# The facets whose values are fields of a unit primitive.
FACETS = ("add_ons", "license_types", "gitlab_realms", "status", "backend_services", "group", "feature_category")

Chosen = Mapping[str, tuple[str, ...]]


def values(primitive: UnitPrimitive, facet: str) -> tuple[str, ...]:
    stated = getattr(primitive, facet)
    named = (stated,) if isinstance(stated, str) else stated
    return tuple(name.removeprefix("group::").replace(" ", "+") for name in named or ("not-stated",))


def matching(catalog: Catalog, chosen: Chosen) -> list[UnitPrimitive]:
    """One of the values in every facet that has any."""
    return [
        primitive
        for primitive in catalog.unit_primitives
        if all(not wanted or set(wanted) & set(values(primitive, facet)) for facet, wanted in chosen.items())
    ]


def counts(catalog: Catalog, chosen: Chosen) -> dict[str, Counter[str]]:
    """How many rows each option would show, were it the only one of its facet."""
    return {
        facet: Counter(
            value for primitive in matching(catalog, {**chosen, facet: ()}) for value in values(primitive, facet)
        )
        for facet in FACETS
    }


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f'#facets input[name="{facet}"][value="{value}"]')


def counted(page: Page) -> dict[str, Counter[str]]:
    """What the page counts beside its options."""
    options = page.locator("#facets label:has(input[type=checkbox])").evaluate_all(
        "labels => labels.map(label => [label.control.name, label.control.value, +label.lastElementChild.textContent])"
    )
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for facet, value, number in options:
        if facet in found and number:
            found[facet][value] = number
    return found


def names(primitives: Iterable[UnitPrimitive]) -> list[str]:
    return [primitive.name for primitive in primitives]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"add_ons": ("duo_pro",)},
        {"add_ons": ("duo_core", "duo_pro")},
        {"add_ons": ("duo_pro", "not-stated"), "license_types": ("premium",)},
        {"gitlab_realms": ("dedicated", "not-stated"), "group": ("duo_chat", "code+creation")},
        {"backend_services": ("duo_workflow_service",), "feature_category": ("duo_chat", "duo_workflow")},
        {"status": ("experiment", "beta"), "add_ons": ("duo_enterprise",), "gitlab_realms": ("saas",)},
    ],
    ids=str,
)
def test_facets_narrow_their_options_widen_and_every_option_counts(
    visit: Visit, catalog: Catalog, chosen: Chosen
) -> None:
    page = visit(LIST)
    for facet, wanted in chosen.items():
        for value in wanted:
            box(page, facet, value).locator("xpath=ancestor::details[1]").evaluate("facet => facet.open = true")
            box(page, facet, value).check()

    found = matching(catalog, chosen)
    assert shown_names(page) == names(found)
    expect(page.locator("#shown")).to_have_text(f"{len(found)} of {len(catalog.unit_primitives)}")
    expect(page.locator("#none-shown")).to_be_hidden()
    assert counted(page) == counts(catalog, chosen)


def test_an_option_that_would_give_nothing_is_disabled_and_stays_in_sight(visit: Visit, catalog: Catalog) -> None:
    page = visit(LIST)
    options = page.locator("#facets label:has(input[type=checkbox])")
    all_options = options.count()
    never = options.locator("input:disabled").count()
    box(page, "add_ons", "duo_amazon_q").check()

    offered = counts(catalog, {"add_ons": ("duo_amazon_q",)})["license_types"]
    assert set(offered) < {"premium", "ultimate", "not-stated"}
    for value in ("premium", "ultimate", "not-stated"):
        expect(box(page, "license_types", value)).to_be_enabled(enabled=value in offered)
        expect(box(page, "license_types", value)).to_be_visible()
    assert options.count() == all_options
    expect(box(page, "add_ons", "duo_pro")).to_be_enabled()

    box(page, "add_ons", "duo_amazon_q").uncheck()
    expect(options.locator("input:disabled")).to_have_count(never)


def test_the_option_in_use_is_never_disabled_under_the_hands(visit: Visit) -> None:
    page = visit(LIST)
    box(page, "add_ons", "duo_pro").check()
    page.locator("#facets input[name=q]").fill("no such words")
    expect(box(page, "add_ons", "duo_pro")).to_be_enabled()
    expect(box(page, "add_ons", "duo_core")).to_be_disabled()

    box(page, "add_ons", "duo_pro").press("Space")
    expect(box(page, "add_ons", "duo_pro")).not_to_be_checked()
    expect(box(page, "add_ons", "duo_pro")).to_be_focused()


def test_chips_name_every_filter_and_take_it_away(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{LIST}?q=code&add_ons=duo_pro&license_types=premium&gitlab_realms=not-stated")
    chips = page.locator("#chips button")
    assert texts(chips) == [
        "Remove filter Text: code ×",
        "Remove filter Add-on: Duo Pro ×",
        "Remove filter License type: Premium ×",
        "Remove filter GitLab realm: Not stated ×",
        "Reset",
    ]

    page.get_by_role("button", name="Remove filter GitLab realm: Not stated").click()
    expect(chips.nth(3)).to_have_text("Reset")
    expect(chips.nth(3)).to_be_focused()
    expect(box(page, "gitlab_realms", "not-stated")).not_to_be_checked()
    chips.first.click()
    expect(page.locator("#facets input[name=q]")).to_have_value("")
    expect(chips.first).to_be_focused()

    chosen = {"add_ons": ("duo_pro",), "license_types": ("premium",)}
    assert shown_names(page) == names(matching(catalog, chosen))


def test_reset_brings_everything_back(visit: Visit, catalog: Catalog) -> None:
    page = visit(f"{LIST}?q=code&add_ons=duo_pro&gaps=milestone")
    page.get_by_role("button", name="Reset").click()

    expect(page.locator("#chips button")).to_have_count(0)
    expect(page.locator("#shown")).to_have_text(f"{len(catalog.unit_primitives)} of {len(catalog.unit_primitives)}")
    expect(page.locator("#facets input[name=q]")).to_be_focused()
    expect(page.locator("#facets input:checked")).to_have_count(0)
    assert shown_names(page) == list(catalog.unit_primitives.names)
    assert page.url.endswith(LIST)


@pytest.mark.parametrize("text", ["duo chat", "DUO_CHAT", " duo   chat ", "chat duo"])
def test_words_are_found_however_they_are_joined(visit: Visit, text: str) -> None:
    page = visit(LIST)
    page.locator("#facets input[name=q]").fill(text)

    assert {"duo_chat", "categorize_duo_chat_question", "duo_classic_chat"} <= set(shown_names(page))
    assert all("chat" in row.casefold() for row in texts(page.locator("tr[data-row]:visible")))


def test_where_nothing_is_left_the_page_says_so(visit: Visit, catalog: Catalog) -> None:
    page = visit(LIST)
    page.locator("#facets input[name=q]").fill("<b>no such words</b>")

    expect(page.locator("#none-shown")).to_be_visible()
    expect(page.locator("#shown")).to_have_text(f"0 of {len(catalog.unit_primitives)}")
    expect(page.locator("#chips")).to_contain_text("Text: <b>no such words</b>")
    expect(page.locator("#facets input[type=checkbox]:enabled")).to_have_count(0)
    assert shown_names(page) == []


def test_choices_that_nothing_fits_can_be_taken_back(visit: Visit, catalog: Catalog) -> None:
    chosen = {"add_ons": ("self_hosted_dap",), "license_types": ("premium",), "gitlab_realms": ("saas",)}
    page = visit(f"{LIST}?add_ons=self_hosted_dap&license_types=premium&gitlab_realms=saas")

    assert shown_names(page) == names(matching(catalog, chosen)) == []
    assert counted(page) == counts(catalog, chosen)
    expect(page.locator("#facets input:checked:enabled")).to_have_count(3)
    box(page, "gitlab_realms", "saas").uncheck()
    box(page, "license_types", "premium").uncheck()
    assert shown_names(page) == names(matching(catalog, {"add_ons": ("self_hosted_dap",)}))


def test_the_matrix_hides_groups_without_rows_and_counts_the_others(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    box(page, "add_ons", "duo_pro").check()

    found = matching(catalog, {"add_ons": ("duo_pro",)})
    sizes = Counter(primitive.feature_category for primitive in found)
    assert sorted(shown_names(page)) == names(found)
    headings = page.locator("#matrix tbody[data-group]:visible .group-row th")
    assert texts(headings) == [f"{category} {size}" for category, size in sorted(sizes.items())]
    expect(page.locator("#shown")).to_have_text(f"{len(found)} of {len(catalog.unit_primitives)}")


def test_the_name_of_a_group_of_the_matrix_finds_its_rows(visit: Visit, catalog: Catalog) -> None:
    page = visit(MATRIX)
    page.locator("#facet-q").fill("Code suggestions")

    found = {it.name for it in catalog.unit_primitives if it.feature_category == "code_suggestions"}
    assert found
    assert found <= set(shown_names(page))


def test_a_number_on_the_first_page_leads_to_as_many_rows(visit: Visit) -> None:
    page = visit(HOME)
    links = page.locator(f'main a[href^="{LIST}?"]').evaluate_all(
        "links => links.map(link => [link.href, link.textContent])"
    )
    numbers = {address: int(text) for address, text in links if text.isdecimal()}
    assert len(numbers) > 10

    for address, number in numbers.items():
        page.goto(address)
        assert len(shown_names(page)) == number, address


def test_of_a_long_text_the_words_count_once_and_its_beginning_is_quoted(visit: Visit) -> None:
    page = visit(LIST)

    page.locator("#facet-q").fill("duo chat " * 2_000)

    chip = page.locator("#chips button").first
    expect(chip).to_contain_text(f"Text: {('duo chat ' * 7)[:60]}…")
    assert shown_names(page) == shown_names(visit(f"{LIST}?q=duo+chat"))


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a list whose facet of groups has two more than its form."""
    directory = tmp_path_factory.mktemp("long")
    text = "".join(
        f"-- unit_primitives/p{number:03} --\ngroup: group::g{number:03}\n" for number in range(MOST_OPTIONS + 2)
    )
    build(settings(directory / "site", write_config(directory / "config", text)))
    return f"{(directory / 'site').as_uri()}/{LIST}"


def test_an_address_chooses_also_what_a_facet_of_very_many_options_does_not_list(visit: Visit, long_list: str) -> None:
    last = f"g{MOST_OPTIONS + 1:03}"
    page = visit(f"{long_list}?group={last}&group=g000")

    expect(page.locator("#chips")).to_contain_text(f"Group: {last}")
    expect(page.locator("#shown")).to_have_text(f"2 of {MOST_OPTIONS + 2}")
    expect(page.locator(".facet[data-more] .left-out").first).to_have_text(
        "2 more are not listed here: none has more rows than these."
    )
    page.get_by_role("button", name=f"Remove filter Group: {last}").click()
    expect(page.locator("#shown")).to_have_text(f"1 of {MOST_OPTIONS + 2}")
    assert shown_names(page) == ["p000"]
    page.locator("tr[data-row]:not([hidden]) th a").first.click()
    page.go_back()
    expect(page.locator("#shown")).to_have_text(f"1 of {MOST_OPTIONS + 2}")
    expect(page.locator("#chips")).to_contain_text("Group: g000")


def test_what_no_row_has_is_a_filter_too_and_said(visit: Visit, long_list: str) -> None:
    page = visit(f"{long_list}?group=nothing&q=p00&group=some+thing&add_ons=ma+gic&add_ons=ma%2Bgic")

    none = "No row has group “nothing”, group “some thing”."
    expect(page.locator("#shown")).to_have_text(
        f"0 of {MOST_OPTIONS + 2}. Unknown, and left out: add_ons “ma gic”. {none}"
    )
    expect(page.locator("#none-shown")).to_be_visible()
    for name in ("nothing", "some thing"):
        page.get_by_role("button", name=f"Remove filter Group: {name}").click()
    expect(page.locator("#shown")).to_have_text(f"10 of {MOST_OPTIONS + 2}")


def test_of_very_many_values_the_first_thousand_are_taken_and_that_is_said(visit: Visit, long_list: str) -> None:
    page = visit(f"{long_list}?{'&'.join(f'group=no{number}' for number in range(1_001))}")

    none = "No row has group “no0”, group “no1”, group “no2”, group “no3” and 996 more."
    expect(page.locator("#shown")).to_have_text(
        f"0 of {MOST_OPTIONS + 2}. {none} Of group the first 1,000 values are taken."
    )


@pytest.mark.parametrize("written", ["ai+framework", "ai%2Bframework", "%20ai%20framework"])
def test_a_value_of_several_words_is_known_however_an_address_writes_its_spaces(visit: Visit, written: str) -> None:
    page = visit(f"{LIST}?group={written}")

    expect(page.locator("#chips")).to_contain_text("Group: ai framework")
    expect(page.locator("#shown")).not_to_contain_text("Unknown")
