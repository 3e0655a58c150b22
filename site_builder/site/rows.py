"""Rows of unit primitives under headings, and the facets by which tables of them can be filtered."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from ..catalog import KIND, RELATIONS, Ref, UnitPrimitive, related_names
from . import urls
from .answers import short_answer
from .bounds import LeftOut, beginnings, rows_within
from .facet_values import NOT_STATED_VALUE, Facet, Option, facet_of, facet_value
from .links import Link, link_to
from .material import Material
from .primitive_rows import STATUS_WORDS, PrimitiveRow
from .states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows under a heading that leads to what they have in common."""

    link: Link
    rows: tuple[PrimitiveRow, ...]
    more: int = 0  # rows that the page leaves out


_RELATIONS = tuple(relation for relation in RELATIONS if relation.source == "unit_primitive")
_DECIDING = tuple(relation for relation in _RELATIONS if relation.decides)
_TARGETS = {relation.field: relation.target for relation in _RELATIONS}

# facet -> title: what decides availability first, then the state of a primitive, then its other relations
FACETS = (
    *((relation.field, KIND[relation.target].title) for relation in _DECIDING),
    ("access", "Access"),
    ("status", "Maturity"),
    *((relation.field, KIND[relation.target].title) for relation in _RELATIONS if not relation.decides),
    ("deprecated", "Deprecated"),
    ("gaps", "Not stated"),
)
_OPEN = frozenset({*(relation.field for relation in _DECIDING), "access"})
# Fields that a unit primitive may leave out, in the words of the facet that finds where it does.
GAPS = {
    **{row.field: KIND[row.target].nouns for row in _RELATIONS if KIND[row.target].has_files},
    "status": "maturity",
    "milestone": "first version",
}
# The options of the facets that are no relations.
_WORDS = {
    "access": {"free": "Free for now", "included": "With an add-on", "unavailable": "Not sold"},
    "status": STATUS_WORDS,
    "deprecated": {"yes": "Deprecated", "no": "In use"},
    "gaps": GAPS,
}


def facets_of(primitive: UnitPrimitive, material: Material) -> tuple[tuple[str, str], ...]:
    """Each facet with the values that a primitive has in it, between spaces."""
    state, _, _ = short_answer(primitive, material.as_of)
    shown = _shown_facets(material)
    return tuple((name, _data(_facet_values(name, primitive, state, material))) for name, _ in shown)


def by_category(
    primitives: Iterable[UnitPrimitive], material: Material, *, first: Container[str] = (), most: int | None = None
) -> tuple[RowGroup, ...]:
    """Rows under their feature categories, in alphabetical order; those named in `first` before the others of each.

    Of very many, as much of each category as a page can show.
    """
    return _grouped(primitives, "feature_category", material, most, first)


def by_owner(primitives: Iterable[UnitPrimitive], material: Material) -> tuple[RowGroup, ...]:
    """Rows under the groups that own them."""
    return _grouped(primitives, "group", material)


def left_out(groups: Iterable[RowGroup], **wanted: str) -> LeftOut | None:
    """How many rows stand in no group, with the list that has all of them: that of all, with these values chosen."""
    count = sum(group.more for group in groups)
    return LeftOut(count=count, all=listing("the list", **wanted)) if count else None


def listing(text: str, **wanted: str) -> Link:
    """The list of all unit primitives with a value chosen in some facets: `add_ons="duo_pro"`."""
    query = urls.query(**{facet: facet_value(value) for facet, value in wanted.items()})
    return Link(text=text, address=urls.kind_list("unit_primitive"), query=query)


def facets(primitives: Iterable[UnitPrimitive], material: Material) -> tuple[Facet, ...]:
    """Every facet with the count of each option, options in the order of their titles, `Not stated` last.

    An option that no primitive has is there too, with a count of 0, as far as there is room.
    """
    shown = _shown_facets(material)
    counts = {name: Counter(dict.fromkeys(_known(name, material), 0)) for name, _title in shown}
    for primitive in primitives:
        state, _, _ = short_answer(primitive, material.as_of)
        for name, _title in shown:
            counts[name].update(_facet_values(name, primitive, state, material))
    return tuple(
        facet_of(name, title, _options(name, counts[name], material), is_open=name in _OPEN) for name, title in shown
    )


def _shown_facets(material: Material) -> tuple[tuple[str, str], ...]:
    """Links from other pages set those of what decides, so that they are there even where nothing can be stated."""
    deciding = {relation.field for relation in _DECIDING}
    shows = material.catalog.left_out.shows
    return tuple(facet for facet in FACETS if facet[0] in deciding or shows("unit_primitive", facet[0]))


def _grouped(
    primitives: Iterable[UnitPrimitive],
    kind: str,
    material: Material,
    most: int | None = None,
    first: Container[str] = (),
) -> tuple[RowGroup, ...]:
    primitives = tuple(primitives)
    if most is None:
        most = rows_within(material.rows[primitive.name].weight for primitive in primitives)
    groups: dict[str, list[PrimitiveRow]] = defaultdict(list)
    for primitive in primitives:
        groups[getattr(primitive, kind)].append(material.rows[primitive.name])
    ordered = {name: sorted(rows, key=lambda row: (row.name not in first, row.name)) for name, rows in groups.items()}
    return tuple(
        RowGroup(link=link_to(Ref(kind=kind, name=name), material.titles), rows=rows, more=more)
        for name, (rows, more) in beginnings(dict(sorted(ordered.items())), most).items()
    )


def _facet_values(facet: str, primitive: UnitPrimitive, state: State, material: Material) -> tuple[str, ...]:
    if facet == "access":
        return (state.key,)
    if facet == "deprecated":
        return ("yes" if primitive.deprecated else "no",)
    if facet == "gaps":
        return tuple(field for field in _known(facet, material) if not getattr(primitive, field))
    return related_names(primitive, facet) or (NOT_STATED_VALUE,)


def _known(facet: str, material: Material) -> tuple[str, ...]:
    """The values that a facet has even where no primitive has them."""
    kind = _TARGETS.get(facet)
    if facet == "gaps":
        return tuple(field for field in GAPS if material.catalog.left_out.shows("unit_primitive", field))
    if kind is None:
        return (*_WORDS[facet], *((NOT_STATED_VALUE,) if facet == "status" else ()))
    return (*material.catalog.of_kind(kind).names, NOT_STATED_VALUE) if KIND[kind].has_files else ()


def _data(values: tuple[str, ...]) -> str:
    return " ".join(facet_value(value) for value in values)


def _options(facet: str, counts: Counter[str], material: Material) -> tuple[Option, ...]:
    options = [
        Option(value=facet_value(value), text=_option_text(facet, value, material), count=count)
        for value, count in counts.items()
    ]
    if facet in _TARGETS and KIND[_TARGETS[facet]].has_files:
        order = {facet_value(name): place for place, name in enumerate(material.titles.ordered(counts))}
        return tuple(sorted(options, key=lambda option: (option.value == NOT_STATED_VALUE, order[option.value])))
    return tuple(sorted(options, key=lambda option: (option.value == NOT_STATED_VALUE, option.text.casefold())))


def _option_text(facet: str, value: str, material: Material) -> str:
    if value == NOT_STATED_VALUE:
        return "Not stated"
    if facet in _TARGETS:
        return material.titles.of_ref(Ref(kind=_TARGETS[facet], name=value))
    return _WORDS[facet][value]
