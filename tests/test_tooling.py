"""The programs that tests lean on are the ones their manifests name, and say what they are trusted to say."""

import hashlib
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import tooling

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Unit primitives</title>
</head>
<body><main><h1>Unit primitives</h1>{content}</main></body>
</html>
"""


def test_axe_has_the_bytes_its_checksums_name() -> None:
    library = tooling.VENDOR / "axe-core"
    manifest = json.loads((library / "vendor.json").read_text(encoding="utf-8"))
    present = {path.name: _sha256(path) for path in library.iterdir() if path.name != "vendor.json"}

    assert manifest["source"]["package"] == "npm:axe-core@4.14.1"
    assert manifest["files"] == present
    assert manifest["source"]["sha256"] == present["axe.min.js"]


def test_the_html_checker_is_locked_by_checksum_and_names_no_address() -> None:
    wanted = json.loads((tooling.VENDOR / "nu" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((tooling.VENDOR / "nu" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {path: package for path, package in lock.items() if path}

    assert {path.removeprefix("node_modules/"): package["version"] for path, package in packages.items()} == wanted
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())


@pytest.mark.skipif(tooling.nu_jar() is None, reason="the Nu HTML checker has not been fetched")
def test_the_html_checker_names_page_line_and_column_of_every_mistake(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(PAGE.format(content="<p>61 of 61</p>"), encoding="utf-8")
    (tmp_path / "add_ons").mkdir()
    (tmp_path / "add_ons" / "bad page.html").write_text(PAGE.format(content="<p><p id=a></p id=a>"), encoding="utf-8")

    assert tooling.html_problems(tmp_path) == ("add_ons/bad page.html:8:48: error: End tag had attributes.",)


def test_axe_finds_a_mistake_on_a_page_that_allows_no_script(tmp_path: Path, browser: Browser) -> None:
    page_file = tmp_path / "index.html"
    page_file.write_text(PAGE.format(content='<img src="data:," id="diagram">'), encoding="utf-8")

    with browser.new_context() as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.evaluate(tooling.axe_script())
        found = page.evaluate("axe.run().then(result => result.violations.map(violation => violation.id))")

    assert found == ["image-alt"]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
