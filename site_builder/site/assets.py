"""The style sheets, scripts and pictures of the site: each address, and its files below `templates/assets`.

Small scripts are joined, so that a page needs few requests; each is written as if it stood alone.
"""

from dataclasses import dataclass

from . import urls

ENTRY_SCRIPT = "theme.js"  # runs before the page is painted
COMMON_SCRIPT = "site.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file of the site and what it is joined from."""

    address: str
    sources: tuple[str, ...]


def _asset(name: str, *sources: str) -> Asset:
    return Asset(address=urls.asset(name), sources=sources or (name,))


SEARCH_FINDER = "finder.js"
SEARCH_LIBRARY = "vendor/minisearch/minisearch.min.js"

ASSETS = (
    _asset("site.css", "tokens.css", "site.css"),
    _asset("home.css"),
    _asset("facets.css"),
    _asset("timeline.css"),
    _asset("icon.svg"),
    _asset(ENTRY_SCRIPT),
    _asset(COMMON_SCRIPT, "dom.js", "search.js", "copy.js", "table.js", "menu.js", "earlier.js"),
    _asset("focus.js"),
    _asset("list.js", "words.js", "csv.js", "anew.js", "rest.js", "facets.js"),
    _asset("matrix.js", "words.js", "csv.js", "anew.js", "rest.js", "facets.js", "matrix.js"),
    _asset("availability.js", "words.js", "versions.js", "catalog.js", "availability.js"),
    _asset(
        "check.js",
        "csv.js",
        "anew.js",
        "elements.js",
        "situations.js",
        "answers.js",
        "verdicts.js",
        "kept.js",
        "check.js",
    ),
    _asset("check.css"),
    _asset(
        "compare.js",
        "words.js",
        "csv.js",
        "anew.js",
        "facets.js",
        "catalog.js",
        "elements.js",
        "comparison.js",
        "compare.js",
    ),
    _asset("compare.css"),
    _asset("whats_new.js", "words.js", "csv.js", "versions.js", "whats_new.js", "anew.js", "rest.js", "facets.js"),
    _asset("whats_new.css"),
    _asset("changes.js", "words.js", "csv.js", "versions.js", "changes.js", "facets.js"),
    _asset("changes.css"),
    _asset("sticky.js"),
    _asset("sticky.css"),
    _asset("matrix.css"),
    _asset("parity.css"),
    _asset("deprecations.css"),
    _asset("editors.css"),
    _asset("codes.css"),
    _asset("not_found.js"),
    _asset(SEARCH_FINDER),
    _asset(SEARCH_LIBRARY),
    _asset("vendor/minisearch/LICENSE"),
)
