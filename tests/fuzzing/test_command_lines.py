"""The short run over command lines: a fixed number, the same every time. `python -m tests.fuzzing commands` goes on."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzzing.command_lines import command_lines, command_promised
from tests.fuzzing.project import write_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("projects") / "project")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(words=command_lines())
def test_any_command_line_ends_as_promised(words: list[str], project: Path) -> None:
    command_promised(words, project)
