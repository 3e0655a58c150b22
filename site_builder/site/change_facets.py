"""Rows of changes in, the facets by which a table of them can be filtered out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ..catalog import KIND, KINDS, Catalog, ChangeClass, Ref
from .change_rows import RELATED, ChangeRow, related_in
from .change_words import CLASS_TITLES
from .facet_values import NOT_STATED_VALUE, Facet, Option, facet_of, facet_value
from .wording import Titles

_TITLES = {
    "change": "Change",
    "add_ons": "Add-on",
    "license_types": "License type",
    "group": "Group",
    "gitlab_realms": "GitLab realm",
    "kind": "Kind",
}
_OPEN = frozenset({"change", "add_ons", "license_types"})


def change_facets(rows: Iterable[ChangeRow], catalog: Catalog, titles: Titles) -> tuple[Facet, ...]:
    """Every facet with the count of each option; bundles and realms of today are options even if nothing has them."""
    related = related_in(catalog)
    shown = {name: title for name, title in _TITLES.items() if name in related or name not in RELATED}
    counts = {
        name: Counter(
            {facet_value(value): 0 for value in catalog.of_kind(related[name]).names} if name in related else {}
        )
        for name in shown
    }
    for row in rows:
        for name, values in row.facets:
            counts[name].update(values.split())
    return tuple(
        facet_of(name, title, _options(name, counts[name], catalog, titles), is_open=name in _OPEN)
        for name, title in shown.items()
    )


def _options(facet: str, counts: Counter[str], catalog: Catalog, titles: Titles) -> list[Option]:
    texts = {value: _text(facet, value, catalog, titles) for value in counts}
    order = _order(facet, texts, titles)
    return [
        Option(value=value, text=texts[value], count=counts[value])
        for value in sorted(counts, key=lambda value: (value == NOT_STATED_VALUE, order[value]))
    ]


def _text(facet: str, value: str, catalog: Catalog, titles: Titles) -> str:
    if value == NOT_STATED_VALUE:
        return "Not stated"
    if facet == "change":
        return CLASS_TITLES[ChangeClass(value)]
    if facet == "kind":
        return KIND[value].title
    if facet == "group":
        return value.replace("+", " ")
    return titles.head(Ref(kind=RELATED[facet], name=value))


def _order(facet: str, texts: Mapping[str, str], titles: Titles) -> Mapping[str, tuple[int, str]]:
    """Classes and kinds in their own order, bundles and realms in that of the titles, groups by name."""
    if facet == "change":
        known = [str(sort) for sort in ChangeClass]
    elif facet == "kind":
        known = [kind.singular for kind in KINDS]
    elif facet == "group":
        known = []
    else:
        known = list(titles.ordered(texts))
    places = {value: place for place, value in enumerate(known)}
    return {value: (places.get(value, 0), text.casefold()) for value, text in texts.items()}
