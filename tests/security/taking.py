"""A copy of the project in, what its tests say when a security rule is taken away from it out."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.security.rules import Rule

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("site_builder", "templates", "config", "tests")
_FILES = ("pyproject.toml", "Makefile", "*.lock", "*.md")
_SECONDS = 300  # for each test: a rule may be what keeps it from hanging
_PASSED, _FAILED = 0, 1  # as pytest ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of the project, whose tests run apart from ours."""

    root: Path

    @classmethod
    def below(cls, directory: Path) -> "Copy":
        """A new copy below a directory."""
        for name in _COPIED:
            shutil.copytree(ROOT / name, directory / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        for file in (file for pattern in _FILES for file in ROOT.glob(pattern)):
            shutil.copy(file, directory)
        return cls(root=directory)

    def is_sound(self, rules: Iterable[Rule]) -> bool:
        """Whether the tests of the rules pass as things are."""
        return self._ending(*sorted({rule.test for rule in rules})) == _PASSED

    def notices(self, rule: Rule) -> bool:
        """Whether the test of a rule fails while the rule is taken away. AssertionError where it cannot be run."""
        with self._without(rule):
            ending = self._ending(rule.test)
        assert ending in (_PASSED, _FAILED), f"{rule.test} ended with {ending}"
        return ending == _FAILED

    @contextmanager
    def _without(self, rule: Rule) -> Iterator[None]:
        file = self.root / rule.file
        before = file.read_text(encoding="utf-8")
        assert before.count(rule.code) == 1, f"{rule.file} has {before.count(rule.code)} times: {rule.code}"
        file.write_text(before.replace(rule.code, rule.without), encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(before, encoding="utf-8")

    def _ending(self, *tests: str) -> int:
        """How pytest ends; a test that hangs has failed."""
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        others = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        try:
            return subprocess.run(
                command, cwd=self.root, env=others, capture_output=True, timeout=_SECONDS * len(tests), check=False
            ).returncode
        except subprocess.TimeoutExpired:
            return _FAILED
