"""`site-builder deprecate`"""

from pathlib import Path

import click

from ...catalog import KIND, Entity
from ...editing import OpenConfig, updating
from ...source import Value
from ..asking import Questions, is_anybody_there
from ..completion import complete_name
from ..edits import carry_out, dry_run_option, open_for_edits
from ..entities import present_name
from ..fields import check_value
from ..options import config_option, no_input_option

_FIELDS = {"message": "deprecation_message", "url": "deprecated_by_url"}


@click.command("deprecate")
@click.argument("name", shell_complete=complete_name("unit_primitive"))
@click.option("--message", metavar="TEXT", help="What to use instead, or why it ends.")
@click.option("--url", metavar="URL", help="The merge request or issue in which it was deprecated.")
@config_option
@dry_run_option
@no_input_option
def deprecate_command(
    name: str, message: str | None, url: str | None, config: Path, dry_run: bool, no_input: bool
) -> None:
    """Mark a unit primitive as deprecated.

    \b
    Every answer about it says so from then on. At a terminal you are asked for
    what is not given.

    \b
    Example:
      site-builder deprecate code_review \\
        --message 'Replaced by review_merge_request.' \\
        --url https://gitlab.com/gitlab-org/gitlab/-/issues/1
    """  # noqa: D301 click keeps the lines after this control character as they are
    opened = open_for_edits(config, dry_run=dry_run)
    entity = present_name([name], opened.checked.catalog, [KIND["unit_primitive"]])
    given = {"message": message, "url": url}
    if any(given.values()):
        _deprecate(entity, opened, {_FIELDS[word]: text for word, text in given.items() if text}, dry_run=dry_run)
    elif no_input or not is_anybody_there():
        raise click.UsageError("say what to use instead with --message, where it was decided with --url, or both")
    else:
        ask_and_deprecate(entity, opened, dry_run=dry_run)


def ask_and_deprecate(entity: Entity, config: OpenConfig, *, dry_run: bool) -> None:
    """Deprecates with what somebody at the terminal says of it."""
    schema = config.schemas[entity.kind]
    questions = Questions(KIND[entity.kind], schema, config.checked.catalog)
    message, url = (next(field for field in schema.described if field.name == name) for name in _FIELDS.values())
    answers = {
        message.name: questions.value(message, None, optional=False),
        url.name: questions.value(url, None, optional=True),
    }
    _deprecate(entity, config, {name: value for name, value in answers.items() if value}, dry_run=dry_run)


def _deprecate(entity: Entity, config: OpenConfig, fields: dict[str, Value | None], *, dry_run: bool) -> None:
    schema = config.schemas[entity.kind]
    options = {field: f"--{word}" for word, field in _FIELDS.items()}
    for field in schema.described:
        if value := fields.get(field.name):
            option = options[field.name]
            check_value(field, value, KIND[entity.kind], schema, config.checked.catalog, option=option)
    carry_out(config, updating(config, entity, fields), dry_run=dry_run)
