"""What the tests of pages share: a configuration written as one text, and the material that pages are made from.

The text has a header `-- directory/name --` before the lines of each file, in which a field may be left out: the name
is that of the header, and what a unit primitive must state is filled in from REQUIRED.
"""

import re
import tempfile
import textwrap
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from site_builder.catalog import Catalog, link, lint
from site_builder.installed import own_files
from site_builder.problems import Problem
from site_builder.settings import SiteSettings
from site_builder.site import Material
from site_builder.source import Schema, load, load_schemas, origins, provenance_bytes

LABEL = "config"
AS_OF = datetime(2024, 11, 1, 12, tzinfo=UTC)
TITLES = {
    "premium": "Premium",
    "ultimate": "Ultimate",
    "duo_core": "Duo Core",
    "duo_pro": "Duo Pro",
    "duo_enterprise": "Duo Enterprise",
    "saas": "GitLab.com",
    "self-managed": "Self-managed",
    "dedicated": "Dedicated",
}
REQUIRED = {
    "description": "Does something.",
    "group": "group::duo_chat",
    "feature_category": "duo_chat",
    "documentation_url": "https://docs.gitlab.com/",
}

_HEADER = re.compile(r"^ *-- ([a-z_]+)/(\S+) --(?:\n|$)", re.MULTILINE)


def write_config(directory: Path, text: str) -> Path:
    """Writes the files that the text holds, however they are indented, and gives the directory."""
    _, *parts = _HEADER.split(text)
    for kind, name, lines in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        path = directory / kind / f"{name.replace('-', '_')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_completed(kind, name, textwrap.dedent(lines).strip("\n")), encoding="utf-8")
    return directory


def material(text: str, *, as_of: datetime = AS_OF, site: SiteSettings | None = None, **settings: Any) -> Material:
    """What pages are made from: the configuration that the text holds, with the titles above or those of `site`."""
    with tempfile.TemporaryDirectory() as directory:
        config = write_config(Path(directory), text)
        return material_of(config, as_of=as_of, site=site or SiteSettings(titles=TITLES), **settings)


def material_of(
    config: Path, *, as_of: datetime = AS_OF, site: SiteSettings, label: str = LABEL, **settings: Any
) -> Material:
    """The same for a directory. `label` is what messages call it."""
    schemas = _schemas()
    configuration = load(config, schemas, label)
    catalog = link(configuration.entities)
    provenance = provenance_bytes(config)
    values: Mapping[str, Any] = {
        "catalog": catalog,
        "problems": tuple(sorted((*configuration.warnings, *lint(catalog)), key=Problem.sort_key)),
        "label": label,
        "fields": {name: schema.described for name, schema in schemas.items()},
        "schemas": {name: (own_files("schemas") / f"{name}.json").read_bytes() for name in schemas},
        "provenance": origins(provenance),
        "provenance_csv": provenance,
        "site": site,
        "as_of": as_of,
        "content_hash": configuration.content_hash,
    }
    return Material(**{**values, **settings})


def catalog(text: str) -> Catalog:
    """The catalog alone."""
    return material(text).catalog


@cache
def _schemas() -> Mapping[str, Schema]:
    return {name: schema for name, schema in load_schemas(own_files("schemas")).items() if name != "site"}


def _completed(kind: str, name: str, lines: str) -> str:
    stated = set(re.findall(r"^([a-z_]+):", lines, re.MULTILINE))
    required = REQUIRED if kind == "unit_primitives" else {}
    missing = [f"{field}: {value}" for field, value in {"name": name, **required}.items() if field not in stated]
    return "\n".join(["---", *missing, *filter(None, [lines]), ""])
