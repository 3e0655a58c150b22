"""Releases in, the rows of a table of news out: what a GitLab version brought, and for whom each of it works."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..catalog import Arrival, Release, Role, UnitPrimitive, is_free, version_text
from . import urls
from .facet_values import Facet, Option
from .links import Link
from .material import Material
from .primitive_rows import PrimitiveRow
from .rows import facets, facets_of
from .verdicts import NO_LICENSE
from .wording import sentence_case

ROLE_WORDS = {
    Role.FIRST: "New",
    Role.FREE: "Oldest for free access",
    Role.PAID: "Oldest for paid access",
}
NO_ADD_ON = "no-add-on"  # no add-on has a hyphen in its name
ANY = "*"  # whatever a customer has

# What a customer has, as the check page calls it: facet -> the kind, its field and the facet's title.
_HELD = {
    "license": ("license_types", "Works with license"),
    "add_on": ("add_ons", "Works with add-on"),
    "realm": ("gitlab_realms", "Works on realm"),
}
# Facets of the list of unit primitives that stand here too, with the titles that they have here, and folded.
_SHARED = {"status": "Maturity", "add_ons": "Listed add-on", "gaps": "Not stated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow:
    """A unit primitive at a version that it names. `version` leads to all that name it; `role` says as what."""

    version: Link
    role: str
    row: PrimitiveRow
    facets: tuple[tuple[str, str], ...]


def news_rows(release: Release, material: Material) -> tuple[NewsRow, ...]:
    """A row for each primitive that names the version, new ones first."""
    return tuple(_row(release, arrival, material) for arrival in release.arrivals)


def news_facets(releases: Iterable[Release], material: Material) -> tuple[Facet, ...]:
    """What a customer has first, then as what a version is named, then facets of the primitives themselves."""
    arrivals = [arrival for release in releases for arrival in release.arrivals]
    primitives = material.catalog.unit_primitives.pick(arrival.unit_primitive for arrival in arrivals)
    shared = {facet.name: facet for facet in facets(primitives, material)}
    return (
        *(_held_facet(name, primitives, material) for name in _HELD),
        shared["access"],
        _role_facet(arrivals),
        *(replace(shared[name], title=title, open=False) for name, title in _SHARED.items()),
    )


def whats_new_link(release: Release) -> Link:
    """The link to the page of a version."""
    text = version_text(release.version)
    return Link(text=text, address=urls.whats_new(text))


def _row(release: Release, arrival: Arrival, material: Material) -> NewsRow:
    primitive = material.catalog.unit_primitives[arrival.unit_primitive]
    own = (
        *((name, " ".join(_works_with(name, primitive, material))) for name in _HELD),
        ("named", " ".join(role.name.lower() for role in arrival.roles)),
    )
    return NewsRow(
        version=whats_new_link(release),
        role=sentence_case(", ".join(ROLE_WORDS[role].lower() for role in arrival.roles)),
        row=material.rows[primitive.name],
        facets=(
            *own,
            *((name, values) for name, values in facets_of(primitive, material) if name == "access" or name in _SHARED),
        ),
    )


def _works_with(facet: str, primitive: UnitPrimitive, material: Material) -> tuple[str, ...]:
    """What of a kind opens the primitive as of the material's moment: a list that is not stated restricts nothing.

    Nothing does where free use is over and no add-on sells it.
    """
    stated: tuple[str, ...] = getattr(primitive, _HELD[facet][0])
    free = is_free(primitive, material.as_of)
    if not free and not primitive.add_ons:
        return ()
    return (ANY,) if not stated or (free and facet == "add_on") else stated


def _held_facet(name: str, primitives: Iterable[UnitPrimitive], material: Material) -> Facet:
    plural, title = _HELD[name]
    counts = Counter(value for primitive in primitives for value in _works_with(name, primitive, material))
    options = (
        Option(value=value, text=text, count=counts[ANY] + counts[value])
        for value, text in _held_options(name, plural, material)
    )
    return Facet(name=name, title=title, options=tuple(options), open=True)


def _held_options(facet: str, plural: str, material: Material) -> Iterator[tuple[str, str]]:
    """What a customer may have, with its title; for add-ons none too, for licenses one that is in no list."""
    titles, entities = material.titles, material.catalog.kinds[plural]
    if facet == "add_on":
        yield NO_ADD_ON, "No add-on"
    for entity in entities.pick(titles.ordered(entities.names)):
        yield entity.name, titles.of(entity)
    if facet == "license" and NO_LICENSE not in entities:
        yield NO_LICENSE, titles.one("license_type", NO_LICENSE)


def _role_facet(arrivals: Iterable[Arrival]) -> Facet:
    counts = Counter(role for arrival in arrivals for role in arrival.roles)
    options = (Option(value=role.name.lower(), text=words, count=counts[role]) for role, words in ROLE_WORDS.items())
    return Facet(name="named", title="New or minimum", options=tuple(options), open=False)
