"""Every page is HTML as the standard has it."""

from pathlib import Path

import pytest

from tests import tooling


@pytest.mark.skipif(tooling.nu_jar() is None, reason="the Nu HTML checker has not been fetched")
def test_the_html_checker_has_nothing_to_say(site: Path) -> None:
    assert tooling.html_problems(site) == ()
