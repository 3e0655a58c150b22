"""The page of an add-on or license type: what a customer gets, what only here, and how it differs from its siblings."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...catalog import KIND, Bundle, Comparison, UnitPrimitive, compare, exclusives, is_free, shared, siblings
from ...counting import number
from .. import urls
from ..announcements import subscriptions
from ..as_markdown import as_markdown, markdown_note, markdown_rows
from ..bounds import MOST_BYTES, LeftOut, beginning, more
from ..comparisons import comparison_sentences
from ..links import Link, link_to
from ..material import Material
from ..named import Names, some
from ..rows import RowGroup, by_category, left_out, listing
from .entity import EntityPage, common

MOST_SIBLINGS = 100  # so that the pages of all bundles together do not grow with their square


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingRow:
    """Another bundle of the kind beside this one: counts, and a sentence that says whether one holds the other."""

    link: Link
    only_here: int
    both: int
    only_there: int
    verdict: Link | str  # a link where the two have a page


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
    kind_words: str
    sentence: str
    exclusive: Names
    exclusive_names: frozenset[str]
    figures: tuple[Figure, ...]
    groups: tuple[RowGroup, ...]
    siblings: tuple[SiblingRow, ...]
    in_list: Link
    left_out: LeftOut | None
    siblings_more: int = 0
    compare: Link  # any two side by side
    subscriptions: tuple[Link, ...]  # to its cut-offs
    markdown: str


def bundle_page(bundle: Bundle, material: Material) -> BundlePage:
    """The page of one bundle, as of the material's moment."""
    catalog = material.catalog
    members = catalog.unit_primitives.pick(bundle.unit_primitives)
    only_here = frozenset(exclusives(bundle, catalog))
    kind = KIND[bundle.kind]
    groups = by_category(members, material, first=only_here)
    return BundlePage(
        **common(bundle, material),
        total=len(members),
        kind_words=kind.nouns,
        sentence=_sentence(bundle, material),
        exclusive=some((member.name for member in members if member.name in only_here), material),
        exclusive_names=only_here,
        figures=_figures(bundle, members, only_here, material),
        groups=groups,
        siblings=tuple(_sibling(bundle, other, material) for other in _siblings(bundle, material)),
        siblings_more=more(len(siblings(bundle, catalog)), MOST_SIBLINGS),
        compare=Link(text="compare any of them", address=urls.COMPARE),
        in_list=listing("Filter this list", **{kind.plural: bundle.name}),
        left_out=left_out(groups, **{kind.plural: bundle.name}),
        subscriptions=subscriptions(bundle.ref),
        markdown=_markdown(bundle, material),
    )


def _sentence(bundle: Bundle, material: Material) -> str:
    kind, primitives = KIND[bundle.kind], material.catalog.unit_primitives
    unstated = len([primitive for primitive in primitives if not getattr(primitive, kind.plural)])
    return (
        f"{len(bundle.unit_primitives):,} of {number(len(primitives), 'unit primitive')}, "
        f"{len(exclusives(bundle, material.catalog)):,} of them only here; "
        f"{unstated:,} of {len(primitives):,} state none of the {kind.nouns}."
    )


def _figures(
    bundle: Bundle, members: tuple[UnitPrimitive, ...], only_here: frozenset[str], material: Material
) -> tuple[Figure, ...]:
    free = len([member for member in members if is_free(member, material.as_of)])
    deprecated = len([member for member in members if member.deprecated])
    here = Link(text=f"{len(only_here):,}", address=urls.entity(bundle.ref), anchor="only")

    def counted(count: int, **facets: str) -> Link | str:
        if not count:
            return "0"
        return listing(f"{count:,}", **{KIND[bundle.kind].plural: bundle.name}, **facets)

    return (
        Figure(title="In it", count=counted(len(members))),
        Figure(title="Only here", count=here if only_here else "0"),
        Figure(title="Shared", count=f"{len(members) - len(only_here):,}"),
        Figure(title="Free for now", count=counted(free, access="free")),
        Figure(title="Deprecated", count=counted(deprecated, deprecated="yes")),
    )


def _siblings(bundle: Bundle, material: Material) -> Iterator[Bundle]:
    """Those that sell most, in the order readers know."""
    by_size = sorted(siblings(bundle, material.catalog), key=lambda other: -len(other.unit_primitives))
    shown = {other.name: other for other in beginning(by_size, MOST_SIBLINGS)}
    return (shown[name] for name in material.titles.ordered(shown))


def _sibling(bundle: Bundle, other: Bundle, material: Material) -> SiblingRow:
    planned = material.pairs.of(bundle.ref, other.ref)
    found = planned or compare(bundle, other)
    only = {part.bundles[0]: len(part.unit_primitives) for part in found.only}
    verdict = comparison_sentences(found, material.titles)[0]
    return SiblingRow(
        link=link_to(other.ref, material.titles),
        only_here=only[bundle.ref],
        both=len(found.both.unit_primitives),
        only_there=only[other.ref],
        verdict=Link(text=verdict, address=_address(planned)) if planned else verdict,
    )


def _address(pair: Comparison) -> str:
    a, b = pair.bundles
    return urls.comparison(a.kind, a.name, b.name)


def _markdown(bundle: Bundle, material: Material) -> str:
    """What one would hand over: counts, what is only here, then the rest, each with its access as of the moment."""
    catalog = material.catalog
    lines = [f"## {as_markdown(material.titles.of(bundle))} (`{bundle.name}`)", ""]
    if bundle.description:
        lines += [as_markdown(bundle.description), ""]
    lines += [as_markdown(_sentence(bundle, material)), ""]
    for title, names in (("Only here", exclusives(bundle, catalog)), ("Shared", shared(bundle, catalog))):
        if rows := catalog.unit_primitives.pick(names):
            table = markdown_rows(rows, material.titles, material.as_of, MOST_BYTES // 8)
            lines += [f"### {title} ({len(rows):,})", "", *table]
    return "\n".join([*lines, markdown_note(material), ""])
