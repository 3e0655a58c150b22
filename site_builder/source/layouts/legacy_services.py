"""Files in the services format in, the chosen layout out, with every fact that the format lacks, loses or contradicts.

Nothing is invented: what a unit primitive must state and the format does not say gets a stand-in that cannot be taken
for a fact, and is told one by one. What the result would say otherwise when exported again is told too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...catalog import (
    GITLAB_COM,
    KIND,
    NO_ADD_ON,
    SAMPLED_FIELDS,
    SELF_HOSTED_MODELS,
    SELF_HOSTED_MODELS_BUNDLE,
    Catalog,
    Kind,
    SourceFile,
)
from ...problems import Problem
from ..schemas import Schema
from .drafts import Draft, Imported, linked, raise_errors
from .legacy_differences import contradictions, differences
from .legacy_reading import BACKEND, LegacyFile, StatedService, listing, read_services
from .orders import agreed_order
from .writing import chosen_layout

# What stands where a fact must stand: each is of the form that is asked for, and W216 says that it says nothing.
STAND_INS = {
    "description": "unknown",
    "group": "group::unknown",
    "feature_category": "unknown",
    "documentation_url": "https://unknown.invalid/",
}
# The GitLab realm that gives a legacy realm its name; self-managed stands for Dedicated too.
_GITLAB_REALMS = {"gitlab-com": GITLAB_COM, "self-managed": "self-managed"}

Values = dict[str, Any]


def import_legacy_services(files: Sequence[LegacyFile], schemas: Mapping[str, Schema]) -> Imported:
    """The chosen layout of what the files say, one for each legacy realm.

    Raises InvalidConfig with everything that is wrong in the files.
    """
    found = [each for file in files for each in read_services(file, schemas)]
    problems = [each for each in found if isinstance(each, Problem)]
    raise_errors(problems)
    services = sorted((each for each in found if isinstance(each, StatedService)), key=lambda service: service.name)
    realms = [file.realm for file in files]
    drafts = tuple(_drafts(services, realms))
    catalog = linked(drafts, schemas, " and ".join(file.label for file in files))
    return Imported(
        files=chosen_layout(catalog, schemas),
        problems=(*problems, *contradictions(services), *differences(services, catalog, realms)),
        notes=tuple(_notes(catalog, realms, schemas["unit_primitive"])),
    )


def _drafts(services: Sequence[StatedService], realms: Sequence[str]) -> Iterator[Draft]:
    listed, backends, add_ons = listing(services), _backend_names(services), _usual_order(services)
    primitives = {name: _primitive(name, listed[name], backends, add_ons, realms) for name in listed}
    for name, values in primitives.items():
        yield _draft(KIND["unit_primitive"], values, listed[name][0].source)
    for named in _by_name(services).values():
        if not (len(named) == len(realms) and all(service.is_single() for service in named)):
            yield _draft(KIND["service"], _service(named, primitives, backends, realms), named[0].source)
    source = SourceFile(label="", path="", lines=(), spans={})
    for kind, field in (("add_on", "add_ons"), ("license_type", "license_types")):
        for name in sorted({name for values in primitives.values() for name in values.get(field, ())}):
            yield _draft(KIND[kind], {"name": name}, source)
    for audience, name in backends.items():
        yield _draft(KIND["backend_service"], {"name": name, "jwt_aud": audience}, source)
    for realm in realms:
        yield _draft(KIND["gitlab_realm"], {"name": _GITLAB_REALMS[realm], "legacy_realm": realm}, source)


def _draft(kind: Kind, values: Values, source: SourceFile) -> Draft:
    return Draft(kind=kind, values=values, source=source)


def _by_name(services: Iterable[StatedService]) -> dict[str, list[StatedService]]:
    found: dict[str, list[StatedService]] = {}
    for service in services:
        found.setdefault(service.name, []).append(service)
    return found


def _backend_names(services: Iterable[StatedService]) -> dict[str, str]:
    """Audience -> name of the backend service: `gitlab-ai-gateway` is that of `ai_gateway`."""
    names: dict[str, str] = {}
    for audience in sorted({service.shared[BACKEND] for service in services if BACKEND in service.shared}):
        base = re.sub(r"[^a-z0-9]+", "_", audience.lower()).strip("_").removeprefix("gitlab_")[:50]
        base = base if re.match("[a-z]", base) else f"backend_{base}".rstrip("_")
        variants = (base, *(f"{base}_{number}" for number in range(2, len(names) + 3)))
        names[audience] = next(name for name in variants if name not in names.values())
    return names


def _usual_order(services: Sequence[StatedService]) -> tuple[str, ...]:
    """All add-ons, in the order that most unit primitives list them in: seen where one is a service of its own."""
    counts = Counter(_add_ons_of(service) for service in services if service.is_single())
    names = sorted({name for service in services for name in _add_ons_of(service)})
    return agreed_order(names, [listed for listed, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))])


def _add_ons_of(service: StatedService) -> tuple[str, ...]:
    return tuple(name for name in service.bundles if name != NO_ADD_ON)


def _primitive(
    name: str,
    listing: Sequence[StatedService],
    backends: Mapping[str, str],
    add_ons: Sequence[str],
    realms: Sequence[str],
) -> Values:
    basis = listing[0].shared
    known = {service.realm for service in listing}
    only_in = known if len(known) < len(realms) else ()
    values: Values = {
        "name": name,
        **STAND_INS,
        **{field: basis[field] for field in SAMPLED_FIELDS if field in basis},
        "backend_services": [backends[basis[BACKEND]]] if BACKEND in basis else [],
        "add_ons": list(_add_ons(name, listing, add_ons)),
        "gitlab_realms": [_GITLAB_REALMS[realm] for realm in realms if realm in only_in],
    }
    return {field: value for field, value in values.items() if value}


def _add_ons(name: str, listing: Sequence[StatedService], usual: Sequence[str]) -> tuple[str, ...]:
    """The add-ons of a unit primitive, in its own order as far as services tell it, else in the usual one.

    A service tells it of the bundles that this unit primitive brings into it, being their first member.
    """
    including = {add_on for service in listing for add_on in _add_ons_of(service) if name in service.bundles[add_on]}
    brought = [[add_on for add_on in _add_ons_of(service) if service.bundles[add_on][0] == name] for service in listing]
    return agreed_order([add_on for add_on in usual if add_on in including], brought)


def _service(
    named: Sequence[StatedService], primitives: Mapping[str, Values], backends: Mapping[str, str], realms: Sequence[str]
) -> Values:
    first = named[0]
    members = _members(named)
    wanted = _comparable(first.shared, backends)
    fitting = [name for name in members if {field: primitives[name].get(field) for field in wanted} == wanted]
    values: Values = {
        "name": first.name,
        "basic_unit_primitive": _basic(first.name, members, fitting),
        "gitlab_realm": [service.realm for service in named] if len(named) < len(realms) else [],
        "unit_primitives": list(members),
    }
    return {field: value for field, value in values.items() if value}


def _basic(service: str, members: Sequence[str], fitting: Sequence[str]) -> str | None:
    """The member that a service takes its values from, where it has to be named: the first is taken anyway."""
    if not fitting or members[0] in fitting:
        return None
    return service if service in fitting else fitting[0]


def _members(named: Sequence[StatedService]) -> tuple[str, ...]:
    """The members in their own order, as far as the lists of the bundles, and the order of bundles, tell it."""
    lists: list[Sequence[str]] = []
    for service in named:
        brings = tuple(dict.fromkeys(members[0] for members in service.bundles.values()))
        lists += [brings, *service.bundles.values()]
    return agreed_order(tuple(dict.fromkeys(name for service in named for name in service.members)), lists)


def _comparable(shared: Mapping[str, Any], backends: Mapping[str, str]) -> Values:
    """What a service states for all its members, in the fields of a unit primitive."""
    values: Values = {field: shared.get(field) for field in SAMPLED_FIELDS}
    return {**values, "backend_services": [backends[shared[BACKEND]]] if BACKEND in shared else None}


def _notes(catalog: Catalog, realms: Sequence[str], schema: Schema) -> Iterator[str]:
    """What is not known of anything, since the format has no place for it."""
    known = {"name", *STAND_INS, *SAMPLED_FIELDS, "backend_services", "add_ons", "gitlab_realms"}
    unknown = [field for field in schema.fields if field not in known]
    yield f"The services format has no {', '.join(STAND_INS)}: stand-ins are written in their place."
    yield f"It has no {', '.join(unknown)} either: they are not stated."
    if len(realms) == 1:
        yield f"Only {realms[0]} is given: nothing is restricted to it, and what other instances read is not known."
    hiding = [service.name for service in catalog.services if service.name in catalog.unit_primitives]
    if hiding:
        yield f"Services hide what it could say of unit primitives of their name: {', '.join(hiding)}."
    if SELF_HOSTED_MODELS in catalog.services:
        yield f"{SELF_HOSTED_MODELS} keeps its {SELF_HOSTED_MODELS_BUNDLE} bundle only: its other members are not known."
