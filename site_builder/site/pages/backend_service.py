"""The page of a backend service: what it hosts, and what nothing else hosts."""

from dataclasses import dataclass

from ...catalog import BackendService
from ..bounds import LeftOut
from ..links import Link
from ..material import Material
from ..rows import RowGroup, by_category, left_out, listing
from .entity import EntityPage, common


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendServicePage(EntityPage):
    """`backend_services/<name>.html`"""

    template = "backend_service.html"

    is_told: bool  # whether readers are shown what it hosts
    total: int
    everything: int
    only_here: frozenset[str]
    groups: tuple[RowGroup, ...]
    in_list: Link
    left_out: LeftOut | None


def backend_service_page(service: BackendService, material: Material) -> BackendServicePage:
    """The page of one backend service."""
    hosted = material.catalog.unit_primitives.pick(service.unit_primitives)
    groups = by_category(hosted, material)
    return BackendServicePage(
        **common(service, material),
        is_told=material.catalog.left_out.shows("backend_service", "unit_primitives"),
        total=len(hosted),
        everything=len(material.catalog.unit_primitives),
        only_here=frozenset(primitive.name for primitive in hosted if len(primitive.backend_services) == 1),
        groups=groups,
        in_list=listing("Filter this list", backend_services=service.name),
        left_out=left_out(groups, backend_services=service.name),
    )
