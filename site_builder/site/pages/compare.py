"""Where bundles are compared: every pair of a kind in a table, and by script any two to four of them."""

from dataclasses import dataclass

from ...catalog import KINDS, Comparison, Kind, Ref, related_names
from ...counting import number
from .. import urls
from ..comparisons import comparison_sentences, comparison_title
from ..links import Link
from ..material import Material
from ..page import Page
from ..pairs import FEWEST_ROWS, MOST_ROWS
from .comparison import bundle_value


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleOption:
    """A bundle that can be chosen, and how many unit primitives it holds."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleChoice:
    """The bundles of a kind to choose from."""

    title: str
    kind: str
    plural: str
    noun: str
    nouns: str
    options: tuple[BundleOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two bundles with the number of unit primitives of each part. `link` leads to their page."""

    link: Link
    only_a: int
    both: int
    only_b: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTable:
    """The pairs of a kind that have a page."""

    kind: str
    title: str
    rows: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """`compare/index.html`"""

    template = "compare.html"
    scripts = ("terms-data.js", "compare.js")
    styles = ("compare.css",)

    choices: tuple[BundleChoice, ...]
    has_two: bool  # bundles at least, so that there is something to compare
    tables: tuple[PairTable, ...]
    everything: int
    without_page: str  # how many pairs have no page of their own, and why; empty where all have one


def compare_page(material: Material) -> ComparePage:
    """The page from which every comparison is reached."""
    kinds = tuple(kind for kind in KINDS if kind.is_bundle)
    choices = tuple(_choice(kind, material) for kind in kinds if len(material.catalog.of_kind(kind.singular)))
    return ComparePage(
        address=urls.COMPARE,
        title="Compare",
        description="What is the difference between two bundles? Every pair of add-ons and of license types.",
        section=urls.COMPARE,
        choices=choices,
        has_two=sum(len(choice.options) for choice in choices) > 1,
        tables=tuple(table for kind in kinds if (table := _table(kind, material)).rows),
        everything=len(material.catalog.unit_primitives),
        without_page=_without_page(material.pairs.without_page),
    )


def _choice(kind: Kind, material: Material) -> BundleChoice:
    bundles = material.catalog.of_kind(kind.singular)
    refs = (Ref(kind=kind.singular, name=name) for name in material.titles.ordered(bundles.names))
    return BundleChoice(
        title=kind.title_plural,
        kind=kind.singular,
        plural=kind.plural,
        noun=kind.noun,
        nouns=kind.nouns,
        options=tuple(
            BundleOption(
                value=bundle_value(ref, material),
                title=material.titles.of_ref(ref),
                count=len(related_names(material.catalog[ref], "unit_primitives")),
            )
            for ref in refs
        ),
    )


def _table(kind: Kind, material: Material) -> PairTable:
    pairs = material.pairs.with_page.values()
    rows = (_row(pair, material) for pair in pairs if pair.bundles[0].kind == kind.singular)
    return PairTable(kind=kind.plural, title=kind.title_plural, rows=tuple(rows))


def _row(pair: Comparison, material: Material) -> PairRow:
    a, b = pair.bundles
    return PairRow(
        link=Link(text=comparison_title(pair, material.titles), address=urls.comparison(a.kind, a.name, b.name)),
        only_a=len(pair.only[0].unit_primitives),
        both=len(pair.both.unit_primitives),
        only_b=len(pair.only[1].unit_primitives),
        verdict=comparison_sentences(pair, material.titles)[0],
    )


def _without_page(count: int) -> str:
    if not count:
        return ""
    others = number(count, "pair")
    return f"{others} of smaller bundles {'has' if count == 1 else 'have'} no page: all pages together hold at most {MOST_ROWS:,} rows, each at least {FEWEST_ROWS} of them."
