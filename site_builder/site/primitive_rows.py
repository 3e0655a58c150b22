"""Catalog in, its unit primitives as rows out: what tables of many pages show of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..catalog import (
    GITLAB_COM,
    RELATIONS,
    Catalog,
    Names,
    Ref,
    UnitPrimitive,
    is_free,
    oldest_version,
    related_names,
    version_text,
)
from .answers import short_answer
from .bounds import link_weight, name_weight, text_weight
from .links import Link, link_to
from .states import State
from .wording import Titles, iso

STATUS_WORDS = {"experiment": "Experiment", "beta": "Beta", "generally_available": "Generally available"}

_FRAME, _LINK = 1_400, 60  # bytes of a row, with a heading above it, and of a link in it without what they say
_FACETS = tuple(relation.field for relation in RELATIONS if relation.source == "unit_primitive")
_LINKED = ("add_on", "license_type", "gitlab_realm", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimitiveRow:
    """One unit primitive in a table. The relations hold links; empty means not stated."""

    name: str
    link: Link
    description: str
    state: State
    access: str  # `With an add-on`
    access_detail: str  # `since 17 Oct 2024`
    access_order: str  # `included 2024-10-17`, by which rows are sorted
    add_ons: tuple[Link, ...]
    license_types: tuple[Link, ...]
    gitlab_realms: tuple[Link, ...]
    in_all_realms: bool
    group: Link | None  # None where groups are left out
    status: str
    since: str  # the GitLab version that the documentation names first
    min_version: str  # the one that access needs at the moment, where versions are looked at
    deprecated: bool
    weight: int = field(compare=False)  # about how many bytes a page holds of it


def primitive_rows(catalog: Catalog, titles: Titles, moment: datetime) -> Mapping[str, PrimitiveRow]:
    """Every unit primitive as a row, by its name."""
    links = {
        kind: {name: link_to(Ref(kind=kind, name=name), titles) for name in catalog.of_kind(kind).names}
        for kind in _LINKED
    }
    return {primitive.name: _row(primitive, links, titles, moment) for primitive in catalog.unit_primitives}


def _row(
    primitive: UnitPrimitive, links: Mapping[str, Mapping[str, Link]], titles: Titles, moment: datetime
) -> PrimitiveRow:
    def linked(kind: str, names: Names) -> tuple[Link, ...]:
        return tuple(links[kind][name] for name in titles.ordered(names))

    state, access, detail = short_answer(primitive, moment)
    return PrimitiveRow(
        name=primitive.name,
        link=link_to(primitive.ref, titles),
        description=primitive.description or "",
        state=state,
        access=access,
        access_detail=detail,
        access_order=f"{state.key} {_in_order(primitive.cut_off_date)}",
        add_ons=linked("add_on", primitive.add_ons),
        license_types=linked("license_type", primitive.license_types),
        gitlab_realms=linked("gitlab_realm", primitive.gitlab_realms),
        in_all_realms=len(primitive.gitlab_realms) == len(links["gitlab_realm"]) > 1,
        group=links["group"][primitive.group] if primitive.group else None,
        status=STATUS_WORDS.get(primitive.status or "", ""),
        since=version_text(primitive.milestone) if primitive.milestone else "",
        min_version=_min_version(primitive, moment),
        deprecated=primitive.deprecated,
        weight=_weight(primitive, links),
    )


def _weight(primitive: UnitPrimitive, links: Mapping[str, Mapping[str, Link]]) -> int:
    """A name and a title stand in a link, and twice for scripts, or in what readers copy.

    So does what heads the row, which may be alone below it.
    """
    related = {
        "add_on": primitive.add_ons,
        "license_type": primitive.license_types,
        "gitlab_realm": primitive.gitlab_realms,
    }
    titled = (links[kind][name] for kind, names in related.items() for name in names)
    facets = sum(len(name) + 1 for facet in _FACETS for name in related_names(primitive, facet))
    heading = max(2 * link_weight(name or "") for name in (primitive.feature_category, primitive.group))
    said = text_weight(primitive.description or "") + 2 * name_weight(primitive.name) + 2 * facets + heading
    return (
        _FRAME
        + said
        + sum(_LINK + len(link.address) + text_weight(link.text) + link_weight(link.text) for link in titled)
    )


def _in_order(moment: datetime | None) -> str:
    """Short, since every row has one; none comes last."""
    return iso(moment).removesuffix("T00:00:00Z") if moment else "undated"


def _min_version(primitive: UnitPrimitive, moment: datetime) -> str:
    works = is_free(primitive, moment) or primitive.add_ons
    is_asked = works and primitive.gitlab_realms != (GITLAB_COM,)
    needed = oldest_version(primitive, moment) if is_asked else None
    return version_text(needed) if needed else ""
