"""The page of a group or feature category: what belongs to it, and what needs its people."""

from dataclasses import dataclass

from ...catalog import FeatureCategory, Group, cut_offs
from ...problems import Problem
from ..announcements import subscriptions
from ..bounds import (
    MOST_BYTES,
    MOST_NAMES,
    LeftOut,
    beginning,
    more,
    name_weight,
    names_within,
    rows_within,
    text_weight,
)
from ..links import Link, link_to
from ..material import Material
from ..rows import RowGroup, by_category, by_owner, left_out
from ..wording import day_and_time
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
    deprecated: bool
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerPage(EntityPage):
    """`groups/<name>.html` and `feature_categories/<name>.html`"""

    template = "owner.html"

    total: int
    groups: tuple[RowGroup, ...]
    backend_services: tuple[Link, ...]
    findings: tuple[Finding, ...]
    ahead: tuple[Ahead, ...]
    subscriptions: tuple[Link, ...]  # none for a feature category
    left_out: LeftOut | None
    backend_services_more: int = 0  # that the page leaves out
    findings_more: int = 0
    ahead_more: int = 0


def owner_page(owner: Group | FeatureCategory, material: Material) -> OwnerPage:
    """The page of one group or feature category."""
    catalog = material.catalog
    primitives = catalog.unit_primitives.pick(owner.unit_primitives)
    services = catalog.backend_services.pick(owner.backend_services) if isinstance(owner, Group) else ()
    groups = (by_owner if _is_by_owner(owner, material) else by_category)(primitives, material)
    findings = [(entity, problem) for entity in (*primitives, *services) for problem in material.problems_of(entity)]
    ahead = [
        (primitive, cut_off)
        for cut_off in cut_offs(primitives, material.as_of).ahead
        for primitive in catalog.unit_primitives.pick(cut_off.unit_primitives)
    ]
    most = names_within((service.name for service in services), MOST_BYTES // 8)
    most_ahead = names_within((primitive.name for primitive, _ in ahead), MOST_BYTES // 12)
    weights = (name_weight(entity.name) + text_weight(problem.message) for entity, problem in findings)
    most_findings = rows_within(weights, MOST_NAMES, MOST_BYTES // 12)
    return OwnerPage(
        **common(owner, material),
        total=len(primitives),
        groups=groups,
        left_out=left_out(groups, **{owner.kind: owner.name}),
        backend_services=tuple(link_to(service.ref, material.titles) for service in beginning(services, most)),
        backend_services_more=more(len(services), most),
        findings=tuple(
            Finding(link=link_to(entity.ref, material.titles), problem=problem)
            for entity, problem in beginning(findings, most_findings)
        ),
        findings_more=more(len(findings), most_findings),
        ahead=tuple(
            Ahead(
                link=link_to(primitive.ref, material.titles),
                deprecated=primitive.deprecated,
                when=day_and_time(cut_off.moment),
            )
            for primitive, cut_off in beginning(ahead, most_ahead)
        ),
        ahead_more=more(len(ahead), most_ahead),
        subscriptions=subscriptions(owner.ref) if isinstance(owner, Group) else (),
    )


def _is_by_owner(owner: Group | FeatureCategory, material: Material) -> bool:
    return owner.kind == "feature_category" and material.with_owners
