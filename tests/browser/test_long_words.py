"""Words longer than a line, and a title as long as may be: they are wrapped, and no page scrolls to the side."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from site_builder.build import build
from tests.browser.visiting import CONFIG, Place, Visit, is_scrolled_sideways, settings
from tests.browser.windows import NARROW, WIDE

TITLE = "The catalog of everything that the Cloud Connector of the Example Company opens for its customers"
MESSAGE = f"Replaced, as https://gitlab.com/{'long' * 60} tells."


@pytest.fixture(scope="module")
def worded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real configuration with such a title, and such a word in a message."""
    directory = tmp_path_factory.mktemp("worded")
    config = shutil.copytree(CONFIG, directory / "config")
    (config / "site.yml").write_text(f"title: {TITLE}\n", "utf-8")
    with (config / "unit_primitives" / "duo_chat.yml").open("a", encoding="utf-8") as file:
        file.write(f"deprecation_message: {MESSAGE}\n")
    build(settings(directory / "site", config))
    return directory / "site"


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
