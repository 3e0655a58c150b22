"""Catalog in, problems out: values that are each fine but contradict one another or leave a reader without an answer.

A rule is a function that takes the catalog and yields problems; `RULES` lists them. None prints, counts or stops.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from ..counting import first_names
from ..moments import is_moment_form
from ..problems import Problem
from .catalog import Catalog
from .entities import BackendService, Entity, Names, UnitPrimitive
from .kinds import KIND
from .legacy_services import LEGACY_REALMS, SAMPLED_FIELDS, disagreements, is_read_by, sample, stated
from .relations import RELATIONS

Rule = Callable[[Catalog], Iterator[Problem]]
# What a service says of its members: its sample's value for each of the sampled fields.
Sampled = tuple[Hashable, ...]

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
                yield entity.problem(
                    "name",
                    code="W306",
                    message=f"no unit primitive names this {KIND[relation.target].noun}",
                    help=f"name it under {relation.field} of a unit primitive, or remove the file",
                )


def primitive_without_backend(catalog: Catalog) -> Iterator[Problem]:
    """W309: a unit primitive that no backend service hosts."""
    for primitive in catalog.unit_primitives:
        if not primitive.backend_services:
            yield primitive.problem(
                "backend_services",
                code="W309",
                message="no backend service is stated, so no token can be made for it",
                help="list the service that hosts it",
            )


def cut_off_without_add_on(catalog: Catalog) -> Iterator[Problem]:
    """W401: free access ends, and nothing sells what follows."""
    for primitive in catalog.unit_primitives:
        if primitive.cut_off_date and not primitive.add_ons:
            yield primitive.problem(
                "cut_off_date",
                code="W401",
                message=f"free access ends on {primitive.cut_off_date.date()}, but no add-on sells it afterwards",
                help="list the add-ons that sell it, or leave the date out where everybody shall keep it",
            )


def add_ons_without_cut_off(catalog: Catalog) -> Iterator[Problem]:
    """W402: add-ons are enforced only from a cut-off date on."""
    for primitive in catalog.unit_primitives:
        if primitive.add_ons and not primitive.cut_off_date:
            yield primitive.problem(
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
            yield primitive.problem(
                "min_gitlab_version_for_free_access",
                code="E403",
                message=f"free access needs GitLab {free}, later than paid access, which needs {paid}",
                help="free access comes first: write a version no later than min_gitlab_version",
            )


def members_disagree(catalog: Catalog) -> Iterator[Problem]:
    """W404: the services format keeps the sample's value only, and members state another."""
    for service in catalog.services:
        by_field: dict[str, list[str]] = defaultdict(list)
        for found in disagreements(service, catalog):
            by_field[found.field].append(found.unit_primitive)
        for field, names in by_field.items():
            differ = "differs" if len(names) == 1 else "differ"
            yield service.problem(
                "unit_primitives",
                code="W404",
                message=f"{len(names):,} of {len(service.unit_primitives):,} members {differ} from the sample "
                f"'{sample(service, catalog).name}' in {field}: {first_names(names, _NAMES_SHOWN)}",
                help="older GitLab versions read the sample's value for all of them",
                about=f"members differ from the sample in {field}",
            )


def services_disagree(catalog: Catalog) -> Iterator[Problem]:
    """W409: a unit primitive is in two services that give it different values."""
    sampled = {
        service.name: _sampled(sample(service, catalog)) for service in catalog.services if service.unit_primitives
    }
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for primitive in catalog.unit_primitives:
        for pair in set(_contradictions(primitive.services, sampled, catalog)):
            shared[pair].append(primitive.name)
    for (one, other), names in sorted(shared.items()):
        pairs = zip(SAMPLED_FIELDS, sampled[one], sampled[other], strict=True)
        fields = [field for field, ours, theirs in pairs if ours != theirs]
        service, basis = catalog.services[other], catalog.services[one]
        yield service.problem(
            "unit_primitives",
            code="W409",
            message=f"service '{one}' gives other values ({', '.join(fields)}) to {first_names(names, _NAMES_SHOWN)}",
            help=f"they come from the samples '{sample(service, catalog).name}' here "
            f"and '{sample(basis, catalog).name}' there",
            about=f"service '{one}' gives other values ({', '.join(fields)})",
        )


def _sampled(chosen: UnitPrimitive) -> Sampled:
    return tuple(stated(chosen, field) for field in SAMPLED_FIELDS)


def _contradictions(services: Names, sampled: Mapping[str, Sampled], catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each service with the first one before it that says otherwise and is read by the same GitLab instances."""
    for realm in LEGACY_REALMS:
        first: dict[Sampled, str] = {}
        for name in services:
            if is_read_by(catalog.services[name], realm):
                first.setdefault(sampled[name], name)
                against = next((other for values, other in first.items() if values != sampled[name]), None)
                if against is not None:
                    yield against, name


def deprecated_and_bundled(catalog: Catalog) -> Iterator[Problem]:
    """W405: something that should no longer be sold still is."""
    remove = "remove the unit primitive when nobody relies on it any more"
    helps = {"add_ons": remove, "license_types": f"{remove}; without license types it would be open to everybody"}
    for primitive in catalog.unit_primitives:
        for field, help in helps.items():
            if primitive.deprecated and getattr(primitive, field):
                yield primitive.problem(
                    field,
                    code="W405",
                    message=f"deprecated, but still bundled with {first_names(getattr(primitive, field), _NAMES_SHOWN)}",
                    help=help,
                    about="deprecated, but still bundled",
                )


def half_a_deprecation(catalog: Catalog) -> Iterator[Problem]:
    """W406: a deprecation link without a message, or a message without a link."""
    pairs = (("deprecated_by_url", "deprecation_message"), ("deprecation_message", "deprecated_by_url"))
    for primitive in catalog.unit_primitives:
        for field, missing in pairs:
            if getattr(primitive, field) and not getattr(primitive, missing):
                yield primitive.problem(
                    field,
                    code="W406",
                    message=f"stated without {missing}",
                    help="a reader needs both: what to use instead, and where that was decided",
                )


def two_spellings_of_an_owner(catalog: Catalog) -> Iterator[Problem]:
    """W407: `group::duo chat` beside `group::duo_chat`. The rarer spelling is reported."""
    owned: list[UnitPrimitive | BackendService] = [*catalog.unit_primitives, *catalog.backend_services]
    usual = _usual_spellings(entity.group for entity in owned if entity.group)
    for entity in owned:
        if entity.group and entity.group != usual[_folded(entity.group)]:
            other = usual[_folded(entity.group)]
            yield entity.problem(
                "group",
                code="W407",
                message=f"'{entity.group}' is written '{other}' in other files",
                suggestion=f"write '{other}'",
                help="two spellings of one group look like two owners",
            )


def _usual_spellings(groups: Iterable[str]) -> dict[str, str]:
    """The most common spelling of each group, by what its spellings have in common."""
    counts = Counter(groups)
    rarest_first = sorted(counts, key=lambda group: (counts[group], group))
    return {_folded(group): group for group in rarest_first}


def _folded(group: str) -> str:
    return group.casefold().replace("_", " ").replace("-", " ")


def date_written_unlike_the_others(catalog: Catalog) -> Iterator[Problem]:
    """W408: a date in quotes where most files write it bare, or the reverse."""
    dated = [primitive for primitive in catalog.unit_primitives if primitive.cut_off_date]
    quoted = [primitive for primitive in dated if _is_quoted(primitive, "cut_off_date")]
    quoted_is_usual = len(quoted) * 2 > len(dated)
    here, there = ("without", "with") if quoted_is_usual else ("with", "without")
    for primitive in dated:
        if _is_quoted(primitive, "cut_off_date") != quoted_is_usual:
            text = _written(primitive, "cut_off_date").strip("'\"")
            yield primitive.problem(
                "cut_off_date",
                code="W408",
                message=f"this date is written {here} quotes, in other files {there}",
                suggestion=f"write it {there} quotes",
                help="where every date is written the same way, searching for one finds all",
                replacement=(f"'{text}'" if quoted_is_usual else text) if is_moment_form(text) else "",
            )


def _is_quoted(entity: Entity, field: str) -> bool:
    return _written(entity, field)[:1] in ("'", '"')


def _written(entity: Entity, field: str) -> str:
    """The value as it stands in the file."""
    if entity.source is None or field not in entity.source.spans:
        return ""
    span = entity.source.spans[field]
    return entity.source.lines[span.line - 1][span.column - 1 :][: span.width]


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
