"""What an author, a file system or an editor can do: what is told of it, in text and JSON, and that the site stays."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.problems import CODES
from tests.hostile.cases import case_files, read_case
from tests.hostile.trying import published, tried
from tests.output.publishing import plain_rights

FILES = case_files()
# The worst file may take 2 seconds of processor time, on a slow machine as well: most take a hundredth of that.
LONGEST = 2.0
# By no input alone, but by a full disk, a lost library, an audience and the like; tests/explanations provokes these.
BY_OTHERS = frozenset({"E411", "E412", "E604", "E608", "E610", "E612", "E701", "W701", "E708"})


@pytest.fixture(scope="module")
def directory() -> Iterator[Path]:
    with published() as made:
        yield made


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_case_is_told_as_expected_in_time_and_leaves_the_site_as_it_was(file: Path, directory: Path) -> None:
    case, expected = read_case(file)
    if case.needs_rights and plain_rights() is None:
        pytest.skip("a user whose rights count is needed")

    found = tried(case, directory)

    assert found.told == expected, "to take over what is told: python -m tests.hostile"
    assert found.untouched
    assert found.seconds < LONGEST


def test_every_code_that_an_input_can_provoke_is_among_what_is_told() -> None:
    told = {code for file in FILES for code in re.findall(r"(?:error|warning)\[([EW]\d{3})\]", file.read_text("utf-8"))}

    assert sorted(CODES.keys() - told) == sorted(BY_OTHERS)
    assert len(FILES) >= 250


def test_nothing_is_ever_an_internal_error_or_a_traceback() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        assert "internal error" not in text or "error[E501]" in text
        assert "Traceback" not in text
