"""Feeds of changes: whole for one bundle, the same ids in every feed and every build, and bounded."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from site_builder.catalog import AddOn, Chronicle, Edit, LicenseType, Record, chronicle_from, link
from site_builder.site.change_rows import newest_first
from site_builder.site.exports.change_feed import change_feed
from tests.catalog.makers import primitive
from tests.site.making import material
from tests.site.past import AS_OF, made, ref

PAST = datetime(2024, 1, 1, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
DUO_CORE = """\
<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom">
 <id>urn:uuid:719808c9-a072-5b79-87fa-5a1abba7b638</id>
 <title>Changes: Duo Core · Cloud Connector catalog</title>
 <updated>2025-01-14T09:30:00Z</updated>
 <author>
  <name>Cloud Connector catalog</name>
 </author>
 <link rel="self" type="application/atom+xml" href="https://example.com/feeds/changes/add_ons/duo_core.atom" />
 <link rel="alternate" type="text/html" href="https://example.com/add_ons/duo_core.html" />
 <entry>
  <id>urn:uuid:3d19c8d5-ef5e-5d69-9f91-0f0449e78115</id>
  <title>Renamed: talk, chat before</title>
  <updated>2025-01-14T09:30:00Z</updated>
  <category term="renamed" />
  <link rel="alternate" type="text/html" href="https://example.com/changes/2025-01.html#renamed" />
  <content>Renamed from chat to talk.

Commit 33333333, Rename chat; merge request group/other!7.</content>
 </entry>
 <entry>
  <id>urn:uuid:a144d2f3-4271-56c6-871c-79c25c9dd93a</id>
  <title>New: Duo Core (add-on)</title>
  <updated>2024-12-02T10:00:00Z</updated>
  <category term="added" />
  <link rel="alternate" type="text/html" href="https://example.com/changes/2024-12.html#added" />
  <content>New add-on.

Commit 22222222, Introduce &lt;Duo Core&gt;; merge request !80.</content>
 </entry>
 <entry>
  <id>urn:uuid:8dc5c6fe-ec0b-5a3e-8521-00b9ad16dc6d</id>
  <title>Gained: chat</title>
  <updated>2024-12-02T10:00:00Z</updated>
  <category term="gained" />
  <link rel="alternate" type="text/html" href="https://example.com/changes/2024-12.html#gained" />
  <content>Now also with Duo Core; Premium customers with Duo Core and not Duo Pro gain it.

Commit 22222222, Introduce &lt;Duo Core&gt;; merge request !80.</content>
 </entry>
</feed>
"""


def ids(feed: bytes) -> dict[str, str]:
    return {
        str(entry.findtext(f"{ATOM}title")): str(entry.findtext(f"{ATOM}id"))
        for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")
    }


def test_the_feed_of_a_bundle() -> None:
    assert change_feed(ref("add_on", "duo_core"), made()).decode() == DUO_CORE


def test_the_feed_of_all_holds_every_change_newest_first_and_of_one_moment_losses() -> None:
    assert list(ids(change_feed(None, made()))) == [
        "Removed: explain",
        "Renamed: talk, chat before",
        "New: Duo Core (add-on)",
        "Gained: chat",
        "Became paid: chat",
    ]


def test_a_change_has_one_id_in_every_feed_by_release_as_by_month() -> None:
    everything = ids(change_feed(None, made()))
    of_group = ids(change_feed(ref("group", "group::duo_chat"), made()))
    by_release = ids(change_feed(None, made(tags=True)))

    assert len(set(everything.values())) == len(everything)
    assert of_group == {
        title: everything[title] for title in ("Renamed: talk, chat before", "Gained: chat", "Became paid: chat")
    }
    assert by_release["Renamed: talk, chat before"] == everything["Renamed: talk, chat before"]


def test_what_the_public_is_told_of_one_moment_has_ids_of_its_own_that_stay_when_more_comes() -> None:
    chat = primitive("chat", add_ons=("duo_pro",), cut_off_date=PAST)
    less, more = replace(chat, add_ons=()), replace(chat, add_ons=("duo_pro", "duo_core"))
    bundles = (AddOn(name="duo_core"), AddOn(name="duo_pro"))
    steps = ((chat, more), (more, chat), (chat, more), (more, less))
    edits = tuple(Edit(id="", moment=AS_OF, subject="", entities=(pair,)) for pair in steps)
    begun = Edit(id="", moment=PAST, subject="")

    def told(count: int) -> list[str]:
        record = Record(edits=(begun, *edits[:count]), beginning=(*bundles, chat))
        chronicle = chronicle_from(record, link((*bundles, less)), AS_OF)
        rows = material("-- unit_primitives/a --", chronicle=chronicle).changes
        return [row.identity for period in rows for row in newest_first(period)]

    assert len({*told(4)}) == len(told(4)) == 4
    assert told(4)[1:] == told(3)


def test_what_an_edit_gives_now_and_once_free_use_is_over_has_two_ids() -> None:
    entities = (*(AddOn(name=name) for name in ("aa", "bb")), *(LicenseType(name=name) for name in ("one", "two")))
    chat = primitive("chat", add_ons=("aa",), license_types=("one",), cut_off_date=datetime(2030, 1, 1, tzinfo=UTC))
    more = replace(chat, add_ons=("aa", "bb"), license_types=("one", "two"))
    edit = Edit(id="1" * 40, moment=AS_OF, subject="", entities=((chat, more),))
    record = Record(edits=(Edit(id="", moment=PAST, subject=""), edit), beginning=(*entities, chat))

    rows = material("-- unit_primitives/a --", chronicle=chronicle_from(record, link((*entities, more)), AS_OF)).changes

    assert [(row.title, row.sentence.partition("; ")[2]) for period in rows for row in period] == [
        ("Gained", "Two customers gain it, free until 1 January 2030."),
        ("Gained", "One customers with Bb and not Aa gain it from 1 January 2030 on."),
    ]
    assert len({row.identity for period in rows for row in period}) == 2


def test_a_feed_holds_no_more_than_its_newest_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys.modules[change_feed.__module__], "MOST_ENTRIES", 2
    )  # the package has a function of that name

    assert list(ids(change_feed(None, made()))) == ["Removed: explain", "Renamed: talk, chat before"]


def test_a_feed_says_so_where_its_newest_moment_has_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[change_feed.__module__], "MOST_ENTRIES", 1)
    feed = ElementTree.fromstring(change_feed(None, made()))
    lost, more = feed.iter(f"{ATOM}entry")

    assert lost.findtext(f"{ATOM}title") == "Removed: explain"
    assert [more.findtext(f"{ATOM}{tag}") for tag in ("title", "updated", "content")] == [
        "1 more change of 14 January 2025, 09:30 UTC",
        "2025-01-14T09:30:00Z",
        "1 of 2 are in this feed, what customers lose first; more stand on the page of changes.",
    ]
    assert [it.get("href") for it in more.iter(f"{ATOM}link")] == ["https://example.com/changes/all.html"]


def test_without_a_change_it_is_a_feed_without_entries() -> None:
    feed = ElementTree.fromstring(change_feed(None, material("-- unit_primitives/a --", chronicle=Chronicle())))

    assert [(it.tag.removeprefix(ATOM), (it.text or "").strip()) for it in feed] == [
        ("id", feed[0].text),
        ("title", "Changes · Cloud Connector catalog"),
        ("updated", "1970-01-01T00:00:00Z"),
        ("author", ""),
    ]
