"""`site-builder show`"""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from ...catalog import Catalog, Entity, Field, chronicle_from
from ...installed import own_files
from ...problems import EnvironmentProblem, Problem
from ...site import entity_json, entity_markdown, entity_text, history_json, history_markdown, history_text
from ...source import load_schemas, record_of
from ..completion import complete_entity
from ..configs import checked_config
from ..entities import entities_named, source_of
from ..options import config_option, moment_of
from ..report import echo_aside, echo_document, echo_lines, visible


@click.command("show")
@click.argument("words", metavar="[KIND] NAME", nargs=-1, required=True, shell_complete=complete_entity)
@click.option(
    "--format", "form", type=click.Choice(["text", "yaml", "json", "markdown"]), default="text", show_default=True
)
@click.option(
    "--history", "is_past", is_flag=True, help="What became of its file, commit by commit and field by field."
)
@config_option
def show_command(words: tuple[str, ...], form: str, is_past: bool, config: Path) -> None:
    """Show everything that one entity states, and what refers to it.

    Where the kind is left out and several have the name, the unit primitive comes first, and the others are named.
    Former names are found too.

    \b
    Examples:
      site-builder show explain_code
      site-builder show service duo_chat --format yaml
      site-builder show duo_chat --history
      site-builder show duo_enterprise --format json \\
        | jq -r '.add_on.unit_primitives[]'
    """  # noqa: D301 click keeps the lines after this control character as they are
    if len(words) > 2:
        raise click.UsageError(f"one entity is shown at once, its kind before its name; {len(words)} words given")
    catalog = checked_config(config)[0].catalog
    entity, *others = entities_named(words, catalog)
    if others:
        echo_aside(f"also the name of {', '.join(visible(str(other.ref)) for other in others)}")
    schema = load_schemas(own_files("schemas")).get(entity.kind)
    fields = schema.described if schema else ()
    if is_past:
        _show_past(entity, fields, form, catalog, config)
    else:
        _show(entity, fields, form)


def _show(entity: Entity, fields: Sequence[Field], form: str) -> None:
    match form:
        case "yaml":
            echo_document(source_of(entity).text)
        case "json":
            echo_document(entity_json(entity))
        case "markdown":
            echo_document("\n".join(entity_markdown(entity, fields)))
        case _:
            echo_lines(entity_text(entity, fields))


def _show_past(entity: Entity, fields: Sequence[Field], form: str, catalog: Catalog, config: Path) -> None:
    source_of(entity)
    if form == "yaml":
        raise click.UsageError("a history has no YAML: take text, json or markdown")
    record = record_of(config, load_schemas(own_files("schemas")), label=config.as_posix())
    now = moment_of(None, os.environ.get("SOURCE_DATE_EPOCH"))
    chronicle = chronicle_from(record.until(now), catalog, now)
    if chronicle.beginning is None:
        path, message, help = config.as_posix(), chronicle.missing, chronicle.help
        raise EnvironmentProblem(Problem(path=path, code="E707", message=message, help=help))
    match form:
        case "json":
            echo_document(history_json(entity, chronicle))
        case "markdown":
            echo_document("\n".join(history_markdown(entity, chronicle, fields)))
        case _:
            echo_lines(history_text(entity, chronicle, fields))
