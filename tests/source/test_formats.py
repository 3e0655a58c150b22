"""Versions, moments, addresses and groups: what is one, what it means, and what an author is told of what is none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from site_builder.moments import parse_moment
from site_builder.source.formats import FORMATS, complain_of_moment


def said(format: str, text: str) -> str:
    """What is said of a text: code, message and suggestion; empty when it is of the format."""
    complaint = FORMATS[format].complain(text)
    return f"{complaint.code} {complaint.message} ({complaint.suggestion})" if complaint else ""


@pytest.mark.parametrize("text", ["16.9", "16.10", "17.2.3"])
def test_a_version_is_a_version(text: str) -> None:
    assert said("gitlab-version", text) == ""
    assert FORMATS["gitlab-version"].parse(text) == Version(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v16.9", "E205 not a GitLab version: 'v16.9' (write '16.9')"),
        (">= 16.10.1", "E205 not a GitLab version: '>= 16.10.1' (write '16.10.1')"),
        ("GitLab 17.0 (beta)", "E205 not a GitLab version: 'GitLab 17.0 (beta)' (write '17.0')"),
        ("16", "E205 not a GitLab version: '16' (write it like '16.10' or '16.10.1')"),
        ("", "E205 not a GitLab version: '' (write it like '16.10' or '16.10.1')"),
        ("soon", "E205 not a GitLab version: 'soon' (write it like '16.10' or '16.10.1')"),
        ("16.09", "E205 not a GitLab version: '16.09' (write it like '16.10' or '16.10.1')"),
        ("12345.6", "E205 not a GitLab version: '12345.6' (write it like '16.10' or '16.10.1')"),
        ("16.9 or 17.0", "E205 not a GitLab version: '16.9 or 17.0' (write it like '16.10' or '16.10.1')"),
        ("16.9\n", r"E205 not a GitLab version: '16.9\n' (write '16.9')"),
        ("١٦.٩", "E205 not a GitLab version: '١٦.٩' (write it like '16.10' or '16.10.1')"),
    ],
)
def test_what_is_no_version_is_told_with_the_form_that_would_do(text: str, expected: str) -> None:
    assert said("gitlab-version", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-17T00:00:00+00:00",
        "2024-10-17T00:00:00Z",
        "2024-10-17 00:00:00 UTC",
        "2024-10-17 00:00:00Z",
        "2024-10-17T02:00:00+02:00",
        "2024-10-16T18:30:00-0530",
    ],
)
def test_a_moment_with_its_time_zone_is_normalised_to_utc(text: str) -> None:
    assert said("utc-date-time", text) == ""
    assert parse_moment(text) == datetime(2024, 10, 17, tzinfo=UTC)
    assert parse_moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024-10-17",
            "E207 '2024-10-17' has no time and no time zone (write 2024-10-17T00:00:00+00:00 where UTC is meant)",
        ),
        (
            "2024-10-17T12:30:00",
            "E207 '2024-10-17T12:30:00' has no time zone (write 2024-10-17T12:30:00+00:00 where UTC is meant)",
        ),
        (
            "2024-10-17 12:30:00",
            "E207 '2024-10-17 12:30:00' has no time zone (write 2024-10-17T12:30:00+00:00 where UTC is meant)",
        ),
    ],
)
def test_without_a_time_zone_the_fixed_form_is_shown(text: str, expected: str) -> None:
    assert said("utc-date-time", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "2023-02-29T00:00:00Z",
        "2024-13-01",
        "2024-10-17T24:00:00Z",
        "2024-10-17T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-01:00",
        "2024-10-17T00:00:00+99:00",
        "2024-10-17T00:00:00+00:99",
        "2024-10-17T00:00:00-0060",
    ],
)
def test_a_moment_that_never_was_is_told(text: str) -> None:
    assert said("utc-date-time", text) == (
        f"E206 no such date or time: '{text}' (write it like 2024-10-17T00:00:00+00:00)"
    )


@pytest.mark.parametrize(
    "text",
    ["", "soon", "17.10.2024", "2024-10-17T00:00Z", "2024-10-17T00:00:00.5Z", "1729123200", "2024-1-7", "२०२४-१०-१७"],
)
def test_what_is_no_moment_is_told_with_the_form_that_would_do(text: str) -> None:
    assert (
        said("utc-date-time", text) == f"E206 not a date and time: '{text}' (write it like 2024-10-17T00:00:00+00:00)"
    )


def test_parse_moment_raises_for_what_is_none() -> None:
    with pytest.raises(ValueError, match="not a date and time with a time zone: '2024-10-17'"):
        parse_moment("2024-10-17")


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_is_read_as_it_is_written(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)

    assert complain_of_moment(whole.isoformat()) is None
    assert parse_moment(whole.isoformat()) == whole
    assert parse_moment(f"{whole.replace(tzinfo=None).isoformat(' ')} UTC") == whole


@pytest.mark.parametrize(
    "text",
    [
        "https://docs.gitlab.com/",
        "https://docs.gitlab.com",
        "HTTPS://docs.gitlab.com/user/?a=b&c=%20#d",
        "https://gitlab.com:8443/x",
        "https://localhost/x",
        "https://gitlab.com/gitlab-org/gitlab/-/issues/463539#note_1",
        "https://docs.gitlab.com/é",
    ],
)
def test_an_https_address_is_an_address(text: str) -> None:
    assert said("https-url", text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "http://docs.gitlab.com/",
            "'http://docs.gitlab.com/' begins with 'http:' (write https://docs.gitlab.com/)",
        ),
        ("docs.gitlab.com/x", "'docs.gitlab.com/x' does not begin with https:// (write https://docs.gitlab.com/x)"),
        ("//docs.gitlab.com/x", "'//docs.gitlab.com/x' does not begin with https:// (write https://docs.gitlab.com/x)"),
        ("unknown", "'unknown' does not begin with https:// ()"),
        ("", "'' does not begin with https:// ()"),
        ("javascript:alert(1)", "'javascript:alert(1)' begins with 'javascript:' ()"),
        ("data:text/html,x", "'data:text/html,x' begins with 'data:' ()"),
        ("ftp://docs.gitlab.com/", "'ftp://docs.gitlab.com/' begins with 'ftp:' ()"),
        ("https://me@gitlab.com/", "it holds a user name ()"),
        ("https://me:secret@gitlab.com/", "it holds a user name ()"),
        ("https://", "'https://' has no host that can be reached ()"),
        ("https:///x", "'https:///x' has no host that can be reached ()"),
        ("https:/gitlab.com", "'https:/gitlab.com' has no host that can be reached ()"),
        ("https://-gitlab.com/", "'https://-gitlab.com/' has no host that can be reached ()"),
        (
            "https://gitl\N{CYRILLIC SMALL LETTER A}b.com/",
            "in its host, '\N{CYRILLIC SMALL LETTER A}' is CYRILLIC SMALL LETTER A (U+0430) ()",
        ),
        ("https://gitlab.com:0/", "'https://gitlab.com:0/' has no host that can be reached ()"),
        ("https://gitlab.com:x/", "'https://gitlab.com:x/' cannot be read ()"),
        ("https://[::1/", "'https://[::1/' cannot be read ()"),
        ("https://gitlab.com/a b", "it holds a space ()"),
        (" https://gitlab.com/", "it holds a space ()"),
        ("https://gitlab.com/\tx", r"it holds '\t' ()"),
        ("https://gitlab.com/\n", r"it holds '\n' ()"),
        ("https://gitlab.com/<script>", "it holds '<' ()"),
        ('https://gitlab.com/"', "it holds '\"' ()"),
        ("https:\\\\gitlab.com", r"it holds '\\' ()"),
    ],
)
def test_what_is_no_https_address_is_told_with_the_reason(text: str, expected: str) -> None:
    assert said("https-url", text) == f"E208 not an https address: {expected}"


@pytest.mark.parametrize(
    "text", ["group::duo_chat", "group::ai framework", "group::AI-powered", "group::a/b & c", "group::runner 2"]
)
def test_a_group_is_a_group(text: str) -> None:
    assert said("group-name", text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("group:ai model validation", "(write 'group::ai model validation')"),
        ("group: duo_chat", "(write 'group::duo_chat')"),
        ("Group::duo_chat", "(write 'group::duo_chat')"),
        ("duo_chat", "(write 'group::duo_chat')"),
        ("groups", "(write 'group::groups')"),
        ("group duo_chat", "(write 'group::duo_chat')"),
        ("group:: duo  chat ", "(write 'group::duo chat')"),
        ("group::", "(write it like 'group::duo_chat')"),
        ("group", "(write it like 'group::duo_chat')"),
        ("", "(write it like 'group::duo_chat')"),
        ("group::<b>", "(write it like 'group::duo_chat')"),
        ("group::a..b", "(write it like 'group::duo_chat')"),
        ("group::.", "(write it like 'group::duo_chat')"),
        ("group::_a", "(write it like 'group::duo_chat')"),
    ],
)
def test_what_is_no_group_is_told_with_the_fixed_form(text: str, expected: str) -> None:
    assert said("group-name", text) == f"E215 '{text}' is not of the form group::name {expected}"


@pytest.mark.parametrize("format", FORMATS)
def test_a_very_long_text_is_cut_in_messages(format: str) -> None:
    for text in (
        "x" * 100_000,
        "1" * 100_000,
        "1." * 50_000,
        "2024-10-17" * 9_000,
        "group:" * 9_000,
        "http://a." * 9_000,
        "a" * 90_000 + ":",
    ):
        assert 0 < len(said(format, text)) < 250


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=40) | st.from_regex(r"[0-9:. TZUC+-]{0,30}"))
def test_any_text_is_complained_of_or_has_a_meaning(format: str, text: str) -> None:
    if FORMATS[format].complain(text) is None:
        FORMATS[format].parse(text)
