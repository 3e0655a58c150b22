"""A scalar in, a complaint out when YAML tools would read its bare text as something other than text."""

from yaml import SafeLoader

from ..characters import quotable
from .formats import FORMATS, Complaint
from .nodes import Scalar

# First character of a text -> what YAML 1.1 tools may take it for: the rules that nearly every YAML reader follows.
_RESOLVERS: dict[str, list[tuple[str, object]]] = SafeLoader.yaml_implicit_resolvers

_READ_AS = {"bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date"}


def bare_value_complaint(scalar: Scalar, format: str) -> Complaint | None:
    """E204 for `yes`, `16.10` and their like without quotes; a bare date is fine where the format asks for one."""
    if not scalar.plain:
        return None
    read_as = _read_as(scalar.text)
    if read_as is None or (read_as == "timestamp" and format == "utc-date-time"):
        return None
    shown = quotable(scalar.text)
    message = f"without quotes, {shown} is read as {_READ_AS.get(read_as, 'something else')} by YAML tools"
    if advice := _advice_on_version(scalar.text) if format == "gitlab-version" else "":
        return Complaint(code="E204", message=message, suggestion=advice)
    whole_number = format == "gitlab-version" and scalar.text.isdigit()
    fixed = f"'{shown}.0'" if whole_number else f"'{shown}'"
    return Complaint(
        code="E204",
        message=message,
        suggestion=f"write {fixed}",
        replacement=fixed if quotable(scalar.text, len(scalar.text)) == shown else "",
    )


def _advice_on_version(text: str) -> str:
    """What to write where quotes alone do not make a version of it: `1e3`, `16:10`."""
    complaint = None if text.isdigit() else FORMATS["gitlab-version"].complain(text)
    return complaint.suggestion if complaint else ""


def _read_as(text: str) -> str | None:
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):  # type: ignore[attr-defined]
            kind = tag.rpartition(":")[2]
            return None if kind == "null" else kind
    return None
