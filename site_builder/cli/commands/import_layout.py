"""`site-builder import`: a subcommand for every layout that a configuration can be made from."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ...catalog import LEGACY_REALMS
from ...counting import number
from ...installed import own_files
from ...problems import Problem
from ...source import (
    Imported,
    LegacyFile,
    check_new,
    import_bundle_lists,
    import_groups_file,
    import_legacy_services,
    load_schemas,
    write_new,
)
from ..configs import problems_of
from ..options import refuse_within
from ..report import as_text, echo_lines, even_if_unread, visible, wants_colour

new_directory_option = click.option(
    "--output", type=click.Path(path_type=Path), required=True,
    help="Directory to write to. It must be empty, or not exist yet.",
)  # fmt: skip


@click.group("import")
def import_command() -> None:
    """Make a configuration from another layout of the same facts.

    The result is checked, and everything wrong with it is told. What was wrong in the first place is told instead, and
    then nothing is written.

    \b
    Examples:
      site-builder import bundle-lists my/lists --output my/config
      site-builder import groups-file unit_primitive_groups.yml --output my/config
      site-builder import legacy-services gitlab-com.yml self-managed.yml \\
        --output my/config
    """  # noqa: D301 click keeps the lines after this control character as they are


@import_command.command("bundle-lists")
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@new_directory_option
def bundle_lists_command(directory: Path, output: Path) -> None:
    """From a directory in which add-ons and license types list their unit primitives.

    \b
    Example:
      site-builder import bundle-lists my/lists --output my/config
    """  # noqa: D301 click keeps the lines after this control character as they are
    refuse_within(output, directory, "what is imported")
    check_new(output, output.as_posix())
    _finish(import_bundle_lists(directory, load_schemas(own_files("schemas")), directory.as_posix()), output)


@import_command.command("groups-file")
@click.argument("file", type=click.Path(path_type=Path))
@new_directory_option
def groups_file_command(file: Path, output: Path) -> None:
    """From one file that holds everything, with unit primitives in groups.

    Anchors, aliases and merge keys may stand in it; an alias of a list within another list gives its items.

    \b
    Example:
      site-builder import groups-file unit_primitive_groups.yml --output my/config
    """  # noqa: D301 click keeps the lines after this control character as they are
    check_new(output, output.as_posix())
    _finish(import_groups_file(file, load_schemas(own_files("schemas")), file.as_posix()), output)


@import_command.command("legacy-services")
@click.argument("files", metavar="[REALM=]FILE...", nargs=-1, required=True)
@new_directory_option
def legacy_services_command(files: tuple[str, ...], output: Path) -> None:
    """From the services that older GitLab versions read, one file for each legacy realm.

    The realm is the name of the file, or stands before it: gitlab-com or self-managed. Much is not in the format. What
    every unit primitive must state gets a stand-in; each stand-in, and each value that the result cannot keep, is told.

    \b
    Examples:
      site-builder import legacy-services gitlab-com.yml self-managed.yml \\
        --output my/config
      site-builder import legacy-services gitlab-com=access_data.yml \\
        --output my/config
    """  # noqa: D301 click keeps the lines after this control character as they are
    given = _legacy_files(files)
    check_new(output, output.as_posix())
    _finish(import_legacy_services(given, load_schemas(own_files("schemas"))), output)


def _legacy_files(texts: Sequence[str]) -> tuple[LegacyFile, ...]:
    """The files, in the order of realms. UsageError where a realm is not known or has two files."""
    files = sorted((_legacy_file(text) for text in texts), key=lambda file: LEGACY_REALMS.index(file.realm))
    for realm, count in Counter(file.realm for file in files).items():
        if count > 1:
            raise click.UsageError(f"{count} files are of {realm}; give one for each of {' and '.join(LEGACY_REALMS)}")
    return tuple(files)


def _legacy_file(text: str) -> LegacyFile:
    before, equals, after = text.partition("=")
    realm, path = (before, Path(after)) if equals and before in LEGACY_REALMS else (Path(text).stem, Path(text))
    if realm not in LEGACY_REALMS:
        file = after if equals and not Path(text).exists() else text
        either = " or ".join(f"{realm}={visible(file)}" for realm in LEGACY_REALMS)
        raise click.UsageError(f"which legacy realm is '{visible(text)}' of? Write {either}")
    return LegacyFile(realm=realm, path=path, label=path.as_posix())


def _finish(made: Imported, output: Path) -> None:
    """Writes what was made, checks it, and tells everything that is wrong or not known."""
    write_new(output, made.files, output.as_posix())
    found, failed = problems_of(output)
    told = as_text(_told_once([*made.problems, *found]), colour=wants_colour(sys.stdout))
    apart = "site.yml and PROVENANCE.csv are no part of a layout: copy them beside the directories if you have them."
    with even_if_unread():
        click.echo(told)
        echo_lines([*made.notes, apart, f"{output}: {number(len(made.files), 'file')}"])
    raise click.exceptions.Exit(1 if failed else 0)


def _told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """One problem for each code and place: the import knows of some that the check finds again."""
    kept = {(it.path, it.line, it.column, it.code, it.field, it.message): it for it in problems}
    return tuple(kept.values())
