"""What pages are made from in, the same without what the audience of its catalog is not shown out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..catalog import Field, Fields, LeftOut, Words, naming, shown_origins
from ..settings import Audience
from .exports import origins_table
from .material import Material


def public_material(made: Material, words: Words) -> Material:
    """Fields, schemas and origins of what the public sees; of these, none that names one of the words."""
    catalog = made.catalog
    fields = {kind: _shown(kind, made.fields, catalog.left_out) for kind in made.fields}
    known = shown_origins(made.provenance, catalog, fields)
    provenance = {key: it for key, it in known.items() if not naming(words, f"{it.source} {it.confidence}")}
    return replace(
        made,
        fields=fields,
        schemas=dict(_schemas(made.schemas, catalog.left_out)),
        provenance=provenance,
        provenance_csv=origins_table(provenance) if provenance else b"",
        commit=None,
        audience=Audience.PUBLIC,
    )


def _shown(kind: str, all_fields: Fields, left_out: LeftOut) -> tuple[Field, ...]:
    return tuple(field for field in all_fields[kind] if left_out.shows(kind, field.name))


def _schemas(schemas: Mapping[str, bytes], left_out: LeftOut) -> Iterator[tuple[str, bytes]]:
    for kind, text in schemas.items():
        if kind not in left_out.kinds:
            schema = json.loads(text)
            properties = schema["properties"].items()
            shown = {field: value for field, value in properties if left_out.shows(kind, field)}
            required = [field for field in schema["required"] if field in shown]
            changed = {**schema, "required": required, "properties": shown}
            yield kind, json.dumps(changed, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
