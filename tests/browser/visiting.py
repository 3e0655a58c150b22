"""What the tests in a browser share: the sorts of pages, a server, and windows in which nothing may go wrong unseen."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from playwright.sync_api import Browser, Locator, Page, ViewportSize

from site_builder.build import own_files
from site_builder.settings import Settings
from site_builder.source import load_schemas, load_site_settings
from tests import tooling

CONFIG = tooling.ROOT / "config"
AS_OF = datetime(2026, 11, 22, tzinfo=UTC)
HOME = "index.html"
LIST = "unit_primitives/index.html"
MATRIX = "matrix.html"
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
    MATRIX,
    "graph.html",
    "problems.html",
    "data.html",
    "schema/unit_primitive.html",
    "about.html",
    NOT_FOUND,
)

# A site may be published at the root of a host or below it; a preview of a change one level deeper.
PREFIXES = ("", "project/", "project/mr-12/")

WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
Scheme = Literal["dark", "light"]

DEADLINE = 10_000.0  # milliseconds; whoever waits longer has met a mistake

Place = Callable[[str], str]
Visit = Callable[..., Page]

# A missing page is meant to be one; and a browser gives up the icon of a page that is left.
_HARMLESS = re.compile(r"the server responded with a status of 404|net::ERR_ABORTED")
FORGET = "(() => { try { localStorage.clear(); } catch { /* it is off, or no page was opened */ } })()"
_OWN = re.compile(r"(?:file|blob|data):|http://127\.0\.0\.1[:/]")


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
    """The address of a server on this machine that gives a directory out; `404.html` in the place of what is missing."""
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


@dataclass(frozen=True, slots=True)
class Window:
    """A window with a memory of its own, and what was wrong in it since somebody looked."""

    page: Page
    complaints: list[str]

    def close(self) -> None:
        self.page.context.close()

    def renew(self) -> None:
        """Makes it as good as new for the next page. Nobody may have complained, and no other host been asked."""
        self.page.evaluate(FORGET)
        serious = [complaint for complaint in self.complaints if not _HARMLESS.search(complaint)]
        self.complaints.clear()
        assert not serious, serious


def open_window(browser: Browser, **options: Any) -> Window:
    """A new window. `options` are those of a browser's context, `has_touch` for instance."""
    complaints: list[str] = []
    context = browser.new_context(**options)
    context.set_default_timeout(DEADLINE)
    context.on("console", lambda message: complaints.append(f"console: {message.text}"))
    context.on("weberror", lambda error: complaints.append(f"error: {error.error}"))
    context.on("request", lambda request: _OWN.match(request.url) or complaints.append(f"request: {request.url}"))
    context.on("requestfailed", lambda request: complaints.append(f"failed: {request.url} {request.failure}"))
    return Window(context.new_page(), complaints)


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """A new window for one use, in which nothing may go wrong."""
    opened = open_window(browser, viewport=WIDE, **options)
    try:
        yield opened.page
        opened.renew()
    finally:
        opened.close()


class Windows:
    """Windows that tests have one after the other, because a new one takes longer than most tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Window]] = {}

    @contextmanager
    def lent(self, *, viewport: ViewportSize = WIDE, color_scheme: Scheme = "light", **options: Any) -> Iterator[Page]:
        """A window of this size and scheme that remembers nothing. One in which something was wrong is not lent again."""
        free = self._free.setdefault(repr(sorted(options.items())), [])
        window = free.pop() if free else open_window(self._browser, **options)
        window.page.set_viewport_size(viewport)
        window.page.emulate_media(media="screen", color_scheme=color_scheme, forced_colors="none")
        try:
            yield window.page
            window.renew()
        except BaseException:
            window.close()
            raise
        free.append(window)


def texts(elements: Locator) -> list[str]:
    """What each of the elements says, in one line."""
    return [" ".join(text.split()) for text in elements.all_inner_texts()]


def shown_names(page: Page) -> list[str]:
    """The unit primitives whose rows a reader sees, in their order."""
    return page.locator("tr[data-row]:visible th[scope=row]").evaluate_all("cells => cells.map(cell => cell.dataset.csv)")


def is_scrolled_sideways(page: Page) -> bool:
    """Whether something is wider than the window, so that the page as a whole scrolls to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def open_everything(page: Page) -> None:
    """Unfolds whatever a reader can unfold on the page itself, also where unfolding one folds another."""
    page.locator("main details").evaluate_all(
        "folds => folds.forEach(fold => { fold.removeAttribute('name'); fold.open = true; })"
    )
