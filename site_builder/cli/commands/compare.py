"""`site-builder compare`"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from ...build import check
from ...catalog import FEWEST, KIND, MOST, Bundle, Catalog, compare
from ...site import Titles, as_markdown, comparison_json, comparison_markdown, comparison_text
from ..entities import unknown
from ..options import config_option, settings_from
from ..report import visible


@click.command("compare")
@click.argument("names", nargs=-1, metavar="NAME NAME [NAME [NAME]]")
@config_option
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def compare_command(names: tuple[str, ...], config: Path, form: str) -> None:
    """Tell two to four add-ons or license types apart.

    Where an add-on and a license type share a name, write the kind before it: add_on/NAME or license_type/NAME.

    \b
    Examples:
      site-builder compare duo_pro duo_enterprise
      site-builder compare premium duo_core duo_pro --format markdown
      site-builder compare duo_pro duo_enterprise --format json | jq '.only.duo_enterprise[]'
    """  # noqa: D301 click keeps the lines after this control character as they are
    if not FEWEST <= len(names) <= MOST:
        raise click.UsageError(f"{FEWEST} to {MOST} bundles are compared at once; {len(names)} given")
    settings = settings_from(config=config, output=Path("public"), as_of=None)
    catalog, titles = check(settings).catalog, Titles(settings.site.titles)
    comparison = compare(*_bundles(names, catalog))
    if form == "json":
        click.echo(comparison_json(comparison, catalog).encode())  # UTF-8, whatever the terminal has
    elif form == "markdown":
        note = as_markdown(settings.site.notice or "")
        click.echo(comparison_markdown(comparison, catalog, titles, note=note).rstrip("\n").encode())
    else:
        click.echo("\n".join(visible(line) for line in comparison_text(comparison, catalog, titles)))


def _bundles(names: Sequence[str], catalog: Catalog) -> tuple[Bundle, ...]:
    bundles = tuple(_bundle(name, catalog) for name in names)
    twice = [str(ref) for ref, count in Counter(bundle.ref for bundle in bundles).items() if count > 1]
    if twice:
        raise click.UsageError(f"{twice[0]} is named twice; a bundle is compared with others")
    return bundles


def _bundle(name: str, catalog: Catalog) -> Bundle:
    """The bundle of a name or of `kind/name`. A UsageError tells what else the name is, or which was likely meant."""
    bundles: list[Bundle] = [*catalog.add_ons, *catalog.license_types]
    found = [bundle for bundle in bundles if name in (bundle.name, str(bundle.ref))]
    if len(found) == 1:
        return found[0]
    if found:
        either = " or ".join(str(bundle.ref) for bundle in found)
        raise click.UsageError(f"{name} is the name of two bundles: write {either}")
    for entity in catalog:
        if name in (entity.name, str(entity.ref)):
            raise click.UsageError(f"{name} is a {KIND[entity.kind].noun}; only add-ons and license types are compared")
    raise click.UsageError(unknown("bundle", name, (text for it in bundles for text in (it.name, str(it.ref)))))
