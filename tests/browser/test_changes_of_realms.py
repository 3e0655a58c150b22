"""What changed for a customer where a realm came later: what named all that there were is not offered there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.build import build
from tests.browser.visiting import settings, texts
from tests.browser.windows import window
from tests.source.repositories import repository
from tests.trees import primitive

REALMS = "-- gitlab_realms/saas.yml --\nname: saas\n-- gitlab_realms/self_managed.yml --\nname: self-managed\n"
DEDICATED = "-- gitlab_realms/dedicated.yml --\nname: dedicated\n"
BOTH, ALL = "gitlab_realms: [saas, self-managed]\n", "gitlab_realms: [saas, self-managed, dedicated]\n"

FREE_FROM, PAID_FROM = "min_gitlab_version_for_free_access: '17.0'\n", "min_gitlab_version: '17.5'\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """All changes of a site where Dedicated came later, for one of two; then the other, for all, says so no more."""
    made = repository(tmp_path_factory.mktemp("project"))
    began = REALMS + primitive("duo_chat", BOTH) + primitive("explain_code", ALL.replace(", dedicated", ""))
    for text in (
        began,
        DEDICATED + primitive("duo_chat", BOTH + FREE_FROM) + primitive("explain_code", ALL + PAID_FROM),
        primitive("explain_code", PAID_FROM),
    ):
        made.commit(text.replace("-- ", "-- config/").replace("config/--", "--"))
    asked = settings(tmp_path_factory.mktemp("published") / "site", made.config)
    build(asked)
    with window(browser) as page:
        page.goto((Path(asked.output) / "changes/all.html").as_uri())
        yield page


def answers(page: Page, query: str) -> list[str]:
    page.goto(f"{page.url.partition('?')[0]}?{query}")
    return texts(page.locator("#customer-note li"))


def test_in_a_realm_that_came_later_only_what_was_extended_to_it_is_new(page: Page) -> None:
    assert answers(page, "realm=dedicated") == ["Newly works: 1 explain_code"]
    assert answers(page, "realm=saas") == ["Still works: 2 explain_code, duo_chat"]


def test_a_later_version_is_named_where_one_is_asked_for_and_only_the_one_that_counts_now(page: Page) -> None:
    assert answers(page, "realm=self-managed") == [
        "Still works: 2 explain_code, duo_chat (needs GitLab 17.0 or later; any version was enough before)"
    ]


def test_whoever_is_anywhere_gains_the_realm_and_nothing_by_leaving_all_of_them_unsaid(page: Page) -> None:
    assert answers(page, "license=free") == [
        "Newly works for some of them: 1 explain_code",
        "Still works: 1 duo_chat (needs GitLab 17.0 or later; any version was enough before)",
    ]


@pytest.mark.parametrize(
    ("query", "is_listed"), [("", True), ("realm=self-managed", True), ("license=free", True), ("realm=saas", False)]
)
def test_a_change_of_versions_is_listed_for_whom_one_is_asked(page: Page, query: str, is_listed: bool) -> None:
    page.goto(f"{page.url.partition('?')[0]}?{query}")

    told = texts(page.locator("#changes-list tr:visible td:first-of-type"))
    raised = "Needs GitLab 17.0 or later for free use, on Self-managed; any version was enough before."
    assert (raised in told, len(told) > 1) == (is_listed, True)


def test_a_version_that_reaches_who_has_two_add_ons_is_listed_whatever_else_is_not_said(
    tmp_path: Path, browser: Browser
) -> None:
    made = repository(tmp_path / "project")
    add_ons = "-- add_ons/duo_core.yml --\nname: duo_core\n-- add_ons/duo_pro.yml --\nname: duo_pro\n"
    paid = "cut_off_date: 2024-01-01T00:00:00Z\n"
    for text in (
        REALMS + add_ons + primitive("duo_chat", paid + "add_ons: [duo_pro]\n" + PAID_FROM),
        primitive("duo_chat", f"{paid}add_ons: [duo_core]\nmin_gitlab_version: '18.0'\n"),
    ):
        made.commit(text.replace("-- ", "-- config/").replace("config/--", "--"))
    asked = settings(tmp_path / "site", made.config)
    build(asked)
    with window(browser) as page:
        for query, is_listed in {"realm=self-managed": True, "license=free": True, "realm=saas": False}.items():
            page.goto(f"{(Path(asked.output) / 'changes/all.html').as_uri()}?{query}")
            raised = page.locator("#changes-list tr[data-change=version_raised]:visible")
            assert (raised.count() == 1) == is_listed, query
