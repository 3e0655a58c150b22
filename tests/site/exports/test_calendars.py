"""iCalendar files: whole, read back by a program as they were written, and the same at every build."""

from dataclasses import replace
from datetime import UTC, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import Ref
from site_builder.settings import SiteSettings
from site_builder.site import Material
from site_builder.site.announcements import subjects
from site_builder.site.exports.calendars import cut_off_calendar
from tests.site.making import AS_OF, TITLES, material

CONFIG = """
    -- unit_primitives/duo_chat --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/explain_code --
    cut_off_date: 2024-10-17T00:00:00Z
    add_ons: [duo_pro]
    -- unit_primitives/write_tests --
    cut_off_date: 2025-10-17T12:30:00+02:00
    group: group::ai framework
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    """
DUO_PRO, DUO_CORE = Ref(kind="add_on", name="duo_pro"), Ref(kind="add_on", name="duo_core")


def made(notice: str | None = None, as_of: datetime = AS_OF, base_url: str | None = "https://example.com/") -> Material:
    """The configuration, published at an address."""
    return material(CONFIG, as_of=as_of, site=SiteSettings(titles=TITLES, base_url=base_url, notice=notice))


PUBLISHED = made()


def events(ref: Ref | None, of: Material) -> list[icalendar.Component]:
    """The events of a calendar as another program reads them."""
    return icalendar.Calendar.from_ical(cut_off_calendar(ref, of)).walk("VEVENT")


def test_the_calendar_of_an_add_on_whole() -> None:
    text = cut_off_calendar(DUO_PRO, made(notice="Not official; é, « 🙂 »\\N."))

    assert text.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//site_builder//Cloud Connector catalog//EN",
        "DESCRIPTION:Not official\\; é\\, « 🙂 »\\\\N.",
        "NAME:Cut-offs: Duo Pro · Cloud Connector catalog",
        "X-WR-CALNAME:Cut-offs: Duo Pro · Cloud Connector catalog",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "BEGIN:VEVENT",
        "SUMMARY:Free use ends for 2 unit primitives in Duo Pro",
        "DTSTART:20241017T000000Z",
        "DTSTAMP:20241017T000000Z",
        "UID:878968a7-8a72-511b-8abe-2ea35b49b22c",
        "DESCRIPTION:From then on an add-on is needed: Duo Pro.\\nduo_chat and expla",
        " in_code\\n\\nNot official\\; é\\, « 🙂 »\\\\N.",
        "TRANSP:TRANSPARENT",
        "URL:https://example.com/timeline.html#2024-10-17T000000Z",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_event_stands_for_a_moment_and_not_for_a_primitive() -> None:
    found = events(None, made())

    assert [(str(event["summary"]), event.decoded("dtstart")) for event in found] == [
        ("Free use ends for 1 unit primitive", datetime(2025, 10, 17, 10, 30, tzinfo=UTC)),
        ("Free use ends for 2 unit primitives", datetime(2024, 10, 17, tzinfo=UTC)),
    ]
    assert [set(event) for event in found] == [
        {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP", "URL"} for _ in found
    ]


def test_no_event_links_anywhere_while_the_address_of_the_site_is_not_known() -> None:
    assert [event.get("url") for event in events(None, made(base_url=None))] == [None, None]


def test_a_calendar_without_a_cut_off_holds_the_one_component_that_a_calendar_must_have() -> None:
    text = cut_off_calendar(DUO_CORE, made())
    calendar = icalendar.Calendar.from_ical(text)

    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert text.endswith(b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


@given(notice=st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\\;,:\"'nN"), min_size=1))
def test_any_text_reads_back_as_it_was_and_no_line_is_too_long(notice: str) -> None:
    text = cut_off_calendar(DUO_PRO, replace(PUBLISHED, site=replace(PUBLISHED.site, notice=notice)))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")

    assert str(event["description"]) == (
        f"From then on an add-on is needed: Duo Pro.\nduo_chat and explain_code\n\n{notice}"
    )
    lines = text.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@pytest.mark.parametrize("ref", [None, *subjects(made())], ids=str)
def test_a_later_build_changes_nothing_while_no_cut_off_comes_nearer(ref: Ref | None) -> None:
    later = made(as_of=datetime(2025, 7, 1, 3, 4, tzinfo=UTC))

    assert cut_off_calendar(ref, made()) == cut_off_calendar(ref, later)
