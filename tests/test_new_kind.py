"""A new kind costs what CONTRIBUTING.md says: its example, added to a copy of the project, is a kind like any other.

Each block of the example stands below `file`, or below `file`, before `code`. In the first case it is a new file, in
the second it goes in before the code, at its indentation.
"""

import csv
import io
import json
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

import pytest

from tests import tooling
from tests.cli.running import Ending, run_apart
from tests.site.readers import read_script
from tests.site.workbook import workbook

COPIED = ("site_builder", "templates", "config")
SECTION = re.compile(r"^## A new kind, whole\n(.*?)^## ", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"`([\w./]+)`(?:,\sbefore\s`([^`]+)`)?:\n\n```\w+\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMANDS = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """A copy of the project, with a site built from it."""

    root: Path

    def run(self, *arguments: str) -> Ending:
        """Runs the program of the copy, within it."""
        return run_apart(*arguments, cwd=self.root, PYTHONPATH=str(self.root))

    def page(self, address: str) -> str:
        """A file of the site, as text."""
        return (self.root / "public" / address).read_text(encoding="utf-8")

    def rows(self, address: str) -> list[dict[str, str]]:
        """A CSV file of the site."""
        return list(csv.DictReader(io.StringIO(self.page(address))))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The copy, after everything that the example says has been done to it."""
    made = Project(root=copy_of_the_project(tmp_path_factory.mktemp("new_kind")))
    example = section()
    for file, code, block in BLOCK.findall(example):
        insert(made.root / file, code, block)
    for line in COMMANDS.findall(example)[0].splitlines():
        done = made.run(*shlex.split(line)[1:])
        assert done.status == 0, done.err
    built = made.run("build", "--output", "public", "--as-of", "2026-11-22T00:00:00Z")
    assert built.status == 0, built.err
    return made


def copy_of_the_project(root: Path) -> Path:
    """What the program is made of, and its configuration."""
    for name in COPIED:
        shutil.copytree(tooling.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def section() -> str:
    """The example's part of CONTRIBUTING.md."""
    found = SECTION.search((tooling.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert found
    return found[1]


def insert(path: Path, code: str, block: str) -> None:
    """Writes a new file, or puts the block before the one place that has the code, however it is broken into lines."""
    if not code:
        assert not path.exists(), path
        path.parent.mkdir(exist_ok=True)
        path.write_text(block, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    words = r"\s*".join(map(re.escape, code.split()))
    places = list(re.finditer(rf"^( *){words}", text, re.MULTILINE))
    assert len(places) == 1, (path.name, code)
    at, before = places[0].start(), places[0][1]
    path.write_text(text[:at] + indent(block, before) + text[at:], encoding="utf-8")


def test_the_example_is_a_schema_a_directory_a_class_and_rows() -> None:
    assert [(file, bool(code)) for file, code, _ in BLOCK.findall(section())] == [
        ("config/schemas/operator.json", False),
        ("config/schemas/unit_primitive.json", True),
        ("site_builder/catalog/entities.py", True),
        ("site_builder/catalog/entities.py", True),
        ("site_builder/catalog/kinds.py", True),
        ("site_builder/catalog/kinds.py", True),
        ("site_builder/catalog/relations.py", True),
        ("config/operators/gitlab_cloud.yml", False),
        ("config/operators/self_hosted.yml", False),
        ("config/site.yml", True),
    ]


def test_the_site_has_a_list_and_a_page_for_each_with_its_unit_primitives(project: Project) -> None:
    listing, operator = project.page("operators/index.html"), project.page("operators/self_hosted.html")

    assert re.findall(r'class="name" data-sort="([^"]+)"', listing) == ["GitLab cloud", "Amazon q", "Self hosted"]
    assert '<a href="../unit_primitives/index.html?operators=not-stated">' in listing
    assert '<th scope="row">operates</th>' in operator
    assert '<a href="../unit_primitives/duo_chat.html">' in operator
    assert "The customer runs the backend and the models." in operator


def test_a_unit_primitive_names_its_operators_on_its_page_and_in_its_diagram(project: Project) -> None:
    page = project.page("unit_primitives/duo_chat.html")

    assert '<th scope="row">is operated by</th><td>operators <span class="count">2</span>' in page
    assert '<a href="../operators/gitlab_cloud.html">GitLab cloud</a>' in page
    assert '<code class="field-name">operators</code>' in page
    assert ">GitLab cloud</text>" in project.page("diagrams/unit_primitives/duo_chat.svg")


def test_lists_are_filtered_by_operator_and_by_its_absence(project: Project) -> None:
    page = project.page("unit_primitives/index.html")

    assert re.findall(r'name="operators" value="([^"]+)".*?<span class="count">(\d+)<', page)[:3] == [
        ("gitlab_cloud", "1"),
        ("amazon_q", "0"),
        ("self_hosted", "1"),
    ]
    assert page.count('data-operators="gitlab_cloud self_hosted"') == 1
    assert 'name="gaps" value="operators"> <span class="option-text">operators</span>' in page
    assert 'href="unit_primitives/index.html?gaps=operators"' in project.page("problems.html")


def test_the_matrix_has_a_column_for_each(project: Project) -> None:
    page = project.page("matrix.html")

    assert '<a href="operators/self_hosted.html">Self hosted</a></th>' in page
    assert "where license type, add-on, GitLab realm and operator each show" in page
    (row,) = (row for row in project.rows("data/matrix.csv") if row["unit_primitive"] == "duo_chat")
    assert [row[f"operator:{name}"] for name in ("gitlab_cloud", "self_hosted", "amazon_q")] == [
        "Included",
        "Included",
        "Not available",
    ]


def test_every_export_has_the_kind_and_the_relation(project: Project) -> None:
    assert {row["name"]: row["unit_primitives"] for row in project.rows("data/operators.csv")} == {
        "amazon_q": "",
        "gitlab_cloud": "duo_chat",
        "self_hosted": "duo_chat",
    }
    operators = {row["name"]: row["operators"] for row in project.rows("data/unit_primitives.csv")}
    assert operators["duo_chat"] == "gitlab_cloud; self_hosted"
    entity = json.loads(project.page("api/v1/operator/self_hosted.json"))["operator"]
    assert (entity["name"], entity["unit_primitives"]) == ("self_hosted", ["duo_chat"])
    catalog = json.loads(project.page("api/v1/catalog.json"))
    assert [operator["name"] for operator in catalog["operators"]] == ["amazon_q", "gitlab_cloud", "self_hosted"]
    book = workbook((project.root / "public" / "data" / "catalog.xlsx").read_bytes())
    assert [row[0] for row in book.sheets["Operators"]] == ["name", "amazon_q", "gitlab_cloud", "self_hosted"]


def test_search_graph_navigation_and_the_pages_for_authors_know_the_kind(project: Project) -> None:
    (found,) = (
        document
        for document in read_script(project.page("assets/search-data.js"), str)["documents"]
        if document["u"] == "operators/gitlab_cloud.html"
    )
    assert (found["t"], found["k"]) == ("GitLab cloud", "Operator")
    assert project.page("data/catalog.graphml").count("is operated by") == 2
    assert "A unit primitive is operated by an operator" in project.page("graph.html")
    assert (project.root / "public" / "diagrams" / "relations" / "unit_primitive-operators.svg").is_file()
    assert '<a href="operators/index.html">Operators</a>' in project.page("about.html")
    assert "Who runs the backend?" in project.page("index.html")
    assert '<tr id="field-documentation_url">' in project.page("schema/operator.html")
    assert "$schema=../schemas/operator.json" in project.page("editors.html")
    assert json.loads(project.page("schema/operator.json"))["title"] == "Operator"


def test_commands_list_show_and_find_it(project: Project) -> None:
    assert project.run("list", "operators", "--format", "names").out.split() == [
        "amazon_q",
        "gitlab_cloud",
        "self_hosted",
    ]
    assert "Unit primitives (operates)" in project.run("show", "self_hosted").out
    assert project.run("list", "unit_primitives", "--where", "operators=self_hosted", "--format", "names").out == (
        "duo_chat\n"
    )


def test_commands_write_it_as_they_write_other_kinds(project: Project) -> None:
    config = project.root / "config"

    assert (config / "operators" / "amazon_q.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schemas/operator.json\n"
        "---\n"
        "name: amazon_q\n"
        "description: Amazon runs the backend.\n"
    )
    before = (tooling.ROOT / "config" / "unit_primitives" / "duo_chat.yml").read_text(encoding="utf-8")
    after = (config / "unit_primitives" / "duo_chat.yml").read_text(encoding="utf-8")
    added = "operators:\n  - gitlab_cloud\n  - self_hosted\n"
    assert after.count(added) == 1
    assert after.replace(added, "") == before
    refused = project.run("update", "unit_primitive", "duo_chat", "--add", "operators=self_hostd")
    assert (refused.status, "unknown operator 'self_hostd' (did you mean 'self_hosted'?)" in refused.err) == (2, True)


def test_a_wrong_name_is_an_error_with_a_suggestion_and_an_unused_one_a_warning(
    project: Project, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    shutil.copytree(project.root / "config", config)

    unused = project.run("check", "--config", str(config))
    path = config / "unit_primitives" / "duo_chat.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("- self_hosted", "- self_hostd"), encoding="utf-8")
    wrong = project.run("check", "--config", str(config))

    assert unused.status == 0
    assert "operators/amazon_q.yml:3:7: warning[W306] name: no unit primitive names this operator" in unused.out
    assert wrong.status == 1
    assert "error[E301] operators[1]: unknown operator 'self_hostd' (did you mean 'self_hosted'?)" in wrong.out
    assert f"help: operators are the files in {config.as_posix()}/operators" in wrong.out


@pytest.mark.parametrize("layout", ["bundle-lists", "groups-file"])
def test_other_layouts_carry_it_both_ways(layout: str, project: Project, tmp_path: Path) -> None:
    exported, again = tmp_path / "exported", tmp_path / "again"

    if layout == "groups-file":
        exported.write_text(project.run("export", layout).out, encoding="utf-8")
    else:
        assert project.run("export", layout, "--output", str(exported)).status == 0
    assert project.run("import", layout, str(exported), "--output", str(again)).status == 0

    asked = ("list", "unit_primitives", "--where", "operators=gitlab_cloud", "--format", "names")
    assert project.run(*asked, "--config", str(again)).out == "duo_chat\n"
    assert (again / "operators" / "amazon_q.yml").is_file()
