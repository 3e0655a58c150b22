"""Words longer than a line, and titles and names as long as may be: all wrapped, and no page scrolls to the side."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import ViewportSize, expect

from site_builder.build import build
from tests.browser.test_narrow import IN_TWO
from tests.browser.visiting import COMPARE, CONFIG, LIST, MATRIX, Place, Visit, is_scrolled_sideways, settings
from tests.browser.walking import unseen_on_the_way_up
from tests.browser.windows import NARROW, WIDE
from tests.source.repositories import repository

TITLE = "The catalog of everything that the Cloud Connector of the Example Company opens for its customers"
NAME = "summarize_everything_that_was_said_about_vulnerabilities_so_far1"
WORD = "w" * 64  # a name without a place where it may be parted
# Cells whose text stands outside them: over the next cell, or cut off where a table ends.
OUTSIDE = """
() => Array.from(document.querySelectorAll('main :is(th, td)'))
    .filter(cell => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1)
    .map(cell => cell.textContent.trim())
"""
MESSAGE = f"Replaced, as https://gitlab.com/{'long' * 60} tells."


@pytest.fixture(scope="module")
def worded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real configuration with such a title, such a word in a text, and two names of 64 characters in every place.

    One is of many words, the other of one. The commit before knew none of them.
    """
    directory = tmp_path_factory.mktemp("worded")
    made = repository(directory)
    config = shutil.copytree(CONFIG, made.config)
    made.commit(message="Begin", when="2026-01-01T00:00:00Z")
    (config / "site.yml").write_text(f"title: {TITLE}\ntitles: {{{WORD}: {'T' * 100}}}\n", "utf-8")
    with (config / "unit_primitives" / "duo_chat.yml").open("a", encoding="utf-8") as file:
        file.write(f"deprecation_message: {MESSAGE}\n")
    for name in (NAME, WORD):
        _name_in_every_place(config, name)
    made.commit(message="Name everything", when="2026-10-01T00:00:00Z")
    build(settings(directory / "site", config))
    return directory / "site"


def _name_in_every_place(config: Path, name: str) -> None:
    for kind in ("add_ons", "license_types", "gitlab_realms", "backend_services"):
        (config / kind / f"{name}.yml").write_text(f"name: {name}\n", "utf-8")
    (config / "services" / f"{name}.yml").write_text(f"name: {name}\nunit_primitives: [{name}]\n", "utf-8")
    text = (config / "unit_primitives" / "explain_code.yml").read_text("utf-8")
    text = re.sub("^(name|feature_category): .*", rf"\1: {name}", text, flags=re.MULTILINE)
    text = re.sub("^group: .*", f"group: group::{name}", text, flags=re.MULTILINE)
    text = re.sub("duo_pro|ultimate|dedicated|ai_gateway$", name, text, flags=re.MULTILINE)
    (config / "unit_primitives" / f"{name}.yml").write_text(text, "utf-8")


@pytest.fixture
def place(worded_site: Path) -> Place:
    """Pages are opened from the disk."""
    return lambda address: f"{worded_site.as_uri()}/{address}"


@pytest.mark.parametrize("viewport", [NARROW, {"width": 800, "height": 800}, WIDE])
def test_a_long_word_and_a_long_title_are_wrapped(visit: Visit, viewport: ViewportSize) -> None:
    page = visit("unit_primitives/duo_chat.html", viewport=viewport)

    assert page.locator(".site-title").inner_text() == TITLE
    assert page.locator(".facts td").filter(has_text=MESSAGE).count() == 1
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize(
    "address",
    [
        *(f"{kind}/{NAME}.html" for kind in ("unit_primitives", "add_ons", "services", "feature_categories")),
        *("graph.html", "check.html?license=premium", f"check/premium/{NAME}/saas.html"),
    ],
)
def test_the_longest_name_is_wrapped_on_the_narrowest_screen(visit: Visit, address: str) -> None:
    page = visit(address, viewport=NARROW)

    assert page.get_by_text(NAME).or_(page.get_by_text("Summarize everything that was said")).count()
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("viewport", [NARROW, {"width": 800, "height": 800}, WIDE])
@pytest.mark.parametrize(
    "address",
    [
        *(f"{kind}/{WORD}.html" for kind in ("unit_primitives", "add_ons", "license_types", "services", "groups")),
        *(
            LIST,
            MATRIX,
            COMPARE,
            "check.html",
            f"check/premium/{WORD}/saas.html",
            f"compare/add_ons/{WORD}-vs-duo_core.html",
        ),
        *("graph.html", "parity.html", "groups/index.html", "whats_new/index.html"),
        *("changes/index.html", "changes/all.html", "changes/2026-10.html"),
    ],
)
def test_a_name_of_one_word_and_its_title_are_wrapped_too(visit: Visit, address: str, viewport: ViewportSize) -> None:
    page = visit(address, viewport=viewport)

    assert page.get_by_text(re.compile("w{64}|T{100}", re.IGNORECASE)).count()
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("address", [LIST, MATRIX, "whats_new/index.html"])
def test_a_long_word_of_an_address_that_nobody_knows_is_told_and_wrapped(visit: Visit, address: str) -> None:
    page = visit(f"{address}?status={'x' * 60}", viewport=NARROW)

    expect(page.locator("#shown")).to_contain_text("x" * 60)
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("address", ["changes/all.html", "changes/2026-10.html"])
@pytest.mark.parametrize("said", [{"license": "x" * 60}, {"add_on": WORD}, {"realm": WORD}])
def test_what_is_said_of_a_customer_is_wrapped(visit: Visit, address: str, said: dict[str, str]) -> None:
    page = visit(f"{address}?{urlencode(said)}", viewport=NARROW)

    expect(page.locator("#customer-note")).to_contain_text(re.compile("x{60}|w{64}|T{100}"))
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("viewport", [NARROW, {"width": 390, "height": 800}, {"width": 1024, "height": 800}, WIDE])
@pytest.mark.parametrize(
    "address",
    ["parity.html", f"add_ons/{NAME}.html", f"services/{NAME}.html", "unit_primitives/index.html"],
)
def test_no_text_stands_outside_its_cell(visit: Visit, address: str, viewport: ViewportSize) -> None:
    page = visit(address, viewport=viewport)

    assert page.locator("main :is(th, td):visible").count() > 0
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_word_is_broken_where_there_are_four_license_types(visit: Visit, width: int) -> None:
    page = visit("unit_primitives/duo_chat.html", viewport={"width": width, "height": 800})

    assert page.locator(".grid thead th").count() >= 5
    said = {"Needs", "something", "available", "Included"} & {*page.locator(".grid").first.inner_text().split()}
    assert said
    assert said.isdisjoint(page.evaluate(IN_TWO))
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("size", [(390, 700), (844, 390), (1280, 800)])
@pytest.mark.parametrize("address", [LIST, MATRIX])
def test_the_focus_stays_in_sight_however_high_the_top_bar_and_the_head_of_a_table(
    visit: Visit, address: str, size: tuple[int, int]
) -> None:
    assert unseen_on_the_way_up(visit(address, viewport={"width": size[0], "height": size[1]})) == []


def test_the_head_of_a_table_stays_below_a_high_top_bar(visit: Visit) -> None:
    page = visit(LIST, viewport=WIDE)
    page.locator("tr[data-row] th a").last.focus()
    bar, head = page.locator(".top").bounding_box(), page.locator(".tall thead th").first.bounding_box()

    assert bar is not None
    assert head is not None
    assert head["y"] == pytest.approx(bar["height"], abs=1)
