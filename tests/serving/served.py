"""What the tests of serving share: a build that copies, a server around it, and requests as a browser might send them.

Nothing here waits for a while: a request for the next edition is answered when there is one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlsplit

from site_builder.output import Artifact, publish
from site_builder.serving import Attempt, serve
from site_builder.source import Sources

DEADLINE = 60.0  # seconds; whoever waits longer has met a mistake
REPORT = "report.txt"

PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">\n"
    "<title>{text}</title>\n</head>\n<body>\n<h1>{text}</h1>\n</body>\n</html>\n"
)


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def mark(self) -> str:
        """The edition that a page listens after."""
        return _only(r'data-edition="([^"]*)"', self.body)


def write(path: Path, text: str) -> None:
    """Put a whole file there at once, so that no build reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def copying(source: Path, site: Path) -> Callable[[], str]:
    """A build: every file of `source` becomes one of the site; what stands in a file `report.txt` is wrong."""

    def build() -> str:
        report = source / REPORT
        if report.exists():
            return report.read_text(encoding="utf-8")
        files = [path for path in sorted(source.rglob("*")) if path.is_file() and not path.name.startswith(".")]
        publish((Artifact(path.relative_to(source).as_posix(), path.read_bytes()) for path in files), site)
        return ""

    return build


@contextmanager
def serving(build: Callable[[], str], site: Path, *watched: Path, may_pass: bool = False) -> Iterator[str]:
    """The address of a site that a thread builds and serves until this is left. `may_pass` goes for every report."""
    addresses: Queue[str] = Queue()
    stop = Event()

    def attempt() -> Attempt:
        report = build()
        return Attempt(report=report, may_pass=may_pass and report != "")

    def run() -> None:
        trees = Sources(trees=watched)
        serve(attempt, site=site, watched=trees, port=0, announce=addresses.put, stop=stop, interval=0.01)

    thread = Thread(target=run)
    thread.start()
    try:
        yield addresses.get(timeout=DEADLINE)
    finally:
        stop.set()
        thread.join(DEADLINE)


def ask(address: str, target: str, method: str = "GET", **headers: str) -> Reply:
    """The answer to exactly this target; `Host` may be another than the address says."""
    host = urlsplit(address).netloc
    connection = HTTPConnection(host, timeout=DEADLINE)
    try:
        connection.putrequest(method, target, skip_host=True)
        for name, value in ({"Host": host} | headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read().decode())
    finally:
        connection.close()


def next_mark(address: str, after: str) -> str:
    """The mark of the first edition after this one, as soon as it is there."""
    return _only(r"data: (\S+)\n\n", ask(address, f"/_serve/events?after={after}").body)


def first_mark(address: str) -> str:
    """The mark of the first edition that a build has made."""
    server, _, _ = next_mark(address, "").partition("-")
    return next_mark(address, f"{server}-0")


def _only(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[1]
