"""Names of a package that are loaded when they are first asked for, so that a program pays only for what it uses.

Nothing interrupts the loading: some libraries make a failure of another kind of that, or end the program with a message
of their own.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from .undisturbed import undisturbed


def on_demand(package: str, modules: Mapping[str, Iterable[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package (PEP 562) whose `modules` hold these names. No name may be that of a module."""
    homes = {name: module for module, names in modules.items() for name in names}

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        with undisturbed():
            module = import_module(f".{homes[name]}", package)
        return getattr(module, name)

    return get
