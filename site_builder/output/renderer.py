"""Site in, artifacts out: every page through its template, every diagram as SVG and DOT, every asset.

Templates reach each other's pages through one helper only, `href`, which refuses an address that nobody planned.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from markupsafe import Markup

from ..problems import BrokenTemplate, EnvironmentProblem, Problem
from ..site import (
    ASSETS,
    COMMON_SCRIPT,
    ENTRY_SCRIPT,
    SEARCH_LIBRARY,
    Asset,
    Diagram,
    Page,
    Review,
    Site,
    number,
    to_yaml,
    urls,
)
from . import links
from .artifact import Artifact
from .cells import access_cell, links_cell, mark, name_cell, realms_cell, since_cell, text_cell
from .dot import dot
from .drawing import Drawing
from .entity_parts import boxes, fact_value, source_lines
from .hrefs import Hrefs, UnplannedAddress
from .layout import Layouter
from .markdown import render_markdown
from .pieces import Pieces
from .shared import SharedParts

# What templates call as they call macros.
_CELLS = (access_cell, links_cell, mark, name_cell, realms_cell, since_cell, text_cell)
# Comments that have their lines to themselves.
_COMMENT = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


def render(site: Site, templates: Path, layouter: Layouter) -> Iterator[Artifact]:
    """Every file of the site and of the earlier releases below it, one at a time.

    Raises BrokenTemplate with template, line and what went wrong.
    """
    environment = _environment(templates)
    for one in (site, *site.earlier):
        for artifact in _rendered(one, templates, environment, layouter):
            yield Artifact(one.place + artifact.path, artifact.content)
    layouter.remember()


def _rendered(site: Site, templates: Path, environment: Environment, layouter: Layouter) -> Iterator[Artifact]:
    seen: set[str] = set()
    desk = _Desk(site=site, environment=environment, layouter=layouter, hrefs=Hrefs(site), shared=SharedParts())
    for planned in site.pages:
        page = planned.make()
        yield Artifact(page.address, _page(page, desk).encode("utf-8"))
        if page.is_long:
            yield _rows(page, desk)
        for diagram in page.diagrams:
            if diagram.name not in seen:
                seen.add(diagram.name)
                yield from _diagram_files(diagram, desk)
    for file in site.files:
        yield Artifact(file.address, file.make())
    for asset in ASSETS:
        yield Artifact(asset.address, _joined(asset, templates))


def render_alone(review: Review, templates: Path) -> str:
    """A review as one file that stands alone: its style is within it, known by its hash, and nothing else is let in."""
    style = "".join(_source(name, templates).decode("utf-8") for name in ("tokens.css", "review.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    values = {"review": review, "style": Markup(style), "style_hash": f"sha256-{digest}"}
    return _filled(_environment(templates), "review.html", **values)


def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = to_yaml
    environment.filters["number"] = number
    environment.globals["link"] = links.link
    environment.globals["link_list"] = links.link_list
    environment.globals["name"] = links.name
    environment.globals["unstated"] = links.unstated
    environment.globals.update({part.__name__: part for part in (boxes, fact_value, source_lines)})
    environment.globals.update({cell.__name__: cell for cell in _CELLS})
    environment.globals["text_file"] = lambda name: render_markdown(
        (templates / "texts" / name).read_text(encoding="utf-8")
    )
    return environment


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of scripts and style sheets, for the frame of a page."""

    css: str = urls.asset("site.css")
    icon: str = urls.asset("icon.svg")
    entry_script: str = urls.asset(ENTRY_SCRIPT)
    common_script: str = urls.asset(COMMON_SCRIPT)
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


def _page(page: Page, desk: _Desk) -> str:
    href, site = desk.hrefs.of(page.address), desk.site
    return _filled(
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
        rows_of=urls.rows,
    )


def _rows(page: Page, desk: _Desk) -> Artifact:
    """The script with all rows of a page whose table shows only the first of them."""
    pieces, template = Pieces(), f"rest/{page.template.removesuffix('.html')}.js"
    href = desk.hrefs.of(page.address)
    rows = _filled(desk.environment, template, page=page, href=href, piece=pieces.number)
    text = f"window.siteRows = {{\npieces: {pieces.json},\nrows: [\n{rows}]}};\n"
    return Artifact(urls.rows(page.address), text.encode("utf-8"))


def _diagram_files(diagram: Diagram, desk: _Desk) -> Iterator[Artifact]:
    address = urls.diagram(diagram.name, "svg")
    drawing: Drawing = desk.layouter.draw(diagram)
    svg = _filled(desk.environment, "diagram.svg", drawing=drawing, href=desk.hrefs.of(address))
    yield Artifact(address, svg.encode("utf-8"))
    yield Artifact(urls.diagram(diagram.name, "dot"), dot(diagram))


def _joined(asset: Asset, templates: Path) -> bytes:
    return b"\n".join(_source(source, templates) for source in asset.sources)


def _source(name: str, templates: Path) -> bytes:
    """A file of the assets; of our own scripts and styles without comments, which would be a fifth of what readers load."""
    content = (templates / "assets" / name).read_bytes()
    is_ours = name.endswith((".js", ".css")) and not name.startswith("vendor/")
    return _COMMENT.sub(b"", content) if is_ours else content


def _filled(environment: Environment, template: str, **values: Any) -> str:
    try:
        return environment.get_template(template).render(**values)
    except EnvironmentProblem:  # Graphviz, which templates ask for drawings
        raise
    except Exception as error:
        raise BrokenTemplate(_broken(error, template, environment)) from error


def _broken(error: Exception, template: str, environment: Environment) -> Problem:
    """What went wrong, at the innermost line of a template that it passed through."""
    assert isinstance(environment.loader, FileSystemLoader)
    templates = Path(environment.loader.searchpath[0])
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(templates)]
    name = Path(frames[-1].filename).relative_to(templates).as_posix() if frames else template
    return Problem(
        path=f"templates/{name}", line=frames[-1].lineno if frames else None, code="E501", message=_message(error)
    )


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"no template '{error.name}'"
    return str(error) if isinstance(error, TemplateError | UnplannedAddress) else f"{type(error).__name__}: {error}"
