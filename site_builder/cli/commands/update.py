"""`site-builder update`"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from ...catalog import Entity, Kind, related_names
from ...editing import OpenConfig, updating
from ...installed import own_files
from ...source import Value, load_schemas
from ..asking import Questions, is_anybody_there
from ..completion import complete_assignment, complete_name, complete_words
from ..edits import carry_out, dry_run_option, open_for_edits
from ..entities import present_name
from ..fields import KindGroup, check_value, field_named, field_options, given_fields, listed, option_of
from ..options import config_option, no_input_option


def update_command_of(kind: Kind) -> click.Command:
    """The command that changes an entity of a kind."""
    described = load_schemas(own_files("schemas"))[kind.singular].described
    lists = complete_assignment(kind, ((field.name, field.title) for field in described if field.is_list))
    optional = complete_words((field.name, field.title) for field in described if not field.required)

    @click.argument("name", shell_complete=complete_name(kind.singular))
    @click.option(
        "--add", "added", metavar="FIELD=NAME", multiple=True, shell_complete=lists,
        help="Put a name into a list, as its last.",
    )  # fmt: skip
    @click.option(
        "--drop", "dropped", metavar="FIELD=NAME", multiple=True, shell_complete=lists,
        help="Take a name out of a list.",
    )  # fmt: skip
    @click.option("--unset", metavar="FIELD", multiple=True, shell_complete=optional, help="State nothing in a field.")
    @config_option
    @dry_run_option
    @no_input_option
    def update(
        name: str,
        added: tuple[str, ...],
        dropped: tuple[str, ...],
        unset: tuple[str, ...],
        config: Path,
        dry_run: bool,
        no_input: bool,
        **given: Any,
    ) -> None:
        opened = open_for_edits(config, dry_run=dry_run)
        entity = present_name([kind.singular, name], opened.checked.catalog)
        wishes = _Wishes(kind, entity, opened)
        wishes.set(given)
        wishes.change(added, dropped, unset)
        if not wishes.fields and not no_input and is_anybody_there():
            wishes.ask()
        if not wishes.fields:
            raise click.UsageError(
                f"say what is to change, such as --add, --drop, --unset or a field; see site-builder update {kind.singular} --help"
            )
        carry_out(opened, updating(opened, entity, wishes.fields), dry_run=dry_run)

    examples = _EXAMPLES.get(kind.singular, f"site-builder update {kind.singular} NAME --description 'What it is.'")
    command = click.command(kind.singular, help=f"Change what {kind.a_noun} states.\n\n\b\nExamples:\n  {examples}")(
        update
    )
    command.params[1:1] = field_options(kind, described)
    return command


class _Wishes:
    """What an entity's file shall state, as the options ask for it."""

    def __init__(self, kind: Kind, entity: Entity, config: OpenConfig) -> None:
        self._kind, self._entity, self._config = kind, entity, config
        self._schema = config.schemas[kind.singular]
        self.fields: dict[str, Value | None] = {}
        self._listed: set[tuple[str, str]] = set()  # the names that a list shall hold

    def set(self, options: Mapping[str, Any]) -> None:
        for name, value in given_fields(options, self._schema.described).items():
            if not value:  # a script's empty variable, as like as not
                is_required = field_named(name, self._schema.described, self._kind).required
                instead = f"{name} is required" if is_required else f"--unset {name} states nothing there"
                complaint = f"an empty value; {instead}"
                raise click.BadParameter(complaint, param_hint=f"'{option_of(name)}'")
            self._wish(name, value)
            self._listed |= {(name, item) for item in value if not isinstance(value, str)}

    def change(self, added: Iterable[str], dropped: Iterable[str], unset: Iterable[str]) -> None:
        for gone in (field_named(name, self._schema.described, self._kind) for name in unset):
            if gone.required:
                change = "site-builder rename" if gone.name == "name" else option_of(gone.name)
                raise click.BadParameter(f"{gone.name} is required; {change} changes it", param_hint="'--unset'")
            if gone.name in self.fields:
                raise click.BadParameter(f"{gone.name} is given a value as well", param_hint="'--unset'")
            self.fields[gone.name] = None
        for field, names in self._lists(added, "--add"):
            stated = self._list(field)
            self._wish(field, [*stated, *(name for name in names if name not in stated)], option="--add")
            self._listed |= {(field, name) for name in names}
        for field, names in self._lists(dropped, "--drop"):
            if both := [name for name in names if (field, name) in self._listed]:
                raise click.BadParameter(f"'{both[0]}' shall stand in {field} as well", param_hint="'--drop'")
            if strangers := [name for name in names if name not in self._list(field)]:
                raise click.BadParameter(f"{field} does not list '{strangers[0]}'", param_hint="'--drop'")
            self._wish(field, [name for name in self._list(field) if name not in names], option="--drop")

    def ask(self) -> None:
        """Asks which fields are to change, and for their new values."""
        questions = Questions(self._kind, self._schema, self._config.checked.catalog)
        others = [field for field in self._schema.described if field.name != "name"]
        stated = {field.name: self._stated(field.name) for field in others}
        answers = questions.more(others, {name: value for name, value in stated.items() if value}, "What shall change?")
        self.fields.update({name: value or None for name, value in answers.items() if value != stated[name]})

    def _lists(self, words: Iterable[str], option: str) -> Iterable[tuple[str, list[str]]]:
        for word in words:
            name, equals, value = word.partition("=")
            field = field_named(name, self._schema.described, self._kind) if equals else None
            if field is None or not field.is_list or not listed([value]):
                lists = [field.name for field in self._schema.described if field.is_list]
                form = f"'{word}' is not of the form FIELD=NAME; lists are {', '.join(lists)}"
                raise click.BadParameter(
                    form if lists else f"{self._kind.nouns} state no lists", param_hint=f"'{option}'"
                )
            yield field.name, listed([value])

    def _wish(self, name: str, value: Value, option: str | None = None) -> None:
        field = next(field for field in self._schema.described if field.name == name)
        if value:
            check_value(field, value, self._kind, self._schema, self._config.checked.catalog, option=option)
        self.fields[name] = value or None

    def _list(self, field: str) -> list[str]:
        """The list as it is wished by now."""
        wished = self.fields[field] if field in self.fields else related_names(self._entity, field)
        return list(wished or ())

    def _stated(self, field: str) -> Value:
        """What the file states now, as it is written there."""
        value = self._config.stated(self._entity).get(field, "")
        return value if isinstance(value, str) else list(value)


_EXAMPLES = {
    "unit_primitive": """site-builder update unit_primitive code_review --add add_ons=duo_core
  site-builder update unit_primitive code_review \\
    --cut-off-date 2027-01-01T00:00:00Z --dry-run
  site-builder update unit_primitive code_review \\
    --unset milestone --min-gitlab-version 18.10""",
}

update_command = KindGroup(
    name="update",
    made=update_command_of,
    help="""Change what an entity states.

\b
Every other character of its file stays. At a terminal, without options, you
are asked what shall change.
Nothing is written unless the whole configuration is valid afterwards.

\b
Examples:
  site-builder update unit_primitive code_review --add add_ons=duo_core
  site-builder update add_on duo_core \\
    --description 'Comes with every license.'
  site-builder update unit_primitive --help     every field with its meaning
""",
)
