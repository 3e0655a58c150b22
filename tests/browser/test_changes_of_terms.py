"""What is told of other terms is true of those whom it reached before, and of those whom it reaches now."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.build import build
from tests.browser.visiting import settings, texts
from tests.browser.windows import window
from tests.source.repositories import repository
from tests.trees import primitive

_ALL = {
    "license_types": ("starter", "premium"),
    "add_ons": ("duo_pro", "duo_old"),
    "gitlab_realms": ("saas", "self-managed"),
}
_PAID = "cut_off_date: 2024-01-01T00:00:00Z\n"
_SINCE_17 = "min_gitlab_version: '17.0'\n"
SAAS, BOTH = "gitlab_realms: [saas]\n", "gitlab_realms: [saas, self-managed]\n"
PREMIUM, PRO = "license_types: [premium]\n", "add_ons: [duo_pro]\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """All changes of a site where one edit gave other terms, and one came, and a license and an add-on went."""
    made = repository(tmp_path_factory.mktemp("project"))
    bundles = "".join(
        f"-- {kind}/{name.replace('-', '_')}.yml --\nname: {name}\n" for kind in _ALL for name in _ALL[kind]
    )
    before = (
        primitive("came", _PAID + PRO + PREMIUM + SAAS),
        primitive("same", _PAID + PRO + PREMIUM + BOTH),
        primitive("opened", _PAID + "add_ons: [duo_old]\n" + PREMIUM),
        primitive("licensed", _PAID + PRO + "license_types: [starter, premium]\n"),
    )
    after = (
        primitive("came", _PAID + PRO + PREMIUM + BOTH + _SINCE_17),
        primitive("same", _PAID + PRO + PREMIUM + BOTH + _SINCE_17),
        primitive("opened", PREMIUM),
        primitive("licensed", _PAID + PRO),
        primitive("late", _PAID + PRO + PREMIUM + "gitlab_realms: [self-managed]\ndeprecation_message: Going away.\n"),
    )
    for text, gone in ((bundles + "".join(before), ()), ("".join(after), ("license_types/starter", "add_ons/duo_old"))):
        made.commit(
            text.replace("-- ", "-- config/").replace("config/--", "--"), gone=[f"config/{it}.yml" for it in gone]
        )
    asked = settings(tmp_path_factory.mktemp("published") / "site", made.config)
    build(asked)
    with window(browser) as page:
        page.goto((Path(asked.output) / "changes/all.html").as_uri())
        yield page


def told(page: Page, query: str) -> list[str]:
    page.goto(f"{page.url.partition('?')[0]}?{query}")
    return texts(page.locator("#customer-note li"))


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("license=premium&add_on=duo_pro&realm=saas", ["Newly works: 1 opened", "Still works: 3 came, licensed, same"]),
        (
            "license=premium&add_on=duo_pro&realm=self-managed",
            [
                "Newly works: 3 late (deprecated), came (needs GitLab 17.0 or later), opened",
                "Still works: 2 licensed, same (needs GitLab 17.0 or later; any version was enough before)",
            ],
        ),
        (
            "license=premium&add_on=duo_pro",
            [
                "Newly works: 1 opened",
                "Newly works for some of them: 2 late (deprecated), came (needs GitLab 17.0 or later)",
                "Still works: 2 licensed, same (needs GitLab 17.0 or later; any version was enough before)",
            ],
        ),
    ],
)
def test_another_version_is_told_of_before_where_it_worked_before(page: Page, query: str, lines: list[str]) -> None:
    assert told(page, query) == lines


@pytest.mark.parametrize(
    ("query", "line"),
    [
        (
            "license=premium",
            "Newly works for some of them: 3 late (deprecated), came (needs GitLab 17.0 or later), opened",
        ),
        ("add_on=duo_pro&realm=saas", "Newly works for some of them: 2 licensed, opened"),
    ],
)
def test_whatever_is_open_to_any_is_open_to_who_had_what_is_gone(page: Page, query: str, line: str) -> None:
    assert line in told(page, query)
