"""Two bundles of a kind side by side: what only one has, what both have, and whether one contains the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...catalog import KIND, Comparison, Part, Ref
from ...counting import number
from .. import urls
from ..as_markdown import markdown_note
from ..bounds import MOST_BYTES, beginnings
from ..comparisons import comparison_markdown, comparison_sentences, comparison_title, counts, part_title
from ..facet_values import NOT_STATED_VALUE
from ..links import Link, link_to
from ..material import Material
from ..page import Page
from ..primitive_rows import PrimitiveRow

# What rows name of the kinds of bundle that are not compared.
OTHERS_TITLES = {"license_types": "Licenses", "add_ons": "Add-ons"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many unit primitives one part has; an anchor where it stands on the page, else their list if there is one."""

    title: str
    count: int
    anchor: str = ""
    listing: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRows:
    """A part of the comparison, with its unit primitives as rows."""

    anchor: str
    title: str
    rows: tuple[PrimitiveRow, ...]
    more: int = 0  # rows that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage(Page):
    """`compare/<kind>/<a>-vs-<b>.html`"""

    template = "comparison.html"
    scripts = ("list.js",)
    styles = ("compare.css",)

    verdict: str
    counts: tuple[Count, ...]
    everything: int
    bundles: tuple[Link, Link]
    with_others: Link  # the same two where more can be added
    parts: tuple[PartRows, ...]  # differences first, and none that is empty
    others: str  # the bundles that each row names besides: `license_types` beside add-ons
    others_title: str
    csv_name: str
    markdown: str


def comparison_page(comparison: Comparison, material: Material) -> ComparisonPage:
    """The page of a pair, as of the material's moment."""
    titles, catalog = material.titles, material.catalog
    a, b = comparison.bundles
    everything = len(catalog.unit_primitives)
    others = next(plural for plural in OTHERS_TITLES if plural != KIND[a.kind].plural)
    title = comparison_title(comparison, titles)
    return ComparisonPage(
        address=urls.comparison(a.kind, a.name, b.name),
        title=title,
        description=f"{title}: what only one of the two {KIND[a.kind].nouns} has and what both have, "
        f"of {number(everything, 'unit primitive')}.",
        section=urls.COMPARE,
        trail=(Link(text="Compare", address=urls.COMPARE),),
        verdict=comparison_sentences(comparison, titles)[0],
        counts=_counts(comparison, material),
        everything=everything,
        bundles=(link_to(a, titles), link_to(b, titles)),
        with_others=side_by_side(comparison.bundles, material),
        parts=tuple(_parts(comparison, material)),
        others=others,
        others_title=OTHERS_TITLES[others],
        csv_name=f"{a.name}-vs-{b.name}.csv",
        markdown=comparison_markdown(
            comparison, catalog, titles, as_of=material.as_of, note=markdown_note(material), room=MOST_BYTES // 12
        ),
    )


def side_by_side(bundles: tuple[Ref, ...], material: Material) -> Link:
    """The page where any bundles are compared, with these chosen."""
    chosen = urls.query_of(("bundle", bundle_value(ref, material)) for ref in bundles)
    return Link(text="compare them with others", address=urls.COMPARE, query=chosen)


def bundle_value(ref: Ref, material: Material) -> str:
    """A bundle in an address: its name, with the kind before it where bundles of two kinds share the name."""
    kinds = [kind for kind in KIND.values() if kind.is_bundle and ref.name in material.catalog.of_kind(kind.singular)]
    return ref.name if len(kinds) == 1 else str(ref)


def _counts(comparison: Comparison, material: Material) -> tuple[Count, ...]:
    plural = KIND[comparison.bundles[0].kind].plural
    query = urls.query(**{plural: NOT_STATED_VALUE})
    unstated = Link(text="", address=urls.kind_list("unit_primitive"), query=query)
    *found, (title, count) = counts(comparison, material.catalog, material.titles)
    anchors = map(_anchor, (comparison.only[0], comparison.both, comparison.only[1]))
    return (
        *(
            Count(title=title, count=count, anchor=anchor if count else "")
            for (title, count), anchor in zip(found, (*anchors, ""), strict=False)
        ),
        Count(title=title, count=count, listing=unstated if count else None),
    )


def _parts(comparison: Comparison, material: Material) -> Iterator[PartRows]:
    members = {part: part.unit_primitives for part in comparison.parts if part.unit_primitives}
    for part, (names, more) in beginnings(members, material.most_rows).items():
        yield PartRows(
            anchor=_anchor(part),
            title=part_title(part, comparison, material.titles),
            rows=tuple(material.rows[name] for name in names),
            more=more,
        )


def _anchor(part: Part) -> str:
    return f"only-{part.bundles[0].name}" if len(part.bundles) == 1 else "both"
