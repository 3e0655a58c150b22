"""The page about a kind's YAML: every field, and an example that is itself a good file."""

import pytest

from site_builder.catalog import KIND, KINDS, Kind
from site_builder.installed import own_files
from site_builder.settings import SiteSettings
from site_builder.site import Link
from site_builder.site.pages.schema import FieldRow, SchemaPage, schema_page
from site_builder.source import load_schemas
from site_builder.source.reader import read
from site_builder.source.validator import validate
from tests.site.making import material

SCHEMAS = load_schemas(own_files("schemas"))
WITH_FILES = [pytest.param(kind, id=kind.singular) for kind in KINDS if kind.has_files]


def page_of(kind: Kind) -> SchemaPage:
    """The page about the files of a kind."""
    return schema_page(kind, material("-- unit_primitives/a --", site=SiteSettings(config_path="some/config")))


@pytest.mark.parametrize("kind", WITH_FILES)
def test_every_field_is_described_in_the_order_of_its_schema(kind: Kind) -> None:
    page = page_of(kind)

    schema = SCHEMAS[kind.singular]
    assert [row.name for row in page.fields] == list(schema.fields)
    assert {row.name for row in page.fields if row.required} == set(schema.required)
    assert all(row.title and row.description and row.shape and row.example for row in page.fields)


@pytest.mark.parametrize("kind", WITH_FILES)
def test_the_example_file_is_one_that_the_program_accepts(kind: Kind) -> None:
    document, problems = read("example.yml", page_of(kind).example.encode())

    assert problems == ()
    assert document
    assert validate(document, SCHEMAS[kind.singular]).problems == ()


@pytest.mark.parametrize(
    ("field", "shape", "example"),
    [
        ("name", "name of the form ^[a-z][a-z0-9_]*$", "duo_chat"),
        ("status", "one of experiment, beta, generally_available", "generally_available"),
        ("milestone", "GitLab version, in quotes: MAJOR.MINOR or MAJOR.MINOR.PATCH", "'16.6'"),
        ("group", "owner, written group::name", "group::duo_chat"),
        ("documentation_url", "https address", "https://docs.gitlab.com/user/gitlab_duo_chat/"),
        ("cut_off_date", "date, time and time zone", "2024-10-17T00:00:00+00:00"),
        ("deprecation_message", "text of at most 1,000 characters", "Replaced by complete_code and generate_code."),
        ("alias_names", "list, each item: name of the form ^[a-z][a-z0-9_]*$", "[summarize_merge_request]"),
        ("add_ons", "list, each item: name", "[duo_core, duo_pro, duo_enterprise]"),
    ],
)
def test_a_field_says_what_it_may_hold(field: str, shape: str, example: str) -> None:
    row: FieldRow = next(row for row in page_of(KIND["unit_primitive"]).fields if row.name == field)

    assert (row.shape, row.example) == (shape, example)


def test_the_page_leads_to_the_schema_and_the_entities_and_names_the_directory() -> None:
    page = page_of(KIND["add_on"])

    assert (page.address, page.title, page.directory) == ("schema/add_on.html", "Add-on YAML", "some/config/add_ons")
    assert page.json_schema == Link(text="JSON schema", address="schema/add_on.json")
    assert page.editors == Link(text="in your editor", address="editors.html")
    assert page.entities == Link(text="Add-ons", address="add_ons/index.html")
    assert page.trail == (Link(text="Data", address="data.html"),)
