"""Entities in, the texts of files out: plain values in the order in which authors write them, as YAML."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from ...catalog import KIND, Entity, Version
from ..author import TEXT, WIDE, Author
from ..files import file_path
from ..schemas import Schema

_LISTED_IN_ANCHOR = 3  # names; a longer list is called by its first one


def chosen_layout(entities: Iterable[Entity], schemas: Mapping[str, Schema]) -> dict[str, str]:
    """The files of a config directory that states these entities: path below it -> text."""
    return {
        file_path(KIND[entity.kind], entity.name): yaml_text(stated(entity, schemas[entity.kind]))
        for entity in entities
        if KIND[entity.kind].has_files
    }


def stated(entity: Entity, schema: Schema) -> dict[str, Any]:
    """What an entity's file states, field by field, in the order of the schema."""
    values = ((field, getattr(entity, field)) for field in schema.fields)
    return {
        field: list(value) if isinstance(value, tuple) else value for field, value in values if value not in (None, ())
    }


def yaml_text(value: Mapping[str, Any], *, anchors: bool = False) -> str:
    """The document of a mapping. `anchors`: a list that is one and the same object in several places stands once."""
    written: str = yaml.dump(
        value,
        Dumper=_Anchoring if anchors else _Plain,
        sort_keys=False,
        default_flow_style=False,
        explicit_start=True,
        allow_unicode=True,
        width=WIDE,
    )
    return written


class _Plain(Author):
    """Lists stand deeper than their keys, versions always in quotes."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def represent_line(self, text: str) -> yaml.Node:
        """A text of several lines stands on one, so that none of its own can be taken for a line of the file."""
        return self.represent_scalar(TEXT, text, style='"' if "\n" in text else None)

    def represent_version(self, version: Version) -> yaml.Node:
        return self.represent_scalar(TEXT, str(version), style="'")


class _Anchoring(_Plain):
    """The same, with an alias for each list that was written before; its anchor is called by what it holds."""

    def ignore_aliases(self, data: Any) -> bool:
        return not isinstance(data, list)

    def generate_anchor(self, node: yaml.SequenceNode) -> str:
        name = _anchor([item.value for item in node.value])
        taken = set(self.anchors.values())
        return next(
            it for it in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if it not in taken
        )


def _anchor(items: Sequence[str]) -> str:
    if len(items) <= _LISTED_IN_ANCHOR:
        return "-".join(items)
    return f"{items[0]}-and-{len(items) - 1}-more"


_Plain.add_representer(str, _Plain.represent_line)
_Plain.add_representer(Version, _Plain.represent_version)
