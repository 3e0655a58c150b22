"""The lock file and the copied scripts in, a software bill of materials of the site builder out: CycloneDX, as JSON.

`python -m tests.sbom FILE` writes it. It names no moment, machine or chance, so that the same lock file gives the same
bytes. The licences of what CONTRIBUTING.md gives a reason for are those that it gives.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
VENDOR = ROOT / "templates" / "assets" / "vendor"

_ENTRY = re.compile(r"^(?=\S)(?!#)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^ +# +(?:via +)?([a-z0-9][a-z0-9._-]*)", re.MULTILINE)
_ROW = re.compile(r"^\| `([\w.-]+)` \|.*\| ([^|]+) \|$", re.MULTILINE)
_EXPRESSION = re.compile(r"[A-Za-z0-9.-]+(?: or [A-Za-z0-9.-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A package of a lock file: its hashes, and who asks for it; the project itself is one of those who may."""

    name: str
    version: str
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]


def bill_of_materials() -> bytes:
    """The whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = tuple(locked(LOCK.read_text(encoding="utf-8")))
    scripts = tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(VENDOR.glob("*/vendor.json")))
    root = canonicalize_name(project["name"])
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "licenses": _licences(project["license"]),
            }
        },
        "components": [*_packages(packages), *map(_script, scripts)],
        "dependencies": list(_dependencies(root, packages, [f"npm:{script['name']}" for script in scripts])),
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    text = json.dumps({"serialNumber": f"urn:uuid:{number}", **content}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def locked(text: str) -> Iterator[Locked]:
    """The packages of a lock file, in its order."""
    for entry in _ENTRY.split(text)[1:]:
        requirement = Requirement(entry.partition("\\\n")[0].strip())
        (pin,) = requirement.specifier
        yield Locked(
            name=requirement.name,
            version=pin.version,
            hashes=tuple(_HASH.findall(entry)),
            wanted_by=tuple(name for name in _VIA.findall(entry) if name != "via"),
        )


def _packages(packages: tuple[Locked, ...]) -> Iterator[Mapping[str, Any]]:
    licences = dict(_ROW.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    for it in packages:
        licence = {"licenses": _licences(licences[it.name])} if it.name in licences else {}
        yield {
            "type": "library",
            "bom-ref": it.name,
            "name": it.name,
            "version": it.version,
            "purl": f"pkg:pypi/{it.name}@{it.version}",
            **licence,
            "hashes": [{"alg": "SHA-256", "content": value} for value in it.hashes],
        }


def _script(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copied script, with the checksums of what was copied."""
    return {
        "type": "library",
        "bom-ref": f"npm:{manifest['name']}",
        "name": manifest["name"],
        "version": manifest["version"],
        "purl": f"pkg:npm/{manifest['name']}@{manifest['version']}",
        "licenses": _licences(manifest["licence"]),
        "hashes": [{"alg": "SHA-256", "content": value} for _, value in sorted(manifest["files"].items())],
    }


def _licences(text: str) -> list[Mapping[str, Any]]:
    """An expression of SPDX where the words make one, else the words."""
    if _EXPRESSION.fullmatch(text):
        return [{"expression": text.replace(" or ", " OR ")}]
    return [{"license": {"name": text}}]


def _dependencies(root: str, packages: tuple[Locked, ...], scripts: list[str]) -> Iterator[Mapping[str, Any]]:
    yield {"ref": root, "dependsOn": sorted([*scripts, *(it.name for it in packages if root in it.wanted_by)])}
    for asking in packages:
        yield {"ref": asking.name, "dependsOn": [it.name for it in packages if asking.name in it.wanted_by]}


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(bill_of_materials())
