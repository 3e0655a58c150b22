"""`site-builder list`"""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import click

from ...build import check
from ...catalog import Entities, Entity, Kind
from ...site import entities_json, entities_text, entity_table
from ...suggestions import did_you_mean
from ..entities import kind_named, with_hint
from ..options import config_option, settings_from
from ..report import visible


@click.command("list")
@click.argument("kind_name", metavar="KIND")
@click.option(
    "--where", "conditions", metavar="FIELD=VALUE", multiple=True,
    help="Only those that state this; nothing after the = means not stated. May be given several times: all must hold.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["table", "names", "json", "csv"]), default="table", show_default=True
)
@config_option
def list_command(kind_name: str, conditions: tuple[str, ...], form: str, config: Path) -> None:
    """List the entities of a kind, all or those that state something.

    \b
    Examples:
      site-builder list add_ons
      site-builder list unit_primitives --where add_ons=duo_pro --where gitlab_realms=saas
      site-builder list unit_primitives --where cut_off_date= --format names
    """  # noqa: D301 click keeps the lines after this control character as they are
    kind = kind_named(kind_name)
    catalog = check(settings_from(config=config, output=Path("public"), as_of=None)).catalog
    found = _narrowed(catalog.of_kind(kind.singular), kind, conditions)
    match form:
        case "names":
            click.echo("\n".join(found.names), nl=bool(len(found)))
        case "json":
            click.echo(entities_json(kind, found).encode())  # UTF-8, whatever the terminal has
        case "csv":
            click.echo(entity_table(kind, found).rstrip(b"\n"))
        case _:
            click.echo("\n".join(visible(line) for line in entities_text(kind, found)))


def _narrowed(entities: Entities[Entity], kind: Kind, conditions: Iterable[str]) -> Entities[Entity]:
    for condition in conditions:
        field, equals, value = condition.partition("=")
        if not equals:
            raise click.BadParameter(f"'{visible(condition)}' is not of the form FIELD=VALUE", param_hint="'--where'")
        entities = _where(entities, kind, field, value)
    return entities


def _where(entities: Entities[Entity], kind: Kind, field: str, value: str) -> Entities[Entity]:
    known = [it.name for it in fields(kind.entity) if it.name != "source"]
    if field not in known:
        message = with_hint(f"{kind.nouns} have no field '{visible(field)}'", did_you_mean(field, known))
        raise click.BadParameter(message, param_hint="'--where'")
    try:
        return entities.where(**{field: value or None})
    except ValueError:
        raise click.BadParameter(f"{field} is no such thing as '{visible(value)}'", param_hint="'--where'") from None
