"""`site-builder rename`"""

from collections.abc import Sequence
from pathlib import Path

import click

from ...catalog import GITLAB_COM, KIND, KINDS, Catalog, Entity
from ...counting import number
from ...editing import renaming
from ..completion import complete_entity
from ..edits import carry_out, dry_run_option, open_for_edits
from ..entities import KINDS_WITH_FILES, present_name
from ..options import config_option


@click.command("rename")
@click.argument("words", metavar="[KIND] OLD NEW", nargs=-1, required=True, shell_complete=complete_entity)
@click.option("--merge", is_flag=True, help="Let a group or feature category become one that is there already.")
@config_option
@dry_run_option
def rename_command(words: tuple[str, ...], merge: bool, config: Path, dry_run: bool) -> None:
    """Rename an entity everywhere.

    Its file, every file that names it, its title and the origins of its values change together. A unit primitive keeps
    the old name as an alias, so that it is still found by it. A group or feature category is renamed in every file that
    states it.

    \b
    Examples:
      site-builder rename code_review review_code --dry-run
      site-builder rename add_on duo_max duo_ultra
      site-builder rename group 'group::duo chat' group::duo_chat
    """  # noqa: D301 click keeps the lines after this control character as they are
    if len(words) not in (2, 3):
        raise click.UsageError(
            f"give the old name and the new one, and the kind before them if need be; {number(len(words), 'word')} given"
        )
    *old, new = words
    opened = open_for_edits(config, dry_run=dry_run)
    entity = _named(old, opened.checked.catalog)
    if entity.name == new:
        raise click.UsageError(f"{KIND[entity.kind].noun} '{new}' is called that already")
    if entity.kind == "gitlab_realm" and GITLAB_COM in {entity.name, new}:
        raise click.UsageError(
            f"GitLab.com keeps the name '{GITLAB_COM}', and no other realm can have it: by that name alone versions are "
            "not checked there. What pages call a realm is its title in site.yml"
        )
    if not KIND[entity.kind].has_files and new in opened.checked.catalog.of_kind(entity.kind) and not merge:
        noun = KIND[entity.kind].noun
        raise click.UsageError(f"{noun} '{new}' is there already; with --merge both are one, which cannot be undone")
    carry_out(opened, renaming(opened, entity, new), dry_run=dry_run)


def _named(words: Sequence[str], catalog: Catalog) -> Entity:
    """What has a file comes first: a group or category is rarely renamed, and often called as something else is."""
    name = words[-1]
    has_file = any(catalog.of_kind(kind.singular).find_by_name(name) for kind in KINDS_WITH_FILES)
    return present_name(words, catalog, KINDS_WITH_FILES if has_file and len(words) == 1 and "/" not in name else KINDS)
