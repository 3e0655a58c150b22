"""`site-builder available`"""

import os
from pathlib import Path

import click

from ...catalog import KIND, Catalog, Context, Ref, UnitPrimitive, Version, instance_version
from ...site import NO_LICENSE, Titles, titles_beside, verdicts_csv, verdicts_json, verdicts_markdown, verdicts_text
from ..completion import complete_name
from ..configs import checked_config
from ..entities import entity_named, unknown
from ..options import as_of_option, config_option, moment_of
from ..report import echo_aside, echo_document, echo_lines, visible

_THEN = "note: of that moment by what {} states today; for what it stated then, name a copy of it with --config"


@click.command("available")
@click.argument("names", metavar="[NAME ...]", nargs=-1, shell_complete=complete_name("unit_primitive"))
@click.option(
    "--license",
    "license_type",
    shell_complete=complete_name("license_type", more=[(NO_LICENSE, "none of those that are listed")]),
    metavar="LICENSE",
    help=f"License type; '{NO_LICENSE}' for none of those that are listed.",
)
@click.option(
    "--add-on",
    "add_ons",
    shell_complete=complete_name("add_on"),
    metavar="ADD_ON",
    multiple=True,
    help="An add-on the customer has. May be given several times.",
)
@click.option("--realm", metavar="REALM", shell_complete=complete_name("gitlab_realm"), help="Where the instance runs.")
@click.option(
    "--gitlab-version",
    metavar="VERSION",
    help="The GitLab version, such as 16.9. Left out: unknown, and the answer says from which it holds.",
)
@as_of_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "markdown"]), default="text", show_default=True
)
@config_option
def available_command(
    names: tuple[str, ...],
    license_type: str | None,
    add_ons: tuple[str, ...],
    realm: str | None,
    gitlab_version: str | None,
    as_of: str | None,
    form: str,
    config: Path,
) -> None:
    """Tell what works for a customer, and what opens the rest.

    Of all unit primitives, or of those named. Every condition that fails is named, not only the first.

    \b
    Examples:
      site-builder available --license premium --add-on duo_pro \\
        --realm self-managed --gitlab-version 16.9
      site-builder available duo_chat --license premium --realm saas \\
        --as-of 2024-10-16T00:00:00Z
      site-builder available --license free --realm dedicated --format json \\
        | jq '.verdicts[] | select(.available)'
    """  # noqa: D301 click keeps the lines after this control character as they are
    now = moment_of(None, os.environ.get("SOURCE_DATE_EPOCH"))
    moment = now if as_of is None else moment_of(as_of, None)
    found, site = checked_config(config)
    catalog, titles = found.catalog, titles_beside(found.catalog, site.titles)
    context = Context(
        license_type=_license(license_type, catalog, titles),
        add_ons=frozenset(_known(name, "add_on", "--add-on", catalog, titles) for name in add_ons),
        realm=_realm(realm, catalog, titles),
        version=_version(gitlab_version),
        moment=moment,
    )
    primitives = _primitives(names, catalog)
    if moment < now:
        echo_aside(_THEN.format(config.as_posix()))
    match form:
        case "json":
            echo_document(verdicts_json(primitives, context))
        case "csv":
            echo_document(verdicts_csv(primitives, context, titles))
        case "markdown":
            echo_document(verdicts_markdown(catalog, primitives, context, titles, site.notice))
        case _:
            echo_lines(verdicts_text(catalog, primitives, context, titles).splitlines())


def _license(name: str | None, catalog: Catalog, titles: Titles) -> str:
    return name if name == NO_LICENSE else _known(name, "license_type", "--license", catalog, titles, NO_LICENSE)


def _realm(name: str | None, catalog: Catalog, titles: Titles) -> str:
    """The realm; none where the catalog has none, so that nothing is restricted by it."""
    return _known(name, "gitlab_realm", "--realm", catalog, titles) if name or len(catalog.gitlab_realms) else ""


def _known(name: str | None, kind: str, option: str, catalog: Catalog, titles: Titles, *others: str) -> str:
    """The name itself when the kind has it; else the command line is wrong, and says what would do."""
    choices = catalog.of_kind(kind).names
    known = ", ".join((*titles.ordered(choices), *others)) or "none in this catalog"
    if name is None:
        raise click.UsageError(f"Missing option '{option}': there are {known}")
    if name in choices:
        return name
    called = {titles.of_ref(Ref(kind=kind, name=choice)).casefold(): choice for choice in choices}
    meant = called.get(name.casefold())
    noun = KIND[kind].noun
    message = (
        f"unknown {noun} '{visible(name)}' (did you mean '{meant}'?)"
        if meant
        else unknown(noun, name, (*choices, *others))
    )
    raise click.BadParameter(f"{message}; there are {known}", param_hint=f"'{option}'")


def _version(text: str | None) -> Version | None:
    version = instance_version(text) if text is not None else None
    if text is not None and version is None:
        message = f"not a GitLab version: '{visible(text)}' (write it like 16.10 or 16.10.1)"
        raise click.BadParameter(message, param_hint="'--gitlab-version'")
    return version


def _primitives(names: tuple[str, ...], catalog: Catalog) -> tuple[UnitPrimitive, ...]:
    """The primitives of these names or aliases, each once, in the order given; all where no name is given."""
    if not names:
        return catalog.unit_primitives.all
    found: dict[str, None] = {}
    complaints: list[str] = []
    for name in names:
        try:
            found[entity_named((name,), catalog, among=(KIND["unit_primitive"],)).name] = None
        except click.UsageError as error:
            complaints.append(error.message)
    if complaints:
        raise click.UsageError("; ".join(complaints))
    return catalog.unit_primitives.pick(found)
