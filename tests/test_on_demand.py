"""Names that a package loads when they are asked for."""

import ast
from pathlib import Path

import pytest

import site_builder
from site_builder import catalog, output, source
from tests import tooling

PACKAGES = (site_builder, catalog, output, source)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda it: it.__name__)
def test_every_name_of_a_package_is_there(package: object) -> None:
    assert [name for name in package.__all__ if not hasattr(package, name)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda it: it.__name__)
def test_another_name_is_no_attribute(package: object) -> None:
    with pytest.raises(AttributeError, match=r"^module 'site_builder[.a-z]*' has no attribute 'nothing'$"):
        _ = package.nothing  # type: ignore[attr-defined]


def test_no_name_that_is_loaded_on_demand_is_hidden_by_a_module() -> None:
    """Importing a module makes it an attribute of its package: a function of that name would depend on who came first."""
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
