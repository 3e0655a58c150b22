"""A spreadsheet in, its sheets out as other programs read them: every cell's text, and how the cell looks.

Refuses formulas, and files that are no well-formed parts of an Office Open XML workbook.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 # Excel's days have no time zone
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")


@dataclass(frozen=True)
class Cell:
    """What a cell holds, as text or as a date, and the format it has."""

    value: str | datetime
    look: int


@dataclass(frozen=True)
class Workbook:
    """A file that has been unpacked."""

    parts: Mapping[str, bytes]

    @property
    def sheets(self) -> dict[str, list[list[str]]]:
        """The rows of each sheet, cells as texts; a cell not there is empty. Dates as ISO 8601 without a zone."""
        found = {}
        for number, name in enumerate(self.names, 1):
            cells = self.cells(number)
            width = max((column for _, column in cells), default=-1) + 1
            height = max((row for row, _ in cells), default=-1) + 1
            found[name] = [[_text(cells.get((row, column))) for column in range(width)] for row in range(height)]
        return found

    @property
    def names(self) -> list[str]:
        """The names of the sheets."""
        return [sheet.attrib["name"] for sheet in self.xml("xl/workbook.xml").iter(f"{MAIN}sheet")]

    def cells(self, number: int) -> dict[tuple[int, int], Cell]:
        """The cells of a sheet by row and column, from 0."""
        sheet = self.xml(f"xl/worksheets/sheet{number}.xml")
        assert not list(sheet.iter(f"{MAIN}f")), "a formula"
        return {_place(cell.attrib["r"]): self._cell(cell) for cell in sheet.iter(f"{MAIN}c")}

    def xml(self, name: str) -> ElementTree.Element:
        """A part as XML."""
        return ElementTree.fromstring(self.parts[name])

    def _cell(self, cell: ElementTree.Element) -> Cell:
        value, look = cell.findtext(f"{MAIN}v") or "", int(cell.attrib.get("s", "0"))
        if cell.attrib.get("t") == "s":
            return Cell(self._strings[int(value)], look)
        return Cell(_EPOCH + timedelta(days=float(value)), look) if value else Cell("", look)

    @cached_property
    def _strings(self) -> list[str]:
        items = self.xml("xl/sharedStrings.xml").iter(f"{MAIN}si")
        return [_unescaped("".join(text.text or "" for text in item.iter(f"{MAIN}t"))) for item in items]


def workbook(content: bytes) -> Workbook:
    """The spreadsheet that a file holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Workbook({name: archive.read(name) for name in archive.namelist()})


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell.value, str) else cell.value.isoformat(timespec="seconds")


def _place(name: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", name).groups()  # type: ignore[union-attr] # else no cell
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
