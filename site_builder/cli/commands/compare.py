"""`site-builder compare`"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from ...build import check
from ...catalog import FEWEST, KIND, MOST, Bundle, Catalog, Comparison, Ref, compare
from ...site.comparisons import comparison_markdown, counts_sentence, part_title, verdicts
from ...site.wording import Titles
from ...suggestions import did_you_mean
from ..options import config_option, settings_from
from ..report import visible


@click.command("compare")
@click.argument("names", nargs=-1, metavar="NAME NAME [NAME [NAME]]")
@config_option
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def compare_command(names: tuple[str, ...], config: Path, form: str) -> None:
    """Tell the difference between two to four add-ons or license types.

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
        click.echo(_json(comparison, catalog).encode())  # UTF-8, whatever the terminal has
    elif form == "markdown":
        click.echo(comparison_markdown(comparison, catalog, titles, note=settings.site.notice or "").encode(), nl=False)
    else:
        click.echo("\n".join(visible(line) for line in _text(comparison, catalog, titles)))


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
    meant = did_you_mean(name, (text for bundle in bundles for text in (bundle.name, str(bundle.ref))))
    raise click.UsageError(f"unknown bundle '{visible(name)}'" + (f" ({meant})" if meant else ""))


def _json(comparison: Comparison, catalog: Catalog) -> str:
    def name(ref: Ref) -> str:
        """The name, with the kind before it where bundles of two kinds share it."""
        return str(ref) if ref.name in catalog.add_ons and ref.name in catalog.license_types else ref.name

    document: dict[str, Any] = {
        "schema_version": 1,
        "bundles": [name(ref) for ref in comparison.bundles],
        "only": {name(part.bundles[0]): part.unit_primitives for part in comparison.only},
    }
    if len(comparison.bundles) > FEWEST:
        document["some"] = [
            {"in": [name(ref) for ref in part.bundles], "unit_primitives": part.unit_primitives}
            for part in comparison.some
        ]
    return json.dumps(document | {"both": comparison.both.unit_primitives}, ensure_ascii=False, indent=1)


def _text(comparison: Comparison, catalog: Catalog, titles: Titles) -> Iterator[str]:
    """The verdict, the counts, then the names of each part under its title, differences first."""
    yield from verdicts(comparison, titles)
    yield counts_sentence(comparison, len(catalog.unit_primitives), titles)
    for part in comparison.parts:
        if part.unit_primitives:
            yield ""
            yield f"{part_title(part, comparison, titles)} ({len(part.unit_primitives):,})"
            yield from (f"  {name}" for name in part.unit_primitives)
