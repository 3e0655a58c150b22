"""How to write the configuration in an editor that knows its schemas, and what only the command line knows."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from ...catalog import KINDS, Kind
from ...problems import CODES
from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page
from ..wording import sentence_case

DEFAULT_CONFIG = "config"  # the directory that every command takes without being told

# What a schema says by itself, so that an editor sees it while one types; the command line sees it too.
SEEN_BY_EDITORS = ("E100", "E110", "E201", "E202", "E203", "E204", "E209", "E211", "E212", "E213")
# What needs the program's own rules, the name of the file, or the other files.
SEEN_BY_CHECK = (
    *("E205", "E206", "E207", "E208", "E215", "W216", "E210"),
    *("E301", "E302", "E307", "E308", "E310", "W306", "E403", "W401", "W402", "W404", "W405"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Something to copy: `name` is its place on the page, `title` says what it is or which file it belongs in."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSchema:
    """Where the files of a kind stand, and the first line by which an editor finds their schema.

    `published` is the same line with the schema's public address; None where that is not known.
    """

    page: Link
    files: str
    line: Snippet
    published: Snippet | None
    schema: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sort of mistake, and whether an editor tells it while one types; `check` tells every one."""

    code: str
    title: str
    by_editor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorsPage(Page):
    """`editors.html`"""

    template = "editors.html"
    styles = ("editors.css",)

    config: str
    kinds: tuple[KindSchema, ...]
    settings: tuple[Snippet, ...]  # of VS Code: with the files of the project, and with public addresses if known
    language_server: Snippet
    neovim: Snippet
    findings: tuple[Finding, ...]
    commands: Snippet
    completion: Snippet
    git_hook: Snippet
    pre_commit: Snippet
    problems: Link


def editors_page(material: Material) -> EditorsPage:
    """The page for those who write the YAML."""
    config = material.site.config_path.strip("/")
    check = f"site-builder check{_option(config)}"
    return EditorsPage(
        address=urls.EDITORS,
        title="Editors",
        description="Completion, explanations and errors while you type the YAML, and the commands that know the rest.",
        section=urls.EDITORS,
        config=config,
        kinds=tuple(_kind_schema(kind, config, material.site.base_url) for kind in _kinds()),
        settings=tuple(_settings(config, material.site.base_url)),
        language_server=Snippet(
            name="language-server", title="Once on your machine", text="npm install --global yaml-language-server\n"
        ),
        neovim=Snippet(name="neovim", title="init.lua, with nvim-lspconfig", text="vim.lsp.enable('yamlls')\n"),
        findings=tuple(_findings()),
        commands=_commands(config, check),
        completion=_completion(),
        git_hook=Snippet(name="git-hook", title=".git/hooks/pre-commit", text=f"#!/bin/sh\nexec {check}\n"),
        pre_commit=_pre_commit(config, check),
        problems=Link(text="what is found in this catalog", address=urls.PROBLEMS),
    )


def _kinds() -> Iterator[Kind]:
    return (kind for kind in KINDS if kind.has_files)


def _option(config: str) -> str:
    return "" if config == DEFAULT_CONFIG else f" --config {shlex.quote(config)}"


def _kind_schema(kind: Kind, config: str, base_url: str | None) -> KindSchema:
    address = urls.schema_json(kind.singular)
    return KindSchema(
        page=Link(text=kind.title_plural, address=urls.schema(kind.singular)),
        files=f"{config}/{kind.plural}",
        line=_first_line(f"line-{kind.singular}", f"../schemas/{kind.singular}.json"),
        published=_first_line(f"published-{kind.singular}", f"{base_url}{address}") if base_url else None,
        schema=Link(text=f"{kind.singular}.json", address=address),
    )


def _first_line(name: str, schema: str) -> Snippet:
    return Snippet(name=name, title="First line", text=f"# yaml-language-server: $schema={schema}")


def _settings(config: str, base_url: str | None) -> Iterator[Snippet]:
    """What VS Code is to be told once, instead of a line in every file."""
    files = {f"{config}/schemas/{kind.singular}.json": f"{config}/{kind.plural}/*.yml" for kind in _kinds()}
    yield _schemas("settings", ".vscode/settings.json", files)
    if base_url:
        published = {
            f"{base_url}{urls.schema_json(kind.singular)}": f"{config}/{kind.plural}/*.yml" for kind in _kinds()
        }
        yield _schemas("published-settings", "The same with the published schemas", published)


def _schemas(name: str, title: str, files: dict[str, str]) -> Snippet:
    return Snippet(name=name, title=title, text=json.dumps({"yaml.schemas": files}, indent=2) + "\n")


def _findings() -> Iterator[Finding]:
    for code in (*SEEN_BY_EDITORS, *SEEN_BY_CHECK):
        yield Finding(code=code, title=sentence_case(CODES[code]), by_editor=code in SEEN_BY_EDITORS)


def _commands(config: str, check: str) -> Snippet:
    option = _option(config)
    lines = (
        (check, "all that is wrong, with line and column"),
        (f"site-builder fix{option} --dry-run", "repairs of what has one right answer"),
        (f"site-builder add unit_primitive{option}", "asks for each field, writes the file"),
        (f"site-builder update --help{option and ''}", "changes a field, keeps every other character"),
        ("site-builder serve", "the site, renewed on every change of a file"),
    )
    width = max(len(command) for command, _ in lines)
    text = "".join(f"{command:{width}}  # {about}\n" for command, about in lines)
    return Snippet(name="commands", title="In a terminal", text=text)


def _completion() -> Snippet:
    return Snippet(
        name="completion",
        title="~/.bashrc; for zsh the same in ~/.zshrc",
        text='eval "$(site-builder completion bash)"\n',
    )


def _pre_commit(config: str, check: str) -> Snippet:
    """A hook of the tool pre-commit. JSON's quotes are YAML's too, whatever the path of the directory holds."""
    files = json.dumps(f"^{re.escape(config)}/")
    return Snippet(
        name="pre-commit",
        title=".pre-commit-config.yaml",
        text="repos:\n"
        "  - repo: local\n"
        "    hooks:\n"
        "      - id: site-builder-check\n"
        "        name: check the configuration\n"
        f"        entry: {json.dumps(check)}\n"
        "        language: system\n"
        f"        files: {files}\n"
        "        pass_filenames: false\n",
    )
