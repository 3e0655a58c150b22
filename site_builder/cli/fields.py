"""Fields of a kind's schema in, options of a command out; what was given with them, as values fit for a file."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Any

import click

from ..catalog import KIND, KINDS, Catalog, Field, Kind, ends
from ..source import Schema, Value, complain_of_value
from ..suggestions import did_you_mean
from .completion import complete_field_value, complete_words
from .entities import KINDS_WITH_FILES, find_kind, unknown, with_hint
from .report import visible

# Format of a field -> what stands for its value in the help.
_METAVARS = {"gitlab-version": "VERSION", "utc-date-time": "MOMENT", "https-url": "URL", "group-name": "group::NAME"}
_HELP = 200  # characters of a field's description in the help of a command


class KindGroup(click.Group):
    """A command for each kind that has files, made when it is asked for: its options are the fields of the schema."""

    def __init__(self, *, made: Callable[[Kind], click.Command], **attributes: Any) -> None:
        super().__init__(**attributes)
        self._made = made

    def list_commands(self, context: click.Context) -> list[str]:
        return [kind.singular for kind in KINDS if kind.has_files]

    def get_command(self, context: click.Context, name: str) -> click.Command:
        kind = find_kind(name)
        if kind is None:
            known = [word for kind in KINDS_WITH_FILES for word in (kind.singular, kind.plural)]
            there = ", ".join(kind.singular for kind in KINDS_WITH_FILES)
            raise click.UsageError(
                f"{unknown('kind', name, known)}: the kind stands before the name; there are {there}"
            )
        if not kind.has_files:
            raise click.UsageError(f"{kind.nouns} have no files: they arise from the files that name them")
        return self._made(kind)


def field_options(kind: Kind, fields: Iterable[Field]) -> list[click.Option]:
    """An option for each field but the name."""
    return [_option(kind, field) for field in fields if field.name != "name"]


def _option(kind: Kind, field: Field) -> click.Option:
    example = field.examples[0] if field.examples else ""
    shown = ",".join(example) if isinstance(example, list) else str(example)
    choices = f" One of: {', '.join(field.choices)}." if field.choices else ""
    several = " Several with commas, or by giving the option again." if field.is_list else ""
    description = shorten(told_of(field), _HELP, placeholder=" …")
    return click.Option(
        [option_of(field.name), field.name],
        multiple=field.is_list,
        shell_complete=complete_words((choice, field.title) for choice in field.choices)
        if field.choices
        else complete_field_value(kind, field.name),
        metavar=_METAVARS.get(field.format or "", "NAME" if field.pattern else "TEXT")
        if not field.is_list
        else "NAMES",
        help=f"{description}{choices}{several} Example: {shorten(shown, 60, placeholder='…')}",
    )


def told_of(field: Field) -> str:
    """What the schema says of the field, but for quotes: the command writes these itself."""
    return " ".join(text for text in re.split(r"(?<=\.) ", field.description) if "in quotes" not in text)


def given_fields(options: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Value]:
    """What was given for fields; lists from options that were repeated or hold commas. Empty text for what is to go."""
    given: dict[str, Value] = {}
    for field in fields:
        value = options.get(field.name)
        if value is None or value == ():
            continue
        given[field.name] = value if isinstance(value, str) else listed(value)
    return given


def listed(values: Iterable[str]) -> list[str]:
    """The items of values that may hold several, divided by commas."""
    return [item.strip() for value in values for item in value.split(",") if item.strip()]


def check_value(
    field: Field, value: Value, kind: Kind, schema: Schema, catalog: Catalog, *, option: str | None = None
) -> None:
    """BadParameter where a file could not state this value, with what would do. `option`: if not the field's."""
    if complaint := complaint_of(field.name, value, kind, schema, catalog):
        raise click.BadParameter(complaint, param_hint=f"'{option or option_of(field.name)}'")


def option_of(field: str) -> str:
    """The option for a field of this name."""
    return f"--{field.replace('_', '-')}"


def complaint_of(field: str, value: Value, kind: Kind, schema: Schema, catalog: Catalog) -> str:
    """Why a file cannot state this value; empty where it can."""
    if problem := complain_of_value(schema, field, value):
        return with_hint(problem.message, problem.suggestion)
    other = _named_kind(field, kind)
    if other is None:
        return ""
    names = catalog.of_kind(other.singular).names
    values = [value] if isinstance(value, str) else value
    return next((unknown(other.noun, name, names) for name in values if name not in names), "")


def names_for(field: str, kind: Kind, catalog: Catalog) -> Sequence[str]:
    """What a field of the kind may name, or has named in other files; empty for fields that name nothing."""
    for end in ends(kind.singular):
        if end.stated_here and end.field == field:
            return catalog.of_kind(end.other).names
    return ()


def _named_kind(field: str, kind: Kind) -> Kind | None:
    """The kind whose files a field names."""
    for end in ends(kind.singular):
        if end.stated_here and end.field == field and KIND[end.other].has_files:
            return KIND[end.other]
    return None


def field_named(text: str, fields: Iterable[Field], kind: Kind) -> Field:
    """The field of a name, with `-` or `_`. BadParameter with what there is."""
    known = {field.name: field for field in fields}
    name = text.replace("-", "_")
    if name not in known:
        others = [other for other in known if other != "name"]  # which no option changes
        problem = with_hint(f"{kind.nouns} have no field '{visible(text)}'", did_you_mean(name, others))
        raise click.BadParameter(f"{problem}; there are {', '.join(others)}")
    return known[name]
