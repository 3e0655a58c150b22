"""Unit primitives in, Markdown out: the tables and the note of what readers copy into their own documents."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ..catalog import UnitPrimitive
from .answers import short_answer
from .material import Material
from .wording import minute


def markdown_rows(primitives: Sequence[UnitPrimitive], as_of: datetime | None) -> Iterator[str]:
    """The lines of a table and an empty one; nothing where there are no primitives. Access: as of a moment, if given."""
    if not primitives:
        return
    yield "| Unit primitive | Feature category |" + (" Access |" if as_of else "")
    yield "| --- | --- |" + (" --- |" if as_of else "")
    for primitive in primitives:
        name = f"`{primitive.name}`" + (" (deprecated)" if primitive.deprecated else "")
        access = f" {_access(primitive, as_of)} |" if as_of else ""
        yield f"| {name} | {primitive.feature_category} |{access}"
    yield ""


def markdown_note(material: Material) -> str:
    """Where a text comes from, of which moment it speaks, and what the site says of all its data."""
    site = material.site
    return f"{site.title}, as of {minute(material.as_of)}." + (f" {site.notice}" if site.notice else "")


def _access(primitive: UnitPrimitive, as_of: datetime) -> str:
    _, access, detail = short_answer(primitive, as_of)
    return f"{access}, {detail}"
