"""The page of a review stands alone: no barrier, good HTML, nothing loaded, from a folder on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests import tooling
from tests.browser.test_axe import COLOURS, barriers
from tests.browser.visiting import is_scrolled_sideways
from tests.browser.windows import NARROW, WIDE
from tests.cli.running import run
from tests.cli.test_diff import BASE, chat
from tests.source.repositories import repository
from tests.trees import primitive, write_tree


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = repository(tmp_path_factory.mktemp("review"))
    more = "".join(primitive(f"other_{number}", "add_ons: [duo_pro]\n") for number in range(40))
    made.commit(BASE + chat("duo_pro, duo_core") + more.replace("-- unit", "-- config/unit"))
    write_tree(made.root, chat("duo_pro", "deprecation_message: Use agents.\n"))
    assert run("review", "--base", "HEAD", "--output", "review", cwd=made.root).status == 0
    return made.root / "review"


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto((written / "review.html").as_uri())
        yield page
        assert len(asked) == 1
        assert said == []


def test_it_has_no_barriers_and_its_own_style(page: Page) -> None:
    assert barriers(page) == []
    assert page.evaluate("getComputedStyle(document.querySelector('td.dropped')).fontWeight") == "700"
    page.emulate_media(color_scheme="dark")
    assert barriers(page, COLOURS) == []
    page.set_viewport_size(NARROW)
    assert barriers(page) == []
    assert not is_scrolled_sideways(page)


@pytest.mark.parametrize("viewport", [NARROW, {"width": 390, "height": 844}, WIDE])
def test_long_words_are_wrapped(browser: Browser, tmp_path: Path, viewport: ViewportSize) -> None:
    made = repository(tmp_path)
    made.commit(BASE + chat("duo_pro, duo_core"))
    named = primitive("w" * 64, "add_ons: [duo_pro]\n").replace("-- unit", "-- config/unit")
    site = f"-- config/site.yml --\ntitle: {'T' * 100}\nnotice: {'N' * 100}\n"
    told = chat("duo_pro", f"deprecation_message: https://gitlab.com/{'long' * 30}\n")
    write_tree(made.root, site + named + told)
    assert run("review", "--base", "HEAD", "--output", "review", cwd=made.root).status == 0

    with browser.new_context(viewport=viewport) as context:
        page = context.new_page()
        page.goto((made.root / "review" / "review.html").as_uri())

        for word in ("T" * 100, "N" * 100, "w" * 64, "long" * 30):
            assert word in page.locator("main").inner_text()
        assert not is_scrolled_sideways(page)


@pytest.mark.skipif(tooling.nu_jar() is None, reason="the Nu HTML checker has not been fetched")
def test_the_html_checker_has_nothing_to_say(written: Path) -> None:
    # The checker does not compute hashes; the browser does, and the test above sees the style.
    assert [it for it in tooling.html_problems(written) if "Inline style violates" not in it] == []
