"""The page that answers for any customer: a form that a script answers, every situation with one add-on as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...catalog import SITUATION_KINDS, Context, is_available, version_text
from ...counting import number
from .. import urls
from ..bounds import MOST_BYTES, text_weight
from ..links import Link
from ..material import Material
from ..page import Page
from ..situations import Within, context, licenses, with_pages, within, working
from ..wording import listed

MOST_SITUATIONS = 4_000  # in the table, and among the presets
_FRAME = 60  # bytes of one of them without what it is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of an input: its name, and what people call it."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A situation that customers are often in. `query` is that of a link to it."""

    text: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetGroup:
    """The presets of one realm."""

    text: str
    presets: tuple[Preset, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationRow:
    """A license and one add-on or none, with how many primitives work in each realm; a link where that has a page."""

    license: str
    add_on: str
    is_first: bool  # of its license
    counts: tuple[Link | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(Page):
    """`check.html`"""

    template = "check.html"
    scripts = ("terms-data.js", "availability.js", "check.js")
    styles = ("check.css",)

    licenses: tuple[Choice, ...]
    add_ons: tuple[Choice, ...]
    realms: tuple[Choice, ...]
    versions: tuple[str, ...]  # those that any primitive needs, the newest first
    presets: tuple[PresetGroup, ...]
    columns: tuple[str, ...]  # the realms of the table
    rows: tuple[SituationRow, ...]
    total: int
    whats_new: str
    without_page: int  # situations of the table that have no page of their own
    left_out: int  # situations that are not in the table
    kept: str  # of what the table has not all: `17 of 41 licenses and 17 of 40 realms`


def check_page(material: Material) -> CheckPage:
    """The page that checks a customer's situation."""
    catalog, titles = material.catalog, material.titles
    shown = within(_most(material), catalog, titles)
    rows = tuple(_rows(shown, material))
    return CheckPage(
        address=urls.CHECK,
        title="Check",
        description="What works with a license, add-ons, realm, GitLab version and date; what does not, why, and what would open it.",
        section=urls.CHECK,
        licenses=_choices("license_type", licenses(catalog, titles), material),
        add_ons=_choices("add_on", titles.ordered(catalog.add_ons.names), material),
        realms=_choices("gitlab_realm", titles.ordered(catalog.gitlab_realms.names), material),
        versions=_versions(material),
        presets=tuple(_presets(shown, material)),
        columns=titles.all("gitlab_realm", shown.gitlab_realms),
        rows=rows,
        total=len(catalog.unit_primitives),
        whats_new=urls.WHATS_NEW,
        without_page=len([count for row in rows for count in row.counts if isinstance(count, str)]),
        left_out=len(licenses(catalog, titles)) * (len(catalog.add_ons) + 1) * len(catalog.gitlab_realms) - len(shown),
        kept=listed(tuple(_kept(shown, material)), "and"),
    )


def _most(material: Material) -> int:
    """How many situations the page holds: MOST_SITUATIONS, fewer where they are called by very long words."""
    heaviest = _FRAME + sum(max(_weights(kind, material), default=0) for kind in SITUATION_KINDS)
    return max(1, min(MOST_SITUATIONS, MOST_BYTES // heaviest))


def _weights(kind: str, material: Material) -> Iterator[int]:
    """Names and titles stand among the presets and in the table."""
    return (
        2 * (len(name) + text_weight(material.titles.one(kind, name))) for name in material.catalog.of_kind(kind).names
    )


def _kept(shown: Within, material: Material) -> Iterator[str]:
    catalog = material.catalog
    for has, of, noun in (
        (len(shown.license_types), len(licenses(catalog, material.titles)), "license"),
        (len(shown.add_ons) - 1, len(catalog.add_ons), "add-on"),
        (len(shown.gitlab_realms), len(catalog.gitlab_realms), "realm"),
    ):
        if has < of:
            yield f"{has:,} of {number(of, noun)}"


def situation_query(asked: Context) -> str:
    """The part of a link to the check page that sets its controls to a situation."""
    add_ons = [("add_on", name) for name in sorted(asked.add_ons)]
    return urls.query_of([("license", asked.license_type), *add_ons, ("realm", asked.realm)])


def _choices(kind: str, names: tuple[str, ...], material: Material) -> tuple[Choice, ...]:
    return tuple(Choice(value=name, text=material.titles.one(kind, name)) for name in names)


def _versions(material: Material) -> tuple[str, ...]:
    stated = {
        version
        for primitive in material.catalog.unit_primitives
        for version in (primitive.min_gitlab_version, primitive.min_gitlab_version_for_free_access)
        if version
    }
    return tuple(map(version_text, sorted(stated, reverse=True)))


def _presets(shown: Within, material: Material) -> Iterator[PresetGroup]:
    """For each realm every license alone and with each add-on that is sold with it there."""
    for realm in shown.gitlab_realms:
        found = [
            _preset(license, add_on, realm, material)
            for license in shown.license_types
            if license in material.catalog.license_types
            for add_on in shown.add_ons
            if not add_on or _is_of_use(add_on, context(license, add_on, realm, material), material)
        ]
        if found:
            yield PresetGroup(text=material.titles.one("gitlab_realm", realm), presets=tuple(found))


def _is_of_use(add_on: str, asked: Context, material: Material) -> bool:
    """Whether any unit primitive of the add-on is available in a situation."""
    catalog = material.catalog
    members = catalog.unit_primitives.pick(catalog.add_ons[add_on].unit_primitives)
    return any(is_available(member, asked) for member in members)


def _preset(license: str, add_on: str, realm: str, material: Material) -> Preset:
    words = material.titles.one("license_type", license), _add_on(add_on, material)
    text = f"{words[0]} with {words[1]}, {material.titles.one('gitlab_realm', realm)}"
    return Preset(text=text, query=situation_query(context(license, add_on, realm, material)))


def _add_on(name: str, material: Material) -> str:
    return material.titles.one("add_on", name) if name else "no add-on"


def _rows(shown: Within, material: Material) -> Iterator[SituationRow]:
    pages = with_pages(material.catalog, material.titles)
    for license in shown.license_types:
        for add_on in shown.add_ons:
            yield SituationRow(
                license=material.titles.one("license_type", license),
                add_on=_add_on(add_on, material),
                is_first=not add_on,
                counts=tuple(_count(license, add_on, realm, pages, material) for realm in shown.gitlab_realms),
            )


def _count(license: str, add_on: str, realm: str, pages: Within, material: Material) -> Link | str:
    count = f"{working(material.catalog.same_terms, context(license, add_on, realm, material)):,}"
    if pages.has(license, add_on, realm):
        return Link(text=count, address=urls.situation(license, add_on, realm))
    return count
