"""Edits in; shown as a diff, or written, with what they bring."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from ..counting import number
from ..editing import OpenConfig, apply, diff, open_config, rehearse
from ..problems import Problem, printable
from ..source import FileEdit
from .progress import progress
from .report import as_text, echo_aside, visible, wants_colour

F = TypeVar("F", bound=Callable[..., Any])

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
_MARKS = {"+": "green", "-": "red", "@": "cyan"}


def open_for_edits(directory: Path, *, dry_run: bool) -> OpenConfig:
    """The configuration of a directory, to be edited. InvalidConfig where it has errors."""
    with progress("Checking the configuration"):
        opened = open_config(directory, undoes=not dry_run)
    echo_undone(opened.undone)
    return opened


def echo_undone(files: int) -> None:
    """That an edit was killed once and is undone now, which nobody asked for."""
    if files:
        echo_aside(f"An edit that was killed half way is undone: {number(files, 'file')} as before it.")


def carry_out(config: OpenConfig, edits: Sequence[FileEdit], *, dry_run: bool) -> None:
    """Writes the edits and names the files, or shows them as a diff. Warnings that they bring come after, on stderr."""
    if not edits:
        click.echo("Nothing to change: the files state that already.")
        return
    with progress("Checking the configuration as it would be"):
        warnings = rehearse(config, edits) if dry_run else apply(config, edits)
    if dry_run:
        echo_diff(edits, config.label)
    else:
        moved = {edit.moved_from for edit in edits}
        for edit in edits:
            if edit.path not in moved:
                click.echo(visible(f"{config.label}/{edit.path}: {_what(edit)}"))
    echo_warnings(warnings)


def echo_diff(edits: Sequence[FileEdit], label: str) -> None:
    """The edits as `git apply` takes them, byte by byte; at a terminal with colours, and nothing that it would obey."""
    lines = diff(edits, _below_root(label))
    if not sys.stdout.isatty():
        click.echo("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"), nl=False)
        return
    coloured = wants_colour(sys.stdout)
    for line in lines:
        shown = printable(line.removesuffix("\r"))
        colour = _MARKS.get(line[:1]) if coloured else None
        click.echo(click.style(shown, fg=colour) if colour else shown, color=coloured)


def _below_root(label: str) -> str:
    """The directory as seen from the top of its repository, where there is one: that is where patches count from."""
    directory = Path(label).absolute().resolve()
    root = next((path for path in (directory, *directory.parents) if (path / ".git").exists()), None)
    if root is None:
        with suppress(FileNotFoundError):  # whoever works in a directory that is gone names another with its whole path
            root = Path.cwd()
    below = directory.relative_to(root).as_posix() if root and directory.is_relative_to(root) else label
    return "" if below == "." else below


def echo_warnings(warnings: Sequence[Problem]) -> None:
    """Problems that do not stop an edit, where they do not get into its output."""
    if warnings:
        echo_aside(as_text(warnings, colour=wants_colour(sys.stderr)))


def _what(edit: FileEdit) -> str:
    if edit.moved_from is not None:
        return f"renamed from {edit.moved_from}"
    if edit.before is None:
        return "added"
    return "removed" if edit.after is None else "changed"
