"""Entries in, the directory that a peer builds its site from out: pages in its language, its settings and templates."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from .content import Entry, Related

Pages = Sequence[Entry]


def write_hugo(entries: Pages, root: Path) -> None:
    """Markdown with front matter, and three templates: a page, a list, and a JSON index for a search in the browser."""
    _write(root / "hugo.toml", _HUGO_SETTINGS)
    for name, text in _HUGO_TEMPLATES.items():
        _write(root / "layouts" / name, text)
    _write(root / "content" / "_index.md", "---\ntitle: Catalog\n---\n")
    for kind, members in _by_kind(entries):
        _write(root / "content" / kind / "_index.md", f"---\ntitle: {kind}\n---\n")
        for entry in members:
            front = json.dumps({"title": entry.title, "description": entry.description})
            _write(
                root / "content" / kind / f"{entry.name}.md", f"{front}\n\n{_markdown(entry, '../../{kind}/{name}/')}"
            )


def write_mkdocs(entries: Pages, root: Path) -> None:
    """Markdown, and Material's theme with its search; the navigation names the lists, which name the pages."""
    kinds = _by_kind(entries)
    navigation = "".join(f"  - {kind}: {kind}/index.md\n" for kind, _ in kinds)
    _write(root / "mkdocs.yml", f"{_MKDOCS_SETTINGS}nav:\n  - Catalog: index.md\n{navigation}")
    _write(root / "docs" / "index.md", "# Catalog\n\n" + "".join(f"- [{kind}]({kind}/index.md)\n" for kind, _ in kinds))
    for kind, members in kinds:
        rows = "".join(f"| [{it.title}]({it.name}.md) | {it.description} |\n" for it in members)
        _write(root / "docs" / kind / "index.md", f"# {kind}\n\n| Name | Description |\n| --- | --- |\n{rows}")
        for entry in members:
            text = f"# {entry.title}\n\n{entry.description}\n\n{_markdown(entry, '../{kind}/{name}.md')}"
            _write(root / "docs" / kind / f"{entry.name}.md", text)


def write_sphinx(entries: Pages, root: Path) -> None:
    """reStructuredText, and the theme that Sphinx brings, with its search."""
    kinds = _by_kind(entries)
    _write(root / "conf.py", _SPHINX_SETTINGS)
    _write(root / "index.rst", _rst_page("Catalog", _toctree(f"{kind}/index" for kind, _ in kinds)))
    for kind, members in kinds:
        rows = "".join(f"   * - :doc:`{it.title} <{it.name}>`\n     - {it.description}\n" for it in members)
        table = f".. list-table::\n\n{rows}\n{_toctree((it.name for it in members), hidden=True)}"
        _write(root / kind / "index.rst", _rst_page(kind, table))
        for entry in members:
            _write(root / kind / f"{entry.name}.rst", _rst(entry))


WRITERS: Mapping[str, Callable[[Pages, Path], None]] = {
    "hugo": write_hugo,
    "mkdocs": write_mkdocs,
    "sphinx": write_sphinx,
}

_HUGO_SETTINGS = """\
baseURL = "https://example.com/"
title = "Catalog"
disableKinds = ["taxonomy", "term"]
[outputs]
home = ["html", "json"]
section = ["html"]
"""
_HUGO_TEMPLATES = {
    "_default/baseof.html": """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"></head><body>
<nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "_default/single.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}{{ end }}
""",
    "_default/list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><table>
{{ range .Pages }}<tr><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td><td>{{ .Description }}</td></tr>
{{ end }}</table>{{ end }}
""",
    "index.json": """\
[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}
{{ dict "t" $p.Title "u" $p.RelPermalink "d" $p.Description | jsonify }}{{ end }}]
""",
}
_MKDOCS_SETTINGS = """\
site_name: Catalog
theme:
  name: material
  font: false
plugins:
  - search
"""
_SPHINX_SETTINGS = """\
project = "Catalog"
html_theme = "alabaster"
html_copy_source = False
"""


def _by_kind(entries: Pages) -> list[tuple[str, list[Entry]]]:
    return [(kind, list(members)) for kind, members in groupby(entries, key=attrgetter("kind"))]


def _markdown(entry: Entry, form: str) -> str:
    """`form` is how the peer wants a link: MkDocs the file, which it checks; Hugo the address, its quickest."""
    rows = "".join(f"| {field} | {text.replace('|', '&#124;')} |\n" for field, text in entry.facts)
    parts = "".join(f"**{it.label}** {it.kind}: {_markdown_links(it, form)}\n\n" for it in entry.related)
    return f"## Facts\n\n| Field | Value |\n| --- | --- |\n{rows}\n## Relations\n\n{parts}"


def _markdown_links(related: Related, form: str) -> str:
    links = [f"[{name}]({form.format(kind=related.kind, name=name)})" for name in related.names]
    return ", ".join(links) + (f" and {related.more} more" if related.more else "") or "Not stated"


def _rst(entry: Entry) -> str:
    rows = "".join(f"   * - {field}\n     - {text}\n" for field, text in entry.facts)
    facts = f"Facts\n-----\n\n.. list-table::\n\n{rows}\n" if rows else ""
    parts = "".join(f"{it.label} {it.kind}: {_rst_links(it)}\n\n" for it in entry.related)
    return _rst_page(entry.title, f"{entry.description}\n\n{facts}Relations\n---------\n\n{parts}")


def _rst_links(related: Related) -> str:
    links = [f":doc:`{name} </{related.kind}/{name}>`" for name in related.names]
    return ", ".join(links) + (f" and {related.more} more" if related.more else "") or "Not stated"


def _rst_page(title: str, text: str) -> str:
    return f"{title}\n{'=' * len(title)}\n\n{text}"


def _toctree(names: Iterable[str], *, hidden: bool = False) -> str:
    lines = "".join(f"   {name}\n" for name in names)
    return f".. toctree::\n{'   :hidden:' if hidden else ''}\n\n{lines}\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
