"""Services as they were read, and the catalog made of them, in; what contradicts itself or comes out otherwise out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...catalog import LEGACY_REALMS, Catalog, legacy_services
from ...counting import first_names
from ...moments import parse_moment
from ...problems import Problem
from .legacy_reading import BUNDLES, MEMBERS, SHARED, StatedService, directness, listing

_NAMES_SHOWN = 5
_SAME_EVERYWHERE = "in the chosen layout a unit primitive is in the same add-ons wherever it is listed"
_ONE_ORDER = "an export has one order for all services"


def contradictions(services: Sequence[StatedService]) -> Iterator[Problem]:
    """W409: services that state different values for a unit primitive, of which one is kept."""
    found: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    places = {id(service): place for place, service in enumerate(services)}
    for name, listed in listing(services).items():
        basis = listed[0]
        for other in listed[1:]:
            # A unit primitive that is a service of its own says itself what holds for it.
            if directness(basis, name) == 0 and directness(other, name) > 0:
                continue
            for field in SHARED:
                if _comparable(field, basis.shared.get(field)) != _comparable(field, other.shared.get(field)):
                    found[places[id(other)], places[id(basis)], field].append(name)
    for (other_place, basis_place, field), names in found.items():
        other, basis = services[other_place], services[basis_place]
        yield _problem(
            other,
            field,
            code="W409",
            message=f"{_shown(other.shared.get(field))} in service '{other.name}', but "
            f"{_shown(basis.shared.get(field))} in '{basis.name}' of {basis.realm}: that is kept for {first_names(names, _NAMES_SHOWN)}",
            help="in the chosen layout each unit primitive has one value, which holds in every service and realm",
        )


def differences(services: Iterable[StatedService], catalog: Catalog, realms: Iterable[str]) -> Iterator[Problem]:
    """W404 and W409: what the catalog would say otherwise when exported to the services format again."""
    stated = {(service.realm, service.name): service for service in services}
    for realm in sorted(realms, key=LEGACY_REALMS.index):
        exported = legacy_services(catalog, realm)
        here = {name: service for (of, name), service in stated.items() if of == realm}
        for name, service in here.items():
            yield from _differences(service, exported.get(name))
        for name in sorted(exported.keys() - here.keys()):
            service = _listing(name, (*here.values(), *stated.values()))
            message = f"'{name}' is a member only, and becomes a service of its own when exported for {realm} again"
            yield _problem(service, BUNDLES, code="W409", message=message)


def _listing(unit_primitive: str, services: Iterable[StatedService]) -> StatedService:
    return next(service for service in services if unit_primitive in service.members)


def _differences(service: StatedService, exported: Mapping[str, Any] | None) -> Iterator[Problem]:
    if exported is None:
        message = f"service '{service.name}' has no unit primitives: exported again, nothing is left of it"
        yield _problem(service, BUNDLES, code="W409", message=message)
        return
    for field in SHARED:
        ours, theirs = service.shared.get(field), exported.get(field)
        if _comparable(field, ours) != _comparable(field, theirs):
            yield _problem(
                service,
                field,
                code="W404",
                message=f"{_shown(ours)} in service '{service.name}', which no member states: exported again it is "
                f"{_shown(theirs)}",
                help="the services format takes the values of a service from one of its members",
            )
    again = {name: bundle[MEMBERS] for name, bundle in exported.get(BUNDLES, {}).items()}
    for name in (it for it in service.empty_bundles if it not in again):
        message = f"no unit primitives: exported again, service '{service.name}' does not name the add-on"
        yield service.source.problem(f"{BUNDLES}.{name}", code="W409", message=message)
    bundles = {name: list(members) for name, members in service.bundles.items()}
    if list(bundles.items()) != list(again.items()):
        yield _problem(service, BUNDLES, code="W409", **_difference(service.name, bundles, again))


def _problem(service: StatedService, field: str, *, code: str, message: str, help: str = "") -> Problem:
    """A problem with what the service says in a field; at its name where it says nothing."""
    at = field if field in service.source.spans else "name"
    return replace(service.source.problem(at, code=code, message=message, help=help), field=field)


def _difference(
    service: str, bundles: Mapping[str, Sequence[str]], again: Mapping[str, Sequence[str]]
) -> Mapping[str, str]:
    """Message and help, of the members of each add-on as they are stated and as an export has them again."""
    names = sorted(bundles.keys() | again.keys())
    others = [name for name in names if sorted(bundles.get(name, ())) != sorted(again.get(name, ()))]
    moved = [name for name in names if name not in others and bundles.get(name) != again.get(name)]
    if others:
        what, help = f"other members in {first_names(others, _NAMES_SHOWN)}", _SAME_EVERYWHERE
    elif moved:
        what, help = f"another order of members in {first_names(moved, _NAMES_SHOWN)}", _ONE_ORDER
    else:
        what, help = "another order of bundles", _ONE_ORDER
    return {"message": f"exported again, service '{service}' has {what}", "help": help}


def _comparable(field: str, value: Any) -> Any:
    return parse_moment(value) if field == "cut_off_date" and value else value


def _shown(value: Any) -> str:
    if not value:
        return "not stated"
    return ", ".join(value) if isinstance(value, list) else str(value)
