"""The page of a group or feature category: what belongs to it, and what needs its people."""

from dataclasses import dataclass

from ...catalog import FeatureCategory, Group
from ...problems import Problem
from ..links import Link, link_to
from ..material import Material
from ..rows import RowGroup, by_category, by_owner
from ..wording import day
from .entity import EntityPage, common


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem of something that belongs here, with the page of the thing."""

    link: Link
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A cut-off that lies ahead for something that belongs here."""

    link: Link
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerPage(EntityPage):
    """`groups/<name>.html` and `feature_categories/<name>.html`"""

    template = "owner.html"

    total: int
    groups: tuple[RowGroup, ...]
    backend_services: tuple[Link, ...]
    findings: tuple[Finding, ...]
    ahead: tuple[Ahead, ...]


def owner_page(owner: Group | FeatureCategory, material: Material) -> OwnerPage:
    """The page of one group or feature category."""
    catalog = material.catalog
    primitives = catalog.unit_primitives.pick(owner.unit_primitives)
    services = catalog.backend_services.pick(owner.backend_services) if isinstance(owner, Group) else ()
    return OwnerPage(
        **common(owner, material),
        total=len(primitives),
        groups=(by_category if isinstance(owner, Group) else by_owner)(primitives, material),
        backend_services=tuple(link_to(service.ref, material.titles) for service in services),
        findings=tuple(
            Finding(link=link_to(entity.ref, material.titles), problem=problem)
            for entity in (*primitives, *services)
            for problem in material.problems_of(entity)
        ),
        ahead=tuple(
            Ahead(link=link_to(primitive.ref, material.titles), day=day(primitive.cut_off_date))
            for primitive in primitives
            if primitive.cut_off_date and primitive.cut_off_date > material.as_of
        ),
    )
