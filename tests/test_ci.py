"""What GitLab CI does with this project and those that include the component: which jobs run when, what they bring."""

import copy
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from tests.pipeline import COMPONENT, OWN, ROOT, component, documents, holds, jobs, own_pipeline, running
from tests.source.repositories import Repository, repository
from tests.trees import primitive

SCHEMA = ROOT / "tests" / "vendor" / "gitlab-ci" / "gitlab-ci.json"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# What GitLab takes


@pytest.fixture(scope="module")
def schema() -> jsonschema_rs.Draft7Validator:
    """GitLab's own schema of its CI files."""
    read = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema_rs.Draft7Validator(
        read, validate_formats=False
    )  # a variable is no address, and may stand for one


def complaints(schema: jsonschema_rs.Draft7Validator, document: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.instance_path))}: {error.message}" for error in schema.iter_errors(document)]


def test_gitlab_takes_the_file_of_this_project_and_the_whole_pipeline(schema: jsonschema_rs.Draft7Validator) -> None:
    whole = {name: value for name, value in own_pipeline().items() if name != "include"}

    assert complaints(schema, documents(OWN)[0]) == []
    assert complaints(schema, whole) == []


def test_gitlab_takes_the_inputs_and_the_jobs_of_the_component(schema: jsonschema_rs.Draft7Validator) -> None:
    header, _ = documents(COMPONENT)

    assert complaints(schema, header) == []
    assert complaints(schema, component()) == []
    assert complaints(schema, component(setup=["make"], review_may_fail=False, preview=False, releases="v1 v2")) == []


def test_gitlab_would_refuse_a_misspelt_keyword_anywhere(schema: jsonschema_rs.Draft7Validator) -> None:
    for name in jobs(component()):
        wrong = copy.deepcopy(component())
        wrong[name]["artifacts"] = {"expose": "x"}
        assert complaints(schema, wrong) == [f"{name}.artifacts: {_unexpected('expose')}"]
    header = copy.deepcopy(documents(COMPONENT)[0])
    header["spec"]["input"] = {}
    assert complaints(schema, header) == [f"spec: {_unexpected('input')}"]


def _unexpected(name: str) -> str:
    return f"Additional properties are not allowed ('{name}' was unexpected)"


def test_every_input_says_what_it_is_and_is_used() -> None:
    inputs = documents(COMPONENT)[0]["spec"]["inputs"]
    used = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", COMPONENT.read_text(encoding="utf-8")))

    assert set(inputs) == used
    assert [name for name, row in inputs.items() if not row["description"].endswith(".")] == []
    assert [name for name, row in inputs.items() if "default" not in row] == []


def test_the_readme_includes_the_component_with_inputs_that_it_has() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(include:.*?)```", text, re.DOTALL)
    team, public = (yaml.safe_load(block)["include"][0] for block in blocks)

    for included in (team, public):
        assert included["component"].rpartition("@")[0].endswith(f"/{COMPONENT.parent.name}")
    assert component(**team["inputs"])["pages"]["variables"]["CATALOG_RELEASES"] == "v2.0 v1.0"
    assert component(**public["inputs"])[".catalog-site"]["variables"]["CATALOG_AUDIENCE"] == "public"
    assert {name for name in jobs(component()) if f"`{name}`" not in text} == set()


def test_an_artifact_that_is_exposed_has_a_name_and_paths_that_gitlab_takes() -> None:
    exposed = [job["artifacts"] for job in jobs(component()).values() if "expose_as" in job.get("artifacts", {})]

    assert [it["expose_as"] for it in exposed] == ["Catalog review", "Catalog preview"]
    assert all(re.fullmatch(r"[\w -]{1,100}", it["expose_as"]) for it in exposed)
    assert not any(re.search(r"[*$]", path) for it in exposed for path in it["paths"])


# When jobs run

BRANCH = {"CI_DEFAULT_BRANCH": "main", "CI_PROJECT_ID": "7", "CI_SERVER_VERSION": "18.5.1-ee"}
FREE = {"GITLAB_FEATURES": "", "CI_SERVER_VERSION": "18.5.1"}
PREMIUM = {"GITLAB_FEATURES": "audit_events,pages_multiple_versions,push_rules"}
MAIN = {**BRANCH, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"}
SCHEDULE = {**MAIN, "CI_PIPELINE_SOURCE": "schedule"}
FEATURE = {**BRANCH, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "feature"}
TAG = {**BRANCH, "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": "v1.0"}
MERGE_REQUEST = {
    **BRANCH,
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_IID": "12",
    "CI_MERGE_REQUEST_PROJECT_ID": "7",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7",
}
FORK = {**MERGE_REQUEST, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "8"}
REVIEWED = {"catalog-check", "catalog-review"}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (MAIN, {*REVIEWED, "pages"}),
        (MAIN | PREMIUM, {*REVIEWED, "pages"}),
        (SCHEDULE, {*REVIEWED, "pages"}),
        (FEATURE | PREMIUM, set()),
        (TAG | PREMIUM, set()),
        (MERGE_REQUEST | PREMIUM, {*REVIEWED, "catalog-preview"}),
        (MERGE_REQUEST | FREE, {*REVIEWED, "catalog-preview-files"}),
        # The fork's own pipeline, and that of the project for it.
        (FORK | PREMIUM | {"CI_PROJECT_ID": "8"}, {*REVIEWED, "catalog-preview-files"}),
        (FORK | PREMIUM, {*REVIEWED, "catalog-preview-files"}),
    ],
    ids="main main-premium schedule branch tag merge-request free fork fork-in-parent".split(),
)
def test_the_jobs_that_run(variables: dict[str, str], expected: set[str]) -> None:
    assert running(component(), variables) == expected


@pytest.mark.parametrize(
    ("version", "is_beside"),
    [
        *(("16.11.2-ee", False), ("17.8.0-ee", False), ("17.9.0-ee", True), ("17.10.1-ee", True)),
        *(("18.0.0-ee", True), ("19.3.0-ee", True), ("20.0.0-ee", True), ("2.17.9", False)),
    ],
)
def test_a_preview_is_published_only_by_a_gitlab_that_keeps_it_beside_the_site(version: str, is_beside: bool) -> None:
    started = running(component(), MERGE_REQUEST | PREMIUM | {"CI_SERVER_VERSION": version})

    assert ("catalog-preview" in started, "catalog-preview-files" in started) == (is_beside, not is_beside)


def test_no_merge_request_can_reach_the_published_site() -> None:
    publishing = {name: job["pages"] for name, job in jobs(component()).items() if "pages" in job}

    assert publishing == {
        "catalog-preview": {"path_prefix": "mr-$CI_MERGE_REQUEST_IID", "expire_in": "1 week"},
        "pages": True,
    }
    for tier in (FREE, PREMIUM):
        assert "pages" not in running(component(), MERGE_REQUEST | tier) | running(component(), FORK | tier)
        assert not any("preview" in name for name in running(component(), MAIN | tier))


def test_whoever_wants_no_preview_gets_none() -> None:
    assert running(component(preview=False), MERGE_REQUEST | PREMIUM) == REVIEWED
    assert running(component(preview=False), MERGE_REQUEST | FREE) == REVIEWED


def test_a_change_starts_one_pipeline_of_this_project() -> None:
    started = {
        name: running(own_pipeline(), variables | FREE)
        for name, variables in {"main": MAIN, "feature": FEATURE, "tag": TAG, "request": MERGE_REQUEST}.items()
    }

    assert started == {
        "main": {*REVIEWED, "test", "bill-of-materials", "pages"},
        "feature": set(),
        "tag": {"test", "bill-of-materials"},
        "request": {*REVIEWED, "test", "bill-of-materials", "catalog-preview-files"},
    }


def test_a_rule_that_is_not_understood_fails() -> None:
    with pytest.raises(AssertionError, match="not understood"):
        holds("$A == 'x' || $B", {})
    assert holds('$A =~ /\\bx\\b/ && $B == "y" && $C', {"A": "w,x", "B": "y", "C": "z"})
    assert not holds('$A =~ /\\bx\\b/ && $B == "y" && $C', {"A": "w,xx", "B": "y", "C": "z"})


# What jobs have


@pytest.mark.parametrize("job", jobs(own_pipeline()).values(), ids=jobs(own_pipeline()).keys())
def test_every_job_has_the_whole_history_and_a_stage_that_is_there(job: dict[str, Any]) -> None:
    pipeline = own_pipeline()

    assert {**pipeline["variables"], **job.get("variables", {})}["GIT_DEPTH"] == "0"
    assert job["stage"] in pipeline["stages"]


def test_checks_come_before_tests_and_both_before_the_site_is_published() -> None:
    found = jobs(own_pipeline())
    order = own_pipeline()["stages"]

    assert order == ["check", "test", "pages"]
    assert {name: job["stage"] for name, job in found.items()} == {
        "catalog-check": "check",
        "catalog-review": "check",
        "test": "test",
        "bill-of-materials": "test",
        "catalog-preview": "pages",
        "catalog-preview-files": "pages",
        "pages": "pages",
    }
    assert "needs" not in found["pages"]


def test_publishing_is_never_broken_off_and_a_review_brings_its_reports_even_when_it_fails() -> None:
    found = jobs(own_pipeline())

    assert [name for name, job in found.items() if not job["interruptible"]] == ["pages"]
    assert found["pages"]["artifacts"] == {"paths": ["public"], "access": "all"}
    assert found["catalog-review"]["allow_failure"] is True
    assert found["catalog-review"]["artifacts"]["when"] == "always"


def test_this_project_installs_what_is_locked_and_is_tested_with_every_promised_python() -> None:
    pipeline = own_pipeline()
    classifiers = re.findall(r":: (3\.\d+)$", "\n".join(PROJECT["project"]["classifiers"]), re.MULTILINE)

    assert pipeline["test"]["script"] == [".ci/run"]
    assert pipeline["test"]["parallel"]["matrix"] == [{"PYTHON_VERSION": classifiers}]
    assert pipeline["variables"]["PYTHON_VERSION"] == classifiers[0]
    assert PROJECT["project"]["requires-python"] == f">={classifiers[0]}"
    assert jobs(pipeline)["pages"]["before_script"][-1] == "make .venv/.installed"
    assert "$(VENV)/.installed:" in (ROOT / "Makefile").read_text(encoding="utf-8")


# What jobs do: their scripts, run as a runner runs them

CHAT = primitive("duo_chat", "backend_services: [ai_gateway]\n")
GATEWAY = "-- backend_services/ai_gateway.yml --\nname: ai_gateway\n"


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """A project that includes the component, with a change that is not merged yet."""
    made = repository(tmp_path / "project")
    made.commit(f"{CHAT}{GATEWAY}".replace("-- ", "-- our/config/").replace(" our/config/--", " --"))
    made.tag("v1.0")
    made.branch("feature")
    made.commit(primitive("write_tests", "backend_services: [ai_gateway]\n").replace("-- unit", "-- our/config/unit"))
    return made


def ran(project: Repository, name: str, setup: str = "true", **variables: str) -> subprocess.CompletedProcess[str]:
    """How the script of a job ends, in a shell that stops at the first failure."""
    program = str(_program(project.root.parent))
    job = jobs(component(setup=[setup], program=program, config="our/config", releases="v1.0"))[name]
    known = {**job["variables"], **variables}
    expanded = {key: value for key, value in known.items() if not key.startswith("GIT_")}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **expanded}
    return _in_a_shell(project, [*_flat(job["before_script"]), *job["script"]], environment)


def printed_after(project: Repository, name: str) -> str:
    """What a job prints when its script has ended, however it ended."""
    done = _in_a_shell(project, jobs(component())[name]["after_script"], {"PATH": os.environ["PATH"]})
    return done.stdout + done.stderr


def _in_a_shell(
    project: Repository, commands: list[str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    script = "\n".join(["set -e", *commands])
    return subprocess.run(
        ["sh", "-c", script], cwd=project.root, env=environment, capture_output=True, text=True, check=False
    )


def _flat(commands: list[Any]) -> list[str]:
    """As GitLab takes lists in the list of commands."""
    return [one for it in commands for one in (_flat(it) if isinstance(it, list) else [it])]


def _program(directory: Path) -> Path:
    program = directory / "site-builder"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m site_builder "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def artifacts(name: str) -> set[str]:
    """What a job says it will leave."""
    found = jobs(component())[name]["artifacts"]
    return {*found["paths"], *found.get("reports", {}).values()}


def test_what_is_installed_with_runs_no_file_of_the_repository(project: Repository) -> None:
    project.commit("-- pip/__init__.py --\n-- pip/__main__.py --\nprint('theirs')\n")
    install = jobs(component())["catalog-check"]["before_script"][-1]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    done = _in_a_shell(project, [install], {"PATH": path, "CATALOG_PACKAGE": "--help"})

    assert done.stdout.split()[0] == "Usage:"


def test_a_check_ends_well_or_fails_the_pipeline(project: Repository) -> None:
    assert ran(project, "catalog-check").returncode == 0
    project.commit(primitive("broken", "add_ons: [nothing]\n").replace("-- unit", "-- our/config/unit"))
    assert ran(project, "catalog-check").returncode == 1


def test_a_check_fails_the_pipeline_for_a_release_that_could_not_be_published(project: Repository) -> None:
    beta = "-- our/config/add_ons/duo_beta.yml --\nname: duo_beta\n"
    chat = CHAT.replace("-- unit", "-- our/config/unit") + "introduced_by_url: https://gitlab.com/duo_beta\n"
    marks = "-- our/config/site.yml --\ninternal_fields: []\n"
    project.commit(chat + beta + marks)
    project.tag("v1.0", "--force")
    project.commit(f"{CHAT.replace('-- unit', '-- our/config/unit')}{beta}visibility: internal\n")

    public, team = (ran(project, "catalog-check", CATALOG_AUDIENCE=it) for it in ("public", "internal"))

    assert (public.returncode, team.returncode) == (1, 0)
    place = "tags/v1.0:our/config/unit_primitives/duo_chat.yml:7:20"
    assert f"{place}: error[E412] introduced_by_url: names 'duo_beta', which is internal" in public.stdout


@pytest.mark.parametrize(
    ("known", "changes"),
    [
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", True),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", True),
        ("", False),  # on the default branch
    ],
)
def test_a_review_leaves_every_report_that_it_names(project: Repository, known: str, changes: bool) -> None:
    base = project.git("rev-parse", "main").strip()

    done = ran(project, "catalog-review", **({known: base} if known else {}))

    assert (done.returncode, done.stderr) == (0, "")
    assert [path for path in artifacts("catalog-review") if not (project.root / path).is_file()] == []
    assert ("write_tests" in (project.root / "review/review.md").read_text("utf-8")) is changes
    assert printed_after(project, "catalog-review") == (project.root / "review/review.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("setup", "config", "status"),
    [("true", "", 0), ("true", "nonsense: [\n", 1), ("false", "", 1)],
    ids=["made", "fails", "not-set-up"],
)
@pytest.mark.parametrize("is_link", [False, True], ids=["directory", "link"])
def test_a_review_that_a_merge_request_brought_is_neither_kept_nor_printed(
    project: Repository, setup: str, config: str, status: int, is_link: bool
) -> None:
    secret = project.root.parent / "DEPLOY_KEY"
    secret.write_text("secret", "utf-8")
    brought = project.root / ("brought" if is_link else "review")
    brought.mkdir()
    for path in artifacts("catalog-review"):
        (brought / Path(path).name).write_text("Nothing lost.", "utf-8")
    (brought / "review.md").symlink_to(secret)
    if is_link:
        (project.root / "review").symlink_to("brought")
    project.commit(f"-- our/config/add_ons/x.yml --\n{config}" if config else "")

    base = project.git("rev-parse", "main").strip()

    done = ran(project, "catalog-review", setup, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

    assert done.returncode == status
    assert "secret" not in done.stdout + done.stderr + printed_after(project, "catalog-review")
    left = [project.root / path for path in artifacts("catalog-review") if os.path.lexists(project.root / path)]
    assert [file for file in left if "Nothing lost." in file.read_text("utf-8")] == []


def test_a_link_that_something_else_laid_is_not_printed_through(project: Repository) -> None:
    (project.root / "review").mkdir()
    (project.root / "review/review.md").symlink_to(ROOT / "README.md")

    assert printed_after(project, "catalog-review") == ""


def test_previews_and_the_site_are_where_gitlab_looks_for_them_and_only_the_site_keeps_releases(
    project: Repository,
) -> None:
    for name in ("catalog-preview", "catalog-preview-files", "pages"):
        done = ran(project, name)
        assert (done.returncode, done.stderr) == (0, "")
        (path,) = artifacts(name)
        assert (project.root / path / "index.html").is_file()
        assert (project.root / path / "releases/v1.0/index.html").is_file() is (name == "pages")


# What stands beside


def test_the_schema_has_the_bytes_its_checksums_name() -> None:
    manifest = json.loads((SCHEMA.parent / "vendor.json").read_text(encoding="utf-8"))
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in SCHEMA.parent.iterdir()
        if path.name != "vendor.json"
    }

    assert manifest["files"] == present
    assert manifest["source"]["package"] == f"pypi:check-jsonschema@{manifest['version']}"
    assert "MIT Expat" in (SCHEMA.parent / "LICENSE").read_text(encoding="utf-8")
