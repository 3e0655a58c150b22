"""What every page of a site keeps: links that lead somewhere, nothing inline, nothing from elsewhere, a fit form."""

import gzip
import json
import posixpath
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import pytest

from site_builder.site import urls
from site_builder.site.planner import ENTITY_PAGES
from tests.site.readers import read_script
from tests.site.sites import SITES, SVG, Built, built


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Built:
    """Each of the sites."""
    return built(request.param)


def target(here: str, address: str) -> tuple[str, str, str]:
    """The file, query and fragment that an address at a place leads to."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    return there.removeprefix("/"), parts.query, unquote(parts.fragment)


def test_every_link_leads_to_a_file_and_every_fragment_to_an_id_there(site: Built) -> None:
    ids = {path: set(page.ids) for path, page in site.pages.items()}
    dead = set()
    for here, address in site.links:
        there, _, fragment = target(here, address)
        if there not in site.files or (fragment and fragment not in ids.get(there, set())):
            dead.add((here, address))

    assert dead == set()


def test_every_query_sets_a_control_that_the_page_there_has_to_a_value_it_offers(site: Built) -> None:
    offered = {
        path: {(it.attributes.get("name"), it.attributes.get("value")) for it in page.all("input")}
        | {
            (it.attributes["name"], option.attributes["value"])
            for it in page.all("input")
            if "list" in it.attributes
            for option in page.all("option")
        }
        for path, page in site.pages.items()
    }
    strange = set()
    for here, address in site.links:
        there, query, _ = target(here, address)
        for name, value in parse_qsl(query):
            takes_any_text = (name, None) in offered[there]
            strange |= set() if takes_any_text or (name, value) in offered[there] else {(here, address)}

    assert strange == set()


def test_every_page_with_a_table_whose_head_stays_loads_what_makes_it_stay(site: Built) -> None:
    tall = {
        path: {posixpath.basename(target(path, address)[0]) for _, address in page.addresses}
        for path, page in site.pages.items()
        if any("tall" in element.attributes.get("class", "").split() for element in page.elements)
    }

    assert tall
    assert [path for path, loaded in tall.items() if not loaded >= {"sticky.js", "sticky.css"}] == []


def test_every_page_is_reached_from_the_home_page(site: Built) -> None:
    follows: dict[str, set[str]] = {}
    for here, address in site.links:
        follows.setdefault(here, set()).add(target(here, address)[0])
    reached, waiting = {urls.HOME}, [urls.HOME]
    while waiting:
        found = follows.get(waiting.pop(), set()) - reached
        reached |= found
        waiting += found

    assert set(site.pages) - reached == {urls.NOT_FOUND}


def test_no_id_stands_twice_on_a_page(site: Built) -> None:
    twice = {
        path: [name for name, count in Counter(page.ids).items() if count > 1] for path, page in site.pages.items()
    }

    assert {path: names for path, names in twice.items() if names} == {}


def test_what_a_label_or_heading_is_for_is_on_the_page(site: Built) -> None:
    lost = [
        (path, name, value)
        for path, page in site.pages.items()
        for element in page.elements
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for value in element.attributes.get(name, "").split()
        if value not in page.ids
    ]

    assert lost == []


def test_nothing_is_inline_and_nothing_handles_events_in_markup(site: Built) -> None:
    for path, page in site.pages.items():
        for element in page.elements:
            assert element.tag != "style", path
            assert element.tag != "script" or (element.attributes["src"] and not element.text), path
            strange = [name for name in element.attributes if name.startswith("on") or name in ("style", "srcdoc")]
            assert strange == [], (path, element)


def test_the_security_policy_comes_first_and_allows_the_site_itself_only(site: Built) -> None:
    for path, page in site.pages.items():
        charset, policy, *_ = (element for element in page.elements if element.inside == ("html", "head"))
        assert charset.attributes == {"charset": "utf-8"}, path
        assert policy.attributes["http-equiv"] == "Content-Security-Policy", path
        rules = [rule.split() for rule in policy.attributes["content"].split(";")]
        assert rules[0] == ["default-src", "'none'"], path
        assert {source for _, *sources in rules[1:] for source in sources} <= {"'self'", "'none'"}, path


def test_no_page_loads_anything_from_elsewhere(site: Built) -> None:
    for path, page in site.pages.items():
        for element, address in page.addresses:
            if element.tag != "a" and not (path == urls.NOT_FOUND and address.startswith(site.base)):
                assert not urlsplit(address).netloc, (path, element)
                assert not urlsplit(address).scheme, (path, element)


def test_links_to_elsewhere_are_https(site: Built) -> None:
    schemes = {urlsplit(address).scheme for page in site.pages.values() for _, address in page.addresses}

    assert schemes == {"", "https"}


def test_a_list_without_entities_says_so_and_shows_no_table() -> None:
    page = built("least").pages["services/index.html"]

    assert "The configuration describes no legacy services." in page.one("main").text
    assert not [table for table in page.all("table") if "entities" in table.attributes.get("class", "")]


def test_every_row_of_a_table_has_a_cell(site: Built) -> None:
    for path, page in site.pages.items():
        for element, following in pairwise(page.elements):
            assert element.tag != "tr" or following.tag in ("th", "td"), path


def test_of_a_single_unit_primitive_nothing_is_said_that_is_not_there() -> None:
    pages = built("least").pages
    home, check = (pages[path].one("main").text for path in ("index.html", "check.html"))

    assert not list(pages["index.html"].all("table"))
    assert "The configuration has no add-on." in home
    assert "in several bundles" not in home
    for words in ("Each number", "table", "Add-ons", "Realm", "1 unit primitives"):
        assert words not in check


def test_a_style_sheet_loads_nothing(site: Built) -> None:
    for path, content in site.files.items():
        if path.endswith(".css"):
            assert re.findall(r"@import|url\((?!['\"]?(?:data:|#))", content.decode()) == [], path


def test_a_page_is_a_whole_document_in_english_with_one_heading_of_its_own(site: Built) -> None:
    for path, page in site.pages.items():
        assert site.files[path].startswith(b"<!DOCTYPE html>\n"), path
        assert page.declarations == ["DOCTYPE html"], path
        assert page.one("html").attributes["lang"] == "en", path
        assert page.one("h1").text.strip(), path
        levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4")]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), path


@pytest.mark.parametrize("what", ["title", "description"])
def test_every_page_has_a_title_and_a_description_that_no_other_has(site: Built, what: str) -> None:
    found = Counter(
        page.one("title").text
        if what == "title"
        else next(it.attributes["content"] for it in page.all("meta") if it.attributes.get("name") == "description")
        for page in site.pages.values()
    )

    assert "" not in found
    assert {text: count for text, count in found.items() if count > 1} == {}


def test_every_table_has_a_caption_and_every_heading_in_it_a_scope(site: Built) -> None:
    for path, page in site.pages.items():
        captions = [
            element for element in page.all("caption") if element.inside[-1] == "table" and element.text.strip()
        ]
        # The tables of the long texts each stand under a heading of their own.
        assert len(captions) == len(page.all("table")) or path == urls.ABOUT, path
        scopes = {element.attributes.get("scope") for element in page.all("th")}
        assert scopes <= {"col", "row", "colgroup", "rowgroup"}, path


def test_no_cell_spans_nothing(site: Built) -> None:
    spans = [
        (path, element)
        for path, page in site.pages.items()
        for element in page.all("td", "th")
        if element.attributes.get("colspan") == "0" or element.attributes.get("rowspan") == "0"
    ]

    assert spans == []


def test_every_mark_of_a_state_has_its_word_beside_it(site: Built) -> None:
    for path, page in site.pages.items():
        for element in page.all("span"):
            if element.attributes.get("class", "").split(" ")[0] in ("state", "state-mark"):
                assert element.text.strip(), path


def test_an_entity_page_is_light_and_needs_few_requests(site: Built) -> None:
    weight = {path: len(gzip.compress(content, mtime=0)) for path, content in site.files.items()}
    for path, page in site.pages.items():
        if path.partition("/")[0] not in {f"{kind}s" for kind in ENTITY_PAGES} or path.endswith("/index.html"):
            continue
        loaded = [target(path, address)[0] for it, address in page.addresses if it.tag in ("script", "link")]
        assert 1 + len(loaded) <= 5, path
        assert sum(weight[name] for name in loaded if name.endswith(".js")) <= 10 * 1024
        assert sum(weight[name] for name in loaded if name.endswith(".css")) <= 8 * 1024
        assert weight[path] + sum(weight[name] for name in loaded) <= 25 * 1024, path


def test_programs_find_every_file_that_an_index_names(site: Built) -> None:
    index = json.loads(site.files["api/v1/index.json"])
    named = {f"api/v1/{index['catalog']}"} | {
        f"api/v1/{address}" for kind in index["kinds"].values() for address in kind["entities"].values()
    }
    sitemap = ElementTree.fromstring(site.files["sitemap.xml"])
    search = read_script(site.files["assets/search-data.js"].decode(), str)

    assert named | {"api/v1/index.json"} == {path for path in site.files if path.startswith("api/")}
    assert {str(it.text).removeprefix(site.base) for it in sitemap.iter() if it.tag.endswith("loc")} == (
        set(site.pages) - {urls.NOT_FOUND}
    )
    assert {document["u"].partition("?")[0] for document in search["documents"]} == (
        set(site.pages) - {urls.NOT_FOUND, urls.HOME}
    )


def test_every_picture_is_well_formed_names_what_it_shows_and_holds_no_script(site: Built) -> None:
    for path, content in site.files.items():
        if path.endswith(".svg"):
            tags = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(content).iter()}
            assert tags <= set("svg title style g a rect path text circle".split()), path
            assert b"<title>" in content or path == "assets/icon.svg", path
