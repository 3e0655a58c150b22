"""A mutant and tests in, whether it survives out: each in a process of its own, forked from one with all else loaded.

A process that takes too much processor time has been caught as well: a loop without an end is noticed by whoever waits.
"""

import ast
import gc
import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from tempfile import TemporaryDirectory
from types import CodeType, ModuleType

import hypothesis
import pytest

from .mutants import Mutant

PACKAGE, TESTS = "site_builder", "tests"
_NEEDED = f"{TESTS}.conftest"  # what every test needs

_CAUGHT = frozenset({pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A module by its dotted name, as it stands or as a mutant, and the files of tests that are to notice."""

    module: str
    tests: tuple[str, ...]
    mutant: Mutant | None = None
    deadline: int = 20  # seconds of processor time; the slowest tests of a module take a tenth of it


def outcomes(trials: Iterable[Trial], jobs: int = 1) -> Iterator[tuple[Trial, bool]]:
    """Each trial as it ends, with whether it survived: no test failed. RuntimeError where none could be run."""
    import_module(_NEEDED)  # what takes long to load is loaded once, before the first fork
    gc.freeze()  # and nobody looks through it for garbage
    running: dict[int, Trial] = {}
    with TemporaryDirectory(prefix="mutation-") as files:
        for trial in trials:
            if len(running) == jobs:
                yield _ended(running)
            running[_started(trial, files)] = trial
        while running:
            yield _ended(running)


def _started(trial: Trial, files: str) -> int:
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            os._exit(_tried(trial, f"{files}/{os.getpid()}"))
        finally:
            os._exit(pytest.ExitCode.INTERNAL_ERROR)
    return child


def _ended(running: dict[int, Trial]) -> tuple[Trial, bool]:
    child, status = os.wait()
    trial = running.pop(child)
    code = os.waitstatus_to_exitcode(status)
    if code not in {pytest.ExitCode.OK, -signal.SIGXCPU, *_CAUGHT}:
        which = trial.mutant.name if trial.mutant else "as it stands"
        raise RuntimeError(f"the tests of {trial.module}, {which}, could not be run: status {code}")
    return trial, code == pytest.ExitCode.OK


def _tried(trial: Trial, files: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (trial.deadline, trial.deadline + 1))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for name in [name for name in sys.modules if name.split(".")[0] in (PACKAGE, TESTS)]:
        del sys.modules[name]
    if trial.mutant:
        sys.meta_path.insert(0, _Instead(trial.module, trial.mutant.tree()))
    try:
        import_module(_NEEDED)
    except Exception:
        return pytest.ExitCode.TESTS_FAILED  # nobody could use the program at all
    options = ("-x", "--assert=plain", "-p", "no:cacheprovider", f"--basetemp={files}")
    return pytest.main([*options, *trial.tests], plugins=[_Impatience()])


class _Instead(Loader):
    """Gives a module other content than its file has."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self._module = module
        self._code: CodeType = compile(tree, module, "exec")

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return spec_from_loader(name, self) if name == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102  # the module's own text, with one mistake


class _Impatience:
    """Has quick tests run first, looks for no simpler example once there is one, takes no busy machine for a fault."""

    def pytest_configure(self) -> None:
        looking = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        slow = [hypothesis.HealthCheck.too_slow]
        hypothesis.settings.register_profile(
            "mutation", hypothesis.settings(), phases=looking, suppress_health_check=slow
        )
        hypothesis.settings.load_profile("mutation")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: hypothesis.is_hypothesis_test(getattr(item, "obj", None)))
