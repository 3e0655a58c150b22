"""A real config directory and a size in, a made one out: `python -m tests.benchmarks.config_files 1000 DIR`."""

import csv
import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import click
from packaging.version import Version

from site_builder.catalog import KIND, Entity, Provenance, link
from site_builder.installed import own_files
from site_builder.source import load, load_schemas, origins, provenance_bytes

from .generator import Made, made_entities

PROVENANCE = "PROVENANCE.csv"
SITE_FILE = "site.yml"

# Characters of a value's origin. With whole ones, the table of 10,000 unit primitives would be too large to be read.
_MOST_OF_A_SOURCE = 12


def write_config(real: Path, target: Path, *, size: int, seed: int, bundles: int | None = None) -> None:
    """Writes a configuration of `size` unit primitives with the skew of the real one, and with its `site.yml` if any.

    Raises FileExistsError where the target is there, InvalidConfig where the real configuration is wrong.
    """
    schemas = load_schemas(own_files("schemas"))
    catalog = link(load(real, schemas).entities)
    known = origins(provenance_bytes(real))
    target.mkdir(parents=True)
    if (real / SITE_FILE).is_file():
        shutil.copyfile(real / SITE_FILE, target / SITE_FILE)
    with (target / PROVENANCE).open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("file", "field", "value", "source", "confidence"))
        for made in made_entities(catalog, size, seed, bundles):
            fields = tuple(schemas[made.entity.kind].fields)
            file = target / _path(made.entity)
            file.parent.mkdir(exist_ok=True)
            file.write_text(yaml_text(made.entity, fields), encoding="utf-8")
            table.writerows(_origins(made, fields, known))


def yaml_text(entity: Entity, fields: tuple[str, ...]) -> str:
    """The file of an entity: these fields, in this order, as far as it states them."""
    return "\n".join(["---", *(_line(field, value) for field, value in _stated(entity, fields)), ""])


def _path(entity: Entity) -> str:
    return f"{KIND[entity.kind].plural}/{entity.name.replace('-', '_')}.yml"


def _stated(entity: Entity, fields: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    return ((field, value) for field in fields if (value := getattr(entity, field)) not in (None, ()))


def _line(field: str, value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join([f"{field}:", *(f"  - {item}" for item in value)])
    return f"{field}: '{value}'" if isinstance(value, Version) else f"{field}: {_quoted(_text(value))}"


def _quoted(text: str) -> str:
    """The text; in quotes where a mark in it would mean something in YAML."""
    return "'" + text.replace("'", "''") + "'" if ": " in text or " #" in text else text


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _origins(made: Made, fields: tuple[str, ...], known: Provenance) -> Iterator[tuple[str, ...]]:
    """A row for each value, as far as the table of the real configuration has one for the value that it is like."""
    path = made.model.source.path if made.model.source else ""
    for field, value in _stated(made.entity, fields):
        key = f"{field}[]" if isinstance(value, tuple) else field
        for item, like in zip(_items(value), cycle(_items(getattr(made.model, field))), strict=False):
            if origin := known.get((path, key, _text(like))):
                source = origin.source[:_MOST_OF_A_SOURCE]
                yield f"config/{_path(made.entity)}", key, _text(item), source, origin.confidence


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


@click.command()
@click.argument("size", type=click.IntRange(min=1))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--config", default=Path("config"), type=click.Path(path_type=Path), help="The real configuration.")
@click.option("--seed", default=1, show_default=True)
@click.option("--bundles", type=click.IntRange(min=1), help="Add-ons and license types.  [default: as the size brings]")
def main(size: int, target: Path, config: Path, seed: int, bundles: int | None) -> None:
    """Make a configuration of SIZE unit primitives in the directory TARGET."""
    write_config(config, target, size=size, seed=seed, bundles=bundles)


if __name__ == "__main__":
    main()
