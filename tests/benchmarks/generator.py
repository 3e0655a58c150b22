"""A real catalog and a size in, the entities of a made configuration out: as many unit primitives, the same skew.

Each made unit primitive is like one of the real ones, in turn: it states the same fields, with as many values in each,
so that shares, gaps and combinations are the real ones at any size. Its name, its description and the ends of its
addresses are its own, and in one case of eight it mentions something that the real configuration does not have. Of that
there is little: what is sold grows by one with each doubling; owners, hosts, services and dates grow with the square
root.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from math import log2, sqrt

from site_builder.catalog import KINDS, Catalog, Entity, Service, UnitPrimitive

from .chance import Chance, Words

_FIRST_NEW_DATE = datetime(2024, 11, 1, tzinfo=UTC)
_BETWEEN_NEW_DATES = timedelta(days=30)
_LAST_NUMBER = re.compile(r"[0-9]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An entity of a made configuration, and the real one that it is like."""

    entity: Entity
    model: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    """What unit primitives mention beside what the real configuration has."""

    names: Mapping[str, Sequence[str]]  # plural kind -> names
    owners: Mapping[str, str]  # feature category -> its group
    cut_off_dates: Sequence[datetime]


def made_entities(real: Catalog, size: int, seed: int, bundles: int | None = None) -> Iterator[Made]:
    """Entities of every kind that has files, `size` unit primitives among them; the same ones for the same seed.

    `bundles`: how many add-ons and license types there are together, where it is not to follow from the size.
    `real` needs an entity of each of these kinds.
    """
    chance = Chance(seed)
    words = Words(real, chance)
    new = _new(real, size, words, bundles)
    members: dict[str, list[str]] = defaultdict(list)
    for model in islice(cycle(chance.shuffled(tuple(real.unit_primitives))), size):
        primitive = _primitive(model, new, words, chance)
        for service in primitive.services:
            members[service].append(primitive.name)
        yield Made(entity=primitive, model=model)
    for made in _mentioned(real, new, words):
        names = tuple(members[made.entity.name])
        yield replace(made, entity=_with_members(made.entity, names)) if isinstance(made.entity, Service) else made


def _new(real: Catalog, size: int, words: Words, bundles: int | None) -> _New:
    times = max(1.0, size / len(real.unit_primitives))
    counts = {plural: grown(len(real.kinds[plural]), times) for plural, grown in _GROWTH.items()}
    if bundles is not None:
        counts["add_ons"] = max(0, bundles - len(real.add_ons) - len(real.license_types))
    names = {plural: [words.name() for _ in range(count)] for plural, count in counts.items()}
    groups = [f"group::{name.replace('_', ' ')}" for name in names["groups"]]
    dates = {primitive.cut_off_date for primitive in real.unit_primitives if primitive.cut_off_date}
    return _New(
        names=names,
        owners=dict(zip(names["feature_categories"], cycle(groups), strict=False)),
        cut_off_dates=[_FIRST_NEW_DATE + number * _BETWEEN_NEW_DATES for number in range(_roots(len(dates), times))],
    )


def _one_per_doubling(now: int, times: float) -> int:
    return round(log2(times))


def _roots(now: int, times: float) -> int:
    return round(now * sqrt(times)) - now


# plural kind -> how many new ones there are for so many now and so many times as many unit primitives; of the others,
# none
_GROWTH: Mapping[str, Callable[[int, float], int]] = {
    "add_ons": _one_per_doubling,
    "backend_services": _roots,
    "services": _roots,
    "groups": _roots,
    "feature_categories": _roots,
}


def _primitive(model: UnitPrimitive, new: _New, words: Words, chance: Chance) -> UnitPrimitive:
    name = words.name()
    (category,) = chance.instead([model.feature_category], new.names["feature_categories"])
    return replace(
        model,
        name=name,
        description=words.sentence(),
        group=new.owners.get(category, model.group),
        feature_category=category,
        documentation_url=f"{_page(model)}#{name.replace('_', '-')}",
        introduced_by_url=_another(model.introduced_by_url, chance),
        unit_primitive_issue_url=_another(model.unit_primitive_issue_url, chance),
        deprecated_by_url=_another(model.deprecated_by_url, chance),
        cut_off_date=_cut_off_date(model, new, chance),
        backend_services=chance.instead(model.backend_services, new.names["backend_services"]),
        add_ons=chance.instead(model.add_ons, new.names["add_ons"]),
        services=chance.instead(model.services, new.names["services"]),
        alias_names=tuple(words.name() for _ in model.alias_names),
        source=None,
    )


def _page(model: UnitPrimitive) -> str:
    return (model.documentation_url or "").partition("#")[0]


def _another(url: str | None, chance: Chance) -> str | None:
    """The address of another merge request or issue."""
    return _LAST_NUMBER.sub(lambda number: str(1 + chance.below(10 ** len(number[0]))), url) if url else None


def _cut_off_date(model: UnitPrimitive, new: _New, chance: Chance) -> datetime | None:
    dates = chance.instead([model.cut_off_date] if model.cut_off_date else [], new.cut_off_dates)
    return dates[0] if dates else None


def _mentioned(real: Catalog, new: _New, words: Words) -> Iterator[Made]:
    """What unit primitives mention: the real entities as they are, and after them new ones like them in turn."""
    for kind in KINDS:
        if kind.has_files and kind.entity is not UnitPrimitive:
            models = tuple(real.of_kind(kind.singular))
            yield from (Made(entity=model, model=model) for model in models)
            for name, model in zip(new.names.get(kind.plural, ()), cycle(models), strict=False):
                entity = replace(model, name=name, description=words.sentence(), source=None)
                yield Made(entity=entity, model=model)


def _with_members(service: Service, names: tuple[str, ...]) -> Service:
    basic = names[0] if service.basic_unit_primitive and names else None
    return replace(service, unit_primitives=names, basic_unit_primitive=basic)
