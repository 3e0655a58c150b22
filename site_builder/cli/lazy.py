"""Names of commands in, commands out: each is loaded when it is first asked for, so that none waits for the others."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from ..suggestions import did_you_mean
from ..undisturbed import undisturbed
from .report import visible

_LONGEST = 100  # characters of what the help of all says of one
_COMMANDS = f"{__package__}.commands"


class LazyGroup(click.Group):
    """A command for each module of `commands` that is named: `add` is `add_command` of the module `add`.

    `sections` are the names of commands by what one does with them, in the order of the help.
    """

    def __init__(self, *arguments: Any, sections: Mapping[str, Sequence[str]], **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self._sections = sections
        self._names = tuple(name for names in sections.values() for name in names)

    def list_commands(self, context: click.Context) -> list[str]:
        return [*self._names, *super().list_commands(context)]

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self._names))
        for title, names in self._sections.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), self._about(context, name)) for name in names])

    def _about(self, context: click.Context, name: str) -> str:
        command = self.get_command(context, name)
        return command.get_short_help_str(_LONGEST) if command else ""

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self._names:
            return super().get_command(context, name)
        module = name if name != "import" else "import_layout"  # the word of the language cannot name a module
        with undisturbed():
            command = getattr(import_module(f"{_COMMANDS}.{module}"), f"{name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(context, words[0]) is None and not words[0].startswith("-"):
            hint = did_you_mean(words[0], self._names)
            context.fail(f"No such command '{visible(words[0])}'.{f' {hint[0].upper()}{hint[1:]}' if hint else ''}")
        return super().resolve_command(context, words)
