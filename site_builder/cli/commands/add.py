"""`site-builder add`"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ...catalog import Kind
from ...editing import OpenConfig, adding, check_name
from ...installed import own_files
from ...source import Value, load_schemas
from ..asking import Questions, is_anybody_there
from ..edits import carry_out, dry_run_option, open_for_edits
from ..fields import KindGroup, check_value, field_options, given_fields
from ..options import config_option, no_input_option


def add_command_of(kind: Kind) -> click.Command:
    """The command that adds an entity of a kind."""

    @click.argument("name", required=False)
    @config_option
    @dry_run_option
    @no_input_option
    def add(name: str | None, config: Path, dry_run: bool, no_input: bool, **given: Any) -> None:
        opened = open_for_edits(config, dry_run=dry_run)
        asks = not no_input and is_anybody_there()
        questions = Questions(kind, opened.schemas[kind.singular], opened.checked.catalog)
        if name is None and not asks:
            raise click.UsageError("Missing argument 'NAME'.")
        if name is not None:
            check_name(opened, kind, name)
        fields = _given(kind, opened, given)
        missing = [
            field for field in opened.schemas[kind.singular].described if _lacks(field.name, field.required, fields)
        ]
        if missing and not asks:
            options = ", ".join(f"--{field.name.replace('_', '-')}" for field in missing)
            raise click.UsageError(f"{kind.a_noun} must state more: give {options}")
        name = name or questions.name()
        edits = adding(opened, kind, name, fields | (_asked(questions, kind, opened, fields) if asks else {}))
        carry_out(opened, edits, dry_run=dry_run)

    examples = _EXAMPLES.get(kind.singular, f"site-builder add {kind.singular} NAME")
    command = click.command(kind.singular, help=f"Add {kind.a_noun}.\n\n\b\nExamples:\n  {examples}")(add)
    command.params[1:1] = field_options(kind, load_schemas(own_files("schemas"))[kind.singular].described)
    return command


def _given(kind: Kind, config: OpenConfig, options: Mapping[str, Any]) -> dict[str, Value]:
    schema = config.schemas[kind.singular]
    fields = {name: value for name, value in given_fields(options, schema.described).items() if value}
    for field in schema.described:
        if field.name in fields:
            check_value(field, fields[field.name], kind, schema, config.checked.catalog)
    return fields


def _lacks(name: str, required: bool, fields: Mapping[str, Value]) -> bool:
    return required and name != "name" and name not in fields


def _asked(questions: Questions, kind: Kind, config: OpenConfig, fields: Mapping[str, Value]) -> dict[str, Value]:
    """What somebody at the terminal states: all that must be, and what else they want to."""
    described = config.schemas[kind.singular].described
    answers = questions.missing(field for field in described if _lacks(field.name, field.required, fields))
    others = [field for field in described if not field.required and field.name not in fields]
    if answers:  # whoever gave everything needed by options is not asked at all
        answers |= questions.more(others, {}, "What else shall it state?", checks_names=True)
    return answers


_EXAMPLES = {
    "unit_primitive": """site-builder add unit_primitive code_review
  site-builder add unit_primitive code_review \\
    --description 'Reviews a merge request.' \\
    --group 'group::code review' --feature-category code_review_workflow \\
    --documentation-url https://docs.gitlab.com/user/ \\
    --add-ons duo_pro,duo_enterprise --dry-run""",
}

add_command = KindGroup(
    name="add",
    made=add_command_of,
    help="""Add an entity.

\b
It gets a file in the directory of its kind. At a terminal you are asked for
what is missing; options answer beforehand.
Nothing is written unless the whole configuration is valid with it.

\b
Examples:
  site-builder add unit_primitive code_review
  site-builder add add_on duo_max --description 'Sold per seat.' --dry-run
  site-builder add unit_primitive --help        every field with its meaning
""",
)
