"""What a reader says of a customer to see what changed for them: since when, license, add-ons and realm."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..catalog import GITLAB_COM, Period
from .facet_values import Option
from .material import Material, in_order
from .news_rows import NO_ADD_ON
from .periods import has_page, period_key
from .verdicts import NO_LICENSE
from .wording import day

_A_WHILE = timedelta(days=90)  # after which somebody comes back, unless they say otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """A moment from which on changes are shown: those of the newest periods, as many as `periods` says."""

    value: str
    text: str
    periods: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFields:
    """The fields of the form. `a_while_ago` is the moment that lies some three months back.

    `versionless` is the realm that always runs the newest GitLab.
    """

    since: tuple[Since, ...]
    a_while_ago: str
    license_types: tuple[Option, ...]
    add_ons: tuple[Option, ...]
    gitlab_realms: tuple[Option, ...]
    versionless: str = GITLAB_COM


def customer_fields(material: Material) -> CustomerFields:
    """The choices that the catalog of today offers, and the periods of the chronicle; counts are of their unit primitives."""
    since = tuple(_since(material))
    wanted = material.as_of - _A_WHILE
    starts = dict(_starts(material))
    passed = (choice.value for choice in since if starts[choice.value] <= wanted)
    return CustomerFields(
        since=since,
        a_while_ago=next(passed, since[-1].value if since else ""),
        license_types=(*_options("license_types", material), *_unlisted(material)),
        add_ons=(Option(value=NO_ADD_ON, text="No add-on", count=0), *_options("add_ons", material)),
        gitlab_realms=_options("gitlab_realms", material),
    )


def _since(material: Material) -> Iterator[Since]:
    """A month counts from its first day; a release is what the customer has, so that what it brought is old."""
    told = material.chronicle
    for place, period in enumerate(told.periods):
        if not told.by_release:
            if has_page(period):
                yield Since(value=period_key(period, told), text=_start_day(period), periods=place + 1)
        elif period.release and place:
            text = f"catalog release {period.release}, {day(period.until)}"
            yield Since(value=period.release, text=text, periods=place)


def _starts(material: Material) -> Iterator[tuple[str, datetime]]:
    told = material.chronicle
    for period in told.periods:
        yield period_key(period, told), period.until if told.by_release else period.since


def _start_day(period: Period) -> str:
    return day(period.since + timedelta(microseconds=1))


def _options(plural: str, material: Material) -> tuple[Option, ...]:
    entities = material.catalog.kinds[plural]
    return tuple(
        Option(value=it.name, text=material.titles.of(it), count=len(getattr(it, "unit_primitives", ())))
        for it in in_order(entities, material)
    )


def _unlisted(material: Material) -> Iterator[Option]:
    """A license that is in no list, unless one has that name."""
    if NO_LICENSE not in material.catalog.license_types:
        yield Option(value=NO_LICENSE, text=material.titles.one("license_type", NO_LICENSE), count=0)
