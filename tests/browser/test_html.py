"""Every page is HTML as the standard has it."""

import re
from pathlib import Path

import pytest

from tests import tooling

# The checker reads files, which have no origin that 'self' could mean. In the browser these files are loaded.
OWN_FILE = re.compile(
    r"external (?:script|stylesheet) “(?:(?:\.\./)*|/)assets/[a-z_/.-]+(?:\?[0-9a-f]{12})?” blocked by “[a-z]+-src” directive"
)


@pytest.mark.skipif(tooling.nu_jar() is None, reason="the Nu HTML checker has not been fetched")
def test_the_html_checker_has_nothing_to_say(site: Path) -> None:
    assert [problem for problem in tooling.html_problems(site) if not OWN_FILE.search(problem)] == []
