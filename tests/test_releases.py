"""A site with earlier releases: published at once, each whole below `releases/`, and no reader takes it for today's."""

import html
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_builder.build import build
from site_builder.built import Built
from site_builder.installed import own_files
from site_builder.output.manifest import MANIFEST
from site_builder.problems import EnvironmentProblem
from site_builder.settings import Settings, SiteSettings
from tests.output.publishing import state
from tests.site.reading import Html
from tests.source.repositories import Repository, repository
from tests.trees import primitive

TODAY = datetime(2026, 1, 1, tzinfo=UTC)
HOSTILE = 'v2"<b>&'  # a name that git takes for a tag
CHAT = "backend_services: [ai_gateway]\nadd_ons: [duo_pro]\ncut_off_date: 2025-01-01T00:00:00Z\n"
REST = "-- backend_services/ai_gateway.yml --\nname: ai_gateway\n-- add_ons/duo_pro.yml --\nname: duo_pro\n"
ORIGIN = "-- PROVENANCE.csv --\nfile,field,value,source,confidence\nadd_ons/duo_pro.yml,name,duo_pro,{},high\n"


def tree(text: str) -> str:
    return text.replace("\n-- ", "\n-- config/").replace("-- ", "-- config/", 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two releases, and a configuration that has gone on: a name has changed, another is gone."""
    made = repository(tmp_path_factory.mktemp("project"))
    more = primitive("explain_code", CHAT) + primitive("write_tests", CHAT)
    made.commit(tree(primitive("duo_chat", CHAT) + more + REST + ORIGIN.format("then")), when="2024-06-01T00:00:00Z")
    made.tag("v1.0")
    made.commit(gone=["config/unit_primitives/write_tests.yml"], when="2025-06-01T00:00:00Z")
    made.tag(HOSTILE)
    renamed = primitive("clarify_code", f"{CHAT}alias_names: [explain_code]\n")
    made.commit(tree(renamed + ORIGIN.format("now")), gone=["config/unit_primitives/explain_code.yml"])
    return made


def settings(made: Repository, output: Path, *releases: str) -> Settings:
    return Settings(
        config=made.config,
        output=output,
        schemas=own_files("schemas"),
        templates=own_files("templates"),
        site=SiteSettings(base_url="https://ours.example.com/", repository_url="https://gitlab.com/ours"),
        as_of=TODAY,
        releases=releases,
    )


@pytest.fixture(scope="module")
def built(made: Repository, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(settings(made, tmp_path_factory.mktemp("published") / "site", "v1.0", HOSTILE))


@pytest.fixture(scope="module")
def site(built: Built) -> Path:
    return built.published.output


def pages(directory: Path) -> Iterator[Path]:
    return directory.rglob("*.html")


def banner(page: Path) -> str:
    """What the page says of being an earlier release, with the links in it; empty where it does not."""
    found = re.search(r'<aside class="earlier".*?</aside>', page.read_text("utf-8"), re.DOTALL)
    return " ".join(re.sub(r"<(?!/?a\b)[^>]+>", "", found[0]).split()) if found else ""


def test_every_page_of_a_release_and_no_other_says_so_and_is_kept_out_of_searches(site: Path) -> None:
    says = {page for page in pages(site) if banner(page)}
    kept_out = {page for page in pages(site) if '<meta name="robots" content="noindex">' in page.read_text("utf-8")}

    assert says == kept_out == set(pages(site / "releases")) - {site / "releases/index.html"}
    assert len(says) > 40


@pytest.mark.parametrize(
    ("page", "today"),
    [
        ("index.html", '<a href="../../index.html">The same page today</a>'),
        (
            "unit_primitives/duo_chat.html",
            '<a href="../../../unit_primitives/duo_chat.html">The same page today</a>',
        ),
        (
            "unit_primitives/explain_code.html",
            '<a href="../../../unit_primitives/clarify_code.html">The same page today: clarify_code</a>',
        ),
        ("unit_primitives/write_tests.html", '<a href="../../../index.html">Not in today’s catalog: see what is</a>'),
    ],
)
def test_a_page_of_a_release_leads_to_what_stands_for_it_today(site: Path, page: str, today: str) -> None:
    up = "../" * page.count("/")

    assert banner(site / "releases/v1.0" / page) == (
        f"You are reading an earlier release: v1.0, as of 1 June 2024. {today} · "
        f'<a href="{up}../../releases/index.html">Earlier releases</a>'
    )


def test_every_link_of_the_whole_tree_leads_to_a_file_in_it(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    dead = set()
    for page in pages(site):
        here = page.relative_to(site).as_posix()
        for address in re.findall(r'(?:href|src|action|data-index)="([^"]*)"', page.read_text("utf-8")):
            parts = urlsplit(html.unescape(address))
            if not (parts.scheme or parts.netloc or not parts.path or here == "404.html"):
                there = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path)))
                dead |= set() if there in files else {(here, address)}

    assert dead == set()


def test_a_release_says_what_was_so_then(site: Path) -> None:
    then, now = (
        json.loads((site / place / "api/v1/index.json").read_text("utf-8"))["as_of"] for place in ("releases/v1.0", "")
    )
    origins = [(site / place / "data/provenance.csv").read_text("utf-8") for place in ("releases/v1.0", "")]
    chat = [(site / place / "unit_primitives/duo_chat.html").read_text("utf-8") for place in ("releases/v1.0", "")]

    assert (then, now) == ("2024-06-01T00:00:00Z", "2026-01-01T00:00:00Z")
    assert [",then," in text for text in origins] == [True, False]
    assert ["until 1 January 2025, then with" in text for text in chat] == [True, False]
    assert ["-/edit/" in text for text in chat] == [False, True]


def test_what_speaks_for_the_site_speaks_of_today_alone(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in (site / "releases").rglob("*") if path.is_file()}
    listed = (site / "sitemap.xml").read_text("utf-8")

    assert not any(re.search(r"\.(?:atom|ics)$|/404\.html$|/sitemap\.xml$|/robots\.txt$", path) for path in found)
    assert re.findall(r"/(releases/[^<]*)<", listed) == ["releases/index.html"]
    bundle = (site / "releases/v1.0/add_ons/duo_pro.html").read_text("utf-8")
    assert 'href="../../../feeds/add_ons/duo_pro.atom"' in bundle


def test_todays_pages_lead_to_the_list_and_the_list_to_each_release(site: Path) -> None:
    listed = Html((site / "releases/index.html").read_text("utf-8"))
    links = [(element.attributes["href"], element.text) for element in listed.elements if element.tag == "a"]

    assert links.count(("v1.0/index.html", "v1.0")) == 1
    assert [text for href, text in links if href.startswith("v2-b")] == [HOSTILE]
    for page in pages(site):
        if "releases" not in page.relative_to(site).parts and page.name != "404.html":
            assert 'releases/index.html">Earlier releases</a>' in page.read_text("utf-8"), page
    search = (site / "assets/search-data.js").read_text("utf-8")
    assert '"releases/index.html"' in search


def test_a_tag_is_text_whatever_it_is_called(site: Path) -> None:
    (place,) = (path for path in (site / "releases").iterdir() if path.name.startswith("v2-b"))
    text = (place / "index.html").read_text("utf-8")

    Html(text)  # refuses tags that do not match
    assert "<strong>v2&#34;&lt;b&gt;&amp;</strong>" in text
    assert re.fullmatch(r"[a-z0-9-]+", place.name)


def test_the_count_of_pages_has_them_all(built: Built, site: Path) -> None:
    assert (built.pages, built.releases) == (len(list(pages(site))), 2)


def plain_text(text: str) -> str:
    """A file without what leads to earlier releases, or to the search that finds the list of them."""
    way = r' · <a href="[./]*releases/index\.html">Earlier releases</a>|(?<=search-data\.js)\?[0-9a-f]+'
    return re.sub(way, "", text)


def test_the_site_of_today_is_the_same_with_and_without_releases_but_for_the_way_to_them(
    made: Repository, site: Path, tmp_path: Path
) -> None:
    plain = build(settings(made, tmp_path / "site")).published.output
    unlike = []
    for path in sorted(plain.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            other = (site / path.relative_to(plain)).read_text("utf-8", "surrogateescape")
            if plain_text(path.read_text("utf-8", "surrogateescape")) != plain_text(other):
                unlike.append(path.relative_to(plain).as_posix())

    assert unlike == ["404.html", "assets/search-data.js", "sitemap.xml"]


def test_a_release_that_is_none_leaves_the_old_site_as_it_was(made: Repository, tmp_path: Path) -> None:
    asked = settings(made, tmp_path / "site")
    build(asked)
    before = state(asked.output)

    with pytest.raises(EnvironmentProblem) as caught:
        build(replace(asked, releases=("v1.0", "v1.1")))

    assert caught.value.problem.code == "E707"
    assert state(asked.output) == before


def test_a_release_goes_when_it_is_asked_for_no_more(made: Repository, tmp_path: Path) -> None:
    asked = settings(made, tmp_path / "site", "v1.0")
    build(asked)
    build(replace(asked, releases=()))

    assert not (asked.output / "releases").exists()


def test_layouts_of_releases_are_kept_with_those_of_today(made: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    asked = replace(settings(made, tmp_path / "site", "v1.0"), cache=cache)
    build(asked)
    (file,) = cache.glob("layouts-*")
    kept = json.loads(file.read_text("utf-8"))
    build(replace(asked, releases=()))

    assert kept.keys() > json.loads(file.read_text("utf-8")).keys()
