"""`site-builder compare`"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from ...catalog import FEWEST, KINDS, MOST, Bundle, Catalog, compare
from ...site import Titles, as_markdown, comparison_json, comparison_markdown, comparison_text
from ..completion import complete_name
from ..configs import checked_config
from ..entities import entity_named
from ..options import config_option
from ..report import echo_document, echo_lines

_BUNDLES = tuple(kind for kind in KINDS if kind.is_bundle)


@click.command("compare")
@click.argument(
    "names",
    nargs=-1,
    metavar="NAME NAME [NAME [NAME]]",
    shell_complete=complete_name(*(kind.singular for kind in _BUNDLES)),
)
@config_option
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def compare_command(names: tuple[str, ...], config: Path, form: str) -> None:
    """Tell two to four add-ons or license types apart.

    Where an add-on and a license type share a name, write the kind before it: add_on/NAME or license_type/NAME.

    \b
    Examples:
      site-builder compare duo_pro duo_enterprise
      site-builder compare premium duo_core duo_pro --format markdown
      site-builder compare duo_pro duo_enterprise --format json \\
        | jq '.only.duo_enterprise[]'
    """  # noqa: D301 click keeps the lines after this control character as they are
    if not FEWEST <= len(names) <= MOST:
        raise click.UsageError(f"name {FEWEST} to {MOST} add-ons or license types; {len(names)} given")
    found, site = checked_config(config)
    catalog, titles = found.catalog, Titles(site.titles)
    comparison = compare(*_bundles(names, catalog))
    if form == "json":
        echo_document(comparison_json(comparison, catalog))
    elif form == "markdown":
        note = as_markdown(site.notice or "")
        echo_document(comparison_markdown(comparison, catalog, titles, note=note))
    else:
        echo_lines(comparison_text(comparison, catalog, titles))


def _bundles(names: Sequence[str], catalog: Catalog) -> tuple[Bundle, ...]:
    bundles = tuple(_bundle(name, catalog) for name in names)
    twice = [str(ref) for ref, count in Counter(bundle.ref for bundle in bundles).items() if count > 1]
    if twice:
        raise click.UsageError(f"{twice[0]} is named twice; name others beside it")
    return bundles


def _bundle(name: str, catalog: Catalog) -> Bundle:
    entity = entity_named((name,), catalog, among=_BUNDLES)
    assert isinstance(entity, Bundle)
    return entity
