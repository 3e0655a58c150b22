"""What a customer is told to be different is what is so today, also where the clocks of commits went wrong."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from site_builder.build import build
from tests.browser.visiting import settings, texts
from tests.browser.windows import window
from tests.source.repositories import repository
from tests.trees import primitive

LICENSES = "".join(f"-- config/license_types/{name}.yml --\nname: {name}\n" for name in ("premium", "ultimate"))
STATED = ("premium", "ultimate", "premium")  # the license that opens it, with one commit after the other


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2026-01-10", "2026-10-20", "2026-11-02"), ["Still works: 1 chat"]),
        (("2026-01-10", "2026-10-20", "2026-02-01"), ["Still works: 1 chat"]),
        (("2026-01-10", "2026-02-01", "2026-11-02"), ["Newly works: 1 chat"]),
        (("2026-01-10", "2099-02-01", "2026-02-01"), []),
    ],
)
def test_what_is_different_since_a_moment_ends_with_what_is_so_today(
    tmp_path: Path, browser: Browser, days: tuple[str, ...], told: list[str]
) -> None:
    made = repository(tmp_path / "project")
    for day, license in zip(days, STATED, strict=True):
        text = primitive("chat", f"license_types: [{license}]\n").replace("-- unit", "-- config/unit")
        made.commit(text + LICENSES, when=f"{day}T00:00:00Z")
    asked = settings(tmp_path / "site", made.config)
    build(asked)

    with window(browser) as page:
        page.goto((Path(asked.output) / "changes/all.html").as_uri() + "?license=premium&since=three-months")

        assert texts(page.locator("#customer-note li")) == told
