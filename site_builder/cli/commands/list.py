"""`site-builder list`"""

from collections.abc import Collection, Iterable
from dataclasses import fields
from pathlib import Path

import click

from ...catalog import KIND, KINDS, Catalog, Entities, Entity, Kind, ends
from ...installed import own_files
from ...site import entities_json, entities_text, entity_table
from ...source import FORMATS, load_schemas
from ...suggestions import did_you_mean
from ..completion import complete_kind
from ..configs import checked_config
from ..entities import find_kind, kind_named, kinds_there_are, unknown, with_hint
from ..options import config_option
from ..report import echo_document, echo_lines, visible


class _Narrowing(click.Command):
    """Says to who gives a field as an option, as other commands take them, how it is asked for here."""

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        given = [*words]  # of which parsing takes one after the other
        try:
            return super().parse_args(context, words)
        except click.NoSuchOption as error:
            is_short = any(it.startswith(error.option_name) for it in error.possibilities or ())
            if not is_short and (field := _field_meant(error.option_name, given)):
                message = f"No such option '{error.option_name}': write --where {field}=VALUE"
                raise click.UsageError(message, context) from error
            raise


def _field_meant(option: str, words: Collection[str]) -> str:
    """The shortest field with the words of an option, of the kind that is named, or of the first that has one.

    Empty for none.
    """
    meant = option.removeprefix("--").replace("-", "_")
    kinds = [kind for kind in map(find_kind, words) if kind] or KINDS
    found = ([field for field in _fields_of(kind) if _has_words(field, meant)] for kind in kinds)
    return min(next(filter(None, found), ()), key=lambda field: (len(field), field), default="")


def _has_words(field: str, words: str) -> bool:
    """Whether a field is called so, or one of several words of its name, the last in the plural perhaps."""
    return any(f"_{them}_" in f"_{field}_" for them in (words, f"{words}s"))


@click.command("list", cls=_Narrowing)
@click.argument("kind_name", metavar="KIND", required=False, shell_complete=complete_kind)
@click.option(
    "--where", "conditions", metavar="FIELD=VALUE", multiple=True,
    help="Only those that state this; nothing after the = means not stated. May be given several times: all must hold.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["table", "names", "json", "csv"]), default="table", show_default=True
)
@config_option
def list_command(kind_name: str | None, conditions: tuple[str, ...], form: str, config: Path) -> None:
    """List the entities of a kind, all or those that state something.

    \b
    Examples:
      site-builder list add_ons
      site-builder list unit_primitives --where add_ons=duo_pro \\
        --where gitlab_realms=saas
      site-builder list unit_primitives --where cut_off_date= --format names
    """  # noqa: D301 click keeps the lines after this control character as they are
    if kind_name is None:
        raise click.UsageError(f"Missing argument 'KIND': there are {kinds_there_are()}")
    kind = kind_named(kind_name)
    catalog = checked_config(config)[0].catalog
    found = _narrowed(catalog, kind, conditions)
    match form:
        case "names":
            click.echo("\n".join(found.names), nl=bool(len(found)))
        case "json":
            echo_document(entities_json(kind, found))
        case "csv":
            echo_document(entity_table(kind, found))
        case _:
            echo_lines(entities_text(kind, found))


def _narrowed(catalog: Catalog, kind: Kind, conditions: Iterable[str]) -> Entities[Entity]:
    entities = catalog.of_kind(kind.singular)
    for condition in conditions:
        field, equals, value = condition.partition("=")
        complaint = (
            _complaint(field, value, kind, catalog)
            if equals
            else f"'{visible(condition)}' is not of the form FIELD=VALUE"
        )
        if complaint:
            raise click.BadParameter(complaint, param_hint="'--where'")
        entities = entities.where(**{field: value or None})
    return entities


def _complaint(field: str, value: str, kind: Kind, catalog: Catalog) -> str:
    """Why no entity of the kind can state the value in the field; empty where some might."""
    known = _fields_of(kind)
    if field not in known:
        return with_hint(f"{kind.nouns} have no field '{visible(field)}'", did_you_mean(field, known))
    if not value:
        return ""
    for end in ends(kind.singular):
        if end.field == field and value not in catalog.of_kind(end.other):
            return unknown(KIND[end.other].noun, value, catalog.of_kind(end.other).names)
    return _complaint_of_form(field, value, kind)


def _fields_of(kind: Kind) -> list[str]:
    return [it.name for it in fields(kind.entity) if it.name != "source"]


def _complaint_of_form(field: str, value: str, kind: Kind) -> str:
    schema = load_schemas(own_files("schemas")).get(kind.singular)
    for described in schema.described if schema else ():
        if described.name == field and described.choices and value not in described.choices:
            return f"{unknown(described.title.lower(), value, described.choices)}; there are {', '.join(described.choices)}"
        if described.name == field and described.format:
            complaint = FORMATS[described.format].complain(value)
            return with_hint(complaint.message, complaint.suggestion) if complaint else ""
    return ""
