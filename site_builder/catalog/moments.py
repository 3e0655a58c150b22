"""Moments as texts: a date and time with a time zone in, the moment in UTC out."""

import re
from datetime import UTC, datetime

_FORM = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<zone>Z| UTC|[+-][0-9]{2}:?[0-9]{2})"
)


def is_moment_form(text: str) -> bool:
    """Whether the text looks like a date and time with a time zone, whether or not there is such a day."""
    return _FORM.fullmatch(text) is not None


def parse_moment(text: str) -> datetime:
    """The moment a text names, in UTC. ValueError when it names none or lacks its time zone."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"not a date and time with a time zone: {text!r}")
    zone = match["zone"].strip().replace("UTC", "Z")
    try:
        return datetime.fromisoformat(f"{match['date']}T{match['time']}{zone}").astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from error
