"""The whole program: one configuration becomes one site, whole or not at all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.build import build, check, with_site_file
from site_builder.built import Built
from site_builder.checking import Checked
from site_builder.cli.options import settings_from
from site_builder.installed import own_files
from site_builder.output.manifest import MANIFEST
from site_builder.problems import BrokenTemplate, EnvironmentProblem, InvalidConfig
from site_builder.settings import Settings
from site_builder.site import plan
from tests.artifacts import artifacts_of
from tests.golden.building import AS_OF, CONFIG, golden_material, golden_settings
from tests.output.publishing import names, state
from tests.site.making import write_config

ROOT = Path(__file__).parents[1]
GOOD = "-- unit_primitives/duo_chat --\nbackend_services: [ai_gateway]\n-- backend_services/ai_gateway --\n"
WARNED = "-- unit_primitives/duo_chat --\n"
WRONG = "-- unit_primitives/duo_chat --\nadd_ons: [duo_prro]\n-- add_ons/duo_pro --\n"


def settings_of(directory: Path, text: str = GOOD) -> Settings:
    """Settings for a configuration that the text holds, with everything below the directory."""
    return Settings(
        config=write_config(directory / "config", text),
        output=directory / "public",
        schemas=own_files("schemas"),
        templates=own_files("templates"),
        as_of=AS_OF,
    )


@pytest.mark.parametrize(("bundles", "is_told"), [(0, True), (1, True), (2, False)])
def test_nobody_is_asked_to_choose_where_there_is_nothing_to_compare(
    tmp_path: Path, bundles: int, is_told: bool
) -> None:
    settings = settings_of(tmp_path, GOOD + "".join(f"-- add_ons/duo_{number} --\n" for number in range(bundles)))
    build(settings)

    page = (settings.output / "compare/index.html").read_text("utf-8")
    assert ("There is nothing to compare yet" in page) == is_told
    assert ('id="compare"' in page) != is_told


def test_a_build_publishes_what_is_planned_and_says_what_it_did(tmp_path: Path) -> None:
    config = Path(shutil.copytree(CONFIG, tmp_path / "plain" / "config"))
    settings = replace(settings_of(tmp_path), config=config, site=golden_settings())

    built = build(settings)

    made = golden_material(label=settings.label)
    expected = {it.path: it.content for it in artifacts_of(plan(made), settings.templates)}
    found = {
        path.relative_to(settings.output).as_posix(): path for path in settings.output.rglob("*") if path.is_file()
    }
    del found[MANIFEST]
    assert {name: path.read_bytes() for name, path in found.items()} == expected
    assert built == Built(published=built.published, problems=check(settings).problems, pages=len(plan(made).pages))
    assert (built.published.output, built.published.files) == (settings.output, len(expected))


def test_a_check_gives_the_linked_catalog_and_every_warning(tmp_path: Path) -> None:
    checked = check(settings_of(tmp_path, WARNED))

    assert checked == Checked(configuration=checked.configuration, catalog=checked.catalog, problems=checked.problems)
    assert checked.catalog.groups["group::duo_chat"].unit_primitives == ("duo_chat",)
    assert [problem.code for problem in checked.problems] == ["W309"]


def test_warnings_stop_a_strict_build_only(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, WARNED)

    with pytest.raises(InvalidConfig) as caught:
        build(settings, strict=True)

    assert [problem.code for problem in caught.value.problems] == ["W309"]
    assert not settings.output.exists()
    assert [problem.code for problem in build(settings).problems] == ["W309"]
    assert build(settings_of(tmp_path / "good"), strict=True).problems == ()


def test_errors_and_warnings_are_raised_together(tmp_path: Path) -> None:
    wrong = "-- unit_primitives/duo_chat --\nmin_gitlab_version: '16.9'\nmin_gitlab_version_for_free_access: '16.10'\n"

    with pytest.raises(InvalidConfig) as caught:
        check(settings_of(tmp_path, wrong))

    assert [problem.code for problem in caught.value.problems] == ["W309", "E403"]


def test_a_build_that_fails_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    build(settings)
    before = state(settings.output)
    templates = Path(shutil.copytree(settings.templates, tmp_path / "templates"))
    (templates / "pages" / "not_found.html").write_text("{{ nothing }}", encoding="utf-8")

    with pytest.raises(BrokenTemplate):
        build(replace(settings, templates=templates))
    with pytest.raises(InvalidConfig):
        build(replace(settings_of(tmp_path / "wrong", WRONG), output=settings.output))
    with pytest.raises(InvalidConfig):
        build(replace(settings_of(tmp_path / "warned", WARNED), output=settings.output), strict=True)

    assert state(settings.output) == before
    assert names(tmp_path) == ["config", "public", "templates", "warned", "wrong"]


@pytest.mark.parametrize("place", ["config", "config/public", "templates/public", ".", "schemas"])
def test_a_site_never_takes_the_place_of_what_it_is_made_from(tmp_path: Path, place: str) -> None:
    settings = settings_of(tmp_path)
    own = replace(
        settings,
        output=tmp_path / place,
        templates=Path(shutil.copytree(settings.templates, tmp_path / "templates")),
        schemas=Path(shutil.copytree(settings.schemas, tmp_path / "schemas")),
    )
    before = state(tmp_path)

    with pytest.raises(EnvironmentProblem) as caught:
        build(own)

    assert caught.value.problem.code == "E602"
    assert state(tmp_path) == before


def run(*arguments: object, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
    """A build in a process of its own, which must end well."""
    command = [sys.executable, "-m", "site_builder", "build", *map(str, arguments)]
    known = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LD_LIBRARY_PATH")}
    done = subprocess.run(
        command, cwd=cwd, env=known | dict(environment or {}), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_another_moment_gives_another_site(tmp_path: Path) -> None:
    settings = replace(settings_of(tmp_path), config=CONFIG)

    build(settings)
    before = json.loads((settings.output / "api/v1/index.json").read_text("utf-8"))
    build(replace(settings, as_of=datetime(2024, 10, 1, tzinfo=UTC)))
    after = json.loads((settings.output / "api/v1/index.json").read_text("utf-8"))

    assert (before["as_of"], after["as_of"]) == ("2024-11-01T12:00:00Z", "2024-10-01T00:00:00Z")
    assert before["config"] == after["config"]


def test_a_new_kind_costs_a_schema_a_directory_a_class_and_a_row_in_two_tables(tmp_path: Path) -> None:
    for part in ("site_builder", "templates", "config/schemas"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CONFIG, tmp_path / "config", dirs_exist_ok=True)
    catalog, schemas = tmp_path / "site_builder/catalog", tmp_path / "config/schemas"

    schema = json.loads((schemas / "add_on.json").read_text("utf-8"))
    (schemas / "operator.json").write_text(json.dumps(schema), encoding="utf-8")
    schema = json.loads((schemas / "unit_primitive.json").read_text("utf-8"))
    schema["properties"]["operators"] = schema["properties"]["add_ons"] | {"title": "Operators"}
    (schemas / "unit_primitive.json").write_text(json.dumps(schema), encoding="utf-8")
    edit(catalog / "entities.py", after="    gitlab_realms: Names = ()\n", text="    operators: Names = ()\n")
    append(
        catalog / "entities.py",
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Operator(Entity):\n    kind = 'operator'\n"
        "    documentation_url: str | None = None\n    unit_primitives: Names = ()\n",
    )
    edit(catalog / "kinds.py", after="from .entities import (\n", text="    Operator,\n")
    edit(
        catalog / "kinds.py",
        after="KINDS = (\n",
        text="    Kind(plural='operators', title='Operator', title_plural='Operators', entity=Operator, question='Who?'),\n",
    )
    edit(
        catalog / "relations.py",
        after="RELATIONS = (\n",
        text="    Relation(source='unit_primitive', field='operators', target='operator', inverse_field='unit_primitives',\n"
        "             label='is run by', inverse_label='runs', decides=True),\n",
    )
    append(tmp_path / "config/unit_primitives/duo_chat.yml", "operators: [gitlab_cloud]\n")
    write_config(tmp_path / "config", "-- operators/gitlab_cloud --\n-- operators/self_hosted --\n")

    run("--output", "public", "--as-of", "2024-11-01T12:00:00Z", cwd=tmp_path)

    public = tmp_path / "public"
    entity = json.loads((public / "api/v1/operator/gitlab_cloud.json").read_text("utf-8"))["operator"]
    assert entity["unit_primitives"] == ["duo_chat"]
    assert sorted(path.relative_to(public).as_posix() for path in public.rglob("*operator*")) == [
        "api/v1/operator",
        "data/operators.csv",
        "diagrams/operators",
        "diagrams/relations/unit_primitive-operators.dot",
        "diagrams/relations/unit_primitive-operators.svg",
        "operators",
        "schema/operator.html",
        "schema/operator.json",
    ]
    assert names(public / "operators") == ["gitlab_cloud.html", "index.html", "self_hosted.html"]
    assert '"operator:gitlab_cloud"' not in (public / "data/matrix.csv").read_text("utf-8")
    assert "operator:gitlab_cloud" in (public / "data/matrix.csv").read_text("utf-8")
    for page, text in {
        "index.html": "operators/index.html",
        "matrix.html": "operators/gitlab_cloud.html",
        "graph.html": "A unit primitive is run by an operator",
        "unit_primitives/index.html": 'name="operators" value="gitlab_cloud"',
        "unit_primitives/duo_chat.html": "../operators/gitlab_cloud.html",
        "operators/gitlab_cloud.html": "../unit_primitives/duo_chat.html",
        "problems.html": "operators/self_hosted.html",
    }.items():
        assert text in (public / page).read_text("utf-8"), page


def edit(file: Path, *, after: str, text: str) -> None:
    """Writes text after the first place where a file has certain lines."""
    before, found, rest = file.read_text("utf-8").partition(after)
    assert found, f"{file.name} has no line {after!r} any more"
    file.write_text(before + found + text + rest, encoding="utf-8")


def append(file: Path, text: str) -> None:
    """Writes text at the end of a file."""
    file.write_text(file.read_text("utf-8") + text, encoding="utf-8")


def test_everything_wrong_is_told_in_one_run(config_tree: Callable[[str], Path]) -> None:
    config = config_tree("""
        -- site.yml --
        titel: Ours
        -- add_ons/duo_pro.yml --
        name: duo_pro
        price: 19
        -- backend_services/ai_gateway.yml --
        name: [
        -- unit_primitives/duo_chat.yml --
        name: duo_chat
        description: Opens a chat.
        group: group:duo_chat
        feature_category: duo_chat
        documentation_url: https://docs.gitlab.com/
        backend_services: [ai_gateway]
        add_ons: [duo_pro, duo_prro]
        -- unit_primitives/write_tests.yml --
        name: write_tests
        description: Writes tests.
        group: group::duo_chat
        feature_category: duo_chat
        documentation_url: https://docs.gitlab.com/
        license_types: [premium]
        """)

    with pytest.raises(InvalidConfig) as error:
        check(with_site_file(settings_from(config=config, output=config.parent / "public", as_of=None)))

    found = [(Path(problem.path).name, problem.line, problem.code) for problem in error.value.problems]
    assert found == [
        ("duo_pro.yml", 2, "E202"),
        ("ai_gateway.yml", 1, "E100"),
        ("site.yml", 1, "E202"),
        ("duo_chat.yml", 3, "E215"),
        ("duo_chat.yml", 7, "E301"),
        ("write_tests.yml", 6, "E301"),
    ]
