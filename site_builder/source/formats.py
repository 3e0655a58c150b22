"""Texts of the formats that schemas name: whether a text has the form, what it means, and what to say when it has not.

The four formats are this project's own: `gitlab-version`, `utc-date-time`, `https-url` and `group-name`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..catalog import is_gitlab_version, parse_version
from ..characters import quotable
from ..moments import is_moment_form, parse_moment, with_zone
from ..suggestions import foreign_letters, latin


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Why a text is not of a format: the code, a sentence, and the form that would do when there is one."""

    code: str
    message: str
    suggestion: str = ""
    replacement: str = ""  # the value as it belongs into the file, where there is one right answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: `complain` gives None for a text of that form, `parse` its meaning."""

    complain: Callable[[str], Complaint | None]
    parse: Callable[[str], Any]


_GROUP = re.compile(r"group::[A-Za-z0-9]+(?:[ _&/-]+[A-Za-z0-9]+)*")

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_WITHOUT_HTTPS = re.compile(r"(?:(?:http:)?//)?(?P<rest>[A-Za-z0-9-]+\.\S+)")
_NOT_IN_A_URL = re.compile(r"[\s\"<>\\^`{|}\x00-\x1f\x7f]")


def complain_of_moment(text: str) -> Complaint | None:
    """What is wrong with a date and time."""
    whole = with_zone(text)
    try:
        parse_moment(whole or text)
    except ValueError:
        known_form = whole or is_moment_form(text)
        what = "no such date or time" if known_form else "not a date and time"
        suggestion = "write it like 2024-10-17T00:00:00+00:00"
        return Complaint(code="E206", message=f"{what}: '{quotable(text)}'", suggestion=suggestion)
    if whole:
        lacks = "no time zone" if ":" in text else "no time and no time zone"
        return Complaint(
            code="E207",
            message=f"'{text}' has {lacks}",
            suggestion=f"write {whole} where UTC is meant",
            replacement=whole,
        )
    return None


def _complain_of_version(text: str) -> Complaint | None:
    if is_gitlab_version(text):
        return None
    numbers = re.fullmatch(r"\D*([0-9]+\.[0-9]+(?:\.[0-9]+)?)\D*", text)
    is_within = numbers is not None and is_gitlab_version(numbers[1])
    suggestion = f"write '{numbers[1]}'" if numbers and is_within else "write it like '16.10' or '16.10.1'"
    return Complaint(code="E205", message=f"not a GitLab version: '{quotable(text)}'", suggestion=suggestion)


def _complain_of_url(text: str) -> Complaint | None:
    reason = _what_is_wrong_with_url(text)
    if not reason:
        return None
    return Complaint(code="E208", message=f"not an https address: {reason}", suggestion=_https(text))


def _https(text: str) -> str:
    """The advice to write https in the place of http or of nothing, where the rest is an address."""
    match = _WITHOUT_HTTPS.fullmatch(text)
    if not match or quotable(match["rest"]) != match["rest"] or _what_is_wrong_with_url(f"https://{match['rest']}"):
        return ""
    return f"write https://{match['rest']}"


def _what_is_wrong_with_url(text: str) -> str:
    if strange := _NOT_IN_A_URL.search(text):
        return "it holds a space" if strange[0] == " " else f"it holds {strange[0]!r}"
    shown = quotable(text)
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return f"'{shown}' cannot be read"
    if parts.scheme != "https":
        begins = f"begins with '{quotable(parts.scheme, 20)}:'" if parts.scheme else "does not begin with https://"
        return f"'{shown}' {begins}"
    if "@" in parts.netloc:
        return "it holds a user name"
    host = parts.hostname or ""
    if foreign := foreign_letters(host):
        return f"in its host, {foreign}"
    if not port_is_fine or not _HOST.fullmatch(host):
        return f"'{shown}' has no host that can be reached"
    return ""


def _complain_of_group(text: str) -> Complaint | None:
    if _GROUP.fullmatch(text):
        return None
    bare = re.sub(r"^group(?:[\s:]+|$)", "", latin(text).strip(), flags=re.IGNORECASE).strip(" :")
    fixed = "group::" + re.sub(r"\s+", " ", bare)
    fixed = fixed if _GROUP.fullmatch(fixed) else ""
    suggestion = f"write '{quotable(fixed)}'" if fixed else "write it like 'group::duo_chat'"
    if foreign := foreign_letters(text):
        suggestion, fixed = f"{quotable(foreign, len(foreign))}; {suggestion}", ""
    message = f"'{quotable(text)}' is not of the form group::name"
    return Complaint(code="E215", message=message, suggestion=suggestion, replacement=fixed)


FORMATS = {
    "gitlab-version": Format(complain=_complain_of_version, parse=parse_version),
    "utc-date-time": Format(complain=complain_of_moment, parse=parse_moment),
    "https-url": Format(complain=_complain_of_url, parse=str),
    "group-name": Format(complain=_complain_of_group, parse=str),
}
