"""How to write the configuration in an editor that knows its schemas, and what only the command line knows."""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...catalog import Kind
from ...problems import CODES
from .. import urls
from ..links import Link
from ..material import Material
from ..page import Page
from ..wording import sentence_case

DEFAULT_CONFIG = "config"  # the directory that every command takes without being told
MODELINE = "# yaml-language-server: $schema="

# What YAML and a schema say by themselves, so that an editor tells it while one types.
SEEN_BY_EDITORS = ("E100", "E110", "E201", "E202", "E203", "E209", "E211", "E212", "E213")
# The first digit of every other code of an author's files, and what those codes are about.
AREAS = {"2": "In one file", "3": "In names of other files", "4": "In values that contradict one another"}


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
    """A sort of mistake, by its code."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Sorts of mistakes that are about the same."""

    title: str
    findings: tuple[Finding, ...]


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
    seen_by_editors: tuple[Finding, ...]
    seen_by_check: tuple[Area, ...]  # only
    commands: Snippet
    completion: Snippet
    git_hook: Snippet
    pre_commit: Snippet
    problems: Link


def editors_page(material: Material) -> EditorsPage:
    """The page for those who write the YAML."""
    config = material.site.config_path.strip("/")
    kinds = tuple(kind for kind in material.catalog.listed if kind.has_files)
    option = "" if config == DEFAULT_CONFIG else f" --config {shlex.quote(config)}"
    return EditorsPage(
        address=urls.EDITORS,
        title="Editors",
        description="Completion, explanations and errors while you type the YAML, and the commands that know the rest.",
        section=urls.EDITORS,
        config=config,
        kinds=tuple(_kind_schema(kind, config, material.site.base_url) for kind in kinds),
        settings=tuple(_settings(kinds, config, material.site.base_url)),
        language_server=Snippet(
            name="language-server", title="Once on your machine", text="npm install --global yaml-language-server\n"
        ),
        neovim=Snippet(name="neovim", title="init.lua, with nvim-lspconfig", text="vim.lsp.enable('yamlls')\n"),
        seen_by_editors=tuple(map(_finding, SEEN_BY_EDITORS)),
        seen_by_check=tuple(_areas()),
        commands=_commands(option, next(iter(material.catalog.unit_primitives)).name),
        completion=_completion(),
        git_hook=Snippet(
            name="git-hook", title=".git/hooks/pre-commit", text=f"#!/bin/sh\nexec site-builder check{option}\n"
        ),
        pre_commit=_pre_commit(config, option),
        problems=Link(text="what is found in this catalog", address=urls.PROBLEMS),
    )


def _kind_schema(kind: Kind, config: str, base_url: str | None) -> KindSchema:
    address, title = urls.schema_json(kind.singular), f"the first line of {kind.nouns}"
    local, published = f"../schemas/{kind.singular}.json", f"{base_url}{address}"
    return KindSchema(
        page=Link(text=kind.title_plural, address=urls.schema(kind.singular)),
        files=f"{config}/{kind.plural}",
        line=Snippet(name=f"line-{kind.singular}", title=title, text=f"{MODELINE}{local}"),
        published=Snippet(name=f"published-{kind.singular}", title=f"{title}, published", text=f"{MODELINE}{published}")
        if base_url
        else None,
        schema=Link(text=f"{kind.singular}.json", address=address),
    )


def _settings(kinds: Sequence[Kind], config: str, base_url: str | None) -> Iterator[Snippet]:
    """What VS Code is to be told once, instead of a line in every file."""
    local = (f"{config}/schemas/{kind.singular}.json" for kind in kinds)
    yield _schemas("settings", ".vscode/settings.json", local, kinds, config)
    if base_url:
        published = (f"{base_url}{urls.schema_json(kind.singular)}" for kind in kinds)
        yield _schemas("published-settings", "The same with the published schemas", published, kinds, config)


def _schemas(name: str, title: str, schemas: Iterable[str], kinds: Sequence[Kind], config: str) -> Snippet:
    files = (f"{config}/{kind.plural}/*.yml" for kind in kinds)
    settings = {"yaml.schemas": dict(zip(schemas, files, strict=True))}
    return Snippet(name=name, title=title, text=json.dumps(settings, ensure_ascii=False, indent=2) + "\n")


def _finding(code: str) -> Finding:
    return Finding(code=code, title=sentence_case(CODES[code]))


def _areas() -> Iterator[Area]:
    for digit, title in AREAS.items():
        codes = (code for code in CODES if code[1] == digit and code not in SEEN_BY_EDITORS)
        yield Area(title=title, findings=tuple(map(_finding, codes)))


def _commands(option: str, primitive: str) -> Snippet:
    lines = {
        "all that is wrong, with line and column": f"check{option}",
        "what has one right answer, put right; --dry-run only shows it": f"fix{option}",
        "asks for each field, then writes the file": f"add unit_primitive{option}",
        "asks what shall change; the rest of the file stays": f"update unit_primitive {primitive}{option}",
        "the site, built anew on every change": f"serve{option}",
    }
    text = "\n".join(f"# {about}\nsite-builder {command}\n" for about, command in lines.items())
    return Snippet(name="commands", title="In a terminal", text=text)


def _completion() -> Snippet:
    return Snippet(
        name="completion",
        title="~/.bashrc; for zsh the same in ~/.zshrc",
        text='eval "$(site-builder completion bash)"\n',
    )


def _pre_commit(config: str, option: str) -> Snippet:
    """A hook of the tool pre-commit. JSON's quotes are YAML's too, whatever the path of the directory holds."""
    command, files = _quoted(f"site-builder check{option}"), _quoted(f"^{re.escape(config)}/")
    return Snippet(
        name="pre-commit",
        title=".pre-commit-config.yaml",
        text="repos:\n"
        "  - repo: local\n"
        "    hooks:\n"
        "      - id: site-builder-check\n"
        "        name: check the configuration\n"
        f"        entry: {command}\n"
        "        language: system\n"
        f"        files: {files}\n"
        "        pass_filenames: false\n",
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
