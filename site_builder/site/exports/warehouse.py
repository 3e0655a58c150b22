"""Unit primitives as the flat table that a data warehouse reads: its columns, in its order."""

from collections.abc import Iterable

from ...catalog import NOTHING, LeftOut, UnitPrimitive
from .csv_tables import table
from .tables import cell

# The warehouse's name of each column, and the field that it holds.
COLUMNS = {
    "unit_primitive_name": "name",
    "unit_primitive_description": "description",
    "feature_category": "feature_category",
    "engineering_group": "group",
    "backend_services": "backend_services",
    "available_to_license_types": "license_types",
    "available_to_add_ons": "add_ons",
    "cut_off_date": "cut_off_date",
    "documentation_url": "documentation_url",
    "introduced_by_url": "introduced_by_url",
    "unit_primitive_issue_url": "unit_primitive_issue_url",
    "deprecated_by_url": "deprecated_by_url",
    "deprecation_message": "deprecation_message",
    "min_gitlab_version": "min_gitlab_version",
    "min_gitlab_version_for_free_access": "min_gitlab_version_for_free_access",
}


def warehouse_table(unit_primitives: Iterable[UnitPrimitive], left_out: LeftOut = NOTHING) -> bytes:
    """A line for each. Every cell is quoted, because each is a text: the version 16.10 is not the number 16.1."""
    shown = {column: field for column, field in COLUMNS.items() if left_out.shows("unit_primitive", field)}
    rows = ([cell(primitive, field) for field in shown.values()] for primitive in unit_primitives)
    return table(tuple(shown), rows, quoted=True)
