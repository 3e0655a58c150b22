"""What works on one realm and not on another, and what is one purchase away: GitLab's aim is parity of its realms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...catalog import Gap, Parity, Ref, Spread, UnitPrimitive, parity
from .. import urls
from ..bounds import MOST_BYTES, MOST_CELLS, MOST_ROWS, beginnings, name_weight, rows_within, text_weight
from ..links import Link, link_to
from ..material import Material, in_order
from ..named import Names, some
from ..page import Page
from ..purchase_tables import RealmPurchases, licenses_left_out, purchases_by_realm
from ..states import INCLUDED, UNAVAILABLE, Cell
from ..wording import sentence_case, some_of

MOST_GAPS = 100  # pairs of realms
_CELL = 250  # bytes of a cell without its reason
MOST_IN_SIGHT = 6  # realms beside each other


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartRow:
    """A unit primitive that is stated for some realms only, with a cell for each realm."""

    link: Link
    description: str
    deprecated: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartGroup:
    """The primitives with the same realms, under a heading that says which: `Only GitLab.com`."""

    title: str
    rows: tuple[ApartRow, ...]
    more: int = 0  # rows that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """Two realms side by side. The counts sum to all unit primitives, with those that state no realm."""

    a: Link
    b: Link
    only_a: int
    only_a_names: Names
    only_b: int
    only_b_names: Names
    both: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityPage(Page):
    """`parity.html`"""

    template = "parity.html"
    scripts = ("sticky.js",)
    styles = ("sticky.css", "parity.css")

    total: int
    everywhere: int
    apart: int
    unstated: int
    unstated_list: Link
    realms: tuple[Link, ...]
    head_stays: bool  # of the table of all realms, where it is no wider than a window
    worst: str  # the largest of all gaps, in a sentence; empty where there is none
    groups: tuple[ApartGroup, ...]
    more_apart: int  # unit primitives with other realms, whose groups the page leaves out
    gaps: tuple[GapRow, ...]
    more_gaps: int  # pairs that the page leaves out
    purchases: tuple[RealmPurchases, ...]
    licenses_left_out: str  # those without purchases here
    more_realms: int  # without purchases here
    check: str


def parity_page(material: Material) -> ParityPage:
    """The page of all realms, as of the material's moment."""
    found = parity(material.catalog)
    most = _most_apart(found, material)
    apart = beginnings({it: it.unit_primitives for it in found.somewhere[:most]}, most)
    gaps = _in_order(found.gaps, material)
    shown, purchases = _largest(gaps, material), purchases_by_realm(material)
    most_in_cell = material.most_in_cell(2 * len(shown))
    return ParityPage(
        address=urls.PARITY,
        title="Parity",
        description="What works on one GitLab realm and not on another, and what is one license or add-on away.",
        section=urls.PARITY,
        total=len(material.catalog.unit_primitives),
        everywhere=len(found.everywhere),
        apart=found.apart,
        unstated=len(found.unstated),
        unstated_list=Link(
            text=f"{len(found.unstated):,}",
            address=urls.kind_list("unit_primitive"),
            query=urls.query(gitlab_realms="not-stated"),
        ),
        realms=tuple(
            link_to(realm.ref, material.titles) for realm in in_order(material.catalog.gitlab_realms, material)
        ),
        head_stays=len(material.catalog.gitlab_realms) <= MOST_IN_SIGHT,
        worst=_worst(gaps, material),
        groups=tuple(_group(spread, names, more, material) for spread, (names, more) in apart.items()),
        more_apart=sum(len(spread.unit_primitives) for spread in found.somewhere[most:]),
        gaps=tuple(_gap(gap, most_in_cell, material) for gap in shown),
        more_gaps=len(gaps) - len(shown),
        purchases=purchases,
        licenses_left_out=some_of(licenses_left_out(material)),
        more_realms=len(material.catalog.gitlab_realms) - len(purchases) if purchases else 0,
        check=urls.CHECK,
    )


def _most_apart(found: Parity, material: Material) -> int:
    """How many unit primitives that only some realms have the page shows: fewer where they say very much."""
    realms = material.catalog.gitlab_realms.names
    cells = sum(_CELL + text_weight(title) for title in material.titles.all("gitlab_realm", realms))
    weights = (weight + cells for spread in found.somewhere for weight in _weights(spread, len(realms), material))
    return rows_within(weights, max(1, min(MOST_ROWS, MOST_CELLS // max(1, len(realms)))), MOST_BYTES // 3)


def _weights(spread: Spread, realms: int, material: Material) -> Iterator[int]:
    """Bytes of its unit primitives: of each the name, the description, and why it is not in the other realms."""
    reasons = (realms - len(spread.realms)) * text_weight(_having(spread, material))
    for name in spread.unit_primitives:
        yield name_weight(name) + text_weight(material.rows[name].description) + reasons


def _having(spread: Spread, material: Material) -> str:
    return some_of(material.titles.all("gitlab_realm", spread.realms))


def _in_order(gaps: Iterable[Gap], material: Material) -> tuple[Gap, ...]:
    """The gaps in the order in which readers know the realms, each with the first of its two as `a`."""
    order = {name: place for place, name in enumerate(material.titles.ordered(material.catalog.gitlab_realms.names))}
    turned = (gap if order[gap.a] < order[gap.b] else gap.turned for gap in gaps)
    return tuple(sorted(turned, key=lambda gap: (order[gap.a], order[gap.b])))


def _largest(gaps: Iterable[Gap], material: Material) -> tuple[Gap, ...]:
    """Those of the pairs that differ most, as many as the page shows, in their order."""
    return _in_order(sorted(gaps, key=lambda gap: -len(gap.in_a ^ gap.in_b))[:MOST_GAPS], material)


def _gap(gap: Gap, most: int, material: Material) -> GapRow:
    return GapRow(
        a=link_to(Ref(kind="gitlab_realm", name=gap.a), material.titles),
        b=link_to(Ref(kind="gitlab_realm", name=gap.b), material.titles),
        only_a=len(gap.only_a),
        only_a_names=some(gap.only_a, material, most),
        only_b=len(gap.only_b),
        only_b_names=some(gap.only_b, material, most),
        both=len(gap.both),
        neither=len(gap.neither),
    )


def _worst(gaps: tuple[Gap, ...], material: Material) -> str:
    ordered = material.titles.ordered(material.catalog.gitlab_realms.names)
    titles = {name: material.titles.one("gitlab_realm", name) for name in ordered}
    both_ways = [
        *((len(gap.in_a - gap.in_b), titles[gap.b], titles[gap.a]) for gap in gaps),
        *((len(gap.in_b - gap.in_a), titles[gap.a], titles[gap.b]) for gap in gaps),
    ]
    count, lacking, having = max(both_ways, default=(0, "", ""), key=lambda way: way[0])
    if not count:
        return ""
    worst = {realm for lacks, realm, _ in both_ways if lacks == count}
    those = tuple(dict.fromkeys(realm for realm in titles.values() if realm in worst))
    if len(those) > 1:
        return sentence_case(f"{some_of(those)} lack most: {count:,} that another realm has.")
    return sentence_case(f"{lacking} lacks most: {count:,} that {having} has.")


def _group(spread: Spread, names: tuple[str, ...], more: int, material: Material) -> ApartGroup:
    titles = material.titles
    all_realms = titles.ordered(material.catalog.gitlab_realms.names)
    missing = tuple(name for name in all_realms if name not in spread.realms)
    having = _having(spread, material)
    lacking = some_of(titles.all("gitlab_realm", missing), "or")
    heading = f"Only {having}" if len(spread.realms) == 1 else f"{having}, not {lacking}"
    return ApartGroup(
        title=sentence_case(heading),
        rows=tuple(
            _row(primitive, spread.realms, all_realms, having, material)
            for primitive in material.catalog.unit_primitives.pick(names)
        ),
        more=more,
    )


def _row(
    primitive: UnitPrimitive, stated: tuple[str, ...], realms: tuple[str, ...], having: str, material: Material
) -> ApartRow:
    here, elsewhere = Cell(state=INCLUDED, reason="listed"), Cell(state=UNAVAILABLE, reason=f"only on {having}")
    return ApartRow(
        link=link_to(primitive.ref, material.titles),
        description=primitive.description or "",
        deprecated=primitive.deprecated,
        cells=tuple(here if realm in stated else elsewhere for realm in realms),
    )
