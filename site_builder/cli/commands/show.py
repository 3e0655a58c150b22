"""`site-builder show`"""

from pathlib import Path

import click

from ...catalog import KIND
from ...installed import own_files
from ...site import entity_json, entity_markdown, entity_text
from ...source import load_schemas
from ..completion import complete_entity
from ..entities import entity_named
from ..options import checked_config, config_option
from ..report import echo_document, echo_lines


@click.command("show")
@click.argument("words", metavar="[KIND] NAME", nargs=-1, required=True, shell_complete=complete_entity)
@click.option(
    "--format", "form", type=click.Choice(["text", "yaml", "json", "markdown"]), default="text", show_default=True
)
@config_option
def show_command(words: tuple[str, ...], form: str, config: Path) -> None:
    """Show everything that one entity states, and what refers to it.

    The kind can be left out where only one has the name. Former names are found too.

    \b
    Examples:
      site-builder show explain_code
      site-builder show service duo_chat --format yaml
      site-builder show duo_enterprise --format json \\
        | jq -r '.add_on.unit_primitives[]'
    """  # noqa: D301 click keeps the lines after this control character as they are
    if len(words) > 2:
        raise click.UsageError(f"one entity is shown at once, its kind before its name; {len(words)} words given")
    entity = entity_named(words, checked_config(config)[0].catalog)
    schema = load_schemas(own_files("schemas")).get(entity.kind)
    fields = schema.described if schema else ()
    match form:
        case "yaml":
            if entity.source is None:
                raise click.UsageError(f"{KIND[entity.kind].a_noun} has no file: it arises from the files that name it")
            echo_document(entity.source.text)
        case "json":
            echo_document(entity_json(entity))
        case "markdown":
            echo_document("\n".join(entity_markdown(entity, fields)))
        case _:
            echo_lines(entity_text(entity, fields))
