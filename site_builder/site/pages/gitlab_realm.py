"""The page of a realm: what works there or is not sold, what only others state; which legacy services it reads."""

from dataclasses import dataclass

from ...catalog import Catalog, GitlabRealm, is_read_by
from .. import urls
from ..bounds import MOST_BYTES, LeftOut, beginning, more, names_within, shares
from ..facet_values import NOT_STATED_VALUE, facet_value
from ..links import Link, link_to
from ..material import Material
from ..primitive_rows import PrimitiveRow
from ..rows import RowGroup, by_category, left_out, listing
from ..states import UNAVAILABLE
from .entity import EntityPage, common


@dataclass(frozen=True, slots=True, kw_only=True)
class GitlabRealmPage(EntityPage):
    """`gitlab_realms/<name>.html`"""

    template = "gitlab_realm.html"

    total: int  # that work here
    everything: int
    unsold: int  # stated for it, but free use is over and no add-on sells them
    unstated: int
    elsewhere: tuple[PrimitiveRow, ...]  # stated for other realms and not for this one
    groups: tuple[RowGroup, ...]
    unsold_groups: tuple[RowGroup, ...]
    services: tuple[Link, ...]
    legacy_realm: str  # empty where it is not stated, or legacy services are left out
    in_list: Link
    left_out: LeftOut | None
    unsold_left_out: LeftOut | None
    services_more: int = 0  # names that the page leaves out
    elsewhere_more: int = 0  # rows
    other_realms: Link  # the list of all that is stated for any other realm
    parity: Link
    unstated_list: Link

    @property
    def only_elsewhere(self) -> int:
        """How many unit primitives are, whether or not the page has room for them."""
        return len(self.elsewhere) + self.elsewhere_more


def gitlab_realm_page(realm: GitlabRealm, material: Material) -> GitlabRealmPage:
    """The page of one realm."""
    catalog = material.catalog
    primitives = tuple(catalog.unit_primitives)
    unstated = len([p for p in primitives if not p.gitlab_realms])
    elsewhere = [p for p in primitives if p.gitlab_realms and realm.name not in p.gitlab_realms]
    stated = catalog.unit_primitives.pick(realm.unit_primitives)
    working = [p for p in stated if material.rows[p.name].state is not UNAVAILABLE]
    unsold = [p for p in stated if material.rows[p.name].state is UNAVAILABLE]
    most_working, most_unsold, most_elsewhere = shares([len(working), len(unsold), len(elsewhere)], material.most_rows)
    read = [
        service
        for service in catalog.services
        if realm.legacy_realm and service.unit_primitives and is_read_by(service, realm.legacy_realm)
    ]
    most_read = names_within((service.name for service in read), MOST_BYTES // 8)
    groups = by_category(working, material, most=most_working)
    unsold_groups = by_category(unsold, material, most=most_unsold)
    return GitlabRealmPage(
        **common(realm, material),
        total=len(working),
        everything=len(primitives),
        unsold=len(unsold),
        unstated=unstated,
        elsewhere=beginning((material.rows[p.name] for p in elsewhere), most_elsewhere),
        elsewhere_more=more(len(elsewhere), most_elsewhere),
        other_realms=_in_others(realm, catalog),
        groups=groups,
        unsold_groups=unsold_groups,
        left_out=left_out(groups, gitlab_realms=realm.name),
        unsold_left_out=left_out(unsold_groups, access=UNAVAILABLE.key, gitlab_realms=realm.name),
        services=tuple(link_to(service.ref, material.titles) for service in beginning(read, most_read)),
        services_more=more(len(read), most_read),
        legacy_realm=(realm.legacy_realm if "service" not in catalog.left_out.kinds else None) or "",
        in_list=listing("Filter this list", gitlab_realms=realm.name),
        parity=Link(text="Compare the realms", address=urls.PARITY),
        unstated_list=listing(f"{unstated:,}", gitlab_realms=NOT_STATED_VALUE),
    )


def _in_others(realm: GitlabRealm, catalog: Catalog) -> Link:
    others = (("gitlab_realms", facet_value(other.name)) for other in catalog.gitlab_realms if other != realm)
    return Link(
        text="the list of what other realms have", address=urls.kind_list("unit_primitive"), query=urls.query_of(others)
    )
