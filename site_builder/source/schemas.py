"""Directory of JSON schemas in, one Schema per file out: what fields a document may have and what their texts mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..catalog import Field
from .formats import FORMATS

if TYPE_CHECKING:
    from jsonschema_rs import Draft7Validator


@dataclass(frozen=True, kw_only=True)
class Schema:
    """The shape of one kind of file. `definition` is the JSON schema (draft-07) as its file has it."""

    name: str
    definition: Mapping[str, Any]

    @property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """The definition of each field, in the order in which authors should write them."""
        fields: Mapping[str, Mapping[str, Any]] = self.definition["properties"]
        return fields

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that a file must state."""
        return tuple(self.definition.get("required", ()))

    @property
    def described(self) -> tuple[Field, ...]:
        """The fields as pages and the command line describe them."""
        return tuple(_field(name, definition, name in self.required) for name, definition in self.fields.items())

    @cached_property
    def validator(self) -> "Draft7Validator":
        """Checks plain values against the definition, this project's formats included."""
        from jsonschema_rs import Draft7Validator  # a tenth of what it takes to import the library

        return Draft7Validator(
            dict(self.definition),
            formats={name: (lambda text, rule=rule: rule.complain(text) is None) for name, rule in FORMATS.items()},
            validate_formats=True,
        )


def load_schemas(directory: Path) -> Mapping[str, Schema]:
    """Every schema of the directory by name, which is its file's stem."""
    return {
        path.stem: Schema(name=path.stem, definition=json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(directory.glob("*.json"))
    }


def _field(name: str, definition: Mapping[str, Any], required: bool) -> Field:
    one = definition.get("items", definition)
    return Field(
        name=name,
        title=definition["title"],
        description=definition["description"],
        examples=tuple(definition.get("examples", ())),
        required=required,
        is_list=definition.get("type") == "array",
        format=one.get("format"),
        pattern=one.get("pattern"),
        longest=one.get("maxLength"),
        choices=tuple(one.get("enum", ())),
    )
