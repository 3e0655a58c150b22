"""Windows of a browser in which nothing goes wrong unseen: no complaint, no failure, no word to another host."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
Scheme = Literal["dark", "light"]

DEADLINE = 60_000.0  # milliseconds; whoever waits longer has met a mistake, on however busy a machine

OWN = re.compile(r"(?:file|blob|data):|http://127\.0\.0\.1[:/]")
# A missing page is meant to be one; and a browser gives up the icon of a page that is left.
HARMLESS = re.compile(r"the server responded with a status of 404|net::ERR_ABORTED")
FORGET = "(() => { try { localStorage.clear(); } catch { /* it is off, or no page was opened */ } })()"

expect.set_options(timeout=DEADLINE)


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """A new window for one use. `options` are those of a browser's context, `has_touch` for instance."""
    opened = _open(browser, viewport=WIDE, **options)
    try:
        yield opened.page
        opened.renew()
    finally:
        opened.page.context.close()


class Windows:
    """Windows that tests have one after the other, because a new one takes longer than most tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[_Window]] = {}

    @contextmanager
    def lent(self, *, viewport: ViewportSize = WIDE, color_scheme: Scheme = "light", **options: Any) -> Iterator[Page]:
        """A window of this size and scheme that remembers nothing. One with something wrong is not lent again."""
        free = self._free.setdefault(repr(sorted(options.items())), [])
        lent = free.pop() if free else _open(self._browser, **options)
        lent.page.set_viewport_size(viewport)
        lent.page.emulate_media(media="screen", color_scheme=color_scheme, forced_colors="none")
        try:
            yield lent.page
            lent.renew()
        except BaseException:
            lent.page.context.close()
            raise
        free.append(lent)


@dataclass(frozen=True, slots=True)
class _Window:
    """A window with a memory of its own, and what was wrong in it since it was new."""

    page: Page
    complaints: list[str]

    def renew(self) -> None:
        """Makes it as good as new for the next page, unless something was wrong."""
        self.page.evaluate(FORGET)
        serious = [complaint for complaint in self.complaints if not HARMLESS.search(complaint)]
        self.complaints.clear()
        assert not serious, serious


def _open(browser: Browser, **options: Any) -> _Window:
    context = browser.new_context(**options)
    context.set_default_timeout(DEADLINE)
    complaints: list[str] = []
    _listen(context, complaints.append)
    return _Window(context.new_page(), complaints)


def _listen(context: BrowserContext, complain: Callable[[str], None]) -> None:
    def on_request(request: Request) -> None:
        if not OWN.match(request.url):
            complain(f"asked another host: {request.url}")

    context.on("console", lambda message: complain(f"console: {message.text}"))
    context.on("weberror", lambda error: complain(f"error: {error.error}"))
    context.on("request", on_request)
    context.on("requestfailed", lambda request: complain(f"failed: {request.url} {request.failure}"))
