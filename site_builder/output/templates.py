"""Templates and values in, text out: a mistake in a template is told with its file and line."""

from contextlib import suppress
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound

from ..counting import number
from ..installed import own_files
from ..problems import BrokenTemplate, EnvironmentProblem, Problem
from ..site import to_yaml
from . import links
from .cells import access_cell, links_cell, mark, name_cell, realms_cell, since_cell, text_cell
from .compiled import CompiledTemplates
from .entity_parts import boxes, fact_value, source_lines
from .hrefs import UnplannedAddress
from .markdown import authors_markdown, render_markdown

# What templates call as they call macros.
_CELLS = (access_cell, links_cell, mark, name_cell, realms_cell, since_cell, text_cell)


def environment_of(templates: Path) -> Environment:
    """What finds templates in a directory, and gives them what they may call."""
    environment = Environment(
        loader=FileSystemLoader(templates, encoding="utf-8"),
        bytecode_cache=CompiledTemplates(Path(__file__).read_bytes()) if templates == own_files("templates") else None,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = to_yaml
    environment.filters["number"] = number
    environment.filters["thousands"] = "{:,}".format
    environment.globals["link"] = links.link
    environment.globals["link_list"] = links.link_list
    environment.globals["name"] = links.name
    environment.globals["option_text"] = links.option_text
    environment.globals["whole"] = links.whole
    environment.globals["unstated"] = links.unstated
    environment.globals.update({part.__name__: part for part in (boxes, fact_value, source_lines)})
    environment.globals.update({cell.__name__: cell for cell in _CELLS})
    environment.globals["authors_markdown"] = authors_markdown
    environment.globals["text_file"] = lambda name: render_markdown(
        (templates / "texts" / name).read_text(encoding="utf-8")
    )
    return environment


def compile_all(environment: Environment) -> None:
    """So that copies of this process need not. What is wrong with a template is told when it is asked for."""
    for name in environment.list_templates(extensions=["html", "js", "svg"]):
        if not name.startswith("assets/"):
            with suppress(Exception):  # it need not even be text
                environment.get_template(name)


def filled(environment: Environment, template: str, **values: Any) -> str:
    """The text of a template with these values. Raises BrokenTemplate (E501)."""
    try:
        return environment.get_template(template).render(**values)
    except (EnvironmentProblem, MemoryError):  # Graphviz, which templates ask for drawings; and no template's fault
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
