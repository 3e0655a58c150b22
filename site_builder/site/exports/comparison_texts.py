"""A comparison of bundles in, what the command prints out: for a terminal and for programs."""

from collections.abc import Iterator
from typing import Any

from ...catalog import FEWEST, Catalog, Comparison, Ref
from ..comparisons import comparison_sentences, counts_sentence, part_title
from ..wording import Titles
from .json_api import json_document


def comparison_text(comparison: Comparison, catalog: Catalog, titles: Titles) -> Iterator[str]:
    """Lines: the verdict, the counts, then the names of each part under its title, differences first.

    What is deprecated says so.
    """
    yield from comparison_sentences(comparison, titles)
    yield counts_sentence(comparison, catalog, titles)
    for part in comparison.parts:
        if part.unit_primitives:
            yield ""
            yield f"{part_title(part, comparison, titles)} ({len(part.unit_primitives):,})"
            primitives = catalog.unit_primitives.pick(part.unit_primitives)
            yield from (f"  {it.name} (deprecated)" if it.deprecated else f"  {it.name}" for it in primitives)


def comparison_json(comparison: Comparison, catalog: Catalog) -> str:
    """An object with the members of each part; `some` is there for three or four bundles.

    `deprecated` names those among them that are, in the order of the parts.
    """

    def name(ref: Ref) -> str:
        """The name, with the kind before it where bundles of two kinds share it."""
        return str(ref) if ref.name in catalog.add_ons and ref.name in catalog.license_types else ref.name

    document: dict[str, Any] = {
        "bundles": [name(ref) for ref in comparison.bundles],
        "only": {name(part.bundles[0]): part.unit_primitives for part in comparison.only},
    }
    if len(comparison.bundles) > FEWEST:
        document["some"] = [
            {"in": [name(ref) for ref in part.bundles], "unit_primitives": part.unit_primitives}
            for part in comparison.some
        ]
    members = (it for part in comparison.parts for it in catalog.unit_primitives.pick(part.unit_primitives))
    deprecated = [primitive.name for primitive in members if primitive.deprecated]
    return json_document(document | {"both": comparison.both.unit_primitives, "deprecated": deprecated})
