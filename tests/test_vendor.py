"""What stands in templates/assets/vendor is exactly what its vendor.json says: package, licence, bytes."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

VENDOR = Path(__file__).parents[1] / "templates" / "assets" / "vendor"
LIBRARIES = sorted(path for path in VENDOR.iterdir() if path.is_dir())


def test_the_search_library_is_the_only_one() -> None:
    assert [library.name for library in LIBRARIES] == ["minisearch"]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_every_file_has_the_bytes_its_checksum_names(library: Path) -> None:
    present = {path.name for path in library.iterdir()} - {"vendor.json"}

    assert {name: _sha256(library / name) for name in present} == _manifest(library)["files"]


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_a_manifest_names_package_version_and_licence(library: Path) -> None:
    manifest = _manifest(library)

    assert sorted(manifest) == ["files", "homepage", "licence", "made_with", "name", "source", "version"]
    assert manifest["name"] == library.name
    assert manifest["source"]["package"] == f"npm:{manifest['name']}@{manifest['version']}"
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["source"]["sha256"])


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_the_licence_text_stands_beside_the_script_and_is_the_one_named(library: Path) -> None:
    licence = (library / "LICENSE").read_text(encoding="utf-8")

    assert _manifest(library)["licence"] == "MIT"
    assert re.match(r"Copyright \d{4} \w+", licence)
    assert "Permission is hereby granted, free of charge" in licence


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_a_script_says_whose_it_is_and_runs_without_eval_or_source_map(library: Path) -> None:
    manifest = _manifest(library)
    for path in library.glob("*.js"):
        script = path.read_text(encoding="utf-8")

        assert script.casefold().startswith(f"/*! {manifest['name']} {manifest['version']} |")
        assert re.findall(r"\beval\(|new Function\b|sourceMappingURL|https?://", script) == []


def _manifest(library: Path) -> Any:
    return json.loads((library / "vendor.json").read_text(encoding="utf-8"))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
