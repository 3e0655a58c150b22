"""A server for browsers of this machine: the site with its types and statuses, and nothing for anybody else."""

import re
from collections.abc import Iterator
from http.client import RemoteDisconnected
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from site_builder.problems import EnvironmentProblem
from site_builder.serving.editions import Editions
from site_builder.serving.server import listening
from tests.serving.served import PAGE, Reply, ask, next_mark

FILES = {
    "index.html": PAGE.format(text="Home"),
    "404.html": PAGE.format(text="Not found"),
    "add_ons/index.html": PAGE.format(text="Add-ons é"),
    "assets/site.css": "a { color: red }",
    "assets/site.js": "// é",
    "assets/icon.svg": "<svg/>",
    "assets/LICENSE": "MIT",
    "api/v1/index.json": "{}",
    "data/add_ons.csv": "name",
    "data/catalog.graphml": "<graphml/>",
    "diagrams/kinds.dot": "digraph {}",
    "robots.txt": "User-agent: *",
    "sitemap.xml": "<urlset/>",
    "x.unheard": "?",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def editions() -> Editions:
    editions = Editions()
    editions.publish("")
    return editions


@pytest.fixture
def address(site: Path, editions: Editions) -> Iterator[str]:
    with listening(site, editions, 0) as address:
        yield address


def test_it_is_on_this_machine_only_and_takes_a_free_port(address: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9][0-9]*/", address)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/site.css", "text/css; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("assets/LICENSE", "text/plain; charset=utf-8"),
        ("api/v1/index.json", "application/json; charset=utf-8"),
        ("data/add_ons.csv", "text/csv; charset=utf-8"),
        ("data/catalog.graphml", "application/xml; charset=utf-8"),
        ("diagrams/kinds.dot", "text/vnd.graphviz; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("x.unheard", "application/octet-stream"),
    ],
)
def test_every_file_has_its_type_and_its_bytes_and_is_kept_nowhere(address: str, path: str, media_type: str) -> None:
    reply = ask(address, f"/{path}?q=1")

    assert (reply.status, reply.headers["Content-Type"]) == (200, media_type)
    assert path.endswith(".html") or reply.body == FILES[path]
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_page_is_served_alive_and_stays_as_it_was_on_disk(address: str, site: Path, editions: Editions) -> None:
    reply = ask(address, "/add_ons/")

    assert "<h1>Add-ons é</h1>" in reply.body
    assert reply.mark == editions.current.mark
    assert (site / "add_ons/index.html").read_text(encoding="utf-8") == FILES["add_ons/index.html"]


def test_a_directory_is_shown_below_its_own_address(address: str) -> None:
    reply = ask(address, "/add_ons?sort=name")

    assert (reply.status, reply.headers["Location"]) == (302, "/add_ons/?sort=name")


@pytest.mark.parametrize("target", ["/add_ons/duo_prro.html", "/assets/x.css", "/api/", "/../x", "/_serves"])
def test_a_missing_page_is_the_page_for_missing_pages(address: str, target: str) -> None:
    reply = ask(address, target)

    assert (reply.status, reply.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Not found</h1>" in reply.body


def test_without_a_page_for_missing_pages_a_sentence_does(address: str, site: Path) -> None:
    (site / "404.html").unlink()
    reply = ask(address, "/x")

    assert (reply.status, reply.body) == (404, "There is no such page.\n")


@pytest.mark.parametrize("target", ["/", "/add_ons", "/x", "/assets/site.css", "/_serve/reload.js", "/_serve/x"])
def test_a_head_is_that_of_the_whole_answer(address: str, target: str) -> None:
    whole, head = ask(address, target), ask(address, target, "HEAD")

    assert head == Reply(whole.status, {**whole.headers, "Date": head.headers["Date"]}, "")
    assert head.headers["Content-Length"] == str(len(whole.body.encode()))


def test_other_methods_do_nothing(address: str) -> None:
    assert [ask(address, "/", method).status for method in ("POST", "PUT", "DELETE", "OPTIONS")] == [501] * 4


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_it_answers_to_the_names_of_this_machine(address: str, name: str) -> None:
    assert ask(address, "/", Host=f"{name}:{urlsplit(address).port}").status == 200


@pytest.mark.parametrize(
    "host", ["rebound.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1:{port}.example", "x@localhost:{port}", ""]
)
@pytest.mark.parametrize("target", ["/", "/assets/site.js", "/_serve/events", "/_serve/reload.js"])
def test_a_page_of_another_site_gets_nothing_by_another_name(address: str, host: str, target: str) -> None:
    port = urlsplit(address).port
    reply = ask(address, target, Host=host.format(port=port))

    assert (reply.status, reply.body) == (403, f"Only 127.0.0.1:{port} is served here.\n")


def test_a_request_for_which_there_is_no_thread_gets_no_answer_and_the_next_does(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refuse)
        with pytest.raises((RemoteDisconnected, ConnectionResetError)):
            ask(address, "/")

    assert ask(address, "/").status == 200
    assert capsys.readouterr().err == ""


def test_events_tell_at_once_of_an_edition_that_a_page_has_missed(address: str, editions: Editions) -> None:
    reply = ask(address, "/_serve/events?after=earlier-7")

    assert reply.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert reply.body == f"data: {editions.current.mark}\n\n"
    assert ask(address, "/_serve/events?after=earlier-7", "HEAD").body == ""


def test_events_end_with_the_server(site: Path, editions: Editions) -> None:
    with listening(site, editions, 0) as address:
        assert next_mark(address, "") == editions.current.mark
        editions.close()
        assert "data" not in ask(address, f"/_serve/events?after={editions.current.mark}").body


def test_before_the_first_edition_every_address_says_so(site: Path) -> None:
    editions = Editions()
    with listening(site, editions, 0) as address:
        building = ask(address, "/add_ons/index.html")
        editions.publish("config: error[E117] no unit primitives")
        failed = ask(address, "/assets/site.css")

    assert (building.status, building.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "<h1>The site is being built</h1>" in building.body
    assert failed.status == 503
    assert "config: error[E117] no unit primitives" in failed.body


def test_a_port_that_is_taken_is_the_users_to_change(address: str, site: Path, editions: Editions) -> None:
    port = urlsplit(address).port
    assert port is not None

    with pytest.raises(EnvironmentProblem) as caught, listening(site, editions, port):
        pass

    problem = caught.value.problem
    assert str(problem) == f"127.0.0.1:{port}: error[E708] cannot be served: another program uses this port"
    assert problem.help == "choose another with --port; --port 0 takes any that is free"


def test_after_the_end_the_port_is_free_again(site: Path, editions: Editions) -> None:
    with listening(site, editions, 0) as address:
        pass
    port = urlsplit(address).port
    assert port is not None
    with listening(site, editions, port) as again:
        assert again == address
