"""The catalog as one spreadsheet (Office Open XML): what it is, a sheet per kind, the matrix, and how bundles differ.

Texts are cells of text whatever they begin with, and versions stay texts. Dates are dates, so that they sort and
filter, in a format that says UTC. What does not fit is left out, and a word stands there that says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ...catalog import Kind
from ...counting import number
from ..material import Material
from ..matrix_cells import DECIDING
from ..states import STATES, State
from ..wording import iso
from .csv_tables import RUNS_AS_FORMULA
from .differences import difference_rows
from .tables import MATRIX_FACTS, cell, columns, matrix_columns, matrix_facts, matrix_rows, moment

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | datetime | State

# What Excel can hold.
LONGEST_CELL = 32_767  # characters
LONGEST_NAME = 31  # of a sheet
MOST_ROWS = 1_048_576 - 2  # without the header and the line that says what is left out
FIRST_YEAR = 1900

# Rows of differences grow with the number of pairs of bundles. These take a second, and nobody reads as many.
MOST_DIFFERENCES = 20_000

# State -> text and background: the light colours of tokens.css.
FILLS = {
    "included": ("#306440", "#ecf4ee"),
    "free": ("#2f5ca0", "#e9f3fc"),
    "needs": ("#894b16", "#fdf1dd"),
    "unavailable": ("#a32c12", "#fcf1ef"),
    "unstated": ("#4d4b4e", "#ecebea"),
}

_OPTIONS = {
    "in_memory": True,  # no temporary files, and one date for all parts of the file
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NARROWEST, _WIDEST = 8, 60  # columns, in characters
_DATE = 'yyyy-mm-dd hh:mm:ss "UTC"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table, and what one row of it is. `rows` are made while they are written. `frozen`: columns always shown."""

    name: str
    about: str
    header: Sequence[str]
    rows: Iterator[Sequence[Value]]
    most: int = MOST_ROWS
    frozen: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """Writes cells of one sheet. `looks` are formats by what they are for, those of the states by their keys."""

    worksheet: "Worksheet"
    looks: Mapping[str, "Format"]

    def put(self, row: int, column: int, value: Value, look: str = "") -> None:
        """A cell, which is text unless it is a date that Excel knows."""
        if isinstance(value, State):
            self.worksheet.write_string(row, column, value.word, self.looks[value.key])
        elif isinstance(value, datetime) and value.year >= FIRST_YEAR:
            self.worksheet.write_datetime(row, column, value.replace(tzinfo=None), self.looks["date"])
        elif value:
            self._text(row, column, fitted(value if isinstance(value, str) else iso(value)), look)

    def _text(self, row: int, column: int, text: str, look: str) -> None:
        chosen = self.looks.get(look or ("quoted" if text.startswith(RUNS_AS_FORMULA) else ""))
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library would take this for XML of its own and copy it as it is; in three parts it escapes each.
            self.worksheet.write_rich_string(row, column, text[0], text[1], text[2:], *([chosen] if chosen else []))
        else:
            self.worksheet.write_string(row, column, text, chosen)


def spreadsheet(material: Material) -> bytes:
    """`catalog.xlsx`, as bytes."""
    import xlsxwriter  # here: checking needs no spreadsheet

    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties(
        {"title": fitted(material.site.title), "created": material.as_of.replace(tzinfo=None)},
    )
    looks = _looks(workbook)
    sheets = tuple(_sheets(material))
    _write_about(_Pen(worksheet=workbook.add_worksheet("About"), looks=looks), sheets, material)
    for sheet in sheets:
        _write(_Pen(worksheet=workbook.add_worksheet(sheet.name), looks=looks), sheet)
    workbook.close()
    return _unpacked(stream)


def _unpacked(stream: BytesIO) -> bytes:
    """The same file with its parts as they are: packed, they would have other bytes with another version of zlib."""
    stored = BytesIO()
    with ZipFile(stream) as packed, ZipFile(stored, "w", ZIP_STORED) as archive:
        for part in packed.infolist():
            archive.writestr(ZipInfo(part.filename, part.date_time), packed.read(part))
    return stored.getvalue()


def fitted(text: str) -> str:
    """The text as far as a cell can hold it, with a sign where there was more."""
    sign = " … (cut off)"
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(sign)] + sign


def _looks(workbook: "xlsxwriter.Workbook") -> dict[str, "Format"]:
    add = workbook.add_format
    return {
        **{key: add({"font_color": text, "bg_color": background}) for key, (text, background) in FILLS.items()},
        "title": add({"bold": True, "font_size": 16}),
        "header": add({"bold": True, "bottom": 1, "bg_color": "#ecebea"}),
        "date": add({"num_format": _DATE, "align": "left"}),
        "quoted": add({"quote_prefix": True}),  # stays a text when somebody edits the cell
    }


def _sheets(material: Material) -> Iterator[Sheet]:
    left_out = material.catalog.left_out
    for kind in material.catalog.listed:
        yield Sheet(
            name=kind.title_plural[:LONGEST_NAME],
            about=f"{number(len(material.catalog.of_kind(kind.singular)), kind.noun, kind.nouns)}, one row each.",
            header=columns(kind, left_out),
            rows=_entity_rows(kind, material),
        )
    yield Sheet(
        name="Matrix",
        about=f"Each unit primitive against every {DECIDING}, in the words below.",
        header=[*MATRIX_FACTS, *matrix_columns(material)],
        rows=([*matrix_facts(it), *states] for it, states in matrix_rows(material)),
    )
    differences = difference_rows(material)
    yield Sheet(
        name="Differences",
        about=" ".join(
            ["For each two bundles of a kind, the unit primitives that only one of them holds.", differences.note]
        ).strip(),
        header=differences.header,
        rows=iter(differences.rows),
        most=MOST_DIFFERENCES,
        frozen=0,
    )


def _entity_rows(kind: Kind, material: Material) -> Iterator[Sequence[Value]]:
    names = columns(kind, material.catalog.left_out)
    for entity in material.catalog.of_kind(kind.singular):
        yield [moment(entity, name) or cell(entity, name) for name in names]


def _write(pen: _Pen, sheet: Sheet) -> None:
    widths = [len(name) + 3 for name in sheet.header]  # with room for the button of the filter
    for column, name in enumerate(sheet.header):
        pen.put(0, column, name, "header")
    row = 0
    for row, values in enumerate(islice(sheet.rows, sheet.most), 1):
        for column, value in enumerate(values):
            pen.put(row, column, value)
            widths[column] = max(widths[column], _width(value))
    if more := _count(sheet.rows):
        pen.put(row + 1, 0, f"Left out: {number(more, 'row')}.")
    for column, width in enumerate(widths):
        pen.worksheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST))
    pen.worksheet.freeze_panes(1, sheet.frozen)
    pen.worksheet.autofilter(0, 0, row, len(sheet.header) - 1)
    pen.worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _width(value: Value) -> int:
    if isinstance(value, State):
        return len(value.word) + 1
    return len(value) if isinstance(value, str) else len("2024-10-17 00:00:00 UTC")


def _count(rows: Iterable[object]) -> int:
    return sum(1 for _ in rows)


def _write_about(pen: _Pen, sheets: Sequence[Sheet], material: Material) -> None:
    """What the file is and of which moment it speaks; where everything stands; what the words of the matrix mean."""
    commit = f", commit {material.commit}" if material.commit else ""
    texts = (
        *(text for text in (material.site.notice, material.site.description) if text),
        f"As of {iso(material.as_of)}. Dates are in UTC, versions are texts.",
        f"Configuration {material.content_hash}{commit}.",
    )
    pen.put(0, 0, material.site.title, "title")
    for row, text in enumerate(texts, 1):
        pen.put(row, 0, text)
    first = len(texts) + 2
    for row, sheet in enumerate(sheets, first):
        pen.worksheet.write_url(row, 0, f"internal:'{sheet.name}'!A1", string=sheet.name)
        pen.put(row, 1, sheet.about)
    for row, state in enumerate(STATES, first + len(sheets) + 1):
        pen.put(row, 0, state)
        pen.put(row, 1, state.meaning)
    pen.worksheet.set_column(0, 0, 20)
