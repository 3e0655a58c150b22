"""`site-builder remove`"""

from pathlib import Path

import click

from ...catalog import KIND, Entity, UnitPrimitive
from ...editing import removing
from ..asking import choose, is_anybody_there
from ..completion import complete_entity
from ..edits import carry_out, dry_run_option, open_for_edits
from ..entities import entity_with_file
from ..options import config_option, no_input_option
from .deprecate import ask_and_deprecate


@click.command("remove")
@click.argument("words", metavar="[KIND] NAME", nargs=-1, required=True, shell_complete=complete_entity)
@click.option("--cascade", is_flag=True, help="Take the name out of every file that names it.")
@click.option(
    "--without-deprecation", is_flag=True, help="Remove a unit primitive that was never marked as deprecated."
)
@config_option
@dry_run_option
@no_input_option
def remove_command(
    words: tuple[str, ...], cascade: bool, without_deprecation: bool, config: Path, dry_run: bool, no_input: bool
) -> None:
    """Remove an entity.

    Its file goes, its title, and the origins of its values. A unit primitive is deprecated first, so that customers
    learn of it: at a terminal this is proposed. What is still named elsewhere is not removed; the places are listed,
    and --cascade edits them.

    \b
    Examples:
      site-builder remove unit_primitive code_review --dry-run
      site-builder remove add_on duo_max --cascade
      site-builder remove code_review --cascade --without-deprecation
    """  # noqa: D301 click keeps the lines after this control character as they are
    opened = open_for_edits(config, dry_run=dry_run)
    entity = entity_with_file(words, opened.checked.catalog)
    never_told = isinstance(entity, UnitPrimitive) and not entity.deprecated and not without_deprecation
    if never_told and _deprecates(entity, asks=not no_input and is_anybody_there()):
        ask_and_deprecate(entity, opened, dry_run=dry_run)
        return
    carry_out(opened, removing(opened, entity, cascade=cascade), dry_run=dry_run)


def _deprecates(entity: Entity, *, asks: bool) -> bool:
    """Whether somebody prefers to deprecate it. Where nobody can be asked, it is not removed."""
    noun = KIND[entity.kind].noun
    if not asks:
        raise click.UsageError(
            f"{noun} '{entity.name}' is not deprecated: instances out there may still ask for it. Tell customers first "
            f"with `site-builder deprecate {entity.name} --message ...`, or add --without-deprecation"
        )
    ways = {
        "Deprecate it, and remove it some releases later": "deprecate",
        "Remove it now all the same": "remove",
        "Leave everything as it is": "leave",
    }
    way = choose(f"{noun} '{entity.name}' is not deprecated: instances out there may still ask for it.", ways)
    if way == "leave":
        raise click.exceptions.Exit(0)
    return way == "deprecate"
