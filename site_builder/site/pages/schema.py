"""The page of a kind's YAML: each field with what it means, what it may hold, and an example."""

from dataclasses import dataclass

from ...catalog import Field, Kind
from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field as an author needs it: `shape` says what it may hold, `example` is a value to copy."""

    name: str
    title: str
    description: str
    required: bool
    shape: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPage(Page):
    """`schema/<kind>.html`"""

    template = "schema.html"

    directory: str
    fields: tuple[FieldRow, ...]
    example: str
    json_schema: Link
    editors: Link
    entities: Link


_FORMAT_WORDS = {
    "gitlab-version": "GitLab version, in quotes: MAJOR.MINOR or MAJOR.MINOR.PATCH",
    "utc-date-time": "date, time and time zone",
    "https-url": "https address",
    "group-name": "owner, written group::name",
}


def schema_page(kind: Kind, material: Material) -> SchemaPage:
    """The page of one kind's fields."""
    fields = material.fields[kind.singular]
    return SchemaPage(
        address=urls.schema(kind.singular),
        title=f"{kind.title} YAML",
        description=f"The fields of a {kind.noun} file: meaning, form and example of each.",
        section=urls.DATA,
        trail=(Link(text="Data", address=urls.DATA),),
        directory=f"{material.site.config_path}/{kind.plural}",
        fields=tuple(_row(field) for field in fields),
        example="---\n" + "\n".join(_line(field) for field in fields if field.examples) + "\n",
        json_schema=Link(text="JSON schema", address=urls.schema_json(kind.singular)),
        editors=Link(text="in your editor", address=urls.EDITORS),
        entities=Link(text=kind.title_plural, address=urls.kind_list(kind.singular)),
    )


def _row(field: Field) -> FieldRow:
    return FieldRow(
        name=field.name,
        title=field.title,
        description=field.description,
        required=field.required,
        shape=_shape(field),
        example=_written(field) if field.examples else "",
    )


def _shape(field: Field) -> str:
    if field.choices:
        one = f"one of {', '.join(field.choices)}"
    elif field.format in _FORMAT_WORDS:
        one = _FORMAT_WORDS[field.format]
    elif field.pattern:
        one = f"name of the form {field.pattern}"
    else:
        one = "name" if field.is_list else f"text of at most {field.longest:,} characters" if field.longest else "text"
    return f"list, each item: {one}" if field.is_list else one


def _line(field: Field) -> str:
    if not field.is_list:
        return f"{field.name}: {_written(field)}"
    return "\n".join([f"{field.name}:", *(f"  - {item}" for item in field.examples[0])])


def _written(field: Field) -> str:
    example = field.examples[0]
    if field.is_list:
        return f"[{', '.join(map(str, example))}]"
    return f"'{example}'" if field.format == "gitlab-version" else str(example)
