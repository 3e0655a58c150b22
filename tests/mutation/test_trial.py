"""A few mutants, tried as `make mutants` tries all of them."""

import subprocess
import sys
from pathlib import Path

from tests.mutation.targets import ROOT, TARGETS


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def mutation(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run("-m", "tests.mutation", *arguments)


def test_of_every_module_some_mistakes_are_caught() -> None:
    done = mutation("--every", "80")

    assert [line.split(":")[0] for line in done.stdout.splitlines()] == list(TARGETS)
    assert all(line.endswith(" 0 survived") for line in done.stdout.splitlines())
    assert done.returncode == 0, done.stderr


def test_what_no_test_looks_at_survives() -> None:
    done = mutation("legacy_services", "--every", "60", "--tests", "tests/catalog/test_versions.py")

    assert not done.stdout.splitlines()[0].endswith(" 0 survived")
    assert "survives, and nobody has said why: " in done.stdout
    assert done.returncode == 1


def test_tests_that_fail_without_any_mistake_show_nothing(tmp_path: Path) -> None:
    failing = tmp_path / "test_failing.py"
    failing.write_text("def test_nothing() -> None:\n    assert False\n", encoding="utf-8")
    done = mutation("bundles", "--tests", f"{failing}")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Error: {failing}: they fail as it is\n")


def test_a_loop_without_an_end_is_caught_and_tests_that_are_not_there_are_no_catch() -> None:
    program = """if True:
        import ast
        from tests.mutation.mutants import Mutant
        from tests.mutation.trial import Trial, outcomes

        endless = Mutant(name="", line=1, text="x = 1", way=(("body", 0),), mistake=ast.parse("while 1: pass").body[0])
        asked = {"module": "site_builder.catalog.bundles", "deadline": 1}
        print(*(survived for _, survived in outcomes([Trial(mutant=endless, tests=("tests/test_tokens.py",), **asked)])))
        list(outcomes([Trial(tests=("tests/no_such_test.py",), **asked)]))
    """
    done = run("-c", program)

    assert done.stdout == "False\n"
    assert done.stderr.endswith(
        "RuntimeError: the tests of site_builder.catalog.bundles, as it stands, could not be run: status 4\n"
    )
