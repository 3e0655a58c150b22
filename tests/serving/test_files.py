"""A path leads to a file of the site or to nothing: never outside, never behind a link, never to half a site."""

import os
from pathlib import Path
from threading import Thread

import pytest

from site_builder.output import Artifact, publish
from site_builder.serving.files import Directory, File, find
from tests.output.publishing import run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.html").write_text("secret")
    site = tmp_path / "site"
    for path in ("index.html", "add_ons/index.html", "add_ons/duo_pro.html", "empty/.keep", ".hidden/x.html"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(path)
    return site


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", File("index.html", b"index.html")),
        ("/index.html", File("index.html", b"index.html")),
        ("/add_ons/", File("index.html", b"add_ons/index.html")),
        ("/add_ons/duo_pro.html", File("duo_pro.html", b"add_ons/duo_pro.html")),
        ("/add%5Fons/duo%5fpro%2ehtml", File("duo_pro.html", b"add_ons/duo_pro.html")),
        ("/add_ons", Directory()),
        ("/empty", Directory()),
        ("/empty/", None),
        ("/index.html/", None),
        ("/index.html/x", None),
        ("/add_ons/duo_prro.html", None),
        ("/ADD_ONS/DUO_CORE.HTML", None),
    ],
)
def test_a_path_leads_to_its_file_and_a_directory_to_its_index(
    site: Path, path: str, found: File | Directory | None
) -> None:
    assert find(site, path) == found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "*",
        "index.html",
        "http://127.0.0.1/index.html",
        "/../secret.html",
        "/add_ons/../index.html",
        "/add_ons/../../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/add_ons%2f..%2f..%2fsecret.html",
        "/./index.html",
        "//index.html",
        "/add_ons//duo_pro.html",
        "/add_ons%2Fduo_pro.html",
        "/..\\secret.html",
        "/%5cindex.html",
        "/.hidden/x.html",
        "/empty/.keep",
        "/index.html%00",
        "/%0aindex.html",
        "/%ff",
        "/%ed%a0%80",
        "/" + "a/" * 30_000,
        "/" + "a" * 60_000,
    ],
)
def test_no_other_way_leads_anywhere(site: Path, path: str) -> None:
    assert find(site, path) is None


def test_links_are_not_followed_and_pipes_are_not_read(site: Path) -> None:
    (site / "file.html").symlink_to(site.parent / "secret.html")
    (site / "near.html").symlink_to("index.html")
    (site / "outside").symlink_to(site.parent)
    (site / "inside").symlink_to("add_ons")
    os.mkfifo(site / "pipe.html")
    paths = ("/file.html", "/near.html", "/outside/secret.html", "/inside/duo_pro.html", "/inside/", "/pipe.html")

    assert [find(site, path) for path in paths] == [None] * len(paths)


def test_a_site_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert find(tmp_path / "site", "/") is None


REPLACED_WHILE_IT_IS_READ = """
from site_builder.serving.files import find

site = Path(sys.argv[1], "site")
publish(artifacts({"a/index.html": "old"}), site)
once = iter([{"a/index.html": "new"}])

def replace(event, arguments):
    if event == "open" and arguments[0] == "index.html":
        for files in once:
            publish(artifacts(files), site)

sys.addaudithook(replace)
print(find(site, "/a/index.html").content.decode())
"""


def test_a_site_that_goes_while_it_is_read_is_read_from_the_next_one(tmp_path: Path) -> None:
    assert run(REPLACED_WHILE_IT_IS_READ, tmp_path) == ["new"]


def test_while_sites_replace_each_other_a_file_is_always_there_and_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    sizes = [1, 100_000]

    def publish_often() -> None:
        for number in range(1, 101):
            publish([Artifact("a/b/index.html", b"x" * sizes[number % 2])], site)

    publish([Artifact("a/b/index.html", b"x")], site)
    publisher = Thread(target=publish_often)
    publisher.start()
    found = set()
    while publisher.is_alive():
        file = find(site, "/a/b/index.html")
        found.add(len(file.content) if isinstance(file, File) else file)
    publisher.join()

    assert found <= set(sizes)
