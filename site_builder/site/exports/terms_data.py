"""What decides availability, as a script: the terms of every unit primitive, for the pages that answer in the browser.

Unit primitives that state the same realms, licenses, add-ons, cut-off date and versions share their terms, so that a
page evaluates each combination once. Names stand as places in the lists of their kinds.
"""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from ...catalog import GITLAB_COM, UnitPrimitive, version_text
from ..material import Material
from ..verdicts import NO_LICENSE
from ..wording import iso
from .scripts import Script, script

DECIDING = ("gitlab_realms", "license_types", "add_ons")


def terms_data(material: Material) -> Script:
    """A classic script that sets `window.siteTerms`.

    `license_types`, `add_ons` and `gitlab_realms` are lists of `[name, title]` in the order readers know; `terms` of
    `[realms, licenses, add-ons, cut-off or null, version for free access or null, for paid or null]`, the cut-off in
    seconds since 1970; `unit_primitives` of
    `[name, place of its terms, place of its feature category, 1 where deprecated else 0, aliases, milestone or ""]`.
    `about_add_ons` are what the add-ons' files say of them.
    """
    catalog, titles = material.catalog, material.titles
    names = {plural: titles.ordered(catalog.kinds[plural].names) for plural in DECIDING}
    places = {plural: _places(names[plural]) for plural in DECIDING}
    categories = _places(catalog.feature_categories.names)
    groups = catalog.same_terms
    primitives = [
        [
            primitive.name,
            place,
            categories[primitive.feature_category],
            int(primitive.deprecated),
            primitive.alias_names,
            version_text(primitive.milestone) if primitive.milestone else "",
        ]
        for place, group in enumerate(groups)
        for primitive in group
    ]
    return script(
        "siteTerms",
        {
            "as_of": iso(material.as_of),
            "gitlab_com": GITLAB_COM,
            "no_license": [NO_LICENSE, titles.one("license_type", NO_LICENSE)],
            **{
                plural: [[entity.name, titles.of(entity)] for entity in catalog.kinds[plural].pick(names[plural])]
                for plural in DECIDING
            },
            "about_add_ons": [add_on.description or "" for add_on in catalog.add_ons.pick(names["add_ons"])],
            "feature_categories": catalog.feature_categories.names,
            "terms": [_terms(group[0], places) for group in groups],
            "unit_primitives": sorted(primitives, key=itemgetter(0)),
        },
    )


def _places(names: Iterable[str]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(names)}


def _terms(primitive: UnitPrimitive, places: Mapping[str, Mapping[str, int]]) -> tuple[Any, ...]:
    """In the author's order, which is the order of reasons and unlocks."""
    cut_off, free, paid = (
        primitive.cut_off_date,
        primitive.min_gitlab_version_for_free_access,
        primitive.min_gitlab_version,
    )
    return (
        *(tuple(places[plural][name] for name in getattr(primitive, plural)) for plural in DECIDING),
        int(cut_off.timestamp()) if cut_off else None,
        version_text(free) if free else None,
        version_text(paid) if paid else None,
    )
