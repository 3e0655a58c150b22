"""The page of a unit primitive: what it is, where it works, since and until when, and who owns it."""

from dataclasses import dataclass
from itertools import islice

from ...catalog import UnitPrimitive
from .. import urls
from ..answers import Answer, Grid, answer
from ..links import Link, link_to
from ..material import Material
from ..named import Names, some
from ..primitive_rows import STATUS_WORDS
from .entity import EntityPage, common

MOST_RELATED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """That it should no longer be used: the author's message and where that was decided; either may be missing."""

    message: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrimitivePage(EntityPage):
    """`unit_primitives/<name>.html`"""

    template = "unit_primitive.html"

    maturity: str  # empty: not stated
    owner: Link | None  # None where groups are left out
    documentation_url: str  # empty: left out
    answer: Answer
    deprecation: Deprecation | None
    aliases: tuple[str, ...]
    grids: tuple[Grid, ...]
    check: Link
    neighbours: Names  # of the same feature category, up to MOST_RELATED
    all_neighbours: Link


def unit_primitive_page(primitive: UnitPrimitive, material: Material) -> UnitPrimitivePage:
    """The page of one unit primitive, as of the material's moment."""
    category = material.catalog.feature_categories[primitive.feature_category]
    others = (name for name in category.unit_primitives if name != primitive.name)
    return UnitPrimitivePage(
        **common(primitive, material),
        maturity=STATUS_WORDS.get(primitive.status or "", ""),
        owner=_owner(primitive, material),
        documentation_url=primitive.documentation_url or "",
        answer=answer(primitive, material.as_of, material.titles),
        deprecation=_deprecation(primitive),
        aliases=primitive.alias_names,
        grids=material.grids[primitive.name],
        check=Link(text="Check it for a customer", address=urls.CHECK, query=urls.query(q=primitive.name)),
        neighbours=some(islice(others, MOST_RELATED), material),
        all_neighbours=Link(text=f"all {len(category.unit_primitives):,}", address=urls.entity(category.ref)),
    )


def _owner(primitive: UnitPrimitive, material: Material) -> Link | None:
    return link_to(material.catalog.groups[primitive.group].ref, material.titles) if primitive.group else None


def _deprecation(primitive: UnitPrimitive) -> Deprecation | None:
    if not primitive.deprecated:
        return None
    return Deprecation(message=primitive.deprecation_message or "", url=primitive.deprecated_by_url or "")
