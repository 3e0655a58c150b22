"""Atom feeds: whole, valid by the elements that the format asks for, and the same at every build."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from site_builder.catalog import Ref
from site_builder.settings import SiteSettings
from site_builder.site import Material
from site_builder.site.announcements import subjects
from site_builder.site.exports.atom import cut_off_feed
from tests.site.making import AS_OF, TITLES, material

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/explain_code --
    cut_off_date: 2025-10-17T00:00:00Z
    group: group::R&D
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    """
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.com/catalog/"


def made(base_url: str | None = BASE, as_of: datetime = AS_OF) -> Material:
    """The configuration, published at an address."""
    site = SiteSettings(titles=TITLES, base_url=base_url, notice="Not official: <b>é & 🙂</b>.")
    return material(CONFIG, site=site, as_of=as_of)


def test_the_feed_of_an_add_on_whole() -> None:
    assert cut_off_feed(Ref(kind="add_on", name="duo_pro"), made()).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        " <id>urn:uuid:d278c2ac-493f-5927-a93e-609c968bb181</id>\n"
        " <title>Cut-offs: Duo Pro · Cloud Connector catalog</title>\n"
        " <subtitle>Not official: &lt;b&gt;é &amp; 🙂&lt;/b&gt;.</subtitle>\n"
        " <updated>2024-10-17T00:00:00Z</updated>\n"
        " <author>\n"
        "  <name>Cloud Connector catalog</name>\n"
        " </author>\n"
        ' <link rel="self" type="application/atom+xml" href="https://example.com/catalog/feeds/add_ons/duo_pro.atom" />\n'
        ' <link rel="alternate" type="text/html" href="https://example.com/catalog/add_ons/duo_pro.html" />\n'
        " <entry>\n"
        "  <id>urn:uuid:878968a7-8a72-511b-8abe-2ea35b49b22c</id>\n"
        "  <title>Free use ended for 1 unit primitive in Duo Pro on 17 October 2024</title>\n"
        "  <updated>2024-10-17T00:00:00Z</updated>\n"
        '  <category term="past" />\n'
        '  <link rel="alternate" type="text/html" href="https://example.com/catalog/timeline.html#2024-10-17T000000Z" />\n'
        "  <content>From then on an add-on is needed: Duo Pro.\n"
        "duo_chat\n"
        "\n"
        "Not official: &lt;b&gt;é &amp; 🙂&lt;/b&gt;.</content>\n"
        " </entry>\n"
        "</feed>\n"
    )


def test_a_feed_without_a_cut_off_is_a_feed_without_entries() -> None:
    feed = ElementTree.fromstring(cut_off_feed(Ref(kind="add_on", name="duo_core"), made(base_url=None)))

    assert [(element.tag.removeprefix(ATOM), element.text) for element in feed] == [
        ("id", "urn:uuid:46a13c94-e577-5b1f-9193-26a09690f64c"),
        ("title", "Cut-offs: Duo Core · Cloud Connector catalog"),
        ("subtitle", "Not official: <b>é & 🙂</b>."),
        ("updated", "1970-01-01T00:00:00Z"),
        ("author", "\n  "),
    ]


@pytest.mark.parametrize("base_url", [None, BASE])
def test_every_feed_has_what_the_format_asks_for_and_links_where_the_address_is_known(base_url: str | None) -> None:
    of = made(base_url)
    for ref in (None, *subjects(of)):
        feed = ElementTree.fromstring(cut_off_feed(ref, of))
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            for tag in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{tag}")) == 1, (ref, tag)
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert [link.attrib["rel"] for link in feed.findall(f"{ATOM}link")] == (
            ["self", "alternate"] if base_url else []
        )
        assert all(link.attrib["href"].startswith(BASE) for link in feed.iter(f"{ATOM}link"))


def test_the_feed_of_all_stands_at_its_address_with_the_latest_cut_off_first() -> None:
    feed = ElementTree.fromstring(cut_off_feed(None, made()))

    assert [link.attrib["href"] for link in feed.findall(f"{ATOM}link")] == [
        f"{BASE}feeds/cut_offs.atom",
        f"{BASE}timeline.html",
    ]
    assert [title.text for title in feed.iterfind(f"{ATOM}entry/{ATOM}title")] == [
        "Free use ends for 1 unit primitive on 17 October 2025",
        "Free use ended for 1 unit primitive on 17 October 2024",
    ]


def test_a_later_build_changes_nothing_while_no_cut_off_comes_nearer() -> None:
    one, other = made(as_of=datetime(2024, 11, 1, tzinfo=UTC)), made(as_of=datetime(2025, 7, 1, 3, 4, tzinfo=UTC))

    assert [cut_off_feed(ref, one) for ref in subjects(one)] == [cut_off_feed(ref, other) for ref in subjects(one)]
