"""The spreadsheet: what is in the catalog reads back as it was, nothing runs, the same input gives the same bytes."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.catalog import KINDS, AddOn, UnitPrimitive, link
from site_builder.installed import own_files
from site_builder.settings import SiteSettings
from site_builder.site.exports.spreadsheet import FILLS, LONGEST_CELL, MOST_DIFFERENCES, fitted, spreadsheet
from site_builder.site.exports.tables import cell
from site_builder.site.states import STATES
from tests.catalog.makers import primitive
from tests.golden.building import golden_material
from tests.site.making import TITLES, material
from tests.site.workbook import MAIN, Workbook, workbook

ROOT = Path(__file__).parents[3]
CONFIG = """
    -- unit_primitives/duo_chat --
    description: '=HYPERLINK("https://example.com/"&A1)'
    milestone: '16.10'
    cut_off_date: 2024-10-17T02:00:00+02:00
    min_gitlab_version: '16.9'
    alias_names: [old_chat, older_chat]
    add_ons: [duo_pro, duo_core]
    license_types: [premium]
    gitlab_realms: [saas]
    -- unit_primitives/explain_code --
    description: <r><t>é & 🙂</t></r>
    cut_off_date: 1899-12-31T23:59:59Z
    group: group::ai framework
    add_ons: [duo_pro]
    -- unit_primitives/zoom --
    description: _x0041_ -1
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    -- gitlab_realms/saas --
    """


def made(text: str = CONFIG, **settings: str) -> Workbook:
    """The spreadsheet of a configuration, unpacked."""
    site = SiteSettings(titles=TITLES, **settings)  # type: ignore[arg-type] # texts
    return workbook(spreadsheet(material(text, site=site, content_hash="0123456789abcdef", commit="fedcba")))


def test_the_first_sheet_says_what_the_file_is_where_everything_stands_and_what_the_words_mean() -> None:
    assert made(notice="Not official.", title="Our catalog").sheets["About"] == [
        ["Our catalog", ""],
        ["Not official.", ""],
        ["Which GitLab Cloud Connector features exist, what opens them, and where they work.", ""],
        ["As of 2024-11-01T12:00:00Z. Dates are in UTC, versions are texts.", ""],
        ["Configuration 0123456789abcdef, commit fedcba.", ""],
        ["", ""],
        ["Unit primitives", "3 unit primitives, one row each."],
        ["Add-ons", "2 add-ons, one row each."],
        ["License types", "1 license type, one row each."],
        ["GitLab realms", "1 GitLab realm, one row each."],
        ["Backend services", "0 backend services, one row each."],
        ["Legacy services", "0 legacy services, one row each."],
        ["Groups", "2 groups, one row each."],
        ["Feature categories", "1 feature category, one row each."],
        ["Matrix", "Each unit primitive against every license type, add-on and GitLab realm, in the words below."],
        ["Differences", "For each two bundles of a kind, the unit primitives that only one of them holds."],
        ["", ""],
        *([state.word, state.meaning] for state in STATES),
    ]


def test_every_kind_has_a_sheet_with_all_fields_and_both_ends_of_relations() -> None:
    of = material(CONFIG)
    sheets = workbook(spreadsheet(of)).sheets

    assert list(sheets) == ["About", *(kind.title_plural for kind in KINDS), "Matrix", "Differences"]
    for kind in KINDS:
        gone = {"source"} if kind.has_files else {"source", "visibility"}
        columns = [field.name for field in fields(kind.entity) if field.name not in gone]
        header, *rows = sheets[kind.title_plural]
        assert header == columns
        for row, entity in zip(rows, of.catalog.of_kind(kind.singular), strict=True):
            expected = [cell(entity, column) for column in columns]
            assert row == [
                "2024-10-17T00:00:00" if text == "2024-10-17T00:00:00Z" else text for text in expected[: len(row)]
            ]
            assert not any(expected[len(row) :])


def test_texts_are_text_and_versions_too_but_dates_are_dates() -> None:
    cells = made().cells(2)
    header = [cells[0, column].value for column in range(len(fields(UnitPrimitive)) - 1)]
    of = {name: cells.get((1, column)) for column, name in enumerate(header)}

    assert of["description"]
    assert of["description"].value == '=HYPERLINK("https://example.com/"&A1)'
    assert of["milestone"]
    assert of["milestone"].value == "16.10"
    assert of["cut_off_date"]
    assert of["cut_off_date"].value == datetime(2024, 10, 17)  # noqa: DTZ001 # the format says UTC
    assert of["alias_names"]
    assert of["alias_names"].value == "old_chat; older_chat"


def test_a_date_is_shown_with_its_time_zone_and_one_that_excel_does_not_know_is_a_text() -> None:
    found = made()
    date, old = (found.cells(2)[row, 10] for row in (1, 2))
    styles = found.xml("xl/styles.xml")
    formats = {it.attrib["numFmtId"]: it.attrib["formatCode"] for it in styles.iter(f"{MAIN}numFmt")}
    look = list(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))[date.look]

    assert formats[look.attrib["numFmtId"]] == 'yyyy-mm-dd hh:mm:ss "UTC"'
    assert old.value == "1899-12-31T23:59:59Z"


def test_what_looks_like_a_formula_or_like_the_library_s_own_xml_is_text_in_every_sheet() -> None:
    sheets = made().sheets

    assert [row[1] for row in sheets["Unit primitives"][1:]] == [
        '=HYPERLINK("https://example.com/"&A1)',
        "<r><t>é & 🙂</t></r>",
        "_x0041_ -1",
    ]


def test_a_text_that_would_run_stays_a_text_when_somebody_edits_it() -> None:
    found = made()
    looks = list(found.xml("xl/styles.xml").iterfind(f"{MAIN}cellXfs/{MAIN}xf"))

    quoted = [value.value for value in found.cells(2).values() if looks[value.look].attrib.get("quotePrefix") == "1"]

    assert quoted == ['=HYPERLINK("https://example.com/"&A1)']


def test_the_matrix_is_in_words_and_each_state_has_its_colour() -> None:
    found = made()
    number = found.names.index("Matrix") + 1

    assert found.sheets["Matrix"] == [
        ["unit_primitive", "feature_category", "deprecated", "license_type:premium", "add_on:duo_core", "add_on:duo_pro", "gitlab_realm:saas"],
        ["duo_chat", "duo_chat", "no", "Included", "Included", "Included", "Included"],
        ["explain_code", "duo_chat", "no", "Not stated", "Needs something", "Included", "Not stated"],
        ["zoom", "duo_chat", "no", "Not stated", "Free for now", "Free for now", "Not stated"],
    ]  # fmt: skip
    colours = {value.value: background(found, value.look) for (row, _), value in found.cells(number).items() if row}
    states = {state.word: FILLS[state.key][1] for state in STATES}
    assert {word: colour for word, colour in colours.items() if word in states} == {
        word: colour for word, colour in states.items() if word in colours
    }


def background(found: Workbook, look: int) -> str:
    """The colour behind a cell, as style sheets write it."""
    styles = found.xml("xl/styles.xml")
    fill = int(list(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))[look].attrib["fillId"])
    colour = list(styles.iterfind(f"{MAIN}fills/{MAIN}fill"))[fill].find(f"{MAIN}patternFill/{MAIN}fgColor")
    return f"#{colour.attrib['rgb'][2:].lower()}" if colour is not None else ""


def test_the_colours_are_those_of_the_site() -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light_tokens()))

    assert {state.key: (tokens[state.key], tokens[f"{state.key}-bg"]) for state in STATES} == FILLS


def light_tokens() -> str:
    """The first list of tokens, which is the light one."""
    return (own_files("templates") / "assets" / "tokens.css").read_text(encoding="utf-8").partition("@media")[0]


def test_differences_are_a_sheet() -> None:
    assert made().sheets["Differences"] == [
        ["kind", "a", "b", "unit_primitive", "in"],
        ["add_on", "duo_core", "duo_pro", "explain_code", "duo_pro"],
    ]


def test_tables_have_a_head_that_stays_a_filter_and_fitting_columns() -> None:
    found = made()

    for number in range(2, len(found.names) + 1):
        sheet = found.xml(f"xl/worksheets/sheet{number}.xml")
        pane = next(sheet.iter(f"{MAIN}pane"))
        assert (pane.attrib["ySplit"], pane.attrib["state"]) == ("1", "frozen")
        assert next(sheet.iter(f"{MAIN}autoFilter")).attrib["ref"].startswith("A1:")
        widths = [float(column.attrib["width"]) for column in sheet.iter(f"{MAIN}col")]
        assert all(8 < width < 61 for width in widths)


def test_a_text_too_long_for_a_cell_is_cut_with_a_sign() -> None:
    assert fitted("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert fitted("x" * (LONGEST_CELL + 1)) == "x" * (LONGEST_CELL - 12) + " … (cut off)"
    assert len(fitted("x" * (LONGEST_CELL + 1))) == LONGEST_CELL


def test_rows_too_many_are_left_out_with_a_word_that_says_how_many() -> None:
    names = tuple(f"add_on_{number}" for number in range(7))  # 21 pairs, in which 2 of 7 primitives differ
    primitives = (primitive(f"p{number:04}", add_ons=(names[number % 7],)) for number in range(7 * 477))
    of = replace(material(CONFIG), catalog=link((*(AddOn(name=name) for name in names), *primitives)))

    _, *rows = workbook(spreadsheet(of)).sheets["Differences"]

    assert len(rows) == MOST_DIFFERENCES + 1
    assert rows[-1] == [f"Left out: {21 * 2 * 477 - MOST_DIFFERENCES} rows.", "", "", "", ""]


def test_no_part_is_packed_so_that_its_bytes_hang_on_no_other_library() -> None:
    with zipfile.ZipFile(io.BytesIO(spreadsheet(material(CONFIG)))) as archive:
        assert {part.compress_type for part in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_knows_the_moment_of_the_build_and_no_machine() -> None:
    found = workbook(spreadsheet(material(CONFIG, as_of=datetime(2024, 11, 1, 12, tzinfo=UTC))))

    core = found.parts["docProps/core.xml"].decode()
    assert re.findall(r"<dcterms:\w+ [^>]*>([^<]*)<", core) == ["2024-11-01T12:00:00Z", "2024-11-01T12:00:00Z"]
    assert not any(str(ROOT).encode() in part for part in found.parts.values())


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/St_Johns"])
def test_the_same_input_gives_the_same_bytes_in_any_time_zone(zone: str) -> None:
    program = (
        "import hashlib; from tests.golden.building import golden_material; "
        "from site_builder.site.exports import spreadsheet; "
        "print(hashlib.sha256(spreadsheet(golden_material())).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert told.strip() == hashlib.sha256(spreadsheet(golden_material())).hexdigest()
