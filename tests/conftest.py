"""What tests everywhere share: config directories written as text, and patience with a slow machine."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser

from tests import tooling
from tests.trees import write_tree

# Whoever starts the tests in the background has told them to ignore such signals; the programs that tests start must
# not.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# A machine that is busy is no reason to fail; the same examples every time, so that a failure is one for everybody.
hypothesis.settings.register_profile("site_builder", deadline=None, derandomize=True)
hypothesis.settings.load_profile("site_builder")


@pytest.fixture
def config_tree(tmp_path: Path) -> Callable[[str], Path]:
    """Makes the directory `config` from a text with `-- path --` headers."""
    return lambda text: write_tree(tmp_path / "config", text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of all tests: a second one in the same run would not start."""
    with tooling.browser() as running:
        yield running
