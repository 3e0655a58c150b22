"""Files of a site in, what programs read of them out, with every text in it passed through a function."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote_plus
from xml.etree import ElementTree

import icalendar
import pygraphviz
import yaml

from tests.site.reading import Html
from tests.site.workbook import workbook

Tame = Callable[[str], str]


def text_of(path: str, content: bytes) -> str:
    """A file as text; a spreadsheet as the JSON of its sheets."""
    return json.dumps(workbook(content).sheets) if path.endswith(".xlsx") else content.decode()


def read_html(text: str, tamed: Tame) -> Any:
    """Every element with its attributes and text."""
    return [
        (
            element.tag,
            {name: tamed(_address(name, value)) for name, value in element.attributes.items()},
            tamed(element.text),
        )
        for element in Html(text).elements
    ]


def read_xml(text: str, tamed: Tame) -> Any:
    """The same for a picture or another XML file."""
    return [
        (
            element.tag,
            {name: tamed(_address(name, value)) for name, value in element.attrib.items()},
            tamed(element.text or ""),
            tamed(element.tail or ""),
        )
        for element in ElementTree.fromstring(text.encode()).iter()
    ]


def _address(name: str, value: str) -> str:
    return unquote_plus(value) if name == "href" else value


def read_json(text: str, tamed: Tame) -> Any:
    """The data, with every text in it."""
    return _walked(json.loads(text), tamed)


def _walked(value: Any, tamed: Tame) -> Any:
    if isinstance(value, dict):
        return {key: _walked(item, tamed) for key, item in value.items()}
    if isinstance(value, list):
        return [_walked(item, tamed) for item in value]
    return tamed(value) if isinstance(value, str) else value


def read_yaml(text: str, tamed: Tame) -> Any:
    """The same, and the comment above it."""
    comment = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]
    return tamed(" ".join(comment)), _walked(yaml.safe_load(text), tamed)


def read_script(text: str, tamed: Tame) -> Any:
    """The data of a script that holds nothing else; other scripts as they are."""
    data = re.fullmatch(r"window\.(siteSearch|siteTerms) = (.*);\nwindow\.\1\.isOther = (.*);\n", text)
    if not data:
        return text
    assert "</" not in text
    assert re.fullmatch(r'!document\.currentScript\.src\.endsWith\("\?[0-9a-f]{12}"\)', data[3])
    return read_json(data[2], tamed)


def read_csv(text: str, tamed: Tame) -> Any:
    """Every cell, none of which runs."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    return [[tamed(re.sub(r"^'(?=[=+@-])", "", cell)) for cell in row] for row in rows]


def read_calendar(text: str, tamed: Tame) -> Any:
    """Every component with its properties. No line is longer than a calendar may expect."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return [
        (component.name, [(name, tamed(_value(value))) for name, value in component.items()])
        for component in icalendar.Calendar.from_ical(text).walk()
    ]


def _value(value: Any) -> str:
    if isinstance(value, icalendar.vUnknown):  # a text of RFC 7986, which the library does not know
        return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], value)
    if isinstance(value, str):
        return str(value)
    written = value.to_ical()
    return written.decode() if isinstance(written, bytes) else str(written)


def read_dot(text: str, tamed: Tame) -> Any:
    """The nodes with their labels, and the edges."""
    with pygraphviz.AGraph(string=text) as graph:
        labels = {node: tamed(node.attr["label"].replace("\\\\", "\\")) for node in graph.nodes()}
        return labels, list(graph.edges())


def read_as_it_is(text: str, tamed: Tame) -> Any:
    """A file that holds no free text."""
    assert tamed(text) == text
    return text


def reader_of(path: str) -> Callable[[str, Tame], Any]:
    """How programs read a file of this name."""
    return READERS[path.rpartition(".")[2]]


READERS: Mapping[str, Callable[[str, Tame], Any]] = {
    "html": read_html,
    "svg": read_xml,
    "json": read_json,
    "yml": read_yaml,
    "js": read_script,
    "csv": read_csv,
    "xlsx": read_json,
    "atom": read_xml,
    "ics": read_calendar,
    "dot": read_dot,
    "css": read_as_it_is,
    "graphml": read_as_it_is,
    "xml": read_as_it_is,
    "txt": read_as_it_is,
    "assets/vendor/minisearch/LICENSE": read_as_it_is,
}
