"""The findings page: what is wrong or incomplete, by rule and by owner, and how complete each field is."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ...catalog import KIND, VISIBILITY, Entity
from ...counting import number
from ...problems import CODES, Problem
from ...settings import Audience
from .. import urls
from ..bounds import MOST_BYTES, beginnings, link_weight, name_weight, rows_within, text_weight
from ..links import Link, link_to
from ..material import Material
from ..page import Page
from ..rows import GAPS
from ..wording import sentence_case

MOST_FINDINGS = 2_000  # on the page; each stands on the page of its entity too
_FRAME, _OWNER = 250, 120  # bytes of a finding, and of an owner, without what they say


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem with the page of the entity it is about, where it is about one."""

    problem: Problem
    link: Link | None
    place: str
    help: str  # where the findings of the rule need different ones


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFindings:
    """Every finding of one rule."""

    code: str
    title: str
    explained: Link
    help: str
    findings: tuple[Finding, ...]
    more: int = 0  # findings that the page leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerCount:
    """How many findings concern what an owner owns."""

    link: Link
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many entities of a kind state a field that they may leave out."""

    kind: str
    field: str
    title: str
    stated: int
    total: int
    missing: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsPage(Page):
    """`problems.html`"""

    template = "problems.html"

    total: int
    rules: tuple[RuleFindings, ...]
    owners: tuple[OwnerCount, ...]
    more_owners: int  # with fewer findings, or as many
    without_owner: int
    coverage: tuple[Coverage, ...]
    editors: Link
    codes: Link


def problems_page(material: Material) -> ProblemsPage:
    """The page of all findings."""
    owners, without = _owners(material)
    shown = owners[: rows_within(map(_owner_weight, owners), room=MOST_BYTES // 4)]
    return ProblemsPage(
        address=urls.PROBLEMS,
        title="Problems",
        description=_description(material),
        section=urls.PROBLEMS,
        total=len(material.problems),
        rules=_rules(material),
        owners=shown,
        more_owners=len(owners) - len(shown),
        without_owner=without,
        coverage=tuple(_coverage(material)),
        editors=Link(text="Find them while you write", address=urls.EDITORS),
        codes=Link(text="What every code means", address=urls.CODES),
    )


def _description(material: Material) -> str:
    if material.audience is Audience.PUBLIC:
        return "How much the configuration states, field by field."
    return f"{number(len(material.problems), 'finding')} in the configuration, by rule and by owner."


def _rules(material: Material) -> tuple[RuleFindings, ...]:
    by_path = _entities_by_path(material)
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in material.problems:
        by_code[problem.code].append(problem)
    most = rows_within(map(_weight, material.problems), MOST_FINDINGS)
    helps = {code: _common_help(problems) for code, problems in by_code.items()}
    ordered = dict(sorted(by_code.items(), key=lambda item: (item[0][0] != "E", -len(item[1]), item[0])))
    return tuple(
        RuleFindings(
            code=code,
            title=sentence_case(CODES[code]),
            explained=Link(text=f"More about {code}", address=urls.CODES, anchor=code),
            help=helps[code],
            findings=tuple(
                Finding(
                    problem=problem,
                    link=link_to(by_path[problem.path].ref, material.titles) if problem.path in by_path else None,
                    place=material.place_of(problem),
                    help="" if helps[code] else problem.help,
                )
                for problem in problems
            ),
            more=more,
        )
        for code, (problems, more) in beginnings(ordered, most).items()
    )


def _weight(problem: Problem) -> int:
    """About how many bytes the page holds of it."""
    return _FRAME + text_weight(problem.message) + text_weight(problem.help) + 2 * name_weight(problem.path)


def _common_help(problems: list[Problem]) -> str:
    """What helps with all of them, as a sentence; empty where each needs its own."""
    helps = {problem.help for problem in problems}
    help = helps.pop() if len(helps) == 1 else ""
    return f"{sentence_case(help)}." if help else ""


def _owner_weight(owner: OwnerCount) -> int:
    return _OWNER + len(owner.link.address) + link_weight(owner.link.text)


def _owners(material: Material) -> tuple[tuple[OwnerCount, ...], int]:
    by_path = _entities_by_path(material)
    counts: Counter[str] = Counter()
    for problem in material.problems:
        entity = by_path.get(problem.path)
        counts[getattr(entity, "group", None) or ""] += 1
    without = counts.pop("", 0)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    owners = tuple(
        OwnerCount(link=link_to(material.catalog.groups[name].ref, material.titles), count=count)
        for name, count in ordered
    )
    return owners, without


def _entities_by_path(material: Material) -> dict[str, Entity]:
    return {
        f"{entity.source.label}/{entity.source.path}": entity
        for entity in material.catalog
        if entity.source is not None
    }


def _coverage(material: Material) -> list[Coverage]:
    found = []
    for kind in material.catalog.listed:
        entities = tuple(material.catalog.of_kind(kind.singular))
        for field in material.fields.get(kind.singular, ()):
            if field.required or field.name == VISIBILITY or not entities:
                continue
            stated = len([entity for entity in entities if getattr(entity, field.name)])
            found.append(
                Coverage(
                    kind=KIND[kind.singular].title_plural,
                    field=field.name,
                    title=field.title,
                    stated=stated,
                    total=len(entities),
                    missing=_missing(kind.singular, field.name),
                )
            )
    return found


def _missing(kind: str, field: str) -> Link | None:
    """The list of unit primitives that lack the field, where the list can be filtered for that."""
    if kind != "unit_primitive" or field not in GAPS:
        return None
    return Link(text="which lack it", address=urls.kind_list("unit_primitive"), query=urls.query(gaps=field))
