"""The page of an add-on or license type: what a customer gets, what only here, and how it differs from its siblings."""

from dataclasses import dataclass, replace

from ...catalog import KIND, Bundle, UnitPrimitive, compare, exclusives, is_free, siblings
from .. import urls
from ..announcements import subscriptions
from ..links import Link, link_to
from ..material import Material
from ..rows import RowGroup, by_category
from .entity import EntityPage, common


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingRow:
    """Another bundle of the kind beside this one: counts, and a sentence that says whether one holds the other."""

    link: Link
    only_here: int
    both: int
    only_there: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number about the bundle, which leads to what it counts where that is listed."""

    title: str
    count: Link | str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePage(EntityPage):
    """`add_ons/<name>.html` and `license_types/<name>.html`"""

    template = "bundle.html"

    total: int
    everything: int  # unit primitives there are at all
    unstated: int  # of those, how many state no bundle of this kind
    kind_words: str
    exclusive: tuple[Link, ...]
    exclusive_names: frozenset[str]
    figures: tuple[Figure, ...]
    groups: tuple[RowGroup, ...]
    siblings: tuple[SiblingRow, ...]
    in_list: Link
    subscriptions: tuple[Link, ...]  # to its cut-offs
    markdown: str


def bundle_page(bundle: Bundle, material: Material) -> BundlePage:
    """The page of one bundle, as of the material's moment."""
    catalog = material.catalog
    members = catalog.unit_primitives.pick(bundle.unit_primitives)
    only_here = frozenset(exclusives(bundle, catalog))
    kind = KIND[bundle.kind]
    groups = _exclusives_first(by_category(members, material), only_here)
    return BundlePage(
        **common(bundle, material),
        total=len(members),
        everything=len(catalog.unit_primitives),
        unstated=len([p for p in catalog.unit_primitives if not getattr(p, kind.plural)]),
        kind_words=kind.nouns,
        exclusive=tuple(link_to(member.ref, material.titles) for member in members if member.name in only_here),
        exclusive_names=only_here,
        figures=_figures(bundle, members, only_here, material),
        groups=groups,
        siblings=tuple(_sibling(bundle, other, material) for other in _siblings(bundle, material)),
        in_list=Link(
            text="Filter this list",
            address=urls.kind_list("unit_primitive"),
            query=urls.query(**{kind.plural: bundle.name}),
        ),
        subscriptions=subscriptions(bundle.ref),
        markdown=_markdown(bundle, members, only_here, material),
    )


def _figures(
    bundle: Bundle, members: tuple[UnitPrimitive, ...], only_here: frozenset[str], material: Material
) -> tuple[Figure, ...]:
    free = len([member for member in members if is_free(member, material.as_of)])
    deprecated = len([member for member in members if member.deprecated])
    here = Link(text=f"{len(only_here):,}", address=urls.entity(bundle.ref), anchor="only")

    def listing(count: int, **facets: str) -> Link:
        query = urls.query(**{KIND[bundle.kind].plural: bundle.name}, **facets)
        return Link(text=f"{count:,}", address=urls.kind_list("unit_primitive"), query=query)

    return (
        Figure(title="In it", count=listing(len(members))),
        Figure(title="Only here", count=here if only_here else "0"),
        Figure(title="Shared", count=f"{len(members) - len(only_here):,}"),
        Figure(title="Free for now", count=listing(free, access="free")),
        Figure(title="Deprecated", count=listing(deprecated, deprecated="yes")),
    )


def _exclusives_first(groups: tuple[RowGroup, ...], only_here: frozenset[str]) -> tuple[RowGroup, ...]:
    return tuple(
        replace(group, rows=tuple(sorted(group.rows, key=lambda row: row.name not in only_here))) for group in groups
    )


def _siblings(bundle: Bundle, material: Material) -> list[Bundle]:
    order = material.titles.ordered(other.name for other in siblings(bundle, material.catalog))
    return sorted(siblings(bundle, material.catalog), key=lambda other: order.index(other.name))


def _sibling(bundle: Bundle, other: Bundle, material: Material) -> SiblingRow:
    found = compare(bundle, other)
    ours, theirs = material.titles.of(bundle), material.titles.of(other)
    return SiblingRow(
        link=link_to(other.ref, material.titles),
        only_here=len(found.only_a),
        both=len(found.both),
        only_there=len(found.only_b),
        verdict=_containment(ours, theirs, len(found.only_a), len(found.both), len(found.only_b)),
    )


def _containment(ours: str, theirs: str, only_a: int, both: int, only_b: int) -> str:
    if not both:
        return "They have nothing in common."
    if not only_a and not only_b:
        return "They hold the same."
    if not only_a:
        return f"{theirs} contains {ours} and {only_b:,} more."
    if not only_b:
        return f"{ours} contains {theirs} and {only_a:,} more."
    if only_a <= both // 4:
        return f"{theirs} contains {ours}, except for {only_a:,}."
    if only_b <= both // 4:
        return f"{ours} contains {theirs}, except for {only_b:,}."
    return "They overlap."


def _markdown(bundle: Bundle, members: tuple[UnitPrimitive, ...], only_here: frozenset[str], material: Material) -> str:
    lines = [f"## {material.titles.of(bundle)} (`{bundle.name}`)", "", f"{bundle.description or ''}".strip(), ""]
    lines += ["| Unit primitive | Feature category | Only here | Deprecated |", "| --- | --- | --- | --- |"]
    for member in members:
        only, deprecated = "yes" if member.name in only_here else "", "yes" if member.deprecated else ""
        lines.append(f"| `{member.name}` | {member.feature_category} | {only} | {deprecated} |")
    return "\n".join([*lines, ""])
