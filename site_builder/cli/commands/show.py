"""`site-builder show`"""

from pathlib import Path

import click

from ...build import check
from ...catalog import KIND
from ...site import entity_json, entity_markdown, entity_text
from ...source import load_schemas
from ..entities import entity_named
from ..options import config_option, settings_from
from ..report import visible


@click.command("show")
@click.argument("words", metavar="[KIND] NAME", nargs=-1)
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
      site-builder show duo_enterprise --format json | jq -r '.add_on.unit_primitives[]'
    """  # noqa: D301 click keeps the lines after this control character as they are
    if not 1 <= len(words) <= 2:
        raise click.UsageError(f"one name, with its kind before it where that is needed; {len(words)} words given")
    settings = settings_from(config=config, output=Path("public"), as_of=None)
    entity = entity_named(words, check(settings).catalog)
    schema = load_schemas(settings.schemas).get(entity.kind)
    fields = schema.described if schema else ()
    match form:
        case "yaml":
            if entity.source is None:
                raise click.UsageError(f"a {KIND[entity.kind].noun} has no file: it arises from the files that name it")
            click.echo(entity.source.text.rstrip("\n").encode())  # UTF-8, whatever the terminal has
        case "json":
            click.echo(entity_json(entity).encode())
        case "markdown":
            click.echo("\n".join(entity_markdown(entity, fields)).encode())
        case _:
            click.echo("\n".join(map(visible, entity_text(entity, fields))))
