"""The short run over the reader: all that was ever found, and a fixed number of inputs, the same ones every time.

`python -m tests.fuzzing reader` goes on.
"""

import importlib.util
from pathlib import Path

import pytest

from tests.fuzzing.hunting import CORPUS, hunt
from tests.fuzzing.reading import read_promised


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_was_found_before_gets_an_answer(path: Path) -> None:
    read_promised(path.read_bytes())


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="no atheris for this machine")
def test_inputs_led_by_the_code_that_they_reach_get_an_answer(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert hunt(2_000, seed=1, found=tmp_path) == 0

    assert "stat::number_of_executed_units: 2000" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
