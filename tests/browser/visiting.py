"""What the tests in a browser share: the sorts of pages, how a site is built and served, and how a page is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Locator, Page

from site_builder.installed import own_files
from site_builder.settings import Settings
from site_builder.source import load_schemas, load_site_settings
from tests import tooling

CONFIG = tooling.ROOT / "config"
AS_OF = datetime(2026, 11, 22, tzinfo=UTC)
HOME = "index.html"
LIST = "unit_primitives/index.html"
MATRIX = "matrix.html"
COMPARE = "compare/index.html"
NOT_FOUND = "404.html"

# One page or more of every sort: also a deprecated primitive, and one that states nothing.
ENTITY_PAGES = (
    "unit_primitives/duo_chat.html",
    "unit_primitives/code_suggestions.html",
    "unit_primitives/feature_discovery_search.html",
    "add_ons/duo_enterprise.html",
    "license_types/ultimate.html",
    "gitlab_realms/dedicated.html",
    "backend_services/ai_gateway.html",
    "services/duo_chat.html",
    "groups/duo_chat.html",
    "groups/ai-framework.html",
    "feature_categories/duo_chat.html",
)
PAGES = (
    HOME,
    LIST,
    *ENTITY_PAGES,
    "add_ons/index.html",
    "groups/index.html",
    "services/index.html",
    MATRIX,
    "check.html",
    "check/premium/duo_pro/self-managed.html",
    COMPARE,
    "compare/add_ons/duo_pro-vs-duo_enterprise.html",
    "compare/license_types/premium-vs-ultimate.html",
    "changes/index.html",
    "changes/all.html",
    "changes/2026-10.html",
    "timeline.html",
    "whats_new/index.html",
    "whats_new/16.8.html",
    "parity.html",
    "deprecations.html",
    "graph.html",
    "problems.html",
    "codes.html",
    "data.html",
    "schema/unit_primitive.html",
    "editors.html",
    "about.html",
    NOT_FOUND,
)

# A site may be published at the root of a host or below it; a preview of a change one level deeper.
PREFIXES = ("", "project/", "project/mr-12/")

Place = Callable[[str], str]
Visit = Callable[..., Page]


def settings(output: Path, config: Path = CONFIG, base_url: str | None = None) -> Settings:
    """How the tests build a site: at one moment, without a cache, not knowing the environment."""
    schemas = own_files("schemas")
    site = load_site_settings(config, load_schemas(schemas))
    return Settings(
        config=config,
        output=output,
        schemas=schemas,
        templates=own_files("templates"),
        site=replace(site, base_url=base_url),
        as_of=AS_OF,
    )


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """The address of a server on this machine that gives a directory out; `404.html` in place of what is missing."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(directory))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class _Files(SimpleHTTPRequestHandler):
    """Files below any of the prefixes, without a word about each."""

    def translate_path(self, path: str) -> str:
        prefix = max((prefix for prefix in PREFIXES if path.startswith(f"/{prefix}")), key=len)
        return super().translate_path(path.removeprefix(f"/{prefix}") if prefix else path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / NOT_FOUND).read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def texts(elements: Locator) -> list[str]:
    """What each of the elements says, in one line."""
    return [" ".join(text.split()) for text in elements.all_inner_texts()]


def shown_names(page: Page) -> list[str]:
    """The unit primitives whose rows a reader sees, in their order."""
    names: list[str] = page.locator("tr[data-row]:visible th[scope=row]").evaluate_all(
        "cells => cells.map(cell => cell.dataset.csv)"
    )
    return names


def is_scrolled_sideways(page: Page) -> bool:
    """Whether something is wider than the window, so that the page as a whole scrolls to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def open_everything(page: Page) -> None:
    """Unfolds whatever a reader can unfold on the page itself, also where unfolding one folds another."""
    page.locator("main details").evaluate_all(
        "folds => folds.forEach(fold => { fold.removeAttribute('name'); fold.open = true; })"
    )
