"""The home page: where to start, what the bundles hold, and whether anything is about to change."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...catalog import KIND, CutOff, cut_offs, is_free
from ...counting import number
from .. import urls
from ..announcements import anchor_of
from ..bounds import MOST_CELLS, beginning, more
from ..change_rows import JoinedChanges
from ..links import Link, link_to
from ..material import Material, in_order
from ..named import Names, some
from ..page import Page
from ..wording import day_and_time, iso
from .changes import latest_changes, untold_note

MOST_NAMED = 5  # unit primitives that a cut-off names on the home page; the timeline names them all
MOST_LATEST = 5  # changes
MOST_AHEAD = 20  # cut-offs
MOST_LICENSES = 40  # columns of the table of bundles


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
    total: Link | str
    by_license: tuple[Link | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOffMoment:
    """A moment at which free use ends, and for how many unit primitives."""

    when: str
    moment: str
    count: Link  # how many, leading to its place on the timeline
    primitives: Names | None  # which, unless they are too many to name here


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader may have come to ask, and where the answer stands."""

    text: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """`index.html`"""

    template = "home.html"
    styles = ("home.css",)

    licenses: tuple[Link, ...]
    more_licenses: int  # that the page leaves out
    bundles: tuple[BundleRow, ...]
    more_bundles: int
    without_add_on: Link | str
    without_license: Link | str
    total: int
    cut_offs_ahead: tuple[CutOffMoment, ...]
    more_ahead: int
    last_cut_off: CutOffMoment | None
    timeline: Link
    free_now: Link | str
    latest: tuple[JoinedChanges, ...]
    history: str  # how far the changes are known, where that is to be said
    changes: Link
    questions: tuple[Question, ...]
    kinds: tuple[KindCard, ...]


def home_page(material: Material) -> HomePage:
    """The home page of the site."""
    catalog = material.catalog
    primitives = tuple(catalog.unit_primitives)
    found = cut_offs(primitives, material.as_of)
    licenses = in_order(catalog.license_types, material)[:MOST_LICENSES]
    bundles = _bundles([license.name for license in licenses], material)
    latest = latest_changes(material, MOST_LATEST)
    return HomePage(
        address=urls.HOME,
        title=material.site.title,
        description=material.site.description,
        licenses=tuple(link_to(license.ref, material.titles) for license in licenses),
        more_licenses=len(catalog.license_types) - len(licenses),
        bundles=bundles,
        more_bundles=len(catalog.add_ons) - len(bundles),
        without_add_on=_count(len([p for p in primitives if not p.add_ons]), add_ons="not-stated"),
        without_license=_count(len([p for p in primitives if not p.license_types]), license_types="not-stated"),
        total=len(primitives),
        cut_offs_ahead=tuple(_moment(cut_off, material) for cut_off in beginning(found.ahead, MOST_AHEAD)),
        more_ahead=more(len(found.ahead), MOST_AHEAD),
        last_cut_off=_moment(found.past[-1], material) if found.past else None,
        timeline=Link(text="Timeline", address=urls.TIMELINE),
        free_now=_count(len([p for p in primitives if is_free(p, material.as_of)]), access="free"),
        latest=latest,
        history=_history(material, latest),
        changes=Link(text="Changes", address=urls.CHANGES),
        questions=questions(material),
        kinds=tuple(
            KindCard(
                link=Link(text=kind.title_plural, address=urls.kind_list(kind.singular)),
                count=len(catalog.of_kind(kind.singular)),
                question=kind.question,
            )
            for kind in catalog.listed
        ),
    )


def _bundles(licenses: Sequence[str], material: Material) -> tuple[BundleRow, ...]:
    catalog = material.catalog
    rows = []
    for add_on in in_order(catalog.add_ons, material)[: MOST_CELLS // (len(licenses) + 1)]:
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
                    for license in licenses
                ),
            )
        )
    return tuple(rows)


def _count(count: int, **facets: str) -> Link | str:
    """Leads to what is counted, where that is anything."""
    if not count:
        return "0"
    return Link(text=f"{count:,}", address=urls.kind_list("unit_primitive"), query=urls.query(**facets))


def _moment(cut_off: CutOff, material: Material) -> CutOffMoment:
    names = cut_off.unit_primitives
    return CutOffMoment(
        when=day_and_time(cut_off.moment),
        moment=iso(cut_off.moment),
        count=Link(text=number(len(names), "unit primitive"), address=urls.TIMELINE, anchor=anchor_of(cut_off.moment)),
        primitives=some(names, material) if len(names) <= MOST_NAMED else None,
    )


def _history(material: Material, latest: Sequence[JoinedChanges]) -> str:
    if material.chronicle.beginning is None:
        return "The history is not available here."
    nothing = "" if latest else "Nothing that customers notice has changed since the record began."
    return untold_note(material) or nothing


def questions(material: Material) -> tuple[Question, ...]:
    """What readers come to ask, and the page that answers; what most of them ask first."""
    gone = {urls.kind_list(kind) for kind in material.catalog.left_out.kinds}
    return tuple(question for question in _questions() if question.link.address not in gone)


def _questions() -> tuple[Question, ...]:
    listing = urls.kind_list("unit_primitive")
    unripe = urls.query_of((("status", "experiment"), ("status", "beta")))
    return (
        Question(text="What works for this customer, and why?", link=Link(text="Check", address=urls.CHECK)),
        Question(text="What is the difference between two bundles?", link=Link(text="Compare", address=urls.COMPARE)),
        Question(
            text="What is new since the customer’s version?",
            link=Link(text="What’s new", address=urls.WHATS_NEW),
        ),
        Question(text="What has changed since I last looked?", link=Link(text="Changes", address=urls.CHANGES)),
        Question(text="What becomes paid, and when?", link=Link(text="Timeline", address=urls.TIMELINE)),
        Question(text="What is in an add-on, and what only there?", link=_list("add_on")),
        Question(
            text="What can a customer use without any add-on?",
            link=Link(text="Free for now", address=listing, query=urls.query(access="free")),
        ),
        Question(
            text="What works on one realm and not on another?",
            link=Link(text="Parity", address=urls.PARITY),
        ),
        Question(
            text="What should no longer be sold?",
            link=Link(text="Deprecations", address=urls.DEPRECATIONS),
        ),
        Question(
            text="What is still experiment or beta?",
            link=Link(text="Experiment or beta", address=listing, query=unripe),
        ),
        Question(text="What is mine, and what needs me?", link=_list("group")),
        Question(text="What do older GitLab versions read?", link=_list("service")),
        Question(text="Show me everything at once", link=Link(text="Matrix", address=urls.MATRIX)),
    )


def _list(kind: str) -> Link:
    return Link(text=KIND[kind].title_plural, address=urls.kind_list(kind))
