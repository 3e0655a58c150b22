"""Cut-offs as iCalendar files (RFC 5545), for calendars that people subscribe to: one event for each moment."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ...catalog import Ref
from ..announcements import Announcement, channel
from ..material import Material

if TYPE_CHECKING:
    import icalendar

# What stands for a character in a text of a calendar; the backslash first.
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"))
_PRODUCT = "-//site_builder//Cloud Connector catalog//EN"


def cut_off_calendar(ref: Ref | None, material: Material) -> bytes:
    """The calendar of a bundle or group, or of all cut-offs."""
    import icalendar  # here: it is slow to import, and checking needs no calendar

    told = channel(ref, material)
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what programs read that do not know it
        calendar.add(name, _text(told.title))
    if told.notice:
        calendar.add("description", _text(told.notice))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    for announcement in told.announcements:
        calendar.add_component(_event(announcement))
    if not told.announcements:
        calendar.add_component(_time_zone())
    text: bytes = calendar.to_ical()
    return text


def _event(announcement: Announcement) -> "icalendar.Event":
    """An event without a length, which blocks nobody's time and rings no bell."""
    import icalendar  # here: see cut_off_calendar

    event = icalendar.Event()
    event.add("uid", announcement.id)
    event.add("dtstamp", announcement.told)
    event.add("dtstart", announcement.moment)
    event.add("summary", _text(announcement.summary))
    event.add("description", _text(announcement.text))
    event.add("transp", "TRANSPARENT")
    if announcement.url:
        event.add("url", announcement.url)
    return event


def _text(text: str) -> "icalendar.vUnknown":
    """Escaped here: the library takes a backslash before an N for a line break, and leaves newer properties alone."""
    import icalendar  # here: see cut_off_calendar

    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return icalendar.vUnknown(text)


def _time_zone() -> "icalendar.Timezone":
    """A calendar must hold something; the definition of UTC is what no program shows."""
    import icalendar  # here: see cut_off_calendar

    always = icalendar.TimezoneStandard()
    always.add("dtstart", datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    always.add("tzoffsetfrom", timedelta())
    always.add("tzoffsetto", timedelta())
    zone = icalendar.Timezone()
    zone.add("tzid", "UTC")
    zone.add_component(always)
    return zone
