"""What is said beside a unit primitive that works on is what is true of it at the end and was not at the beginning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.build import build
from tests.browser.visiting import settings, texts
from tests.browser.windows import window
from tests.source.repositories import repository
from tests.trees import primitive

GOING = "deprecation_message: Going away.\n"
# Commit -> its unit primitives, and what they state beside what only they say.
STEPS = (
    ("2025-01-05", {"chat": "", "explain": "", "review": "", "search": "", "test": GOING}),
    ("2025-02-05", {"chat": GOING, "tell": "", "review": GOING, "find": "", "test": GOING + "status: beta\n"}),
    ("2025-03-05", {"chat": "", "explain": "", "review": GOING, "find": "", "test": GOING, "late": GOING}),
)
SAYS = {"tell": "explain", "find": "search"}  # who was renamed says the same as before


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    made = repository(tmp_path_factory.mktemp("project"))
    before: set[str] = set()
    for day, stated in STEPS:
        text = "".join(
            primitive(name, more).replace("Opens a chat.", f"Does what only {SAYS.get(name, name)} does.")
            for name, more in stated.items()
        )
        gone = [f"config/unit_primitives/{name}.yml" for name in before - {*stated}]
        made.commit(
            text.replace("-- unit", "-- config/unit") + "-- config/license_types/premium.yml --\nname: premium\n",
            when=f"{day}T00:00:00Z",
            gone=gone,
        )
        before = {*stated}
    asked = settings(tmp_path_factory.mktemp("published") / "site", made.config)
    build(asked)
    with window(browser) as page:
        page.goto((Path(asked.output) / "changes/all.html").as_uri())
        yield page


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "all.html",
            {
                "Newly works: 1 late (deprecated)",
                "Still works: 5 chat, explain, find (renamed), review (deprecated), test",
            },
        ),
        (
            "2025-02.html",
            {"Still works: 5 chat (deprecated), find (renamed), review (deprecated), tell (renamed), test"},
        ),
        ("2025-03.html", {"Newly works: 1 late (deprecated)", "Still works: 3 chat, explain (renamed), test"}),
    ],
)
def test_what_was_taken_back_is_not_said_of_it_any_more(page: Page, address: str, told: set[str]) -> None:
    page.goto(f"{page.url.partition('changes/')[0]}changes/{address}?license=premium")

    lines = (text.split(" ", 3) for text in texts(page.locator("#customer-note li")))
    assert {" ".join((*words, ", ".join(sorted(names.split(", "))))) for *words, names in lines} == told
