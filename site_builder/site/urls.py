"""Every address of the site is decided here. Addresses are paths from the site's root; links of pages are relative."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from ..catalog import DEVICES, KIND, TAKEN_BY_PAGES, Ref

HOME = "index.html"
MATRIX = "matrix.html"
CHECK = "check.html"
COMPARE = "compare/index.html"
PARITY = "parity.html"
WHATS_NEW = "whats_new/index.html"
TIMELINE = "timeline.html"
CHANGES = "changes/index.html"
ALL_CHANGES = "changes/all.html"
DEPRECATIONS = "deprecations.html"
GRAPH = "graph.html"
PROBLEMS = "problems.html"
CODES = "codes.html"
DATA = "data.html"
EDITORS = "editors.html"
ABOUT = "about.html"
EARLIER_RELEASES = "releases/index.html"
NOT_FOUND = "404.html"

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
API_INDEX = "api/v1/index.json"
API_CATALOG = "api/v1/catalog.json"
GRAPHML = "data/catalog.graphml"
PROVENANCE = "data/provenance.csv"
WAREHOUSE = "data/warehouse.csv"
MATRIX_CSV = "data/matrix.csv"
SPREADSHEET = "data/catalog.xlsx"
CUT_OFF_FEED = "feeds/cut_offs.atom"
CHANGE_FEED = "feeds/changes.atom"
CUT_OFF_CALENDAR = "calendar/cut_offs.ics"
TERMS_DATA = "assets/terms-data.js"
SEARCH_DATA = "assets/search-data.js"

# `group::ai framework` is groups/ai-framework.html. A spelling beyond these gets a hash after two hyphens, which no
# simple one has, so that no two share an address.
_SIMPLE_GROUP = re.compile(r"[a-z0-9]+(?:[ _][a-z0-9]+)*")
_HASH = 32  # characters: as many as keep anybody from finding two spellings with the same one
# What stands in a link as it is: nearly every address, so that asking is worth it.
_PLAIN = re.compile(r"[a-zA-Z0-9_.~/-]*")
_RESERVED = DEVICES | TAKEN_BY_PAGES
# Tags are written in many ways; systems that take upper and lower case for one must not mix two of them up.
_SIMPLE_TAG = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_LONGEST_TAG = 80
_UNRELEASED = "unreleased"
_TAKEN_BY_CHANGES = _RESERVED | {"all", "index", _UNRELEASED}


def kind_list(kind: str) -> str:
    """The page that lists the entities of a kind."""
    return f"{KIND[kind].plural}/index.html"


def entity(ref: Ref) -> str:
    """The page of an entity."""
    return f"{KIND[ref.kind].plural}/{page_name(ref)}.html"


def page_name(ref: Ref) -> str:
    """The last part of an entity's address, without ending: its name, or a form of it that is fit for an address."""
    if ref.kind != "group":
        return ref.name
    name = ref.name.removeprefix("group::")
    if _SIMPLE_GROUP.fullmatch(name) and name not in _RESERVED:
        return name.replace(" ", "-")
    mark = hashlib.sha256(name.encode("utf-8")).hexdigest()[:_HASH]
    return f"{re.sub(r'[^a-z0-9_]+', '-', name.casefold()).strip('-')}--{mark}"


def situation(license: str, add_on: str, realm: str) -> str:
    """The page of what works with a license, one add-on (or "" for none) in a realm."""
    return f"check/{license}/{add_on or 'no-add-on'}/{realm}.html"


def comparison(kind: str, a: str, b: str) -> str:
    """The page of two bundles of a kind side by side."""
    return f"compare/{KIND[kind].plural}/{a}-vs-{b}.html"


def whats_new(version: str) -> str:
    """The page of what a GitLab version brought."""
    return f"whats_new/{version}.html"


def changes_in(period: str) -> str:
    """The page of what changed until a release, by its tag, or in a month: `2024-10`."""
    return f"changes/{tag_name(period)}.html"


def changes_since_release() -> str:
    """The page of what changed after the last release."""
    return f"changes/{_UNRELEASED}.html"


def tag_name(tag: str) -> str:
    """A tag as a part of an address: itself, or a form of it that is fit for one, with a hash that keeps it apart."""
    first = tag.partition(".")[0]
    if _SIMPLE_TAG.fullmatch(tag) and len(tag) <= _LONGEST_TAG and not {tag, first} & _TAKEN_BY_CHANGES:
        return tag
    mark = hashlib.sha256(tag.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{re.sub(r'[^a-z0-9_]+', '-', tag.casefold()).strip('-')[:_LONGEST_TAG]}--{mark}"


def earlier_release(tag: str) -> str:
    """Where the site of an earlier release stands, with a final slash: the addresses of its pages follow."""
    return f"releases/{tag_name(tag)}/"


def change_feed(ref: Ref) -> str:
    """The Atom feed of the changes that concern a bundle or group."""
    return f"feeds/changes/{KIND[ref.kind].plural}/{page_name(ref)}.atom"


def feed(ref: Ref) -> str:
    """The Atom feed of the cut-offs that concern a bundle or group."""
    return f"feeds/{KIND[ref.kind].plural}/{page_name(ref)}.atom"


def calendar(ref: Ref) -> str:
    """The same as a calendar."""
    return f"calendar/{KIND[ref.kind].plural}/{page_name(ref)}.ics"


def api_entity(ref: Ref) -> str:
    """The JSON file of an entity."""
    return f"api/v1/{ref.kind}/{page_name(ref)}.json"


def table(kind: str) -> str:
    """The CSV file of a kind."""
    return f"data/{KIND[kind].plural}.csv"


def legacy(legacy_realm: str) -> str:
    """The services that GitLab instances of a legacy realm read."""
    return f"legacy/{legacy_realm}.yml"


def schema(kind: str) -> str:
    """The page about the fields of a kind's files."""
    return f"schema/{kind}.html"


def schema_json(kind: str) -> str:
    """The JSON schema of a kind's files."""
    return f"schema/{kind}.json"


def diagram(name: str, ending: str) -> str:
    """A diagram as a file: `svg` or `dot`."""
    return f"diagrams/{name}.{ending}"


def rows(address: str) -> str:
    """The script with all rows of a page whose table shows only the first of them."""
    return f"assets/rows/{address.removesuffix('.html')}.js"


def part_of_list(number: int) -> str:
    """A part of the list of all unit primitives, from 1, for those who read it without scripts."""
    return f"unit_primitives/all/{number}.html"


def asset(name: str) -> str:
    """A style sheet, script or picture."""
    return f"assets/{name}"


def relative(here: str, there: str) -> str:
    """The link from one address to another, quoted for an `href`."""
    folder, slash, _ = here.rpartition("/")
    beside = folder + slash
    path = there.removeprefix(beside) if there.startswith(beside) else "../" * here.count("/") + there
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/")


def query(**values: str) -> str:
    """The part of a link that sets a page's controls: `?add_ons=duo_pro`."""
    return query_of(sorted(values.items()))


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """The same for controls that take several values."""
    return "?" + urlencode(list(pairs))
