"""A directory and its editions in, a web server on this machine out, for browsers of this machine only."""

import errno
import socketserver
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from ..problems import EnvironmentProblem, Problem
from .answers import Answer, answer, refusal
from .editions import Editions
from .pages import OURS

ADDRESS = "127.0.0.1"
EVENTS = f"{OURS}events"

_NAMES = (ADDRESS, "localhost", "[::1]")
_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",  # no page of another origin loads our scripts and reads them
    "X-Content-Type-Options": "nosniff",
}
_STILL_THERE = 15.0  # seconds after which a waiting page is asked whether it still waits
_ENDS_WITHIN = 0.1  # seconds


@contextmanager
def listening(site: Path, editions: Editions, port: int) -> Iterator[str]:
    """The address of a server that runs until this is left; port 0 takes any that is free.

    Raises EnvironmentProblem (E708) when the port cannot be used.
    """
    server = _server(site, editions, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": _ENDS_WITHIN}, daemon=True)
    thread.start()
    try:
        yield f"http://{ADDRESS}:{server.server_port}/"
    finally:
        editions.close()
        server.shutdown()
        thread.join()
        server.server_close()


def _server(site: Path, editions: Editions, port: int) -> "_Server":
    try:
        return _Server(site, editions, port)
    except OSError as error:
        is_taken = error.errno == errno.EADDRINUSE
        reason = "another program uses this port" if is_taken else (error.strerror or str(error)).lower()
        help = "choose another with --port; --port 0 takes any that is free"
        problem = Problem(path=f"{ADDRESS}:{port}", code="E708", message=f"cannot be served: {reason}", help=help)
        raise EnvironmentProblem(problem) from error


class _Server(ThreadingHTTPServer):
    """Every request has a thread of its own, which does not keep the program from ending."""

    allow_reuse_port = False
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, site: Path, editions: Editions, port: int) -> None:
        self.site, self.editions = site, editions
        super().__init__((ADDRESS, port), _Handler)
        suffixes = (f":{self.server_port}", "") if self.server_port == 80 else (f":{self.server_port}",)
        self.hosts = frozenset(name + suffix for name in _NAMES for suffix in suffixes)

    def server_bind(self) -> None:
        """Without looking up a name for the address, which could ask another machine."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Where the system has no thread left, a browser gets no answer and asks again."""
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request. A connection serves one only, as HTTP/1.0 has it: there is no distance to save."""

    server: _Server
    timeout = 30  # seconds for a browser to say what it wants

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def version_string(self) -> str:
        return "site-builder"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal is for what the author should know."""

    def _answer(self) -> None:
        if not self._is_for_us():
            self._send(refusal(HTTPStatus.FORBIDDEN, f"Only {ADDRESS}:{self.server.server_port} is served here."))
        elif self.path.partition("?")[0] == EVENTS:
            self._tell_of_editions()
        else:
            self._send(answer(self.server.site, self.server.editions.current, self.path))

    def _is_for_us(self) -> bool:
        """A page of another site whose name was made to lead here names itself as the host."""
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0].strip().lower() in self.server.hosts

    def _send(self, found: Answer) -> None:
        headers = {"Content-Type": found.media_type, "Content-Length": str(len(found.body)), **found.headers}
        self._send_head(found.status, headers)
        if self.command != "HEAD":
            self.wfile.write(found.body)

    def _send_head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, **_ALWAYS}.items():
            self.send_header(name, value)
        self.end_headers()

    def _tell_of_editions(self) -> None:
        """One event as soon as there is another edition than the page's; until then a sign of life now and then."""
        after = parse_qs(self.path.partition("?")[2]).get("after", [""])[0]
        self._send_head(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8"})
        while self.command != "HEAD" and not self.server.editions.is_closed:
            mark = self.server.editions.after(after, _STILL_THERE).mark
            self.wfile.write(f"data: {mark}\n\n".encode() if mark != after else b":\n\n")
            if mark != after:
                return
