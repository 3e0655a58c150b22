"""What is published, as values. Pure: pages are planned and made here, and neither rendered nor written."""

from . import urls
from .as_markdown import as_markdown
from .assets import ASSETS, COMMON_SCRIPT, ENTRY_SCRIPT, SEARCH_FINDER, SEARCH_LIBRARY, Asset
from .commits import with_short_ids
from .comparisons import comparison_markdown
from .diagrams import Box, Diagram, Line
from .earlier import plan_with_earlier
from .exports import (
    MOST_CHARACTERS,
    MOST_EDGES,
    Script,
    access_json,
    api_catalog,
    changes_json,
    changes_markdown,
    changes_text,
    comparison_json,
    comparison_text,
    entities_json,
    entities_text,
    entity_json,
    entity_markdown,
    entity_table,
    entity_text,
    history_json,
    history_markdown,
    history_text,
    in_no_answer,
    legacy_yaml,
    mermaid,
    review_markdown,
    to_yaml,
    verdicts_csv,
    verdicts_json,
    verdicts_markdown,
    verdicts_text,
    warehouse_table,
)
from .facts import FactValue
from .former_titles import titles_of_gone
from .links import Link
from .material import EarlierRelease, Material
from .page import Frame, Page
from .planner import PlannedFile, PlannedPage, Site, plan
from .primitive_rows import PrimitiveRow
from .public_material import public_material
from .review import Review, differing_problems, review_of_changes, review_rows
from .sides import Side
from .states import State
from .verdicts import NO_LICENSE, titles_beside
from .wording import NOT_STATED, Titles, more_titles, titles_between

__all__ = [
    "ASSETS",
    "COMMON_SCRIPT",
    "ENTRY_SCRIPT",
    "MOST_CHARACTERS",
    "MOST_EDGES",
    "NOT_STATED",
    "NO_LICENSE",
    "SEARCH_FINDER",
    "SEARCH_LIBRARY",
    "Asset",
    "Box",
    "Diagram",
    "EarlierRelease",
    "FactValue",
    "Frame",
    "Line",
    "Link",
    "Material",
    "Page",
    "PlannedFile",
    "PlannedPage",
    "PrimitiveRow",
    "Review",
    "Script",
    "Side",
    "Site",
    "State",
    "Titles",
    "access_json",
    "api_catalog",
    "as_markdown",
    "changes_json",
    "changes_markdown",
    "changes_text",
    "comparison_json",
    "comparison_markdown",
    "comparison_text",
    "differing_problems",
    "entities_json",
    "entities_text",
    "entity_json",
    "entity_markdown",
    "entity_table",
    "entity_text",
    "history_json",
    "history_markdown",
    "history_text",
    "in_no_answer",
    "legacy_yaml",
    "mermaid",
    "more_titles",
    "plan",
    "plan_with_earlier",
    "public_material",
    "review_markdown",
    "review_of_changes",
    "review_rows",
    "titles_beside",
    "titles_between",
    "titles_of_gone",
    "to_yaml",
    "urls",
    "verdicts_csv",
    "verdicts_json",
    "verdicts_markdown",
    "verdicts_text",
    "warehouse_table",
    "with_short_ids",
]
