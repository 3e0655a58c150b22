"""Arguments of the real commands, sound and absurd: an exit status that is promised, and never a word of a bug.

Nothing outside a directory of its own is named, as a command that does what it is told might write there.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from hypothesis import strategies as st

from site_builder.cli.configs import problems_of
from site_builder.cli.main import COMMANDS, FINE, MACHINE, WRONG_COMMAND_LINE, WRONG_INPUT, cli
from tests.cli.running import Ending, run

ENDINGS = frozenset({FINE, WRONG_INPUT, WRONG_COMMAND_LINE, MACHINE})

# `serve` does not end, unless it cannot begin.
NAMES = tuple(name for names in COMMANDS.values() for name in names if name != "serve")
WORDS = (
    *("unit_primitive", "unit_primitives", "add_on", "add-ons", "license_types", "gitlab_realm", "service", "group"),
    *(
        "duo_chat",
        "explain_code",
        "duo_pro",
        "premium",
        "self-managed",
        "saas",
        "ai_gateway",
        "duo_prro",
        "group::duo_chat",
    ),
    *("add_ons=duo_pro", "add_ons=duo_pro,duo_core", "group=group::duo_chat", "=", "a=b=c", "cut_off_date=", "name=x"),
    *("16.9", "16.10.1", "2024-10-17", "2024-10-17T00:00:00Z", "2024-13-45T99:99:99+99:99", "9" * 30, "-1", "0", "NaN"),
    *(
        "HEAD",
        "HEAD~1",
        "v1.0",
        "main..HEAD",
        "@{-1}",
        "--",
        "-",
        "",
        " ",
        "*",
        "%s",
        "{}",
        "'",
        '"',
        "\\",
        "$(id)",
        "`id`",
    ),
    *(
        "é",
        "\u202e",
        "\udcff",
        "\n",
        "\t",
        "\x1b[31m",
        "😀",
        "x" * 5000,
        "<b>",
        "null",
        "json",
        "all",
        "none",
        "lost,became_paid",
    ),
)
PATHS = (
    "config",
    "public",
    "new",
    "new/deeper",
    ".",
    "..",
    "file.txt",
    "link",
    "config/add_ons",
    "a\nb",
    "",
    "x" * 300,
    "\udcff",
    "lists",
)


def command_lines() -> st.SearchStrategy[list[str]]:
    """A command with some of its options and arguments, one time in eight with a word too many or too few."""
    return st.sampled_from(sorted(_commands())).flatmap(_line)


def _line(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    command = _commands()[names]
    options = [_option(it) for it in command.params if isinstance(it, click.Option)] or [st.just([])]
    arguments = st.tuples(*(_words(it) for it in command.params if isinstance(it, click.Argument)))
    some = st.lists(st.one_of(options), max_size=5)
    stray = st.sampled_from([*[[]] * 7, ["--nonsense"], ["--help"], ["-"], ["--"]])
    return st.tuples(some, arguments, stray).flatmap(
        lambda drawn: st.permutations([*drawn[0], list(chain.from_iterable(drawn[1])), drawn[2]]).map(
            lambda parts: [*names, *(word for part in parts for word in part)]
        )
    )


def _option(option: click.Option) -> st.SearchStrategy[list[str]]:
    names = st.sampled_from([*option.opts, *option.secondary_opts])
    if option.is_flag or option.count:
        return names.map(lambda name: [name])
    return st.tuples(names, _value(option)).map(list)


def _words(argument: click.Argument) -> st.SearchStrategy[list[str]]:
    most = argument.nargs if argument.nargs > 0 else 3
    return st.lists(_value(argument), min_size=min(1, most), max_size=most)


def _value(parameter: click.Parameter) -> st.SearchStrategy[str]:
    if isinstance(parameter.type, click.Path):
        return st.sampled_from(PATHS)
    words = st.sampled_from(WORDS)
    return st.sampled_from(list(parameter.type.choices)) | words if isinstance(parameter.type, click.Choice) else words


def _commands() -> dict[tuple[str, ...], click.Command]:
    """Every command that ends, by its words."""
    return dict(_below(cli, ()))


def _below(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        if words or name in NAMES:
            command = group.get_command(context, name)
            assert command is not None
            yield from (
                _below(command, (*words, name)) if isinstance(command, click.Group) else [((*words, name), command)]
            )


def command_promised(words: list[str], project: Path) -> Ending:
    """Runs the command in a copy of a project, whose configuration is sound before and after."""
    with TemporaryDirectory() as directory:
        there = Path(directory, "one", "two")
        shutil.copytree(project, there, symlinks=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO())
            ending = run(*words, cwd=there)
        assert ending.status in ENDINGS, (ending.status, ending.err)
        assert "Traceback" not in ending.err + ending.out
        assert "internal error" not in ending.err
        assert not problems_of(there / "config")[1]
        return ending
