"""The script that somebody would write in an afternoon: YAML in, a page for each file out, with Jinja2.

`python plain.py CONFIG OUTPUT` makes the pages; with the path of Graphviz' `dot` as a third word it also starts that
once for every page, which draws the entity among its neighbours.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import jinja2
import yaml

KINDS = ("unit_primitives", "backend_services", "add_ons", "license_types", "gitlab_realms", "services")
MOST = 300  # names in a list, and boxes in a diagram
_FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<nav>{% for kind in kinds %}<a href="../{{ kind }}/index.html">{{ kind }}</a> {% endfor %}</nav><h1>{{ title }}</h1>
{% block main %}{% endblock %}</body></html>
"""
_PAGE = """{% extends "frame" %}{% block main %}<p>{{ page.description }}</p>
<table>{% for field, value in page.items() %}<tr><th>{{ field }}</th><td>{{ value if value is string or value is mapping
else value | join(", ") if value is iterable else value }}</td></tr>{% endfor %}</table>
{% for kind, names in related.items() %}<p>{{ kind }}: {% for name in names[:most] %}<a href="../{{ kind }}/{{ name }}.html">
{{ name }}</a> {% endfor %}</p>{% endfor %}
{% if picture %}<img src="{{ picture }}" alt="{{ title }} among its neighbours">{% endif %}{% endblock %}
"""
_LIST = """{% extends "frame" %}{% block main %}<table>{% for page in pages %}
<tr><td><a href="{{ page.name }}.html">{{ page.name }}</a></td><td>{{ page.description }}</td></tr>{% endfor %}</table>{% endblock %}
"""


def main(config: Path, output: Path, dot: str = "") -> None:
    loader = jinja2.DictLoader({"frame": _FRAME, "page": _PAGE, "list": _LIST})
    environment = jinja2.Environment(loader=loader, autoescape=True)
    environment.globals.update(kinds=(*KINDS, "groups", "feature_categories"), most=MOST)
    pages = read(config)
    related = relations(pages)
    for kind, members in pages.items():
        folder = output / kind
        folder.mkdir(parents=True, exist_ok=True)
        listed = environment.get_template("list").render(title=kind, pages=members.values())
        (folder / "index.html").write_text(listed, encoding="utf-8")
        for name, page in members.items():
            picture = draw(name, related[kind, name], folder / f"{name}.svg", dot) if dot else ""
            values = {"title": name, "page": page, "related": related[kind, name], "picture": picture}
            text = environment.get_template("page").render(values)
            (folder / f"{name}.html").write_text(text, encoding="utf-8")
    index = [{"t": name, "u": f"{kind}/{name}.html"} for kind, members in pages.items() for name in members]
    (output / "search.json").write_text(json.dumps(index), encoding="utf-8")


def read(config: Path) -> dict[str, dict[str, Any]]:
    """Every page by its kind and name; groups and feature categories arise from what names them."""
    pages: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        files = sorted((config / kind).glob("*.yml"))
        read = (yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in files)
        pages[kind] = {page["name"]: page for page in read}
    for kind, field in (("groups", "group"), ("feature_categories", "feature_category")):
        names = {page[field] for page in pages["unit_primitives"].values()}
        pages[kind] = {file_name(name): {"name": name} for name in sorted(names)}
    return pages


def relations(pages: dict[str, dict[str, Any]]) -> dict[tuple[str, str], dict[str, list[str]]]:
    """What each page is related to, from both ends."""
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, members in pages.items():
        for name, page in members.items():
            for other, names in targets(page):
                for target in names:
                    found[kind, name][other].append(target)
                    found[other, target][kind].append(name)
    return found


def targets(page: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The relations that a page states."""
    owners = (("groups", page.get("group")), ("feature_categories", page.get("feature_category")))
    return [
        *((kind, page[kind]) for kind in KINDS if kind in page),
        *((kind, [file_name(name)]) for kind, name in owners if name),
    ]


def draw(name: str, related: dict[str, list[str]], file: Path, dot: str) -> str:
    """The diagram of a page, as a file beside it."""
    names = [other for others in related.values() for other in others][:MOST]
    edges = "".join(f'"{name}" -> "{other}";' for other in names)
    subprocess.run([dot, "-Tsvg", "-o", file], input=f"digraph{{rankdir=LR;{edges}}}".encode(), check=True)
    return file.name


def file_name(name: str) -> str:
    return name.removeprefix("group::").replace(" ", "-")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
