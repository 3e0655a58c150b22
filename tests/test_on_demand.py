"""Names that a package loads when they are asked for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import site_builder
from site_builder import catalog, output, source
from tests import tooling
from tests.cli.running import surroundings

PACKAGES = (site_builder, catalog, output, source)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda it: it.__name__)
def test_every_name_of_a_package_is_there(package: object) -> None:
    assert [name for name in package.__all__ if not hasattr(package, name)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda it: it.__name__)
def test_another_name_is_no_attribute(package: object) -> None:
    with pytest.raises(AttributeError, match=r"^module 'site_builder[.a-z]*' has no attribute 'nothing'$"):
        _ = package.nothing  # type: ignore[attr-defined]


PACKAGE = """
from site_builder.on_demand import on_demand

__getattr__ = on_demand(__name__, {"module": ("VALUE",)})
"""
MODULE = """
import os, signal

os.kill(os.getpid(), signal.SIGINT)
VALUE = "all of it"
print(VALUE)
"""
ASKING = """
import package

try:
    package.VALUE
except KeyboardInterrupt:
    print("interrupted")
"""


def test_whoever_interrupts_while_a_module_is_loaded_is_heard_when_it_is(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    for name, text in (("package/__init__.py", PACKAGE), ("package/module.py", MODULE), ("asking.py", ASKING)):
        (tmp_path / name).write_text(text, "utf-8")
    asking = [sys.executable, str(tmp_path / "asking.py")]

    said = subprocess.run(asking, env=surroundings(), capture_output=True, text=True, check=True).stdout

    assert said.splitlines() == ["all of it", "interrupted"]


def test_no_name_that_is_loaded_on_demand_is_hidden_by_a_module() -> None:
    """Importing a module makes it an attribute of its package: a function so called would depend on who came first."""
    packages = [
        path for path in tooling.ROOT.glob("site_builder/**/__init__.py") if "on_demand(" in path.read_text("utf-8")
    ]

    assert len(packages) == len(PACKAGES)
    assert [(path.parent.name, name) for path in packages for name in _names(path) & _modules(path.parent)] == []


def _names(package: Path) -> set[str]:
    """What stands as imported under `if TYPE_CHECKING`."""
    guarded = next(node for node in ast.parse(package.read_text("utf-8")).body if isinstance(node, ast.If))
    return {alias.name for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def _modules(package: Path) -> set[str]:
    return {path.stem for path in package.iterdir()}
