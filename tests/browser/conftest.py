"""One site and one browser for all tests in a browser: the real configuration, with a past, as of a fixed moment."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from site_builder.build import build, check
from site_builder.catalog import Catalog
from tests.browser.history import with_history
from tests.browser.visiting import CONFIG, NOT_FOUND, Place, Visit, served, settings
from tests.browser.windows import Windows


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real configuration, as the last commit of a repository."""
    return with_history(CONFIG, tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="session")
def site(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the site."""
    directory = tmp_path_factory.mktemp("published") / "site"
    build(settings(directory, config))
    return directory


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the site is about, without any page."""
    return check(settings(tmp_path_factory.mktemp("nothing"))).catalog


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address at which the site is served, under every prefix."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def place(site: Path, server: str) -> Place:
    """Where a page is opened: from the disk. The page for missing pages is one that only servers show."""

    def place(address: str) -> str:
        path, mark, query = address.partition("?")
        return f"{server if path == NOT_FOUND else f'{site.as_uri()}/'}{path}{mark}{query}"

    return place


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def visit(windows: Windows, place: Place) -> Iterator[Visit]:
    """Opens a page of the site in a window that remembers nothing. At the end nothing may have gone wrong in any."""
    with ExitStack() as lent:

        def visit(address: str, **options: Any) -> Page:
            page = lent.enter_context(windows.lent(**options))
            page.goto(address if "://" in address else place(address))
            return page

        yield visit
