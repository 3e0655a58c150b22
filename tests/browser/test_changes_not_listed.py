"""Of more changes than a page lists, nobody is told that nothing is different where what is not listed may be."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.build import build
from tests.browser.visiting import settings
from tests.browser.windows import window
from tests.source.repositories import repository
from tests.trees import primitive

BUNDLES = {"add_ons": ("core", "max", "pro"), "license_types": ("premium",)}
NOT_COUNTED = (
    "Not counted: 2 of the changes that customers notice, which the list leaves out. site-builder diff tells of all."
)


def sold(**add_ons: str) -> str:
    texts = (primitive(name, f"cut_off_date: 2024-01-01T00:00:00Z\nadd_ons: [{it}]\n") for name, it in add_ons.items())
    return "".join(texts).replace("-- unit", "-- config/unit")


@pytest.fixture
def changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages of changes that list one, which is gained, of three: the others lose what they had with the other."""
    made = repository(tmp_path)
    bundles = "".join(f"-- config/{kind}/{it}.yml --\nname: {it}\n" for kind, names in BUNDLES.items() for it in names)
    made.commit(bundles + sold(chat="max", explain="core, pro", review="core, pro"), when="2025-01-05T00:00:00Z")
    made.commit(sold(chat="max, pro", explain="pro", review="pro"), when="2025-02-05T00:00:00Z")
    for module in ("material", "pages.change_period"):
        monkeypatch.setattr(f"site_builder.site.{module}.MOST_CHANGES", 1)
    asked = settings(tmp_path / "site", made.config)
    build(asked)
    return Path(asked.output) / "changes"


@pytest.mark.parametrize("address", ["all.html", "2025-02.html"])
def test_what_is_not_listed_is_not_told_to_be_the_same(changes: Path, browser: Browser, address: str) -> None:
    with window(browser) as page:
        note = page.locator("#customer-note")
        page.goto(f"{(changes / address).as_uri()}?add_on=core")
        expect(note).to_have_text(re.compile(f": nothing of what is listed here is different.{NOT_COUNTED}$"))
        page.goto(f"{(changes / address).as_uri()}?add_on=pro")
        expect(note).to_have_text(re.compile(f"Newly works: 1 chat{NOT_COUNTED}$"))


def test_what_is_listed_whole_since_a_moment_is_told_as_ever(changes: Path, browser: Browser) -> None:
    with window(browser) as page:
        page.goto(f"{(changes / 'all.html').as_uri()}?add_on=core&since=2025-03")
        expect(page.locator("#customer-note")).to_have_text(
            "Any license with Core, since 1 March 2025: nothing is different."
        )
