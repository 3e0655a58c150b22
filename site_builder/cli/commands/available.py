"""`site-builder available`"""

from pathlib import Path

import click

from ...build import check
from ...catalog import KIND, Catalog, Context, Ref, UnitPrimitive, Version, instance_version
from ...settings import Settings
from ...site import NO_LICENSE, Titles, verdicts_csv, verdicts_json, verdicts_markdown, verdicts_text
from ..entities import unknown
from ..options import as_of_option, config_option, settings_from
from ..report import visible


@click.command("available")
@click.argument("names", metavar="[NAME ...]", nargs=-1)
@click.option(
    "--license",
    "license_type",
    metavar="LICENSE",
    help=f"License type; '{NO_LICENSE}' for none of those that are listed.",
)
@click.option(
    "--add-on",
    "add_ons",
    metavar="ADD_ON",
    multiple=True,
    help="An add-on the customer has. May be given several times.",
)
@click.option("--realm", metavar="REALM", help="Where the instance runs.")
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
      site-builder available --license premium --add-on duo_pro --realm self-managed --gitlab-version 16.9
      site-builder available duo_chat --license premium --realm saas --as-of 2024-10-16T00:00:00Z
      site-builder available --license free --realm dedicated --format json | jq '.verdicts[] | select(.available)'
    """  # noqa: D301 click keeps the lines after this control character as they are
    settings = settings_from(config=config, output=Path("public"), as_of=as_of)
    catalog, titles = check(settings).catalog, Titles(settings.site.titles)
    context = Context(
        license_type=_license(license_type, catalog, titles),
        add_ons=frozenset(_known(name, "add_on", "--add-on", catalog, titles) for name in add_ons),
        realm=_realm(realm, catalog, titles),
        version=_version(gitlab_version),
        moment=settings.as_of,
    )
    primitives = _primitives(names, catalog)
    click.echo(_written(form, primitives, context, catalog, settings))


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
    among = catalog.unit_primitives
    if not names:
        return among.all
    found = {name: among.find_by_name(name) for name in names}
    known = [name for primitive in among for name in (primitive.name, *primitive.alias_names)]
    complaints = [unknown("unit primitive", name, known) for name, primitive in found.items() if not primitive]
    if complaints:
        raise click.BadParameter("; ".join(complaints), param_hint="'NAME'")
    return tuple({primitive.name: primitive for primitive in found.values() if primitive}.values())


def _written(
    form: str, primitives: tuple[UnitPrimitive, ...], context: Context, catalog: Catalog, settings: Settings
) -> str | bytes:
    """The answer: for programs and documents in UTF-8, whatever the terminal has."""
    titles = Titles(settings.site.titles)
    match form:
        case "json":
            return verdicts_json(primitives, context).encode()
        case "csv":
            return verdicts_csv(primitives, context, titles).rstrip(b"\n")
        case "markdown":
            notice = settings.site.notice
            return verdicts_markdown(catalog, primitives, context, titles, notice).rstrip("\n").encode()
        case _:
            text = verdicts_text(catalog, primitives, context, titles)
            return "\n".join(map(visible, text.splitlines()))
