"""Catalog in, problems out: values that are each fine but contradict one another or leave a reader without an answer.

A rule is a function that takes the catalog and yields problems; `RULES` lists them. None prints, counts or stops.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from ..problems import Problem
from .catalog import Catalog
from .entities import BackendService, Entity, Service, UnitPrimitive
from .kinds import KIND
from .legacy_services import LEGACY_REALMS, SAMPLED_FIELDS, Disagreement, disagreements, sample
from .relations import RELATIONS

Rule = Callable[[Catalog], Iterator[Problem]]

_NAMES_SHOWN = 5


def lint(catalog: Catalog) -> tuple[Problem, ...]:
    """Every finding of every rule, in report order. Errors among them are for the caller to act on."""
    return tuple(sorted((problem for rule in RULES for problem in rule(catalog)), key=Problem.sort_key))


def unused_entity(catalog: Catalog) -> Iterator[Problem]:
    """W306: an add-on, license type, realm or backend service that no unit primitive names."""
    for relation in RELATIONS:
        if relation.source != "unit_primitive" or not KIND[relation.target].has_files:
            continue
        for entity in catalog.of_kind(relation.target):
            if not getattr(entity, relation.inverse_field):
                yield from _problem(
                    entity,
                    "name",
                    code="W306",
                    message=f"no unit primitive names this {KIND[relation.target].noun}",
                    help=f"name it under {relation.field} of a unit primitive, or remove the file",
                )


def primitive_without_backend(catalog: Catalog) -> Iterator[Problem]:
    """W309: a unit primitive that no backend service hosts."""
    for primitive in catalog.unit_primitives:
        if not primitive.backend_services:
            yield from _problem(
                primitive,
                "backend_services",
                code="W309",
                message="no backend service is stated, so no token can be made for it",
                help="list the service that hosts it",
            )


def cut_off_without_add_on(catalog: Catalog) -> Iterator[Problem]:
    """W401: free access ends, and nothing sells what follows."""
    for primitive in catalog.unit_primitives:
        if primitive.cut_off_date and not primitive.add_ons:
            yield from _problem(
                primitive,
                "cut_off_date",
                code="W401",
                message=f"free access ends on {primitive.cut_off_date:%Y-%m-%d}, but no add-on sells it afterwards",
                help="list the add-ons that sell it, or leave the date out",
            )


def add_ons_without_cut_off(catalog: Catalog) -> Iterator[Problem]:
    """W402: add-ons are enforced only from a cut-off date on."""
    for primitive in catalog.unit_primitives:
        if primitive.add_ons and not primitive.cut_off_date:
            yield from _problem(
                primitive,
                "add_ons",
                code="W402",
                message="add-ons are listed without a cut_off_date, so they are not enforced",
                help="state the date from which an add-on is needed",
            )


def free_access_from_later_version(catalog: Catalog) -> Iterator[Problem]:
    """E403: who pays would get it on an older version than who does not."""
    for primitive in catalog.unit_primitives:
        free, paid = primitive.min_gitlab_version_for_free_access, primitive.min_gitlab_version
        if free and paid and free > paid:
            yield from _problem(
                primitive,
                "min_gitlab_version_for_free_access",
                code="E403",
                message=f"free access needs GitLab {free}, later than paid access, which needs {paid}",
                help="free access comes first: write a version no later than min_gitlab_version",
            )


def members_disagree(catalog: Catalog) -> Iterator[Problem]:
    """W404: the services format keeps the sample's value only, and members state another."""
    for service in catalog.services:
        by_field: dict[str, list[Disagreement]] = defaultdict(list)
        for found in disagreements(service, catalog):
            by_field[found.field].append(found)
        for field, differing in by_field.items():
            yield from _problem(
                service,
                "unit_primitives",
                code="W404",
                message=f"{field} of {len(differing)} of {len(service.unit_primitives)} members differs from that of "
                f"the sample '{sample(service, catalog).name}': {_some(d.unit_primitive for d in differing)}",
                help="older GitLab versions read the sample's value for all of them",
            )


def services_disagree(catalog: Catalog) -> Iterator[Problem]:
    """W409: a unit primitive is in two services that give it different values."""
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for primitive in catalog.unit_primitives:
        for pair in combinations(primitive.services, 2):
            shared[pair].append(primitive.name)
    for (one, other), names in sorted(shared.items()):
        yield from _differences(catalog.services[one], catalog.services[other], names, catalog)


def _differences(one: Service, other: Service, shared: list[str], catalog: Catalog) -> Iterator[Problem]:
    if _realms(one).isdisjoint(_realms(other)):  # no GitLab instance reads both
        return
    ours, theirs = sample(one, catalog), sample(other, catalog)
    fields = [field for field in SAMPLED_FIELDS if getattr(ours, field) != getattr(theirs, field)]
    if fields:
        yield from _problem(
            other,
            "unit_primitives",
            code="W409",
            message=f"{', '.join(fields)} of {_some(shared)} differ between this service and '{one.name}'",
            help=f"they come from the samples '{theirs.name}' here and '{ours.name}' there",
        )


def _realms(service: Service) -> set[str]:
    return set(service.gitlab_realm or LEGACY_REALMS)


def deprecated_and_bundled(catalog: Catalog) -> Iterator[Problem]:
    """W405: something that should no longer be sold still is."""
    for primitive in catalog.unit_primitives:
        for field in ("add_ons", "license_types"):
            if primitive.deprecated and getattr(primitive, field):
                yield from _problem(
                    primitive,
                    field,
                    code="W405",
                    message=f"deprecated, but still bundled with {_some(getattr(primitive, field))}",
                    help="take it out of the bundles when nobody relies on it any more",
                )


def half_a_deprecation(catalog: Catalog) -> Iterator[Problem]:
    """W406: a deprecation link without a message, or a message without a link."""
    pairs = (("deprecated_by_url", "deprecation_message"), ("deprecation_message", "deprecated_by_url"))
    for primitive in catalog.unit_primitives:
        for stated, missing in pairs:
            if getattr(primitive, stated) and not getattr(primitive, missing):
                yield from _problem(
                    primitive,
                    stated,
                    code="W406",
                    message=f"{stated} without {missing}",
                    help="a reader needs both: what to use instead, and where that was decided",
                )


def two_spellings_of_an_owner(catalog: Catalog) -> Iterator[Problem]:
    """W407: `group::duo chat` beside `group::duo_chat`. The rarer spelling is reported."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    owned: list[UnitPrimitive | BackendService] = [*catalog.unit_primitives, *catalog.backend_services]
    for entity in owned:
        if entity.group:
            spellings[_folded(entity.group)][entity.group] += 1
    for entity in owned:
        counts = spellings[_folded(entity.group)] if entity.group else Counter[str]()
        usual = min(counts, key=lambda spelling: (-counts[spelling], spelling), default=entity.group)
        if entity.group != usual:
            yield from _problem(
                entity,
                "group",
                code="W407",
                message=f"'{entity.group}' is written '{usual}' in {counts[usual or '']} other places",
                suggestion=f"write '{usual}'",
            )


def _folded(group: str) -> str:
    return group.casefold().replace("_", " ").replace("-", " ")


def date_written_unlike_the_others(catalog: Catalog) -> Iterator[Problem]:
    """W408: a date in quotes where most files write it bare, or the reverse."""
    dated = [primitive for primitive in catalog.unit_primitives if primitive.cut_off_date]
    quoted = [primitive for primitive in dated if _is_quoted(primitive, "cut_off_date")]
    quoted_is_usual = len(quoted) * 2 > len(dated)
    for primitive in dated:
        if _is_quoted(primitive, "cut_off_date") != quoted_is_usual:
            yield from _problem(
                primitive,
                "cut_off_date",
                code="W408",
                message=f"this date is {'bare' if quoted_is_usual else 'quoted'}, in most other files it is "
                f"{'quoted' if quoted_is_usual else 'bare'}",
                help="write every date the same way, so that searching for one finds all",
            )


def _is_quoted(entity: Entity, field: str) -> bool:
    if entity.source is None or field not in entity.source.spans:
        return False
    span = entity.source.spans[field]
    return entity.source.text.split("\n")[span.line - 1][span.column - 1] in "'\""


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    rest = len(listed) - _NAMES_SHOWN
    return ", ".join(listed[:_NAMES_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _problem(
    entity: Entity, field: str, *, code: str, message: str, suggestion: str = "", help: str = ""
) -> Iterator[Problem]:
    if entity.source:
        yield entity.source.problem(field, code=code, message=message, suggestion=suggestion, help=help)


RULES: tuple[Rule, ...] = (
    unused_entity,
    primitive_without_backend,
    cut_off_without_add_on,
    add_ons_without_cut_off,
    free_access_from_later_version,
    members_disagree,
    services_disagree,
    deprecated_and_bundled,
    half_a_deprecation,
    two_spellings_of_an_owner,
    date_written_unlike_the_others,
)
