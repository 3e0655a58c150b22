"""Moments as texts: a date and time with a time zone in, the moment in UTC out."""

import re
from datetime import UTC, datetime

_DATE, _TIME = r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})", r"(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})"
_FORM = re.compile(rf"{_DATE}[T ]{_TIME}(?P<zone>Z| UTC|[+-][0-9]{{2}}:?(?P<minutes>[0-9]{{2}}))")
_WITHOUT_ZONE = re.compile(rf"{_DATE}(?:[T ]{_TIME})?")


def is_moment_form(text: str) -> bool:
    """Whether the text looks like a date and time with a time zone, whether or not there is such a day."""
    return _FORM.fullmatch(text) is not None


def parse_moment(text: str) -> datetime:
    """The moment a text names, in UTC. ValueError when it names none or lacks its time zone."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"not a date and time with a time zone: {text!r}")
    if int(match["minutes"] or 0) > 59:
        raise ValueError(f"no such time zone: {text!r}")
    zone = match["zone"].strip().replace("UTC", "Z")
    try:
        return datetime.fromisoformat(f"{match['date']}T{match['time']}{zone}").astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def with_zone(text: str) -> str | None:
    """A date, with or without a time, as the moment that it would be in UTC; None for a text of any other form."""
    match = _WITHOUT_ZONE.fullmatch(text)
    return f"{match['date']}T{match['time'] or '00:00:00'}+00:00" if match else None
