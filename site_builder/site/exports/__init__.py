"""The catalog as files for programs. Each module knows one format and nothing of the others."""

from .atom import cut_off_feed
from .calendars import cut_off_calendar
from .csv_tables import entity_table, matrix_table, provenance_table
from .json_api import api_catalog, api_entity, api_index
from .sitemap import robots, sitemap
from .spreadsheet import spreadsheet
from .terms_data import terms_data
from .verdict_texts import verdicts_markdown, verdicts_text
from .verdicts import verdicts_csv, verdicts_json

__all__ = [
    "api_catalog",
    "api_entity",
    "api_index",
    "cut_off_calendar",
    "cut_off_feed",
    "entity_table",
    "matrix_table",
    "provenance_table",
    "robots",
    "sitemap",
    "spreadsheet",
    "terms_data",
    "verdicts_csv",
    "verdicts_json",
    "verdicts_markdown",
    "verdicts_text",
]
