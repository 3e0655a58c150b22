"""Compiled templates: kept beside Python's own code, used for the very same template only, and missed by nobody."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from site_builder.installed import own_files
from site_builder.output.compiled import CompiledTemplates
from site_builder.output.templates import environment_of


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps code, in the time of a test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


class Counting(Environment):
    """Counts what it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> object:  # type: ignore[override]
        self.compiled += 1
        return super()._compile(source, filename)


def said(text: str, options: bytes = b"") -> tuple[str, int]:
    """What a template says to `x`, and how many were compiled for it."""
    environment = Counting(loader=DictLoader({"a": text}), bytecode_cache=CompiledTemplates(options))
    return environment.get_template("a").render(x=1), environment.compiled


def files(kept: Path) -> list[Path]:
    return [path for path in kept.rglob("*") if path.is_file()]


def test_a_template_is_compiled_once(kept: Path) -> None:
    assert said("one {{ x }}") == ("one 1", 1)
    assert said("one {{ x }}") == ("one 1", 0)
    assert [(path.suffix, path.stat().st_mode & 0o777) for path in files(kept)] == [(".jinja", 0o644)]


def test_another_text_or_other_options_are_compiled_anew() -> None:
    said("one {{ x }}")

    assert said("two {{ x }}") == ("two 1", 1)
    assert said("two {{ x }}", b"trim") == ("two 1", 1)
    assert said("two {{ x }}", b"trim") == ("two 1", 0)


@pytest.mark.parametrize("damage", [b"", b"j2", b"x" * 1000, None])
def test_what_is_no_compiled_template_is_passed_over(kept: Path, damage: bytes | None) -> None:
    said("one {{ x }}")
    (file,) = files(kept)
    file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)

    assert said("one {{ x }}") == ("one 1", 1)
    assert said("one {{ x }}") == ("one 1", 0)


def test_where_python_keeps_no_code_nothing_is_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert said("one {{ x }}") == said("one {{ x }}") == ("one 1", 1)
    assert not kept.exists()


def test_a_place_that_cannot_be_written_to_is_no_problem(kept: Path) -> None:
    kept.write_text("a file", "utf-8")

    assert said("one {{ x }}") == said("one {{ x }}") == ("one 1", 1)


def test_the_own_templates_are_kept_and_those_of_others_are_not(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ x }}", "utf-8")

    assert environment_of(tmp_path).get_template("a.html").render(x="<") == "&lt;"
    assert not kept.exists()
    environment_of(own_files("templates")).get_template("base.html")
    assert len(files(kept)) == 1
