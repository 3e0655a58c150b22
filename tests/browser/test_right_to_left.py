"""Titles that are written from right to left stand where others would, and move nothing beside them."""

from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser

from site_builder.build import build
from tests.browser.visiting import CONFIG, settings
from tests.browser.windows import window

TITLES = {"Duo Core": "المساعد الأساسي", "Duo Pro": "المساعد المحترف", "Duo Enterprise": "المساعد للمؤسسات"}

# Texts in some places that do not stand to the right of what comes before them in the same line.
MOVED = """
all => all.flatMap((place) => {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let last = null; texts.nextNode();) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    if (!texts.currentNode.data.trim()) continue;
    if (last && last.bottom === box.bottom && box.left < last.right - 1) found.push(texts.currentNode.data);
    last = box;
  }
  return found;
})
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("right-to-left")
    copytree(CONFIG, made / "config")
    file = made / "config/site.yml"
    text = file.read_text("utf-8")
    for title, written in TITLES.items():
        text = text.replace(f": {title}\n", f": {written}\n")
    file.write_text(text, encoding="utf-8")
    build(settings(made / "site", made / "config"))
    return made / "site"


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("check.html?license=ultimate&realm=self-managed", "#next a"),
        ("unit_primitives/duo_chat.html", "dd, td"),
        ("unit_primitives/index.html", "td"),
    ],
)
def test_titles_and_counts_follow_each_other_as_they_are_written(
    site: Path, browser: Browser, address: str, places: str
) -> None:
    with window(browser) as page:
        page.set_viewport_size({"width": 2400, "height": 1200})
        page.goto(f"{site.as_uri()}/{address}")
        page.locator(places).filter(has_text="المساعد").first.wait_for(state="attached")

        assert page.locator(places).filter(has_text="المساعد").evaluate_all(MOVED) == []
