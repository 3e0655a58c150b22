"""What a clone promises: locked dependencies, two commands that do everything, and a wheel that needs no clone."""

import hashlib
import os
import re
import stat
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# GitLab wants it where our templates are; it is no template of the site.
COMPONENT = "catalog-site/template.yml"
LOCKS = ("requirements.lock", "requirements-dev.lock")
OF_PEERS = "requirements-peers.lock"


# Lock files


@pytest.mark.parametrize("name", [*LOCKS, OF_PEERS])
def test_a_lock_file_pins_one_version_of_everything_with_hashes(name: str) -> None:
    entries = list(_lock_entries(name))
    names = [requirement.name for requirement, _ in entries]

    assert names == sorted(set(names))
    for requirement, hashes in entries:
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


@pytest.mark.parametrize("name", [*LOCKS, OF_PEERS])
def test_a_lock_file_names_no_index_no_address_and_no_path_of_a_machine(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert not re.match(r"\s*-(?!-hash=)", line), line
        assert not re.search(r"://|\s@\s|(^|\s)[~.]{0,2}/|\.(org|com|io|net)\b", line), line


def test_the_lock_file_of_the_site_covers_its_dependencies_and_what_builds_it() -> None:
    locked = _locked_versions("requirements.lock")

    assert _unmet(PROJECT["project"]["dependencies"], locked) == []
    assert _unmet(PROJECT["build-system"]["requires"], locked) == []


def test_the_lock_file_of_developers_covers_every_group() -> None:
    locked = _locked_versions("requirements-dev.lock")

    assert [group for group in PROJECT["dependency-groups"] if _unmet(_group(group), locked)] == ["peers"]
    assert _unmet(_group("peers"), _locked_versions(OF_PEERS)) == []


def test_developers_run_the_very_versions_that_build_the_site() -> None:
    for_site, for_developers = (_locked_versions(name) for name in LOCKS)

    assert for_site.items() <= for_developers.items()


def test_the_build_group_is_what_the_build_system_requires() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


def test_contributing_gives_the_reason_for_every_dependency() -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    declared = [*PROJECT["project"]["dependencies"], *_group("dev"), *_group("peers")]

    assert {canonicalize_name(Requirement(text).name) for text in declared} - set(rows) == set()


# Commands


def test_make_help_lists_every_command_and_make_alone_does_the_same() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()
    listed = re.findall(r"^  (\w+) +\S", _make("help"), re.MULTILINE)

    assert sorted(listed) == sorted(phony)
    assert {"site", "test", "serve", "check", "bench", "help"} <= set(listed)
    assert _make() == _make("help")


def test_the_environment_is_made_of_locked_wheels_and_the_project_itself_is_not_fetched() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installations = re.findall(r"^\t@\$\(PIP_INSTALL\) (.+)$", makefile, re.MULTILINE)

    assert "LOCKED := --require-hashes --only-binary=:all:\n" in makefile
    assert installations == [
        "$(LOCKED) --requirement requirements.lock",
        "--no-index --no-deps --no-build-isolation --editable .",
        "$(LOCKED) --requirement requirements-dev.lock",
    ]


def test_a_wheel_with_another_hash_than_the_locked_one_is_not_installed(tmp_path: Path) -> None:
    (options,) = re.findall(r"^LOCKED := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    with zipfile.ZipFile(tmp_path / "thing-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
        wheel.writestr("thing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("thing-1.0.dist-info/RECORD", "")
    content = (tmp_path / "thing-1.0-py3-none-any.whl").read_bytes()

    assert _installed(options, hashlib.sha256(content).hexdigest(), tmp_path) == ""
    assert "DO NOT MATCH THE HASHES" in _installed(options, "0" * 64, tmp_path)


def _installed(options: str, sha256: str, wheels: Path) -> str:
    """What pip complains of when it would install a wheel of this hash."""
    (wheels / "thing.lock").write_text(f"thing==1.0 --hash=sha256:{sha256}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--isolated",
        "--dry-run",
        "--quiet",
        "--disable-pip-version-check",
    ]
    given = ["--no-index", "--find-links", str(wheels), "--requirement", str(wheels / "thing.lock")]
    return subprocess.run([*command, *options.split(), *given], capture_output=True, text=True, check=False).stderr


def test_ci_run_is_a_strict_script_that_runs_every_test() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()

    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1] == "make test </dev/null"
    assert script.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", script], check=True)


# Wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree, built without fetching anything."""
    return _build("wheel", ROOT, tmp_path_factory.mktemp("dist"))


def test_the_wheel_carries_package_templates_assets_and_schemas_and_nothing_else(wheel: Path) -> None:
    expected = {
        *(f"site_builder/{path}" for path in _files(ROOT / "site_builder")),
        *(f"site_builder/_data/templates/{path}" for path in _files(ROOT / "templates") if path != COMPONENT),
        *(f"site_builder/_data/schemas/{path}" for path in _files(ROOT / "config" / "schemas")),
    }

    assert {name for name in _wheel_names(wheel) if ".dist-info/" not in name} == expected
    assert "site_builder/_data/schemas/unit_primitive.json" in expected
    assert "site_builder/_data/templates/assets/vendor/minisearch/LICENSE" in expected


def test_the_wheel_brings_the_command_and_the_licences(wheel: Path) -> None:
    info = f"site_builder-{PROJECT['project']['version']}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(f"{info}/entry_points.txt").decode()

    assert entry_points == "[console_scripts]\nsite-builder = site_builder.__main__:main\n"
    assert f"{info}/licenses/LICENSE" in _wheel_names(wheel)


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    source = _build("sdist", ROOT, tmp_path)
    subprocess.run(["tar", "-xzf", source, "-C", tmp_path], check=True)
    rebuilt = _build("wheel", tmp_path / source.name.removesuffix(".tar.gz"), tmp_path / "rebuilt")

    assert _wheel_names(rebuilt) == _wheel_names(wheel)


def test_the_unpacked_wheel_builds_a_site_from_any_directory(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    where = _run_installed(installed, elsewhere, "-c", "import site_builder; print(site_builder.__file__)")

    config = str(ROOT / "config")
    _run_installed(installed, elsewhere, "-m", "site_builder", "build", "--config", config, "--output", "site")

    assert where.strip() == str(installed / "site_builder" / "__init__.py")
    assert (elsewhere / "site" / "index.html").is_file()
    assert (elsewhere / "site" / "unit_primitives" / "index.html").is_file()


def _lock_entries(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Every entry of a lock file: what is pinned, and the hashes it may have."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = entry.split(" --hash=")
        yield Requirement(requirement), [value.strip() for value in hashes]


def _locked_versions(name: str) -> dict[str, Version]:
    return {
        requirement.name: Version(next(iter(requirement.specifier)).version) for requirement, _ in _lock_entries(name)
    }


def _unmet(declared: list[str], locked: dict[str, Version]) -> list[str]:
    """Declared requirements that the lock file does not answer with a fitting version."""
    wanted = [Requirement(text) for text in declared]
    return [
        str(requirement)
        for requirement in wanted
        if not ((version := locked.get(canonicalize_name(requirement.name))) and version in requirement.specifier)
    ]


def _group(name: str) -> list[str]:
    """The requirements of a dependency group and of the groups that it includes."""
    return [
        text
        for item in PROJECT["dependency-groups"][name]
        for text in ([item] if isinstance(item, str) else _group(item["include-group"]))
    ]


def _make(*targets: str) -> str:
    # A make that runs these tests would pass its own flags on.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--no-print-directory", *targets]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def _build(target: str, source: Path, output: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(output)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = output.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


def _files(directory: Path) -> list[str]:
    """Every file below, as a relative path; not what Python keeps beside it."""
    found = (path.relative_to(directory) for path in directory.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if "__pycache__" not in path.parts]


def _wheel_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _run_installed(installed: Path, directory: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-P", *arguments]
    run = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout
