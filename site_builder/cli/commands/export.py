"""`site-builder export`: a subcommand for every format that other programs read."""

from collections.abc import Iterable
from pathlib import Path

import click

from ...audiences import Seen
from ...build import material
from ...catalog import LEGACY_REALMS, RELATIONS, Catalog, GraphPart, Relation, graph_part, graphml, other_realms
from ...counting import first_names, number
from ...installed import own_files
from ...output import graph_dot
from ...problems import InvalidConfig
from ...site import (
    MOST_CHARACTERS,
    MOST_EDGES,
    access_json,
    api_catalog,
    in_no_answer,
    legacy_yaml,
    mermaid,
    warehouse_table,
)
from ...source import check_new, export_bundle_lists, export_groups_file, load_schemas, write_new
from ..completion import complete_entity, complete_words
from ..configs import config_for, tell_doubt
from ..entities import entity_named, unknown
from ..options import as_of_option, audience_option, config_option, refuse_within, settings_from
from ..report import echo_aside, echo_document, echo_file, echo_lines

_NAMES_SHOWN = 5

realm_option = click.option(
    "--realm", type=click.Choice(LEGACY_REALMS), required=True,
    help="What the services format calls the realm: self-managed stands for Dedicated too.",
)  # fmt: skip
relation_option = click.option(
    "--relation", "fields", metavar="FIELD", multiple=True,
    shell_complete=complete_words((relation.field, relation.label) for relation in RELATIONS),
    help="Only what this field states: add_ons, group. May be given several times.",
)  # fmt: skip
entity_option = click.option(
    "--entity",
    metavar="NAME",
    shell_complete=complete_entity,
    help="Only one entity and what it is related to: duo_pro, service/duo_chat.",
)


@click.group("export")
def export_command() -> None:
    """Write the catalog in a form that other programs read.

    What is one file goes to standard output.

    \b
    Examples:
      site-builder export legacy-services --realm self-managed > self-managed.yml
      site-builder export warehouse-csv > unit_primitives.csv
      site-builder export mermaid --entity duo_pro
      site-builder export catalog-json --audience public
    """  # noqa: D301 click keeps the lines after this control character as they are


@export_command.command("legacy-services")
@realm_option
@audience_option
@config_option
def legacy_services_command(realm: str, audience: str, config: Path) -> None:
    """What older GitLab versions read instead of unit primitives: services, as YAML.

    The format loses facts: a service has the dates, versions and licenses of one of its members. The pages of the
    services list every difference.

    \b
    Examples:
      site-builder export legacy-services --realm gitlab-com
      site-builder export legacy-services --realm self-managed > self-managed.yml
    """  # noqa: D301 click keeps the lines after this control character as they are
    found = _with_services(audience, config)
    echo_file(legacy_yaml(realm, found.checked.catalog, found.site))


@export_command.command("cloud-connector-access")
@realm_option
@audience_option
@config_option
def cloud_connector_access_command(realm: str, audience: str, config: Path) -> None:
    """What GraphQL's cloudConnectorAccess answers, as JSON.

    availableServices are those of the services format for the realm; they are deprecated in favour of
    availableUnitPrimitives, which are those for any GitLab realm with this legacy_realm, and those that state no realm.

    \b
    Examples:
      site-builder export cloud-connector-access --realm gitlab-com
      site-builder export cloud-connector-access --realm self-managed |
        jq -r '.data.cloudConnectorAccess.availableUnitPrimitives[].name'
    """  # noqa: D301 click keeps the lines after this control character as they are
    found = _with_services(audience, config)
    if problems := tuple(other_realms(found.entities, found.internal)):
        raise InvalidConfig(problems)
    catalog = found.checked.catalog
    echo_document(access_json(realm, catalog))
    if left := in_no_answer(catalog):
        names = first_names([it.name for it in left], _NAMES_SHOWN)
        echo_aside(f"in no answer, since no realm of theirs states a legacy_realm: {names}")


@export_command.command("catalog-json")
@as_of_option
@audience_option
@config_option
def catalog_json_command(as_of: str | None, audience: str, config: Path) -> None:
    """All entities with both ends of every relation, as JSON: api/v1/catalog.json of the site.

    \b
    Examples:
      site-builder export catalog-json | jq '.add_ons[].name'
      site-builder export catalog-json --as-of 2024-10-17T00:00:00Z
    """  # noqa: D301 click keeps the lines after this control character as they are
    settings = settings_from(config=config, output=Path("public"), as_of=as_of, audience=audience)
    made, seen = material(settings)
    tell_doubt(seen, config)
    echo_file(api_catalog(made))


@export_command.command("warehouse-csv")
@audience_option
@config_option
def warehouse_csv_command(audience: str, config: Path) -> None:
    """Unit primitives in the columns of the data warehouse, as CSV: data/warehouse.csv of the site.

    Every cell is quoted, because each is a text: have versions read as such, or 16.10 becomes the number 16.1. For
    spreadsheets, data/catalog.xlsx of the site says so itself.

    \b
    Example:
      site-builder export warehouse-csv > unit_primitives.csv
    """  # noqa: D301 click keeps the lines after this control character as they are
    catalog = config_for(audience, config).checked.catalog
    echo_file(warehouse_table(catalog.unit_primitives, catalog.left_out))


@export_command.command("graphml")
@audience_option
@config_option
def graphml_command(audience: str, config: Path) -> None:
    """The graph of all entities and relations for yEd, Gephi and others: data/catalog.graphml of the site.

    \b
    Example:
      site-builder export graphml > catalog.graphml
    """  # noqa: D301 click keeps the lines after this control character as they are
    echo_file(graphml(config_for(audience, config).checked.catalog))


@export_command.command("dot")
@relation_option
@entity_option
@audience_option
@config_option
def dot_command(fields: tuple[str, ...], entity: str | None, audience: str, config: Path) -> None:
    """The graph, or a part of it, for Graphviz.

    \b
    Examples:
      site-builder export dot | dot -Tsvg > catalog.svg
      site-builder export dot --relation add_ons --relation license_types
    """  # noqa: D301 click keeps the lines after this control character as they are
    echo_file(graph_dot(_part(fields, entity, config_for(audience, config).checked.catalog)))


@export_command.command("mermaid")
@relation_option
@entity_option
@audience_option
@config_option
def mermaid_command(fields: tuple[str, ...], entity: str | None, audience: str, config: Path) -> None:
    """The graph, or a part of it, as a Mermaid flowchart, which GitLab draws in Markdown.

    \b
    Examples:
      site-builder export mermaid --entity duo_pro
      site-builder export mermaid --relation backend_services
    """  # noqa: D301 click keeps the lines after this control character as they are
    part = _part(fields, entity, config_for(audience, config).checked.catalog)
    text = mermaid(part)
    if len(part.edges) > MOST_EDGES or len(text) > MOST_CHARACTERS:
        size = f"{len(part.edges):,} relations in {len(text):,} characters"
        limit = f"by default Mermaid draws up to {MOST_EDGES:,} in {MOST_CHARACTERS:,}"
        echo_aside(f"{size}; {limit}: --relation and --entity give a part")
    echo_document(text)


@export_command.command("bundle-lists")
@click.option(
    "--output", type=click.Path(path_type=Path), required=True,
    help="Directory to write to. It must be empty, or not exist yet.",
)  # fmt: skip
@audience_option
@config_option
def bundle_lists_command(output: Path, audience: str, config: Path) -> None:
    """The same facts with the links in the files of add-ons and license types: each lists its unit primitives.

    Add-ons have a position where their names would not give the order in which unit primitives list them. The command
    import bundle-lists makes the configuration from it again.

    \b
    Example:
      site-builder export bundle-lists --output my/lists
    """  # noqa: D301 click keeps the lines after this control character as they are
    refuse_within(output, config, "the configuration")
    check_new(output, output.as_posix())
    files = export_bundle_lists(config_for(audience, config).checked.catalog, load_schemas(own_files("schemas")))
    write_new(output, files, output.as_posix())
    echo_lines([f"{output}: {number(len(files), 'file')}"])


@export_command.command("groups-file")
@audience_option
@config_option
def groups_file_command(audience: str, config: Path) -> None:
    """The same facts in one file: unit primitives in groups of the same terms, with anchors for lists that repeat.

    The command import groups-file makes the configuration from it again.

    \b
    Example:
      site-builder export groups-file > unit_primitive_groups.yml
    """  # noqa: D301 click keeps the lines after this control character as they are
    echo_document(export_groups_file(config_for(audience, config).checked.catalog, load_schemas(own_files("schemas"))))


def _with_services(audience: str, config: Path) -> Seen:
    """What an audience sees; without the legacy services, unit primitives would pass for services of their own."""
    found = config_for(audience, config)
    if "service" in found.checked.catalog.left_out.kinds:
        raise click.BadParameter("internal_kinds of site.yml keeps services from the public", param_hint="'--audience'")
    return found


def _part(fields: Iterable[str], entity: str | None, catalog: Catalog) -> GraphPart:
    chosen = tuple(relation for field in fields for relation in _relations(field))
    around = entity_named((entity,), catalog).ref if entity is not None else None
    return graph_part(catalog, relations=chosen or RELATIONS, around=around)


def _relations(field: str) -> tuple[Relation, ...]:
    """Every relation that a field of this name states: `group` is one of two kinds."""
    if found := tuple(relation for relation in RELATIONS if relation.field == field.replace("-", "_")):
        return found
    names = tuple(dict.fromkeys(relation.field for relation in RELATIONS))
    complaint = f"{unknown('relation', field, names)}; there are {', '.join(names)}"
    raise click.BadParameter(complaint, param_hint="'--relation'")
