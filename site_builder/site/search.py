"""What the search on every page looks through: one short document per page, as a script that a page can load."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..catalog import KIND, Entity, UnitPrimitive, releases
from ..counting import number
from ..problems import CODES
from . import urls
from .comparisons import comparison_sentences, comparison_title
from .exports.scripts import Script, script
from .links import Link
from .material import Material
from .navigation import ALSO_CALLED, more, navigation
from .news_rows import whats_new_link
from .pages.home import questions
from .periods import class_counts, counted, has_changes, has_page, period_address, period_title
from .primitive_rows import STATUS_WORDS
from .situations import contexts, situation_address, situation_title
from .wording import shortened

_LONGEST = 160


def search_data(material: Material) -> Script:
    """A classic script that sets `window.siteSearch`: entities first, then the pages that are about none or two."""
    documents = [
        *_entities(material),
        *_pages(material),
        *_statuses(material),
        *_periods(material),
        *_comparisons(material),
        *_situations(material),
    ]
    numbered = [{"i": number, **document} for number, document in enumerate(documents)]
    return script("siteSearch", {"documents": numbered})


def _entities(material: Material) -> Iterator[dict[str, Any]]:
    for entity in material.catalog:
        yield {
            "t": material.titles.of(entity),
            "k": _kind(entity),
            "u": urls.entity(entity.ref),
            "d": shortened(entity.description or "", _LONGEST),
            "a": " ".join(_other_words(entity, material)),
        }


def _kind(entity: Entity) -> str:
    title = KIND[entity.kind].title
    return f"Deprecated {title.lower()}" if isinstance(entity, UnitPrimitive) and entity.deprecated else title


def _other_words(entity: Entity, material: Material) -> Iterator[str]:
    if material.titles.of(entity) != entity.name:
        yield entity.name
    if isinstance(entity, UnitPrimitive):
        yield from entity.alias_names
        yield entity.feature_category
        if entity.group:
            yield entity.group.removeprefix("group::")


def _pages(material: Material) -> Iterator[dict[str, Any]]:
    asked = {question.link.address: question.text for question in questions(material) if not question.link.query}
    listed = material.catalog.listed
    answers = asked | {urls.kind_list(kind.singular): kind.question for kind in listed}
    schemas = (Link(text=f"{kind.title} YAML", address=urls.schema(kind.singular)) for kind in listed if kind.has_files)
    versions = map(whats_new_link, releases(material.catalog, material.as_of))
    for link in (
        *navigation(listed),
        *more(listed),
        *schemas,
        *(replace(link, text=f"GitLab {link.text}") for link in versions),
    ):
        words = ALSO_CALLED.get(link.address, "")
        yield {"t": link.text, "k": "Page", "u": link.address, "d": answers.get(link.address, ""), "a": words}
    yield {"t": "Codes of problems", "k": "Page", "u": urls.CODES, "d": "", "a": " ".join(CODES)}
    if material.earlier:
        yield {"t": "Earlier releases", "k": "Page", "u": urls.EARLIER_RELEASES, "d": "", "a": ""}


def _statuses(material: Material) -> Iterator[dict[str, Any]]:
    """The list of those that state it, for each that any does."""
    stated = Counter(primitive.status for primitive in material.catalog.unit_primitives)
    for status, title in STATUS_WORDS.items():
        if count := stated[status]:
            yield {
                "t": title,
                "k": "Status",
                "u": f"{urls.kind_list('unit_primitive')}{urls.query(status=status)}",
                "d": f"{number(count, 'unit primitive')} {'states' if count == 1 else 'state'} it",
                "a": "",
            }


def _periods(material: Material) -> Iterator[dict[str, Any]]:
    told = material.chronicle
    if has_changes(told):
        yield {"t": "All changes", "k": "Page", "u": urls.ALL_CHANGES, "d": "", "a": ""}
    for period in filter(has_page, told.periods):
        yield {
            "t": f"Changes: {period_title(period, told)}",
            "k": "Changes",
            "u": period_address(period, told),
            "d": shortened(counted(class_counts(period)), _LONGEST),
            "a": "",
        }


def _comparisons(material: Material) -> Iterator[dict[str, Any]]:
    for (a, b), comparison in material.pairs.with_page.items():
        yield {
            "t": comparison_title(comparison, material.titles),
            "k": "Comparison",
            "u": urls.comparison(a.kind, a.name, b.name),
            "d": shortened(comparison_sentences(comparison, material.titles)[0], _LONGEST),
            "a": "",
        }


def _situations(material: Material) -> Iterator[dict[str, Any]]:
    for asked in contexts(material):
        yield {
            "t": situation_title(asked, material.titles),
            "k": "Situation",
            "u": situation_address(asked),
            "d": "",
            "a": "",
        }
