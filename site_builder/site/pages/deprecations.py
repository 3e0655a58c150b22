"""What should no longer be sold or used: the author's words, what to use instead, and where it is still bundled."""

import re
from dataclasses import dataclass

from ...catalog import Ref, UnitPrimitive
from .. import urls
from ..bounds import MOST_IN_CELL, beginning, more, name_weight, rows_within, text_weight
from ..links import Link, link_to
from ..material import Material
from ..page import Page
from ..primitive_rows import PrimitiveRow
from ..rows import listing
from ..states import UNAVAILABLE

# Findings that concern a deprecation: still bundled, half a deprecation.
_RULES = ("W405", "W406")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")  # a single word may be just a word


@dataclass(frozen=True, slots=True, kw_only=True)
class DeprecatedRow:
    """A deprecated unit primitive. `message` and `url` are the author's; either may be missing, but not both."""

    row: PrimitiveRow
    message: str
    url: str
    named: tuple[Link, ...]  # unit primitives that the message names
    findings: tuple[str, ...]  # codes of the rules that it breaks
    named_more: int = 0  # names that the page leaves out

    @property
    def weight(self) -> int:
        """About how many bytes the page holds of it."""
        named = sum(name_weight(link.text) for link in self.named)
        return self.row.weight + text_weight(self.message) + 2 * text_weight(self.url) + named


@dataclass(frozen=True, slots=True, kw_only=True)
class DeprecationsPage(Page):
    """`deprecations.html`"""

    template = "deprecations.html"
    styles = ("deprecations.css",)

    total: int  # unit primitives there are at all
    bundled: int  # deprecated ones that an add-on or license still holds
    working: int  # deprecated ones that still work for somebody
    rows: tuple[DeprecatedRow, ...]  # those still bundled first
    in_list: Link
    shows_message: bool  # whether readers are shown what the author says
    shows_url: bool  # and where it was decided
    more: int = 0  # rows that the page leaves out


def deprecations_page(material: Material) -> DeprecationsPage:
    """The page of all deprecations, as of the material's moment."""
    primitives = tuple(material.catalog.unit_primitives)
    deprecated = sorted((p for p in primitives if p.deprecated), key=lambda p: not _is_bundled(p))
    rows = tuple(_row(primitive, material) for primitive in deprecated)
    shows = material.catalog.left_out.shows
    most = rows_within(row.weight for row in rows)
    return DeprecationsPage(
        address=urls.DEPRECATIONS,
        title="Deprecations",
        description="What should no longer be sold or used, what to use instead, and where it is still bundled.",
        section=urls.DEPRECATIONS,
        total=len(primitives),
        bundled=len([primitive for primitive in deprecated if _is_bundled(primitive)]),
        working=len([row for row in rows if row.row.state is not UNAVAILABLE]),
        rows=beginning(rows, most),
        in_list=listing("Filter this list", deprecated="yes"),
        shows_message=shows("unit_primitive", "deprecation_message"),
        shows_url=shows("unit_primitive", "deprecated_by_url"),
        more=more(len(rows), most),
    )


def _is_bundled(primitive: UnitPrimitive) -> bool:
    return bool(primitive.add_ons or primitive.license_types)


def _row(primitive: UnitPrimitive, material: Material) -> DeprecatedRow:
    message = primitive.deprecation_message or ""
    found = dict.fromkeys(_NAME.findall(message))
    named = [name for name in found if name in material.catalog.unit_primitives and name != primitive.name]
    return DeprecatedRow(
        row=material.rows[primitive.name],
        message=message,
        url=primitive.deprecated_by_url or "",
        named=tuple(
            link_to(Ref(kind="unit_primitive", name=name), material.titles) for name in beginning(named, MOST_IN_CELL)
        ),
        named_more=more(len(named), MOST_IN_CELL),
        findings=tuple(dict.fromkeys(found.code for found in material.problems_of(primitive) if found.code in _RULES)),
    )
