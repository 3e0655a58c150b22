"""The page about editors: what it gives to copy works as it stands, and what it says of mistakes is true."""

import json
import posixpath
import re
import shlex
from pathlib import Path
from typing import Any

import click
import jsonschema_rs
import pytest
import yaml

from site_builder.catalog import KINDS
from site_builder.cli.main import cli
from site_builder.installed import own_files
from site_builder.settings import SiteSettings
from site_builder.site import Link
from site_builder.site.pages.editors import (
    SEEN_BY_EDITORS,
    Area,
    EditorsPage,
    Finding,
    KindSchema,
    Snippet,
    editors_page,
)
from tests.cli.running import run
from tests.site.making import material
from tests.trees import primitive, problems, schemas, write_tree

WITH_FILES = [kind for kind in KINDS if kind.has_files]
BASE_URL = "https://example.gitlab.io/catalog/"
GOOD = (
    "name: duo_chat",
    "description: Opens a chat.",
    "group: group::duo_chat",
    "feature_category: duo_chat",
    "documentation_url: https://docs.gitlab.com/",
)


def page_of(**site: Any) -> EditorsPage:
    """The page of a site with such settings."""
    return editors_page(material("-- unit_primitives/a --", site=SiteSettings(**site)))


def test_every_kind_with_files_has_a_first_line_that_leads_from_its_directory_to_its_schema() -> None:
    kinds = page_of(config_path="some/config").kinds

    assert kinds[1] == KindSchema(
        page=Link(text="Add-ons", address="schema/add_on.html"),
        files="some/config/add_ons",
        line=Snippet(
            name="line-add_on",
            title="the first line of add-ons",
            text="# yaml-language-server: $schema=../schemas/add_on.json",
        ),
        published=None,
        schema=Link(text="add_on.json", address="schema/add_on.json"),
    )
    assert [kind.files for kind in kinds] == [f"some/config/{kind.plural}" for kind in WITH_FILES]
    led_to = [posixpath.normpath(posixpath.join(kind.files, kind.line.text.partition("=")[2])) for kind in kinds]
    assert led_to == [f"some/config/schemas/{kind.singular}.json" for kind in WITH_FILES]


def test_the_first_line_is_the_one_that_the_command_writes(tmp_path: Path) -> None:
    write_tree(tmp_path / "config", primitive())
    (tmp_path / "config" / "schemas").symlink_to(own_files("schemas"))

    assert run("add", "add_on", "duo_max", "--no-input", cwd=tmp_path).status == 0

    written = (tmp_path / "config" / "add_ons" / "duo_max.yml").read_text().splitlines()
    assert written[0] == page_of().kinds[1].line.text


def test_commands_name_a_unit_primitive_that_there_is() -> None:
    assert "\nsite-builder update unit_primitive a\n" in page_of().commands.text


def test_with_a_known_address_there_is_a_line_and_a_setting_that_need_no_copy_of_the_schema() -> None:
    page = page_of(base_url=BASE_URL)

    published = [kind.published.text for kind in page.kinds if kind.published]
    assert published == [
        f"# yaml-language-server: $schema={BASE_URL}schema/{kind.singular}.json" for kind in WITH_FILES
    ]
    assert [json.loads(part.text)["yaml.schemas"] for part in page.settings] == [
        {f"config/schemas/{kind.singular}.json": f"config/{kind.plural}/*.yml" for kind in WITH_FILES},
        {f"{BASE_URL}schema/{kind.singular}.json": f"config/{kind.plural}/*.yml" for kind in WITH_FILES},
    ]


def test_without_one_only_the_files_of_the_project_are_named() -> None:
    assert [part.title for part in page_of().settings] == [".vscode/settings.json"]


def test_every_command_on_the_page_is_one_of_the_program() -> None:
    page = page_of()
    texts = "\n".join(part.text for part in (page.commands, page.completion, page.git_hook, page.pre_commit))

    named = set(re.findall(r"site-builder ([a-z]+)", texts))
    assert named == {"add", "check", "completion", "fix", "serve", "update"}
    assert named <= set(cli.list_commands(click.Context(cli)))


@pytest.mark.parametrize(
    ("config_path", "arguments", "file"),
    [
        ("config", ["site-builder", "check"], "config/add_ons/duo_pro.yml"),
        ("a b/c+d", ["site-builder", "check", "--config", "a b/c+d"], "a b/c+d/add_ons/duo_pro.yml"),
    ],
)
def test_both_hooks_check_the_directory_of_the_project(config_path: str, arguments: list[str], file: str) -> None:
    page = page_of(config_path=config_path)

    (hook,) = yaml.safe_load(page.pre_commit.text)["repos"][0]["hooks"]
    assert shlex.split(hook["entry"]) == arguments
    assert re.search(hook["files"], file)
    assert not re.search(hook["files"], f"other/{file}")
    assert shlex.split(page.git_hook.text, comments=True) == ["exec", *arguments]


def test_names_of_places_on_the_page_are_different() -> None:
    page = page_of(base_url=BASE_URL)
    parts = (page.language_server, page.neovim, page.commands, page.completion, page.git_hook, page.pre_commit)
    lines = [part for kind in page.kinds for part in (kind.line, kind.published) if part]

    names = [part.name for part in (*parts, *page.settings, *lines)]
    assert len(names) == len(set(names))


def test_what_only_the_command_finds_is_every_code_of_files_that_editors_do_not_see() -> None:
    page = page_of()

    assert page.seen_by_editors[2] == Finding(code="E201", title="Required field missing")
    assert [area.title for area in page.seen_by_check] == [
        "In one file",
        "In names of other files",
        "In values that contradict one another",
    ]
    assert page.seen_by_check[1] == Area(
        title="In names of other files",
        findings=(
            Finding(code="E301", title="Reference to nothing"),
            Finding(code="E302", title="Names that look alike"),
            Finding(code="W306", title="Nothing refers to it"),
            Finding(code="E307", title="Reference to another kind"),
            Finding(code="E308", title="Basic unit primitive is no member"),
            Finding(code="W309", title="No backend service"),
            Finding(code="E310", title="Alias already taken"),
        ),
    )


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("E201", "group:"),
        ("E202", "statos: beta"),
        ("E203", "alias_names: chat"),
        ("E209", "feature_category: Duo Chat"),
        ("E211", "alias_names: [chat, chat]"),
        ("E212", "status: gamma"),
        ("E213", f"description: {'x' * 1001}"),
        ("E204", "description: yes"),
        ("E205", "milestone: '16'"),
        ("E206", "cut_off_date: 2024-13-01T00:00:00Z"),
        ("E207", "cut_off_date: 2024-10-17"),
        ("E208", "documentation_url: http://docs.gitlab.com/"),
        ("E210", "name: chat"),
        ("E215", "group: group:duo_chat"),
        ("W216", "description: TBD"),
        ("E301", "add_ons: [duo_prro]"),
        ("W401", "cut_off_date: 2024-10-17T00:00:00Z"),
    ],
)
def test_a_validator_that_knows_the_schema_alone_sees_just_what_the_page_says(
    code: str, line: str, tmp_path: Path
) -> None:
    field, _, value = line.partition(":")
    lines = [*(good for good in GOOD if not good.startswith(f"{field}:")), *([line] if value else [])]
    config = write_tree(tmp_path, "\n".join(["-- unit_primitives/duo_chat.yml --", *lines, ""]))

    assert code in {problem.code for problem in problems(config)}

    alone = jsonschema_rs.Draft7Validator(dict(schemas()["unit_primitive"].definition), validate_formats=False)
    as_texts = yaml.load("\n".join(lines), yaml.BaseLoader)  # as YAML 1.2 reads all of these, `yes` too
    assert alone.is_valid(as_texts) == (code not in SEEN_BY_EDITORS)
