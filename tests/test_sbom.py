"""The bill of materials names everything that builds a site, with its version, hashes and licence, and nothing else."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.sbom import LOCK, ROOT, VENDOR, Locked, bill_of_materials, locked

BILL = json.loads(bill_of_materials())
COMPONENTS = {it["bom-ref"]: it for it in BILL["components"]}
DEPENDENCIES = {it["ref"]: it["dependsOn"] for it in BILL["dependencies"]}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_a_lock_file_is_read_with_versions_hashes_and_who_asks() -> None:
    text = f"""# This file was written by a program:
#    make lock
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{"1" * 64}
    # via click
click==8.5.1 \\
    --hash=sha256:{"2" * 64} \\
    --hash=sha256:{"3" * 64}
    # via
    #   site-builder (pyproject.toml)
    #   another
"""

    assert list(locked(text)) == [
        Locked(name="colorama", version="0.4.6", hashes=("1" * 64,), wanted_by=("click",)),
        Locked(name="click", version="8.5.1", hashes=("2" * 64, "3" * 64), wanted_by=("site-builder", "another")),
    ]


def test_every_package_of_the_lock_file_is_in_it_with_all_its_hashes() -> None:
    text = LOCK.read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    packages = {it["name"]: it for it in BILL["components"] if it["purl"].startswith("pkg:pypi/")}

    assert [(name, it["version"]) for name, it in packages.items()] == pinned
    assert [it["content"] for package in packages.values() for it in package["hashes"]] == re.findall(
        r"sha256:([0-9a-f]{64})", text
    )


def test_every_copied_script_is_in_it_with_the_checksums_of_its_files() -> None:
    for directory in (path for path in VENDOR.iterdir() if path.is_dir()):
        files = sorted(path for path in directory.iterdir() if path.name != "vendor.json")
        (found,) = (it for it in COMPONENTS.values() if it["purl"].startswith(f"pkg:npm/{directory.name}@"))

        assert [it["content"] for it in found["hashes"]] == [
            hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        ]
        assert found["licenses"] == [{"expression": "MIT"}]


def test_the_project_depends_on_what_it_declares_and_everything_in_it_is_reached() -> None:
    declared = {
        Requirement(it).name for it in (*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"])
    }
    reached, waiting = set(), ["site-builder"]
    while waiting:
        name = waiting.pop()
        waiting += [it for it in DEPENDENCIES.get(name, []) if it not in reached]
        reached.add(name)

    assert set(DEPENDENCIES["site-builder"]) == declared | {"npm:minisearch"}
    assert reached - {"site-builder"} == set(COMPONENTS)


def test_what_the_project_declares_has_a_licence() -> None:
    assert [name for name in DEPENDENCIES["site-builder"] if not COMPONENTS[name].get("licenses")] == []
    assert COMPONENTS["packaging"]["licenses"] == [{"expression": "Apache-2.0 OR BSD-2-Clause"}]
    assert COMPONENTS["pygraphviz"]["licenses"] == [{"license": {"name": "BSD-3-Clause; Graphviz: EPL-2.0"}}]


def test_it_has_the_form_of_cyclonedx() -> None:
    component: dict[str, Any] = BILL["metadata"]["component"]

    assert (BILL["bomFormat"], BILL["specVersion"], BILL["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", BILL["serialNumber"])
    assert (component["type"], component["name"]) == ("application", "site_builder")
    assert component["version"] == PROJECT["project"]["version"]
    assert len(COMPONENTS) == len(BILL["components"])


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_lock_file_gives_the_same_bytes(tmp_path: Path, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    command = [sys.executable, "-m", "tests.sbom", str(tmp_path / "sbom.json")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)

    assert (tmp_path / "sbom.json").read_bytes() == bill_of_materials()
