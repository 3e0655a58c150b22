"""The home page: where to start, what the bundles hold, and whether anything is about to change."""

from dataclasses import dataclass
from datetime import datetime

from ...catalog import KIND, KINDS, is_free
from .. import urls
from ..links import Link, link_to
from ..material import Material, in_order
from ..page import Page
from ..wording import day, iso


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCard:
    """A kind with the number of its entities and the question its list answers."""

    link: Link
    count: int
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRow:
    """An add-on and how many of its unit primitives each license type carries as well."""

    link: Link
    total: Link
    by_license: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A day on which free use ends, with the unit primitives that it ends for."""

    day: str
    moment: str
    primitives: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader may have come to ask, and where the answer stands."""

    text: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """`index.html`"""

    template = "home.html"

    licenses: tuple[Link, ...]
    bundles: tuple[BundleRow, ...]
    without_add_on: Link
    without_license: Link
    total: int
    cut_offs_ahead: tuple[CutOff, ...]
    last_cut_off: CutOff | None
    free_now: Link
    questions: tuple[Question, ...]
    kinds: tuple[KindCard, ...]


def home_page(material: Material) -> HomePage:
    """The home page of the site."""
    catalog = material.catalog
    primitives = tuple(catalog.unit_primitives)
    past, ahead = _cut_offs(material)
    return HomePage(
        address=urls.HOME,
        title=material.site.title,
        description=material.site.description,
        licenses=tuple(link_to(license.ref, material.titles) for license in in_order(catalog.license_types, material)),
        bundles=_bundles(material),
        without_add_on=_count(len([p for p in primitives if not p.add_ons]), add_ons="not-stated"),
        without_license=_count(len([p for p in primitives if not p.license_types]), license_types="not-stated"),
        total=len(primitives),
        cut_offs_ahead=ahead,
        last_cut_off=past[-1] if past else None,
        free_now=_count(len([p for p in primitives if is_free(p, material.as_of)]), access="free"),
        questions=_questions(material),
        kinds=tuple(
            KindCard(
                link=Link(text=kind.title_plural, address=urls.kind_list(kind.singular)),
                count=len(catalog.of_kind(kind.singular)),
                question=kind.question,
            )
            for kind in KINDS
        ),
    )


def _bundles(material: Material) -> tuple[BundleRow, ...]:
    catalog = material.catalog
    rows = []
    for add_on in in_order(catalog.add_ons, material):
        members = catalog.unit_primitives.pick(add_on.unit_primitives)
        rows.append(
            BundleRow(
                link=link_to(add_on.ref, material.titles),
                total=_count(len(members), add_ons=add_on.name),
                by_license=tuple(
                    _count(
                        len([member for member in members if license in member.license_types]),
                        add_ons=add_on.name,
                        license_types=license,
                    )
                    for license in material.titles.ordered(catalog.license_types.names)
                ),
            )
        )
    return tuple(rows)


def _count(count: int, **facets: str) -> Link:
    return Link(text=str(count), address=urls.kind_list("unit_primitive"), query=urls.query(**facets))


def _cut_offs(material: Material) -> tuple[tuple[CutOff, ...], tuple[CutOff, ...]]:
    by_moment: dict[datetime, list[Link]] = {}
    for primitive in material.catalog.unit_primitives:
        if primitive.cut_off_date:
            by_moment.setdefault(primitive.cut_off_date, []).append(link_to(primitive.ref, material.titles))
    past: list[CutOff] = []
    ahead: list[CutOff] = []
    for moment, links in sorted(by_moment.items()):
        found = CutOff(day=day(moment), moment=iso(moment), primitives=tuple(links))
        (ahead if moment > material.as_of else past).append(found)
    return tuple(past), tuple(ahead)


def _questions(material: Material) -> tuple[Question, ...]:
    listing = urls.kind_list("unit_primitive")
    unripe = urls.query_of((("status", "experiment"), ("status", "beta")))
    return (
        Question(text="What is in an add-on, and what only there?", link=_list("add_on")),
        Question(
            text="What can a customer use without any add-on?",
            link=Link(text="Free for now", address=listing, query=urls.query(access="free")),
        ),
        Question(text="Show me everything at once", link=Link(text="Matrix", address=urls.MATRIX)),
        Question(
            text="What is new since the customer’s version?",
            link=Link(text="What’s new", address=urls.WHATS_NEW),
        ),
        Question(text="What works on GitLab.com, self-managed and Dedicated?", link=_list("gitlab_realm")),
        Question(
            text="What works on one realm and not on another?",
            link=Link(text="Parity", address=urls.PARITY),
        ),
        Question(
            text="What is still experiment or beta?",
            link=Link(text="Experiment or beta", address=listing, query=unripe),
        ),
        Question(
            text="What should no longer be sold?",
            link=Link(text="Deprecations", address=urls.DEPRECATIONS),
        ),
        Question(text="What do older GitLab versions read?", link=_list("service")),
        Question(text="What is mine, and what needs me?", link=_list("group")),
    )


def _list(kind: str) -> Link:
    return Link(text=KIND[kind].title_plural, address=urls.kind_list(kind))
