"""GitLab versions: text in, ordered values out.

A GitLab version is `MAJOR.MINOR` or `MAJOR.MINOR.PATCH`; 16.10 is later than 16.9, and 16.10.0 is the same as 16.10.
"""

import re

from packaging.version import Version

_FORM = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){1,2}")
_AS_SHOWN = re.compile(r"v?([0-9.]+)(?:-(?:ee|ce|pre)(?:\.[0-9]{1,4})?)*", re.IGNORECASE)


def is_gitlab_version(text: str) -> bool:
    """Whether the text has the form of a GitLab version."""
    return _FORM.fullmatch(text) is not None


def instance_version(text: str) -> Version | None:
    """The version in a text as an instance shows it, `v17.4.2-ee`, or its package, `17.4.2-ee.0`, or written alone.

    None where it holds none.
    """
    match = _AS_SHOWN.fullmatch(text.strip())
    return parse_version(match[1]) if match and is_gitlab_version(match[1]) else None


def parse_version(text: str) -> Version:
    """The version that the text names; ValueError when it has another form."""
    if not is_gitlab_version(text):
        raise ValueError(f"not a GitLab version: {text!r}")
    return Version(text)


def version_text(version: Version) -> str:
    """How pages call a version, the same for each of its spellings: `16.10` for 16.10.0, `16.10.1`."""
    return f"{version.major}.{version.minor}" + (f".{version.micro}" if version.micro else "")
