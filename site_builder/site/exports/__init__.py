"""The catalog as files for programs. Each module knows one format and nothing of the others."""

from .access import access_json, in_no_answer
from .atom import cut_off_feed
from .calendars import cut_off_calendar
from .change_feed import change_feed
from .change_texts import changes_json, changes_markdown, changes_text
from .comparison_texts import comparison_json, comparison_text
from .csv_tables import entity_table, matrix_table, origins_table, provenance_table
from .differences import Differences, difference_rows
from .entity_texts import (
    entities_json,
    entities_text,
    entity_json,
    entity_markdown,
    entity_text,
)
from .history_texts import history_json, history_markdown, history_text
from .json_api import api_catalog, api_entity, api_index
from .legacy import legacy_yaml
from .mermaid import MOST_CHARACTERS, MOST_EDGES, mermaid
from .review_texts import review_markdown
from .scripts import Script
from .sitemap import robots, sitemap
from .spreadsheet import spreadsheet
from .terms_data import terms_data
from .verdict_data import verdicts_csv, verdicts_json
from .verdict_texts import verdicts_markdown, verdicts_text
from .warehouse import warehouse_table
from .yaml_text import to_yaml

__all__ = [
    "MOST_CHARACTERS",
    "MOST_EDGES",
    "Differences",
    "Script",
    "access_json",
    "api_catalog",
    "api_entity",
    "api_index",
    "change_feed",
    "changes_json",
    "changes_markdown",
    "changes_text",
    "comparison_json",
    "comparison_text",
    "cut_off_calendar",
    "cut_off_feed",
    "difference_rows",
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
    "matrix_table",
    "mermaid",
    "origins_table",
    "provenance_table",
    "review_markdown",
    "robots",
    "sitemap",
    "spreadsheet",
    "terms_data",
    "to_yaml",
    "verdicts_csv",
    "verdicts_json",
    "verdicts_markdown",
    "verdicts_text",
    "warehouse_table",
]
