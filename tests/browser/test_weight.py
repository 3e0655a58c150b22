"""What a page weighs on the way to its reader: few requests, small files, and nothing that is not needed."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import ENTITY_PAGES, HOME, MATRIX
from tests.browser.windows import window

KIB = 1024
LINKED = re.compile(r'<(?:script src|link rel="(?:icon|stylesheet)" href)="([^"]+)"')


def weight(path: Path) -> int:
    """Bytes of a file as servers send it."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def parts(site: Path, address: str) -> dict[str, int]:
    """The files that a page needs and their weights, the page itself included."""
    linked = LINKED.findall((site / address).read_text(encoding="utf-8"))
    files = {address, *(urljoin(f"/{address}", link).removeprefix("/") for link in linked)}
    return {file: weight(site / file) for file in files}


def entity_pages(site: Path) -> list[str]:
    kinds = {address.split("/")[0] for address in ENTITY_PAGES}
    pages = (page for kind in sorted(kinds) for page in sorted((site / kind).glob("*.html")))
    return [page.relative_to(site).as_posix() for page in pages if page.name != "index.html"]


def test_an_entity_page_is_light(site: Path) -> None:
    pages = entity_pages(site)
    assert len(pages) > 100
    for address in pages:
        files = parts(site, address)
        assert len(files) <= 5, address
        assert sum(files.values()) <= 25 * KIB, (address, files)
        assert sum(size for file, size in files.items() if file.endswith(".js")) <= 10 * KIB, files
        assert sum(size for file, size in files.items() if file.endswith(".css")) <= 8 * KIB, files


@pytest.mark.parametrize("address", [HOME, "unit_primitives/duo_chat.html", "license_types/ultimate.html", MATRIX])
def test_a_browser_asks_for_nothing_else(browser: Browser, server: str, site: Path, address: str) -> None:
    asked: list[str] = []
    with window(browser) as page:
        page.on("request", lambda request: asked.append(request.url.removeprefix(server)))
        with page.expect_request("**/icon.svg"):  # which browsers want last of all
            page.goto(f"{server}{address}")

    assert sorted(asked) == sorted(parts(site, address))
