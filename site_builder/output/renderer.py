"""Site in, artifacts out: every page through its template, every diagram as SVG and DOT, every asset.

Templates reach each other's pages through one helper only, `href`, which refuses an address that nobody planned.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from ..site import (
    ASSETS,
    COMMON_SCRIPT,
    ENTRY_SCRIPT,
    SEARCH_FINDER,
    SEARCH_LIBRARY,
    Asset,
    Diagram,
    Page,
    PlannedPage,
    Review,
    Script,
    Site,
    urls,
)
from .artifact import Artifact
from .dot import dot
from .drawing import Drawing
from .hrefs import Hrefs
from .layout import Layouter, Layouts
from .pieces import Pieces
from .shared import SharedParts
from .sharing import MOST_PARTS, Part, shared_out
from .templates import compile_all, environment_of, filled

# Comments that have their lines to themselves.
_COMMENT = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
_FEWEST_TOGETHER = 8  # pages that a process takes at once

_Made = Artifact | Layouts


@contextmanager
def render(site: Site, templates: Path, layouter: Layouter, *, processes: int = 1) -> Iterator[Iterator[Artifact]]:
    """Every file of the site and of the earlier releases below it, one at a time, in the order in which they get ready.

    `processes`: how many work at it, this one among them. Taking a file raises BrokenTemplate with template, line and
    what went wrong, and EnvironmentProblem (E701) where Graphviz is required and cannot be used.
    """
    environment, sites = environment_of(templates), (site, *site.earlier)
    if processes > 1:
        compile_all(environment)
    size = max(_FEWEST_TOGETHER, ceil(site.all_pages / max(1, MOST_PARTS - 2 * len(sites))))
    parts = [part for one in sites for part in _parts(one, size, templates, environment, layouter)]
    with shared_out(parts, processes) as made:
        yield _artifacts(made, layouter)


def _artifacts(made: Iterable[_Made], layouter: Layouter) -> Iterator[Artifact]:
    for it in made:
        if isinstance(it, Layouts):
            layouter.learn(it)
        else:
            yield it
    layouter.remember()


def _parts(
    site: Site, size: int, templates: Path, environment: Environment, layouter: Layouter
) -> Iterator[Part[_Made]]:
    """Pages, some at a time; then those that tell of files, with all files, some of which take long."""
    desk = _Desk(site=site, environment=environment, layouter=layouter, hrefs=Hrefs(site), shared=SharedParts())
    others = [page for page in site.pages if not page.shows_files]
    for start in range(0, len(others), size):
        yield partial(_pages, others[start : start + size], desk)
    yield partial(_files, [page for page in site.pages if page.shows_files], desk, templates)


def _files(pages: Iterable[PlannedPage], desk: "_Desk", templates: Path) -> Iterator[_Made]:
    """These pages, and all that belongs to no page."""
    yield from _pages(pages, desk)
    for file in desk.site.files:
        yield desk.artifact(file.address, file.make())
    for address, make in desk.site.scripts.items():
        yield desk.artifact(address, make().content)
    for asset in ASSETS:
        yield desk.artifact(asset.address, _joined(asset, templates))


def _pages(pages: Iterable[PlannedPage], desk: "_Desk") -> Iterator[_Made]:
    """Pages with what belongs to each."""
    for planned in pages:
        page = planned.make()
        rows = _rows(page, desk) if page.is_long else None
        yield desk.artifact(page.address, _page(page, rows, desk).encode("utf-8"))
        if rows:
            yield desk.artifact(urls.rows(page.address), rows.content)
        for diagram in page.diagrams:
            yield from _diagram_files(diagram, desk)
    yield desk.layouter.news()


def render_alone(review: Review, templates: Path) -> str:
    """A review as one file that stands alone: its style is within it, known by its hash, and nothing else is let in."""
    style = "".join(_source(name, templates).decode("utf-8") for name in ("tokens.css", "review.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    values = {"review": review, "style": Markup(style), "style_hash": f"sha256-{digest}"}
    return filled(environment_of(templates), "review.html", **values)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of scripts and style sheets, for the frame of a page."""

    css: str = urls.asset("site.css")
    icon: str = urls.asset("icon.svg")
    entry_script: str = urls.asset(ENTRY_SCRIPT)
    common_script: str = urls.asset(COMMON_SCRIPT)
    search_finder: str = urls.asset(SEARCH_FINDER)
    search_library: str = urls.asset(SEARCH_LIBRARY)
    search_data: str = urls.SEARCH_DATA
    home: str = urls.HOME
    listing: str = urls.kind_list("unit_primitive")
    about: str = urls.ABOUT
    problems: str = urls.PROBLEMS
    data: str = urls.DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every page of one site is rendered with."""

    site: Site
    environment: Environment
    layouter: Layouter
    hrefs: Hrefs
    shared: SharedParts

    def artifact(self, address: str, content: bytes) -> Artifact:
        """A file at an address of the site, wherever that stands itself."""
        return Artifact(self.site.place + address, content)


def _page(page: Page, rows: Script | None, desk: _Desk) -> str:
    href, site = desk.hrefs.of(page.address), desk.site
    return filled(
        desk.environment,
        f"pages/{page.template}",
        page=page,
        frame=site.frame,
        at=Addresses(),
        href=href,
        root=href.root,
        folder=href.folder,
        shared=desk.shared,
        today=site.today.get(page.address),
        href_today=href.today,
        draw=desk.layouter.draw,
        asset=urls.asset,
        diagram_file=urls.diagram,
        rest=href(urls.rows(page.address)) + rows.query if rows else "",
    )


def _rows(page: Page, desk: _Desk) -> Script:
    """The script with all rows of a page whose table shows only the first of them."""
    pieces, template = Pieces(), f"rest/{page.template.removesuffix('.html')}.js"
    href = desk.hrefs.of(page.address)
    rows = filled(desk.environment, template, page=page, href=href, piece=pieces.number, together=pieces.together)
    return Script(name="siteRows", text=f"{{\npieces: {pieces.json},\nrows: [\n{rows}]}}")


def _diagram_files(diagram: Diagram, desk: _Desk) -> Iterator[Artifact]:
    address = urls.diagram(diagram.name, "svg")
    drawing: Drawing = desk.layouter.draw(diagram)
    svg = filled(desk.environment, "diagram.svg", drawing=drawing, href=desk.hrefs.of(address))
    yield desk.artifact(address, svg.encode("utf-8"))
    yield desk.artifact(urls.diagram(diagram.name, "dot"), dot(diagram))


def _joined(asset: Asset, templates: Path) -> bytes:
    return b"\n".join(_source(source, templates) for source in asset.sources)


def _source(name: str, templates: Path) -> bytes:
    """A file of the assets; of our own scripts and styles without comments, a fifth of what readers would load."""
    content = (templates / "assets" / name).read_bytes()
    is_ours = name.endswith((".js", ".css")) and not name.startswith("vendor/")
    return _COMMENT.sub(b"", content) if is_ours else content
