"""The page of one situation: what works with a license, one add-on or none, in a realm, what the next steps bring."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...catalog import Context, Step
from .. import urls
from ..bounds import MOST_BYTES, MOST_NAMES, beginnings, link_weight, rows_within, shares, text_weight
from ..links import Link
from ..material import Material
from ..page import Page
from ..situations import Within, context, situation_address, situation_title, with_pages
from ..states import State
from ..verdicts import SharedVerdict, VerdictGroup, next_steps, step_words, summary, verdict_groups
from .check import situation_query

MOST_NAMED = 3_000  # unit primitives in the tables of one page, and as many in what its steps bring and end
MOST_NEXT = 12  # steps in a line
_FRAME, _STEP = 200, 300  # bytes of a verdict, and of a step, without what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLinks:
    """Unit primitives of one verdict that leave the same unsaid."""

    unstated: str
    links: tuple[Link, ...]
    more: int = 0  # names that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """One verdict and the primitives it holds for."""

    why: str
    unlock: str
    count: int
    members: tuple[MemberLinks, ...]
    deprecated: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictTable:
    """The verdicts of one state with the number of primitives in it, and what a reader should know of them."""

    state: State
    count: int
    note: str
    rows: tuple[VerdictRow, ...]
    more: int = 0  # rows that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A purchase, what it would bring and what it would end; the link leads to the situation after it.

    `about` is what the catalog says of the add-on.
    """

    link: Link
    about: str
    gained: tuple[Link, ...]
    lost: tuple[Link, ...]
    deprecated: frozenset[str]
    gained_more: int = 0  # names that the page leaves out
    lost_more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """The same situation with another license, add-on or realm."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationPage(Page):
    """`check/<license>/<add-on>/<realm>.html`"""

    template = "situation.html"
    styles = ("check.css",)

    summary: str
    tables: tuple[VerdictTable, ...]
    left_out: int  # unit primitives that the tables do not name
    steps: tuple[StepRow, ...]
    steps_left_out: int
    next_steps: tuple[StepRow, ...]  # the first of them, for a line
    more_steps: int
    switches: tuple[Switch, ...]
    total: int
    check: Link


def situation_page(asked: Context, material: Material) -> SituationPage:
    """The page of one situation, as of the material's moment and for a GitLab version that is new enough."""
    groups = verdict_groups(material.catalog.same_terms, asked, material.titles)
    tables = tuple(_tables(groups, material))
    found = next_steps(material.catalog, asked, material.catalog.unit_primitives.names)
    steps = tuple(_steps(found, material))
    title = situation_title(asked, material.titles)
    return SituationPage(
        address=situation_address(asked),
        title=title,
        description=f"{title}: {summary(groups)}",
        section=urls.CHECK,
        trail=(Link(text="Check", address=urls.CHECK),),
        summary=summary(groups),
        tables=tables,
        left_out=sum(group.count for group in groups) - sum(map(_named, tables)),
        steps=steps,
        steps_left_out=len(found) - len(steps),
        next_steps=steps[:MOST_NEXT],
        more_steps=len(found) - len(steps[:MOST_NEXT]),
        switches=tuple(_switches(asked, material)),
        total=len(material.catalog.unit_primitives),
        check=Link(text="Check with another version or date", address=urls.CHECK, query=situation_query(asked)),
    )


def _tables(groups: tuple[VerdictGroup, ...], material: Material) -> Iterator[VerdictTable]:
    weights = (_FRAME + text_weight(it.why) + text_weight(it.unlock) for group in groups for it in group.verdicts)
    rows = shares([len(group.verdicts) for group in groups], rows_within(weights, room=MOST_BYTES // 4))
    verdicts = [group.verdicts[:most] for group, most in zip(groups, rows, strict=True)]
    parts = (part for some in verdicts for verdict in some for part in verdict.members)
    most = rows_within(material.name_weights, MOST_NAMED, MOST_BYTES // 2)
    shown = beginnings({id(part): part.names for part in parts}, most)
    for group, some in zip(groups, verdicts, strict=True):
        yield VerdictTable(
            state=group.state,
            count=group.count,
            note=group.note,
            rows=tuple(_row(verdict, shown, material) for verdict in some),
            more=len(group.verdicts) - len(some),
        )


def _named(table: VerdictTable) -> int:
    """How many unit primitives the table names."""
    return sum(len(part.links) for row in table.rows for part in row.members)


def _row(verdict: SharedVerdict, shown: Mapping[int, tuple[tuple[str, ...], int]], material: Material) -> VerdictRow:
    members = ((part.unstated, *shown[id(part)]) for part in verdict.members)
    return VerdictRow(
        why=verdict.why,
        unlock=verdict.unlock,
        count=verdict.count,
        members=tuple(
            MemberLinks(unstated=unstated, links=_links(names, material), more=more)
            for unstated, names, more in members
        ),
        deprecated=frozenset(name for name, tags in verdict.tags.items() if "deprecated" in tags),
    )


def _links(names: tuple[str, ...], material: Material) -> tuple[Link, ...]:
    return tuple(material.rows[name].link for name in names)


def _steps(found: Sequence[Step], material: Material) -> Iterator[StepRow]:
    """As many of the steps as there is room for: those that bring most come first."""
    pages = with_pages(material.catalog, material.titles)
    rows = [(step, _after(step, pages, material), _about(step, material)) for step in found]
    weights = (_STEP + link_weight(link.text) + len(link.address) + text_weight(about) for _, link, about in rows)
    shown = rows[: rows_within(weights, room=MOST_BYTES // 4)]
    sizes = [min(len(names), MOST_NAMES) for step, _, _ in shown for names in (step.gained, step.lost)]
    heaviest = material.name_weights[:MOST_NAMES]  # the same may be in every step
    most = MOST_BYTES // 4 * len(heaviest) // max(1, sum(heaviest))
    room = iter(shares(sizes, min(MOST_NAMED, most)))
    for (step, link, about), most_gained, most_lost in zip(shown, room, room, strict=True):
        gained, lost = step.gained[:most_gained], step.lost[:most_lost]
        yield StepRow(
            link=link,
            about=about,
            gained=_links(gained, material),
            lost=_links(lost, material),
            deprecated=frozenset(
                primitive.name
                for primitive in material.catalog.unit_primitives.pick((*gained, *lost))
                if primitive.deprecated
            ),
            gained_more=len(step.gained) - len(gained),
            lost_more=len(step.lost) - len(lost),
        )


def _about(step: Step, material: Material) -> str:
    bought = step.change.add_ons
    return (material.catalog.add_ons[bought[0]].description or "") if bought else ""


def _after(step: Step, pages: Within, material: Material) -> Link:
    """To the page of the situation after the step, or to the check page where it has none, as with two add-ons."""
    there, text = step.there, step_words(step, material.titles)
    if len(there.add_ons) < 2 and pages.has(there.license_type, "".join(there.add_ons), there.realm):
        return Link(text=text, address=situation_address(there))
    return Link(text=text, address=urls.CHECK, query=situation_query(there))


def _switches(asked: Context, material: Material) -> Iterator[Switch]:
    titles, add_on = material.titles, "".join(asked.add_ons)
    pages = with_pages(material.catalog, titles)

    def to(text: str, license: str, add_on: str, realm: str) -> Link:
        return Link(text=text, address=situation_address(context(license, add_on, realm, material)))

    yield Switch(
        title="License",
        links=tuple(to(titles.one("license_type", name), name, add_on, asked.realm) for name in pages.license_types),
    )
    yield Switch(
        title="Add-on",
        links=tuple(
            to(titles.one("add_on", name) if name else "No add-on", asked.license_type, name, asked.realm)
            for name in pages.add_ons
        ),
    )
    yield Switch(
        title="Realm",
        links=tuple(
            to(titles.one("gitlab_realm", name), asked.license_type, add_on, name) for name in pages.gitlab_realms
        ),
    )
