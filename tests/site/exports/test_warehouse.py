"""The data warehouse's table: its columns in its order, and nothing in them but text."""

import csv
import io

from site_builder.catalog import NOTHING, left_out
from site_builder.site.exports.warehouse import COLUMNS, warehouse_table
from tests.site.making import catalog

CONFIG = """
    -- unit_primitives/duo_chat --
    description: "Opens a \\"chat\\", in which\\nusers ask."
    group: group::ai framework
    documentation_url: https://docs.gitlab.com/duo
    introduced_by_url: https://gitlab.com/a
    unit_primitive_issue_url: https://gitlab.com/b
    deprecated_by_url: https://gitlab.com/c
    deprecation_message: '=HYPERLINK("x")'
    cut_off_date: 2024-10-17T02:00:00+02:00
    min_gitlab_version: '16.10'
    min_gitlab_version_for_free_access: '16.8'
    backend_services: [ai_gateway]
    add_ons: [duo_pro, duo_core]
    license_types: [premium, ultimate]
    -- unit_primitives/explain_code --
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- license_types/ultimate --
    -- backend_services/ai_gateway --
    """


def test_the_table_whole() -> None:
    assert warehouse_table(catalog(CONFIG).unit_primitives).decode() == (
        '"unit_primitive_name","unit_primitive_description","feature_category","engineering_group","backend_services",'
        '"available_to_license_types","available_to_add_ons","cut_off_date","documentation_url","introduced_by_url",'
        '"unit_primitive_issue_url","deprecated_by_url","deprecation_message","min_gitlab_version",'
        '"min_gitlab_version_for_free_access"\r\n'
        '"duo_chat","Opens a ""chat"", in which\nusers ask.","duo_chat","group::ai framework","ai_gateway",'
        '"premium; ultimate","duo_pro; duo_core","2024-10-17T00:00:00Z","https://docs.gitlab.com/duo",'
        '"https://gitlab.com/a","https://gitlab.com/b","https://gitlab.com/c","\'=HYPERLINK(""x"")","16.10","16.8"\r\n'
        '"explain_code","Does something.","duo_chat","group::duo_chat","","","","","https://docs.gitlab.com/","","","",'
        '"","",""\r\n'
    )


def test_a_reader_that_takes_what_is_not_quoted_for_a_number_finds_none() -> None:
    table = io.StringIO(warehouse_table(catalog(CONFIG).unit_primitives).decode(), newline="")

    rows = list(csv.DictReader(table, quoting=csv.QUOTE_NONNUMERIC))

    assert [row["min_gitlab_version"] for row in rows] == ["16.10", ""]


def test_a_catalog_without_unit_primitives_gives_the_columns() -> None:
    assert warehouse_table(()).decode().rstrip().replace('"', "").split(",") == list(COLUMNS)


def test_the_public_has_no_column_for_what_is_internal() -> None:
    internal = left_out(("group", "deprecated_by_url"), ("backend_services",))

    whole, left = (
        list(csv.DictReader(io.StringIO(warehouse_table(catalog(CONFIG).unit_primitives, out).decode(), newline="")))
        for out in (NOTHING, internal)
    )

    gone = {"engineering_group", "deprecated_by_url", "backend_services"}
    assert left == [{column: cell for column, cell in row.items() if column not in gone} for row in whole]
    assert list(left[0]) == [column for column in COLUMNS if column not in gone]
