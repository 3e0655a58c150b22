"""The schemas of `config/schemas` and the files of `config`: each keeps to what the other says."""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from site_builder.source.formats import FORMATS
from site_builder.source.schemas import load_schemas

CONFIG = Path(__file__).parents[2] / "config"
DIRECTORIES = {
    "add_on": "add_ons",
    "backend_service": "backend_services",
    "gitlab_realm": "gitlab_realms",
    "license_type": "license_types",
    "service": "services",
    "unit_primitive": "unit_primitives",
}
ALL = load_schemas(CONFIG / "schemas")
SCHEMAS = {kind: ALL[kind] for kind in DIRECTORIES}
FIELDS = [pytest.param(kind, field, id=f"{kind}-{field}") for kind in SCHEMAS for field in SCHEMAS[kind].fields]
FILES = [
    pytest.param(kind, path, id=f"{directory}-{path.stem}")
    for kind, directory in DIRECTORIES.items()
    for path in sorted((CONFIG / directory).glob("*.yml"))
]

DUO_CHAT = {
    "name": "duo_chat",
    "description": "Opens a chat.",
    "group": "group::duo_chat",
    "feature_category": "duo_chat",
    "documentation_url": "https://docs.gitlab.com/user/gitlab_duo_chat/",
}


def test_every_kind_has_a_schema_and_no_other_exists() -> None:
    assert sorted(ALL) == sorted([*DIRECTORIES, "site"])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_valid_draft_7_and_named_after_its_kind(kind: str) -> None:
    definition = dict(SCHEMAS[kind].definition)

    jsonschema_rs.meta.validate(definition)
    assert definition["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert definition["$id"] == f"{kind}.json"
    assert definition["title"]
    assert definition["description"]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_admits_no_unknown_field_and_requires_only_fields_it_describes(kind: str) -> None:
    schema = SCHEMAS[kind]

    assert schema.definition["type"] == "object"
    assert schema.definition["additionalProperties"] is False
    assert set(schema.required) <= set(schema.fields)


def test_the_required_fields_are_those_of_the_domain() -> None:
    assert {kind: " ".join(schema.required) for kind, schema in SCHEMAS.items()} == {
        "add_on": "name",
        "backend_service": "name",
        "gitlab_realm": "name",
        "license_type": "name",
        "service": "name",
        "unit_primitive": "name description group feature_category documentation_url",
    }


def test_the_fields_stand_in_the_order_in_which_authors_write_them() -> None:
    assert {kind: " ".join(schema.fields) for kind, schema in SCHEMAS.items()} == {
        "add_on": "name description documentation_url visibility",
        "backend_service": "name description project_url group jwt_aud visibility",
        "gitlab_realm": "name description documentation_url legacy_realm visibility",
        "license_type": "name description documentation_url visibility",
        "service": "name description basic_unit_primitive gitlab_realm unit_primitives visibility",
        "unit_primitive": (
            "name description status milestone group feature_category"
            " documentation_url introduced_by_url unit_primitive_issue_url"
            " cut_off_date min_gitlab_version_for_free_access min_gitlab_version min_backend_version"
            " alias_names deprecated_by_url deprecation_message"
            " backend_services add_ons license_types gitlab_realms visibility"
        ),
    }


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_has_a_title_a_description_and_an_example(kind: str, field: str) -> None:
    definition = SCHEMAS[kind].fields[field]

    assert definition["title"][0].isupper()
    assert not definition["title"].endswith(".")
    assert definition["description"][0].isupper()
    assert definition["description"].endswith(".")
    assert definition["examples"]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_an_example_is_valid_for_its_own_field(kind: str, field: str) -> None:
    examples = SCHEMAS[kind].fields[field]["examples"]

    mistakes = chain.from_iterable(_mistakes(kind, {field: example}) for example in examples)
    assert [mistake for mistake in mistakes if mistake != ": required"] == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_first_examples_of_a_kind_together_make_a_valid_file(kind: str) -> None:
    first_examples = {field: definition["examples"][0] for field, definition in SCHEMAS[kind].fields.items()}

    assert list(_mistakes(kind, first_examples)) == []


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_text_is_bounded_and_every_list_holds_an_item_once(kind: str, field: str) -> None:
    definition = SCHEMAS[kind].fields[field]
    text = definition.get("items", definition)

    assert "uniqueItems" in definition or definition["type"] == "string"
    assert "maxLength" in text or "enum" in text or text["format"] in ("gitlab-version", "utc-date-time")


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_word_to_choose_from_is_explained(kind: str, field: str) -> None:
    definition = SCHEMAS[kind].fields[field]
    words = definition.get("items", definition)

    assert len(words.get("enumDescriptions", [])) == len(words.get("enum", []))


def test_the_formats_are_those_that_the_program_checks() -> None:
    named = {definition.get("format") for schema in SCHEMAS.values() for definition in schema.fields.values()}

    assert named - {None} == set(FORMATS)


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_a_file_of_the_config_is_valid(kind: str, path: Path) -> None:
    assert list(_mistakes(kind, _as_written(path))) == []


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_a_file_of_the_config_is_valid_to_an_editor_too(kind: str, path: Path) -> None:
    assert list(_mistakes(kind, _as_an_editor_reads_it(path))) == []


def test_the_smallest_file_of_each_kind_is_valid() -> None:
    smallest = {kind: {"name": "duo_chat"} for kind in SCHEMAS} | {"unit_primitive": DUO_CHAT}

    assert list(chain.from_iterable(_mistakes(kind, instance) for kind, instance in smallest.items())) == []


def test_the_file_of_the_site_is_valid_and_so_is_each_example_of_its_fields() -> None:
    examples = {field: definition["examples"][0] for field, definition in ALL["site"].fields.items()}

    assert ALL["site"].validator.is_valid(_as_written(CONFIG / "site.yml"))
    assert ALL["site"].validator.is_valid(examples)


def test_an_empty_list_is_as_good_as_none() -> None:
    lists = ("backend_services", "add_ons", "license_types", "gitlab_realms", "alias_names")
    empty: dict[str, Any] = {field: [] for field in lists}

    assert list(_mistakes("unit_primitive", DUO_CHAT | empty)) == []


def test_only_a_realm_may_have_hyphens_in_its_name() -> None:
    assert list(_mistakes("gitlab_realm", {"name": "self-managed"})) == []
    assert list(_mistakes("add_on", {"name": "duo-pro"})) == ["name: pattern"]


def test_a_name_that_is_only_mentioned_may_have_any_form_since_linking_explains_it_better() -> None:
    mentioned = {"add_ons": ["Duo Pro", "du\N{CYRILLIC SMALL LETTER O}_pro"]}

    assert list(_mistakes("unit_primitive", DUO_CHAT | mentioned)) == []


def test_every_missing_field_is_named() -> None:
    errors = SCHEMAS["unit_primitive"].validator.iter_errors({"name": "duo_chat"})

    assert [error.message for error in errors] == [
        '"description" is a required property',
        '"group" is a required property',
        '"feature_category" is a required property',
        '"documentation_url" is a required property',
    ]


@pytest.mark.parametrize(
    ("kind", "changed", "mistakes"),
    [
        ("unit_primitive", {"addons": ["duo_pro"]}, [": additionalProperties"]),
        ("unit_primitive", {"add_ons": "duo_pro"}, ["add_ons: type"]),
        ("unit_primitive", {"add_ons": ["duo_pro", "duo_pro"]}, ["add_ons: uniqueItems"]),
        ("unit_primitive", {"add_ons": [""]}, ["add_ons/0: minLength"]),
        ("unit_primitive", {"add_ons": [["duo_pro"]]}, ["add_ons/0: type"]),
        ("unit_primitive", {"alias_names": ["Duo Chat"]}, ["alias_names/0: pattern"]),
        ("unit_primitive", {"description": ""}, ["description: minLength"]),
        ("unit_primitive", {"description": "x" * 1001}, ["description: maxLength"]),
        ("unit_primitive", {"description": ["Opens a chat."]}, ["description: type"]),
        ("unit_primitive", {"name": "Duo-Chat"}, ["name: pattern"]),
        ("unit_primitive", {"name": "duo_chat\n"}, ["name: pattern"]),
        ("unit_primitive", {"name": ""}, ["name: pattern"]),
        ("unit_primitive", {"name": "d" * 65}, ["name: maxLength"]),
        ("unit_primitive", {"feature_category": "Duo Chat"}, ["feature_category: pattern"]),
        ("unit_primitive", {"group": "group:ai model validation"}, ["group: format"]),
        ("unit_primitive", {"status": "ga"}, ["status: enum"]),
        ("unit_primitive", {"milestone": "16"}, ["milestone: format"]),
        ("unit_primitive", {"cut_off_date": "2024-10-17"}, ["cut_off_date: format"]),
        ("unit_primitive", {"documentation_url": "http://docs.gitlab.com/"}, ["documentation_url: format"]),
        ("backend_service", {"project_url": "unknown"}, ["project_url: format"]),
        ("backend_service", {"jwt_aud": ""}, ["jwt_aud: minLength"]),
        ("gitlab_realm", {"legacy_realm": "saas"}, ["legacy_realm: enum"]),
        ("service", {"gitlab_realm": ["saas"]}, ["gitlab_realm/0: enum"]),
        ("service", {"gitlab_realm": "gitlab-com"}, ["gitlab_realm: type"]),
        ("license_type", {"unit_primitives": ["duo_chat"]}, [": additionalProperties"]),
    ],
)
def test_a_typical_mistake_is_rejected_once(kind: str, changed: dict[str, Any], mistakes: list[str]) -> None:
    valid = DUO_CHAT if kind == "unit_primitive" else {"name": "duo_chat"}

    assert list(_mistakes(kind, valid | changed)) == mistakes


def test_a_bare_version_is_a_mistake_to_an_editor_which_reads_it_as_a_number() -> None:
    assert list(_mistakes("unit_primitive", DUO_CHAT | {"min_gitlab_version": 16.10})) == ["min_gitlab_version: type"]


def _mistakes(kind: str, instance: Mapping[str, Any]) -> Iterator[str]:
    """`field: keyword` for each thing in which the instance departs from the schema of its kind."""
    for error in SCHEMAS[kind].validator.iter_errors(dict(instance)):
        yield f"{'/'.join(str(step) for step in error.instance_path)}: {error.kind.name}"


def _as_written(path: Path) -> Any:
    """The file with every scalar left as the text that its author wrote."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _as_an_editor_reads_it(path: Path) -> Any:
    """The file with numbers and truth values recognised, but a date left as text: YAML 1.2 has no dates."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_EditorLoader)


class _EditorLoader(yaml.SafeLoader):
    pass


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
