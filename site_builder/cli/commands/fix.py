"""`site-builder fix`"""

from pathlib import Path

import click

from ...counting import number
from ...editing import fixing, write
from ...problems import errors_in
from ..edits import dry_run_option, echo_diff, echo_undone, echo_warnings
from ..options import config_option
from ..progress import progress
from ..report import echo_aside, even_if_unread


@click.command("fix")
@config_option
@dry_run_option
def fix_command(config: Path, dry_run: bool) -> None:
    """Repair what has one right answer, and show each repair.

    A bare version gets quotes, a date without a time zone that of UTC, `group:x` its second colon, a date the quotes
    that the other files' have. Everything else is left to you; what is left is listed, and errors among it exit with 1.

    \b
    Examples:
      site-builder fix --dry-run
      site-builder fix --config my/config
    """  # noqa: D301 click keeps the lines after this control character as they are
    with progress("Looking for what can be repaired"):
        fixes = fixing(config, undoes=not dry_run)
    echo_undone(fixes.undone)
    errors = errors_in(fixes.left)
    if fixes.edits and not dry_run:
        write(config, fixes.edits, fixes.beside)
    elif not (fixes.edits or fixes.undone or errors):
        click.echo("Nothing to repair.")
    with even_if_unread():
        echo_diff(fixes.edits, config.as_posix())
    if fixes.edits:
        values, files = number(len(fixes.fixed), "value"), number(len(fixes.edits), "file")
        echo_aside(f"{'Would repair' if dry_run else 'Repaired'} {values} in {files}.")
    echo_warnings(errors)
    raise click.exceptions.Exit(1 if errors else 0)
